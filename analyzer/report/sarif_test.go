package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"moat/analyzer"
	"moat/analyzer/diag"
	"moat/analyzer/report"
	"moat/analyzer/rule"
	"moat/analyzer/source"
)

// sarifLog is the part of a SARIF file that the tests look at.
type sarifLog struct {
	Runs []struct {
		Tool struct {
			Driver struct {
				Version string
				Rules   []struct {
					ID, Name                          string
					ShortDescription, FullDescription struct{ Text string }
					Help                              struct{ Text, Markdown string }
					Properties                        map[string]any
				}
				Notifications []struct{ ID string }
			}
		}
		Results []struct {
			RuleID              string
			RuleIndex           int
			Kind, Level         string
			Message             struct{ Text string }
			Locations           []sarifPlace
			RelatedLocations    []sarifPlace
			PartialFingerprints map[string]string
		}
		Invocations []struct {
			ExecutionSuccessful        bool
			ToolExecutionNotifications []struct {
				Message   struct{ Text string }
				Locations []sarifPlace
			}
		}
	}
}

type sarifPlace struct {
	ID               int
	PhysicalLocation struct {
		ArtifactLocation struct{ URI, URIBaseID string }
		Region           struct{ StartLine, StartColumn, EndLine, EndColumn int }
	}
}

func writeSARIF(t *testing.T, r *analyzer.Report, o report.Options) (string, sarifLog) {
	t.Helper()
	var b bytes.Buffer
	if err := report.SARIF(&b, r, o); err != nil {
		t.Fatal(err)
	}
	var log sarifLog
	if err := json.Unmarshal(b.Bytes(), &log); err != nil {
		t.Fatal(err)
	}
	if len(log.Runs) != 1 {
		t.Fatalf("%d runs", len(log.Runs))
	}
	if strings.Contains(b.String(), ": null") || strings.Contains(b.String(), "\n null") {
		t.Error("null is written, which SARIF's schema forbids")
	}
	return b.String(), log
}

func TestSARIF(t *testing.T) {
	for name, o := range map[string]report.Options{
		"report.sarif":       {},
		"undetermined.sarif": {Undetermined: true, Version: "1.2.3", Rules: documented()},
	} {
		t.Run(name, func(t *testing.T) {
			text, _ := writeSARIF(t, sample(), o)
			golden(t, name, text)
			assertSafe(t, text, false)
		})
	}
}

// documented is a rule with every part of the documentation, and one that
// found nothing.
func documented() []*rule.Rule {
	return []*rule.Rule{
		{ID: "NET001", Name: "public-network-access", Severity: rule.Error, SecuritySeverity: 8.1, Precision: "high",
			Tags:  strings.Split("security network a b c d e f g h i j", " "),
			Types: []string{"Microsoft.CognitiveServices/accounts"}, Control: "Deny | public access",
			Doc: rule.Doc{
				Summary: "The account is closed to the internet",
				Why:     "Whoever finds it, with <b> or *without* a key, can try [keys](1). " + strings.Repeat("Länger ", 200),
				Fix:     "set publicNetworkAccess to 'Disabled'",
				Bad:     rule.Examples{Bicep: "resource a 'x' = {\n  open: true\n}\n", ARM: "{ \"open\": true }\n"},
				Good:    rule.Examples{Bicep: "resource a 'x' = {\n  open: false\n}\n", ARM: "{ \"open\": false }\n"},
				Sources: []string{"Microsoft Learn: Networks"},
			}},
		{ID: "DAT001", Name: "plain-storage", Severity: rule.Note, SecuritySeverity: 0, Doc: rule.Doc{Summary: "Nothing found me."}},
	}
}

