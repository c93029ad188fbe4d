package report_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"moat/analyzer"
	"moat/analyzer/diag"
	"moat/analyzer/report"
	"moat/analyzer/rule"
	"moat/analyzer/source"
	"moat/analyzer/value"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; got\n%s", path, got)
	}
}

const template = `param access string = 'Enabled'
@secure()
param key string = 'hunter2hunter2'

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'support'
	properties: { /* 日本 */ publicNetworkAccess: access, /* ` + "\x1b[31m" + ` */ key: 'hunter2hunter2' }
}
`

// at is the n-th occurrence, from 0, of a text in a file.
func at(f *source.File, text string, n int) source.Range {
	offset := 0
	for ; n >= 0; n-- {
		i := strings.Index(string(f.Content()[offset:]), text)
		if i < 0 {
			panic("no " + text)
		}
		offset += i + 1
	}
	return f.Range(offset-1, offset-1+len(text))
}

// sample is a report with one of everything.
func sample() *analyzer.Report {
	f := source.NewFile("infra/main.bicep", []byte(template))
	other := source.NewFile("infra/broken.bicep", []byte("resource x\n"))
	network := &rule.Rule{ID: "NET001", Name: "public-network-access", Severity: rule.Error, SecuritySeverity: 8.1, Fixable: true,
		Doc: rule.Doc{Summary: "The account is closed to the internet."}}
	identity := &rule.Rule{ID: "IDN001", Name: "local-auth", Severity: rule.Warning, SecuritySeverity: 5,
		Doc: rule.Doc{Summary: "Keys | are off."}}
	account := rule.ResourceRef{Type: "Microsoft.CognitiveServices/accounts", Name: "support", DeclaredName: "account"}
	return &analyzer.Report{
		Findings: []rule.Finding{
			{
				Rule: network, Severity: rule.Error, Verdict: rule.Violated, Assumed: true, Resource: account,
				Path: "properties.publicNetworkAccess", Message: "the account can be reached from the internet",
				At: at(f, "access", 1),
				Evidence: []rule.Evidence{
					{At: at(f, "access", 1), Message: "set here"},
					{At: at(f, "'Enabled'", 0), Message: "the parameter's default"},
					{Message: "no private endpoint leads to it"},
				},
				Fix: "set publicNetworkAccess to 'Disabled'", EntryPoints: []string{"infra/all.bicep", "infra/main.bicep"}, Fingerprint: "f1",
			},
			{
				Rule: identity, Severity: rule.Warning, Verdict: rule.Violated, Resource: account,
				Message: "a key \x1b]0;title\x07is enough", At: at(f, "{\n  name: 'support'", 0), EntryPoints: []string{"infra/main.bicep"}, Fingerprint: "f2",
			},
			{
				Rule: identity, Severity: rule.Warning, Verdict: rule.Undetermined, Resource: account,
				Message: "local authentication can't be told", At: at(f, "'hunter2hunter2'", 1), Settle: "the value of parameter disableLocalAuth",
				EntryPoints: []string{"infra/main.bicep"}, Fingerprint: "f3",
			},
		},
		Problems: []diag.Diagnostic{
			{Kind: diag.Syntax, At: other.Range(10, 10), Message: "expected a resource type, found the end of the line"},
			{Kind: diag.IO, At: source.NewFile("infra/closed.bicep", nil).Range(0, 0), Message: "permission denied"},
		},
		Summary: analyzer.Summary{
			Files: 3, EntryPoints: 1, Resources: 1, Findings: 2, Undetermined: 1, Suppressed: 1, Known: 7,
			Unknown:        map[value.Reason]int{value.ReasonParameter: 2, value.ReasonLimit: 0, value.ReasonEnvironment: 2, value.ReasonRuntimeReference: 5},
			MissingModules: []string{"br/public:avm/res/x:0.1"},
		},
		Secrets: []source.Range{at(f, "'hunter2hunter2'", 0), at(f, "'hunter2hunter2'", 1)},
	}
}

func TestText(t *testing.T) {
	for name, o := range map[string]report.Options{
		"plain.txt":        {},
		"undetermined.txt": {Undetermined: true},
		"color.txt":        {Color: true},
		"narrow.txt":       {Width: 40, Undetermined: true, Display: filepath.Base},
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := report.Text(&b, sample(), o); err != nil {
				t.Fatal(err)
			}
			golden(t, name, b.String())
			assertSafe(t, b.String(), o.Color)
		})
	}
}

// assertSafe checks that no secret and no control sequence of a file got out.
func assertSafe(t *testing.T, text string, color bool) {
	t.Helper()
	if strings.Contains(text, "hunter2") {
		t.Error("a secret is printed")
	}
	if strings.Contains(text, "\x1b[31m ") || strings.Contains(text, "\x1b]") || !color && strings.Contains(text, "\x1b") {
		t.Error("a control sequence of the source is printed")
	}
}

