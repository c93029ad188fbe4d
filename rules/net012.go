package rules

import (
	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/rules/azure"
)

// NET012 asks that subnets of agents and private endpoints must lie in private address space, clear of ranges that the platform keeps, of each other and of peers.
func NET012() *rule.Rule {
	return &rule.Rule{
		ID: "NET012", Name: "agent-subnet-address-range",
		Severity: rule.Error, SecuritySeverity: 5.0, Precision: "high",
		Tags:    []string{"security", "network"},
		Control: "Implement proper subnet sizing and delegation",
		Types:   []string{azure.VirtualNetworks, azure.Subnets},
		Fixable: false,
		Doc: rule.Doc{
			Summary: "Subnets of agents and private endpoints must lie in private address space, clear of ranges that the platform keeps, of each other and of peers.",
			Why:     "Public, carrier-grade or reserved ranges are routed elsewhere. Failures of that kind push operators to open public access instead.",
			Fix:     "choose ranges of 10.0.0.0/8, 172.16.0.0/12 (but for 172.30.0.0/16 and 172.31.0.0/16) or 192.168.0.0/16 that don't overlap",
			Bad:     subnetExample("20.40.0.0/16", "20.40.0.0/24", true),
			Good:    subnetExample("10.20.0.0/16", "10.20.0.0/24", true),
			Sources: []string{
				"Microsoft Learn: Networking deep dive of the Foundry Agent Service",
				"Microsoft Learn: Provide a virtual network to an Azure Container Apps environment",
				"microsoft-foundry/foundry-samples: README of sample 15",
			},
		},
		Check: checkNET012,
	}
}

func checkNET012(p *rule.Pass) {
	networks := map[*graph.Resource]bool{}
	var order []*graph.Resource
	for _, subnet := range p.Graph.OfType(azure.Subnets) {
		evidence, used := servesAgents(p, subnet)
		if !used {
			continue
		}
		if !subnet.External {
			judgePrivateSpace(p, subnet, evidence)
		}
		for _, n := range p.Graph.Resolve(azure.NetworkOfSubnet(p.Graph, subnet.ID)) {
			if !networks[n] && !n.External {
				networks[n] = true
				order = append(order, n)
			}
		}
	}
	for _, n := range order {
		judgeReserved(p, n)
		judgeSubnets(p, n)
		judgePeers(p, n)
	}
}

// servesAgents says whether agents run in a subnet, or private endpoints of
// what belongs to them stand in it.
func servesAgents(p *rule.Pass, subnet *graph.Resource) ([]rule.Evidence, bool) {
	if evidence, ok := agentSubnet(p, subnet); ok {
		return evidence, true
	}
	for _, t := range azure.Tenants(p.Graph, subnet) {
		if t.Type != azure.PrivateEndpoint {
			continue
		}
		if azure.Members(p).Scope() == rule.ScopeAll || leadsToMember(p, t.Resource) {
			return []rule.Evidence{{At: firstLine(t.At), Message: "this private endpoint stands in the subnet"}}, true
		}
	}
	return nil, false
}

func leadsToMember(p *rule.Pass, endpoint *graph.Resource) bool {
	for _, c := range azure.Links(p).Connections {
		if c.From == endpoint {
			if _, target := zonesNeeded(p, c); target != nil {
				return true
			}
		}
	}
	return false
}
