package function_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"pgregory.net/rapid"

	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/terraform/function"
	"moat/parsers/terraform/typed"
)

// world draws values of which some parts are unknown, and remembers what they
// are in one deployment.
type world struct {
	t     *rapid.T
	tb    testing.TB
	known map[string]typed.Value // by parameter
}

func (w *world) flip(odds int) bool { return rapid.IntRange(0, odds-1).Draw(w.t, "flip") == 0 }

// concrete draws a known value of a kind: String, Number, Boolean, List of
// strings, Tuple of anything, Matrix of lists, Object, Flags or Any.
func (w *world) concrete(kind byte, depth int) typed.Value {
	switch kind {
	case 'S':
		return of(rapid.SampledFrom([]string{"", "a", "A", "a-b", "B-a-", "x/y", " a ", "/subscriptions/s/resourceGroups/g", "ab💪", "a,b", "5"}).Draw(w.t, "string"))
	case 'N':
		return of(rapid.IntRange(-1, 5).Draw(w.t, "number"))
	case 'B':
		return of(rapid.Bool().Draw(w.t, "bool"))
	case 'L', 'M', 'F', 'T':
		items := a()
		for range rapid.IntRange(0, 3).Draw(w.t, "length") {
			items = append(items, w.concrete(map[byte]byte{'L': 'S', 'M': 'L', 'F': 'B', 'T': 'X'}[kind], depth+1))
		}
		types := make([]cty.Type, len(items))
		for i, it := range items {
			types[i] = it.(typed.Value).T
		}
		v := typed.Value{V: raw(items), T: cty.Tuple(types)}
		to := rapid.SampledFrom([]cty.Type{cty.DynamicPseudoType, cty.List(cty.DynamicPseudoType), cty.Set(cty.DynamicPseudoType)}).Draw(w.t, "as")
		// A list beside something whose type isn't known may become a set, and
		// stand in another order: that is claimed of no list, and not drawn.
		if to.IsSetType() && depth > 0 {
			return v
		}
		if out, err := typed.Convert(v, to, source.Range{}); err == nil && !out.T.HasDynamicTypes() {
			return out
		}
		return v
	case 'O':
		out, types := pairs{}, map[string]cty.Type{}
		for _, key := range [...]string{"a", "b", "c"} {
			var m typed.Value
			switch rapid.IntRange(0, 4).Draw(w.t, "member") {
			case 0, 1:
				m = w.concrete('S', depth)
			case 2:
				if depth >= 2 {
					continue
				}
				m = w.concrete('X', depth+1)
			default:
				continue
			}
			out, types[key] = append(out, key, m), m.T
		}
		v := typed.Value{V: raw(out), T: cty.Object(types)}
		if w.flip(2) {
			if m, err := typed.Convert(v, cty.Map(cty.DynamicPseudoType), source.Range{}); err == nil && !m.T.HasDynamicTypes() {
				return m
			}
		}
		return v
	}
	kinds := []byte("SNB")
	if depth < 2 {
		kinds = []byte("SNBLTO")
	}
	return w.concrete(rapid.SampledFrom(kinds).Draw(w.t, "kind"), depth)
}

func kindOf(v typed.Value) byte {
	switch {
	case v.T == cty.String:
		return 'S'
	case v.T == cty.Number:
		return 'N'
	case v.T == cty.Bool:
		return 'B'
	case typed.IsMapping(v.T):
		return 'O'
	}
	return 'L'
}

