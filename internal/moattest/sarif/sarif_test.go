package sarif

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"moat/analyzer"
	"moat/analyzer/diag"
	"moat/analyzer/report"
	"moat/analyzer/rule"
	"moat/analyzer/source"
	"moat/parsers"
	"moat/rules"
)

// validator is the Multitool and the schema that comes with it.
type validator struct {
	tool   string
	schema *jsonschema.Schema
}

func newValidator(t *testing.T) validator {
	t.Helper()
	folder := os.Getenv("MOAT_SARIF_MULTITOOL")
	if folder == "" {
		t.Skip("SKIPPED: MOAT_SARIF_MULTITOOL names no SARIF Multitool")
	}
	v := validator{tool: filepath.Join(folder, "Sarif.Multitool")}
	for _, name := range []string{v.tool, filepath.Join(folder, "sarif-2.1.0.json")} {
		if _, err := os.Stat(name); err != nil {
			t.Skipf("SKIPPED: %v", err)
		}
	}
	var err error
	v.schema, err = jsonschema.NewCompiler().Compile(filepath.Join(folder, "sarif-2.1.0.json"))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// check writes a report twice and has the file validated. Notes of the
// Multitool are counted, errors and warnings reported.
func (v validator) check(t *testing.T, name string, r *analyzer.Report) {
	t.Helper()
	o := report.Options{Undetermined: true, Rules: (&analyzer.Engine{Rules: rules.All()}).Catalogue(), Version: "v1.0.0", Category: "moat/infra"}
	var b, again bytes.Buffer
	if err := report.SARIF(&b, r, o); err != nil {
		t.Fatal(err)
	}
	if err := report.SARIF(&again, r, o); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Errorf("%s: two outputs of one report differ", name)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if err := v.schema.Validate(doc); err != nil {
		t.Errorf("%s: schema: %v", name, err)
	}
	in, out := filepath.Join(t.TempDir(), "in.sarif"), filepath.Join(t.TempDir(), "out.sarif")
	if err := os.WriteFile(in, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	kinds, levels := "Sarif;Ghas", "Error;Warning;Note"
	if len(r.Findings) > 1000 {
		// What is at stake are GitHub's limits; the rest would take minutes.
		kinds, levels = "Ghas", "Error;Warning"
	}
	// The exit status tells of problems in the file as of the tool's own, so
	// that only what it writes counts.
	said, runErr := exec.Command(v.tool, "validate", in, "--rule-kind", kinds, "--level", levels, "-o", out, "--log", "ForceOverwrite", "--max-file-size-in-kb", "200000").CombinedOutput()
	written, err := os.ReadFile(out)
	if err != nil {
		t.Fatalf("%s: the Multitool wrote nothing (%v): %s", name, runErr, said)
	}
	var log struct {
		Runs []struct {
			Results []struct {
				RuleID, Level string
				Message       struct {
					ID        string
					Arguments []string
				}
			}
			Invocations []struct{ ExecutionSuccessful bool }
		}
	}
	if err := json.Unmarshal(bytes.TrimPrefix(written, []byte("\uFEFF")), &log); err != nil {
		t.Fatal(err)
	}
	if len(log.Runs) != 1 || len(log.Runs[0].Invocations) != 1 || !log.Runs[0].Invocations[0].ExecutionSuccessful {
		t.Fatalf("%s: the Multitool didn't finish: %s", name, said)
	}
	notes := map[string]int{}
	for _, found := range log.Runs[0].Results {
		if found.Level == "note" || accepted(found.RuleID, found.Message.ID) {
			notes[found.RuleID]++
			continue
		}
		t.Errorf("%s: %s %s: %s", name, found.RuleID, found.Message.ID, strings.Join(found.Message.Arguments, "; "))
	}
	t.Logf("%s: %d bytes, %d findings, notes %v", name, b.Len(), len(r.Findings), notes)
}

// accepted is what the Multitool warns of and we mean: there is no page of the
// tool's own that informationUri could name.
func accepted(id, message string) bool {
	return id == "SARIF2005" && message == "Warning_ProvideToolnformationUri"
}

func analyze(t *testing.T, files source.FS, paths ...string) *analyzer.Report {
	t.Helper()
	engine := &analyzer.Engine{Languages: parsers.All(), Rules: rules.All()}
	r, err := engine.Analyze(context.Background(), files, analyzer.Options{Paths: paths, Scope: rule.ScopeAuto})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

const account = `resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'agents'
  location: 'westeurope'
  kind: 'AIServices'
  properties: {
    /* 😀 */ disableLocalAuth: false
    publicNetworkAccess: access
  }
}
param access string = 'Enabled'
param unknown string
resource other 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: '${unknown}[x](1){0}'
  location: 'westeurope'
  kind: 'AIServices'
  properties: { publicNetworkAccess: unknown }
}
`

func TestAwkwardReports(t *testing.T) {
	v := newValidator(t)
	v.check(t, "nothing", analyze(t, source.Map(map[string]string{}), "."))
	awkward := analyze(t, source.Map(map[string]string{
		"with space/a#b%20c.bicep": account, "日本/ü😀.bicep": account, "c:/x.bicep": account, "q?&'\"<>.bicep": account, "broken.bicep": "resource = {\n" + account,
		"accepted.bicep": "// moat:ignore NET001 until 2999-12-31 because [it](1) is {0} accepted 😀\n// moat:ignore IDN001\n" + account,
	}), ".")
	if len(awkward.Suppressed) == 0 || len(awkward.Findings) < 10 || len(awkward.Problems) == 0 {
		t.Fatalf("%d findings, %d problems: too few to prove anything", len(awkward.Findings), len(awkward.Problems))
	}
	v.check(t, "awkward paths", awkward)

	f := source.NewFile("many.bicep", []byte(strings.Repeat("x\n", 30_000)))
	many := &analyzer.Report{}
	all := rules.All()
	for i := range 30_000 {
		r := all[i%len(all)]
		many.Findings = append(many.Findings, rule.Finding{
			Rule: r, Severity: r.Severity, SecuritySeverity: r.SecuritySeverity, Verdict: rule.Violated, Message: fmt.Sprintf("finding %d", i),
			At: f.Line(i + 1), Evidence: []rule.Evidence{{At: f.Line(i + 1), Message: "here"}}, Fingerprint: fmt.Sprint(i), EntryPoints: []string{"many.bicep"},
			Resource: rule.ResourceRef{Type: "A/b", Name: "n"},
		})
	}
	for _, kind := range []diag.Kind{diag.Syntax, diag.Binding, diag.Evaluation, diag.Unsupported, diag.Limit, diag.IO, diag.Internal} {
		many.Problems = append(many.Problems, diag.Diagnostic{Kind: kind, At: f.Line(1), Message: "what " + string(kind) + " says"})
	}
	v.check(t, "30,000 findings", many)
}

// TestDeployments validates the output for every folder of deployments of the
// corpus.
func TestDeployments(t *testing.T) {
	root := os.Getenv("MOAT_CORPUS")
	if root == "" {
		t.Skip("SKIPPED: MOAT_CORPUS names no corpus")
	}
	v := newValidator(t)
	files, err := source.Disk(root)
	if err != nil {
		t.Fatal(err)
	}
	defer files.Close()
	list, err := files.ReadDir("deployments")
	if err != nil {
		t.Fatal(err)
	}
	total, entries := 0, 0
	for _, e := range list {
		if !e.IsDir {
			continue
		}
		r := analyze(t, files, "deployments/"+e.Name)
		v.check(t, e.Name, r)
		total += len(r.Findings)
		entries += len(r.Entries)
	}
	if total == 0 {
		t.Error("the corpus has no finding: nothing is proved")
	}
	t.Logf("%d findings of %d entry points", total, entries)
}
