package rules

import (
	"fmt"
	"slices"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// DEP001 asks that the delegation of the agents' subnet is written in the right letter case.
func DEP001() *rule.Rule {
	return &rule.Rule{
		ID: "DEP001", Name: "agent-subnet-delegation-letter-case",
		Severity: rule.Error, Precision: "high",
		Tags:    []string{"deployment", "network"},
		Control: "Implement proper subnet sizing and delegation",
		Types:   []string{azure.Subnets},
		Fixable: true,
		Doc: rule.Doc{
			Summary: "The service that the agents' subnet is handed over to must be written exactly Microsoft.App/environments.",
			Why:     "The network takes any letter case, but what builds the agents' environment compares the name letter by letter: half an hour into the deployment it finds no delegation and gives up, with a message about an invalid virtual network.",
			Fix:     "write Microsoft.App/environments",
			Bad:     inTerraform(delegationExample("Microsoft.app/environments"), delegationTerraform("Microsoft.app/environments")),
			Good:    inTerraform(delegationExample(azure.AgentDelegation), delegationTerraform(azure.AgentDelegation)),
			Sources: []string{
				"Azure/bicep-ptn-aiml-landing-zone issue 110, pull request 111",
			},
		},
		Check: checkDEP001,
	}
}

func delegationExample(service string) rule.Examples {
	out := subnetExample("10.20.0.0/16", "10.20.0.0/24", true)
	return rule.Examples{Bicep: respell(out.Bicep, service), ARM: respell(out.ARM, service)}
}

func checkDEP001(p *rule.Pass) {
	// Where an account names a subnet that isn't known, it may be any that is
	// handed over.
	elsewhere := slices.ContainsFunc(azure.Injections(p), func(in azure.Injection) bool { return len(in.Subnets) == 0 })
	for _, r := range p.Deployed() {
		evidence, used := agentSubnet(p, r)
		if _, named := azure.Injections(p).Of(r); !used || !named && !elsewhere {
			continue
		}
		list, _ := azure.Delegations(r)
		for _, d := range list {
			if d.Service == nil || d.Path == "" {
				continue
			}
			judgeSpelling(p, r, d, evidence)
		}
	}
}

func judgeSpelling(p *rule.Pass, r *graph.Resource, d azure.Delegation, evidence []rule.Evidence) {
	right := value.NewString(azure.AgentDelegation, nil)
	service := read(r, d.Path)
	wrong := value.EqualID(d.Service, right).And(value.Equal(d.Service, right).Not())
	switch {
	case wrong == value.Yes:
		report(p, service, rule.Finding{
			Evidence: evidence,
			Message:  fmt.Sprintf("the deployment fails: the agents' subnet is handed over to %s, which is compared letter by letter with %q", service.text(), azure.AgentDelegation),
		})
	case wrong == value.Maybe:
		undeterminedWith(p, service, "whether the service that the agents' subnet is handed over to is spelled right can't be decided", evidence)
	}
}
