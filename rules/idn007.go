package rules

import (
	"fmt"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// IDN007 asks that accounts, projects and what serves them have a managed identity.
func IDN007() *rule.Rule {
	return &rule.Rule{
		ID: "IDN007", Name: "managed-identity-missing",
		Severity: rule.Error, SecuritySeverity: 6.4, Precision: "high",
		Tags:    []string{"security", "identity", "external/cwe/cwe-522"},
		Control: "Configure managed identities for service authentication",
		Types:   []string{azure.Accounts, azure.Projects, azure.SearchServices, azure.Sites},
		Fixable: true,
		Doc: rule.Doc{
			Summary: "Foundry accounts and projects need a managed identity, and so do hosts of tools and search services with customer-managed keys or shared private links.",
			Why:     "Without an identity of its own, a service has only keys to show to the next one: they are copied, kept and shared.",
			Fix:     "set identity.type to 'SystemAssigned', or to 'UserAssigned' with userAssignedIdentities",
			Bad:     inTerraform(identityExample("", ""), projectInTerraform("")),
			Good:    inTerraform(identityExample("\n  identity: { type: 'SystemAssigned' }", "\n      \"identity\": { \"type\": \"SystemAssigned\" },"), projectInTerraform(systemIdentityTerraform)),
			Sources: []string{
				"Microsoft Learn: Authenticate requests to Azure AI services (managed identities)",
				"Azure Policy fe3fd216-4f83-4fc1-8984-2bbec80a3418: Cognitive Services accounts should use a managed identity",
				"Microsoft cloud security benchmark IM-3: Manage application identities securely and automatically",
			},
		},
		Check: checkIDN007,
	}
}

func identityExample(bicep, arm string) rule.Examples {
	return examples(`resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' existing = {
  name: 'contoso-agents'
}

resource project 'Microsoft.CognitiveServices/accounts/projects@2025-06-01' = {
  parent: account
  name: 'support'
  location: 'westeurope'`+bicep+`
  properties: {}
}
`, `    {
      "type": "Microsoft.CognitiveServices/accounts/projects",
      "apiVersion": "2025-06-01",
      "name": "contoso-agents/support",
      "location": "westeurope",`+arm+`
      "properties": {}
    }`)
}

const servingIdentitySeverity = 4.5

func checkIDN007(p *rule.Pass) {
	for _, r := range p.Deployed() {
		if needs, f := needsIdentity(p, r); needs {
			judgeIdentity(p, r, f)
		}
	}
}

// needsIdentity says whether r can't do without an identity, with how grave it
// is if it has none.
func needsIdentity(p *rule.Pass, r *graph.Resource) (bool, rule.Finding) {
	m := azure.Members(p)
	serving := rule.Finding{Severity: rule.Warning, SecuritySeverity: servingIdentitySeverity, Evidence: m.Evidence(r)}
	switch strings.ToLower(r.Type) {
	case strings.ToLower(azure.Accounts):
		own := read(r, "properties.encryption.keySource").is(value.No, "Microsoft.KeyVault") == value.Yes
		homes := len(p.Graph.Children(r, azure.Projects))+len(p.Graph.Children(r, azure.AccountHosts)) > 0 ||
			read(r, "properties.networkInjections").Presence == value.Present
		return azure.Kind(r, azure.AccountKinds()...) != value.No && (own || homes), rule.Finding{}
	case strings.ToLower(azure.Projects):
		return true, rule.Finding{}
	case strings.ToLower(azure.SearchServices):
		// What its indexers do isn't in a template; a key of one's own and
		// links to other services are.
		own := read(r, "properties.encryptionWithCmk.serviceLevelEncryptionKey").Presence == value.Present ||
			read(r, "properties.encryptionWithCmk.enforcement").is(value.No, "Enabled") == value.Yes
		return m.InScope(r) && (own || len(p.Graph.Children(r, azure.SearchServices+"/sharedPrivateLinkResources")) > 0), serving
	}
	_, tool := azure.Tools(p).Of(r)
	return tool, serving
}

func judgeIdentity(p *rule.Pass, r *graph.Resource, f rule.Finding) {
	kind := read(r, "identity.type")
	has := azure.HasIdentity(r)
	if kind.Presence == value.Absent && r.Damaged || kind.Presence == value.Possible && has == value.No {
		has = value.Maybe
	}
	switch has {
	case value.Maybe:
		undetermined(p, kind, fmt.Sprintf("whether the %s has a managed identity can't be decided", azure.Noun(r)))
	case value.No:
		f.Message = fmt.Sprintf("the %s has no managed identity: identity.%s", azure.Noun(r), state(kind, `"None"`))
		report(p, kind, f)
	case value.Yes:
		if azure.HasIdentity(r, "UserAssigned") == value.Yes && namesNoIdentity(r) {
			f.Message = fmt.Sprintf("the %s is to have a user-assigned identity, but names none: the deployment fails", azure.Noun(r))
			f.Fix = "name the identity in identity.userAssignedIdentities"
			report(p, kind, f)
		}
	}
}

// namesNoIdentity says whether a resource certainly names no user-assigned
// identity.
func namesNoIdentity(r *graph.Resource) bool {
	attached := read(r, "identity.userAssignedIdentities")
	return !r.Damaged && (attached.Presence == value.Absent || emptyObject(attached.Value))
}

// lacksIdentity says whether a resource certainly has no identity to act with.
func lacksIdentity(r *graph.Resource) bool {
	switch {
	case r.Damaged:
		return false
	case azure.HasIdentity(r) == value.No:
		return true
	}
	return azure.HasIdentity(r, "SystemAssigned") == value.No && namesNoIdentity(r)
}
