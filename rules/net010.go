package rules

import (
	"fmt"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// NET010 asks that the agents' subnet should have a range of /24 or larger; one smaller than /27 can't work.
func NET010() *rule.Rule {
	return &rule.Rule{
		ID: "NET010", Name: "agent-subnet-undersized",
		Severity: rule.Warning, SecuritySeverity: 4.6, Precision: "high",
		Tags:    []string{"security", "network"},
		Control: "Implement proper subnet sizing and delegation",
		Types:   []string{azure.Subnets},
		Fixable: false,
		Doc: rule.Doc{
			Summary: "The agents' subnet should have a range of /24 or larger; one smaller than /27 can't work.",
			Why:     "Sessions of agents, upgrades of the platform and new projects all take addresses. Where none is left, they fail without a warning beforehand, and a subnet that is in use can't be resized.",
			Fix:     "give the subnet a range of /24, within the virtual network's address space and clear of its neighbours",
			Bad:     subnetExample("10.20.0.0/16", "10.20.0.0/28", true),
			Good:    subnetExample("10.20.0.0/16", "10.20.0.0/24", true),
			Sources: []string{
				"Microsoft Learn: Networking deep dive of the Foundry Agent Service",
				"Microsoft Learn: Use your own resources and virtual network with the Foundry Agent Service",
			},
		},
		Check: checkNET010,
	}
}

// smallestLength is the documented least of an agents' subnet, as a prefix
// length. What is large enough is a setting.
const (
	smallestLength   = 27
	tooSmallSeverity = 6.5
)

func checkNET010(p *rule.Pass) {
	for _, r := range p.Deployed() {
		if evidence, ok := agentSubnet(p, r); ok {
			judgeSize(p, r, evidence)
		}
	}
}

// agentSubnet says whether agents run in a subnet, and what shows it: an
// account that injects them, or a delegation that nothing else uses.
func agentSubnet(p *rule.Pass, r *graph.Resource) ([]rule.Evidence, bool) {
	if in, ok := azure.Injections(p).Of(r); ok {
		return injected(in), true
	}
	if azure.Delegated(r, azure.AgentDelegation) != value.Yes ||
		azure.Members(p).Scope() == rule.ScopeAgent && !azure.HoldsAgents(p.Graph) {
		return nil, false
	}
	for _, t := range azure.Tenants(p.Graph, r) {
		if t.Type == azure.ManagedEnvironments { // of apps, not of agents
			return nil, false
		}
	}
	return nil, true
}

// injected shows the account that runs its agents in a subnet.
func injected(in azure.Injection) []rule.Evidence {
	at := in.Account.At
	if in.Path != "" {
		at = read(in.Account, in.Path).place()
	}
	return []rule.Evidence{{At: firstLine(at), Message: "an account runs its agents in this subnet"}}
}

func judgeSize(p *rule.Pass, r *graph.Resource, evidence []rule.Evidence) {
	ranges, all := azure.SubnetRanges(r)
	enough := p.Settings.AgentSubnetPrefix
	length, widest := 129, azure.Range{}
	for _, x := range ranges {
		switch {
		case x.Prefix.IsValid() && !x.Prefix.Addr().Is4():
		case !x.Prefix.IsValid():
			undeterminedWith(p, read(r, x.Path), "whether the agents' subnet is large enough can't be decided", evidence)
			return
		case x.Prefix.Bits() < length:
			length, widest = x.Prefix.Bits(), x
		}
	}
	switch {
	case length <= enough:
	case !all:
		undeterminedWith(p, read(r, "properties.addressPrefixes"), "whether the agents' subnet is large enough can't be decided", evidence)
	case !widest.Prefix.IsValid():
		judgePool(p, r, evidence)
	case length > smallestLength:
		report(p, read(r, widest.Path), rule.Finding{
			Severity: rule.Error, SecuritySeverity: tooSmallSeverity, Evidence: evidence,
			Message: fmt.Sprintf("the agents' subnet can't work: its range is /%d, and the least that agents need is /%d", length, smallestLength),
		})
	default:
		report(p, read(r, widest.Path), rule.Finding{
			Evidence: evidence,
			Message:  fmt.Sprintf("the agents' subnet runs out of addresses early: its range is /%d, and /%d is recommended", length, enough),
		})
	}
}

// judgePool grades a subnet that takes a number of addresses out of a pool in
// place of a range.
func judgePool(p *rule.Pass, r *graph.Resource, evidence []rule.Evidence) {
	count := read(r, "properties.ipamPoolPrefixAllocations[0].numberOfIpAddresses")
	text, known := count.Value.(value.String)
	if count.Presence == value.Absent || !known {
		return // an existing range, or one that Azure picks
	}
	var n int
	if _, err := fmt.Sscan(text.String(), &n); err != nil {
		undeterminedWith(p, count, "whether the agents' subnet is large enough can't be decided", evidence)
		return
	}
	if enough := 1 << (32 - p.Settings.AgentSubnetPrefix); n < enough {
		report(p, count, rule.Finding{
			Evidence: evidence,
			Message:  fmt.Sprintf("the agents' subnet runs out of addresses early: it takes %d from its pool, and %d are recommended", n, enough),
		})
	}
}
