package rules

import (
	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// NET005 asks that the key vault of an agent deployment must not be open to public networks.
func NET005() *rule.Rule {
	return &rule.Rule{
		ID: "NET005", Name: "keyvault-public-network-access",
		Severity: rule.Error, SecuritySeverity: 7.2, Precision: "high",
		Tags:    []string{"security", "network", "external/cwe/cwe-284"},
		Control: "Configure private endpoints for all dependent resources",
		Types:   []string{azure.KeyVaults},
		Fixable: true,
		Doc: rule.Doc{
			Summary: "The key vault of an agent deployment must not be open to public networks.",
			Why:     "It holds the keys that encrypt the agents' data and the secrets of their connections. While its public endpoint answers, one role or policy that is too wide is enough to use them from anywhere.",
			Fix:     "set properties.publicNetworkAccess to 'Disabled' and properties.networkAcls to { defaultAction: 'Deny', bypass: 'AzureServices' }, and reach the vault through a private endpoint",
			Bad: rule.Examples{Bicep: `resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    publicNetworkAccess: 'Enabled'
  }
}
`, ARM: armExample(`    {
      "type": "Microsoft.KeyVault/vaults",
      "apiVersion": "2023-07-01",
      "name": "contoso-agents",
      "location": "westeurope",
      "properties": { "tenantId": "[tenant().tenantId]", "sku": { "family": "A", "name": "standard" } }
    }`), Terraform: keyVaultTerraform("  public_network_access_enabled = true\n")},
			Good: rule.Examples{Bicep: `resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    publicNetworkAccess: 'Disabled'
    networkAcls: { defaultAction: 'Deny', bypass: 'AzureServices' }
  }
}
`, ARM: armExample(`    {
      "type": "Microsoft.KeyVault/vaults",
      "apiVersion": "2023-07-01",
      "name": "contoso-agents",
      "location": "westeurope",
      "properties": { "tenantId": "[tenant().tenantId]", "sku": { "family": "A", "name": "standard" }, "publicNetworkAccess": "Disabled" }
    }`), Terraform: keyVaultTerraform(`  public_network_access_enabled = false

  network_acls {
    default_action = "Deny"
    bypass         = "AzureServices"
  }
`)},
			Sources: []string{
				"Microsoft Learn: Use your own resources and virtual network with the Foundry Agent Service",
				"Azure Policy 405c5871-3e91-4644-8a63-58e19d68ff5b: Azure Key Vault should disable public network access",
				"Azure Policy 55615ac9-af46-4a59-874e-391cc3dfb490: Azure Key Vault should have firewall enabled or public network access disabled",
			},
		},
		Check: checkNET005,
	}
}

// Microsoft.KeyVault has the property from this api-version on; source: its
// published schemas.
const vaultAccessSince = "2021-06-01"

func checkNET005(p *rule.Pass) {
	for _, r := range p.Deployed() {
		// Recovering a deleted vault ignores every other property.
		if !azure.Members(p).InNetworkScope(r) || read(r, "properties.createMode").is(value.No, "recover") == value.Yes {
			continue
		}
		e := exposure{
			noun: "key vault", access: readSince(r, "properties.publicNetworkAccess", vaultAccessSince),
			private: narrowed{rule.Warning, 4.5}, public: narrowed{rule.Note, 3.0},
		}
		e.filter, e.decides = aclFilter(r)
		e.lone = listsNothing(r)
		e = e.shutBy(p, r, false)
		e.judge(p, r)
		if e.shut == value.Yes {
			judgeTrusted(p, r)
		}
	}
}

// judgeTrusted asks that the services that encrypt with a key of the vault get
// to it although it is shut.
func judgeTrusted(p *rule.Pass, r *graph.Resource) {
	bypass := read(r, "properties.networkAcls.bypass")
	if bypass.is(value.No, "None") != value.Yes {
		return
	}
	user := azure.KeyUser(p.Graph, r)
	if user == nil {
		return
	}
	report(p, bypass, rule.Finding{
		Severity: rule.Warning, SecuritySeverity: 4.0,
		Message:  "the key vault shuts out the services that encrypt with its key: public access is off and bypass is \"None\"",
		Fix:      "set properties.networkAcls.bypass to 'AzureServices'",
		Evidence: []rule.Evidence{{At: firstLine(user.At), Message: "this is encrypted with a key of the vault"}},
	})
}
