package template_test

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"moat/analyzer"
	"moat/analyzer/diag"
	"moat/analyzer/graph"
	"moat/analyzer/language"
	"moat/analyzer/report"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/bicep"
)

// evaluated is the outcome of one run of the engine over files in memory.
type evaluated struct {
	*analyzer.Report
	allocated uint64 // bytes allocated over the run, freed ones included
}

// runEngine analyses one Bicep entry point through the engine.
func runEngine(t testing.TB, files map[string]string, entry string, vars ...language.Var) evaluated {
	t.Helper()
	engine := &analyzer.Engine{Languages: []language.Language{bicep.Language{}}}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	r, err := engine.Analyze(context.Background(), source.Map(files), analyzer.Options{Paths: []string{entry}, Vars: vars, Jobs: 1})
	runtime.ReadMemStats(&after)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Problems {
		if p.Kind == diag.Internal {
			t.Fatalf("%s: %s", place(p.At), p.Message)
		}
	}
	if len(r.Entries) == 0 {
		t.Fatalf("no entry point; problems: %v", problems(r))
	}
	return evaluated{r, after.TotalAlloc - before.TotalAlloc}
}

func place(at source.Range) string {
	p := at.StartPosition()
	return fmt.Sprintf("%s:%d:%d", at.Path(), p.Line, p.Column)
}

// problems are the diagnostics as "file:line:column kind message".
func problems(r *analyzer.Report) []string {
	var out []string
	for _, p := range r.Problems {
		out = append(out, place(p.At)+" "+string(p.Kind)+" "+p.Message)
	}
	return out
}

// expectProblem demands a diagnostic at a place, of a kind, whose message holds
// a text. Want is "file:line:column kind part of the message".
func (e evaluated) expectProblem(t testing.TB, want string) {
	t.Helper()
	at, rest, _ := strings.Cut(want, " ")
	kind, msg, _ := strings.Cut(rest, " ")
	if !slices.ContainsFunc(e.Problems, func(p diag.Diagnostic) bool {
		return place(p.At) == at && string(p.Kind) == kind && strings.Contains(p.Message, msg)
	}) {
		t.Errorf("no problem %q; there are\n%s", want, strings.Join(problems(e.Report), "\n"))
	}
}

// graph is the graph of the only entry point.
func (e evaluated) graph() *graph.Graph { return e.Entries[0].Graph }

// output is an output of the entry point.
func (e evaluated) output(t testing.TB, name string) value.Value {
	t.Helper()
	for _, o := range e.graph().Root.Outputs {
		if o.Name == name {
			return o.Value
		}
	}
	t.Fatalf("no output %q; problems: %v", name, problems(e.Report))
	return nil
}

// expectReason demands that an output is unknown for a reason.
func (e evaluated) expectReason(t testing.TB, output string, want value.Reason) {
	t.Helper()
	v := e.output(t, output)
	why := value.WhyOf(v)
	if len(why) == 0 || why[0].Reason != want {
		t.Errorf("output %s is %s with reasons %v, want %s", output, clip(value.Expr(v)), why, want)
	}
}

func clip(s string) string {
	if len(s) > 300 {
		return s[:300] + "…"
	}
	return s
}

// graphJSON prints the graph; whatever is evaluated must also be printable.
func (e evaluated) graphJSON(t testing.TB) []byte {
	t.Helper()
	for _, f := range report.GraphFormats() {
		if f.Name == "json" {
			var b bytes.Buffer
			if err := f.Write(&b, e.Report, report.GraphOptions{}); err != nil {
				t.Fatal(err)
			}
			return b.Bytes()
		}
	}
	t.Fatal("no JSON format")
	return nil
}

// within demands that the run allocated no more than so many MiB.
func (e evaluated) within(t testing.TB, mib uint64) {
	t.Helper()
	if got := e.allocated >> 20; got > mib {
		t.Errorf("%d MiB allocated, the bound is %d", got, mib)
	}
}
