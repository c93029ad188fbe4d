package report_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"moat/analyzer/report"
)

func TestExplain(t *testing.T) {
	var b bytes.Buffer
	if err := report.Explain(&b, documented()[0]); err != nil {
		t.Fatal(err)
	}
	golden(t, "explain.txt", b.String())
	for line := range strings.Lines(b.String()) {
		if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > 80 {
			t.Errorf("a line of %d characters: %s", n, line)
		}
	}
}

func TestRulePages(t *testing.T) {
	var b bytes.Buffer
	if err := report.RulePage(&b, documented()[0]); err != nil {
		t.Fatal(err)
	}
	golden(t, "page.md", b.String())
	b.Reset()
	if err := report.RuleIndex(&b, documented()); err != nil {
		t.Fatal(err)
	}
	golden(t, "index.md", b.String())
}
