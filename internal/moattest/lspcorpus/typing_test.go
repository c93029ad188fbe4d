package lspcorpus

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"moat/analyzer"
	"moat/analyzer/diag"
	"moat/analyzer/rule"
	"moat/analyzer/source"
)

// TestTyping types real files from their first character to their last, and
// looks after each one whether a finding of a resource that is complete and
// isn't being typed vanished. It lists what made one vanish: damage that truly
// reaches it, as an open bracket or text does what stands behind.
//
// It asks the engine itself with a cache, which is what the server does at each
// keystroke; the session around it is tested elsewhere.
func TestTyping(t *testing.T) {
	files := typed(t, 10)
	reasons := map[string]int{}
	for _, f := range files {
		t.Run(f.name, func(t *testing.T) { typeOut(t, f, reasons) })
	}
	for _, why := range slices.Sorted(mapKeys(reasons)) {
		t.Logf("%5d keystrokes: %s", reasons[why], why)
	}
}

func mapKeys(m map[string]int) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

type typedFile struct {
	dir, name string
	text      []byte
}

// typed chooses files with findings of their own, the largest of each
// deployment first.
func typed(t *testing.T, n int) []typedFile {
	t.Helper()
	var out []typedFile
	for _, dir := range workspaces(t) {
		best := typedFile{dir: dir}
		disk, err := source.Disk(dir)
		must(t, err)
		r, err := engine().Analyze(context.Background(), disk, analyzer.Options{Paths: []string{"."}})
		must(t, err)
		disk.Close()
		seen := map[string]int{}
		for _, f := range r.Findings {
			seen[f.At.Path()]++
		}
		for rel, n := range seen {
			if n < 2 || !strings.HasSuffix(rel, ".bicep") && !strings.HasSuffix(rel, ".tf") {
				continue
			}
			text, err := os.ReadFile(filepath.Join(dir, rel))
			must(t, err)
			if len(text) < 9_000 && (len(text) > len(best.text) || len(text) == len(best.text) && rel < best.name) {
				best.name, best.text = rel, text
			}
		}
		if best.name != "" && !slices.ContainsFunc(out, func(f typedFile) bool { return string(f.text) == string(best.text) }) {
			out = append(out, best)
		}
	}
	slices.SortStableFunc(out, func(a, b typedFile) int { return len(b.text) - len(a.text) })
	return out[:min(n, len(out))]
}

func typeOut(t *testing.T, f typedFile, reasons map[string]int) {
	disk, err := source.Disk(f.dir)
	must(t, err)
	defer disk.Close()
	var cache analyzer.Cache
	e := engine()
	scan := func(text []byte, scope rule.Scope) *analyzer.Report {
		r, err := e.Analyze(context.Background(), source.Overlay(disk, map[string][]byte{f.name: text}),
			analyzer.Options{Paths: []string{"."}, Scope: scope, Cache: &cache, Open: []string{f.name}})
		must(t, err)
		for _, p := range r.Problems {
			if p.Kind == diag.Internal {
				t.Fatalf("after %d bytes: %s", len(text), p.Message)
			}
		}
		return r
	}
	step := typingStep(t, len(f.text))
	whole := scan(f.text, "")
	vanished, keystrokes := 0, 0
	previous := map[string]rule.Finding{}
	for n := 0; n <= len(f.text); n += step {
		keystrokes++
		r := scan(f.text[:n], "")
		now := map[string]rule.Finding{}
		for _, x := range r.Findings {
			now[named(x)] = x
		}
		for id, before := range previous {
			if _, still := now[id]; still || before.Verdict == rule.Undetermined {
				continue
			}
			why := gone(before, whole, f, n)
			if why == "" && slices.ContainsFunc(scan(f.text[:n], rule.ScopeAll).Findings, func(x rule.Finding) bool { return id == named(x) }) {
				why = "what is typed makes the deployment an agent's, and the rule asks of its members only"
			}
			if why == "" && !slices.ContainsFunc(r.Entries, func(e analyzer.EntryPoint) bool { return slices.Contains(before.EntryPoints, e.Name()) }) {
				why = "what is typed calls the template that showed it by itself, which is judged with the caller's arguments from then on"
			}
			if own := before.Resource.Whole; why == "" && own.IsValid() && own.Path() != f.name && openEnd(r, f.name) {
				why = "the call of its module is being typed, whose condition and arguments decide"
			}
			if why != "" {
				reasons[why]++
			} else {
				vanished++
				if vanished <= 3 {
					t.Errorf("after %d bytes (%q) the finding %s is gone", n, tail(f.text[:n]), id)
				}
			}
		}
		previous = now
	}
	t.Logf("%s: %d keystrokes", f.name, keystrokes)
}

// gone says why a finding may rightly be gone after n bytes; "" if there is no
// such reason: what stands before the cursor is whole, so nothing damages it.
func gone(before rule.Finding, whole *analyzer.Report, f typedFile, n int) string {
	own := before.Resource.Whole
	if own.IsValid() && own.Path() == f.name && own.End >= len(strings.TrimRight(string(f.text[:n]), " \t\r\n"))-1 {
		return "its own resource is being typed"
	}
	if !slices.ContainsFunc(whole.Findings, func(x rule.Finding) bool {
		return x.Rule == before.Rule && x.Resource.DeclaredName == before.Resource.DeclaredName
	}) {
		return "what is typed closes it, and the whole file hasn't got it either"
	}
	return ""
}

// typingStep is how many bytes lie between two looks: one, if MOAT_TYPING asks
// for every keystroke; else few enough looks for a run of seconds.
func typingStep(t *testing.T, size int) int {
	t.Helper()
	if os.Getenv("MOAT_TYPING") != "" {
		return 1
	}
	return 1 + size/100
}

// openEnd says whether the text ends in the middle of a declaration.
func openEnd(r *analyzer.Report, name string) bool {
	return slices.ContainsFunc(r.Problems, func(p diag.Diagnostic) bool {
		return p.Kind == diag.Syntax && p.At.Path() == name && p.At.End >= p.At.File.Len()-1
	})
}

func named(f rule.Finding) string {
	return f.Rule.ID + " " + f.Resource.Type + " " + f.Resource.DeclaredName
}

func tail(text []byte) string {
	s := string(text)
	return s[max(0, len(s)-40):]
}
