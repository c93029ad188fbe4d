package rules

import (
	"fmt"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// DAT005 asks that the agents' threads are encrypted with a key of one's own.
func DAT005() *rule.Rule {
	return &rule.Rule{
		ID: "DAT005", Name: "cosmos-cmk-missing",
		Severity: rule.Warning, SecuritySeverity: 5.4, Precision: "high",
		Tags:    []string{"security", "data-protection", "external/cwe/cwe-311"},
		Control: "Enable customer-managed keys for encryption",
		Types:   []string{azure.CosmosAccounts},
		Doc: rule.Doc{
			Summary: "The Cosmos DB account that keeps the agents' threads should be encrypted with a customer-managed key.",
			Why:     "Only a key of one's own lets one cut off access to the conversations, and show an auditor who holds it.",
			Fix:     "set properties.keyVaultKeyUri to the URI of a key without a version; an account that exists already has to be migrated",
			Bad:     inTerraform(examples(cosmosBicep("disableLocalAuth: true"), cosmosARM(`"disableLocalAuth": true`)), cosmosTerraform("  local_authentication_enabled = false\n")),
			Good: inTerraform(examples(cosmosBicep("keyVaultKeyUri: 'https://contoso-keys.vault.azure.net/keys/threads'"),
				cosmosARM(`"keyVaultKeyUri": "https://contoso-keys.vault.azure.net/keys/threads"`)),
				cosmosTerraform("  key_vault_key_id = \"https://contoso-keys.vault.azure.net/keys/threads\"\n")),
			Sources: []string{
				"Microsoft Learn: Configure customer-managed keys for your Azure Cosmos DB account",
				"Azure Policy 1f905d99-2ab7-462c-a6b0-f709acca6c8f: Azure Cosmos DB accounts should use customer-managed keys to encrypt data at rest",
			},
		},
		Check: checkDAT005,
	}
}

func checkDAT005(p *rule.Pass) {
	members := azure.Members(p)
	for _, r := range p.Deployed() {
		if !members.InScope(r) || members.Scope() == rule.ScopeAgent && azure.SQLAPI(r) == value.No {
			continue
		}
		if read(r, "properties.createMode").is(value.No, "Restore") == value.Yes {
			continue // it keeps the key of what it is restored from
		}
		uri := readSince(r, "properties.keyVaultKeyUri", "2019-12-12")
		switch uri.is(value.Yes, "") {
		case value.Yes:
			report(p, uri, rule.Finding{
				Message:  fmt.Sprintf("the Cosmos DB account is encrypted with Microsoft's key: %s", state(uri, "Microsoft's key")),
				Evidence: members.Evidence(r),
			})
		case value.Maybe:
			if emptied(uri) {
				undetermined(p, uri, "whether the Cosmos DB account is encrypted with a key of your own can't be decided")
				continue
			}
			judgeThreadKey(p, r, uri)
		case value.No:
			judgeThreadKey(p, r, uri)
		}
	}
}

// emptied says whether a text that isn't known may be empty: one that has a
// known part never is.
func emptied(prop property) bool {
	if prop.Presence != value.Present || prop.Value == nil {
		return true
	}
	return value.EqualID(prop.Value, value.NewString("", nil)) != value.No && !azure.FromAzure(prop.Value)
}

// judgeThreadKey looks at a customer-managed key that is set.
func judgeThreadKey(p *rule.Pass, r *graph.Resource, uri property) {
	if azure.Versionless(uri.Value) == value.No {
		report(p, uri, rule.Finding{
			Severity: rule.Note, SecuritySeverity: 2.5,
			Message: "a version of the key is pinned, so that a new one isn't used until somebody changes it here",
			Fix:     "use the URI of the key without its version",
		})
	}
	identity := readSince(r, "properties.defaultIdentity", "2021-03-15")
	broken := ""
	switch {
	case identity.Presence != value.Present || identity.Value == nil:
		return
	case identity.is(value.No, "SystemAssignedIdentity") == value.Yes:
		if azure.HasIdentity(r, "SystemAssigned") == value.No {
			broken = "the account has no system-assigned identity"
		}
	default:
		if id := azure.DefaultIdentity(identity.Value); id != nil && azure.AttachedIdentity(r, id) == value.No {
			broken = "that identity isn't attached to the account"
		}
	}
	if broken != "" {
		report(p, identity, rule.Finding{
			Severity: rule.Warning, SecuritySeverity: 5.0,
			Message: "the Cosmos DB account can't fetch its key by its defaultIdentity: " + broken,
			Fix:     "attach the identity that defaultIdentity names",
		})
	}
}
