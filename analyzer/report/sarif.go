package report

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/owenrumney/go-sarif/v2/sarif"

	"moat/analyzer"
	"moat/analyzer/config"
	"moat/analyzer/diag"
	"moat/analyzer/rule"
)

// GitHub's limits for an upload to code scanning, which other readers of SARIF
// don't have. Source: GitHub Docs, "SARIF support for code scanning" and "SARIF
// results exceed one or more limits".
const (
	sarifMaxResults = 25_000 // a run with more is refused; 5,000 are shown
	sarifMaxText    = 1_024  // characters of a rule's descriptions
	sarifMaxTags    = 10     // of a rule are shown; more than 20 are refused
	sarifMaxName    = 255    // characters of a rule's name
	sarifMaxSteps   = 1_000  // of a flow are shown; more than 10,000 are refused
	sarifMaxBytes   = 10_000_000
)

// sarifBase stands for the workspace root in locations. Its own address is left
// out: it would tell where the run took place.
const sarifBase = "%SRCROOT%"

// SARIF prints the report in SARIF 2.1.0 as docs/sarif.md describes it, within
// the limits of GitHub's code scanning: of more results, or of a larger file,
// than it takes the most severe are kept, and a notification tells how many were
// left out. What would be refused in spite of it is an error, and nothing is
// written.
func SARIF(w io.Writer, r *analyzer.Report, o Options) error {
	return sarifWithin(w, r, o, sarifMaxBytes)
}

// sarifWithin is SARIF for a limit of compressed bytes.
func sarifWithin(w io.Writer, r *analyzer.Report, o Options, most int) error {
	for n := sarifMaxResults; ; {
		run, kept := sarifRun(r, o, n)
		if err := checkSARIF(run); err != nil {
			return fmt.Errorf("code scanning would refuse the SARIF file (a fault of Moat; please report it): %w", err)
		}
		doc, err := sarif.New(sarif.Version210)
		if err != nil {
			return err
		}
		doc.AddRun(run)
		var b bytes.Buffer
		if err := writeWithoutNulls(&b, doc); err != nil {
			return err
		}
		size, err := compressed(b.Bytes())
		if err != nil {
			return err
		}
		if size > most && kept > 0 {
			n = min(kept-1, kept*9/10*most/size)
			continue
		}
		_, err = w.Write(b.Bytes())
		return err
	}
}

// compressed is how many bytes text takes on its way to GitHub.
func compressed(text []byte) (int, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write(text)
	err = errors.Join(err, z.Close()) // only now all of it is there
	return b.Len(), err
}

// sarifRun is the run with at most n results, and how many it has.
func sarifRun(r *analyzer.Report, o Options, n int) (*sarif.Run, int) {
	listed, suppressed := sarifListed(r, o)
	kept := mostSevere(listed, suppressed, n)
	catalogue := sarifCatalogue(o.Rules, kept)

	driver := sarif.NewDriver("Moat")
	if o.Version != "" {
		// Tags begin with a v; the Multitool wants versions that begin with a number.
		v := strings.TrimPrefix(o.Version, "v")
		driver.Version = new(v)
		if v != "" && v[0] >= '0' && v[0] <= '9' {
			driver.SemanticVersion = new(v)
		}
	}
	driver.Rules = []*sarif.ReportingDescriptor{}
	index := map[string]uint{}
	for i, c := range catalogue {
		driver.Rules = append(driver.Rules, sarifRule(c))
		index[c.ID] = uint(i)
	}

	run := sarif.NewRun(*sarif.NewTool(driver))
	run.ColumnKind = "utf16CodeUnits"
	run.OriginalUriBaseIDs = map[string]*sarif.ArtifactLocation{
		sarifBase: {Description: sarif.NewTextMessage("The workspace root, most often that of the repository.")},
	}
	run.Properties = sarif.Properties{"coverage": jsonSummaryOf(r)}
	if category := strings.Trim(o.Category, "/ "); category != "" {
		// What stands behind the last slash would name the run, not the category.
		run.AutomationDetails = sarif.NewRunAutomationDetails().WithID(category + "/")
	}
	lines, entries := lineHashes{}, entriesByName(r)
	for _, f := range kept {
		result := sarifResult(f, index[f.Rule.ID], lines, entries)
		if by := suppressed[f.Fingerprint]; by != nil {
			result.Suppressions = []*sarif.Suppression{sarifSuppression(by)}
		}
		run.Results = append(run.Results, result)
	}

	invocation := run.AddInvocation(!slices.ContainsFunc(r.Problems, func(d diag.Diagnostic) bool { return d.Kind == diag.Internal }))
	invocation.ToolExecutionNotifications = sarifNotifications(r.Problems)
	for _, n := range invocation.ToolExecutionNotifications {
		if n.Descriptor != nil {
			driver.Notifications = append(driver.Notifications, sarifProblem(*n.Descriptor.Id))
		}
	}
	slices.SortFunc(driver.Notifications, func(a, b *sarif.ReportingDescriptor) int { return cmp.Compare(a.ID, b.ID) })
	driver.Notifications = slices.CompactFunc(driver.Notifications, func(a, b *sarif.ReportingDescriptor) bool { return a.ID == b.ID })
	if lost := len(listed) - len(kept); lost > 0 {
		invocation.ToolExecutionNotifications = append(invocation.ToolExecutionNotifications, &sarif.Notification{
			Level: "warning",
			Message: sarif.NewTextMessage(fmt.Sprintf(
				"%d of %d findings are left out: code scanning takes at most %d of a run and 10 MB of a compressed file, and the most severe were kept.", lost, len(listed), sarifMaxResults)),
		})
	}
	return run, len(kept)
}

