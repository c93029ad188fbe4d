package function

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// families are the makers of the table's rows.
func families() []func() []*Func {
	return []func() []*Func{
		stringRows, partRows, numberRows, listRows, mapRows, setRows, convertRows, encodeRows, hashRows, cidrRows, timeRows, fileRows, otherRows,
	}
}

type table struct {
	rows   []*Func // by name
	byName map[string]*Func
}

// rows builds the table once; nothing changes it afterwards.
var rows = sync.OnceValue(func() *table {
	t := &table{byName: map[string]*Func{}}
	for _, family := range families() {
		for _, f := range family() {
			if t.byName[f.Name] != nil {
				panic("internal error: the function " + f.Name + " has two rows")
			}
			if err := f.sign(); err != nil {
				panic("internal error: " + err.Error())
			}
			t.byName[f.Name] = f
			t.rows = append(t.rows, f)
		}
	}
	slices.SortFunc(t.rows, func(a, b *Func) int { return strings.Compare(a.Name, b.Name) })
	return t
})

// sign reads the signature.
func (f *Func) sign() error {
	params, result, ok := cutLast(f.Signature, ":")
	if !ok {
		return fmt.Errorf("the signature of %s has no result", f.Name)
	}
	t, err := parseType(strings.TrimSpace(result))
	if err != nil {
		return err
	}
	if f.result == cty.NilType {
		f.result = t
	}
	for part := range strings.SplitSeq(params, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		name, t, _ := strings.Cut(part, " ")
		p := param{name: name}
		t, variadic := strings.CutSuffix(t, "…")
		t, p.nullable = strings.CutSuffix(t, "?")
		if p.typ, err = parseType(t); err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
		if variadic {
			f.rest = &p
		} else {
			f.params = append(f.params, p)
		}
	}
	return nil
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

func parseType(s string) (cty.Type, error) {
	e, diags := hclsyntax.ParseExpression([]byte(s), "", hcl.InitialPos)
	if diags.HasErrors() {
		return cty.NilType, diags
	}
	t, diags := typeexpr.TypeConstraint(e)
	if diags.HasErrors() {
		return cty.NilType, diags
	}
	return t, nil
}