func TestSARIFDescribesRulesWithinTheLimits(t *testing.T) {
	_, log := writeSARIF(t, sample(), report.Options{Rules: documented(), Undetermined: true})
	run := log.Runs[0]
	var ids []string
	for _, r := range run.Tool.Driver.Rules {
		ids = append(ids, r.ID)
		if r.ShortDescription.Text == "" || r.FullDescription.Text == "" || r.Help.Text == "" || r.Help.Markdown == "" {
			t.Errorf("%s: a text that GitHub asks for is missing: %+v", r.ID, r)
		}
		if n := len([]rune(r.FullDescription.Text)); n > 1024 {
			t.Errorf("%s: the description has %d characters", r.ID, n)
		}
		if tags, _ := r.Properties["tags"].([]any); len(tags) > 10 {
			t.Errorf("%s has %d tags", r.ID, len(tags))
		}
		if s, ok := r.Properties["security-severity"]; ok && s == "0.0" {
			t.Errorf("%s: GitHub refuses a severity of 0", r.ID)
		}
	}
	if got := strings.Join(ids, " "); got != "DAT001 IDN001 NET001" {
		t.Errorf("rules %s", got)
	}
	for _, res := range run.Results {
		if got := run.Tool.Driver.Rules[res.RuleIndex].ID; got != res.RuleID {
			t.Errorf("%s has the index of %s", res.RuleID, got)
		}
		if (res.Kind == "open") != (res.Level == "none") {
			t.Errorf("%s is %s with level %s", res.RuleID, res.Kind, res.Level)
		}
		if len(res.Locations) != 1 {
			t.Errorf("%s has %d locations", res.RuleID, len(res.Locations))
		}
		for i, related := range res.RelatedLocations {
			if related.ID != i+1 || !strings.Contains(res.Message.Text, fmt.Sprintf("](%d)", i+1)) {
				t.Errorf("%s: the message doesn't link to related location %d: %s", res.RuleID, i+1, res.Message.Text)
			}
		}
	}
}

func TestSARIFKeepsTheMostSevere(t *testing.T) {
	if testing.Short() {
		t.Skip("30,000 findings take half a minute with the race detector")
	}
	f := source.NewFile("a.bicep", []byte(strings.Repeat("x\n", 30_000)))
	mild := &rule.Rule{ID: "N", Severity: rule.Note, SecuritySeverity: 1, Doc: rule.Doc{Summary: "Mild."}}
	r := &analyzer.Report{}
	for i := range 30_000 {
		finding := rule.Finding{Rule: mild, Severity: rule.Note, Verdict: rule.Violated, Message: "mild", At: f.Line(i + 1), Fingerprint: fmt.Sprint(i)}
		switch {
		case i >= 29_990:
			finding.Severity, finding.Message = rule.Error, "severe"
		case i < 10:
			finding.Verdict, finding.Message, finding.Severity = rule.Undetermined, "open", rule.Error
		}
		r.Findings = append(r.Findings, finding)
	}
	_, log := writeSARIF(t, r, report.Options{Undetermined: true})
	run := log.Runs[0]
	count := map[string]int{}
	line := 0
	for _, res := range run.Results {
		count[res.Message.Text]++
		at := res.Locations[0].PhysicalLocation.Region.StartLine
		if at <= line {
			t.Fatalf("line %d stands behind line %d", at, line)
		}
		line = at
	}
	if len(run.Results) != 25_000 || count["severe."] != 10 || count["open."] != 0 {
		t.Errorf("%d results: %v", len(run.Results), count)
	}
	notes := run.Invocations[0].ToolExecutionNotifications
	if len(notes) != 1 || !strings.HasPrefix(notes[0].Message.Text, "5000 of 30000 findings are left out") {
		t.Errorf("what was left out isn't told: %v", notes)
	}
}

func TestSARIFLocations(t *testing.T) {
	content := "\uFEFFvar x = '\U0001F600' // \U0001F600\nparam y {\n  a: 1\n}\n"
	for _, tt := range []struct {
		path, text, uri string
		region          [4]int
	}{
		{"plain/main.bicep", "'\U0001F600'", "plain/main.bicep", [4]int{1, 9, 1, 13}},
		{"with space/a#b%20?.bicep", "var", "with%20space/a%23b%2520%3F.bicep", [4]int{1, 1, 1, 4}},
		{"日本/ü.bicep", "a: 1", "%E6%97%A5%E6%9C%AC/%C3%BC.bicep", [4]int{3, 3, 3, 7}},
		{"c:/x.bicep", "param", "c%3A/x.bicep", [4]int{2, 1, 2, 6}},
		{"lines.bicep", "{\n  a: 1\n}", "lines.bicep", [4]int{2, 9, 2, 10}},
	} {
		f := source.NewFile(tt.path, []byte(content))
		r := &analyzer.Report{
			Findings: []rule.Finding{{Rule: sample().Findings[0].Rule, Severity: rule.Error, Verdict: rule.Violated, Message: "m", At: at(f, tt.text, 0)}},
			Problems: []diag.Diagnostic{{Kind: diag.Syntax, At: at(f, tt.text, 0), Message: "m"}},
		}
		_, log := writeSARIF(t, r, report.Options{})
		places := append(log.Runs[0].Results[0].Locations, log.Runs[0].Invocations[0].ToolExecutionNotifications[0].Locations...)
		if len(places) != 2 {
			t.Fatalf("%s: %d places", tt.path, len(places))
		}
		for _, p := range places {
			region := p.PhysicalLocation.Region
			got := [4]int{region.StartLine, region.StartColumn, region.EndLine, region.EndColumn}
			if p.PhysicalLocation.ArtifactLocation.URI != tt.uri || got != tt.region {
				t.Errorf("%s: %s %v, want %s %v", tt.path, p.PhysicalLocation.ArtifactLocation.URI, got, tt.uri, tt.region)
			}
		}
	}
}

