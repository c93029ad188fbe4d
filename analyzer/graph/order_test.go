package graph_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"moat/analyzer"
	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/bicep"
)

// However the declarations of one resource are written down, the one that
// waits for another comes behind it, whether or not a third stands between
// them that has no order with either.
func TestDeclarationsOfOneResourceAreInOrder(t *testing.T) {
	files := map[string]string{}
	var decls []string
	for _, d := range []struct{ name, properties, after string }{
		{"first", "first: 1, both: 'first'", ""},
		{"loose", "loose: 1", ""},
		{"second", "second: 1, both: 'second'", "first"},
		{"third", "third: 1, both: 'third'", "second"},
	} {
		files[d.name+".bicep"] = fmt.Sprintf("resource %s 'Microsoft.Storage/storageAccounts@2023-05-01' = {\n  name: 'same'\n  properties: { %s }\n}\n", d.name, d.properties)
		decls = append(decls, fmt.Sprintf("module %s '%[1]s.bicep' = {\n  name: '%[1]s'\n  dependsOn: [%s]\n}\n", d.name, d.after))
	}
	permute(decls, func(p []string) {
		files["main.bicep"] = strings.Join(p, "")
		engine := &analyzer.Engine{Languages: []language.Language{bicep.Language{}}}
		r, err := engine.Analyze(context.Background(), source.Map(files), analyzer.Options{Paths: []string{"main.bicep"}})
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Problems) > 0 {
			t.Fatal(r.Problems)
		}
		res := r.Entries[0].Graph.OfType("Microsoft.Storage/storageAccounts")
		if len(res) != 1 {
			t.Fatalf("%d resources of one id", len(res))
		}
		order := []string{res[0].Part.Symbol}
		for _, o := range res[0].Overlays {
			order = append(order, o.Symbol)
		}
		at := func(name string) int { return slices.Index(order, name) }
		if !(at("first") < at("second") && at("second") < at("third")) {
			t.Errorf("written as %s, they are deployed as %v", symbols(p), order)
		}
		// The third has no order with the others, but doesn't set it either: at
		// least it is there.
		if f := res[0].Get("properties.both"); f.Presence == value.Absent {
			t.Errorf("written as %s, both is absent", symbols(p))
		}
	})
}

func symbols(decls []string) []string {
	var out []string
	for _, d := range decls {
		out = append(out, strings.Fields(d)[1])
	}
	return out
}

// permute calls f with every order of list.
func permute(list []string, f func([]string)) {
	var rec func(done, rest []string)
	rec = func(done, rest []string) {
		if len(rest) == 0 {
			f(done)
			return
		}
		for i := range rest {
			rec(append(slices.Clone(done), rest[i]), append(slices.Clone(rest[:i]), rest[i+1:]...))
		}
	}
	rec(nil, list)
}
