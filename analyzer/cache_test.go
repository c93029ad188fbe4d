package analyzer_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync/atomic"
	"testing"

	"moat/analyzer"
	"moat/analyzer/diag"
	"moat/analyzer/graph"
	"moat/analyzer/language"
	"moat/analyzer/rule"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers"
)

// toy is a language whose files hold one instruction a line, which evaluation
// follows: load X, read X, list X, find TEXT, panic, wait.
type toy struct {
	evaluated *atomic.Int32
	wait      func(context.Context)
}

func (toy) Name() string                       { return "toy" }
func (toy) Claims(path string, _ []byte) bool  { return strings.HasSuffix(path, ".toy") }
func (toy) Parse(f *source.File) language.Tree { return toyTree{f} }

type toyTree struct{ file *source.File }

func (t toyTree) Source() *source.File         { return t.file }
func (t toyTree) Problems() []diag.Diagnostic  { return nil }
func (t toyTree) Comments() []language.Comment { return nil }
func (t toyTree) Role() language.Role          { return language.Template }
func (t toyTree) Refs() []language.Ref {
	var refs []language.Ref
	for line := range strings.Lines(string(t.file.Content())) {
		if p, ok := strings.CutPrefix(strings.TrimSpace(line), "load "); ok {
			refs = append(refs, language.Ref{Kind: language.RefModule, Path: p})
		}
	}
	return refs
}

func (l toy) Evaluate(ctx context.Context, e language.Entry, load language.Loader) (*language.Result, error) {
	l.evaluated.Add(1)
	res := &language.Result{Root: &graph.Module{}, Coverage: language.Coverage{Unknown: map[value.Reason]int{}}}
	say := func(format string, args ...any) {
		res.Problems = append(res.Problems, diag.Diagnostic{
			Kind: diag.Evaluation, At: e.Tree.Source().Range(0, 0), Message: fmt.Sprintf(format, args...),
		})
	}
	for line := range strings.Lines(string(e.Tree.Source().Content())) {
		word, arg, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch word {
		case "load":
			t, err := load.Load(arg)
			if err != nil {
				say("%s: %v", arg, errors.Is(err, fs.ErrNotExist))
			} else {
				say("%s holds %s", arg, t.Source().Content())
			}
		case "read":
			f, err := load.Read(arg)
			if err != nil {
				say("%s: %v", arg, errors.Is(err, fs.ErrNotExist))
			} else {
				say("%s reads %s", arg, f.Content())
			}
		case "list":
			list, err := load.List(arg)
			say("%s lists %v %v", arg, list, err != nil)
		case "panic":
			panic(arg)
		case "wait":
			l.wait(ctx)
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
		}
	}
	return res, nil
}

