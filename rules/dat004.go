package rules

import (
	"fmt"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// DAT004 asks that the agents' storage is encrypted with a key of one's own.
func DAT004() *rule.Rule {
	return &rule.Rule{
		ID: "DAT004", Name: "storage-cmk-missing",
		Severity: rule.Warning, SecuritySeverity: 5.4, Precision: "high",
		Tags:    []string{"security", "data-protection", "external/cwe/cwe-311"},
		Control: "Enable customer-managed keys for encryption",
		Types:   []string{azure.StorageAccounts},
		Doc: rule.Doc{
			Summary: "The storage of the agents' files should be encrypted with a customer-managed key.",
			Why:     "Only a key of one's own lets one cut off access to the files, and show an auditor who holds it.",
			Fix:     "set properties.encryption with keySource 'Microsoft.Keyvault' and keyvaultproperties; the account's identity needs the role Key Vault Crypto Service Encryption User on the key",
			Bad:     inTerraform(examples(storageBicep("encryption: { keySource: 'Microsoft.Storage' }"), storageARM(`"encryption": { "keySource": "Microsoft.Storage" }`)), storageTerraform("GZRS", "")),
			Good: inTerraform(examples(storageBicep("encryption: {\n      keySource: 'Microsoft.Keyvault'\n      keyvaultproperties: { keyvaulturi: 'https://contoso-keys.vault.azure.net', keyname: 'files' }\n    }"),
				storageARM(`"encryption": {
          "keySource": "Microsoft.Keyvault",
          "keyvaultproperties": { "keyvaulturi": "https://contoso-keys.vault.azure.net", "keyname": "files" }
        }`)),
				storageKeyTerraform()),
			Sources: []string{
				"Microsoft Learn: Customer-managed keys for Azure Storage encryption",
				"Azure Policy 6fac406b-40ca-413b-bf8e-0bf964659c25: Storage accounts should use customer-managed key for encryption",
			},
		},
		Check: checkDAT004,
	}
}

func storageKeyTerraform() string {
	return `resource "azurerm_user_assigned_identity" "keys" {
  name                = "contoso-keys"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
}

` + storageTerraform("GZRS", `  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.keys.id]
  }

  customer_managed_key {
    key_vault_key_id          = "https://contoso-keys.vault.azure.net/keys/files"
    user_assigned_identity_id = azurerm_user_assigned_identity.keys.id
  }
`)
}

func checkDAT004(p *rule.Pass) {
	members := azure.Members(p)
	for _, r := range p.Deployed() {
		if !members.InScope(r) {
			continue
		}
		key := read(r, "properties.encryption.keySource")
		switch key.is(value.No, "Microsoft.Keyvault") {
		case value.Yes:
			judgeStorageKey(p, r)
		case value.Maybe:
			undetermined(p, key, "whether the storage account is encrypted with a key of your own can't be decided")
		case value.No:
			report(p, key, rule.Finding{
				Message:  fmt.Sprintf("the storage account is encrypted with Microsoft's key: %s", state(key, `"Microsoft.Storage"`)),
				Evidence: members.Evidence(r),
			})
		}
	}
}

// judgeStorageKey looks at a customer-managed key that is set.
func judgeStorageKey(p *rule.Pass, r *graph.Resource) {
	broken := func(prop property, why, fix string) {
		report(p, prop, rule.Finding{
			Severity: rule.Error, SecuritySeverity: 6.0,
			Message: "the storage account's own key can't be used: " + why, Fix: fix,
		})
	}
	for _, name := range [...]string{"keyname", "keyvaulturi"} {
		prop := read(r, "properties.encryption.keyvaultproperties."+name)
		if prop.is(value.Yes, "") == value.Yes {
			broken(prop, name+" isn't set", "give keyvaultproperties a keyname and a keyvaulturi")
			return
		}
	}
	user := read(r, "properties.encryption.identity.userAssignedIdentity")
	if user.Presence == value.Present && user.Value != nil && azure.AttachedIdentity(r, user.Value) == value.No {
		broken(user, "the identity that fetches it isn't attached to the account", "list the identity in identity.userAssignedIdentities")
	}
}
