package canary

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"moat/analyzer"
	"moat/analyzer/diag"
	"moat/analyzer/graph"
	"moat/analyzer/report"
	"moat/analyzer/rule"
	"moat/analyzer/value"
)

// maxRunMiB bounds what one run over a generated project may allocate: a
// hundred times what the largest of them need.
const maxRunMiB = 512

// FuzzSecrets plants secrets in generated projects: none is printed in any
// format, by findings about every line. No project makes the engine fail or
// run away, two runs print the same, and what is unknown says why.
func FuzzSecrets(f *testing.F) {
	for seed := range uint64(32) {
		f.Add(randomBytes(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 4096 {
			return
		}
		files := generate(data)
		r := checkProject(t, files)
		if t.Failed() {
			var problems bytes.Buffer
			if err := report.Problems(&problems, r, report.Options{Width: 100}); err != nil {
				t.Error(err)
			}
			t.Logf("%s\n%s", listing(files), problems.String())
		}
	})
}

// TestGeneratedProjects keeps the generator honest: nearly all it makes parses,
// much of it is evaluated without complaint, and everything occurs.
func TestGeneratedProjects(t *testing.T) {
	const runs = 200
	var parsed, sound, known, unknown int
	seen := map[value.Reason]bool{}
	for seed := range uint64(runs) {
		r := analyse(t, generate(randomBytes(1000+seed)), analyzer.Options{Paths: []string{"main.bicep"}, Scope: rule.ScopeAll})
		if !slices.ContainsFunc(r.Problems, func(p diag.Diagnostic) bool { return p.Kind == diag.Syntax }) {
			parsed++
		}
		if len(r.Problems) == 0 {
			sound++
		}
		known += r.Summary.Known
		for reason, n := range r.Summary.Unknown {
			seen[reason] = true
			unknown += n
		}
	}
	t.Logf("of %d projects %d parse and %d have no problem; %d values known, %d unknown for %v", runs, parsed, sound, known, unknown, slices.Sorted(maps.Keys(seen)))
	if parsed < runs*9/10 || sound < runs/5 || known < unknown/4 || unknown < known/20 {
		t.Errorf("of %d projects only %d parse and %d have no problem; %d values are known, %d unknown", runs, parsed, sound, known, unknown)
	}
	for _, reason := range []value.Reason{
		value.ReasonParameter, value.ReasonRuntimeReference, value.ReasonRuntimeList, value.ReasonExisting, value.ReasonExternalModule,
		value.ReasonNonDeterministic, value.ReasonEnvironment, value.ReasonTypeError, value.ReasonSecret,
	} {
		if !seen[reason] {
			t.Errorf("nothing is unknown for %q", reason)
		}
	}
}

func randomBytes(seed uint64) []byte {
	r := rand.New(rand.NewPCG(seed, 17))
	data := make([]byte, 100+r.IntN(1500))
	for i := range data {
		data[i] = byte(r.Uint32())
	}
	return data
}

func listing(files map[string]string) string {
	var b strings.Builder
	for _, path := range slices.Sorted(maps.Keys(files)) {
		if strings.HasPrefix(path, "m") {
			fmt.Fprintf(&b, "-- %s --\n%s", path, files[path])
		}
	}
	return b.String()
}

func checkProject(t *testing.T, files map[string]string) *analyzer.Report {
	t.Helper()
	var before, after runtime.MemStats
	o := analyzer.Options{Paths: []string{"main.bicep"}, Scope: rule.ScopeAll, Jobs: 1}
	if files["main.bicepparam"] != "" {
		o.Paths = []string{"main.bicepparam"}
	}
	runtime.ReadMemStats(&before)
	r := analyse(t, files, o)
	runtime.ReadMemStats(&after)
	if got := (after.TotalAlloc - before.TotalAlloc) >> 20; got > maxRunMiB {
		t.Errorf("%d MiB allocated, the bound is %d", got, maxRunMiB)
	}
	for _, p := range r.Problems {
		if p.Kind == diag.Internal {
			t.Errorf("internal problem: %s", p.Message)
		}
	}
	for _, l := range printedSecrets(t, r, false) {
		t.Error(l)
	}
	if a, b := graphJSON(t, r), graphJSON(t, analyse(t, files, o)); !bytes.Equal(a, b) {
		t.Error("two runs print different graphs")
	}
	for _, e := range r.Entries {
		checkReasons(t, r, e.Graph)
	}
	return r
}

func graphJSON(t *testing.T, r *analyzer.Report) []byte {
	t.Helper()
	i := slices.IndexFunc(report.GraphFormats(), func(f report.GraphFormat) bool { return f.Name == "json" })
	var b bytes.Buffer
	if err := report.GraphFormats()[i].Write(&b, r, report.GraphOptions{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// checkReasons looks at every value of a graph: what isn't known says why, and
// where the cause is a fault of the source or a bound, a diagnostic tells of it.
func checkReasons(t *testing.T, r *analyzer.Report, g *graph.Graph) {
	told := map[diag.Kind]bool{}
	for _, p := range r.Problems {
		told[p.Kind] = true
	}
	faults := map[value.Reason]bool{
		value.ReasonParseError:  told[diag.Syntax] || told[diag.Binding],
		value.ReasonLimit:       told[diag.Limit],
		value.ReasonUnsupported: told[diag.Binding] || told[diag.Unsupported],
	}
	var visit func(what string, v value.Value)
	visit = func(what string, v value.Value) {
		if v == nil {
			return
		}
		why := value.WhyOf(v)
		if value.IsKnown(v) != (len(why) == 0) {
			t.Errorf("%s is %s; known: %v, reasons: %v", what, value.Expr(v), value.IsKnown(v), why)
			return
		}
		for _, w := range why {
			if told, ok := faults[w.Reason]; ok && !told {
				t.Errorf("%s is unknown because of a %s that no diagnostic tells of: %s", what, w.Reason, value.Expr(v))
			}
		}
		switch v := v.(type) {
		case value.Text:
			for _, p := range v.Pieces() {
				visit(what, p.Hole)
			}
		case value.Array:
			for _, it := range v.Items() {
				visit(what, it)
			}
		case value.Object:
			for _, m := range v.Members() {
				visit(what+"."+m.Key, m.Value)
			}
		}
	}
	for _, p := range g.Parts {
		what := p.Symbol + " " + p.Type
		visit("name of "+what, p.Name)
		visit("id of "+what, p.ID)
		visit("scope of "+what, p.Scope)
		visit("condition of "+what, p.Condition)
		visit("parent of "+what, p.Parent)
		visit(what, p.Body)
	}
	modules := map[*graph.Module]bool{}
	var walk func(m *graph.Module)
	walk = func(m *graph.Module) {
		if m == nil || modules[m] {
			return
		}
		modules[m] = true
		for _, o := range m.Outputs {
			visit("output "+o.Name, o.Value)
		}
		for _, p := range m.Parameters {
			visit("parameter "+p.Name, p.Value)
		}
		for _, c := range m.Calls {
			visit("name of "+c.Symbol, c.Name)
			visit("scope of "+c.Symbol, c.Scope)
			visit("condition of "+c.Symbol, c.Condition)
			for _, a := range c.Arguments {
				visit("argument "+a.Name, a.Value)
			}
			walk(c.Module)
		}
	}
	walk(g.Root)
}
