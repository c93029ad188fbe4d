package rules

import (
	"fmt"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// IDN004 asks that the agents' storage accounts refuse shared keys.
func IDN004() *rule.Rule {
	return &rule.Rule{
		ID: "IDN004", Name: "storage-shared-key-enabled",
		Severity: rule.Error, SecuritySeverity: 7.4, Precision: "high",
		Tags:    []string{"security", "identity", "external/cwe/cwe-798"},
		Control: "Use Microsoft Entra ID for authentication",
		Types:   []string{azure.StorageAccounts},
		Fixable: true,
		Doc: rule.Doc{
			Summary: "Storage accounts of the agent stack must refuse Shared Key authorization.",
			Why: "A shared key, and every SAS token made from one, opens all files of the agents to whoever " +
				"holds it, and can't be traced to a person.",
			Fix: "set properties.allowSharedKeyAccess to false, and properties.defaultToOAuthAuthentication to true",
			Bad: inTerraform(examples(storageBicep("allowSharedKeyAccess: true"), storageARM(`"allowSharedKeyAccess": true`)), storageTerraform("GZRS", "  shared_access_key_enabled = true\n")),
			Good: inTerraform(examples(storageBicep("allowSharedKeyAccess: false"),
				storageARM(`"allowSharedKeyAccess": false`)),
				storageTerraform("GZRS", keysOffTerraform)),
			Sources: []string{
				"Microsoft Learn: Prevent Shared Key authorization for an Azure Storage account",
				"Azure Policy 8c6a50c6-9ffd-4ae7-986f-5fa6111f9a54: Storage accounts should prevent shared key access",
			},
		},
		Check: checkIDN004,
	}
}

const keysOffTerraform = `  shared_access_key_enabled       = false
  default_to_oauth_authentication = true
`

func storageBicep(property string) string { return storageBicepSKU("Standard_GZRS", property) }

func storageBicepSKU(sku, property string) string {
	return `resource files 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosofiles'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: '` + sku + `' }
  properties: {
    ` + property + `
  }
}
`
}

func storageARM(property string) string { return storageARMSKU("Standard_GZRS", property) }

func storageARMSKU(sku, property string) string {
	return `    {
      "type": "Microsoft.Storage/storageAccounts",
      "apiVersion": "2024-01-01",
      "name": "contosofiles",
      "location": "westeurope",
      "kind": "StorageV2",
      "sku": { "name": "` + sku + `" },
      "properties": {
        ` + property + `
      }
    }
`
}

func checkIDN004(p *rule.Pass) {
	members := azure.Members(p)
	for _, r := range p.Deployed() {
		if members.InScope(r) {
			judgeSharedKey(p, r, members.Evidence(r))
		}
	}
}

func judgeSharedKey(p *rule.Pass, r *graph.Resource, why []rule.Evidence) {
	keys := readSince(r, "properties.allowSharedKeyAccess", "2019-04-01")
	switch keys.is(value.Yes, true) {
	case value.Maybe:
		undetermined(p, keys, "whether shared keys open the storage account can't be decided")
		return
	case value.No:
		return
	}
	use, needed := azure.StorageKeyUse(p.Graph, r)
	if !needed || !use.Script {
		f := rule.Finding{Message: fmt.Sprintf("shared keys open the storage account: %s", state(keys, "true")), Evidence: why}
		if needed {
			f.Severity, f.SecuritySeverity = rule.Warning, 5.5
			f.Message += fmt.Sprintf("; %s works with them today", use.By)
			f.Fix = "let the function app use its identity (AzureWebJobsStorage__accountName instead of a connection string), then set properties.allowSharedKeyAccess to false"
			f.Evidence = append([]rule.Evidence{{At: use.At, Message: use.By + " is given a key of the account"}}, why...)
		}
		report(p, keys, f)
	}
	policy := read(r, "properties.sasPolicy")
	if policy.Presence == value.Absent && !r.Damaged {
		report(p, policy, rule.Finding{
			Severity: rule.Note, SecuritySeverity: 3.0,
			Message: "SAS tokens made from the account's keys may last for ever: sasPolicy isn't set",
			Fix:     "set properties.sasPolicy with a sasExpirationPeriod, or turn shared keys off",
		})
	}
}
