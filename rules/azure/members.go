package azure

import (
	"fmt"
	"slices"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/source"
	"moat/analyzer/value"
)

// Strength says how sure it is that a resource belongs to an agent deployment.
// It changes no severity; the message says why.
type Strength uint8

// The strengths. NetworkOnly is that of a resource whose private endpoint
// stands next to the account's: a member for rules about networks alone.
const (
	Outside Strength = iota
	NetworkOnly
	Likely
	Certain
)

// Member tells why a resource belongs to an agent deployment.
type Member struct {
	Strength Strength
	Why      string       // a clause: "a connection of the project names it"
	At       source.Range // what shows it; the zero Range for the stack itself
}

// Membership is which resources of a graph belong to its agent deployments.
//
// Source: rule catalogue 1.1, decisions 1, 17 and 24.
type Membership struct {
	g       *graph.Graph
	scope   rule.Scope
	agents  bool
	members map[*graph.Resource]Member
	hosted  map[*graph.Resource]source.Range // connections that a capability host names
	private value.Tri
}

// Members tells which resources of the pass's graph belong to an agent
// deployment. Passes over one graph share the answer.
func Members(p *rule.Pass) *Membership {
	return rule.Fact(p, func(p *rule.Pass) *Membership {
		g := p.Graph
		m := &Membership{
			g: g, agents: HoldsAgents(g),
			members: map[*graph.Resource]Member{}, hosted: map[*graph.Resource]source.Range{},
		}
		m.scope = p.Scope
		if m.scope == rule.ScopeAuto || m.scope == "" {
			m.scope = rule.ScopeAll
			if m.agents {
				m.scope = rule.ScopeAgent
			}
		}
		m.addStack()
		m.addHosts()
		m.addConnections()
		m.addHubStores()
		m.addRoleTargets()
		m.addEndpointTargets()
		m.private = privateIntent(m)
		return m
	})
}

// Scope is the scope in force: rule.ScopeAgent or rule.ScopeAll.
func (m *Membership) Scope() rule.Scope { return m.scope }

// Of tells whether and why r belongs to an agent deployment, whatever the
// scope.
func (m *Membership) Of(r *graph.Resource) Member { return m.members[r] }

// InScope says whether rules look at r: at every resource in scope all, else at
// members.
func (m *Membership) InScope(r *graph.Resource) bool {
	return m.scope == rule.ScopeAll || m.members[r].Strength >= Likely
}

// InNetworkScope is InScope for the rules about networks, which also look at
// what has a private endpoint next to the account's.
func (m *Membership) InNetworkScope(r *graph.Resource) bool {
	return m.scope == rule.ScopeAll || m.members[r].Strength >= NetworkOnly
}

// PrivateIntent says whether the deployment means to be private: it injects
// agents into a network, closes an account or hub to public access, gives an
// account a private endpoint, or has a managed network.
func (m *Membership) PrivateIntent() value.Tri { return m.private }

// HostNames returns the place where a capability host names a connection; ok
// is false if none does.
func (m *Membership) HostNames(connection *graph.Resource) (at source.Range, ok bool) {
	at, ok = m.hosted[connection]
	return at, ok
}

// Evidence shows why r belongs to the deployment; nil where nothing needs
// showing.
func (m *Membership) Evidence(r *graph.Resource) []rule.Evidence {
	why := m.members[r]
	if why.Strength == Outside || !why.At.IsValid() {
		return nil
	}
	return []rule.Evidence{{At: why.At, Message: "it belongs to the agent deployment: " + why.Why}}
}

func (m *Membership) add(r *graph.Resource, s Strength, at source.Range, format string, args ...any) {
	if m.members[r].Strength >= s {
		return
	}
	m.members[r] = Member{s, fmt.Sprintf(format, args...), oneLine(at)}
}

func oneLine(at source.Range) source.Range {
	if !at.IsValid() {
		return at
	}
	if i := strings.IndexAny(at.Text(), "\r\n"); i >= 0 {
		return at.File.Range(at.Start, at.Start+i)
	}
	return at
}

// addStack enters the accounts, hubs and projects themselves.
func (m *Membership) addStack() {
	for _, r := range m.g.OfType(Accounts) {
		if IsFoundry(m.g, r) != value.No {
			m.add(r, Certain, source.Range{}, "it is the account that the agents live in")
		}
	}
	for _, r := range m.g.OfType(Projects) {
		m.add(r, Certain, source.Range{}, "it is a project of agents")
	}
	for _, r := range m.g.OfType(Workspaces) {
		if IsHub(r) != value.No {
			m.add(r, Certain, source.Range{}, "it is a hub")
		} else if Kind(r, "Project") != value.No {
			m.add(r, Certain, source.Range{}, "it is a hub's project")
		}
	}
}

