package azure

import (
	"fmt"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/value"
)

// Resource types of private DNS.
const (
	DNSZoneGroups = PrivateEndpoint + "/privateDnsZoneGroups"
	DNSZones      = "Microsoft.Network/privateDnsZones"
	DNSZoneLinks  = DNSZones + "/virtualNetworkLinks"
)

// Zone is a DNS zone that a private endpoint registers its names in.
type Zone struct {
	Name  string // in lower case; "" where it isn't known
	Group *graph.Resource
	// Path is that of the zone's id in Group; "" where it has no certain place.
	Path string
	// Resources are the zone as the graph deploys it: none if it is there
	// already, several if there are alternatives.
	Resources []*graph.Resource
	// Sure is Yes if the endpoint is never deployed without it.
	Sure value.Tri
}

// ZonesOf lists the DNS zones that the zone groups of a private endpoint name.
// grouped says whether it has a zone group at all; all is false where a group
// may name more zones than are listed.
func ZonesOf(g *graph.Graph, pe *graph.Resource) (zones []Zone, grouped value.Tri, all bool) {
	grouped, all = value.No, true
	const list = "properties.privateDnsZoneConfigs"
	for _, group := range g.Children(pe, DNSZoneGroups) {
		there := value.Yes
		if !group.External {
			there = countsFor(group.Part, pe)
		}
		if there == value.No {
			continue
		}
		grouped = grouped.Or(there)
		l := group.Get(list)
		configs, whole := items(Assuming(pe.Deployed, l.Value))
		all = all && whole && l.Presence != value.Possible && !group.External
		for _, c := range configs {
			id := value.Get(c.value, value.ParsePath("properties.privateDnsZoneId"))
			if id.Presence == value.Absent && !group.Damaged {
				continue
			}
			z := zoneOf(g, Assuming(pe.Deployed, id.Value))
			z.Group, z.Sure = group, there
			if c.maybe {
				z.Sure = there.And(value.Maybe)
			}
			if c.index >= 0 {
				z.Path = fmt.Sprintf("%s[%d].properties.privateDnsZoneId", list, c.index)
			}
			zones = append(zones, z)
		}
	}
	return zones, grouped, all
}

// zoneOf reads the id of a DNS zone. Of one that depends on a condition the
// name is known if both branches agree on it.
func zoneOf(g *graph.Graph, id value.Value) Zone {
	if args, ok := value.AsCall(id, "if"); ok && len(args) == 3 {
		z, other := zoneOf(g, args[1]), zoneOf(g, args[2])
		if z.Name != other.Name {
			z.Name = ""
		}
		z.Resources = append(z.Resources, other.Resources...)
		return z
	}
	var z Zone
	if id == nil {
		return z
	}
	if ref, ok := id.(value.Ref); ok {
		id = ref.ID()
	}
	for _, r := range g.Resolve(id) {
		if !r.External {
			z.Resources = append(z.Resources, r)
		}
	}
	if _, last, ok := cutLast(id); ok {
		if name, known := text(last); known {
			z.Name = strings.ToLower(name)
		}
	}
	return z
}

// Linked says whether a DNS zone that the graph deploys answers in a virtual
// network, whose id is given.
func Linked(g *graph.Graph, zone *graph.Resource, network value.Value) value.Tri {
	answer := value.No
	for _, link := range g.Children(zone, DNSZoneLinks) {
		if link.External {
			return value.Yes
		}
		l := link.Get("properties.virtualNetwork.id")
		same := value.No
		switch {
		case l.Value != nil:
			same = value.EqualID(Assuming(zone.Deployed, l.Value), network)
		case l.Presence == value.Possible:
			same = value.Maybe
		}
		answer = answer.Or(same.And(countsFor(link.Part, zone)))
	}
	return answer
}

// NetworkOf is the id of the virtual network that a private endpoint stands in;
// nil where that can't be told.
func NetworkOf(g *graph.Graph, pe *graph.Resource) value.Value {
	l := pe.Get("properties.subnet.id")
	if l.Value == nil {
		return nil
	}
	return NetworkOfSubnet(g, Assuming(pe.Deployed, l.Value))
}

// NetworkOfSubnet is the id of the virtual network of a subnet's id; nil where
// that can't be told.
func NetworkOfSubnet(g *graph.Graph, id value.Value) value.Value {
	if ref, ok := id.(value.Ref); ok {
		id = ref.ID()
	}
	for _, s := range g.Resolve(id) {
		if s.Parent != nil {
			return s.Parent
		}
	}
	head, _, ok := cutLast(id)
	if !ok {
		return nil
	}
	network, segment, ok := cutLast(head)
	if name, known := text(segment); !ok || !known || !strings.EqualFold(name, "subnets") {
		return nil
	}
	return network
}

// DNSPolicies are the built-in policies that give private endpoints their DNS
// zone groups: for accounts, search, Cosmos DB, key vaults and blobs.
//
// Source: the built-in definitions of Azure Policy.
func DNSPolicies() []string {
	return []string{
		"c4bc6f10-cb41-49eb-b000-d5ab82e2a091", "fbc14a67-53e4-4932-abcc-2049c6706009", "a63cc0bd-cda4-4178-b705-37dc439d3e0f",
		"ac673a9a-f77d-4846-b2d8-a57f8e1c01d4", "75973700-529f-4de2-b794-fb9b6781b6b0",
	}
}

// OwnDNS says whether a virtual network of the graph asks DNS servers of its
// own instead of Azure's.
func OwnDNS(g *graph.Graph, network value.Value) bool {
	for _, r := range g.Resolve(network) {
		list, all := items(r.Get("properties.dhcpOptions.dnsServers").Value)
		if len(list) > 0 || !all {
			return true
		}
	}
	return false
}
