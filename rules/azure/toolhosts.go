package azure

import (
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
)

// ToolHostTypes are the types of resource that run tools of agents, or hold
// the images of hosted ones.
func ToolHostTypes() []string {
	return []string{Sites, ManagedEnvironments, ContainerApps, Registries, Workflows}
}

// ToolHost tells why a resource serves the agents' tools.
type ToolHost struct {
	Evidence []rule.Evidence
	// MCP is set for a server of the Model Context Protocol, which agents can
	// reach in public only.
	MCP bool
}

// ToolHosts are the hosts of agents' tools in a graph.
type ToolHosts struct {
	m     *Membership
	hosts map[*graph.Resource]ToolHost
}

// Tools finds the hosts of agents' tools in the pass's graph. Passes over one
// graph share the answer.
//
// A host serves tools if a connection leads to it, an identity of the agents
// is given a role on it, or it stands in the virtual network that agents run
// in; an environment also if an app in it does.
func Tools(p *rule.Pass) *ToolHosts {
	return rule.Fact(p, func(p *rule.Pass) *ToolHosts {
		t := &ToolHosts{Members(p), map[*graph.Resource]ToolHost{}}
		networks := map[value.Key]Injection{}
		for _, in := range Injections(p) {
			for _, b := range branches(in.ID, 0) {
				if network := NetworkOfSubnet(p.Graph, b); network != nil {
					networks[value.IDKey(network)] = in
				}
			}
		}
		for _, typ := range ToolHostTypes() {
			for _, r := range p.Graph.OfType(typ) {
				t.add(p.Graph, r, networks)
			}
		}
		for _, app := range p.Graph.OfType(ContainerApps) {
			host, serves := t.hosts[app]
			if !serves {
				continue
			}
			for _, env := range p.Graph.Resolve(EnvironmentOf(app)) {
				if _, known := t.hosts[env]; !known {
					t.hosts[env] = host
				}
			}
		}
		return t
	})
}

func (t *ToolHosts) add(g *graph.Graph, r *graph.Resource, networks map[value.Key]Injection) {
	if t.m.members[r].Strength >= Likely {
		t.hosts[r] = ToolHost{t.m.Evidence(r), t.m.speaksMCP(r)}
		return
	}
	for _, place := range tenants() {
		if !strings.EqualFold(place.typ, r.Type) {
			continue
		}
		l := r.Get(place.path)
		if l.Value == nil {
			continue
		}
		for _, b := range branches(Assuming(r.Deployed, l.Value), 0) {
			network := NetworkOfSubnet(g, b)
			if network == nil {
				continue
			}
			if in, ok := networks[value.IDKey(network)]; ok {
				t.hosts[r] = ToolHost{Evidence: []rule.Evidence{
					{At: oneLine(in.Account.At), Message: "it stands in the virtual network in which this account runs its agents"},
				}}
			}
		}
	}
}

// Of tells why r serves the agents' tools; false if nothing shows that it does.
func (t *ToolHosts) Of(r *graph.Resource) (ToolHost, bool) {
	h, ok := t.hosts[r]
	return h, ok
}

// InScope says whether rules about tool hosts look at r: at every one in scope
// all, else at those that serve agents.
func (t *ToolHosts) InScope(r *graph.Resource) bool {
	_, ok := t.hosts[r]
	return ok || t.m.scope == rule.ScopeAll
}

// EnvironmentOf is the id of the environment that a container app runs in; nil
// where it isn't known.
func EnvironmentOf(app *graph.Resource) value.Value {
	for _, path := range [...]string{"properties.environmentId", "properties.managedEnvironmentId"} {
		if l := app.Get(path); l.Value != nil {
			return Assuming(app.Deployed, l.Value)
		}
	}
	return nil
}

// speaksMCP says whether a connection to r is one to a server of the Model
// Context Protocol: of category RemoteTool, or to an address that ends in /mcp
// or /sse.
func (m *Membership) speaksMCP(r *graph.Resource) bool {
	for _, typ := range ConnectionTypes() {
		for _, c := range m.g.OfType(typ) {
			target := strings.ToLower(strings.TrimSuffix(value.PlainText(c.Get("properties.target").Value, "*"), "/"))
			if Is(c, "properties.category", "RemoteTool") != value.Yes && !strings.HasSuffix(target, "/mcp") && !strings.HasSuffix(target, "/sse") {
				continue
			}
			for _, t := range m.targets(c) {
				if t.r == r {
					return true
				}
			}
		}
	}
	return false
}

// Is says whether a property has a value, compared as Azure compares enums.
func Is(r *graph.Resource, path, want string) value.Tri {
	l := r.Get(path)
	switch {
	case l.Presence == value.Absent:
		return value.No
	case l.Value == nil:
		return value.Maybe
	}
	return value.EqualID(l.Value, value.NewString(want, nil))
}
