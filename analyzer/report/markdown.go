package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"moat/analyzer"
	"moat/analyzer/report/excerpt"
	"moat/analyzer/rule"
)

// markdownMax is how many findings the summary of a job tells in full; nobody
// reads more there. It also keeps the summary far below the 1 MiB that GitHub
// takes of a step (GitHub Docs, "Workflow commands for GitHub Actions").
const markdownMax = 50

// maxCell is the length, in characters, of a text in a table.
const maxCell = 400

// Markdown prints the report as the summary of a job: short, the gravest first,
// with what to change.
func Markdown(w io.Writer, r *analyzer.Report, o Options) error {
	var b strings.Builder
	b.WriteString("## Moat\n\n")
	var counts strings.Builder
	o.Color = false
	if err := Summary(&counts, r, o); err != nil {
		return err
	}
	for line := range strings.Lines(counts.String()) {
		b.WriteString(markdownText(strings.TrimRight(line, "\n")) + "  \n")
	}
	listed := byRisk(Listed(r, o))
	if len(listed) > 0 {
		b.WriteString("\n| | rule | where | what is open | how to fix it |\n| --- | --- | --- | --- | --- |\n")
	}
	for _, f := range listed[:min(len(listed), markdownMax)] {
		b.WriteString(markdownRow(f))
	}
	if more := len(listed) - markdownMax; more > 0 {
		fmt.Fprintf(&b, "\n%s less grave: the log and the SARIF file list them.\n", count(more, "further finding"))
	}
	if len(r.Problems) > 0 {
		b.WriteString("\n### Not analysed\n\n")
		for _, d := range r.Problems[:min(len(r.Problems), maxProblems)] {
			at := d.At.StartPosition()
			fmt.Fprintf(&b, "- %s: %s\n", markdownCode(fmt.Sprintf("%s:%d:%d", d.At.Path(), at.Line, at.Column)), markdownText(fullSentence(d.Message)))
		}
		if more := len(r.Problems) - maxProblems; more > 0 {
			fmt.Fprintf(&b, "- %s\n", count(more, "further problem"))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func markdownRow(f rule.Finding) string {
	severity := string(f.Severity)
	if f.Verdict == rule.Undetermined {
		severity = "undetermined"
	}
	message := fullSentence(f.Message)
	if f.Verdict == rule.Undetermined && f.Settle != "" {
		message += " It depends on: " + ended(f.Settle)
	}
	if f.Assumed {
		message += " (A default decides.)"
	}
	if n := len(f.EntryPoints); n > 1 {
		message += fmt.Sprintf(" In %d deployments: %s.", n, strings.Join(f.EntryPoints, "; "))
	}
	where := markdownCode(fmt.Sprintf("%s:%d", f.At.Path(), f.At.StartPosition().Line))
	if f.Resource.Type != "" {
		where += "<br>" + markdownText(cut(resourceName(f.Resource), maxCell))
	}
	return fmt.Sprintf("| %s | %s<br>%s | %s | %s | %s |\n", severity, f.Rule.ID, f.Rule.Name, where,
		markdownText(cut(message, maxCell)), markdownText(cut(fullSentence(f.Fix), maxCell)))
}

// markdownText is plain text that Markdown shows as it is, in a table too. An
// "@" would call somebody, and a "#" an issue.
func markdownText(s string) string {
	return strings.NewReplacer("|", `\|`, "@", "&#64;", "#", "&#35;", ">", "&gt;", "~", `\~`, "://", "&#58;//").Replace(
		prose(strings.ReplaceAll(excerpt.Clean(s), "&", "&amp;")))
}

// markdownCode is text in fixed width; in a table a bar ends the cell even there.
func markdownCode(s string) string {
	s = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "|", "&#124;", "`", "&#96;", "*", "&#42;", "_", "&#95;", "[", "&#91;", "@", "&#64;").Replace(excerpt.Clean(s))
	return "<code>" + s + "</code>"
}

// byRisk orders findings by what is at stake: violated before undetermined, then
// by severity, then by security severity; equal ones stay in order.
func byRisk(fs []rule.Finding) []rule.Finding {
	out := slices.Clone(fs)
	slices.SortStableFunc(out, func(a, b rule.Finding) int {
		open := func(f rule.Finding) int {
			if f.Verdict == rule.Undetermined {
				return 1
			}
			return 0
		}
		return cmp.Or(
			cmp.Compare(open(a), open(b)),
			cmp.Compare(b.Severity.Rank(), a.Severity.Rank()),
			cmp.Compare(b.SecuritySeverity, a.SecuritySeverity),
		)
	})
	return out
}
