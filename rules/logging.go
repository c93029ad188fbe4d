package rules

import (
	"fmt"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

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
		return fmt.Sprintf("the diagnostic setting is deployed only %s", underCondition(s.Part))
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
