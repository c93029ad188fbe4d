package function_test

import (
	"fmt"
	"testing"

	"github.com/zclconf/go-cty/cty"

	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/terraform/function"
	"moat/parsers/terraform/typed"
)

// pairs is an object in order: name, value, name, value…
type pairs []any

// raw turns Go values into values: nil, bool, int, float64, string, []any and
// pairs.
func raw(x any) value.Value {
	switch x := x.(type) {
	case nil:
		return value.NewNull(nil)
	case bool:
		return value.NewBool(x, nil)
	case int:
		return value.NewInt(int64(x), nil)
	case float64:
		return value.NewFloat(x, nil)
	case string:
		return value.NewString(x, nil)
	case []any:
		items := make([]value.Value, len(x))
		for i := range x {
			items[i] = raw(x[i])
		}
		return value.NewArray(items, nil)
	case pairs:
		var ms []value.Member
		for i := 0; i < len(x); i += 2 {
			ms = append(ms, value.Member{Key: x[i].(string), Value: raw(x[i+1])})
		}
		return value.NewObject(ms, source.Range{}, nil)
	case value.Value:
		return x
	case typed.Value:
		return x.V
	}
	panic(fmt.Sprintf("no value for a %T", x))
}

func of(x any) typed.Value {
	if v, ok := x.(typed.Value); ok {
		return v
	}
	return typed.Of(raw(x))
}

func a(items ...any) []any { return items }

// param is a value that isn't known; typ says which type it has without being
// null.
func param(name string, typ value.Type, oneOf ...any) value.Value {
	var d *value.Domain
	for _, x := range oneOf {
		if d == nil {
			d = &value.Domain{}
		}
		d.OneOf = append(d.OneOf, raw(x))
	}
	return value.NewUnknown(value.UnknownSpec{Sym: value.SymParam(name, ""), Type: typ, Domain: d,
		Why: []value.Why{{Reason: value.ReasonParameter, Name: name}}})
}

func str(name string) value.Value { return param(name, value.TypeString) }

// when is the conditional on an unknown boolean.
func when(cond string, then, els any) value.Value {
	return value.NewIf(param(cond, value.TypeBool, true, false), raw(then), raw(els), nil)
}

func try(t testing.TB, env *function.Env, name string, args ...any) (typed.Value, error) {
	t.Helper()
	f, ok := function.Lookup(name)
	if !ok {
		t.Fatalf("no function %s", name)
	}
	in := make([]typed.Value, len(args))
	for i, x := range args {
		in[i] = of(x)
	}
	return f.Call(env, in)
}

// call calls a function that must have a value.
func call(t testing.TB, name string, args ...any) typed.Value {
	t.Helper()
	v, err := try(t, nil, name, args...)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return v
}

// as converts.
func as(t testing.TB, x any, to cty.Type) typed.Value {
	t.Helper()
	v, err := typed.Convert(of(x), to, source.Range{})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// show prints a value for comparison: JSON, with unknown parts as expressions;
// what may follow in an open array stands behind a +.
func show(v value.Value) string {
	switch x := v.(type) {
	case value.Array:
		if x.Open() {
			return show(value.NewArray(x.Items(), nil)) + "+" + show(value.NewArray(x.Loose(), nil))
		}
	case value.Object:
		if x.Open() {
			var names string
			for _, m := range x.Members() {
				mark := ""
				if m.Maybe {
					mark = "?"
				}
				names += " " + mark + m.Key + ":" + show(m.Value)
			}
			return "open{" + names + " }"
		}
	}
	return string(value.AppendJSON(nil, v, value.JSONOptions{Expressions: true}))
}
