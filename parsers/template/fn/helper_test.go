package fn_test

import (
	"fmt"
	"testing"

	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/template/fn"
)

// pairs is an object in order: name, value, name, value…
type pairs []any

// lambda is a lambda argument.
type lambda struct {
	params int
	body   func(args ...value.Value) value.Value
}

// of turns Go values into values: nil, bool, int, float64, string, []any and
// pairs.
func of(x any) value.Value {
	switch x := x.(type) {
	case nil:
		return value.NewNull(nil)
	case bool:
		return value.NewBool(x, nil)
	case int:
		return value.NewInt(int64(x), nil)
	case int64:
		return value.NewInt(x, nil)
	case float64:
		return value.NewFloat(x, nil)
	case string:
		return value.NewString(x, nil)
	case []any:
		items := make([]value.Value, len(x))
		for i := range x {
			items[i] = of(x[i])
		}
		return value.NewArray(items, nil)
	case pairs:
		var ms []value.Member
		for i := 0; i < len(x); i += 2 {
			ms = append(ms, value.Member{Key: x[i].(string), Value: of(x[i+1])})
		}
		return value.NewObject(ms, source.Range{}, nil)
	case value.Value:
		return x
	}
	panic(fmt.Sprintf("no value for a %T", x))
}

// param is an unknown parameter of a type.
func param(name string, typ value.Type, oneOf ...any) value.Value {
	var d *value.Domain
	if len(oneOf) > 0 {
		d = &value.Domain{}
		for _, x := range oneOf {
			d.OneOf = append(d.OneOf, of(x))
		}
	}
	return value.NewUnknown(value.UnknownSpec{Sym: value.SymParam(name, ""), Type: typ, Domain: d,
		Why: []value.Why{{Reason: value.ReasonParameter, Name: name}}})
}

func str(name string) value.Value { return param(name, value.TypeString) }

// when is the conditional on an unknown boolean parameter.
func when(cond string, then, els any) value.Value {
	return value.NewIf(param(cond, value.TypeBool, true, false), of(then), of(els), nil)
}

// try calls a function in a scope.
func try(t testing.TB, scope *fn.Scope, files fn.Files, name string, args ...any) (value.Value, *fn.Fault) {
	t.Helper()
	row := fn.Lookup(name)
	if row == nil {
		t.Fatalf("no function %s", name)
	}
	c := &fn.Call{Row: row, Scope: scope, Files: files}
	for _, a := range args {
		if l, ok := a.(lambda); ok {
			c.Args = append(c.Args, fn.Arg{Lambda: l.body, Params: l.params})
			continue
		}
		v := of(a)
		c.Args = append(c.Args, fn.Arg{Force: func() value.Value { return v }})
	}
	return fn.Apply(c)
}

// call calls a function that must not fault, in a resource group of which
// nothing is known.
func call(t testing.TB, name string, args ...any) value.Value {
	t.Helper()
	v, fault := try(t, fn.DefaultScope(fn.ResourceGroup), nil, name, args...)
	if fault != nil {
		t.Fatalf("%s: %s", name, fault.Message)
	}
	return v
}

// show prints a value for comparison: JSON, with unknown parts as expressions.
func show(v value.Value) string {
	if a, ok := v.(value.Array); ok && a.Open() {
		return "open" + show(value.NewArray(a.Items(), nil)) + "+" + show(value.NewArray(a.Loose(), nil))
	}
	if o, ok := v.(value.Object); ok && o.Sym() != nil {
		var names string
		for _, m := range o.Members() {
			if m.Maybe {
				names += " ?" + m.Key + ":" + show(m.Value)
			} else {
				names += " " + m.Key + ":" + show(m.Value)
			}
		}
		return "open{" + names + " }"
	}
	return string(value.AppendJSON(nil, v, value.JSONOptions{Expressions: true}))
}

func check(t *testing.T, what string, got value.Value, want string) {
	t.Helper()
	if s := show(got); s != want {
		t.Errorf("%s\n got %s\nwant %s", what, s, want)
	}
}
