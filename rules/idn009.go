package rules

import (
	"fmt"
	"strings"

	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// IDN009 asks that data roles of agents are scoped to the one resource they need.
func IDN009() *rule.Rule {
	return &rule.Rule{
		ID: "IDN009", Name: "agent-role-scope-too-broad",
		Severity: rule.Warning, SecuritySeverity: 5.9, Precision: "high",
		Tags:    []string{"security", "identity", "external/cwe/cwe-732"},
		Control: "Implement role-based access control for dependent resources",
		Types:   []string{azure.RoleAssignments, azure.CosmosAssignments},
		Doc: rule.Doc{
			Summary: "Data roles of agents' identities must be scoped to the one resource that they are needed on.",
			Why:     "A data role on a resource group or subscription silently covers every storage account, index and database that is ever put there, those of other projects included.",
			Fix:     "set the assignment's scope to the one resource; in Cosmos DB to the database enterprise_memory",
			Bad:     inTerraform(grantExample(azure.BlobContributorRole, true), grantTerraform(azure.BlobContributorRole, true)),
			Good:    inTerraform(grantExample(azure.BlobContributorRole, false), grantTerraform(azure.BlobContributorRole, false)),
			Sources: []string{
				"Microsoft Learn: Understand scope for Azure RBAC",
				"Microsoft Learn: Standard agent setup of the Foundry Agent Service",
				"Microsoft cloud security benchmark PA-7: Follow just enough administration (least privilege) principle",
			},
		},
		Check: checkIDN009,
	}
}

const (
	cosmosScopeSeverity = 4.6
	blobOwnerSeverity   = 5.0
	tagsOnlySeverity    = 2.5
)

func checkIDN009(p *rule.Pass) {
	for _, g := range azure.Grants(p) {
		if g.Cosmos {
			judgeCosmosScope(p, g)
		} else {
			judgeScope(p, g)
		}
	}
}

func judgeScope(p *rule.Pass, g azure.Grant) {
	if g.Level == azure.LevelResource && holds(g, azure.BlobOwnerRole) {
		judgeBlobOwner(p, g)
		return
	}
	if !g.Level.Wide() && g.Level != azure.LevelUnknown || isPrivileged(g) {
		return // IDN008 tells of privileged ones, at any scope
	}
	q := grantQuestion{p, g, azure.DataPlane | azure.ReadsKeys, "whether a role of the agents reaches too far"}
	r, ok := q.settled()
	if !ok {
		return
	}
	if g.Level == azure.LevelUnknown {
		f := rule.Finding{
			Verdict: rule.Undetermined, Path: "scope", Evidence: holder(g),
			Message: fmt.Sprintf("whether %s of %s reaches more than one resource can't be decided: the scope isn't known", r.Title(), g.Holder()),
		}
		p.Report(g.Resource, f)
		return
	}
	p.Report(g.Resource, rule.Finding{
		Path: "scope", At: firstLine(g.At), Evidence: append(role(g).evidence(), holder(g)...),
		Message: fmt.Sprintf("%s holds %s on %s: it covers every resource that is ever put there", g.Holder(), r.Title(), g.Level),
	})
}

func holds(g azure.Grant, id string) bool {
	return g.Role == value.Yes && len(g.Roles) == 1 && g.Roles[0].ID == id
}

func isPrivileged(g azure.Grant) bool {
	for _, r := range g.Roles {
		if r.Is(azure.AdministersRoles | azure.Broad) {
			return true
		}
	}
	return false
}

// judgeBlobOwner looks at an owner of all containers of a storage account.
func judgeBlobOwner(p *rule.Pass, g azure.Grant) {
	if has, text := g.Conditional(); has == value.Yes && limitsData(text) {
		return
	}
	q := grantQuestion{p, g, azure.DataPlane, "whether an identity of the agents owns every container of the storage account"}
	if _, ok := q.settled(); !ok {
		return
	}
	condition := read(g.Resource, "properties.condition")
	f := rule.Finding{
		SecuritySeverity: blobOwnerSeverity, Evidence: holder(g),
		Message: fmt.Sprintf("%s holds Storage Blob Data Owner on the whole storage account, other projects' containers included", g.Holder()),
		Fix:     "assign it at the scope of the project's containers, or with a condition that lets reads, writes and deletes pass in those alone",
	}
	switch has, text := g.Conditional(); {
	case has == value.No:
		report(p, role(g), f)
	case has == value.Maybe:
		undetermined(p, condition, "whether a condition limits Storage Blob Data Owner to the project's containers can't be decided")
	case !limitsData(text):
		f.Severity, f.SecuritySeverity = rule.Note, tagsOnlySeverity
		f.Message += ": its condition limits reading and writing tags alone, so that ordinary reads, writes and deletes pass in every container"
		reportHere(p, condition, f)
	}
}

// limitsData says whether a condition names an ordinary action on blobs. The
// one that many samples carry, (none of the tag actions) or (a container of the
// project), lets every other action pass by its first half.
//
// Source: Microsoft Learn, Azure role assignment condition format and syntax.
func limitsData(condition string) bool {
	condition = strings.ToLower(condition)
	if !strings.Contains(condition, "actionmatches") {
		return true // it holds for every action
	}
	for _, action := range [...]string{"blobs/read'", "blobs/write'", "blobs/delete'", "blobs/add/action'", "blobs/*'"} {
		if strings.Contains(condition, action) {
			return true
		}
	}
	return false
}

func judgeCosmosScope(p *rule.Pass, g azure.Grant) {
	if g.Level != azure.LevelResource || g.Agent == value.No {
		return
	}
	scope := read(g.Resource, "properties.scope")
	if g.Agent == value.Maybe {
		undetermined(p, read(g.Resource, "properties.principalId"), "whether an identity of the agents reaches every database of the Cosmos DB account can't be decided")
		return
	}
	reportHere(p, scope, rule.Finding{
		SecuritySeverity: cosmosScopeSeverity, Evidence: holder(g),
		Message: fmt.Sprintf("%s reaches every database of the Cosmos DB account: the scope is the account", g.Holder()),
	})
}
