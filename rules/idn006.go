package rules

import (
	"moat/analyzer/rule"
	"moat/rules/azure"
)

// IDN006 asks that no credential is written in a template, or given out by it.
func IDN006() *rule.Rule {
	return &rule.Rule{
		ID: "IDN006", Name: "secret-in-template",
		Severity: rule.Error, SecuritySeverity: 8.9, Precision: "high",
		Tags:    []string{"security", "identity", "external/cwe/cwe-798", "external/cwe/cwe-532"},
		Control: "Configure managed identities for service authentication",
		Types: append(azure.ConnectionTypes(),
			azure.Sites, azure.ContainerApps, azure.KeyVaults+"/secrets", templateType),
		FindsSecrets: true,
		Doc: rule.Doc{
			Summary: "No credential may be written in a template, be a default in it, or leave it as an output.",
			Why:     "Templates, the history of deployments and state files are read by many more people, and kept longer, than the secret is meant for.",
			Fix:     "renew the credential first, since it is known already; then use an identity, or take it from a key vault or a secure parameter without default",
			Bad:     inTerraform(secretExample("param searchKey string", `"type": "string"`), writtenSecretTerraform("")),
			Good:    inTerraform(secretExample("@secure()\nparam searchKey string", `"type": "securestring"`), writtenSecretTerraform("\n  sensitive = true")),
			Sources: []string{
				"Microsoft Learn: Manage secrets by using Bicep",
				"Microsoft Learn: Microsoft Purview sensitive information types",
				"Microsoft cloud security benchmark IM-8: Restrict the exposure of credential and secrets",
			},
		},
		Check: checkIDN006,
	}
}

// templateType is the type of what a template makes of itself: its parameters,
// variables and outputs are those of a deployment.
const templateType = "Microsoft.Resources/deployments"

// A key that Azure lists on the way isn't written down, but kept in the
// history; a placeholder or a key that only takes in telemetry opens little.
const lesserSecretSeverity = 5.0

func checkIDN006(p *rule.Pass) {
	s := newSecretSearch(p)
	for _, f := range p.Graph.Frames {
		s.parameters(f)
		s.variables(f)
	}
	for _, part := range p.Graph.Parts {
		if !part.Existing {
			s.resource(part)
		}
	}
	for _, f := range p.Graph.Frames {
		s.outputs(f)
	}
}

func secretExample(bicep, arm string) rule.Examples {
	return rule.Examples{Bicep: bicep + `

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' existing = {
  name: 'contoso-agents'
}

resource connection 'Microsoft.CognitiveServices/accounts/connections@2025-06-01' = {
  parent: account
  name: 'weather'
  properties: {
    category: 'ApiKey'
    authType: 'ApiKey'
    target: 'https://weather.contoso.com'
    credentials: { key: searchKey }
  }
}
`, ARM: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": {
    "searchKey": { ` + arm + ` }
  },
  "resources": [
    {
      "type": "Microsoft.CognitiveServices/accounts/connections",
      "apiVersion": "2025-06-01",
      "name": "contoso-agents/weather",
      "properties": {
        "category": "ApiKey",
        "authType": "ApiKey",
        "target": "https://weather.contoso.com",
        "credentials": { "key": "[parameters('searchKey')]" }
      }
    }
  ]
}
`}
}
