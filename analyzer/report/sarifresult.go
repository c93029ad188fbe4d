package report

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/owenrumney/go-sarif/v2/sarif"

	"moat/analyzer"
	"moat/analyzer/config"
	"moat/analyzer/diag"
	"moat/analyzer/report/excerpt"
	"moat/analyzer/rule"
	"moat/analyzer/source"
)

// sarifResult is one finding. What can't be decided is "open", which SARIF
// wants without a level; GitHub reads the levels only.
func sarifResult(f rule.Finding, ruleIndex uint, lines lineHashes, entries map[string]analyzer.EntryPoint) *sarif.Result {
	out := sarif.NewRuleResult(f.Rule.ID)
	out.RuleIndex = new(ruleIndex)
	out.Kind, out.Level = new("fail"), new(string(f.Severity))
	if f.Verdict == rule.Undetermined {
		out.Kind, out.Level = new("open"), new("none")
	}
	at := f.At
	if !at.IsValid() { // GitHub refuses the whole file for one result without a place
		file := ""
		if len(f.EntryPoints) > 0 {
			file = entries[f.EntryPoints[0]].Path
		}
		at = source.NewFile(cmp.Or(file, "."), nil).Range(0, 0)
	}
	where := sarifLocation(at)
	name := excerpt.Clean(resourceName(f.Resource))
	if f.Resource.Type != "" {
		where.LogicalLocations = []*sarif.LogicalLocation{{Name: new(name), FullyQualifiedName: new(f.Resource.Type + "/" + name), Kind: new("resource")}}
	}
	out.Locations = []*sarif.Location{where}
	for _, e := range f.Evidence {
		if !e.At.IsValid() {
			continue
		}
		related := sarifLocation(e.At)
		related.Id = new(uint(len(out.RelatedLocations) + 1))
		related.Message = sarif.NewTextMessage(sarifText(ended(e.Message)))
		out.RelatedLocations = append(out.RelatedLocations, related)
	}
	out.CodeFlows = sarifFlow(f)
	out.Message = *sarif.NewTextMessage(sarifMessage(f))
	out.PartialFingerprints = map[string]any{
		"moatFinding/v1":          f.Fingerprint,
		"primaryLocationLineHash": lines.of(at),
	}
	out.Properties = sarif.Properties{
		"assumed":     f.Assumed,
		"entryPoints": append([]string{}, f.EntryPoints...),
	}
	if f.Path != "" {
		out.Properties["property"] = f.Path
	}
	if f.SecuritySeverity > 0 {
		out.Properties["security-severity"] = score(f.SecuritySeverity)
	}
	return out
}

// sarifFlow is the way from what decides to the place that has to change, for
// readers that walk through the steps. The evidence tells it backwards. One step
// is no way.
func sarifFlow(f rule.Finding) []*sarif.CodeFlow {
	flow := sarif.NewThreadFlow()
	for _, e := range slices.Backward(f.Evidence) {
		if e.At.IsValid() && len(flow.Locations) < sarifMaxSteps-1 {
			step := sarifLocation(e.At)
			step.Message = sarif.NewTextMessage(sarifText(ended(e.Message)))
			flow.Locations = append(flow.Locations, sarif.NewThreadFlowLocation().WithLocation(step))
		}
	}
	if len(flow.Locations) == 0 || !f.At.IsValid() {
		return nil
	}
	last := sarifLocation(f.At)
	last.Message = sarif.NewTextMessage(sarifText(ended(f.Message)))
	flow.Locations = append(flow.Locations, sarif.NewThreadFlowLocation().WithLocation(last))
	return []*sarif.CodeFlow{sarif.NewCodeFlow().WithThreadFlows([]*sarif.ThreadFlow{flow})}
}

// sarifSuppression tells what hides a result. GitHub doesn't read it: it opens
// an alert all the same.
func sarifSuppression(by *config.Suppression) *sarif.Suppression {
	kind := "external"
	if by.InSource {
		kind = "inSource"
	}
	out := sarif.NewSuppression(kind).WithJustifcation(excerpt.Clean(by.Reason)).WithStatus("accepted")
	out.Location = sarifLocation(by.At)
	return out
}

