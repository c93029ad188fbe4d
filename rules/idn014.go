package rules

import (
	"fmt"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// IDN014 asks that keys and secrets that the deployment uses end some day.
func IDN014() *rule.Rule {
	return &rule.Rule{
		ID: "IDN014", Name: "key-or-secret-without-expiry",
		Severity: rule.Note, SecuritySeverity: 3.5, Precision: "high",
		Tags:    []string{"security", "identity", "external/cwe/cwe-324"},
		Control: "Implement role-based access control for dependent resources",
		Types:   []string{azure.KeyVaults + "/keys", azure.KeyVaults + "/secrets"},
		Doc: rule.Doc{
			Summary: "Keys and secrets that an agent deployment uses should expire.",
			Why:     "What never ends is never renewed: a key or secret that got out stays good for ever, and nobody practises replacing it.",
			Fix:     "set properties.attributes.exp, in seconds since 1970; for a key a rotationPolicy with an expiryTime does as well",
			Bad:     inTerraform(examples(secretBicep(""), secretARM("")), secretTerraform("")),
			Good:    inTerraform(examples(secretBicep("\n    attributes: { exp: 1830297600 }"), secretARM(`, "attributes": { "exp": 1830297600 }`)), secretTerraform("\n  expiration_date = \"2028-01-01T00:00:00Z\"")),
			Sources: []string{
				"Microsoft Learn: Secure your Azure Key Vault keys; Secure your Azure Key Vault secrets",
				"Azure Policy 98728c90-32c7-4049-8429-847dc0f4fe37: Key Vault secrets should have an expiration date",
				"Azure Policy 152b15f7-8e1f-4c1f-ab71-8c010ba5dbc0: Key Vault keys should have an expiration date",
			},
		},
		Check: checkIDN014,
	}
}

func secretBicep(attributes string) string {
	return `@secure()
param token string

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: 'contoso-keys'
}

resource secret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {
  parent: vault
  name: 'search-token'
  properties: {
    value: token` + attributes + `
  }
}
`
}

func secretARM(attributes string) string {
	return `    {
      "type": "Microsoft.KeyVault/vaults/secrets",
      "apiVersion": "2024-11-01",
      "name": "contoso-keys/search-token",
      "properties": {
        "value": "[newGuid()]"` + attributes + `
      }
    }`
}

func checkIDN014(p *rule.Pass) {
	for _, r := range p.Deployed() {
		use, used := azure.UseOf(p.Graph, r)
		if !used && azure.Members(p).Scope() == rule.ScopeAgent {
			continue
		}
		noun := "secret"
		exp := read(r, "properties.attributes.exp")
		ends := exp.is(value.No, "0").Not()
		switch {
		case exp.Presence == value.Absent && !r.Damaged:
			ends = value.No
		case exp.Value != nil && exp.Value.Kind() == value.KindInt:
			ends = value.Yes
		}
		if strings.EqualFold(r.Type, azure.KeyVaults+"/keys") {
			noun = "key"
			ends = ends.Or(rotates(r))
		}
		var evidence []rule.Evidence
		if used {
			evidence = []rule.Evidence{{At: firstLine(use.At), Message: fmt.Sprintf("this %s uses the %s", azure.Noun(use), noun)}}
		}
		switch ends {
		case value.Maybe:
			undeterminedWith(p, exp, fmt.Sprintf("whether the %s ever expires can't be decided", noun), evidence)
		case value.No:
			report(p, exp, rule.Finding{
				Message:  fmt.Sprintf("the %s never expires: attributes.exp isn't set", noun),
				Evidence: evidence,
			})
		}
	}
}

// rotates says whether a key is replaced by its rotation policy, which gives
// each new version an end.
func rotates(r *graph.Resource) value.Tri {
	switch l := r.Get("properties.rotationPolicy.attributes.expiryTime"); {
	case l.Presence == value.Absent:
		return value.No
	case l.Presence == value.Possible || l.Value == nil:
		return value.Maybe
	}
	return value.Yes
}
