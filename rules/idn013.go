package rules

import (
	"fmt"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// IDN013 asks that key vaults authorize by roles and not by access policies.
func IDN013() *rule.Rule {
	return &rule.Rule{
		ID: "IDN013", Name: "keyvault-access-policy-model",
		Severity: rule.Warning, SecuritySeverity: 5.0, Precision: "very-high",
		Tags:    []string{"security", "identity", "external/cwe/cwe-284"},
		Control: "Implement role-based access control for dependent resources",
		Types:   []string{azure.KeyVaults},
		Fixable: true,
		Doc: rule.Doc{
			Summary: "Key vaults should authorize with Azure RBAC rather than access policies.",
			Why:     "An access policy covers the whole vault, and everybody who may change the vault can write one for themselves: Contributor is enough for that.",
			Fix:     "set properties.enableRbacAuthorization to true, after giving roles to those who are in accessPolicies: they lose access at that moment",
			Bad:     inTerraform(examples(vaultBicep("enableRbacAuthorization: false"), vaultARM(`"enableRbacAuthorization": false`)), vaultTerraform("false")),
			Good:    inTerraform(examples(vaultBicep("enableRbacAuthorization: true"), vaultARM(`"enableRbacAuthorization": true`)), vaultTerraform("true")),
			Sources: []string{
				"Microsoft Learn: Azure role-based access control (Azure RBAC) vs. access policies (legacy)",
				"Microsoft Learn: Access control default of Azure Key Vault (api-version 2026-02-01)",
				"Azure Policy 12d4fa5e-1f9f-4c21-97a9-b99b3c6611b5: Azure Key Vault should use RBAC permission model",
			},
		},
		Check: checkIDN013,
	}
}

func vaultBicep(property string) string {
	return `resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'contoso-keys'
  location: 'westeurope'
  properties: {
    sku: { family: 'A', name: 'standard' }
    tenantId: tenant().tenantId
    ` + property + `
  }
}
`
}

func vaultARM(property string) string {
	return `    {
      "type": "Microsoft.KeyVault/vaults",
      "apiVersion": "2024-11-01",
      "name": "contoso-keys",
      "location": "westeurope",
      "properties": {
        "sku": { "family": "A", "name": "standard" },
        "tenantId": "[tenant().tenantId]",
        ` + property + `
      }
    }`
}

// rbacByDefault is the api-version from which new vaults authorize by roles
// where nothing is written; source: Microsoft Learn, Access control default of
// Azure Key Vault.
const rbacByDefault = "2026-02-01"

const agentPolicySeverity = 7.0

func checkIDN013(p *rule.Pass) {
	for _, r := range p.Deployed() {
		if !azure.Members(p).InScope(r) || read(r, "properties.createMode").is(value.No, "recover") == value.Yes {
			continue
		}
		rbac := readSince(r, "properties.enableRbacAuthorization", "2019-09-01")
		absent := value.No
		if len(r.APIVersion) >= len(rbacByDefault) && r.APIVersion[:len(rbacByDefault)] >= rbacByDefault {
			absent = value.Yes
		}
		switch rbac.is(absent, true) {
		case value.Maybe:
			undetermined(p, rbac, "whether the key vault authorizes by access policies can't be decided")
		case value.No:
			if judgePolicies(p, r, rbac) {
				continue
			}
			report(p, rbac, rule.Finding{
				Message:  fmt.Sprintf("the key vault authorizes by access policies: %s", state(rbac, "false")),
				Evidence: azure.Members(p).Evidence(r),
			})
		}
	}
}

// judgePolicies reports the first access policy by which an identity of the
// agents can change or destroy what the vault holds.
func judgePolicies(p *rule.Pass, r *graph.Resource, rbac property) bool {
	for _, policy := range azure.AgentPolicies(p, r) {
		report(p, read(policy.In, policy.Path), rule.Finding{
			Severity: rule.Error, SecuritySeverity: agentPolicySeverity,
			Message: fmt.Sprintf("an access policy gives the %s's identity the permission %q on all %s of the key vault, which authorizes by such policies: %s",
				policy.Identity.Owner, policy.Verb, policy.Of, state(rbac, "false")),
			Evidence: append(rbac.evidence(), holder(azure.Grant{Identities: []azure.Identity{policy.Identity}})...),
		})
		return true
	}
	return false
}