// sarifListed is the findings to write, and what hides those that are
// suppressed, by their fingerprints.
func sarifListed(r *analyzer.Report, o Options) ([]rule.Finding, map[string]*config.Suppression) {
	listed := Listed(r, o)
	if o.OmitSuppressed || len(r.Suppressed) == 0 {
		return listed, nil
	}
	listed = slices.Clone(listed)
	suppressed := map[string]*config.Suppression{}
	for _, s := range r.Suppressed {
		if s.Verdict == rule.Violated || o.Undetermined {
			listed = append(listed, s.Finding)
			suppressed[s.Fingerprint] = s.By
		}
	}
	slices.SortStableFunc(listed, rule.Compare)
	return listed, suppressed
}

// mostSevere keeps at most n findings, the most severe, in their order. The
// suppressed ones, by fingerprint, go first.
func mostSevere(fs []rule.Finding, suppressed map[string]*config.Suppression, n int) []rule.Finding {
	if len(fs) <= n {
		return fs
	}
	order := make([]int, len(fs))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := fs[i], fs[j]
		idle := func(f rule.Finding) int {
			switch {
			case suppressed[f.Fingerprint] != nil:
				return 2
			case f.Verdict == rule.Undetermined:
				return 1
			}
			return 0
		}
		return cmp.Or(
			cmp.Compare(idle(a), idle(b)),
			cmp.Compare(b.Severity.Rank(), a.Severity.Rank()),
			cmp.Compare(b.SecuritySeverity, a.SecuritySeverity),
		)
	})
	order = order[:n]
	slices.Sort(order)
	out := make([]rule.Finding, 0, n)
	for _, i := range order {
		out = append(out, fs[i])
	}
	return out
}

// sarifCatalogue is the rules that a run describes, by id: those it is given,
// and those of its findings.
func sarifCatalogue(rules []*rule.Rule, fs []rule.Finding) []*rule.Rule {
	byID := map[string]*rule.Rule{}
	for _, f := range fs {
		byID[f.Rule.ID] = f.Rule
	}
	for _, r := range rules {
		byID[r.ID] = r
	}
	out := make([]*rule.Rule, 0, len(byID))
	for _, r := range byID {
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b *rule.Rule) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

func sarifRule(r *rule.Rule) *sarif.ReportingDescriptor {
	summary := ended(r.Doc.Summary)
	full := strings.TrimSpace(summary + " " + r.Doc.Why)
	text := cmp.Or(strings.TrimRight(explanation(r, explainWidth), "\n"), summary)
	markdown := cmp.Or(strings.TrimRight(explanationMarkdown(r), "\n"), prose(summary))
	out := sarif.NewRule(r.ID)
	out.Name = new(cut(pascal(r.Name), sarifMaxName))
	out.ShortDescription = sarif.NewMultiformatMessageString(cut(summary, sarifMaxText))
	out.FullDescription = sarif.NewMultiformatMessageString(cut(full, sarifMaxText))
	out.Help = &sarif.MultiformatMessageString{Text: new(text), Markdown: new(markdown)}
	out.DefaultConfiguration = &sarif.ReportingConfiguration{Level: string(r.Severity)}
	out.Properties = sarif.Properties{
		"problem.severity": problemSeverities()[r.Severity],
		"tags":             r.Tags[:min(len(r.Tags), sarifMaxTags)],
	}
	if r.SecuritySeverity > 0 { // GitHub refuses 0
		out.Properties["security-severity"] = score(r.SecuritySeverity)
	}
	if r.Precision != "" {
		out.Properties["precision"] = r.Precision
	}
	return out
}

// problemSeverities are GitHub's words for a rule's severity.
func problemSeverities() map[rule.Severity]string {
	return map[rule.Severity]string{rule.Error: "error", rule.Warning: "warning", rule.Note: "recommendation"}
}

// pascal is a kebab-case name as SARIF wants a rule's name: ReadsLikeThis.
func pascal(kebab string) string {
	var b strings.Builder
	for part := range strings.SplitSeq(kebab, "-") {
		if part != "" {
			b.WriteString(strings.ToUpper(part[:1]) + part[1:])
		}
	}
	return b.String()
}

// cut shortens text to at most n characters.
func cut(s string, n int) string {
	if runes := []rune(s); len(runes) > n {
		return string(runes[:n-1]) + "…"
	}
	return s
}