func TestJSON(t *testing.T) {
	for name, o := range map[string]report.Options{"report.json": {}, "undetermined.json": {Undetermined: true}} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := report.JSON(&b, sample(), o); err != nil {
				t.Fatal(err)
			}
			golden(t, name, b.String())
			assertSafe(t, b.String(), false)
			if !json.Valid(b.Bytes()) {
				t.Error("not JSON")
			}
		})
	}
}

func TestJSONEscapesWhatSteersATerminal(t *testing.T) {
	const hostile = "a\u009b2J\u202eb\x7f\x1b<&>"
	r := &analyzer.Report{Problems: []diag.Diagnostic{{Kind: diag.IO, Message: hostile}}}
	var b bytes.Buffer
	if err := report.JSON(&b, r, report.Options{}); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(b.String(), "\u009b\u202e\x7f\x1b") {
		t.Errorf("printed as it is: %q", b.String())
	}
	var doc struct{ Errors []struct{ Message string } }
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil || doc.Errors[0].Message != hostile {
		t.Errorf("read back as %q, %v", doc, err)
	}
}

func TestProblemsOfOneFileAreBounded(t *testing.T) {
	f, g := source.NewFile("a.bicep", []byte(strings.Repeat("?\n", 500))), source.NewFile("b.bicep", []byte("?"))
	r := &analyzer.Report{}
	for n := 1; n <= 500; n++ {
		r.Problems = append(r.Problems, diag.Diagnostic{Kind: diag.Syntax, At: f.Line(n), Message: "unexpected character"})
	}
	r.Problems = append(r.Problems, diag.Diagnostic{Kind: diag.Syntax, At: g.Line(1), Message: "unexpected character"})
	var b bytes.Buffer
	if err := report.Problems(&b, r, report.Options{}); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]int{"--> a.bicep": 20, "a.bicep: 480 further problems": 1, "--> b.bicep": 1} {
		if got := strings.Count(b.String(), text); got != want {
			t.Errorf("%q stands %d times, want %d", text, got, want)
		}
	}
}

func TestMissingModulesAreBoundedInText(t *testing.T) {
	r := &analyzer.Report{}
	for _, n := range "abcdefgh" {
		r.Summary.MissingModules = append(r.Summary.MissingModules, "br/public:"+string(n))
	}
	var b bytes.Buffer
	if err := report.Summary(&b, r, report.Options{}); err != nil {
		t.Fatal(err)
	}
	want := "8 modules not read: br/public:a, br/public:b, br/public:c, br/public:d, br/public:e and 3 more (--format json lists them)\n"
	if !strings.HasSuffix(b.String(), want) {
		t.Errorf("got %q, want it to end in %q", b.String(), want)
	}
}

func TestEmptyReport(t *testing.T) {
	var b bytes.Buffer
	if err := report.Text(&b, &analyzer.Report{}, report.Options{}); err != nil {
		t.Fatal(err)
	}
	if got, want := b.String(), "no findings\n0 files, 0 entry points, 0 resources\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	b.Reset()
	if err := report.JSON(&b, &analyzer.Report{}, report.Options{}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "null") {
		t.Errorf("a list is null:\n%s", b.String())
	}
}

func TestCatalogue(t *testing.T) {
	r := sample()
	rules := []*rule.Rule{r.Findings[1].Rule, r.Findings[0].Rule}
	for _, f := range report.CatalogueFormats() {
		t.Run(f.Name, func(t *testing.T) {
			var b bytes.Buffer
			if err := f.Write(&b, rules); err != nil {
				t.Fatal(err)
			}
			golden(t, "catalogue."+f.Name, b.String())
		})
	}
}

func TestFormatsAreFound(t *testing.T) {
	for path, want := range map[string]string{"out.json": "json", "a/OUT.JSON": "json", "x.txt": "text", "x.sarifx": "", "json": ""} {
		f, ok := report.ByPath(path)
		if f.Name != want || ok != (want != "") {
			t.Errorf("ByPath(%s) = %q, %v", path, f.Name, ok)
		}
	}
	if _, ok := report.ByName("txt"); ok {
		t.Error("an ending is taken for a name")
	}
}

func TestWorst(t *testing.T) {
	r := sample()
	if got := report.Worst(r); got != rule.Error {
		t.Errorf("got %q", got)
	}
	r.Findings = r.Findings[2:]
	if got := report.Worst(r); got != "" {
		t.Errorf("a finding that can't be decided counts: %q", got)
	}
}