// blur hides parts of a known value.
func (w *world) blur(v typed.Value) typed.Value {
	switch rapid.IntRange(0, 9).Draw(w.t, "blur") {
	case 0, 1:
		return w.param(v)
	case 2:
		other := w.concrete(kindOf(v), 1)
		t := v.T
		if !t.Equals(other.T) {
			return w.param(v) // a conditional has one type
		}
		yes := w.flip(2)
		cond := w.param(of(yes)).V
		if yes {
			return typed.Value{V: value.NewIf(cond, v.V, other.V, nil), T: t}
		}
		return typed.Value{V: value.NewIf(cond, other.V, v.V, nil), T: t}
	}
	switch x := v.V.(type) {
	case value.String:
		if head, tail, ok := cut(x.String(), rapid.IntRange(0, 6).Draw(w.t, "cut")); ok && v.T == cty.String && w.flip(2) {
			if w.flip(2) {
				return of(value.NewText([]value.Piece{{Hole: w.param(of(head)).V}, {Lit: tail}}, nil))
			}
			return of(value.NewText([]value.Piece{{Lit: head}, {Hole: w.param(of(tail)).V}}, nil))
		}
	case value.Array:
		return w.blurArray(v, x)
	case value.Object:
		return w.blurObject(v, x)
	}
	return v
}

func (w *world) blurArray(v typed.Value, x value.Array) typed.Value {
	in, _ := v.Items()
	items, types := make([]value.Value, len(in)), make([]cty.Type, len(in))
	for i, it := range in {
		out := w.blur(it)
		items[i], types[i] = out.V, out.T
	}
	out := typed.Value{V: value.NewArray(items, nil), T: cty.Tuple(types)}
	if !v.T.IsSetType() && w.flip(3) {
		n := rapid.IntRange(0, len(items)).Draw(w.t, "prefix")
		rest := typed.Value{V: value.NewArray(x.Items()[n:], nil), T: v.T}
		head := typed.Value{V: value.NewArray(items[:n], nil), T: v.T}
		if v.T.IsTupleType() {
			rest.T, head.T = cty.Tuple(v.T.TupleElementTypes()[n:]), cty.Tuple(types[:n])
		}
		return call(w.tb, "concat", head, w.param(rest))
	}
	if v.T.IsTupleType() {
		return out
	}
	conv, err := typed.Convert(out, v.T, source.Range{})
	if err != nil {
		return v
	}
	return conv
}

func (w *world) blurObject(v typed.Value, x value.Object) typed.Value {
	members := make([]value.Member, len(x.Members()))
	types := map[string]cty.Type{}
	for i, m := range x.Members() {
		out := w.blur(v.Member(m))
		m.Value, types[m.Key] = out.V, out.T
		members[i] = m
	}
	n := rapid.IntRange(0, len(members)).Draw(w.t, "prefix")
	part := func(ms []value.Member, types map[string]cty.Type) typed.Value {
		t := v.T
		if t.IsObjectType() {
			own := map[string]cty.Type{}
			for _, m := range ms {
				own[m.Key] = types[m.Key]
			}
			t = cty.Object(own)
		}
		return typed.Value{V: value.NewObject(ms, source.Range{}, nil), T: t}
	}
	plain := map[string]cty.Type{}
	if v.T.IsObjectType() {
		plain = v.T.AttributeTypes()
	}
	switch {
	case w.flip(4):
		return call(w.tb, "merge", part(members[:n], types), w.param(part(x.Members()[n:], plain)))
	case w.flip(4):
		return call(w.tb, "merge", w.param(part(x.Members()[:n], plain)), part(members[n:], types))
	}
	out := part(members, types)
	if v.T.IsMapType() {
		conv, err := typed.Convert(typed.Value{V: out.V, T: cty.Object(types)}, v.T, source.Range{})
		if err != nil {
			return v
		}
		return conv
	}
	return out
}

func cut(s string, n int) (head, tail string, ok bool) {
	for i := range s {
		if i >= n {
			return s[:i], s[i:], true
		}
	}
	return s, "", false
}

