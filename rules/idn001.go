package rules

import (
	"fmt"

	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// IDN001 asks that API keys are off on the Foundry account.
func IDN001() *rule.Rule {
	return &rule.Rule{
		ID: "IDN001", Name: "foundry-local-auth-enabled",
		Severity: rule.Error, SecuritySeverity: 8.1, Precision: "very-high",
		Tags:    []string{"security", "identity", "external/cwe/cwe-798"},
		Control: "Use Microsoft Entra ID for authentication",
		Types:   []string{azure.Accounts},
		Fixable: true,
		Doc: rule.Doc{
			Summary: "API keys must be disabled on the Foundry account.",
			Why: "An account key bypasses roles, conditional access and the audit of who did what, and grants " +
				"everything the account can do.",
			Fix:  "set properties.disableLocalAuth to true; callers then need a Microsoft Entra token, for which the account must have a customSubDomainName",
			Bad:  inTerraform(examples(idn001Bicep("false"), idn001ARM("false")), foundryTerraform("  local_auth_enabled = true\n")),
			Good: inTerraform(examples(idn001Bicep("true"), idn001ARM("true")), foundryTerraform("  local_auth_enabled = false\n")),
			Sources: []string{
				"Microsoft Learn: Disable local authentication in Azure AI Services",
				"Azure Policy 71ef260a-8f18-47b7-abcb-62d0673d94dc: Azure AI Services resources should have key access disabled",
			},
		},
		Check: checkIDN001,
	}
}

func idn001Bicep(disabled string) string {
	return `resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    customSubDomainName: 'contoso-agents'
    disableLocalAuth: ` + disabled + `
  }
}
`
}

func idn001ARM(disabled string) string {
	return `    {
      "type": "Microsoft.CognitiveServices/accounts",
      "apiVersion": "2025-06-01",
      "name": "contoso-agents",
      "location": "westeurope",
      "kind": "AIServices",
      "sku": { "name": "S0" },
      "properties": {
        "allowProjectManagement": true,
        "customSubDomainName": "contoso-agents",
        "disableLocalAuth": ` + disabled + `
      }
    }
`
}

// With public access the key works from anywhere, which weighs more.
const publicKeySeverity = 8.8

func checkIDN001(p *rule.Pass) {
	members := azure.Members(p)
	for _, r := range p.Deployed() {
		if azure.Kind(r, azure.AccountKinds()...) == value.No || !members.InScope(r) {
			continue
		}
		auth := readSince(r, "properties.disableLocalAuth", "2021-04-30")
		switch auth.is(value.No, true) {
		case value.Maybe:
			undetermined(p, auth, "whether API keys open the account can't be decided")
		case value.No:
			f := rule.Finding{Message: fmt.Sprintf("API keys open the account: %s", state(auth, "false")), Evidence: members.Evidence(r)}
			if read(r, "properties.publicNetworkAccess").is(value.No, "Disabled") == value.No {
				f.SecuritySeverity = publicKeySeverity
				f.Message += "; with public access the keys work from anywhere"
			}
			report(p, auth, f)
		}
	}
}
