package fn_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/template/fn"
)

// world draws values of which some parts are unknown, and remembers what they
// are in one deployment.
type world struct {
	t     *rapid.T
	tb    testing.TB
	known map[string]value.Value // by parameter
}

func (w *world) flip(odds int) bool { return rapid.IntRange(0, odds-1).Draw(w.t, "flip") == 0 }

// concrete draws a known value of a kind: String, Number, Boolean, List (of
// strings), Matrix (of lists), Object or Any.
func (w *world) concrete(kind byte, depth int) any {
	switch kind {
	case 'S':
		return rapid.SampledFrom([]string{"", "a", "A", "a-b", "B-a-", "x/y", " a ", "/subscriptions/s/resourceGroups/g", "ab💪"}).Draw(w.t, "string")
	case 'N':
		return rapid.IntRange(-1, 5).Draw(w.t, "number")
	case 'B':
		return rapid.Bool().Draw(w.t, "bool")
	case 'L', 'M':
		out := a()
		for range rapid.IntRange(0, 3).Draw(w.t, "length") {
			if kind == 'M' {
				out = append(out, w.concrete('L', depth))
			} else {
				out = append(out, w.concrete('S', depth))
			}
		}
		return out
	case 'O':
		out := pairs{}
		for _, key := range [...]string{"a", "b", "c"} {
			switch rapid.IntRange(0, 3).Draw(w.t, "member") {
			case 0:
				out = append(out, key, w.concrete('S', depth))
			case 1:
				if depth < 2 {
					out = append(out, key, w.concrete('O', depth+1))
				}
			}
		}
		return out
	}
	return w.concrete(rapid.SampledFrom([]byte("SNBLO")).Draw(w.t, "kind"), depth)
}

// blur hides parts of a known value.
func (w *world) blur(v value.Value) value.Value {
	switch rapid.IntRange(0, 9).Draw(w.t, "blur") {
	case 0, 1:
		return w.param(v)
	case 2:
		other := of(w.concrete(kindOf(v), 0))
		yes := w.flip(2)
		cond := w.param(of(yes))
		if yes {
			return value.NewIf(cond, v, other, nil)
		}
		return value.NewIf(cond, other, v, nil)
	}
	switch v := v.(type) {
	case value.String:
		if head, tail, ok := cut(v.String(), rapid.IntRange(0, 6).Draw(w.t, "cut")); ok && w.flip(2) {
			parts := a(head, w.param(of(tail)))
			if w.flip(2) {
				parts = a(w.param(of(head)), tail)
			}
			return call(w.tb, "concat", parts...)
		}
	case value.Array:
		items := make([]any, len(v.Items()))
		for i, it := range v.Items() {
			items[i] = w.blur(it)
		}
		if n := rapid.IntRange(0, len(items)).Draw(w.t, "prefix"); w.flip(3) {
			return call(w.tb, "concat", items[:n], w.param(value.NewArray(v.Items()[n:], nil)))
		}
		return of(items)
	case value.Object:
		var all, plain pairs
		for _, m := range v.Members() {
			all = append(all, m.Key, w.blur(m.Value))
			plain = append(plain, m.Key, m.Value)
		}
		n := 2 * rapid.IntRange(0, len(v.Members())).Draw(w.t, "prefix")
		switch {
		case w.flip(4):
			return call(w.tb, "union", all[:n], w.param(of(plain[n:])))
		case w.flip(4):
			return call(w.tb, "union", w.param(of(plain[:n])), all[n:])
		}
		return of(all)
	}
	return v
}

func cut(s string, n int) (head, tail string, ok bool) {
	for i := range s {
		if i >= n {
			return s[:i], s[i:], true
		}
	}
	return s, "", false
}

func kindOf(v value.Value) byte {
	switch value.TypeOf(v) {
	case value.TypeBool:
		return 'B'
	case value.TypeInt:
		return 'N'
	case value.TypeArray:
		return 'L'
	case value.TypeObject:
		return 'O'
	}
	return 'S'
}

// param hides a value behind a parameter, of which more or less is declared.
// Equal values may share a parameter.
func (w *world) param(v value.Value) value.Value {
	spec := value.UnknownSpec{Why: []value.Why{{Reason: value.ReasonParameter}}}
	name := fmt.Sprintf("p%d", len(w.known))
	declared := rapid.IntRange(0, 3).Draw(w.t, "declared")
	if w.flip(2) {
		name = fmt.Sprintf("q%x.%d", v.Key(), declared)
	}
	w.known[name] = v
	spec.Sym = value.SymParam(name, "")
	if declared > 0 || value.TypeOf(v) == value.TypeBool {
		spec.Type = value.TypeOf(v)
	}
	switch {
	case declared == 2:
		spec.Domain = &value.Domain{OneOf: []value.Value{v, of(fixedOther(v))}}
	case declared == 3 && value.TypeOf(v) == value.TypeString:
		n := length(v)
		least := max(0, n-1)
		spec.Domain = &value.Domain{MinLength: &least, MaxLength: &n}
	}
	return value.NewUnknown(spec)
}

