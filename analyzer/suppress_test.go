package analyzer_test

import (
	"context"
	"strings"
	"testing"

	"moat/analyzer"
	"moat/analyzer/rule"
	"moat/analyzer/source"
	"moat/parsers"
	"moat/rules"
)

func engine() *analyzer.Engine { return &analyzer.Engine{Languages: parsers.All(), Rules: rules.All()} }

func analyze(t *testing.T, files map[string]string, o analyzer.Options) *analyzer.Report {
	t.Helper()
	if o.Paths == nil {
		o.Paths = []string{"."}
	}
	r, err := engine().Analyze(context.Background(), source.Map(files), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func ids(fs []rule.Finding) string {
	var out []string
	for _, f := range fs {
		if f.Verdict == rule.Violated {
			out = append(out, f.Rule.ID)
		}
	}
	return strings.Join(out, " ")
}

// TestGovernanceExamples shows that the examples of the rules about suppressions
// claim what is so.
func TestGovernanceExamples(t *testing.T) {
	for _, own := range analyzer.Governance() {
		for name, text := range map[string]string{
			"bad.bicep": own.Doc.Bad.Bicep, "bad.json": own.Doc.Bad.ARM, "good.bicep": own.Doc.Good.Bicep, "good.json": own.Doc.Good.ARM,
		} {
			if text == "" {
				continue
			}
			r := analyze(t, map[string]string{name: text}, analyzer.Options{Select: []string{"NET001", own.ID}, Today: "2026-11-01"})
			if len(r.Problems) > 0 {
				t.Errorf("%s, %s: %v", own.ID, name, r.Problems)
			}
			found := strings.Contains(ids(r.Findings), own.ID)
			if found != strings.HasPrefix(name, "bad") {
				t.Errorf("%s, %s: found %q", own.ID, name, ids(r.Findings))
			}
		}
	}
}

// TestWhatFailedDecidesNothing keeps a suppression from being called unused, and
// a finding of the baseline from being called fixed, by a run that could not
// judge.
func TestWhatFailedDecidesNothing(t *testing.T) {
	const text = "// moat:ignore NET001 because it was open once\nresource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {\n  name: 'closed'\n"
	r := analyze(t, map[string]string{"a.bicep": text}, analyzer.Options{Select: []string{"NET001", "MOA"}})
	if got := ids(r.Findings); got != "" {
		t.Errorf("in a damaged file: %s", got)
	}
	e := engine()
	e.Rules = []*rule.Rule{{ID: "NET001", Name: "broken", Severity: rule.Error, Check: func(*rule.Pass) { panic("broken") }}}
	closed := strings.Replace(text, "'closed'\n", "'closed'\n  properties: {}\n}\n", 1)
	r, err := e.Analyze(context.Background(), source.Map(map[string]string{"a.bicep": closed}), analyzer.Options{Paths: []string{"."}})
	if err != nil {
		t.Fatal(err)
	}
	if got := ids(r.Findings); got != "" || len(r.Problems) != 1 {
		t.Errorf("after a rule failed: %s, %v", got, r.Problems)
	}
}
