package azure

import (
	"fmt"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
)

// Connection is one private link: of a private endpoint, or of an outbound rule
// of a managed network.
type Connection struct {
	From *graph.Resource
	// Managed is set for a rule of a managed network, which brings its own DNS.
	Managed bool
	Target  value.Value // id of the resource it leads to; nil where that isn't known
	// Path is that of the connection's properties in From; "" where it has no
	// certain place.
	Path   string
	groups []item
	closed bool // groups are all there are
	maybe  bool // it may not be there
}

// Link is a connection as seen from the resource it may lead to.
type Link struct {
	Connection
	// Leads says whether the connection leads to the resource whenever that is
	// deployed: never No.
	Leads value.Tri
}

// Network is every private link of a graph.
type Network struct {
	Graph       *graph.Graph
	Connections []Connection
}

// Types that carry private links.
const (
	managedRules   = ManagedNetworks + "/outboundRules"
	workspaceRules = Workspaces + "/outboundRules"
)

// Links collects the private links of the pass's graph. Passes over one graph
// share the answer.
func Links(p *rule.Pass) *Network {
	return rule.Fact(p, func(p *rule.Pass) *Network { return newNetwork(p.Graph) })
}

func newNetwork(g *graph.Graph) *Network {
	n := &Network{Graph: g}
	for _, pe := range g.OfType(PrivateEndpoint) {
		for _, list := range [...]string{"properties.privateLinkServiceConnections", "properties.manualPrivateLinkServiceConnections"} {
			n.addList(pe, list)
		}
	}
	for _, typ := range [...]string{managedRules, workspaceRules} {
		for _, r := range g.OfType(typ) {
			n.addRule(r, value.Get(r.Body, value.ParsePath("properties")).Value, "properties")
		}
	}
	for _, typ := range [...]string{Workspaces, ManagedNetworks} {
		for _, r := range g.OfType(typ) {
			rules, ok := r.Get("properties.managedNetwork.outboundRules").Value.(value.Object)
			if !ok {
				continue
			}
			for _, m := range rules.Members() {
				n.addRule(r, m.Value, "properties.managedNetwork.outboundRules."+m.Key)
			}
		}
	}
	return n
}

func (n *Network) addList(pe *graph.Resource, path string) {
	l := pe.Get(path)
	if l.Presence == value.Absent {
		return
	}
	list, all := items(l.Value)
	for _, it := range list {
		c := Connection{From: pe, maybe: it.maybe || l.Presence == value.Possible}
		if it.index >= 0 {
			c.Path = fmt.Sprintf("%s[%d].properties", path, it.index)
		}
		target := value.Get(it.value, value.ParsePath("properties.privateLinkServiceId"))
		if target.Presence == value.Absent && !pe.Damaged { // it leads nowhere
			continue
		}
		c.Target = target.Value
		ids := value.Get(it.value, value.ParsePath("properties.groupIds"))
		c.groups, c.closed = items(ids.Value)
		c.closed = c.closed && ids.Presence != value.Possible
		n.Connections = append(n.Connections, c)
	}
	if !all || l.Value == nil {
		n.Connections = append(n.Connections, Connection{From: pe, maybe: true})
	}
}

func (n *Network) addRule(r *graph.Resource, v value.Value, path string) {
	typ := value.Get(v, value.ParsePath("type"))
	is := value.Maybe
	if typ.Value != nil {
		is = value.EqualID(typ.Value, value.NewString("PrivateEndpoint", nil))
	}
	if is == value.No || typ.Presence == value.Absent {
		return
	}
	group := value.Get(v, value.ParsePath("destination.subresourceTarget"))
	c := Connection{From: r, Managed: true, Path: path, maybe: is == value.Maybe, closed: group.Presence != value.Possible}
	c.Target = value.Get(v, value.ParsePath("destination.serviceResourceId")).Value
	if group.Value != nil {
		c.groups = []item{{group.Value, -1, false}}
	}
	n.Connections = append(n.Connections, c)
}

// To lists the connections that lead to r, or may.
func (n *Network) To(r *graph.Resource) []Link {
	var out []Link
	for _, c := range n.Connections {
		leads := n.targets(c, r)
		if leads == value.No {
			continue
		}
		if c.maybe {
			leads = value.Maybe
		}
		if c.From.External { // it is there already
			out = append(out, Link{c, leads})
			continue
		}
		if leads = leads.And(countsFor(c.From.Part, r)); leads != value.No {
			out = append(out, Link{c, leads})
		}
	}
	return out
}