// param hides a value behind a parameter, of which more or less is declared.
// Equal values may share a parameter.
func (w *world) param(v typed.Value) typed.Value {
	spec := value.UnknownSpec{Why: []value.Why{{Reason: value.ReasonParameter}}}
	name := fmt.Sprintf("p%d", len(w.known))
	declared := rapid.IntRange(0, 2).Draw(w.t, "declared")
	if w.flip(2) {
		name = fmt.Sprintf("q%x.%d.%s", v.V.Key(), declared, typeexpr.TypeString(v.T))
	}
	w.known[name] = v
	spec.Sym = value.SymParam(name, "")
	out := typed.Value{T: v.T}
	if declared > 0 || v.T == cty.Bool {
		spec.Type = value.TypeOf(v.V)
	} else if w.flip(2) && v.V.Kind() != value.KindNull {
		out.T = cty.DynamicPseudoType
	}
	if declared == 2 {
		other := map[byte]any{'S': "Other-", 'N': 7, 'B': true, 'O': pairs{"other", "x"}, 'L': a("other")}[kindOf(v)]
		if !of(other).T.Equals(v.T) && !of(other).T.IsPrimitiveType() {
			out.T = cty.DynamicPseudoType
		}
		spec.Domain = &value.Domain{OneOf: []value.Value{raw(other), v.V}}
	}
	out.V = value.NewUnknown(spec)
	return out
}

// settle puts the known values in the place of the parameters and evaluates
// the canonical form anew; false if it can't be evaluated here.
func (w *world) settle(v value.Value) (typed.Value, bool) {
	switch v := v.(type) {
	case value.Unknown:
		return w.settleSym(v.Sym())
	case value.Text:
		text := ""
		for _, p := range v.Pieces() {
			text += p.Lit
			if p.Hole == nil {
				continue
			}
			part, ok := w.settle(p.Hole)
			if !ok {
				return part, false
			}
			text += as(w.tb, part, cty.String).V.(value.String).String()
		}
		return of(text), true
	case value.Array:
		if v.Open() {
			return w.settleSym(v.Sym())
		}
		items, ok := w.settleAll(v.Items())
		if !ok {
			return typed.Value{}, false
		}
		out, types := a(), []cty.Type{}
		for _, it := range items {
			out, types = append(out, it), append(types, it.(typed.Value).T)
		}
		return typed.Value{V: raw(out), T: cty.Tuple(types)}, true
	case value.Object:
		if v.Sym() != nil {
			return w.settleSym(v.Sym())
		}
		var out pairs
		types := map[string]cty.Type{}
		for _, m := range v.Members() {
			name := m.KeyValue
			if name == nil {
				name = raw(m.Key)
			}
			k, ok := w.settle(name)
			val, also := w.settle(m.Value)
			if !ok || !also {
				return typed.Value{}, false
			}
			key := k.V.(value.String).String()
			out, types[key] = append(out, key, val), val.T
		}
		if len(types)*2 != len(out) {
			return typed.Value{}, false
		}
		return typed.Value{V: raw(out), T: cty.Object(types)}, true
	}
	return typed.Untyped(v), true
}

func (w *world) settleAll(vs []value.Value) ([]any, bool) {
	out := make([]any, len(vs))
	for i, x := range vs {
		s, ok := w.settle(x)
		if !ok {
			return nil, false
		}
		out[i] = s
	}
	return out, true
}

func (w *world) settleSym(s *value.Sym) (typed.Value, bool) {
	switch s.Op() {
	case value.OpParam:
		v, ok := w.known[s.Name()]
		return v, ok
	case value.OpProp:
		base, ok := w.settle(s.Args()[0])
		if o, isObject := base.V.(value.Object); ok && isObject {
			if m, ok := o.Member(s.Name()); ok {
				return base.Member(m), true
			}
		}
	case value.OpIndex:
		base, ok := w.settle(s.Args()[0])
		at, also := w.settle(s.Args()[1])
		if !ok || !also {
			break
		}
		i, isInt := at.V.(value.Int)
		items, isList := base.Items()
		if isInt && isList && i.Int() >= 0 && i.Int() < int64(len(items)) {
			return items[i.Int()], true
		}
	case value.OpCall:
		return w.settleCall(s)
	}
	return typed.Value{}, false
}