func run(t *testing.T, e *analyzer.Engine, c *analyzer.Cache, files map[string]string, open ...string) *analyzer.Report {
	t.Helper()
	r, err := e.Analyze(context.Background(), source.Map(files), analyzer.Options{Paths: []string{"."}, Scope: rule.ScopeAll, Cache: c, Open: open})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func said(r *analyzer.Report) string {
	var b strings.Builder
	for _, p := range r.Problems {
		fmt.Fprintf(&b, "%s %s: %s\n", p.At.Path(), p.Kind, p.Message)
	}
	fmt.Fprintf(&b, "%d files, %d entry points\n", r.Summary.Files, r.Summary.EntryPoints)
	return b.String()
}

// TestCacheRedoesOnlyWhatChanged: a change evaluates anew exactly the entry
// points that asked for what changed, and the report is that of a cold run.
func TestCacheRedoesOnlyWhatChanged(t *testing.T) {
	files := map[string]string{
		"a.toy": "load lib/x.toy\nread note.txt\n", "b.toy": "read gone.txt\nlist data\n", "c.toy": "load lib/x.toy\n",
		"lib/x.toy": "find nothing", "note.txt": "one", "data/1.txt": "",
	}
	var warm, cold atomic.Int32
	e := &analyzer.Engine{Languages: []language.Language{toy{evaluated: &warm}}}
	fresh := &analyzer.Engine{Languages: []language.Language{toy{evaluated: &cold}}}
	var c analyzer.Cache
	run(t, e, &c, files)
	for _, step := range []struct {
		name, path, text string
		want             int32
	}{
		{"nothing", "", "", 0},
		{"a module of two", "lib/x.toy", "find more", 2},
		{"a file that one reads", "note.txt", "two", 1},
		{"a file that was absent", "gone.txt", "here", 1},
		{"a folder that was listed", "data/2.txt", "x", 1},
		{"a file that nobody reads", "other.txt", "x", 0},
		{"an entry point", "b.toy", "list data\n", 1},
		{"a module that is gone", "lib/x.toy", "", 2},
		{"an entry point that is gone", "c.toy", "", 0},
		{"an entry point that is back", "c.toy", "load lib/x.toy\n", 1},
	} {
		switch {
		case step.path == "":
		case step.text == "":
			delete(files, step.path)
		default:
			files[step.path] = step.text
		}
		warm.Store(0)
		got := said(run(t, e, &c, files))
		if n := warm.Load(); n != step.want {
			t.Errorf("%s: %d entry points were evaluated, want %d", step.name, n, step.want)
		}
		if want := said(run(t, fresh, nil, files)); got != want {
			t.Errorf("%s:\n%s\na cold run says:\n%s", step.name, got, want)
		}
	}
}

// TestCacheKeepsNoFailure: neither a panic nor a cancelled run leaves a result.
func TestCacheKeepsNoFailure(t *testing.T) {
	var n atomic.Int32
	ctx, cancel := context.WithCancel(context.Background())
	e := &analyzer.Engine{Languages: []language.Language{toy{evaluated: &n, wait: func(context.Context) { cancel() }}}}
	var c analyzer.Cache
	broken := map[string]string{"a.toy": "panic oh"}
	for range 2 {
		if got := said(run(t, e, &c, broken)); !strings.Contains(got, "evaluation failed: oh") {
			t.Error(got)
		}
	}
	if n.Load() != 2 {
		t.Errorf("evaluated %d times, want 2", n.Load())
	}
	files := source.Map(map[string]string{"a.toy": "wait"})
	if _, err := e.Analyze(ctx, files, analyzer.Options{Paths: []string{"."}, Cache: &c}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	n.Store(0)
	run(t, e, &c, map[string]string{"a.toy": "wait"})
	if n.Load() != 1 {
		t.Errorf("evaluated %d times after a cancelled run, want 1", n.Load())
	}
}

// TestOpenFilesComeFirst: what concerns an open file is reported early, and only
// its entry points keep their graphs.
func TestOpenFilesComeFirst(t *testing.T) {
	files := map[string]string{"a.toy": "", "b.toy": "load m.toy", "m.toy": "", "z.toy": ""}
	var n atomic.Int32
	e := &analyzer.Engine{Languages: []language.Language{toy{evaluated: &n}}}
	var c analyzer.Cache
	early := 0
	o := analyzer.Options{Paths: []string{"."}, Scope: rule.ScopeAll, Cache: &c, Open: []string{"m.toy"}, Early: func(r *analyzer.Report) {
		early++
		if n.Load() != 1 || len(r.Entries) != 1 || r.Entries[0].Path != "b.toy" {
			t.Errorf("early: %d evaluated, %v", n.Load(), r.Entries)
		}
	}}
	for range 2 {
		r, err := e.Analyze(context.Background(), source.Map(files), o)
		if err != nil || len(r.Entries) != 3 || early != 1 {
			t.Fatalf("%v, %d early reports, entries %v", err, early, r.Entries)
		}
	}
	if n.Load() != 3 {
		t.Errorf("%d evaluations, want 3", n.Load())
	}
	r := run(t, e, &c, files, "m.toy")
	for _, entry := range r.Entries {
		if has := entry.Graph != nil; has != (entry.Path == "b.toy") {
			t.Errorf("%s has a graph: %v", entry.Path, has)
		}
	}
	r = run(t, e, &c, files, "z.toy")
	for _, entry := range r.Entries {
		if entry.Path == "z.toy" && entry.Graph == nil {
			t.Error("the entry point of a file just opened has no graph")
		}
	}
}

// TestSearchLeavesOtherFilesAlone: what no language may claim by its path isn't
// opened, however many such files a repository holds.
func TestSearchLeavesOtherFilesAlone(t *testing.T) {
	for _, l := range parsers.All() {
		if _, ok := l.(language.PathFilter); !ok {
			t.Errorf("%s asks to look into every file", l.Name())
		}
	}
}
