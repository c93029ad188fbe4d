package azure

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
)

// Resource types of network security groups.
const (
	SecurityGroups = "Microsoft.Network/networkSecurityGroups"
	SecurityRules  = SecurityGroups + "/securityRules"
)

// GroupOf returns the security groups of a subnet: several if a condition
// chooses, none if it has none or names one that the graph doesn't know. has
// is Yes where it has one for certain.
func GroupOf(g *graph.Graph, subnet *graph.Resource) (groups []*graph.Resource, has value.Tri) {
	l := subnet.Get("properties.networkSecurityGroup.id")
	whole := subnet.Get("properties.networkSecurityGroup")
	switch {
	case l.Presence == value.Absent && subnet.Damaged:
		return nil, value.Maybe
	case l.Presence == value.Absent:
		return nil, value.No
	case l.Presence == value.Possible && l.Value == nil, whole.Presence == value.Possible:
		return nil, value.Maybe
	}
	has = value.Yes
	for _, b := range branches(Assuming(subnet.Deployed, l.Value), 0) {
		if s, ok := text(b); ok && s == "" || b.Kind() == value.KindNull {
			has = value.Maybe
			continue
		}
		groups = append(groups, g.Resolve(b)...)
	}
	if l.Presence == value.Possible {
		has = value.Maybe
	}
	return groups, has // an id that isn't known is one all the same: Azure takes no empty one
}

// SecurityRule is one rule of a network security group as far as it is known.
type SecurityRule struct {
	*graph.Resource
	Inbound, Allows value.Tri
	Priority        int64 // 0 where it isn't known
}

// groupRules are the security rules of a graph by the folded id of their group.
type groupRules map[value.Key][]SecurityRule

// RulesOf lists the rules of a group, written in it or beside it; all is false
// where there may be more. Passes over one graph share the index.
func RulesOf(p *rule.Pass, group *graph.Resource) (list []SecurityRule, all bool) {
	index := rule.Fact(p, func(p *rule.Pass) groupRules {
		out := groupRules{}
		for _, r := range p.Graph.OfType(SecurityRules) {
			if id := GroupID(r); id != nil && !r.External {
				out[value.IDKey(id)] = append(out[value.IDKey(id)], ReadRule(r))
			}
		}
		return out
	})
	for _, r := range index[value.IDKey(group.ID)] {
		if r.Deployed.Contradicts(group.Deployed) != value.Yes {
			list = append(list, r)
		}
	}
	_, all = items(group.Get("properties.securityRules").Value)
	return list, all && !group.External && !group.Damaged
}

// GroupID is the id of the group that a security rule belongs to; nil where it
// isn't known.
func GroupID(r *graph.Resource) value.Value {
	if r.Parent != nil {
		return r.Parent
	}
	if list := owners(r.ID); len(list) > 1 {
		return list[1]
	}
	return nil
}

// ReadRule reads a security rule.
func ReadRule(r *graph.Resource) SecurityRule {
	out := SecurityRule{Resource: r, Inbound: Is(r, "properties.direction", "Inbound"), Allows: Is(r, "properties.access", "Allow")}
	if n, ok := r.Get("properties.priority").Value.(value.Int); ok {
		out.Priority = n.Int()
	}
	return out
}

// Named is one entry of a property that takes one value or a list.
type Named struct {
	Path  string
	Value value.Value
	Maybe bool
}

// plural reads a property that is written as one value or, under the plural of
// its name, as a list; all is false where there may be more.
func plural(r *graph.Resource, one, many string) (list []Named, all bool) {
	all = true
	if l := r.Get(one); l.Presence != value.Absent {
		if s, ok := text(l.Value); !ok || s != "" {
			list = append(list, Named{one, l.Value, l.Presence == value.Possible})
		}
	}
	l := r.Get(many)
	its, whole := items(l.Value)
	for _, it := range its {
		path := many
		if it.index >= 0 {
			path = fmt.Sprintf("%s[%d]", many, it.index)
		}
		list = append(list, Named{path, it.value, it.maybe})
	}
	return list, whole && l.Presence != value.Possible
}

// Sources lists where a rule's traffic comes from.
func (s SecurityRule) Sources() (list []Named, all bool) {
	return plural(s.Resource, "properties.sourceAddressPrefix", "properties.sourceAddressPrefixes")
}

// Width says how much of the internet a rule's source takes in.
type Width uint8

// The widths. WidthUnknown is that of a source that isn't known.
const (
	WidthUnknown Width = iota
	Narrow             // a private range, a service tag, a public range of /16 and longer
	WidePublic         // a public range from /8 to /15
	Anyone             // everything, the internet, a public range shorter than /8
)

// WidthOf grades a source of a security rule.
//
// Source: Microsoft Learn, Network security groups; rule catalogue 1.1,
// decision 16.
func WidthOf(v value.Value) Width {
	s, ok := text(v)
	if !ok {
		switch anyOf(v, func(c value.Value) value.Tri { return value.TriOf(WidthOf(c) == Anyone) }) {
		case value.Yes:
			return Anyone
		case value.No:
			return Narrow
		}
		return WidthUnknown
	}
	switch strings.ToLower(s) {
	case "*", "any", "internet":
		return Anyone
	}
	p, ok := Prefix(s)
	switch {
	case !ok: // a service tag
		return Narrow
	case OpenRange(v) == value.Yes:
		return Anyone
	case p.Addr().Is4() && !IsPrivateSpace(p) && p.Bits() < 16:
		return WidePublic
	}
	return Narrow
}