func TestSARIFMessagesHoldNoLinkOfTheSource(t *testing.T) {
	f := source.NewFile("a.bicep", []byte("x"))
	r := &analyzer.Report{Findings: []rule.Finding{{
		Rule: sample().Findings[0].Rule, Severity: rule.Error, Verdict: rule.Violated, At: f.Line(1),
		Message:  "the name is [parameters('a')](https://example.com) \\ \x1b[31m\nand more",
		Evidence: []rule.Evidence{{At: f.Line(1), Message: "a [b](2)"}},
	}}}
	_, log := writeSARIF(t, r, report.Options{})
	want := `the name is \[parameters('a')\](https://example.com) \\ ␛\[31m and more. Evidence: [a \[b\](2)](1).`
	if got := log.Runs[0].Results[0].Message.Text; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestSARIFSuccess(t *testing.T) {
	for kind, want := range map[diag.Kind]bool{diag.Syntax: true, diag.IO: true, diag.Internal: false} {
		_, log := writeSARIF(t, &analyzer.Report{Problems: []diag.Diagnostic{{Kind: kind, Message: "m"}}}, report.Options{})
		run := log.Runs[0]
		if got := run.Invocations[0].ExecutionSuccessful; got != want {
			t.Errorf("%s: executionSuccessful is %t", kind, got)
		}
		if n := run.Tool.Driver.Notifications; len(n) != 1 || n[0].ID != string(kind) {
			t.Errorf("%s: described as %v", kind, n)
		}
	}
}

// TestLineHashes compares the fingerprints of lines with those that
// github/codeql-action computes; the values are from its own tests
// (src/fingerprints.test.ts).
func TestLineHashes(t *testing.T) {
	for content, want := range map[string]string{
		"":                     "c129715d7a2bc9a3:1",
		" a\nb\n  \t\tc\n d":   "271789c17abda88f:1 54703d4cd895b18:1 180aee12dab6264:1 a23a3dc5e078b07b:1",
		" a\rb\r\n  \t\tc\r d": "271789c17abda88f:1 54703d4cd895b18:1 180aee12dab6264:1 a23a3dc5e078b07b:1",
		" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n": "e9496ae3ebfced30:1 fb7c023a8b9ccb3f:1 ce8ba1a563dcdaca:1 e20e36e16fcb0cc8:1 b3edc88f2938467e:1 c8e28b0b4002a3a0:1 c129715d7a2bc9a3:1",
		strings.Repeat("Lorem ipsum dolor sit amet.\n", 10): "a7f2ff13bc495cf2:1 a7f2ff13bc495cf2:2 a7f2ff13bc495cf2:3 a7f2ff13bc495cf2:4 a7f2ff13bc495cf2:5 a7f2ff13bc495cf2:6 " +
			"a7f2ff1481e87703:1 a9cf91f7bbf1862b:1 55ec222b86bcae53:1 cc97dc7b1d7d8f7b:1 c129715d7a2bc9a3:1",
	} {
		f := source.NewFile("a.bicep", []byte(content))
		r := &analyzer.Report{}
		for n := 1; n <= f.Lines(); n++ {
			r.Findings = append(r.Findings, rule.Finding{Rule: sample().Findings[0].Rule, Severity: rule.Note, Verdict: rule.Violated, Message: "m", At: f.Line(n)})
		}
		_, log := writeSARIF(t, r, report.Options{})
		var got []string
		for _, res := range log.Runs[0].Results {
			got = append(got, res.PartialFingerprints["primaryLocationLineHash"])
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: got %s, want %s", content, strings.Join(got, " "), want)
		}
	}
}
