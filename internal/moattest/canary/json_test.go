package canary

import (
	"testing"

	"moat/analyzer"
	"moat/analyzer/language"
	"moat/analyzer/rule"
)

const siteTemplate = `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": {
    "unknown": { "type": "bool" },
    "password": { "type": "securestring", "defaultValue": "CANARY100" },
    "made": { "type": "SecureString", "defaultValue": "[concat('CANARY101', variables('inner'), parameters('unknown'))]" },
    "whole": { "type": "secureObject", "defaultValue": { "a": "CANARY102", "b": ["CANARY103", { "CANARY104": "CANARY105" }] } },
    "allowed": { "type": "securestring", "allowedValues": ["CANARY106", "CANARY107"] }
  },
  "variables": {
    "inner": "CANARY108",
    "copied": "[concat('Password=', parameters('password'))]"
  },
  "resources": [
    {
      "type": "Microsoft.Web/sites", "apiVersion": "2023-12-01", "name": "site",
      "tags": { "a": "[parameters('password')]", "[parameters('made')]": "x" },
      "properties": {
        "plain": "[parameters('password')]", "connection": "[variables('copied')]", "made": "[parameters('made')]",
        "text": "[format('Server=x;Password={0};{1}', parameters('password'), parameters('unknown'))]",
        "chosen": "[if(parameters('unknown'), parameters('password'), 'no')]",
        "whole": "[parameters('whole')]", "part": "[parameters('whole').b[1]]", "wrong": "[parameters('whole').none]",
        "number": "[int(parameters('password'))]", "failed": "[fail(parameters('made'))]", "allowed": "[parameters('allowed')]",
        "keys": "[concat('key=', listKeys('x', '2023-05-01').keys[0].value)]"
      }
    },
    {
      "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "inner",
      "properties": {
        "mode": "Incremental",
        "expressionEvaluationOptions": { "scope": "inner" },
        "parameters": { "secret": { "value": "CANARY110" }, "other": { "value": "[variables('inner')]" }, "third": { "value": { "a": "CANARY111" } } },
        "template": {
          "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
          "contentVersion": "1.0.0.0",
          "parameters": { "secret": { "type": "securestring" }, "other": { "type": "securestring" }, "third": { "type": "secureObject" } },
          "resources": [ {
            "type": "Microsoft.Web/sites", "apiVersion": "2023-12-01", "name": "deep",
            "properties": { "a": "[parameters('secret')]", "b": "[parameters('other')]", "c": "[parameters('third')]", "d": "[int(parameters('secret'))]" }
          } ],
          "outputs": { "back": { "type": "string", "value": "[parameters('secret')]" }, "kept": { "type": "securestring", "value": "CANARY112" } }
        }
      }
    }
  ],
  "outputs": {
    "one": { "type": "string", "value": "[parameters('password')]" },
    "two": { "type": "object", "value": "[parameters('whole')]" },
    "three": { "type": "string", "value": "[reference('inner').outputs.back.value]" },
    "four": { "type": "securestring", "value": "CANARY113" }
  }
}`

const siteParameters = `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
  "contentVersion": "1.0.0.0",
  "parameters": {
    "password": { "value": "CANARY120" }, "made": { "value": "CANARY121" },
    "whole": { "value": { "a": "CANARY122", "b": [1, { "deep": "CANARY123" }] } },
    "allowed": { "value": "CANARY124" }, "unknown": { "value": "CANARY is no boolean" }
  }
}`

const secureParameters = `param unknown bool
param open object
@secure()
param password string
@secure()
param made string
@secure()
param whole object
@secure()
param allowed string
`

func TestNoSecretOfJSONIsPrinted(t *testing.T) {
	tests := []struct {
		name  string
		files map[string]string
		o     analyzer.Options
	}{
		{name: "template", files: map[string]string{"main.json": siteTemplate}},
		{name: "template and parameter file", files: map[string]string{"main.json": siteTemplate, "main.parameters.json": siteParameters},
			o: analyzer.Options{Params: []string{"main.parameters.json"}}},
		{name: "template and parameters of the command line", files: map[string]string{"main.json": siteTemplate},
			o: analyzer.Options{Vars: []language.Var{{Name: "password", Value: "CANARY130"}, {Name: "whole", Value: `{"a": "CANARY131", "b": 1`}, {Name: "unknown", Value: "CANARY"}}}},
		{name: "Bicep and JSON parameter file", files: map[string]string{
			"main.bicep":           secureParameters + with("password", site) + "output q object = whole\noutput r string = made\noutput s string = allowed\n",
			"main.parameters.json": siteParameters,
		}, o: analyzer.Options{Params: []string{"main.parameters.json"}}},
		{name: "JSON module of Bicep", files: map[string]string{
			"main.bicep": "module m 'inner.json' = {\n  name: 'm'\n  params: { unknown: true, password: 'CANARY140', made: 'CANARY141', whole: { a: 'CANARY142', b: [1, {}] }, allowed: 'CANARY143' }\n}\noutput o string = m.outputs.one\n",
			"inner.json": siteTemplate,
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if test.files["main.bicep"] != "" {
				test.o.Paths = []string{"main.bicep"}
			} else {
				test.o.Paths = []string{"main.json"}
			}
			test.o.Scope = rule.ScopeAll
			r := analyse(t, test.files, test.o)
			if len(r.Entries) != 1 || len(r.Findings) == 0 {
				t.Fatalf("%d entry points, %d findings, problems: %v", len(r.Entries), len(r.Findings), r.Problems)
			}
			for i, l := range printedSecrets(t, r, false) {
				if i == 12 {
					t.Error("…")
					break
				}
				t.Error(l)
			}
		})
	}
}
