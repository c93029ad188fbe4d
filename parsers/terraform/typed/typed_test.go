package typed_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/terraform/typed"
)

// expr reads an expression of literals; names are values that aren't known,
// their type told by the first letter: s string, n number, b bool (never null),
// d anything.
func expr(t testing.TB, src string) typed.Value {
	t.Helper()
	e, diags := hclsyntax.ParseExpression([]byte(src), "test.tf", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	return typed.Of(build(t, e))
}

func build(t testing.TB, e hclsyntax.Expression) value.Value {
	t.Helper()
	switch e := e.(type) {
	case *hclsyntax.ScopeTraversalExpr:
		return param(e.Traversal.RootName())
	case *hclsyntax.TupleConsExpr:
		var items []value.Value
		for _, x := range e.Exprs {
			items = append(items, build(t, x))
		}
		return value.NewArray(items, nil)
	case *hclsyntax.ObjectConsExpr:
		var ms []value.Member
		for _, it := range e.Items {
			k, _ := it.KeyExpr.Value(nil)
			ms = append(ms, value.Member{Key: k.AsString(), Value: build(t, it.ValueExpr)})
		}
		return value.NewObject(ms, source.Range{}, nil)
	case *hclsyntax.ConditionalExpr:
		return value.NewIf(build(t, e.Condition), build(t, e.TrueResult), build(t, e.FalseResult), nil)
	}
	v, diags := e.Value(nil)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	return typed.FromCty(v, nil).V
}

func param(name string) value.Value {
	spec := value.UnknownSpec{Sym: value.SymParam(name, ""), Why: []value.Why{{Reason: value.ReasonParameter, Name: name}}}
	switch name[0] {
	case 's':
		spec.Type = value.TypeString
	case 'n':
		spec.Type = value.TypeInt
	case 'b':
		spec.Type = value.TypeBool
	}
	return value.NewUnknown(spec)
}

func typeOf(t testing.TB, src string) (cty.Type, *typeexpr.Defaults) {
	t.Helper()
	e, diags := hclsyntax.ParseExpression([]byte(src), "type.tf", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	ty, defaults, diags := typeexpr.TypeConstraintWithDefaults(e)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	return ty, defaults
}

func show(v typed.Value) string { return text(v.V) + " " + typeexpr.TypeString(v.T) }

func text(v value.Value) string {
	if a, ok := v.(value.Array); ok && a.Open() {
		return text(value.NewArray(a.Items(), nil)) + "+" + text(value.NewArray(a.Loose(), nil))
	}
	return string(value.AppendJSON(nil, v, value.JSONOptions{Expressions: true}))
}

// Conversions of values of which parts may be unknown.
func TestConvert(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{`1`, `string`, `"1" string`},
		{`1.50`, `string`, `"1.5" string`},
		{`1e20`, `string`, `"100000000000000000000" string`},
		{`12345678901234567891`, `string`, `"12345678901234567891" string`},
		{`true`, `string`, `"true" string`},
		{`"1e3"`, `number`, `1000 number`},
		{`"1"`, `bool`, `true bool`},
		{`null`, `list(string)`, `null list(string)`},
		{`[1, "a"]`, `list(any)`, `["1","a"] list(string)`},
		{`[null, 1]`, `list(any)`, `[null,1] list(number)`},
		{`[]`, `list(any)`, `[] list(any)`},
		{`[3, 1, 2, 1]`, `set(number)`, `[1,2,3] set(number)`},
		{`[10, 9, "a"]`, `set(any)`, `["10","9","a"] set(string)`},
		{`{a = 1, b = "x"}`, `map(any)`, `{"a":"1","b":"x"} map(string)`},
		{`{a = 1, b = "x"}`, `object({b = string})`, `{"b":"x"} object({b=string})`},
		{`{a = 1}`, `object({a = string, c = optional(list(string))})`, `{"a":"1","c":null} object({a=string,c=list(string)})`},
		{`[1, true]`, `tuple([string, bool])`, `["1",true] tuple([string,bool])`},
		{`[{a = 1}, {b = 2}]`, `list(any)`, `[{"a":1},{"b":2}] list(map(number))`},

		{`n1`, `string`, `"[format('{0}', parameters('n1'))]" string`},
		{`b1`, `string`, `"[if(parameters('b1'), 'true', 'false')]" string`},
		{`s1`, `number`, `"[tf.tonumber(parameters('s1'))]" number`},
		{`d1`, `string`, `"[parameters('d1')]" string`},
		{`[s1, 1]`, `list(string)`, `["[parameters('s1')]","1"] list(string)`},
		{`[d1, 1]`, `list(any)`, `["[parameters('d1')]","[tf.convert(1)]"] list(any)`},
		{`[d1, "a"]`, `list(any)`, `["[parameters('d1')]","a"] list(string)`},
		{`["a", s1]`, `set(string)`, `["a"]+["[parameters('s1')]"] set(string)`},
		{`[s1]`, `set(string)`, `["[parameters('s1')]"] set(string)`},
		{`[s1, s1]`, `set(string)`, `["[parameters('s1')]"] set(string)`},
		{`[{k = "b", v = s1}, {k = "a", v = s1}]`, `set(object({k = string, v = string}))`,
			`[{"k":"b","v":"[parameters('s1')]"},{"k":"a","v":"[parameters('s1')]"}] set(object({k=string,v=string}))`},
		{`b1 ? 1 : s1`, `string`, `"[if(parameters('b1'), '1', parameters('s1'))]" string`},
		{`d1`, `set(string)`, `"[tf.toset(parameters('d1'))]" set(string)`},
		{`{a = d1, b = [s1]}`, `object({a = string, b = set(string)})`, `{"a":"[parameters('d1')]","b":["[parameters('s1')]"]} object({a=string,b=set(string)})`},

		{`{}`, `object({a = optional(string, "x")})`, `{"a":"x"} object({a=string})`},
		{`{a = null}`, `object({a = optional(string, "x")})`, `{"a":"x"} object({a=string})`},
		{`{a = d1}`, `object({a = optional(string, "x")})`, `{"a":"[coalesce(parameters('d1'), 'x')]"} object({a=string})`},
		{`{a = s1}`, `object({a = optional(string, "x")})`, `{"a":"[parameters('s1')]"} object({a=string})`},
		{`{r = {}}`, `object({r = optional(object({a = optional(number, 5)}), {})})`, `{"r":{"a":5}} object({r=object({a=number})})`},
		{`{}`, `object({r = optional(object({a = optional(number, 5)}), {})})`, `{"r":{"a":5}} object({r=object({a=number})})`},
		{`{x = {}, y = {a = 1}}`, `map(object({a = optional(number, 5)}))`, `{"x":{"a":5},"y":{"a":1}} map(object({a=number}))`},
		{`[{}, {a = 1}]`, `list(object({a = optional(number, 5)}))`, `[{"a":5},{"a":1}] list(object({a=number}))`},
		{`b1 ? {} : {a = 1}`, `object({a = optional(number, 5)})`, `"[if(parameters('b1'), createObject('a', 5), createObject('a', 1))]" object({a=number})`},
	} {
		to, defaults := typeOf(t, c.to)
		got, err := typed.ConvertDefaults(expr(t, c.from), to, defaults, source.Range{})
		if err != nil {
			t.Errorf("%s to %s: %v", c.from, c.to, err)
		} else if s := show(got); s != c.want {
			t.Errorf("%s to %s is\n     %s\nnot  %s", c.from, c.to, s, c.want)
		}
	}
}

func TestConvertErrors(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{`"x"`, `number`, `it is the string "x", where a number is needed`},
		{`"True"`, `bool`, `it is the string "True", where a bool is needed`},
		{`[1]`, `string`, `it is a tuple, where a string is needed`},
		{`"x"`, `list(string)`, `it is the string "x", where a list(string) is needed`},
		{`{a = [1, "y"]}`, `object({a = list(number)})`, `a[1] is the string "y", where a number is needed`},
		{`{}`, `object({a = string})`, `a is missing; the object needs it`},
		{`[[1], "a"]`, `list(any)`, `its elements have no type in common; a list, set or map needs elements of one type`},
		{`s1`, `list(string)`, `it is a string, where a list(string) is needed`},
	} {
		to, _ := typeOf(t, c.to)
		_, err := typed.Convert(expr(t, c.from), to, source.Range{})
		if err == nil || err.Error() != c.want {
			t.Errorf("%s to %s: %v, not %s", c.from, c.to, err, c.want)
		}
	}
}