func (w *world) settleCall(s *value.Sym) (typed.Value, bool) {
	if s.Name() == "if" {
		cond, ok := w.settle(s.Args()[0])
		b, isBool := cond.V.(value.Bool)
		if !ok || !isBool {
			return cond, false
		}
		if b.Bool() {
			return w.settle(s.Args()[1])
		}
		return w.settle(s.Args()[2])
	}
	args, ok := w.settleAll(s.Args())
	if !ok {
		return typed.Value{}, false
	}
	name, own := strings.CutPrefix(s.Name(), "tf.")
	switch s.Name() {
	case "and", "or", "not":
		return connect(s.Name(), args), true
	case "coalesce":
		for _, x := range args {
			if !x.(typed.Value).IsNull() {
				return x.(typed.Value), true
			}
		}
		return of(nil), true
	case "tf.convert":
		if len(args) != 2 {
			return typed.Value{}, false
		}
		e, _ := hclsyntax.ParseExpression([]byte(args[1].(typed.Value).V.(value.String).String()), "", hcl.InitialPos)
		t, _ := typeexpr.TypeConstraint(e)
		return as(w.tb, args[0], t), true
	case "take":
		name, args = "substr", a(args[0], 0, args[1])
	case "join", "split":
		args[0], args[1] = args[1], args[0]
	case "shallowMerge":
		items, _ := args[0].(typed.Value).Items()
		name, args = "merge", nil
		for _, it := range items {
			args = append(args, it)
		}
	case "tf.setproduct":
		return typed.Value{}, false // a set or a list, as its arguments are
	case "range":
		args = args[1:]
	case "contains":
		if args[0].(typed.Value).T == cty.String {
			name = "strcontains"
		}
	case "toLower", "toUpper", "trim", "base64", "base64ToString":
		name = map[string]string{"toLower": "lower", "toUpper": "upper", "trim": "trimspace", "base64": "base64encode", "base64ToString": "base64decode"}[s.Name()]
	default:
		if _, ok := function.Lookup(name); !ok || !own && name != "concat" && name != "length" && name != "replace" {
			return typed.Value{}, false
		}
	}
	got, err := try(w.tb, nil, name, args...)
	if err != nil {
		w.t.Fatalf("the canonical form %s has no value: %v", s, err)
	}
	return got, got.IsKnown()
}

func connect(name string, args []any) typed.Value {
	vs := make([]value.Value, len(args))
	for i := range args {
		vs[i] = args[i].(typed.Value).V
	}
	switch name {
	case "and":
		return of(value.NewAnd(nil, vs...))
	case "or":
		return of(value.NewOr(nil, vs...))
	}
	return of(value.NewNot(vs[0], nil))
}

// holdsSet says whether a value has sets in it: their order is none until all
// of them is known.
func holdsSet(t cty.Type) bool { return strings.Contains(typeexpr.TypeString(t), "set(") }

// textual is a value with its numbers and bools as text, and sorted members: the
// canonical form doesn't tell lists, which convert their items, from tuples.
func textual(v value.Value) string {
	switch x := v.(type) {
	case value.Array:
		out := "["
		for _, it := range x.Items() {
			out += textual(it) + ","
		}
		return out + "]"
	case value.Object:
		var parts []string
		for _, m := range x.Members() {
			parts = append(parts, m.Key+":"+textual(m.Value))
		}
		slices.Sort(parts)
		return "{" + strings.Join(parts, ",") + "}"
	}
	if b, ok := v.(value.Bool); ok {
		return fmt.Sprint(b.Bool())
	}
	s, _ := value.Render(v, true)
	return s
}

