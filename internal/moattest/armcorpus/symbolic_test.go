package armcorpus

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"moat/analyzer/graph"
	"moat/analyzer/language"
	"moat/analyzer/value"
	"moat/parsers/arm"
)

// TestSymbolicVariants compares templates with the variants of them that the
// official compiler wrote with symbolic names: both deploy the same.
func TestSymbolicVariants(t *testing.T) {
	l := newLoader(t)
	pairs, compared := 0, 0
	for _, f := range files(t) {
		plain, ok := strings.CutSuffix(f.Path(), ".symbolicnames.json")
		if !ok {
			continue
		}
		pairs++
		var got [2][]string
		for i, path := range [...]string{plain + ".json", f.Path()} {
			tree, err := l.Load(path)
			if err != nil {
				t.Fatal(err)
			}
			res, err := arm.Language{}.Evaluate(context.Background(), language.Entry{Tree: tree}, l)
			if err != nil {
				t.Fatal(err)
			}
			got[i] = lines(nil, res.Root)
			slices.Sort(got[i])
		}
		only := func(a, b []string) {
			for _, s := range a {
				if !slices.Contains(b, s) {
					t.Errorf("%s: %.300s", plain, s)
				}
			}
		}
		only(got[0], got[1])
		only(got[1], got[0])
		compared += len(got[0])
	}
	t.Logf("%d pairs, %d resources, arguments and outputs in each half", pairs, compared)
}

// lines has one for each resource, call argument and output.
func lines(out []string, m *graph.Module) []string {
	for _, r := range m.Resources {
		if !r.Existing {
			out = append(out, fmt.Sprintf("%s %s %s if %s", r.Type, value.Expr(r.ID), value.Expr(r.Body), value.Expr(r.Condition)))
		}
	}
	for _, c := range m.Calls {
		for _, a := range c.Arguments {
			out = append(out, fmt.Sprintf("call %s: %s = %s", value.Expr(c.ID), a.Name, value.Expr(a.Value)))
		}
		if c.Module != nil {
			out = lines(out, c.Module)
		}
	}
	for _, o := range m.Outputs {
		out = append(out, fmt.Sprintf("output %s = %s", o.Name, value.Expr(o.Value)))
	}
	return out
}
