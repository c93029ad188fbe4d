package azure

import (
	"slices"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
)

// Types of assignments and of what they assign.
const (
	CosmosAssignments = CosmosAccounts + "/sqlRoleAssignments"
	RoleDefinitions   = "Microsoft.Authorization/roleDefinitions"
	UserIdentities    = "Microsoft.ManagedIdentity/userAssignedIdentities"
	DeploymentScripts = "Microsoft.Resources/deploymentScripts"
)

// Level is how wide a role assignment reaches.
type Level uint8

// The levels, narrowest first. LevelUnknown is that of a scope that can't be
// read.
const (
	LevelUnknown Level = iota
	LevelPart          // a container of an account, a database
	LevelResource
	LevelGroup
	LevelSubscription
	LevelManagementGroup
	LevelTenant
)

// Wide says whether the level takes in more than one resource.
func (l Level) Wide() bool { return l >= LevelGroup }

func (l Level) String() string {
	switch l {
	case LevelPart:
		return "a part of one resource"
	case LevelResource:
		return "one resource"
	case LevelGroup:
		return "the whole resource group"
	case LevelSubscription:
		return "the whole subscription"
	case LevelManagementGroup:
		return "a whole management group"
	case LevelTenant:
		return "the whole tenant"
	}
	return "a scope that isn't known"
}

// Identity is a managed identity, by the resource that acts with it.
type Identity struct {
	Owner string // account, project, hub or what else acts with it
	Of    *graph.Resource
}

// Grant is one role assignment, of Azure's own or of Cosmos DB's data plane.
type Grant struct {
	*graph.Resource
	Cosmos bool
	// Roles are the listed built-in roles that it may assign: none of a custom
	// one. Role is Maybe where it may be another.
	Roles []Role
	Role  value.Tri
	// Identities are the managed identities that it may be given to; Agent says
	// whether it is always one of the agents' side.
	Identities []Identity
	Agent      value.Tri
	// machine is set where the principal is the identity of a resource of the
	// graph, whoever acts with it.
	machine bool
	// Scope is the id that the role reaches; nil where it isn't known.
	Scope value.Value
	Level Level
}

// Rights are the role assignments of a graph.
type Rights []Grant

// Grants lists the role assignments that the pass's graph deploys. Passes over
// one graph share the answer.
func Grants(p *rule.Pass) Rights {
	return rule.Fact(p, func(p *rule.Pass) Rights {
		m := Members(p)
		w := rightsReader{p.Graph, m, m.agentSide(), map[value.Key]bool{}}
		w.addScripts()
		var out Rights
		for _, r := range p.Graph.OfType(RoleAssignments) {
			if !r.External && grantsSomething(r) {
				out = append(out, w.read(r, false))
			}
		}
		for _, r := range p.Graph.OfType(CosmosAssignments) {
			if !r.External && grantsSomething(r) {
				out = append(out, w.read(r, true))
			}
		}
		return out
	})
}

// grantsSomething says whether an assignment may have a role and somebody who
// gets it: Azure refuses one without.
func grantsSomething(r *graph.Resource) bool {
	return r.Damaged || r.Get("properties.roleDefinitionId").Presence != value.Absent && r.Get("properties.principalId").Presence != value.Absent
}

type rightsReader struct {
	g       *graph.Graph
	m       *Membership
	agents  map[value.Key]Identity
	scripts map[value.Key]bool // identities of deployment scripts
}

// agentSide are the identities that agents, or what serves them, act with, by
// the folded id of the resource or of the user-assigned identity.
//
// Source: rule catalogue 1.1, decision 5.
func (m *Membership) agentSide() map[value.Key]Identity {
	out := map[value.Key]Identity{}
	for _, r := range m.g.Resources {
		owner := m.acts(r)
		if owner == "" {
			continue
		}
		id := Identity{owner, r}
		out[value.IDKey(r.ID)] = id
		for _, attached := range attachedIDs(r) {
			if k := value.IDKey(attached); out[k].Of == nil {
				out[k] = id
			}
		}
	}
	return out
}

// acts says what to call a resource that acts for agents; "" for any other.
func (m *Membership) acts(r *graph.Resource) string {
	if name, ok := stackName(r); ok {
		if m.members[r].Strength >= Certain || m.scope == rule.ScopeAll && Kind(r, AccountKinds()...) == value.Yes {
			return name
		}
		return ""
	}
	if strings.EqualFold(r.Type, Projects+"/applications") {
		return "agent application"
	}
	if m.members[r].Strength >= Likely {
		return Noun(r)
	}
	return ""
}

