package rules

import (
	"fmt"
	"strings"

	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// IDN012 asks that developers get Foundry User on a project and nothing broader.
func IDN012() *rule.Rule {
	return &rule.Rule{
		ID: "IDN012", Name: "developer-role-not-least-privilege",
		Severity: rule.Warning, SecuritySeverity: 5.4, Precision: "medium",
		Tags:    []string{"security", "identity", "external/cwe/cwe-250"},
		Control: "Assign Azure AI User RBAC role to developers",
		Types:   []string{azure.RoleAssignments},
		Doc: rule.Doc{
			Summary: "Developers should hold Foundry User (formerly Azure AI User) on a project, and no broader role.",
			Why:     "Owner, Contributor and the roles of hubs bring rights over the infrastructure, or the account's keys, that nobody needs to build agents.",
			Fix:     "assign Foundry User (" + azure.FoundryUserRole + ") with the project as its scope, to a group",
			Bad:     inTerraform(developerExample(azure.ContributorRole), developerTerraform(azure.ContributorRole)),
			Good:    inTerraform(developerExample(azure.FoundryUserRole), developerTerraform(azure.FoundryUserRole)),
			Sources: []string{
				"Microsoft Learn: Role-based access control for Microsoft Foundry",
				"Microsoft Learn: Azure built-in roles",
				"Microsoft cloud security benchmark PA-7: Follow just enough administration (least privilege) principle",
			},
		},
		Check: checkIDN012,
	}
}

const (
	wideUserSeverity = 4.3
	hubRoleSeverity  = 3.0
	noUserSeverity   = 2.0
)

func checkIDN012(p *rule.Pass) {
	if !holdsFoundry(p.Graph) {
		return
	}
	user := value.No
	for _, g := range azure.Grants(p) {
		if g.Cosmos {
			continue
		}
		if holds(g, azure.FoundryUserRole) {
			user = value.Yes
		} else if g.Role == value.Maybe {
			user = user.Or(value.Maybe)
		}
		if onFoundry(p.Graph, g) != value.No {
			judgeDeveloper(p, g)
		}
	}
	if user == value.No {
		noUser(p)
	}
}

// developerFinding is what a role amounts to in the hands of a developer.
func developerFinding(p *rule.Pass, g azure.Grant, r azure.Role, hubs bool) (rule.Finding, bool) {
	on := heldOn(p, g)
	switch {
	case r.Is(azure.HubOnly) && !hubs:
		if g.Level.Wide() {
			on += ", which has none of them here"
		}
		return rule.Finding{Severity: rule.Note, SecuritySeverity: hubRoleSeverity,
			Message: fmt.Sprintf("%s is a role for hubs and Machine Learning workspaces, and is assigned on %s", r.Title(), on)}, true
	case r.ID == azure.OwnerRole, r.ID == azure.ContributorRole, r.ID == azure.CognitiveContributorRole,
		strings.HasPrefix(r.Name, "Foundry") && r.Is(azure.Broad):
		return rule.Finding{Message: fmt.Sprintf("developers hold %s on %s, which is more than building agents needs", r.Title(), on)}, true
	case r.ID == azure.CognitiveUserRole && !onProject(p.Graph, g): // a project has no keys of its own
		return rule.Finding{Message: fmt.Sprintf("developers hold %s on %s, which lets them read the account's keys", r.Title(), on)}, true
	case r.ID == azure.FoundryUserRole && g.Level.Wide():
		return rule.Finding{SecuritySeverity: wideUserSeverity,
			Message: fmt.Sprintf("developers hold %s on %s, every project that is ever put there included", r.Title(), on)}, true
	}
	return rule.Finding{}, false
}

func judgeDeveloper(p *rule.Pass, g azure.Grant) {
	person := g.Person()
	if person == value.No || g.Role != value.Yes || len(g.Roles) != 1 {
		return
	}
	hubs := false
	for _, r := range p.Graph.OfType(azure.Workspaces) {
		hubs = hubs || azure.IsHub(r) != value.No
	}
	f, bad := developerFinding(p, g, g.Roles[0], hubs)
	switch {
	case !bad:
	case person == value.Maybe:
		undetermined(p, read(g.Resource, "properties.principalType"), fmt.Sprintf("whether a person holds %s on %s can't be decided", g.Roles[0].Title(), heldOn(p, g)))
	case onFoundry(p.Graph, g) == value.Maybe:
		undetermined(p, role(g), fmt.Sprintf("whether a developer holds %s on a Foundry account or project can't be decided: the scope isn't known", g.Roles[0].Title()))
	default:
		report(p, role(g), f)
	}
}

// noUser notes that nobody is given the role for building agents.
func noUser(p *rule.Pass) {
	for _, r := range p.Graph.OfType(azure.Projects) {
		if r.External {
			continue
		}
		if gaps := p.Graph.MayHide(r, azure.RoleAssignments); len(gaps) > 0 {
			hidden(p, r, gaps, "whether anybody is given Foundry User (formerly Azure AI User) on the project can't be decided")
			return
		}
		p.Report(r, rule.Finding{
			Severity: rule.Note, SecuritySeverity: noUserSeverity,
			Message: "nobody is given Foundry User (formerly Azure AI User) on the project here: what developers use instead is decided elsewhere",
		})
		return // once says it
	}
}
