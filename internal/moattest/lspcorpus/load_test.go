package lspcorpus

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.lsp.dev/protocol"

	"moat/analyzer"
	"moat/analyzer/rule"
	"moat/analyzer/source"
)

// TestLoad is the load harness of `make lsp-bench`: it types, takes back, and
// switches branches in the largest deployments with 50 files open, and prints
// how long the diagnostics took and what memory they cost. It fails for memory
// that grows, never for time: machines differ.
func TestLoad(t *testing.T) {
	text := os.Getenv("MOAT_LSP_LOAD")
	if text == "" {
		t.Skip("SKIPPED: MOAT_LSP_LOAD gives no number of edits")
	}
	all, err := strconv.Atoi(text)
	must(t, err)
	for i, dir := range largest(t, 3) {
		edits := all
		if i > 0 {
			edits = min(all, 1_000)
		}
		t.Run(filepath.Base(filepath.Dir(dir))+"/"+filepath.Base(dir), func(t *testing.T) { load(t, dir, edits) })
	}
}

// largest returns the deployments with the most resources, besides a whole
// repository of them, which comes first.
func largest(t *testing.T, n int) []string {
	t.Helper()
	type sized struct {
		dir       string
		resources int
	}
	var all []sized
	dirs := workspaces(t)
	dirs = append(dirs, filepath.Join(os.Getenv("MOAT_CORPUS"), "deployments", "microsoft-foundry+foundry-samples"))
	for _, dir := range dirs {
		disk, err := source.Disk(dir)
		must(t, err)
		r, err := engine().Analyze(context.Background(), disk, analyzer.Options{Paths: []string{"."}, Scope: rule.ScopeAuto})
		must(t, err)
		disk.Close()
		all = append(all, sized{dir, r.Summary.Resources})
	}
	slices.SortStableFunc(all, func(a, b sized) int { return b.resources - a.resources })
	var out []string
	for _, s := range all[:min(n, len(all))] {
		out = append(out, s.dir)
	}
	return out
}

func load(t *testing.T, dir string, edits int) {
	dir = copyOf(t, dir)
	files := templates(t, dir)
	began := time.Now()
	s := newSession(t, dir)
	waited := func(rel string) {
		v := s.version[rel]
		deadline := time.After(30 * time.Second)
		for {
			s.mu.Lock()
			p, told := s.published[rel]
			changed := s.changed
			s.mu.Unlock()
			if got, _ := p.Version.Get(); told && got == v {
				return
			}
			select {
			case <-changed:
			case <-deadline:
				t.Fatalf("%s: version %d wasn't answered", rel, v)
			}
		}
	}
	var open []string
	for _, rel := range files {
		if strings.HasSuffix(rel, ".bicep") || strings.HasSuffix(rel, ".tf") {
			text, err := os.ReadFile(filepath.Join(dir, rel))
			must(t, err)
			s.didOpen(t, rel, text)
			open = append(open, rel)
		}
		if len(open) == 50 {
			break
		}
	}
	if len(open) == 0 {
		t.Skip("SKIPPED: no file to type in")
	}
	for _, rel := range open {
		waited(rel)
	}
	t.Logf("%d files, %d open: first diagnostics of all open files after %v", len(files), len(open), time.Since(began).Round(time.Millisecond))

	// Typing: a property is written out and taken back, in one file after the
	// other.
	var typing []time.Duration
	word := "\n// allow everything: publicNetworkAccess"
	var before uint64
	for n := 0; n < edits; {
		rel := open[(n/(2*len(word)))%len(open)]
		at := len(s.open[rel])
		if i := strings.Index(string(s.open[rel]), "properties: {\n"); i >= 0 {
			at = i + len("properties: {")
		}
		for i := range len(word) {
			start := time.Now()
			s.didChange(t, rel, at+i, at+i, word[i:i+1])
			waited(rel)
			typing = append(typing, time.Since(start))
			n++
		}
		for i := len(word) - 1; i >= 0; i-- { // undone
			start := time.Now()
			s.didChange(t, rel, at+i, at+i+1, "")
			waited(rel)
			typing = append(typing, time.Since(start))
			n++
		}
		if before == 0 && n >= edits/10 {
			before = inUse()
		}
	}
	after := inUse()
	t.Logf("typing, %d edits: %s", len(typing), percentiles(typing))
	t.Logf("memory in use: %.1f MB after a tenth of the edits, %.1f MB after all", mega(before), mega(after))
	if float64(after) > 1.2*float64(before)+4e6 {
		t.Errorf("memory grew from %d to %d bytes", before, after)
	}

	// Branches: every file on the disk changes, and changes back.
	var switches []time.Duration
	for n := range 20 {
		for _, rel := range files {
			p := filepath.Join(dir, rel)
			text, err := os.ReadFile(p)
			must(t, err)
			if n%2 == 0 {
				text = append(text, '\n')
			} else {
				text = text[:len(text)-1]
			}
			must(t, os.WriteFile(p, text, 0o644))
		}
		start := time.Now()
		s.watched(t, protocol.FileChangeTypeChanged, files...)
		rel := open[0]
		s.didChange(t, rel, 0, 0, "\n")
		waited(rel)
		switches = append(switches, time.Since(start))
	}
	t.Logf("switching branches, %d files changed: %s", len(files), percentiles(switches))
	if diff := s.settle(t); diff != "" {
		t.Errorf("after all that:\n%s", diff)
	}
	if percentile(typing, 95) > 50*time.Millisecond {
		t.Logf("MISSED: 95 %% of the keystrokes should be answered within 50 ms")
	}
}

func inUse() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func mega(n uint64) float64 { return float64(n) / 1e6 }

func percentile(ds []time.Duration, p int) time.Duration {
	sorted := slices.Sorted(slices.Values(ds))
	return sorted[min(len(sorted)*p/100, len(sorted)-1)]
}

func percentiles(ds []time.Duration) string {
	var parts []string
	for _, p := range []int{50, 90, 95, 99, 100} {
		parts = append(parts, fmt.Sprintf("p%d %v", p, percentile(ds, p).Round(100*time.Microsecond)))
	}
	return strings.Join(parts, ", ")
}
