package azure

import (
	"slices"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/value"
)

// identities are the folded ids of the resources whose identity the agents act
// with, and what to call each: accounts, projects, hubs, and the user-assigned
// identities attached to them.
func (m *Membership) identities() map[value.Key]string {
	out := map[value.Key]string{}
	for _, r := range m.g.Resources {
		name, isStack := stackName(r)
		if !isStack || m.members[r].Strength < Certain {
			continue
		}
		out[value.IDKey(r.ID)] = name
		attached, ok := r.Get("identity.userAssignedIdentities").Value.(value.Object)
		if !ok {
			continue
		}
		for _, member := range attached.Members() {
			id := member.KeyValue
			if id == nil {
				id = value.NewString(member.Key, nil)
			}
			if k := value.IDKey(id); out[k] == "" {
				out[k] = name
			}
		}
	}
	return out
}

func stackName(r *graph.Resource) (string, bool) {
	switch strings.ToLower(r.Type) {
	case strings.ToLower(Accounts):
		return "account", true
	case strings.ToLower(Projects):
		return "project", true
	case strings.ToLower(Workspaces):
		if Kind(r, "Project") == value.Yes {
			return "project", true
		}
		return "hub", true
	}
	return "", false
}

// addRoleTargets enters what the identities of account, project or hub are
// given a role on.
func (m *Membership) addRoleTargets() {
	ids := m.identities()
	for _, typ := range []string{RoleAssignments, CosmosAccounts + "/sqlRoleAssignments"} {
		for _, ra := range m.g.OfType(typ) {
			l := ra.Get("properties.principalId")
			if l.Value == nil {
				continue
			}
			i := slices.IndexFunc(mentions(l.Value), func(id value.Value) bool { return ids[value.IDKey(id)] != "" })
			if i < 0 {
				continue
			}
			name := ids[value.IDKey(mentions(l.Value)[i])]
			scope := ra.Scope
			if typ != RoleAssignments {
				scope = owners(ra.ID)[min(1, len(owners(ra.ID))-1)] // the account
			}
			for _, r := range m.scopeOf(scope) {
				if _, isStack := stackName(r); !isStack {
					m.add(r, Likely, ra.At, "the %s's identity is given a role on it", name)
				}
			}
		}
	}
}

// scopeOf lists the resources that an id names or stands below.
func (m *Membership) scopeOf(id value.Value) []*graph.Resource {
	if id == nil {
		return nil
	}
	var out []*graph.Resource
	for _, above := range owners(id) {
		found, _ := find(m.g, above)
		out = append(out, found...)
	}
	return out
}

// addEndpointTargets enters what has a private endpoint where an account or hub
// of the stack has one too.
func (m *Membership) addEndpointTargets() {
	type pair struct{ endpoint, target *graph.Resource }
	var pairs []pair
	private := false
	for _, pe := range m.g.OfType(PrivateEndpoint) {
		for _, id := range endpointTargets(pe) {
			found, _ := find(m.g, id)
			for _, r := range found {
				pairs = append(pairs, pair{pe, r})
				_, isStack := stackName(r)
				private = private || isStack && m.members[r].Strength >= Likely
			}
		}
	}
	if !private {
		return
	}
	for _, p := range pairs {
		m.add(p.target, NetworkOnly, p.endpoint.At, "it has a private endpoint next to the account's")
	}
}

// endpointTargets lists the ids that a private endpoint connects to.
func endpointTargets(pe *graph.Resource) []value.Value {
	var out []value.Value
	for _, list := range []string{"properties.privateLinkServiceConnections", "properties.manualPrivateLinkServiceConnections"} {
		conns, ok := pe.Get(list).Value.(value.Array)
		if !ok {
			continue
		}
		for _, c := range slices.Concat(conns.Items(), conns.Loose()) {
			if l := value.Get(c, value.ParsePath("properties.privateLinkServiceId")); l.Value != nil {
				out = append(out, l.Value)
			}
		}
	}
	return out
}

// privateIntent is Membership.PrivateIntent.
func privateIntent(m *Membership) value.Tri {
	answer := value.No
	for _, r := range slices.Concat(m.g.OfType(Accounts), m.g.OfType(Workspaces)) {
		if !m.InScope(r) {
			continue
		}
		if l := r.Get("properties.publicNetworkAccess"); l.Value != nil {
			answer = answer.Or(value.EqualID(l.Value, value.NewString("Disabled", nil)))
		} else if l.Presence == value.Possible {
			answer = answer.Or(value.Maybe)
		}
		answer = answer.Or(injectsAgents(r)).Or(managesNetwork(r))
	}
	if len(m.g.OfType(ManagedNetworks)) > 0 {
		return value.Yes
	}
	for _, pe := range m.g.OfType(PrivateEndpoint) {
		for _, id := range endpointTargets(pe) {
			found, sure := find(m.g, id)
			for _, r := range found {
				if _, isStack := stackName(r); isStack && m.InScope(r) {
					yes := value.Yes
					if !sure {
						yes = value.Maybe
					}
					answer = answer.Or(yes)
				}
			}
		}
	}
	return answer
}

// injectsAgents says whether an account lets its agents run in a subnet.
func injectsAgents(r *graph.Resource) value.Tri {
	l := r.Get("properties.networkInjections")
	if l.Presence == value.Absent {
		return value.No
	}
	list, ok := l.Value.(value.Array)
	if !ok {
		return value.Maybe
	}
	answer := value.TriOf(false)
	if list.Open() {
		answer = value.Maybe
	}
	for _, it := range list.Items() {
		scenario := value.Get(it, value.ParsePath("scenario"))
		if scenario.Value == nil {
			answer = answer.Or(value.Maybe)
			continue
		}
		answer = answer.Or(value.EqualID(scenario.Value, value.NewString("agent", nil)))
	}
	return answer
}

// managesNetwork says whether a hub has a managed network.
func managesNetwork(r *graph.Resource) value.Tri {
	l := r.Get("properties.managedNetwork.isolationMode")
	switch {
	case l.Presence == value.Absent:
		return value.No
	case l.Value == nil:
		return value.Maybe
	}
	return value.EqualID(l.Value, value.NewString("Disabled", nil)).Not()
}