// ports is a set of port numbers as ranges, both ends included.
type ports [][2]int

// portsOf reads the destination ports of a rule; ok is false where they aren't
// all known.
func (s SecurityRule) portsOf() (out ports, ok bool) {
	list, all := plural(s.Resource, "properties.destinationPortRange", "properties.destinationPortRanges")
	ok = all
	for _, n := range list {
		one, known := text(n.Value)
		if i, isInt := n.Value.(value.Int); isInt {
			one, known = strconv.FormatInt(i.Int(), 10), true
		}
		r, valid := portRange(one)
		if !known || !valid || n.Maybe {
			ok = false
			continue
		}
		out = append(out, r)
	}
	return out, ok
}

func portRange(s string) ([2]int, bool) {
	if s == "*" {
		return [2]int{0, 65535}, true
	}
	from, to, ranged := strings.Cut(s, "-")
	a, err := strconv.Atoi(strings.TrimSpace(from))
	if err != nil {
		return [2]int{}, false
	}
	if !ranged {
		return [2]int{a, a}, true
	}
	b, err := strconv.Atoi(strings.TrimSpace(to))
	return [2]int{a, b}, err == nil && a <= b
}

func (p ports) holds(n int) bool {
	return slices.ContainsFunc(p, func(r [2]int) bool { return r[0] <= n && n <= r[1] })
}

// covers says whether every range of q lies in one of p.
func (p ports) covers(q ports) bool {
	for _, r := range q {
		if !slices.ContainsFunc(p, func(o [2]int) bool { return o[0] <= r[0] && r[1] <= o[1] }) {
			return false
		}
	}
	return true
}

// OpensAdministration says whether the rule lets in to a port by which machines
// are administered: SSH, remote desktop, Windows remote management.
func (s SecurityRule) OpensAdministration() (port int, yes bool) {
	have, _ := s.portsOf()
	for _, n := range [...]int{22, 3389, 5985, 5986} {
		if have.holds(n) {
			return n, true
		}
	}
	return 0, false
}

// OpensOnly says whether the rule lets in to one port and no other.
func (s SecurityRule) OpensOnly(port int) bool {
	open, ok := s.portsOf()
	return ok && len(open) > 0 && ports{{port, port}}.covers(open)
}

// DeniedBefore says whether a rule with a lower number turns away all that s
// lets in from anywhere: the one with the lowest number wins.
//
// Source: Microsoft Learn, Network security groups (security rules).
func (s SecurityRule) DeniedBefore(rules []SecurityRule) value.Tri {
	answer := value.No
	mine, known := s.portsOf()
	for _, r := range rules {
		if r.Resource == s.Resource || r.Inbound == value.No || r.Allows == value.Yes {
			continue
		}
		if r.Priority != 0 && s.Priority != 0 && r.Priority >= s.Priority {
			continue
		}
		covers := r.Inbound.And(r.Allows.Not()).And(countsFor(r.Part, s.Resource)).And(r.everywhere(s))
		theirs, theirsKnown := r.portsOf()
		switch {
		case known && theirsKnown:
			covers = covers.And(value.TriOf(theirs.covers(mine)))
		default:
			covers = covers.And(value.Maybe)
		}
		if r.Priority == 0 || s.Priority == 0 {
			covers = covers.And(value.Maybe)
		}
		answer = answer.Or(covers)
	}
	return answer
}

// everywhere says whether a rule speaks of all the protocols, sources and
// destinations that s speaks of.
func (r SecurityRule) everywhere(s SecurityRule) value.Tri {
	protocol := Is(r.Resource, "properties.protocol", "*")
	if l, m := r.Get("properties.protocol"), s.Get("properties.protocol"); l.Value != nil && m.Value != nil {
		protocol = protocol.Or(value.EqualID(l.Value, m.Value))
	}
	from := value.No
	list, all := r.Sources()
	if !all {
		from = value.Maybe
	}
	for _, src := range list {
		switch WidthOf(src.Value) {
		case Anyone:
			from = value.Yes
		case WidthUnknown:
			from = from.Or(value.Maybe)
		}
	}
	to := Is(r.Resource, "properties.destinationAddressPrefix", "*")
	if l, m := r.Get("properties.destinationAddressPrefix"), s.Get("properties.destinationAddressPrefix"); l.Value != nil && m.Value != nil {
		to = to.Or(value.EqualID(l.Value, m.Value))
	}
	ports := value.Yes // a source port is nothing that a sender doesn't choose
	if l := r.Get("properties.sourcePortRange"); l.Value != nil {
		ports = value.EqualID(l.Value, value.NewString("*", nil))
	}
	return protocol.And(from).And(to).And(ports)
}
