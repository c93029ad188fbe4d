package rules

import (
	"fmt"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// IDN002 asks that the search service takes Microsoft Entra tokens only.
func IDN002() *rule.Rule {
	return &rule.Rule{
		ID: "IDN002", Name: "search-local-auth-enabled",
		Severity: rule.Error, SecuritySeverity: 7.4, Precision: "very-high",
		Tags:    []string{"security", "identity", "external/cwe/cwe-798"},
		Control: "Use Microsoft Entra ID for authentication",
		Types:   []string{azure.SearchServices},
		Fixable: true,
		Doc: rule.Doc{
			Summary: "The search service of the agents must accept Microsoft Entra tokens only.",
			Why: "An admin key gives full control of every index, and the vector stores of all projects are " +
				"indexes. Keys carry no identity: nobody can tell who used one.",
			Fix: "set properties.disableLocalAuth to true and remove properties.authOptions, which Azure refuses beside it",
			Bad: inTerraform(examples(searchBicep("authOptions: { apiKeyOnly: {} }"), searchARM(`"authOptions": { "apiKeyOnly": {} }`)), searchTerraform("  local_authentication_enabled = true\n")),
			Good: inTerraform(examples(searchBicep("disableLocalAuth: true"),
				searchARM(`"disableLocalAuth": true`)),
				searchTerraform("  local_authentication_enabled = false\n")),
			Sources: []string{
				"Microsoft Learn: Enable or disable role-based access control in Azure AI Search",
				"Azure Policy 6300012e-e9a4-4649-b41f-a85f5c43be91: Azure AI Search services should have local authentication methods disabled",
			},
		},
		Check: checkIDN002,
	}
}

func searchBicep(property string) string {
	return `resource search 'Microsoft.Search/searchServices@2024-06-01-preview' = {
  name: 'contoso-vectors'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: {
    ` + property + `
  }
}
`
}

func searchARM(property string) string {
	return `    {
      "type": "Microsoft.Search/searchServices",
      "apiVersion": "2024-06-01-preview",
      "name": "contoso-vectors",
      "location": "westeurope",
      "sku": { "name": "standard" },
      "properties": {
        ` + property + `
      }
    }
`
}

// searchAuthSince is the api-version that brought both properties.
const searchAuthSince = "2021-04-01"

func checkIDN002(p *rule.Pass) {
	members := azure.Members(p)
	for _, r := range p.Deployed() {
		if members.InScope(r) {
			judgeSearchKeys(p, r, members.Evidence(r))
		}
	}
}

func judgeSearchKeys(p *rule.Pass, r *graph.Resource, why []rule.Evidence) {
	auth := readSince(r, "properties.disableLocalAuth", searchAuthSince)
	options := readSince(r, "properties.authOptions", searchAuthSince)
	switch auth.is(value.No, true) {
	case value.Maybe:
		undetermined(p, auth, "whether API keys open the search service can't be decided")
	case value.Yes:
		if options.Presence == value.Present && !emptyObject(options.Value) && value.IsKnown(options.Value) {
			report(p, options, rule.Finding{
				Message:  "the deployment fails: the search service refuses authOptions where disableLocalAuth is true",
				Fix:      "remove properties.authOptions",
				Evidence: why,
			})
		}
	case value.No:
		f := rule.Finding{Evidence: why}
		both := readSince(r, "properties.authOptions.aadOrApiKey", searchAuthSince)
		if both.Presence == value.Absent {
			f.Message = fmt.Sprintf("API keys are the only way into the search service: %s, and authOptions doesn't let Microsoft Entra tokens in", state(auth, "false"))
		} else {
			f.Severity, f.SecuritySeverity = rule.Warning, 6.2
			f.Message = fmt.Sprintf("API keys open the search service beside Microsoft Entra tokens: %s", state(auth, "false"))
		}
		report(p, auth, f)
	}
}

func emptyObject(v value.Value) bool {
	o, ok := v.(value.Object)
	return ok && !o.Open() && len(o.Members()) == 0
}
