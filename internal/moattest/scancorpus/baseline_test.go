package scancorpus

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path"
	"strings"
	"testing"

	"moat/analyzer"
	"moat/analyzer/config"
	"moat/analyzer/source"
	"moat/parsers"
	"moat/rules"
)

// reformatted is a template with another layout: lines inserted at its head and
// behind its declarations, another indentation, JSON as a printer would lay it
// out.
func reformatted(name, text string) string {
	switch path.Ext(name) {
	case ".bicep":
		var b strings.Builder
		b.WriteString("// A line above all others.\n\n")
		inText := false
		for line := range strings.Lines(text) {
			before := inText
			if strings.Count(line, "'''")%2 == 1 {
				inText = !inText
			}
			if !before && !inText && strings.HasPrefix(line, "  ") {
				line = "\t" + line // deeper, and with a tab
			}
			b.WriteString(line)
			if !before && !inText && strings.TrimRight(line, "\r\n") == "}" && strings.HasSuffix(line, "\n") {
				b.WriteString("\n// A line between declarations.\n\n")
			}
		}
		return b.String()
	case ".json":
		var b bytes.Buffer
		if json.Indent(&b, []byte(text), "", "\t") == nil {
			return "\n" + b.String()
		}
		return "\n\n" + text // comments; lines above at least
	}
	return text
}

// TestBaselineOutlivesLayout writes a baseline for each deployment of the corpus
// and looks for its findings after all files were laid out anew and moved to
// another folder: each has to be known, and none called fixed.
func TestBaselineOutlivesLayout(t *testing.T) {
	root := os.Getenv("MOAT_CORPUS")
	if root == "" {
		t.Skip("SKIPPED: MOAT_CORPUS names no corpus")
	}
	disk, err := source.Disk(root)
	if err != nil {
		t.Fatal(err)
	}
	defer disk.Close()
	folders, err := disk.ReadDir("deployments")
	if err != nil {
		t.Fatal(err)
	}
	engine := analyzer.Engine{Languages: parsers.All(), Rules: rules.All()}
	findings, deployments := 0, 0
	for _, f := range folders {
		if !f.IsDir {
			continue
		}
		same, moved := map[string]string{}, map[string]string{}
		err := source.Walk(context.Background(), disk, "deployments/"+f.Name, func(p string, e source.Entry, err error) error {
			if err != nil || e.IsDir {
				return err
			}
			content, err := disk.ReadFile(p)
			if err != nil {
				return err
			}
			text := string(content.Content())
			same[p], moved["moved/to/"+p] = text, reformatted(p, text)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		o := analyzer.Options{Paths: []string{"."}}
		before, err := engine.Analyze(context.Background(), source.Map(same), o)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := config.WriteBaseline(&b, before.Findings, nil); err != nil {
			t.Fatal(err)
		}
		if o.Baseline, err = config.ParseBaseline(b.Bytes()); err != nil {
			t.Fatal(err)
		}
		after, err := engine.Analyze(context.Background(), source.Map(moved), o)
		if err != nil {
			t.Fatal(err)
		}
		if after.Summary.Findings > 0 || len(after.Known) != before.Summary.Findings || len(after.Fixed) > 0 {
			t.Errorf("%s: of %d findings %d are known, %d new, %d called fixed", f.Name, before.Summary.Findings, len(after.Known), after.Summary.Findings, len(after.Fixed))
		}
		findings += before.Summary.Findings
		deployments += len(before.Entries)
	}
	if findings == 0 {
		t.Error("the corpus has no finding: nothing is proved")
	}
	t.Logf("%d findings of %d deployments are known after another layout and a move", findings, deployments)
}
