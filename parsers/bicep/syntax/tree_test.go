package syntax_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"moat/analyzer/source"
	"moat/parsers/bicep/syntax"
)

var update = flag.Bool("update", false, "write the golden files anew")

const fixtures = "../../../testdata/parsers/bicep/syntax"

// TestTrees compares the trees and problems of whole files with their .tree
// files.
func TestTrees(t *testing.T) {
	for _, input := range inputs(t) {
		t.Run(filepath.Base(input), func(t *testing.T) {
			content, err := os.ReadFile(input)
			if err != nil {
				t.Fatal(err)
			}
			tree := parse(filepath.Base(input), string(content))
			checkTree(t, tree)
			got, golden := render(tree), input+".tree"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("differs from %s (write it anew with -update):\n%s", golden, got)
			}
		})
	}
}

// inputs are the paths of the fixtures.
func inputs(tb testing.TB) []string {
	templates, err := filepath.Glob(filepath.Join(fixtures, "*.bicep"))
	if err != nil || len(templates) == 0 {
		tb.Fatalf("no fixtures: %v", err)
	}
	parameters, err := filepath.Glob(filepath.Join(fixtures, "*.bicepparam"))
	if err != nil || len(parameters) == 0 {
		tb.Fatalf("no fixtures: %v", err)
	}
	return append(templates, parameters...)
}

func parse(name, text string) *syntax.File {
	return syntax.Parse(source.NewFile(name, []byte(text)))
}

// render is a file's declarations, pragmas and problems, a line each.
func render(f *syntax.File) string {
	var b strings.Builder
	for _, d := range f.Decls {
		fmt.Fprintln(&b, f.Dump(d))
	}
	for _, p := range f.Pragmas {
		fmt.Fprintf(&b, "pragma %d:", p.Kind)
		for _, c := range p.Codes {
			fmt.Fprintf(&b, " %s", c.Text)
		}
		fmt.Fprintln(&b)
	}
	for _, d := range f.Problems {
		from, to := d.At.StartPosition(), d.At.EndPosition()
		fmt.Fprintf(&b, "%d:%d-%d:%d %s: %s\n", from.Line, from.Column, to.Line, to.Column, d.Kind, d.Message)
	}
	return b.String()
}

// checkTree checks what holds for the tree of any text.
func checkTree(t testing.TB, f *syntax.File) {
	t.Helper()
	if got := string(f.Print()); got != string(f.Source.Content()) {
		t.Errorf("printed back as %q", got)
	}
	at := int32(0)
	for i, tok := range f.Tokens {
		if tok.Start < at || tok.End < tok.Start {
			t.Fatalf("token %d at [%d,%d) comes behind %d", i, tok.Start, tok.End, at)
		}
		at = tok.End
	}
	if int(at) != f.Source.Len() {
		t.Errorf("the last token ends at %d of %d", at, f.Source.Len())
	}
	at = 0
	for _, d := range f.Decls {
		at = checkSpans(t, f, d, syntax.Span{Start: at, End: int32(f.Source.Len())})
	}
	if len(f.Problems) > syntax.MaxProblems+1 {
		t.Errorf("%d problems", len(f.Problems))
	}
	for _, d := range f.Problems {
		if d.At.File != f.Source || d.Message == "" {
			t.Errorf("problem %+v", d)
		}
	}
}

// checkSpans checks that n lies in the rest of its parent and its children in n,
// one behind the other, and gives the end of n.
func checkSpans(t testing.TB, f *syntax.File, n syntax.Node, in syntax.Span) int32 {
	t.Helper()
	s := n.Extent()
	if s.End < s.Start || !in.Contains(s) {
		t.Errorf("%s at [%d,%d) lies outside of [%d,%d)", f.Dump(n), s.Start, s.End, in.Start, in.End)
	}
	at := s.Start
	syntax.Inspect(n, func(child syntax.Node) bool {
		if child == n {
			return true
		}
		at = checkSpans(t, f, child, syntax.Span{Start: at, End: s.End})
		return false
	})
	return s.End
}