// attachedIDs lists the ids of the user-assigned identities of a resource.
// Azure takes no notice of them where the type of the identity doesn't speak of
// any.
func attachedIDs(r *graph.Resource) []value.Value {
	if HasIdentity(r, "UserAssigned") == value.No {
		return nil
	}
	attached, ok := r.Get("identity.userAssignedIdentities").Value.(value.Object)
	if !ok {
		return nil
	}
	var out []value.Value
	for _, m := range attached.Members() {
		if m.KeyValue != nil {
			out = append(out, m.KeyValue)
		} else {
			out = append(out, value.NewString(m.Key, nil))
		}
	}
	return out
}

func (w rightsReader) addScripts() {
	for _, s := range w.g.OfType(DeploymentScripts) {
		for _, id := range attachedIDs(s) {
			w.scripts[value.IDKey(id)] = true
		}
	}
}

func (w rightsReader) read(r *graph.Resource, cosmos bool) Grant {
	out := Grant{Resource: r, Cosmos: cosmos, Role: value.Yes}
	if l := r.Get("properties.roleDefinitionId"); l.Value != nil {
		var known bool
		if out.Roles, known = roleOf(Assuming(r.Deployed, l.Value)); !known {
			out.Role = value.Maybe
		}
		if cosmos {
			out.Roles = nil // ids of the data plane, another list
		}
	} else {
		out.Role = value.Maybe
	}
	w.principal(&out)
	out.Scope, out.Level = w.scope(r, cosmos)
	return out
}

// principal reads whom a role is given to.
func (w rightsReader) principal(g *Grant) {
	if kind := g.Get("properties.principalType"); kind.Value != nil {
		for _, t := range [...]string{"AgentUser", "AgentServicePrincipal"} {
			if value.EqualID(kind.Value, value.NewString(t, nil)) == value.Yes {
				g.Agent = value.Yes
				return
			}
		}
		if isPerson(kind.Value) == value.Yes {
			g.Agent = value.No
			return
		}
	}
	l := g.Get("properties.principalId")
	if l.Value == nil {
		return
	}
	list := branches(Assuming(g.Deployed, l.Value), 0)
	g.Agent = value.Yes
	agents := false
	for _, b := range list {
		if s, ok := text(b); ok && s == "" {
			continue // the branch that is never deployed
		}
		is := value.Maybe
		if isDeployer(b) { // whoever deploys isn't what is deployed
			is = value.No
		}
		for _, id := range mentions(b) {
			k := value.IDKey(id)
			if who, ok := w.agents[k]; ok {
				g.Identities = append(g.Identities, who)
				is, g.machine = value.Yes, true
				break
			}
			if found := w.g.Resolve(id); len(found) > 0 || w.scripts[k] || foreign(id) {
				is, g.machine = value.No, true // someone else's
			}
		}
		agents = agents || is == value.Yes
		g.Agent = g.Agent.And(is)
	}
	if agents && g.Agent == value.No {
		g.Agent = value.Maybe
	}
}

// foreign says whether an id is that of a type whose identity no agent acts
// with, such as a policy assignment.
func foreign(id value.Value) bool {
	typ := TypeOfID(id)
	return typ != "" && !slices.ContainsFunc([]string{
		Accounts, Projects, Projects + "/applications", Workspaces, UserIdentities,
		SearchServices, StorageAccounts, CosmosAccounts, KeyVaults, Registries, Sites, ContainerApps, Workflows,
	}, func(t string) bool { return strings.EqualFold(t, typ) })
}

// isDeployer says whether a value is read from who deploys the template.
func isDeployer(v value.Value) bool {
	return v.Kind() == value.KindUnknown && strings.HasPrefix(value.Expr(v), "deployer()")
}

// isPerson says whether a type of principal is that of people.
func isPerson(v value.Value) value.Tri {
	answer := value.No
	for _, t := range [...]string{"User", "Group", "ForeignGroup"} {
		answer = answer.Or(value.EqualID(v, value.NewString(t, nil)))
	}
	return answer
}

