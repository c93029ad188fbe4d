package rules

import (
	"fmt"
	"slices"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// NET009 asks that agents of a private or Standard Setup run inside a network.
func NET009() *rule.Rule {
	return &rule.Rule{
		ID: "NET009", Name: "agent-network-injection-missing",
		Severity: rule.Error, SecuritySeverity: 7.0, Precision: "high",
		Tags:    []string{"security", "network"},
		Control: "Deploy with private networking using Standard Setup",
		Types:   []string{azure.Accounts},
		Doc: rule.Doc{
			Summary: "The agents of a Standard Setup or a private deployment must run in a virtual network: one of your own, or a managed one.",
			Why:     "Private endpoints protect what comes in. Without injection the agents themselves still call tools and data from Microsoft's public network.",
			Fix:     "set properties.networkInjections to an element with scenario 'agent' and the subnetArmId of a subnet delegated to Microsoft.App/environments, when the account is made: it can't be changed afterwards",
			Bad:     inTerraform(injectionExample("", ""), accountTerraform+"\n}\n"),
			Good: inTerraform(injectionExample("\n    networkInjections: [{ scenario: 'agent', subnetArmId: subnet.id, useMicrosoftManagedNetwork: false }]",
				`,
        "networkInjections": [
          {
            "scenario": "agent",
            "subnetArmId": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'contoso-network', 'agents')]",
            "useMicrosoftManagedNetwork": false
          }
        ]`), accountTerraform+injectionTerraform+"\n}\n"),
			Sources: []string{
				"Microsoft Learn: Use your own resources and virtual network with the Foundry Agent Service",
				"Microsoft Learn: Managed virtual network for Microsoft Foundry",
				"Azure/bicep-types-az: Microsoft.CognitiveServices/accounts",
			},
		},
		Check: checkNET009,
	}
}

const accountSetupSeverity = 5.0

func checkNET009(p *rule.Pass) {
	m := azure.Members(p)
	for _, r := range p.Deployed() {
		if azure.IsFoundry(p.Graph, r) == value.No || azure.Kind(r, "AIServices") == value.No {
			continue
		}
		if needed := m.Standard(r).Or(m.PrivateIntent()); needed != value.No || read(r, "properties.networkInjections").Presence != value.Absent {
			judgeInjection(p, r, needed)
		}
	}
}

func judgeInjection(p *rule.Pass, r *graph.Resource, needed value.Tri) {
	const question = "whether the account's agents run in a virtual network can't be decided"
	list := read(r, "properties.networkInjections")
	agents := azure.AgentInjections(r)
	missing := "though the deployment is meant to be private"
	if azure.Members(p).PrivateIntent() != value.Yes {
		missing = "though a capability host keeps what they work on in stores of your own"
	}
	switch _, isObject := list.Value.(value.Object); {
	case isObject:
		report(p, list, rule.Finding{
			Message: "networkInjections is an object, and must be a list of objects: Azure doesn't take it",
			Fix:     "put the object in square brackets",
		})
	case agents.Any == value.No && needed == value.Yes:
		if gaps := p.Graph.MayHide(r, azure.Accounts); list.Presence == value.Absent && (r.Damaged || len(gaps) > 0) {
			if len(gaps) > 0 {
				hidden(p, r, gaps, question)
			}
			return
		}
		f := rule.Finding{Message: fmt.Sprintf("the account's agents run in Microsoft's public network, %s: ", missing)}
		if list.Presence == value.Absent {
			f.Message += "networkInjections isn't set"
			f.Assumed = nullByDefault(r, "networkInjections")
		} else {
			f.Message += "networkInjections has no element with scenario 'agent'"
		}
		report(p, list, f)
	case agents.Any == value.No && needed == value.Maybe, agents.Any == value.Maybe:
		undetermined(p, list, question)
	}
	for _, in := range agents.List {
		judgeOneInjection(p, r, in)
	}
	if agents.Any == value.Yes {
		judgeSetup(p, r, list)
	}
}

// judgeOneInjection asks that agents are put into one network, and one that is
// there.
func judgeOneInjection(p *rule.Pass, r *graph.Resource, in azure.AgentInjection) {
	at := read(r, in.Path)
	managedNetworks := slices.ContainsFunc(p.Graph.Children(r, azure.ManagedNetworks), func(n *graph.Resource) bool { return n.CountsFor(r) != value.No })
	switch {
	case in.Path == "":
	case in.Managed == value.No && in.Subnet == value.No:
		report(p, at, rule.Finding{Message: "the account's agents are put into no network: subnetArmId isn't set, and useMicrosoftManagedNetwork isn't true"})
	case in.Managed == value.Yes && in.Subnet == value.Yes:
		report(p, at, rule.Finding{
			Message: "the account's agents are put into two networks at once: useMicrosoftManagedNetwork is true, and subnetArmId names a subnet",
			Fix:     "remove subnetArmId, or set useMicrosoftManagedNetwork to false",
		})
	case in.Managed == value.Yes && !managedNetworks:
		if gaps := p.Graph.MayHide(r, azure.ManagedNetworks); len(gaps) > 0 {
			hidden(p, r, gaps, "whether the managed network of the account's agents is deployed can't be decided")
			return
		}
		report(p, at, rule.Finding{
			Message: "the account's agents are to run in a managed network, and nothing here deploys one",
			Fix:     "add a managedNetworks child with its isolationMode to the account",
		})
	}
}

// judgeSetup asks for what must be set together with an injection.
func judgeSetup(p *rule.Pass, r *graph.Resource, list property) {
	for _, name := range [...]string{"allowProjectManagement", "customSubDomainName"} {
		prop := read(r, "properties."+name)
		missing := prop.is(value.Yes, "") == value.Yes
		if name == "allowProjectManagement" {
			missing = prop.is(value.No, true) == value.No
		}
		if missing {
			report(p, prop, rule.Finding{
				Severity: rule.Warning, SecuritySeverity: accountSetupSeverity,
				Message:  fmt.Sprintf("the account injects agents into a network, for which %s must be set when it is made", name),
				Fix:      "set properties.allowProjectManagement to true and give the account a customSubDomainName",
				Evidence: []rule.Evidence{{At: list.place(), Message: "the injection"}},
			})
		}
	}
}