// What a secret holds stands in no message, and what is made of it is secret.
func TestSecrets(t *testing.T) {
	secret := typed.Of(value.AsSecret(value.NewString("hunter2", nil)))
	if _, err := typed.Convert(secret, cty.Number, source.Range{}); err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Error(err)
	}
	n := typed.Of(value.AsSecret(value.NewInt(7, nil)))
	for _, to := range []cty.Type{cty.String, cty.Number} {
		got, err := typed.Convert(n, to, source.Range{})
		if err != nil || !got.V.Secret() {
			t.Errorf("%v %v", got, err)
		}
	}
	list := typed.Of(value.NewArray([]value.Value{value.NewString("7", nil), n.V}, nil))
	got, err := typed.Convert(list, cty.Set(cty.String), source.Range{})
	if err != nil || !value.HasSecret(got.V) {
		t.Errorf("%v %v: the secret one of two equal items decides", got, err)
	}
}

func TestNumbersKeepTheirDigits(t *testing.T) {
	third := cty.NumberIntVal(1).Divide(cty.NumberIntVal(3))
	for _, n := range []cty.Value{cty.NumberIntVal(-3), cty.MustParseNumberVal("0.1"), cty.MustParseNumberVal("12345678901234567891"), third,
		cty.MustParseNumberVal("0.1").Add(cty.MustParseNumberVal("0.2")), cty.MustParseNumberVal("1e400"), cty.NumberFloatVal(1.0 / 3)} {
		v := typed.FromCty(n, nil)
		back, ok := v.ToCty()
		if !ok || back.AsBigFloat().Text('f', -1) != n.AsBigFloat().Text('f', -1) {
			t.Errorf("%s comes back as %v", n.AsBigFloat().Text('f', -1), back)
		}
	}
	huge := typed.FromCty(cty.MustParseNumberVal("1e999999"), nil)
	if why := value.WhyOf(huge.V); len(why) != 1 || why[0].Reason != value.ReasonLimit {
		t.Errorf("%v isn't unknown for its size", huge.V)
	}
}

