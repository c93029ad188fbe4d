package report_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"moat/analyzer"
	"moat/analyzer/config"
	"moat/analyzer/report"
	"moat/analyzer/rule"
	"moat/analyzer/source"
)

// TestSARIFIsCheckedBeforeItIsWritten gives reports that code scanning would
// refuse: nothing is written then.
func TestSARIFIsCheckedBeforeItIsWritten(t *testing.T) {
	good := rule.Finding{Rule: sample().Findings[0].Rule, Severity: rule.Error, Verdict: rule.Violated, Message: "m", At: source.NewFile("a.bicep", []byte("x")).Line(1)}
	for want, f := range map[string]rule.Finding{
		"message is empty":           {Rule: good.Rule, Severity: good.Severity, At: good.At},
		"leads out":                  {Rule: good.Rule, Severity: good.Severity, Message: "m", At: source.NewFile("../a.bicep", nil).Range(0, 0)},
		"short description is empty": {Rule: &rule.Rule{ID: "X"}, Severity: good.Severity, Message: "m", At: good.At},
		"":                           good,
	} {
		var b bytes.Buffer
		err := report.SARIF(&b, &analyzer.Report{Findings: []rule.Finding{f}}, report.Options{})
		if want == "" {
			if err != nil || b.Len() == 0 {
				t.Errorf("a good report: %v", err)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), want) || b.Len() > 0 {
			t.Errorf("%s: %v, %d bytes", want, err, b.Len())
		}
	}
}

// TestSARIFKeepsWithinTheSize cuts the least severe of a file that is too large.
func TestSARIFKeepsWithinTheSize(t *testing.T) {
	f := source.NewFile("a.bicep", []byte(strings.Repeat("x\n", 200)))
	r := &analyzer.Report{}
	for i := range 200 {
		severity := rule.Note
		if i%10 == 0 {
			severity = rule.Error
		}
		r.Findings = append(r.Findings, rule.Finding{Rule: sample().Findings[0].Rule, Severity: severity, Verdict: rule.Violated, Message: fmt.Sprintf("%s %x", severity, i*i*7919), At: f.Line(i + 1), Fingerprint: fmt.Sprint(i)})
	}
	var whole, part bytes.Buffer
	if err := report.SARIF(&whole, r, report.Options{}); err != nil {
		t.Fatal(err)
	}
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	if _, err := z.Write(whole.Bytes()); err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	if err := report.SARIFWithin(&part, r, report.Options{}, zipped.Len()*2/3); err != nil {
		t.Fatal(err)
	}
	severe := strings.Count(part.String(), `"level": "error"`)
	if strings.Count(whole.String(), `"ruleIndex"`) != 200 || severe != strings.Count(whole.String(), `"level": "error"`) || strings.Contains(part.String(), "200 of 200") || !strings.Contains(part.String(), "of 200 findings are left out") {
		t.Errorf("%d of the severe are kept in %d bytes; of all %d", severe, part.Len(), strings.Count(part.String(), `"ruleIndex"`))
	}
	// However small the limit, the file is written.
	part.Reset()
	if err := report.SARIFWithin(&part, r, report.Options{}, 1); err != nil || !strings.Contains(part.String(), "200 of 200 findings") {
		t.Errorf("%v", err)
	}
}

func TestSARIFTellsSuppressionsFlowsAndCategory(t *testing.T) {
	f := source.NewFile("a.bicep", []byte("// moat:ignore X\nresource\nvalue\n"))
	finding := rule.Finding{
		Rule: sample().Findings[0].Rule, Severity: rule.Error, Verdict: rule.Violated, Message: "open", At: f.Line(2), Fingerprint: "1",
		Evidence: []rule.Evidence{{At: f.Line(1), Message: "from"}, {Message: "no place"}, {At: f.Line(3), Message: "written here"}},
	}
	r := &analyzer.Report{Suppressed: []analyzer.Suppressed{{Finding: finding, By: &config.Suppression{InSource: true, Reason: "a [reason](1)", At: f.Line(1)}}}}
	var log struct {
		Runs []struct {
			AutomationDetails struct{ ID string }
			Results           []struct {
				Suppressions []struct {
					Kind, Status, Justification string
				}
				CodeFlows []struct {
					ThreadFlows []struct {
						Locations []struct {
							Location struct {
								PhysicalLocation struct{ Region struct{ StartLine int } }
								Message          struct{ Text string }
							}
						}
					}
				}
			}
		}
	}
	write := func(o report.Options) {
		t.Helper()
		var b bytes.Buffer
		if err := report.SARIF(&b, r, o); err != nil {
			t.Fatal(err)
		}
		log.Runs = nil
		if err := json.Unmarshal(b.Bytes(), &log); err != nil {
			t.Fatal(err)
		}
	}
	write(report.Options{Category: "moat/infra/"})
	run := log.Runs[0]
	if run.AutomationDetails.ID != "moat/infra/" {
		t.Errorf("category %q", run.AutomationDetails.ID)
	}
	if len(run.Results) != 1 || fmt.Sprint(run.Results[0].Suppressions) != "[{inSource accepted a [reason](1)}]" {
		t.Fatalf("%+v", run.Results)
	}
	var steps []string
	for _, l := range run.Results[0].CodeFlows[0].ThreadFlows[0].Locations {
		steps = append(steps, fmt.Sprintf("%d %s", l.Location.PhysicalLocation.Region.StartLine, l.Location.Message.Text))
	}
	if got := strings.Join(steps, "; "); got != "3 written here.; 1 from.; 2 open." {
		t.Errorf("steps %s", got)
	}
	write(report.Options{OmitSuppressed: true})
	if len(log.Runs[0].Results) != 0 || log.Runs[0].AutomationDetails.ID != "" {
		t.Errorf("%+v", log.Runs[0])
	}
}
