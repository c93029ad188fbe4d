package rules

import (
	"fmt"
	"slices"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// grantQuestion is what a rule asks of one role assignment of the agents' side.
type grantQuestion struct {
	p     *rule.Pass
	grant azure.Grant
	use   azure.RoleUse // the roles that the rule is about
	ask   string        // the question, for the verdict undetermined
}

// heldOn says what a role is held on.
func heldOn(p *rule.Pass, g azure.Grant) string {
	if !g.Level.Wide() && g.Scope != nil {
		noun := azure.NounOf(azure.TypeOfID(g.Scope))
		if on := p.Graph.Resolve(g.Scope); len(on) == 1 {
			noun = azure.Noun(on[0])
		}
		if noun != "resource" {
			return "the " + noun
		}
	}
	return g.Level.String()
}

// role is the role that is assigned, as a rule judges it.
func role(g azure.Grant) property { return read(g.Resource, "properties.roleDefinitionId") }

// settled returns the role if the assignment certainly gives one of the asked
// kind to an identity of the agents' side; where it only may, that is reported.
func (q grantQuestion) settled() (azure.Role, bool) {
	var found []azure.Role
	for _, r := range q.grant.Roles {
		if r.Is(q.use) {
			found = append(found, r)
		}
	}
	sure := q.grant.Role == value.Yes && len(found) > 0 && len(found) == len(q.grant.Roles)
	switch {
	case q.grant.Agent == value.No:
	case sure && q.grant.Agent == value.Yes:
		return found[0], true
	case sure:
		undetermined(q.p, read(q.grant.Resource, "properties.principalId"),
			fmt.Sprintf("%s can't be decided: it assigns %s, but to whom isn't known", q.ask, found[0].Title()))
	case q.grant.Agent == value.Yes && (q.grant.Role == value.Maybe || len(found) > 0):
		undetermined(q.p, role(q.grant), q.ask+" can't be decided: which role is assigned isn't known")
	}
	return azure.Role{}, false
}

// holder shows whose identity a role is given to.
func holder(g azure.Grant) []rule.Evidence {
	if len(g.Identities) == 0 {
		return nil
	}
	who := g.Identities[0]
	return []rule.Evidence{{At: firstLine(who.Of.At), Message: fmt.Sprintf("the %s whose identity it is", who.Owner)}}
}

// holdsFoundry says whether a Foundry account or project is among the resources.
func holdsFoundry(g *graph.Graph) bool {
	if len(g.OfType(azure.Projects)) > 0 {
		return true
	}
	for _, r := range g.OfType(azure.Accounts) {
		if azure.IsFoundry(g, r) == value.Yes {
			return true
		}
	}
	return false
}

// onFoundry says whether a grant reaches a Foundry account or project.
func onFoundry(g *graph.Graph, grant azure.Grant) value.Tri {
	switch {
	case grant.Level.Wide():
		return value.Yes
	case grant.Level == azure.LevelUnknown:
		return value.Maybe
	}
	for _, r := range g.Resolve(grant.Scope) {
		if strings.EqualFold(r.Type, azure.Projects) || strings.EqualFold(r.Type, azure.Accounts) {
			return value.Yes
		}
	}
	return value.No
}

// onProject says whether a grant reaches a project and nothing above it.
func onProject(g *graph.Graph, grant azure.Grant) bool {
	if grant.Level.Wide() || grant.Scope == nil {
		return false
	}
	on := g.Resolve(grant.Scope)
	return len(on) > 0 && !slices.ContainsFunc(on, func(r *graph.Resource) bool { return !strings.EqualFold(r.Type, azure.Projects) })
}