// sarifMessage says everything that a finding says, since GitHub shows nothing
// else beside the line. The first sentence is the title there. Evidence is
// linked to the related locations, by their numbers.
func sarifMessage(f rule.Finding) string {
	parts := []string{sarifText(ended(f.Message))}
	if f.Verdict == rule.Undetermined && f.Settle != "" {
		parts = append(parts, "It depends on: "+sarifText(ended(f.Settle)))
	}
	if f.Assumed {
		parts = append(parts, "A default decides; a deployment can replace it.")
	}
	var links []string
	for _, e := range f.Evidence {
		if e.At.IsValid() {
			links = append(links, fmt.Sprintf("[%s](%d)", sarifText(e.Message), len(links)+1))
		} else {
			parts = append(parts, sarifText(fullSentence(e.Message)))
		}
	}
	if len(links) > 0 {
		parts = append(parts, "Evidence: "+strings.Join(links, "; ")+".")
	}
	if f.Fix != "" {
		parts = append(parts, "To fix it, "+sarifText(ended(f.Fix)))
	}
	return strings.Join(parts, " ")
}

// sarifText is plain text in a message: one line, with no bracket that could be
// taken for a link (SARIF 2.1.0, 3.11.6).
func sarifText(s string) string {
	return strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`).Replace(excerpt.Clean(s))
}

// sarifLocation is a place as one line at most: an alert is shown in a pull
// request only if all of its lines were changed.
func sarifLocation(at source.Range) *sarif.Location {
	start := at.StartPosition()
	end := at.EndPosition()
	if end.Line > start.Line {
		end = at.File.Line(start.Line).EndPosition()
	}
	region := &sarif.Region{StartLine: &start.Line, StartColumn: &start.Column, EndLine: &end.Line, EndColumn: &end.Column}
	return sarif.NewLocation().WithPhysicalLocation(sarif.NewPhysicalLocation().
		WithArtifactLocation(&sarif.ArtifactLocation{URI: new(relativeURI(at.Path())), URIBaseId: new(sarifBase)}).
		WithRegion(region))
}

// relativeURI is a path of the workspace as a relative reference (RFC 3986,
// 4.2): each segment escaped, and no colon in the first, where it would end a
// scheme.
func relativeURI(file string) string {
	segments := strings.Split(file, "/")
	for i, s := range segments {
		segments[i] = strings.ReplaceAll(url.PathEscape(s), ":", "%3A")
	}
	return strings.Join(segments, "/")
}

// problemKind is what a notification's descriptor says. A problem that is an
// error leaves a file out, or a part of it.
type problemKind struct{ level, name, about string }

func sarifProblemKinds() map[diag.Kind]problemKind {
	return map[diag.Kind]problemKind{
		diag.Syntax:      {"error", "SyntaxError", "The text doesn't follow the grammar."},
		diag.Binding:     {"warning", "NotFound", "A name, file or module can't be found."},
		diag.Evaluation:  {"warning", "NoValue", "An expression has no value: it has a wrong type, or is out of range."},
		diag.Unsupported: {"warning", "NotSupported", "Moat doesn't know this construct."},
		diag.Limit:       {"warning", "LimitReached", "A bound was reached; what lies past it is unknown."},
		diag.IO:          {"error", "FileError", "A file can't be read."},
		diag.Internal:    {"error", "InternalError", "This is a fault of Moat's own."},
	}
}

func sarifProblem(id string) *sarif.ReportingDescriptor {
	kind := sarifProblemKinds()[diag.Kind(id)]
	out := sarif.NewRule(id)
	out.Name = new(kind.name)
	// GitHub's checks ask for all three of a notification too.
	out.ShortDescription = sarif.NewMultiformatMessageString(kind.about)
	out.FullDescription = sarif.NewMultiformatMessageString(kind.about)
	out.Help = sarif.NewMultiformatMessageString(kind.about + " What stands around it was analysed all the same.")
	out.DefaultConfiguration = &sarif.ReportingConfiguration{Level: kind.level}
	return out
}

// sarifNotifications tells what could not be analysed, of each file as much as
// the text output does.
func sarifNotifications(problems []diag.Diagnostic) []*sarif.Notification {
	kinds := sarifProblemKinds()
	var out []*sarif.Notification
	for rest := problems; len(rest) > 0; {
		file := rest[0].At.Path()
		n := slices.IndexFunc(rest, func(d diag.Diagnostic) bool { return d.At.Path() != file })
		if n < 0 {
			n = len(rest)
		}
		for _, d := range rest[:min(n, maxProblems)] {
			notification := &sarif.Notification{
				Level: kinds[d.Kind].level, Message: sarif.NewTextMessage(sarifText(ended(d.Message))),
				Descriptor: &sarif.ReportingDescriptorReference{Id: new(string(d.Kind))},
			}
			if d.At.IsValid() {
				notification.Locations = []*sarif.Location{sarifLocation(d.At)}
			}
			out = append(out, notification)
		}
		if n > maxProblems {
			out = append(out, &sarif.Notification{
				Level: "warning", Message: sarif.NewTextMessage(sarifText(fmt.Sprintf("%s: %d further problems.", file, n-maxProblems))),
			})
		}
		rest = rest[n:]
	}
	return out
}
