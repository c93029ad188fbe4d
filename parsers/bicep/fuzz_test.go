package bicep_test

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/parsers/bicep/syntax"
	"moat/parsers/template"
	"moat/parsers/template/expression"
)

// FuzzLower: any text gives a tree, in which nothing that must be there is
// missing, every place lies in the file, and what stands inside another
// expression lies inside its place.
func FuzzLower(f *testing.F) {
	for _, sample := range samples(f) {
		text, err := os.ReadFile(sample)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text), strings.HasSuffix(sample, "param"))
	}
	f.Fuzz(func(t *testing.T, text string, params bool) {
		name := "a/main.bicep"
		if params {
			name += "param"
		}
		tree := parse(name, text)
		checkTree(t, tree)
		if again := parse(name, text); dump(again) != dump(tree) {
			t.Error("the same text gave two results")
		}
	})
}

func checkTree(t *testing.T, tree language.Tree) {
	t.Helper()
	c := &checker{t: t, file: tree.Source(), seen: map[uintptr]bool{}}
	switch tree := tree.(type) {
	case template.Source:
		tmpl := tree.Template()
		c.must(len(tmpl.Problems) <= syntax.MaxProblems+1, source.Range{}, "too many problems")
		c.visit(reflect.ValueOf(tmpl))
		for _, p := range tmpl.Parameters {
			c.must(p.Type != nil, p.At, "a parameter without a type")
		}
		for _, v := range tmpl.Variables {
			c.must(v.Value != nil, v.NameAt, "a variable without a value")
		}
		for _, r := range tmpl.Resources {
			c.must(r.Body != nil, r.At, "a resource without a body")
			c.must(!strings.ContainsAny(r.At.Text(), "\r\n"), r.At, "a head of several lines")
			c.must(r.Whole.Contains(r.At), r.At, "a head outside of its declaration")
			c.must(r.Parent == nil || r.Parent.Whole.Contains(r.Whole), r.At, "a nested resource outside of its parent")
		}
		for _, m := range tmpl.Modules {
			c.must(m.Body != nil, m.At, "a module without a body")
			c.must(m.Whole.Contains(m.At), m.At, "a head outside of its declaration")
		}
		for _, o := range tmpl.Outputs {
			c.must(o.Value != nil && o.Type != nil, o.NameAt, "an output without value or type")
		}
	case template.ParameterSource:
		c.visit(reflect.ValueOf(tree.ParameterFile()))
	}
	for _, r := range tree.Refs() {
		c.place(r.At)
	}
}

type checker struct {
	t    *testing.T
	file *source.File
	seen map[uintptr]bool
}

func (c *checker) must(ok bool, at source.Range, what string) {
	if !ok {
		c.t.Errorf("%s: %s", place(at), what)
	}
}

func (c *checker) place(r source.Range) {
	if r.File == nil {
		return // what no source spells out
	}
	if r.File != c.file || r.Start < 0 || r.Start > r.End || r.End > c.file.Len() {
		c.t.Errorf("the place %d-%d lies outside the file", r.Start, r.End)
	}
}

// visit checks every place that a value holds.
func (c *checker) visit(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() || c.seen[v.Pointer()] {
			return
		}
		c.seen[v.Pointer()] = true
		if x, ok := v.Interface().(expression.Expr); ok {
			c.inside(x)
		}
		if _, ok := v.Interface().(*source.File); ok {
			return
		}
		c.visit(v.Elem())
	case reflect.Interface:
		c.visit(v.Elem())
	case reflect.Slice:
		for i := range v.Len() {
			c.visit(v.Index(i))
		}
	case reflect.Struct:
		if !v.CanInterface() {
			return
		}
		if r, ok := v.Interface().(source.Range); ok {
			c.place(r)
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				c.visit(v.Field(i))
			}
		}
	}
}

// inside checks that the direct parts of an expression lie inside of it.
func (c *checker) inside(x expression.Expr) {
	expression.Walk(x, func(part expression.Expr) bool {
		if part == x {
			return true
		}
		if !x.Range().Contains(part.Range()) {
			c.t.Errorf("%T at %s holds %T at %s", x, place(x.Range()), part, place(part.Range()))
		}
		return false
	})
}
