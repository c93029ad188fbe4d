package rules

import (
	"fmt"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// NET011 asks that the agents' subnet must be handed over to Microsoft.App/environments alone, and serve one account alone.
func NET011() *rule.Rule {
	return &rule.Rule{
		ID: "NET011", Name: "agent-subnet-delegation",
		Severity: rule.Error, SecuritySeverity: 6.2, Precision: "high",
		Tags:    []string{"security", "network"},
		Control: "Implement proper subnet sizing and delegation",
		Types:   []string{azure.Subnets},
		Fixable: true,
		Doc: rule.Doc{
			Summary: "The agents' subnet must be handed over to Microsoft.App/environments alone, and serve one account alone.",
			Why:     "Without the delegation agents can't be injected. In a shared subnet, what agents run stands beside unrelated machines, and no network rule between them applies.",
			Fix:     "delegate the subnet to Microsoft.App/environments and nothing else, and move everything else to subnets of its own",
			Bad:     subnetExample("10.20.0.0/16", "10.20.0.0/24", false),
			Good:    subnetExample("10.20.0.0/16", "10.20.0.0/24", true),
			Sources: []string{
				"Microsoft Learn: Use your own resources and virtual network with the Foundry Agent Service",
			},
		},
		Check: checkNET011,
	}
}

func checkNET011(p *rule.Pass) {
	seen := map[*graph.Resource]azure.Injection{} // subnets, by their first account
	for _, in := range azure.Injections(p) {
		for _, subnet := range in.Subnets {
			first, shared := seen[subnet]
			if !shared {
				seen[subnet] = in
				if !subnet.External {
					judgeDelegation(p, subnet, in)
				}
				judgeTenants(p, subnet, in)
				continue
			}
			if first.Account != in.Account && first.Account.Deployed.Contradicts(in.Account.Deployed) != value.Yes {
				reportInjection(p, in, rule.Finding{
					Message:  "the agents' subnet serves a second account already: each account needs one of its own",
					Fix:      "give this account a subnet of its own",
					Evidence: injected(first),
				})
			}
		}
	}
}

// reportInjection points at the place where an account names the subnet.
func reportInjection(p *rule.Pass, in azure.Injection, f rule.Finding) {
	if in.Path == "" {
		p.Report(in.Account, f)
		return
	}
	report(p, read(in.Account, in.Path), f)
}

func judgeDelegation(p *rule.Pass, subnet *graph.Resource, in azure.Injection) {
	list, all := azure.Delegations(subnet)
	whole := read(subnet, "properties.delegations")
	evidence := injected(in)
	right := azure.Delegated(subnet, azure.AgentDelegation)
	switch {
	case right == value.Maybe || !all:
		undeterminedWith(p, whole, "whether the agents' subnet is handed over to Microsoft.App/environments can't be decided", evidence)
		return
	case right == value.No && len(list) == 0:
		report(p, whole, rule.Finding{Evidence: evidence, Message: "the agents' subnet isn't handed over to Microsoft.App/environments: it has no delegation"})
		return
	}
	for _, d := range list {
		if d.Service == nil || d.Path == "" {
			continue
		}
		if value.EqualID(d.Service, value.NewString(azure.AgentDelegation, nil)) == value.No {
			service := read(subnet, d.Path)
			report(p, service, rule.Finding{
				Evidence: evidence,
				Message:  fmt.Sprintf("the agents' subnet is handed over to another service: %s", state(service, "none")),
			})
		}
	}
}

// judgeTenants asks that nothing else stands in the subnet, which may be there
// already.
func judgeTenants(p *rule.Pass, subnet *graph.Resource, in azure.Injection) {
	for _, t := range azure.Tenants(p.Graph, subnet) {
		report(p, read(t.Resource, t.Path), rule.Finding{
			Message:  fmt.Sprintf("the %s stands in the agents' subnet, which must serve one account alone", t.What),
			Fix:      fmt.Sprintf("move the %s to a subnet of its own", t.What),
			Evidence: injected(in),
		})
	}
}
