package rules

import (
	"fmt"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// LOG002 asks that the stores behind the agents export their logs.
func LOG002() *rule.Rule {
	return &rule.Rule{
		ID: "LOG002", Name: "dependency-diagnostics-missing",
		Severity: rule.Warning, SecuritySeverity: 5.8, Precision: "high",
		Tags:    []string{"security", "logging", "external/cwe/cwe-778"},
		Control: "Configure Azure resource logs",
		Types: []string{
			azure.StorageAccounts, azure.CosmosAccounts, azure.SearchServices, azure.KeyVaults, azure.Registries, azure.Workspaces,
		},
		Doc: rule.Doc{
			Summary: "The stores behind the agents need diagnostic settings that export who read and changed their data.",
			Why:     "Whoever reads the agents' data straight from a store leaves no trace in the account's logs; only the store's own show it.",
			Fix:     "add a Microsoft.Insights/diagnosticSettings resource whose scope is the store (for storage: its blob service), with the category group allLogs and the id of a Log Analytics workspace",
			Bad:     examples(searchBicep("disableLocalAuth: true"), searchARM(`"disableLocalAuth": true`)),
			Good: examples(searchBicep("disableLocalAuth: true")+settingBicep("search"),
				join(searchARM(`"disableLocalAuth": true`), settingARM("Microsoft.Search/searchServices/contoso-vectors"))),
			Sources: []string{
				"Microsoft Learn: Supported resource log categories for Azure Monitor",
				"Azure security baseline for Azure AI Foundry: Logging and threat detection",
				"Azure Policy b4330a05-a843-4bc8-bf9a-cacce50c67f4: Resource logs in Search services should be enabled",
				"Azure Policy cf820ca0-f99e-4f3e-84fb-66e913812d21: Resource logs in Key Vault should be enabled",
			},
		},
		Check: checkLOG002,
	}
}

func checkLOG002(p *rule.Pass) {
	members := azure.Members(p)
	for _, typ := range p.Rule.Types {
		for _, r := range p.Graph.OfType(typ) {
			if !members.InScope(r) || r.External && members.Of(r).Strength < azure.Likely {
				continue
			}
			if strings.EqualFold(typ, azure.Workspaces) && azure.IsHub(r) != value.Yes {
				continue
			}
			for _, target := range azure.LogTargets(p.Graph, r) {
				noun := azure.Noun(r)
				if target.Service != "" {
					noun += "'s " + target.Service
				}
				judgeLogs(p, r, target, fmt.Sprintf("the logs of who read and changed the data of the %s", noun))
			}
		}
	}
}

// judgeLogs reports what is wrong with the logs of r that target carries and the
// message calls what; complete says that nothing is.
func judgeLogs(p *rule.Pass, r *graph.Resource, target azure.LogTarget, what string) (settings []azure.Setting, complete bool) {
	settings = azure.SettingsOf(p.Graph, r, target.ID)
	covered := azure.Covered(settings, azure.LogSets(r.Type))
	if covered == value.Yes {
		return settings, sinksReported(p, r, settings)
	}
	if azure.AssignsPolicy(p.Graph, azure.DiagnosticPolicies()...) {
		return settings, false // Azure adds what is missing
	}
	question := fmt.Sprintf("whether anything exports %s can't be decided", what)
	if gaps := p.Graph.MayHide(r, azure.Diagnostics); len(gaps) > 0 {
		hidden(p, r, gaps, question)
		return settings, false
	}
	f := rule.Finding{Evidence: azure.Members(p).Evidence(r)}
	switch {
	case covered == value.Maybe:
		f.Verdict = rule.Undetermined
		f.Message, f.At = question+": "+settingDoubt(settings), firstLine(settings[0].At)
	case len(settings) > 0:
		f.SecuritySeverity = 5.0
		logs := read(settings[0].Resource, "properties.logs")
		f.Message, f.At = fmt.Sprintf("the diagnostic setting doesn't export all of %s: %s is needed", what, needed(r)), logs.place()
		f.Fix = "switch on the category group allLogs"
	case r.External:
		f.Verdict = rule.Undetermined
		f.Message, f.Settle = question+": it is there already, and this deployment adds no diagnostic setting", "look in Azure whether it has one"
	default:
		f.Message = fmt.Sprintf("nothing exports %s: no diagnostic setting has %s as its scope", what, scopeName(target))
		if on := azure.SettingsOf(p.Graph, r, r.ID); target.Service != "" && len(on) > 0 {
			f.Message += "; the one on the account itself carries metrics only"
			f.Evidence = append(f.Evidence, rule.Evidence{At: firstLine(on[0].At), Message: "this setting is on the account"})
		}
	}
	p.Report(r, f)
	return settings, false
}

// settingDoubt says why it isn't known whether settings export what is needed.
func settingDoubt(settings []azure.Setting) string {
	for _, s := range settings {
		if s.Logs == value.Yes {
			return "what the diagnostic setting exports isn't known"
		}
	}
	if s := settings[0]; !s.Deployed.IsAlways() {
		return fmt.Sprintf("the diagnostic setting is deployed only if %s", value.Expr(s.Deployed.Value()))
	}
	return "what the diagnostic setting is on isn't known"
}

// needed names the logs of which one set must be on.
func needed(r *graph.Resource) string {
	var sets []string
	for _, set := range azure.LogSets(r.Type) {
		var names []string
		for _, l := range set {
			name := l.Name
			if l.Group {
				name = "group " + name
			}
			names = append(names, name)
		}
		sets = append(sets, strings.Join(names, " + "))
	}
	return strings.Join(sets, ", or ")
}

// scopeName is what the setting must be on.
func scopeName(t azure.LogTarget) string {
	if t.Service != "" {
		return "that service"
	}
	return "it"
}

// sinksReported says that logs which are exported go to a workspace, and
// reports where they don't.
func sinksReported(p *rule.Pass, r *graph.Resource, settings []azure.Setting) (fine bool) {
	anywhere, workspace := value.No, value.No
	for _, s := range settings {
		a, w := s.Sinks()
		anywhere, workspace = anywhere.Or(a), workspace.Or(w)
	}
	var f rule.Finding
	switch {
	case anywhere == value.No:
		f = rule.Finding{SecuritySeverity: 4.5, Message: "the diagnostic setting sends its logs nowhere: it names no workspace, storage account, event hub or partner"}
	case workspace == value.No:
		f = rule.Finding{
			Severity: rule.Note, SecuritySeverity: 3.0,
			Message: "the logs go to no Log Analytics workspace, where they could be searched together with others",
		}
	default:
		return true
	}
	f.At = firstLine(settings[0].At)
	f.Fix = "set properties.workspaceId of the diagnostic setting"
	p.Report(r, f)
	return false
}