// promises checks all that a value that isn't known throughout says of what it
// turns out to be.
func (w *world) promises(got, want typed.Value, where string) {
	if !want.IsNull() && !got.T.HasDynamicTypes() && !want.T.HasDynamicTypes() && !got.T.Equals(want.T) {
		w.t.Fatalf("%s: its type is said to be %s, and is %s", where, typeexpr.TypeString(got.T), typeexpr.TypeString(want.T))
	}
	if !holdsSet(want.T) && typed.Equal(got, want) == value.No {
		w.t.Fatalf("%s: %s is said never to be %s", where, show(got.V), show(want.V))
	}
	if t := value.TypeOf(got.V); t != value.TypeAny && t != value.TypeOf(want.V) {
		w.t.Fatalf("%s: %s has the wrong type for %s", where, show(got.V), show(want.V))
	}
	if settled, ok := w.settle(got.V); ok && !holdsSet(want.T) && textual(settled.V) != textual(want.V) {
		w.t.Fatalf("%s: %s settles as %s, not %s", where, show(got.V), show(settled.V), show(want.V))
	}
	switch x := got.V.(type) {
	case value.Unknown:
		if d := x.Domain(); d != nil && d.OneOf != nil {
			found := false
			for _, one := range d.OneOf {
				found = found || value.Equal(one, want.V) != value.No || holdsSet(want.T) && !value.IsKnown(one)
			}
			if !found {
				w.t.Fatalf("%s: the domain of %s lacks %s", where, show(got.V), show(want.V))
			}
		}
	case value.Array:
		w.promisesArray(got, want, x, where)
	case value.Object:
		w.promisesObject(got, want, x, where)
	}
}

func (w *world) promisesArray(got, want typed.Value, x value.Array, where string) {
	items, ok := want.Items()
	if !ok || len(items) < len(x.Items()) || !x.Open() && len(items) != len(x.Items()) {
		w.t.Fatalf("%s: %s has another length than %s", where, show(x), show(want.V))
	}
	if want.T.IsSetType() {
		for _, it := range x.Items() {
			s, ok := w.settle(it)
			found := !ok
			for _, have := range items {
				found = found || textual(s.V) == textual(have.V)
			}
			if !found {
				w.t.Fatalf("%s: %s is no member of %s", where, show(it), show(want.V))
			}
		}
		return
	}
	for i, it := range x.Items() {
		w.promises(got.Item(i, it), items[i], fmt.Sprintf("%s[%d]", where, i))
	}
}

func (w *world) promisesObject(got, want typed.Value, x value.Object, where string) {
	o, ok := want.V.(value.Object)
	if !ok || !x.Open() && len(o.Members()) != len(x.Members()) {
		w.t.Fatalf("%s: %s has other members than %s", where, show(x), show(want.V))
	}
	for _, m := range x.Members() {
		if m.KeyValue != nil {
			continue
		}
		have, ok := o.Member(m.Key)
		if !ok {
			w.t.Fatalf("%s: %s isn't in %s", where, m.Key, show(o))
		}
		if !m.Maybe {
			w.promises(got.Member(m), want.Member(have), where+"."+m.Key)
		}
	}
}