// fixedOther is another member of the domain of a parameter.
func fixedOther(v value.Value) any {
	switch kindOf(v) {
	case 'B':
		return !v.(value.Bool).Bool()
	case 'N':
		return 7
	case 'L':
		return a("other")
	case 'O':
		return pairs{"other", 1}
	}
	return "Other-"
}

func length(v value.Value) int64 {
	n := int64(0)
	for _, r := range v.(value.String).String() {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// settle puts the known values in the place of the parameters and evaluates
// the canonical form anew; nil if it can't be evaluated here.
func (w *world) settle(v value.Value) value.Value {
	list := func(vs []value.Value) []any {
		out := make([]any, len(vs))
		for i, x := range vs {
			s := w.settle(x)
			if s == nil {
				return nil
			}
			out[i] = s
		}
		return out
	}
	sym := func(s *value.Sym) value.Value {
		switch s.Op() {
		case value.OpParam:
			return w.known[s.Name()]
		case value.OpProp:
			if base := w.settle(s.Args()[0]); base != nil {
				return call(w.tb, "tryGet", base, s.Name())
			}
		case value.OpCall:
			if row := fn.Lookup(s.Name()); row != nil && row.Lazy {
				return w.settleLazily(row, s.Args())
			}
			args := list(s.Args())
			if args == nil && len(s.Args()) > 0 {
				return nil
			}
			got, fault := try(w.tb, fn.DefaultScope(fn.ResourceGroup), nil, s.Name(), args...)
			if fault != nil {
				w.t.Fatalf("the canonical form %s faults: %s", s, fault.Message)
			}
			return got
		}
		return nil
	}
	switch v := v.(type) {
	case value.Unknown:
		return sym(v.Sym())
	case value.Text:
		format, holes := "", []any{""}
		for _, p := range v.Pieces() {
			if p.Hole == nil {
				holes = append(holes, p.Lit)
			} else if s := w.settle(p.Hole); s != nil {
				holes = append(holes, s)
			} else {
				return nil
			}
			format += fmt.Sprintf("{%d}", len(holes)-2)
		}
		holes[0] = format
		return call(w.tb, "format", holes...)
	case value.Array:
		if v.Open() {
			return sym(v.Sym())
		}
		items := list(v.Items())
		if items == nil && len(v.Items()) > 0 {
			return nil
		}
		return of(items)
	case value.Object:
		if v.Sym() != nil {
			return sym(v.Sym())
		}
		args := a()
		for _, m := range v.Members() {
			name := m.KeyValue
			if name == nil {
				name = of(m.Key)
			}
			args = append(args, name, m.Value)
		}
		settled := make([]value.Value, len(args))
		for i := range args {
			settled[i] = args[i].(value.Value)
		}
		if args = list(settled); args == nil {
			return value.NewObject(nil, source.Range{}, nil)
		}
		return call(w.tb, "createObject", args...)
	}
	return v
}

// settleLazily settles only the arguments that a lazy function looks at: the
// others may fault.
func (w *world) settleLazily(row *fn.Row, args []value.Value) value.Value {
	stuck := false
	c := &fn.Call{Row: row, Scope: fn.DefaultScope(fn.ResourceGroup)}
	for _, x := range args {
		c.Args = append(c.Args, fn.Arg{Force: func() value.Value {
			if s := w.settle(x); s != nil {
				return s
			}
			stuck = true
			return x
		}})
	}
	v, fault := fn.Apply(c)
	if stuck {
		return nil
	}
	if fault != nil {
		w.t.Fatalf("the canonical form %s faults: %s", row.Name, fault.Message)
	}
	return v
}

// promises checks all that a value that isn't known throughout says of what it
// turns out to be.
func (w *world) promises(got, want value.Value, where string) {
	if value.Equal(got, want) == value.No {
		w.t.Fatalf("%s: %s is said never to be %s", where, show(got), show(want))
	}
	if t := value.TypeOf(got); t != value.TypeAny && t != value.TypeOf(want) {
		w.t.Fatalf("%s: %s has the wrong type for %s", where, show(got), show(want))
	}
	if settled := w.settle(got); settled != nil && value.Equal(settled, want) != value.Yes {
		w.t.Fatalf("%s: %s settles as %s, not %s", where, show(got), show(settled), show(want))
	}
	switch got := got.(type) {
	case value.Unknown:
		w.domain(got, want, where)
	case value.Array:
		items := want.(value.Array).Items()
		if len(items) < len(got.Items()) || !got.Open() && len(items) != len(got.Items()) {
			w.t.Fatalf("%s: %s has another length than %s", where, show(got), show(want))
		}
		for i, it := range got.Items() {
			w.promises(it, items[i], fmt.Sprintf("%s[%d]", where, i))
		}
	case value.Object:
		for _, m := range got.Members() {
			if m.KeyValue != nil || m.Maybe {
				continue
			}
			have, ok := want.(value.Object).Member(m.Key)
			if !ok {
				w.t.Fatalf("%s: %s isn't in %s", where, m.Key, show(want))
			}
			w.promises(m.Value, have.Value, where+"."+m.Key)
		}
	}
}

func (w *world) domain(got value.Unknown, want value.Value, where string) {
	d := got.Domain()
	if d == nil {
		return
	}
	found := d.OneOf == nil
	for _, one := range d.OneOf {
		found = found || value.Equal(one, want) != value.No
	}
	if !found {
		w.t.Fatalf("%s: the domain of %s lacks %s", where, show(got), show(want))
	}
	if i, ok := want.(value.Int); ok && (d.MinValue != nil && i.Int() < *d.MinValue || d.MaxValue != nil && i.Int() > *d.MaxValue) {
		w.t.Fatalf("%s: %s lies outside the bounds of %s", where, show(want), show(got))
	}
	if s, ok := want.(value.String); ok && (d.MinLength != nil && length(s) < *d.MinLength || d.MaxLength != nil && length(s) > *d.MaxLength) {
		w.t.Fatalf("%s: %s is longer or shorter than %s", where, show(want), show(got))
	}
}

// Evaluating with parts unknown promises nothing that the same evaluation with
// everything known doesn't keep.
func TestPartialEvaluationIsSound(t *testing.T) {
	calls := []struct{ name, kinds string }{
		{"concat", "SSS"}, {"concat", "LLL"}, {"concat", "SNB"}, {"string", "X"}, {"toLower", "S"}, {"toUpper", "S"}, {"trim", "S"},
		{"replace", "SSS"}, {"take", "SN"}, {"take", "LN"}, {"skip", "SN"}, {"skip", "LN"}, {"substring", "SN"}, {"substring", "SNN"},
		{"split", "SS"}, {"join", "LS"}, {"length", "S"}, {"length", "L"}, {"length", "O"}, {"empty", "X"}, {"first", "L"}, {"first", "S"},
		{"last", "L"}, {"last", "S"}, {"contains", "LS"}, {"contains", "SS"}, {"contains", "OS"}, {"startsWith", "SS"}, {"endsWith", "SS"},
		{"indexOf", "SS"}, {"indexOf", "LS"}, {"lastIndexOf", "SS"}, {"lastIndexOf", "LS"}, {"union", "OO"}, {"union", "OOO"}, {"union", "LL"},
		{"intersection", "LL"}, {"intersection", "OO"}, {"distinct", "L"}, {"flatten", "M"}, {"items", "O"}, {"objectKeys", "O"},
		{"coalesce", "XX"}, {"if", "BXX"}, {"and", "BB"}, {"or", "BBB"}, {"not", "B"}, {"equals", "XX"}, {"equals", "SS"}, {"equals", "LL"},
		{"less", "NN"}, {"greaterOrEquals", "NN"}, {"less", "SS"}, {"tryGet", "OS"}, {"tryGet", "LN"}, {"tryGet", "OSS"}, {"createObject", "SXSX"},
		{"array", "X"}, {"uniqueString", "SS"}, {"padLeft", "SN"}, {"min", "NN"}, {"add", "NN"}, {"mod", "NN"}, {"indexFromEnd", "LN"},
		{"tryIndexFromEnd", "LN"}, {"like", "SS"}, {"bool", "X"}, {"int", "X"}, {"guid", "S"}, {"range", "NN"}, {"uriComponent", "S"},
	}
	rapid.Check(t, func(rt *rapid.T) {
		w := &world{t: rt, tb: t, known: map[string]value.Value{}}
		c := rapid.SampledFrom(calls).Draw(rt, "call")
		var known, blurred []any
		for _, k := range []byte(c.kinds) {
			v := of(w.concrete(k, 0))
			known = append(known, v)
			blurred = append(blurred, w.blur(v))
		}
		scope := fn.DefaultScope(fn.ResourceGroup)
		want, fault := try(t, scope, nil, c.name, known...)
		if fault != nil {
			return // a deployment with these values fails
		}
		got, fault := try(t, scope, nil, c.name, blurred...)
		what := fmt.Sprintf("%s%s of %s", c.name, show(of(blurred)), show(of(known)))
		if fault != nil {
			rt.Fatalf("%s faults: %s", what, fault.Message)
		}
		w.promises(got, want, what)
	})
}
