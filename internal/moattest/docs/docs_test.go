package docs

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"moat/analyzer"
	"moat/analyzer/config"
	"moat/analyzer/report"
	"moat/rules"
)

var update = flag.Bool("update", false, "rewrite docs/rules")

const folder = "../../../docs/rules"

// pages are the files of docs/rules, by name.
func pages(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	var b bytes.Buffer
	all := (&analyzer.Engine{Rules: rules.All()}).Catalogue()
	if err := report.RuleIndex(&b, all); err != nil {
		t.Fatal(err)
	}
	out["README.md"] = b.String()
	for _, r := range all {
		b.Reset()
		if err := report.RulePage(&b, r); err != nil {
			t.Fatal(err)
		}
		out[r.ID+".md"] = b.String()
	}
	return out
}

func TestPagesSayWhatTheRulesSay(t *testing.T) {
	want := pages(t)
	if *update {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range have {
		if _, ok := want[e.Name()]; ok {
			continue
		}
		if !*update {
			t.Errorf("docs/rules/%s belongs to no rule; run make generate", e.Name())
		} else if err := os.Remove(filepath.Join(folder, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range want {
		file := filepath.Join(folder, name)
		if *update {
			if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if got, err := os.ReadFile(file); err != nil || string(got) != text {
			t.Errorf("docs/rules/%s is stale; run make generate (%v)", name, err)
		}
	}
}

// TestExplanations prints every rule: no example may be missing for a language
// that has a counterpart, and prose keeps within the terminal.
func TestExplanations(t *testing.T) {
	for _, r := range rules.All() {
		var b bytes.Buffer
		if err := report.Explain(&b, r); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		for _, title := range []string{"\nWhy\n", "\nHow to fix\n", "\nBad, in Bicep\n", "\nGood, in Bicep\n", "\nSources\n"} {
			if !strings.Contains(text, title) {
				t.Errorf("%s has no part %q", r.ID, strings.TrimSpace(title))
			}
		}
		examples := slices.Collect(strings.Lines(r.Doc.Bad.Bicep + r.Doc.Good.Bicep + r.Doc.Bad.ARM + r.Doc.Good.ARM))
		for line := range strings.Lines(text) {
			line = strings.TrimRight(line, "\n")
			isCode := slices.ContainsFunc(examples, func(e string) bool { return strings.TrimSpace(e) == strings.TrimSpace(line) })
			if len([]rune(line)) > 80 && !isCode && strings.Contains(strings.TrimSpace(line), " ") {
				t.Errorf("%s: a line of %d characters: %s", r.ID, len([]rune(line)), line)
			}
		}
	}
}

// TestSchema keeps the schema of .moat.yaml, which editors read, as the decoder
// is.
func TestSchema(t *testing.T) {
	const file = "../../../docs/moat.schema.json"
	if *update {
		if err := os.WriteFile(file, config.Schema(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got, err := os.ReadFile(file); err != nil || !bytes.Equal(got, config.Schema()) {
		t.Errorf("docs/moat.schema.json is stale; run make generate (%v)", err)
	}
}