// soundCalls are the functions that work on what isn't known, with the kinds of
// their arguments.
func soundCalls() []struct{ name, kinds string } {
	return []struct{ name, kinds string }{
		{"concat", "LT"}, {"concat", "TTT"}, {"merge", "OO"}, {"merge", "OOO"}, {"lookup", "OS"}, {"lookup", "OSX"}, {"lookup", "OSS"}, {"element", "TN"}, {"element", "LN"},
		{"flatten", "M"}, {"flatten", "T"}, {"keys", "O"}, {"values", "O"}, {"zipmap", "LT"}, {"zipmap", "LL"}, {"distinct", "L"}, {"distinct", "T"}, {"compact", "L"},
		{"coalesce", "SS"}, {"coalesce", "SSS"}, {"coalesce", "XX"}, {"coalescelist", "LT"}, {"contains", "LS"}, {"contains", "TX"}, {"slice", "LNN"}, {"slice", "TNN"},
		{"reverse", "L"}, {"reverse", "T"}, {"sort", "L"}, {"chunklist", "LN"}, {"one", "L"}, {"one", "T"}, {"length", "L"}, {"length", "T"}, {"length", "O"}, {"length", "S"},
		{"index", "LS"}, {"index", "TX"}, {"matchkeys", "LLL"}, {"transpose", "O"}, {"range", "N"}, {"range", "NN"}, {"setunion", "LL"}, {"setunion", "TL"},
		{"setintersection", "LL"}, {"setsubtract", "LL"}, {"setproduct", "LT"}, {"setproduct", "LL"}, {"alltrue", "F"}, {"anytrue", "F"}, {"sum", "T"},
		{"toset", "L"}, {"toset", "T"}, {"tolist", "L"}, {"tolist", "T"}, {"tomap", "O"}, {"tostring", "X"}, {"tonumber", "X"}, {"tobool", "X"},
		{"lower", "S"}, {"upper", "S"}, {"lower", "X"}, {"join", "SL"}, {"join", "SLL"}, {"split", "SS"}, {"replace", "SSS"}, {"trimspace", "S"}, {"trimprefix", "SS"}, {"trimsuffix", "SS"},
		{"startswith", "SS"}, {"endswith", "SS"}, {"strcontains", "SS"}, {"substr", "SNN"}, {"trim", "SS"}, {"strrev", "S"}, {"title", "S"}, {"md5", "S"}, {"base64encode", "S"},
		{"jsonencode", "X"}, {"min", "NN"}, {"abs", "N"}, {"urlencode", "S"}, {"regexall", "SS"},
	}
}

// Evaluating with parts unknown promises nothing that the same evaluation with
// everything known doesn't keep.
func TestPartialEvaluationIsSound(t *testing.T) {
	calls := soundCalls()
	rapid.Check(t, func(rt *rapid.T) {
		w := &world{t: rt, tb: t, known: map[string]typed.Value{}}
		c := rapid.SampledFrom(calls).Draw(rt, "call")
		var known, blurred []any
		for _, k := range []byte(c.kinds) {
			v := w.concrete(k, 0)
			known, blurred = append(known, v), append(blurred, w.blur(v))
		}
		w.check(c.name, known, blurred)
	})
}

func (w *world) check(name string, known, blurred []any) {
	want, err := try(w.tb, nil, name, known...)
	if err != nil {
		return // a deployment with these values fails
	}
	got, err := try(w.tb, nil, name, blurred...)
	what := fmt.Sprintf("%s%s of %s", name, show(raw(blurred)), show(raw(known)))
	if err != nil {
		w.t.Fatalf("%s has no value: %v", what, err)
	}
	w.promises(got, want, what)
}

// The same for the formats of format and formatlist.
func TestPartialFormatsAreSound(t *testing.T) {
	formats := []string{"%s", "%s-kv", "a%sb%s", "%v", "%d", "%03d", "%5s|", "%q", "%[2]s%[1]s", "%%%s", "%t", "%x"}
	rapid.Check(t, func(rt *rapid.T) {
		w := &world{t: rt, tb: t, known: map[string]typed.Value{}}
		known := a(rapid.SampledFrom(formats).Draw(rt, "format"))
		blurred := append(a(), known...)
		name := rapid.SampledFrom([]string{"format", "formatlist"}).Draw(rt, "function")
		for range rapid.IntRange(1, 2).Draw(rt, "args") {
			kinds := []byte("SNB")
			if name == "formatlist" {
				kinds = []byte("SNL")
			}
			v := w.concrete(rapid.SampledFrom(kinds).Draw(rt, "kind"), 0)
			known, blurred = append(known, v), append(blurred, w.blur(v))
		}
		w.check(name, known, blurred)
	})
}