// targets says whether a connection names r. One that names another resource
// of the graph doesn't name r, even where the two names can't be told apart.
func (n *Network) targets(c Connection, r *graph.Resource) value.Tri {
	if c.Target == nil {
		return value.Maybe
	}
	return n.Names(c.Target, r)
}

// Names says whether an id is that of r, as far as r's own condition settles it.
func (n *Network) Names(target value.Value, r *graph.Resource) value.Tri {
	id := Assuming(r.Deployed, target)
	if ref, ok := id.(value.Ref); ok {
		id = ref.ID()
	}
	if value.IDKey(id) == value.IDKey(r.ID) {
		return value.Yes
	}
	for _, other := range n.Graph.Resolve(id) {
		if other != r && !other.External {
			return value.No
		}
	}
	same := value.EqualID(id, r.ID)
	if same != value.Maybe {
		return same
	}
	if typ := TypeOfID(id); typ != "" && !strings.EqualFold(typ, r.Type) {
		return value.No
	}
	return value.Maybe
}

// Group says whether the connection leads to a sub-resource, whatever its case.
func (c Connection) Group(id string) value.Tri {
	answer := value.TriOf(!c.closed).And(value.Maybe) // what isn't listed may be it
	for _, g := range c.groups {
		is := value.EqualID(g.value, value.NewString(id, nil))
		if g.maybe {
			is = is.And(value.Maybe)
		}
		answer = answer.Or(is)
	}
	return answer
}

// Strange returns the first sub-resource of the connection that a type doesn't
// have, or "" if every one may be right.
func (c Connection) Strange(typ string) string {
	for _, g := range c.groups {
		id, ok := text(g.value)
		if ok && !g.maybe && Zones(typ, id) == nil {
			return id
		}
	}
	return ""
}

// GroupNames are the sub-resources that are known by name.
func (c Connection) GroupNames() []string {
	var out []string
	for _, g := range c.groups {
		if id, ok := text(g.value); ok && !g.maybe {
			out = append(out, id)
		}
	}
	return out
}

// GroupsPath is the path of the sub-resources in From.
func (c Connection) GroupsPath() string {
	switch {
	case c.Path == "":
		return ""
	case c.Managed:
		return c.Path + ".destination.subresourceTarget"
	}
	return c.Path + ".groupIds"
}

// Reached says whether a private link leads to a sub-resource of r whenever r
// is deployed, with the links that lead to it for certain or possibly.
func (n *Network) Reached(r *graph.Resource, group string) (value.Tri, []Link) {
	answer := value.No
	var links []Link
	for _, l := range n.To(r) {
		is := l.Leads.And(l.Group(group))
		if is != value.No {
			links = append(links, l)
		}
		answer = answer.Or(is)
	}
	return answer, links
}

// TypeOfID is the resource type that an id spells out, such as
// Microsoft.Storage/storageAccounts; "" where a part of it isn't known.
func TypeOfID(id value.Value) string {
	segments, ok := segmentsOf(id)
	if !ok {
		return ""
	}
	at := -1
	for i, s := range segments {
		if strings.EqualFold(s, "providers") {
			at = i
		}
	}
	if at < 0 || at+2 >= len(segments) {
		return ""
	}
	typ := segments[at+1] + "/" + segments[at+2]
	for i := at + 4; i < len(segments); i += 2 {
		typ += "/" + segments[i]
	}
	if strings.Contains(typ, hole) {
		return ""
	}
	return typ
}

// hole stands for something unknown inside an id's segment.
const hole = "\x00"

// segmentsOf cuts an id at its slashes; unknown parts, which hold no slash by
// the rules for names, are marked.
func segmentsOf(id value.Value) ([]string, bool) {
	var b strings.Builder
	switch v := id.(type) {
	case value.String:
		b.WriteString(v.String())
	case value.Text:
		for _, p := range v.Pieces() {
			if p.Hole != nil {
				b.WriteString(hole)
				continue
			}
			b.WriteString(p.Lit)
		}
	default:
		return nil, false
	}
	return strings.Split(b.String(), "/"), true
}
