package rules

import (
	"fmt"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// judgePrivateSpace asks that a subnet's ranges are private ones; what overlaps
// a reserved range is told with the network.
func judgePrivateSpace(p *rule.Pass, subnet *graph.Resource, evidence []rule.Evidence) {
	ranges, _ := azure.SubnetRanges(subnet)
	for _, x := range ranges {
		at := read(subnet, x.Path)
		if !x.Prefix.IsValid() {
			undeterminedWith(p, at, "whether the subnet lies in private address space can't be decided", evidence)
			continue
		}
		if _, reserved := azure.Reserved(x.Prefix); x.Prefix.Addr().Is4() && !reserved && !azure.IsPrivateSpace(x.Prefix) {
			report(p, at, rule.Finding{
				Evidence: evidence, Message: fmt.Sprintf("the subnet's range %s isn't private address space", x.Prefix),
			})
		}
	}
}

func judgeReserved(p *rule.Pass, network *graph.Resource) {
	ranges, _ := azure.NetworkRanges(network)
	for _, x := range ranges {
		if !x.Prefix.IsValid() {
			continue // its subnets were asked
		}
		if kept, ok := azure.Reserved(x.Prefix); ok {
			report(p, read(network, x.Path), rule.Finding{
				Message: fmt.Sprintf("the virtual network's range %s overlaps %s, which the platform keeps for itself", x.Prefix, kept),
			})
		}
	}
}

// judgeSubnets asks that a network's subnets lie inside it and beside each
// other.
func judgeSubnets(p *rule.Pass, network *graph.Resource) {
	space, closed := azure.NetworkRanges(network)
	type placed struct {
		subnet *graph.Resource
		azure.Range
	}
	var before []placed
	for _, subnet := range p.Graph.Children(network, azure.Subnets) {
		if subnet.External || subnet.Deployed.Contradicts(network.Deployed) == value.Yes {
			continue
		}
		ranges, _ := azure.SubnetRanges(subnet)
		for _, x := range ranges {
			if !x.Prefix.IsValid() {
				continue
			}
			if closed && len(space) > 0 && outside(space, x) {
				report(p, read(subnet, x.Path), rule.Finding{
					Message:  fmt.Sprintf("the subnet's range %s lies outside its virtual network's address space", x.Prefix),
					Evidence: []rule.Evidence{{At: read(network, space[0].Path).place(), Message: "this is the address space"}},
				})
			}
			for _, b := range before {
				if b.subnet != subnet && b.Prefix.Overlaps(x.Prefix) && b.subnet.Deployed.Contradicts(subnet.Deployed) != value.Yes {
					report(p, read(subnet, x.Path), rule.Finding{
						Message:  fmt.Sprintf("the subnet's range %s overlaps %s of another subnet", x.Prefix, b.Prefix),
						Evidence: []rule.Evidence{{At: read(b.subnet, b.Path).place(), Message: "this is the other range"}},
					})
					break
				}
			}
			before = append(before, placed{subnet, x})
		}
	}
}

// outside says whether no range of a known address space holds x.
func outside(space []azure.Range, x azure.Range) bool {
	for _, s := range space {
		if !s.Prefix.IsValid() || azure.Covers(s.Prefix, x.Prefix) {
			return false
		}
	}
	return true
}

// judgePeers asks that a network's ranges and those of its peers are apart.
func judgePeers(p *rule.Pass, network *graph.Resource) {
	mine, _ := azure.NetworkRanges(network)
	for _, peering := range p.Graph.Children(network, azure.Peerings) {
		remote := read(peering, "properties.remoteVirtualNetwork.id")
		for _, other := range p.Graph.Resolve(remote.Value) {
			theirs, _ := azure.NetworkRanges(other)
			if a, b, ok := overlap(mine, theirs); ok && other != network {
				report(p, remote, rule.Finding{
					Message:  fmt.Sprintf("the virtual network can't be peered: its range %s overlaps the peer's %s", a.Prefix, b.Prefix),
					Evidence: []rule.Evidence{{At: read(other, b.Path).place(), Message: "this is the peer's range"}},
				})
			}
		}
	}
}

func overlap(mine, theirs []azure.Range) (a, b azure.Range, ok bool) {
	for _, a := range mine {
		for _, b := range theirs {
			if a.Prefix.IsValid() && b.Prefix.IsValid() && a.Prefix.Overlaps(b.Prefix) {
				return a, b, true
			}
		}
	}
	return a, b, false
}
