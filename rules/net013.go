package rules

import (
	"fmt"
	"slices"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// NET013 asks that subnets of agents, endpoints and tools have a network security group that works.
func NET013() *rule.Rule {
	return &rule.Rule{
		ID: "NET013", Name: "subnet-without-nsg",
		Severity: rule.Warning, SecuritySeverity: 5.2, Precision: "high",
		Tags:    []string{"security", "network", "external/cwe/cwe-284"},
		Control: "Enable network security groups with restrictive rules",
		Types:   []string{azure.Subnets},
		Doc: rule.Doc{
			Summary: "Subnets of agents, of their private endpoints and of their tools need a network security group that is enforced.",
			Why:     "Without one, every machine in the virtual network and its peers can reach what the agents run on, and nothing stops an intruder from going on to the next.",
			Fix:     "name a network security group with rules of your own in properties.networkSecurityGroup.id; on subnets of private endpoints also set privateEndpointNetworkPolicies to 'NetworkSecurityGroupEnabled'",
			Bad:     inTerraform(groupExample("", "", nil, nil), agentSubnetTerraform),
			Good:    inTerraform(groupExample(attachedBicep, attachedARM, denyBicep(), denyARM()), securedTerraform("Deny")),
			Sources: []string{
				"Microsoft Learn: Azure security baseline for Azure AI Foundry (network security)",
				"Microsoft Learn: Manage network policies for private endpoints",
				"Azure Policy e71308d3-144b-4262-b144-efdc3cc90517: Subnets should be associated with a Network Security Group",
			},
		},
		Check: checkNET013,
	}
}

const (
	notEnforcedSeverity = 4.2
	emptyGroupSeverity  = 3.0
)

func checkNET013(p *rule.Pass) {
	for _, r := range p.Deployed() {
		use, used := subnetUse(p, r)
		if !used || platformSubnet(r) {
			continue
		}
		groups, has := azure.GroupOf(p.Graph, r)
		group := read(r, "properties.networkSecurityGroup.id")
		question := fmt.Sprintf("whether the %s has a network security group can't be decided", use.noun)
		switch gaps := p.Graph.MayHide(r, azure.Subnets); {
		case has == value.Yes:
			if !judgeEnforced(p, r, use) {
				judgeEmpty(p, r, groups, use)
			}
		case has == value.Maybe:
			undeterminedWith(p, group, question, use.evidence)
		case len(gaps) > 0:
			hidden(p, r, gaps, question)
		default:
			report(p, group, rule.Finding{Message: fmt.Sprintf("the %s has no network security group", use.noun), Evidence: use.evidence})
		}
	}
}

// subnetUsed tells what a subnet serves.
type subnetUsed struct {
	noun      string
	endpoints bool
	evidence  []rule.Evidence
}

// subnetUse says what a subnet serves, and whether rules look at it: under
// scope all they look at every one.
func subnetUse(p *rule.Pass, r *graph.Resource) (subnetUsed, bool) {
	if evidence, ok := agentSubnet(p, r); ok {
		return subnetUsed{"agents' subnet", false, evidence}, true
	}
	if evidence, ok := servesAgents(p, r); ok {
		return subnetUsed{"private endpoints' subnet", true, evidence}, true
	}
	for _, t := range azure.Tenants(p.Graph, r) {
		if _, tool := azure.Tools(p).Of(t.Resource); tool {
			return subnetUsed{"tools' subnet", false, []rule.Evidence{
				{At: firstLine(t.At), Message: fmt.Sprintf("this %s, which serves the agents' tools, stands in it", t.What)},
			}}, true
		}
	}
	return subnetUsed{noun: "subnet"}, azure.Members(p).Scope() == rule.ScopeAll
}

// platformSubnet says whether a subnet is one that Azure's gateways and
// firewalls keep for themselves, on which groups aren't supported.
func platformSubnet(r *graph.Resource) bool {
	return called(r, "GatewaySubnet", "AzureFirewallSubnet", "AzureFirewallManagementSubnet", "RouteServerSubnet")
}

// called says whether a resource has one of the names.
func called(r *graph.Resource, names ...string) bool {
	name, ok := r.OwnName.(value.String)
	return ok && slices.ContainsFunc(names, func(s string) bool { return strings.EqualFold(s, name.String()) })
}

// judgeEnforced asks that a group holds for private endpoints too, and says
// whether that was reported.
func judgeEnforced(p *rule.Pass, r *graph.Resource, use subnetUsed) bool {
	policies := read(r, "properties.privateEndpointNetworkPolicies")
	if !use.endpoints {
		return false
	}
	switch policies.is(value.No, "Enabled", "NetworkSecurityGroupEnabled") {
	case value.Maybe:
		undeterminedWith(p, policies, "whether the network security group holds for private endpoints can't be decided", use.evidence)
	case value.No:
		report(p, policies, rule.Finding{
			SecuritySeverity: notEnforcedSeverity, Evidence: use.evidence,
			Message: fmt.Sprintf("the network security group doesn't hold for private endpoints: %s", state(policies, "Disabled")),
			Fix:     "set properties.privateEndpointNetworkPolicies to 'NetworkSecurityGroupEnabled'",
		})
		return true
	}
	return false
}

// judgeEmpty notes a group without rules of its own.
func judgeEmpty(p *rule.Pass, r *graph.Resource, groups []*graph.Resource, use subnetUsed) {
	for _, group := range groups {
		rules, all := azure.RulesOf(p, group)
		if len(rules) > 0 || !all || len(p.Graph.MayHide(group, azure.SecurityRules)) > 0 {
			continue
		}
		report(p, read(r, "properties.networkSecurityGroup.id"), rule.Finding{
			Severity: rule.Note, SecuritySeverity: emptyGroupSeverity,
			Message:  fmt.Sprintf("the network security group of the %s has no rule of its own: all of the virtual network still gets in", use.noun),
			Fix:      "add rules that let in what is needed, and one behind them that denies the rest",
			Evidence: append([]rule.Evidence{{At: firstLine(group.At), Message: "this is the group"}}, use.evidence...),
		})
	}
}
