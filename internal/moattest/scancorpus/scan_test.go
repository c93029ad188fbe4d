// Package scancorpus runs the whole engine with every rule over the corpus, one
// entry point at a time and many at once. It is the run that the race detector
// watches.
package scancorpus

import (
	"bytes"
	"context"
	"os"
	"testing"

	"moat/analyzer"
	"moat/analyzer/diag"
	"moat/analyzer/report"
	"moat/analyzer/source"
	"moat/parsers"
	"moat/rules"
)

// scan analyses the corpus and returns the report as JSON.
func scan(t *testing.T, files source.FS, jobs int) []byte {
	t.Helper()
	engine := analyzer.Engine{Languages: parsers.All(), Rules: rules.All()}
	r, err := engine.Analyze(context.Background(), files, analyzer.Options{Paths: []string{"."}, Jobs: jobs})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Problems {
		if p.Kind == diag.Internal {
			t.Errorf("%s:%v: %s", p.At.Path(), p.At.StartPosition(), p.Message)
		}
	}
	if len(r.Entries) == 0 || len(r.Findings) == 0 {
		t.Errorf("%d entry points, %d findings", len(r.Entries), len(r.Findings))
	}
	t.Logf("%d jobs: %d entry points, %d findings, %d problems", jobs, len(r.Entries), len(r.Findings), len(r.Problems))
	var out bytes.Buffer
	if err := report.JSON(&out, r, report.Options{Undetermined: true, Rules: rules.All()}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestJobsDontShow holds the report to be the same, to the byte, whatever runs
// at the same time.
func TestJobsDontShow(t *testing.T) {
	root := os.Getenv("MOAT_CORPUS")
	if root == "" {
		t.Skip("SKIPPED: MOAT_CORPUS names no corpus")
	}
	files, err := source.Disk(root)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { files.Close() })
	alone, together := scan(t, files, 1), scan(t, files, 8)
	if bytes.Equal(alone, together) {
		return
	}
	x, y := bytes.Split(alone, []byte("\n")), bytes.Split(together, []byte("\n"))
	for i := range min(len(x), len(y)) {
		if !bytes.Equal(x[i], y[i]) {
			t.Fatalf("line %d of the report is %q with one job, %q with eight", i+1, x[i], y[i])
		}
	}
	t.Errorf("the report has %d lines with one job, %d with eight", len(x), len(y))
}