// Person says whether a grant is one to people rather than to an identity.
func (g Grant) Person() value.Tri {
	l := g.Get("properties.principalType")
	switch {
	case g.machine || g.Agent == value.Yes:
		return value.No
	case l.Value == nil:
		return value.Maybe
	}
	return isPerson(l.Value)
}

// scope reads what a role reaches.
func (w rightsReader) scope(r *graph.Resource, cosmos bool) (value.Value, Level) {
	if cosmos {
		return cosmosScope(r)
	}
	scope := r.Scope
	if scope == nil {
		scope = beforeProvider(r.ID)
	}
	if ref, ok := scope.(value.Ref); ok {
		scope = ref.ID()
	}
	level := LevelOf(scope)
	for _, b := range branches(scope, 0)[1:] {
		if LevelOf(b) != level {
			return scope, LevelUnknown
		}
	}
	return scope, level
}

// beforeProvider cuts /providers/type/name off the id of an extension resource.
func beforeProvider(id value.Value) value.Value {
	head, _, ok := cutLast(id)
	for range 3 {
		if !ok {
			return nil
		}
		head, _, ok = cutLast(head)
	}
	return head
}

// LevelOf reads off an id how wide it reaches; of a conditional, its first
// branch.
func LevelOf(id value.Value) Level {
	if id == nil {
		return LevelUnknown
	}
	id = branches(id, 0)[0]
	segments, ok := segmentsOf(id)
	if !ok {
		return scopeObject(id)
	}
	if len(segments) == 1 {
		if segments[0] == "" {
			return LevelTenant
		}
		return LevelUnknown
	}
	last := -1
	for i, s := range segments {
		if strings.EqualFold(s, "providers") {
			last = i
		}
	}
	switch {
	case last >= 0 && last+1 < len(segments) && strings.EqualFold(segments[last+1], "Microsoft.Management"):
		return LevelManagementGroup
	case last >= 0 && len(segments) > last+4:
		return LevelPart
	case last >= 0:
		return LevelResource
	case strings.Contains(segments[0], hole): // a scope in front that isn't known
		return LevelUnknown
	case len(segments) >= 5 && strings.EqualFold(segments[3], "resourceGroups"):
		return LevelGroup
	case len(segments) == 3 && strings.EqualFold(segments[1], "subscriptions"):
		return LevelSubscription
	}
	return LevelUnknown
}

// scopeObject is the level of resourceGroup().id and the like, which are read
// as a whole.
func scopeObject(id value.Value) Level {
	expr := value.Expr(id)
	switch {
	case strings.HasPrefix(expr, "resourceGroup("):
		return LevelGroup
	case strings.HasPrefix(expr, "subscription("):
		return LevelSubscription
	case strings.HasPrefix(expr, "managementGroup("):
		return LevelManagementGroup
	}
	return LevelUnknown
}

// cosmosScope reads the scope of an assignment in Cosmos DB's data plane: the
// account, a database or a container of it.
func cosmosScope(r *graph.Resource) (value.Value, Level) {
	l := r.Get("properties.scope")
	if l.Value == nil {
		return nil, LevelUnknown
	}
	for _, b := range branches(Assuming(r.Deployed, l.Value), 0) {
		id := b
		if ref, ok := b.(value.Ref); ok {
			id = ref.ID()
		}
		path := strings.ToLower(value.PlainText(id, hole))
		if path == "" || path == hole {
			return l.Value, LevelUnknown
		}
		if !strings.Contains(path, "/dbs/") {
			return l.Value, LevelResource
		}
	}
	return l.Value, LevelPart
}

// Holder is what messages call whom a role is given to.
func (g Grant) Holder() string {
	if len(g.Identities) == 0 {
		return "an agent's identity"
	}
	return "the " + g.Identities[0].Owner + "'s identity"
}

// Conditional says whether the assignment carries a condition, with its text,
// in which unknown parts are left out.
func (g Grant) Conditional() (value.Tri, string) {
	l := g.Get("properties.condition")
	switch {
	case l.Presence == value.Absent:
		return value.No, ""
	case l.Value == nil:
		return value.Maybe, ""
	}
	if s, ok := text(l.Value); ok && strings.TrimSpace(s) == "" {
		return value.No, ""
	}
	if l.Value.Kind() == value.KindUnknown {
		return value.Maybe, ""
	}
	return value.Yes, value.PlainText(l.Value, "*")
}
