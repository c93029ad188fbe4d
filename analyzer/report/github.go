package report

import (
	"fmt"
	"io"
	"strings"

	"moat/analyzer"
	"moat/analyzer/report/excerpt"
	"moat/analyzer/rule"
	"moat/analyzer/source"
)

// githubMaxKind is how many annotations of one kind GitHub shows of a step;
// further ones stand in the log only. Source: GitHub Docs, "Checks" (REST API)
// and actions/toolkit, docs/problem-matchers.md ("Limitations").
const githubMaxKind = 10

// GitHub prints the findings as workflow commands, which GitHub Actions turns
// into annotations of the changed files. Source of the form and its escapes:
// GitHub Docs, "Workflow commands for GitHub Actions", and actions/toolkit,
// packages/core/src/command.ts. The most severe come first: of each kind only
// some are shown.
func GitHub(w io.Writer, r *analyzer.Report, o Options) error {
	var b strings.Builder
	shown := map[string]int{}
	command := func(kind string, at source.Range, title, message string) {
		shown[kind]++
		b.WriteString("::" + kind + " " + githubPlace(at) + "title=" + githubProperty(title) + "::" + githubText(message) + "\n")
	}
	for _, f := range byRisk(Listed(r, o)) {
		kind := githubKind(f)
		command(kind, f.At, f.Rule.ID+" "+f.Rule.Name, githubMessage(f))
	}
	for _, d := range r.Problems {
		command("warning", d.At, "moat: "+problemTitles[d.Kind], fullSentence(d.Message))
	}
	for _, kind := range [...]string{"error", "warning", "notice"} {
		if n := shown[kind]; n > githubMaxKind {
			fmt.Fprintf(&b, "%s: GitHub shows the first %d of a kind as annotations, this log all of them.\n", count(n, kind), githubMaxKind)
		}
	}
	b.WriteString(githubSummary(r, o))
	_, err := io.WriteString(w, b.String())
	return err
}

func githubKind(f rule.Finding) string {
	switch {
	case f.Verdict == rule.Undetermined || f.Severity == rule.Note:
		return "notice"
	case f.Severity == rule.Warning:
		return "warning"
	}
	return "error"
}

func githubMessage(f rule.Finding) string {
	parts := []string{fullSentence(f.Message)}
	if f.Verdict == rule.Undetermined && f.Settle != "" {
		parts = append(parts, "It can't be decided; it depends on: "+ended(f.Settle))
	}
	if f.Resource.Type != "" {
		parts = append(parts, "Resource: "+resourceText(f.Resource)+".")
	}
	if f.Fix != "" {
		parts = append(parts, "To fix it, "+ended(f.Fix))
	}
	return strings.Join(parts, "\n")
}

// githubPlace is the properties that name a place; GitHub's columns count from
// 1, and it takes them for annotations of one line only.
func githubPlace(at source.Range) string {
	if !at.IsValid() {
		return ""
	}
	start, end := at.StartPosition(), at.EndPosition()
	place := fmt.Sprintf("file=%s,line=%d,", githubProperty(at.Path()), start.Line)
	if end.Line == start.Line && end.Column > start.Column {
		return place + fmt.Sprintf("endLine=%d,col=%d,endColumn=%d,", end.Line, start.Column, end.Column)
	}
	return place + fmt.Sprintf("endLine=%d,", end.Line)
}

// githubText is text behind the command: each line of it is made safe to print,
// and then escaped.
func githubText(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = strings.ReplaceAll(excerpt.Clean(line), "%", "%25")
	}
	return strings.Join(lines, "%0A")
}

func githubProperty(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(excerpt.Clean(s))
}

func githubSummary(r *analyzer.Report, o Options) string {
	var b strings.Builder
	o.Color = false
	if err := Summary(&b, r, o); err != nil {
		return "" // a strings.Builder takes everything
	}
	// A count is no command, but what a summary quotes could look like one.
	return strings.ReplaceAll(b.String(), "::", ": :")
}
