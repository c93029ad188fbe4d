package rules

import (
	"fmt"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// DAT003 asks that the Foundry account is encrypted with a key of one's own.
func DAT003() *rule.Rule {
	return &rule.Rule{
		ID: "DAT003", Name: "foundry-cmk-missing",
		Severity: rule.Warning, SecuritySeverity: 5.2, Precision: "high",
		Tags:    []string{"security", "data-protection", "external/cwe/cwe-311"},
		Control: "Enable customer-managed keys for encryption",
		Types:   []string{azure.Accounts},
		Doc: rule.Doc{
			Summary: "The Foundry account should be encrypted with a customer-managed key.",
			Why:     "Only a key of one's own lets one cut off access to the data, and show an auditor who holds it.",
			Fix:     "set properties.encryption with keySource 'Microsoft.KeyVault' and a key from a vault in the same region with purge protection; the account's identity needs a role on the key",
			Bad:     inTerraform(examples(cmkBicep(""), cmkARM("")), cmkTerraform("")),
			Good: inTerraform(examples(cmkBicep(`
    encryption: {
      keySource: 'Microsoft.KeyVault'
      keyVaultProperties: { keyVaultUri: 'https://contoso-keys.vault.azure.net', keyName: 'agents' }
    }`), cmkARM(`,
        "encryption": {
          "keySource": "Microsoft.KeyVault",
          "keyVaultProperties": { "keyVaultUri": "https://contoso-keys.vault.azure.net", "keyName": "agents" }
        }`)),
				cmkTerraform(`
  customer_managed_key {
    key_vault_key_id = "https://contoso-keys.vault.azure.net/keys/agents"
  }
`)),
			Sources: []string{
				"Microsoft Learn: Customer-managed keys for encryption with Microsoft Foundry",
				"Azure Policy 67121cc7-ff39-4ab8-b7e3-95b84dab487d: Azure AI Services resources should encrypt data at rest with a customer-managed key",
			},
		},
		Check: checkDAT003,
	}
}

func cmkBicep(encryption string) string {
	return `resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  identity: { type: 'SystemAssigned' }
  properties: {
    allowProjectManagement: true` + encryption + `
  }
}
`
}

func cmkARM(encryption string) string {
	return `    {
      "type": "Microsoft.CognitiveServices/accounts",
      "apiVersion": "2025-06-01",
      "name": "contoso-agents",
      "location": "westeurope",
      "kind": "AIServices",
      "sku": { "name": "S0" },
      "identity": { "type": "SystemAssigned" },
      "properties": {
        "allowProjectManagement": true` + encryption + `
      }
    }
`
}

func cmkTerraform(key string) string {
	return foundryTerraform("  identity {\n    type = \"SystemAssigned\"\n  }\n" + key)
}

func checkDAT003(p *rule.Pass) {
	members := azure.Members(p)
	for _, r := range p.Deployed() {
		if azure.Kind(r, azure.AccountKinds()...) == value.No || !members.InScope(r) {
			continue
		}
		key := read(r, "properties.encryption.keySource")
		switch key.is(value.No, "Microsoft.KeyVault") {
		case value.Yes:
			judgeAccountKey(p, r)
		case value.Maybe:
			undetermined(p, key, "whether the account is encrypted with a key of your own can't be decided")
		case value.No:
			if gaps := p.Graph.MayHide(r, azure.Accounts); key.Presence == value.Absent && len(gaps) > 0 {
				hidden(p, r, gaps, "whether the account is encrypted with a key of your own can't be decided")
				continue
			}
			f := rule.Finding{
				Message:  fmt.Sprintf("the account is encrypted with Microsoft's key: %s", state(key, `"Microsoft.CognitiveServices"`)),
				Evidence: members.Evidence(r),
			}
			if azure.IsFoundry(p.Graph, r) == value.Yes && members.Standard(r) == value.No {
				f.Message += "; in the Basic Setup such a key doesn't cover what the agents keep, only the Standard Setup's own stores do"
			}
			report(p, key, f)
		}
	}
}

// judgeAccountKey looks at a customer-managed key that is set.
func judgeAccountKey(p *rule.Pass, r *graph.Resource) {
	const block = "properties.encryption.keyVaultProperties."
	broken := func(prop property, why string) {
		report(p, prop, rule.Finding{
			Severity: rule.Error, SecuritySeverity: 6.0,
			Message: "the account's own key can't be used: " + why,
			Fix:     "give keyVaultProperties a keyName and a keyVaultUri, and the account an identity that may use the key",
		})
	}
	for _, name := range [...]string{"keyName", "keyVaultUri"} {
		if prop := read(r, block+name); prop.is(value.Yes, "") == value.Yes {
			broken(prop, name+" isn't set")
			return
		}
	}
	client := read(r, block+"identityClientId")
	switch identity := read(r, "identity.type"); {
	case azure.HasIdentity(r) == value.No:
		broken(identity, "the account has no managed identity to fetch it with")
	case azure.HasIdentity(r, "SystemAssigned") == value.No && client.is(value.Yes, "") == value.Yes:
		broken(client, "the account has user-assigned identities only, and identityClientId doesn't say which one fetches it")
	default:
		fixedVersion(p, read(r, block+"keyVersion"))
	}
}

// fixedVersion notes a key whose version is pinned.
func fixedVersion(p *rule.Pass, version property) {
	if version.is(value.Yes, "") == value.No || version.Presence == value.Present && azure.FromAzure(version.Value) {
		report(p, version, rule.Finding{
			Severity: rule.Note, SecuritySeverity: 2.5,
			Message: "a version of the key is pinned, so that a new one isn't used until somebody changes it here",
			Fix:     "leave the version empty: the newest is then used",
		})
	}
}
