package report_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"moat/analyzer"
	"moat/analyzer/report"
	"moat/analyzer/rule"
	"moat/analyzer/source"
)

// many is a report with n findings, of which every tenth is an error and the
// rest are warnings.
func many(n int) *analyzer.Report {
	f := source.NewFile("a.bicep", []byte(strings.Repeat("x\n", n)))
	r := &analyzer.Report{}
	for i := range n {
		severity := rule.Warning
		if i%10 == 9 {
			severity = rule.Error
		}
		r.Findings = append(r.Findings, rule.Finding{
			Rule: sample().Findings[0].Rule, Severity: severity, Verdict: rule.Violated, Message: fmt.Sprintf("finding %d", i), At: f.Line(i + 1), Fix: "change it",
		})
	}
	return r
}

func TestGitHubShowsTheGravest(t *testing.T) {
	var b bytes.Buffer
	if err := report.GitHub(&b, many(130), report.Options{}); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	for i, line := range lines[:130] {
		want := "::warning "
		if i < 13 {
			want = "::error "
		}
		if !strings.HasPrefix(line, want) {
			t.Fatalf("line %d is %q", i, line)
		}
	}
	for _, want := range []string{"\n13 errors: GitHub shows the first 10 of a kind", "\n117 warnings: GitHub shows"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in %s", want, strings.Join(lines[130:], "\n"))
		}
	}
}

// TestGitHubRunsNothing gives messages and paths that could be taken for further
// workflow commands.
func TestGitHubRunsNothing(t *testing.T) {
	f := source.NewFile("a::b,c%\r\n::error::x.bicep", []byte("x"))
	r := &analyzer.Report{
		Findings: []rule.Finding{{Rule: sample().Findings[0].Rule, Severity: rule.Error, Verdict: rule.Violated, At: f.Line(1), Message: "a\n::add-mask::b\r::set-env name=PATH::c %0A", Resource: rule.ResourceRef{Type: "T", Name: "n\n::stop-commands::x"}}},
		Summary:  analyzer.Summary{MissingModules: []string{"\n::error::x"}},
	}
	var b bytes.Buffer
	if err := report.GitHub(&b, r, report.Options{}); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count("\n"+b.String(), "\n::"); n != 1 {
		t.Errorf("%d commands:\n%s", n, b.String())
	}
	if !strings.Contains(b.String(), "file=a%3A%3Ab%2Cc%25") || !strings.Contains(b.String(), "c %250A") {
		t.Errorf("%s", b.String())
	}
}

func TestMarkdownIsShort(t *testing.T) {
	var b bytes.Buffer
	r := many(80)
	r.Findings[9].Message = "a | b <script> `c` *d* @team #12 [e](f) \n## g " + strings.Repeat("long ", 200)
	if err := report.Markdown(&b, r, report.Options{}); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	rows := 0
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "| error ") || strings.HasPrefix(line, "| warning ") {
			if rows++; (rows <= 8) != strings.HasPrefix(line, "| error ") {
				t.Errorf("row %d: %s", rows, line)
			}
			if got := strings.Count(strings.ReplaceAll(line, `\|`, ""), "|"); got != 6 {
				t.Errorf("row %d has %d bars: %s", rows, got, line)
			}
		}
	}
	if rows != 50 || !strings.Contains(text, "\n30 further findings less grave") {
		t.Errorf("%d rows:\n%s", rows, text)
	}
	for _, not := range []string{"<script", "@team", "#12", "[e](f)", "\n## g", strings.Repeat("long ", 100)} {
		if strings.Contains(text, not) {
			t.Errorf("%q is in the summary", not)
		}
	}
}
