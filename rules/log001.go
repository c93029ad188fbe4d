package rules

import (
	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// LOG001 asks that the Foundry account exports its logs.
func LOG001() *rule.Rule {
	return &rule.Rule{
		ID: "LOG001", Name: "foundry-diagnostics-missing",
		Severity: rule.Warning, SecuritySeverity: 6.3, Precision: "high",
		Tags:    []string{"security", "logging", "external/cwe/cwe-778"},
		Control: "Configure Azure resource logs",
		Types:   []string{azure.Accounts},
		Adds:    []string{"Microsoft.Insights/diagnosticSettings"},
		Doc: rule.Doc{
			Summary: "The Foundry account needs a diagnostic setting that exports its audit and request logs.",
			Why: "Azure keeps no resource logs by itself. Without them nobody can tell who called which model or " +
				"agent, or what a stolen key was used for.",
			Fix: "add a Microsoft.Insights/diagnosticSettings resource whose scope is the account, with the category group allLogs and the id of a Log Analytics workspace",
			Bad: inTerraform(examples(cmkBicep(""), cmkARM("")), foundryTerraform("")),
			Good: inTerraform(examples(cmkBicep("")+settingBicep("account"), join(cmkARM(""), settingARM("Microsoft.CognitiveServices/accounts/contoso-agents"))),
				foundryTerraform("")+settingTerraform("azurerm_cognitive_account.agents")),
			Sources: []string{
				"Microsoft Learn: Enable diagnostic logging for Azure AI services",
				"Azure Policy 1b4d1c4e-934c-4703-944c-27c82c06bebb: Diagnostic logs in Azure AI services resources should be enabled",
			},
		},
		Check: checkLOG001,
	}
}

func settingBicep(scope string) string {
	return `
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: ` + scope + `
  properties: {
    workspaceId: resourceId('Microsoft.OperationalInsights/workspaces', 'contoso-logs')
    logs: [ { categoryGroup: 'allLogs', enabled: true } ]
  }
}
`
}

func settingARM(scope string) string {
	return `    {
      "type": "Microsoft.Insights/diagnosticSettings",
      "apiVersion": "2021-05-01-preview",
      "name": "to-workspace",
      "scope": "` + scope + `",
      "properties": {
        "workspaceId": "[resourceId('Microsoft.OperationalInsights/workspaces', 'contoso-logs')]",
        "logs": [ { "categoryGroup": "allLogs", "enabled": true } ]
      }
    }
`
}

func checkLOG001(p *rule.Pass) {
	members := azure.Members(p)
	for _, r := range p.Graph.OfType(azure.Accounts) {
		if azure.Kind(r, azure.AccountKinds()...) == value.No || !members.InScope(r) {
			continue
		}
		if r.External && members.Of(r).Strength < azure.Likely {
			continue
		}
		for _, target := range azure.LogTargets(p.Graph, r) {
			if settings, complete := judgeLogs(p, r, target, "the account's audit and request logs"); complete {
				noteUsage(p, r, settings)
			}
		}
	}
}

// noteUsage recommends the log of who used how much of which model, to what is
// logged well otherwise.
func noteUsage(p *rule.Pass, r *graph.Resource, settings []azure.Setting) {
	if azure.Covered(settings, azure.UsageLogs()) != value.No {
		return
	}
	p.Report(r, rule.Finding{
		Severity: rule.Note, SecuritySeverity: 2.0,
		At:      read(settings[0].Resource, "properties.logs").place(),
		Message: "the account doesn't export who used how much of which model: category AzureOpenAIRequestUsage is off",
		Fix:     "switch the category AzureOpenAIRequestUsage on too, or the group allLogs",
	})
}
