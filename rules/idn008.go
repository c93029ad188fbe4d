package rules

import (
	"fmt"

	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// IDN008 asks that identities of agents, projects and accounts hold no role that controls services or hands out roles.
func IDN008() *rule.Rule {
	return &rule.Rule{
		ID: "IDN008", Name: "agent-identity-privileged-role",
		Severity: rule.Error, SecuritySeverity: 8.8, Precision: "high",
		Tags:    []string{"security", "identity", "external/cwe/cwe-250", "external/cwe/cwe-269"},
		Control: "Implement role-based access control for dependent resources",
		Types:   []string{azure.RoleAssignments},
		Doc: rule.Doc{
			Summary: "Identities of agents, projects and accounts must not hold Owner, Contributor or roles that hand out roles.",
			Why:     "An agent acts with its identity. Whoever talks it into something, by a prompt or by a document it reads, then acts with the same rights: broad ones turn one bad prompt into an incident of the whole subscription.",
			Fix:     "assign the one data role that the identity needs, at the scope of the one resource it needs it on",
			Bad:     inTerraform(grantExample(azure.ContributorRole, false), grantTerraform(azure.ContributorRole, false)),
			Good:    inTerraform(grantExample(azure.BlobContributorRole, false), grantTerraform(azure.BlobContributorRole, false)),
			Sources: []string{
				"Microsoft Learn: Best practices for Azure RBAC",
				"Microsoft Learn: Standard agent setup of the Foundry Agent Service",
				"Microsoft cloud security benchmark PA-7: Follow just enough administration (least privilege) principle",
			},
		},
		Check: checkIDN008,
	}
}

const (
	administersSeverity = 9.1
	storageKeysSeverity = 5.5
	conditionedSeverity = 6.0
)

func checkIDN008(p *rule.Pass) {
	for _, g := range azure.Grants(p) {
		if !g.Cosmos {
			judgePrivilege(p, g)
		}
	}
}

func judgePrivilege(p *rule.Pass, g azure.Grant) {
	if isStorageContributor(g) {
		judgeStorageContributor(p, g)
		return
	}
	q := grantQuestion{p, g, azure.AdministersRoles | azure.Broad, "whether an identity of the agents gets a privileged role"}
	r, ok := q.settled()
	if !ok {
		return
	}
	f := rule.Finding{
		Message:  fmt.Sprintf("%s holds %s on %s", g.Holder(), r.Title(), heldOn(p, g)),
		Evidence: holder(g),
	}
	switch {
	case r.Is(azure.AdministersRoles):
		f.SecuritySeverity = administersSeverity
		f.Message += ", and can hand out roles itself"
	case r.ID == azure.ContributorRole && len(g.Identities) > 0 && g.Identities[0].Owner == "account" && g.Level.Wide():
		// What samples with a managed network do, so that the account can
		// approve its own private endpoints.
		f.Fix = "for a managed network assign Azure AI Enterprise Network Connection Approver (" + azure.NetworkApproverRole + "), else the data role that is needed"
	}
	if has, _ := g.Conditional(); has != value.No {
		f.Severity, f.SecuritySeverity = rule.Warning, conditionedSeverity
		f.Message += "; a condition on the assignment narrows that"
	}
	report(p, role(g), f)
}

func isStorageContributor(g azure.Grant) bool {
	return g.Role == value.Yes && len(g.Roles) == 1 && g.Roles[0].ID == azure.StorageContributorRole
}

// judgeStorageContributor tells of a role that one document asks for and no
// sample uses.
func judgeStorageContributor(p *rule.Pass, g azure.Grant) {
	q := grantQuestion{p, g, azure.ReadsKeys, "whether an identity of the agents can list the storage account's keys"}
	if _, ok := q.settled(); !ok {
		return
	}
	report(p, role(g), rule.Finding{
		Severity: rule.Warning, SecuritySeverity: storageKeysSeverity,
		Message:  fmt.Sprintf("%s holds Storage Account Contributor, which can list the keys, on %s; the manual procedure of the documentation names that role, but Storage Blob Data Contributor is enough", g.Holder(), heldOn(p, g)),
		Fix:      "assign Storage Blob Data Contributor (" + azure.BlobContributorRole + ") at the scope of the storage account",
		Evidence: holder(g),
	})
}