func TestEqual(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want value.Tri
	}{
		{`1`, `1.0`, value.Yes}, {`1`, `"1"`, value.No}, {`null`, `null`, value.Yes}, {`[1]`, `[1]`, value.Yes}, {`[1]`, `[1, 2]`, value.No},
		{`s1`, `s1`, value.Yes}, {`s1`, `s2`, value.Maybe}, {`s1`, `1`, value.No}, {`d1`, `"a"`, value.Maybe}, {`s1`, `null`, value.No}, {`d1`, `null`, value.Maybe},
		{`{a = s1, b = 1}`, `{a = s1, b = 2}`, value.No},
	} {
		if got := typed.Equal(expr(t, c.a), expr(t, c.b)); got != c.want {
			t.Errorf("%s == %s is %s, not %s", c.a, c.b, got, c.want)
		}
	}
	set := func(src string) typed.Value {
		v, err := typed.Convert(expr(t, src), cty.Set(cty.String), source.Range{})
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, c := range []struct {
		a, b string
		want value.Tri
	}{
		{`["a", "b"]`, `["b", "a"]`, value.Yes}, {`["b", s1]`, `["a", "b"]`, value.Maybe}, {`["c", s1]`, `["a", "b"]`, value.No},
		{`["a", s1]`, `["a", s1]`, value.Yes},
	} {
		if got := typed.Equal(set(c.a), set(c.b)); got != c.want {
			t.Errorf("the sets %s == %s is %s, not %s", c.a, c.b, got, c.want)
		}
	}
}

func TestUnify(t *testing.T) {
	for _, c := range []struct{ types, want string }{
		{`tuple([string, number])`, `string`}, {`tuple([bool, bool])`, `bool`}, {`tuple([number, list(string)])`, `-`},
		{`tuple([object({a = number}), object({a = number, b = number})])`, `map(number)`},
	} {
		ty, _ := typeOf(t, c.types)
		got := "-"
		if u, ok := typed.Unify(ty.TupleElementTypes()...); ok {
			got = typeexpr.TypeString(u)
		}
		if got != c.want {
			t.Errorf("%s: %s", c.types, got)
		}
	}
	// Its cost is bounded, whatever the number of types.
	var many []cty.Type
	for i := range 2000 {
		many = append(many, cty.Object(map[string]cty.Type{fmt.Sprint(i): cty.Bool}))
	}
	if u, ok := typed.Unify(many...); !ok || u != cty.DynamicPseudoType {
		t.Errorf("%v %v", u, ok)
	}
}