// owner is the resource that something stands below, and what to call it.
func (m *Membership) owner(r *graph.Resource) (up *graph.Resource, name string) {
	id := r.Parent
	if id == nil {
		if list := owners(r.ID); len(list) > 1 {
			id = list[1]
		}
	}
	if found := m.g.Resolve(id); len(found) > 0 {
		up = found[0]
	}
	switch strings.ToLower(r.Type[:strings.LastIndexByte(r.Type, '/')]) {
	case strings.ToLower(Projects):
		return up, "project"
	case strings.ToLower(Workspaces):
		if up != nil && IsHub(up) == value.No {
			return up, "hub's project"
		}
		return up, "hub"
	}
	return up, "account"
}

// hostStore is a list of connections that a capability host keeps something in.
type hostStore struct{ path, what string }

func hostStores() []hostStore {
	return []hostStore{
		{"properties.threadStorageConnections", "threads"},
		{"properties.storageConnections", "files"},
		{"properties.vectorStoreConnections", "vectors"},
		{"properties.aiServicesConnections", "models"},
	}
}

// Hosts lists the capability hosts of accounts and projects, in declared order.
func Hosts(g *graph.Graph) []*graph.Resource {
	return slices.Concat(g.OfType(AccountHosts), g.OfType(ProjectHosts))
}

// addHosts enters what the connections named by capability hosts lead to.
func (m *Membership) addHosts() {
	for _, h := range Hosts(m.g) {
		for _, store := range hostStores() {
			l := h.Get(store.path)
			list, ok := l.Value.(value.Array)
			if !ok {
				continue
			}
			for _, name := range slices.Concat(list.Items(), list.Loose()) {
				m.addHosted(h, name, l.At, store.what)
			}
		}
	}
}

func (m *Membership) addHosted(h *graph.Resource, name value.Value, at source.Range, what string) {
	for _, c := range m.connectionsFor(h) {
		if value.EqualID(name, ownName(c)) != value.Yes {
			continue
		}
		if _, known := m.hosted[c]; !known {
			m.hosted[c] = oneLine(at)
		}
		for _, t := range m.targets(c) {
			m.add(t.r, t.strength, at, "the capability host keeps the agents' %s in it", what)
		}
	}
}

// connectionsFor lists the connections that a capability host can name: those
// of its project and of its account.
func (m *Membership) connectionsFor(h *graph.Resource) []*graph.Resource {
	var out []*graph.Resource
	above := owners(h.ID)
	for _, id := range above[min(1, len(above)):] {
		for _, r := range m.g.Resolve(id) {
			out = append(out, m.g.Children(r, Projects+"/connections")...)
			out = append(out, m.g.Children(r, Accounts+"/connections")...)
		}
	}
	return out
}

type target struct {
	r        *graph.Resource
	strength Strength
}

// targets lists the resources that a connection leads to.
func (m *Membership) targets(c *graph.Resource) []target {
	var out []target
	add := func(found []*graph.Resource, sure bool) {
		s := Certain
		if !sure {
			s = Likely
		}
		for _, r := range found {
			out = append(out, target{r, s})
		}
	}
	for _, path := range []string{"properties.metadata.ResourceId", "properties.target", "properties.credentials"} {
		l := c.Get(path)
		for _, id := range mentions(l.Value) {
			add(find(m.g, id))
			add(byHost(m.g, id), true)
		}
	}
	return out
}

// ConnectionTypes are the types of connection that agents use.
func ConnectionTypes() []string {
	return []string{Projects + "/connections", Accounts + "/connections", Workspaces + "/connections"}
}

// addConnections enters what the connections of accounts, projects and hubs
// lead to.
func (m *Membership) addConnections() {
	for _, typ := range ConnectionTypes() {
		for _, c := range m.g.OfType(typ) {
			if !m.Connects(c) {
				continue
			}
			_, name := m.owner(c)
			for _, t := range m.targets(c) {
				m.add(t.r, t.strength, c.At, "a connection of the %s names it", name)
			}
		}
	}
}

// addHubStores enters the services that a hub keeps its own things in.
func (m *Membership) addHubStores() {
	for _, hub := range m.g.OfType(Workspaces) {
		if IsHub(hub) == value.No {
			continue
		}
		for _, name := range []string{"storageAccount", "keyVault", "containerRegistry", "applicationInsights"} {
			l := hub.Get("properties." + name)
			for _, id := range mentions(l.Value) {
				found, sure := find(m.g, id)
				for _, r := range found {
					s := Certain
					if !sure {
						s = Likely
					}
					m.add(r, s, l.At, "it is the hub's own %s", name)
				}
			}
		}
	}
}

// Connects says whether a connection is one of an account, project or hub, and
// not of a plain machine learning workspace.
func (m *Membership) Connects(c *graph.Resource) bool {
	up, _ := m.owner(c)
	return up == nil || !strings.EqualFold(up.Type, Workspaces) || m.members[up].Strength != Outside
}
