package value_test

import (
	"encoding/base64"
	"flag"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"moat/analyzer/source"
	"moat/analyzer/value"
)

// The algebra answers questions about values that aren't known. It is held to
// what is true of them: expressions are built once with unknowns and computed,
// by other code than Moat's, for every filling of the unknowns over a small
// alphabet.

// atom is an unknown with the values that it is filled with.
type atom struct {
	name   string
	typ    value.Type
	oneOf  bool // the fillings are its domain
	values []any
}

func atoms() []*atom {
	letters := []any{"", "a", "A"}
	return []*atom{
		{"p", value.TypeString, false, letters},
		{"q", value.TypeString, false, []any{"a", "b", "ab"}},
		{"r", value.TypeString, true, []any{"a", "A", "b"}},
		{"n", value.TypeInt, false, []any{int64(0), int64(1), int64(11)}},
		{"x", value.TypeBool, true, []any{true, false}},
		{"y", value.TypeBool, true, []any{true, false}},
		{"u", value.TypeAny, false, []any{"a", int64(1), nil, "1", true}},
		{"o", value.TypeObject, false, []any{map[string]any{}, map[string]any{"k": "a"}, map[string]any{"j": "A", "k": nil}}},
		{"l", value.TypeArray, false, []any{[]any{}, []any{"a"}, []any{"A", "b"}}},
	}
}

// filling gives some atoms a value.
type filling map[string]any

// node is an expression. Build makes Moat's value, with atoms that the filling
// lacks unknown; compute is what the expression is when all are filled.
type node interface {
	build(filling) value.Value
	compute(filling) any
	uses(map[string]*atom)
	String() string
}

type (
	leaf   struct{ v any }
	hole   struct{ a *atom }
	text   struct{ parts []node }
	cond   struct{ c, then, els node }
	not    struct{ x node }
	joined struct {
		and  bool
		args []node
	}
	equals struct{ a, b node }
	list   struct{ items []node }
	record struct {
		keys []string
		vals []node
		// spread stands in front of the member of this index; nil for none.
		spread   node
		spreadAt int
	}
	lower  struct{ x node }
	upper  struct{ x node }
	opaque struct{ x node } // base64: a function that looks at the case
	prop   struct {
		x    node
		name string
	}
)

func known(v any) value.Value {
	switch v := v.(type) {
	case nil:
		return value.NewNull(nil)
	case bool:
		return value.NewBool(v, nil)
	case int64:
		return value.NewInt(v, nil)
	case string:
		return value.NewString(v, nil)
	case []any:
		items := make([]value.Value, len(v))
		for i, it := range v {
			items[i] = known(it)
		}
		return value.NewArray(items, nil)
	case map[string]any:
		var ms []value.Member
		for _, k := range sortedKeys(v) {
			ms = append(ms, value.Member{Key: k, Value: known(v[k])})
		}
		return value.NewObject(ms, source.Range{}, nil)
	}
	panic(fmt.Sprintf("no value for %T", v))
}

func sortedKeys(m map[string]any) []string {
	var ks []string
	for k := range m {
		ks = append(ks, k)
	}
	slices.Sort(ks)
	return ks
}

func why() []value.Why { return []value.Why{{Reason: value.ReasonParameter, Name: "test"}} }

func unknownCall(typ value.Type, name string, args ...value.Value) value.Value {
	w := value.Whys(args...)
	if len(w) == 0 {
		w = why()
	}
	return value.NewUnknown(value.UnknownSpec{Sym: value.SymCall(name, args...), Why: w, Type: typ})
}

func (n leaf) build(filling) value.Value { return known(n.v) }
func (n leaf) compute(filling) any       { return n.v }
func (n leaf) uses(map[string]*atom)     {}
func (n leaf) String() string            { return fmt.Sprintf("%#v", n.v) }

func (n hole) build(f filling) value.Value {
	if v, ok := f[n.a.name]; ok {
		return known(v)
	}
	spec := value.UnknownSpec{Sym: value.SymParam(n.a.name, ""), Why: why(), Type: n.a.typ}
	if n.a.oneOf {
		spec.Domain = &value.Domain{}
		for _, v := range n.a.values {
			spec.Domain.OneOf = append(spec.Domain.OneOf, known(v))
		}
	}
	return value.NewUnknown(spec)
}
func (n hole) compute(f filling) any     { return f[n.a.name] }
func (n hole) uses(m map[string]*atom)   { m[n.a.name] = n.a }
func (n hole) String() string            { return n.a.name }
func (n text) uses(m map[string]*atom)   { usesAll(m, n.parts...) }
func (n list) uses(m map[string]*atom)   { usesAll(m, n.items...) }
func (n not) uses(m map[string]*atom)    { n.x.uses(m) }
func (n cond) uses(m map[string]*atom)   { usesAll(m, n.c, n.then, n.els) }
func (n joined) uses(m map[string]*atom) { usesAll(m, n.args...) }
func (n equals) uses(m map[string]*atom) { usesAll(m, n.a, n.b) }
func (n lower) uses(m map[string]*atom)  { n.x.uses(m) }
func (n upper) uses(m map[string]*atom)  { n.x.uses(m) }
func (n opaque) uses(m map[string]*atom) { n.x.uses(m) }
func (n prop) uses(m map[string]*atom)   { n.x.uses(m) }
func (n record) uses(m map[string]*atom) {
	usesAll(m, n.vals...)
	if n.spread != nil {
		n.spread.uses(m)
	}
}

func usesAll(m map[string]*atom, ns ...node) {
	for _, n := range ns {
		n.uses(m)
	}
}

func (n text) build(f filling) value.Value {
	var ps []value.Piece
	for _, p := range n.parts {
		v := p.build(f)
		if s, ok := value.Render(v, false); ok {
			ps = append(ps, value.Piece{Lit: s})
		} else {
			ps = append(ps, value.Piece{Hole: v})
		}
	}
	return value.NewText(ps, nil)
}

func (n text) compute(f filling) any {
	var b strings.Builder
	for _, p := range n.parts {
		switch v := p.compute(f).(type) {
		case nil:
		case string:
			b.WriteString(v)
		case int64:
			b.WriteString(strconv.FormatInt(v, 10))
		case bool:
			b.WriteString(map[bool]string{true: "True", false: "False"}[v])
		default:
			panic("only scalars are interpolated here")
		}
	}
	return b.String()
}
func (n text) String() string { return "'" + joinNodes(n.parts, "~") + "'" }

func joinNodes(ns []node, sep string) string {
	var ss []string
	for _, n := range ns {
		ss = append(ss, n.String())
	}
	return strings.Join(ss, sep)
}

func (n cond) build(f filling) value.Value {
	return value.NewIf(n.c.build(f), n.then.build(f), n.els.build(f), nil)
}
func (n cond) compute(f filling) any {
	if n.c.compute(f).(bool) {
		return n.then.compute(f)
	}
	return n.els.compute(f)
}
func (n cond) String() string { return fmt.Sprintf("(%s ? %s : %s)", n.c, n.then, n.els) }

func (n not) build(f filling) value.Value { return value.NewNot(n.x.build(f), nil) }
func (n not) compute(f filling) any       { return !n.x.compute(f).(bool) }
func (n not) String() string              { return "!" + n.x.String() }

func (n joined) build(f filling) value.Value {
	var vs []value.Value
	for _, a := range n.args {
		vs = append(vs, a.build(f))
	}
	if n.and {
		return value.NewAnd(nil, vs...)
	}
	return value.NewOr(nil, vs...)
}
func (n joined) compute(f filling) any {
	for _, a := range n.args {
		if a.compute(f).(bool) != n.and {
			return !n.and
		}
	}
	return n.and
}
func (n joined) String() string {
	return "(" + joinNodes(n.args, map[bool]string{true: " && ", false: " || "}[n.and]) + ")"
}

func (n equals) build(f filling) value.Value {
	a, b := n.a.build(f), n.b.build(f)
	if value.IsKnown(a) && value.IsKnown(b) {
		return value.NewBool(a.Key() == b.Key(), nil)
	}
	return value.NewUnknown(value.UnknownSpec{
		Sym: value.SymCall("equals", a, b), Why: why(), Type: value.TypeBool,
		Domain: &value.Domain{OneOf: []value.Value{value.NewBool(true, nil), value.NewBool(false, nil)}},
	})
}
func (n equals) compute(f filling) any { return reflect.DeepEqual(n.a.compute(f), n.b.compute(f)) }
func (n equals) String() string        { return "(" + n.a.String() + " == " + n.b.String() + ")" }

func (n list) build(f filling) value.Value {
	var vs []value.Value
	for _, it := range n.items {
		vs = append(vs, it.build(f))
	}
	return value.NewArray(vs, nil)
}
func (n list) compute(f filling) any {
	out := []any{}
	for _, it := range n.items {
		out = append(out, it.compute(f))
	}
	return out
}
func (n list) String() string { return "[" + joinNodes(n.items, ", ") + "]" }

func (n record) build(f filling) value.Value {
	var ms []value.Member
	put := func(m value.Member) {
		if i := slices.IndexFunc(ms, func(h value.Member) bool { return h.Key == m.Key }); i >= 0 {
			ms[i] = m
			return
		}
		ms = append(ms, m)
	}
	var parts []value.Value
	open := false
	for i, k := range n.keys {
		if n.spread != nil && n.spreadAt == i {
			v := n.spread.build(f)
			parts = append(parts, v)
			if o, ok := v.(value.Object); ok {
				for _, m := range o.Members() {
					put(m)
				}
			} else {
				open = true
				for j := range ms {
					ms[j].Maybe = true
				}
			}
		}
		m := value.Member{Key: k, Value: n.vals[i].build(f)}
		put(m)
		parts = append(parts, value.NewObject([]value.Member{m}, source.Range{}, nil))
	}
	if !open {
		return value.NewObject(ms, source.Range{}, nil)
	}
	return value.NewOpenObject(ms, source.Range{}, value.SymCall("shallowMerge", value.NewArray(parts, nil)), why(), nil)
}
func (n record) compute(f filling) any {
	out := map[string]any{}
	for i, k := range n.keys {
		if n.spread != nil && n.spreadAt == i {
			for k, v := range n.spread.compute(f).(map[string]any) {
				out[k] = v
			}
		}
		out[k] = n.vals[i].compute(f)
	}
	return out
}
func (n record) String() string {
	var ss []string
	for i, k := range n.keys {
		if n.spread != nil && n.spreadAt == i {
			ss = append(ss, "..."+n.spread.String())
		}
		ss = append(ss, k+": "+n.vals[i].String())
	}
	return "{" + strings.Join(ss, ", ") + "}"
}

func (n lower) build(f filling) value.Value {
	v := n.x.build(f)
	if s, ok := v.(value.String); ok {
		return value.NewString(strings.ToLower(s.String()), nil)
	}
	return unknownCall(value.TypeString, "toLower", v)
}
func (n lower) compute(f filling) any { return strings.ToLower(n.x.compute(f).(string)) }
func (n lower) String() string        { return "lower(" + n.x.String() + ")" }

func (n upper) build(f filling) value.Value {
	v := n.x.build(f)
	if s, ok := v.(value.String); ok {
		return value.NewString(strings.ToUpper(s.String()), nil)
	}
	return unknownCall(value.TypeString, "toUpper", v)
}
func (n upper) compute(f filling) any { return strings.ToUpper(n.x.compute(f).(string)) }
func (n upper) String() string        { return "upper(" + n.x.String() + ")" }

func (n opaque) build(f filling) value.Value {
	v := n.x.build(f)
	if s, ok := v.(value.String); ok {
		return value.NewString(base64.StdEncoding.EncodeToString([]byte(s.String())), nil)
	}
	return unknownCall(value.TypeString, "base64", v)
}
func (n opaque) compute(f filling) any {
	return base64.StdEncoding.EncodeToString([]byte(n.x.compute(f).(string)))
}
func (n opaque) String() string { return "base64(" + n.x.String() + ")" }

func (n prop) build(f filling) value.Value {
	v := n.x.build(f)
	l := value.Get(v, value.Path{value.NameStep(n.name)})
	switch {
	case l.Presence == value.Present:
		return l.Value
	case l.Presence == value.Absent:
		return value.NewNull(nil)
	}
	return unknownCall(value.TypeAny, "tryGet", v, value.NewString(n.name, nil))
}
func (n prop) compute(f filling) any {
	m, _ := n.x.compute(f).(map[string]any)
	return m[n.name]
}
func (n prop) String() string { return n.x.String() + "." + n.name }

// maker makes random expressions of a wanted type.
type maker struct {
	r     *rand.Rand
	atoms map[string]*atom
}

func newMaker(seed uint64) maker {
	m := maker{rand.New(rand.NewPCG(seed, 7)), map[string]*atom{}}
	for _, a := range atoms() {
		m.atoms[a.name] = a
	}
	return m
}

func (m maker) pick(ns ...node) node      { return ns[m.r.IntN(len(ns))] }
func (m maker) hole(names ...string) node { return hole{m.atoms[names[m.r.IntN(len(names))]]} }
func (m maker) lits(words ...string) node { return leaf{words[m.r.IntN(len(words))]} }
func (m maker) chance(percent int) bool   { return m.r.IntN(100) < percent }
func (m maker) times(n int, f func()) maker {
	for range n {
		f()
	}
	return m
}

func (m maker) str(depth int) node {
	if depth <= 0 {
		return m.pick(m.hole("p", "q", "r"), m.lits("", "a", "A", "b", "ab"))
	}
	switch m.r.IntN(7) {
	case 0, 1:
		t := text{}
		m.times(1+m.r.IntN(3), func() {
			t.parts = append(t.parts, m.pick(m.str(depth-1), m.lits("a", "A", "b"), m.hole("n", "u", "p")))
		})
		return t
	case 2:
		return cond{m.boolean(depth - 1), m.str(depth - 1), m.str(depth - 1)}
	case 3:
		return lower{m.str(depth - 1)}
	case 4:
		return m.pick(upper{m.str(depth - 1)}, opaque{m.str(depth - 1)})
	}
	return m.str(0)
}

func (m maker) boolean(depth int) node {
	if depth <= 0 {
		return m.pick(m.hole("x", "y"), m.hole("x", "y"), leaf{true}, equals{m.hole("p", "r", "u"), m.lits("a", "A", "b")})
	}
	switch m.r.IntN(6) {
	case 0:
		return not{m.boolean(depth - 1)}
	case 1, 2:
		j := joined{and: m.chance(50)}
		m.times(2+m.r.IntN(2), func() { j.args = append(j.args, m.boolean(depth-1)) })
		return j
	case 3:
		return equals{m.str(depth - 1), m.str(depth - 1)}
	case 4:
		return cond{m.boolean(depth - 1), m.boolean(depth - 1), m.boolean(depth - 1)}
	}
	return equals{m.boolean(depth - 1), m.pick(leaf{true}, leaf{false})}
}

func (m maker) object(depth int) node {
	if depth > 0 && m.chance(30) {
		return cond{m.boolean(depth - 1), m.object(depth - 1), m.pick(m.object(depth-1), leaf{map[string]any{}})}
	}
	if m.chance(10) {
		return m.hole("o")
	}
	r := record{}
	for _, k := range []string{"k", "j", "i"}[:1+m.r.IntN(3)] {
		r.keys = append(r.keys, k)
		r.vals = append(r.vals, m.any(depth-1))
	}
	if m.chance(30) {
		r.spread, r.spreadAt = m.pick(m.hole("o"), leaf{map[string]any{"k": "a"}}), m.r.IntN(len(r.keys))
	}
	return r
}

func (m maker) any(depth int) node {
	switch m.r.IntN(9) {
	case 0, 1, 2:
		return m.str(depth)
	case 3:
		return m.boolean(depth)
	case 4:
		if depth > 0 {
			return m.object(depth - 1)
		}
	case 5:
		l := list{}
		m.times(m.r.IntN(3), func() { l.items = append(l.items, m.any(depth-1)) })
		return l
	case 6:
		if depth > 0 {
			return prop{m.object(depth - 1), "k"}
		}
	case 7:
		if depth > 0 {
			return cond{m.boolean(depth - 1), m.any(depth - 1), m.any(depth - 1)}
		}
	}
	return m.pick(m.hole("n", "u", "l", "o", "p"), leaf{nil}, leaf{int64(1)})
}

// fillings lists every filling of the atoms that the nodes use, up to a bound;
// false if there are more.
func fillings(ns ...node) ([]filling, bool) {
	used := map[string]*atom{}
	usesAll(used, ns...)
	var names []string
	for name := range used {
		names = append(names, name)
	}
	slices.Sort(names)
	out := []filling{{}}
	for _, name := range names {
		var next []filling
		for _, f := range out {
			for _, v := range used[name].values {
				g := filling{name: v}
				for k, w := range f {
					g[k] = w
				}
				next = append(next, g)
			}
		}
		if len(next) > 600 {
			return nil, false
		}
		out = next
	}
	return out, true
}

// folded is v with the case of its strings folded; keys of objects too.
func folded(v any) any {
	switch v := v.(type) {
	case string:
		return strings.ToLower(v)
	case []any:
		out := make([]any, len(v))
		for i, it := range v {
			out[i] = folded(it)
		}
		return out
	case map[string]any:
		out := map[string]any{}
		for k, it := range v {
			out[strings.ToLower(k)] = folded(it)
		}
		return out
	}
	return v
}

// rounds is how many random expressions each proof takes; -rounds asks for more.
var rounds = flag.Int("rounds", 5_000, "random expressions that the proofs of the algebra take")

func TestEqualIsSound(t *testing.T) {
	m := newMaker(1)
	decided := map[value.Tri]int{}
	for range *rounds {
		var a, b node
		switch m.r.IntN(4) {
		case 0:
			a, b = m.str(3), m.str(3)
		case 1:
			a, b = m.any(3), m.any(3)
		case 2:
			a, b = m.object(2), m.object(2)
		default:
			a = m.str(2)
			b = text{[]node{a, m.pick(leaf{""}, m.str(1))}}
		}
		fs, ok := fillings(a, b)
		if !ok {
			continue
		}
		va, vb := a.build(nil), b.build(nil)
		check := func(name string, ask func(value.Value, value.Value) value.Tri, key func(value.Value) value.Key, fold func(any) any) {
			got := ask(va, vb)
			decided[got]++
			if back := ask(vb, va); got != value.Maybe && back == got.Not() {
				t.Errorf("%s(%s, %s) is %s, the other way round %s", name, a, b, got, back)
			}
			if same := key(va) == key(vb); same && got != value.Yes {
				t.Errorf("%s(%s, %s) is %s though the keys are equal", name, a, b, got)
			}
			for _, f := range fs {
				same := reflect.DeepEqual(fold(a.compute(f)), fold(b.compute(f)))
				if got == value.Yes && !same || got == value.No && same {
					t.Fatalf("%s(%s, %s) is %s, but with %v they are %#v and %#v", name, a, b, got, f, a.compute(f), b.compute(f))
				}
			}
			// Filling one unknown after the other never turns the answer round.
			f := filling{}
			last := fs[m.r.IntN(len(fs))]
			for _, k := range sortedKeys(last) {
				f[k] = last[k]
				next := ask(a.build(f), b.build(f))
				if got != value.Maybe && next == got.Not() {
					t.Fatalf("%s(%s, %s) is %s, with %v %s", name, a, b, got, f, next)
				}
			}
		}
		check("Equal", value.Equal, value.Value.Key, func(v any) any { return v })
		check("EqualID", value.EqualID, value.IDKey, folded)
		if t.Failed() {
			t.FailNow()
		}
	}
	t.Logf("yes %d, no %d, maybe %d", decided[value.Yes], decided[value.No], decided[value.Maybe])
	if decided[value.Yes] < *rounds/100 || decided[value.No] < *rounds/10 {
		t.Error("too little was decided to prove anything")
	}
}

// What an expression is with some unknowns filled must have the filled value
// itself as its key when nothing is left open.
func TestFilledIsKnown(t *testing.T) {
	m := newMaker(2)
	for range *rounds / 4 {
		a := m.any(3)
		fs, ok := fillings(a)
		if !ok {
			continue
		}
		f := fs[m.r.IntN(len(fs))]
		if got, want := a.build(f), known(a.compute(f)); got.Key() != want.Key() || !value.IsKnown(got) {
			t.Fatalf("%s with %v is %s, want %s", a, f, value.Expr(got), value.Expr(want))
		}
	}
}

func TestConditionsAreSound(t *testing.T) {
	m := newMaker(3)
	decided := map[string]int{}
	for range *rounds {
		a, b := m.boolean(2), m.boolean(2)
		fs, ok := fillings(a, b)
		if !ok {
			continue
		}
		va, vb := a.build(nil), b.build(nil)
		ca, cb := value.ConditionOf(va), value.ConditionOf(vb)
		both := ca.And(cb)
		back := value.ConditionOf(ca.Value())
		assumed := ca.Assume(vb)
		touched := ca.Touches(vb)
		for _, f := range fs {
			x, y := a.compute(f).(bool), b.compute(f).(bool)
			fail := func(what string) {
				t.Fatalf("%s and %s: %s, but with %v they are %v and %v", a, b, what, f, x, y)
			}
			switch {
			case ca.IsAlways() && !x:
				fail("the first always holds")
			case ca.IsNever() && x:
				fail("the first never holds")
			case back.IsAlways() && !x || back.IsNever() && x:
				fail("the value of the first's condition is not the first")
			case ca.Implies(cb) == value.Yes && x && !y:
				fail("the first implies the second")
			case ca.Contradicts(cb) == value.Yes && x && y:
				fail("they contradict each other")
			case both.IsNever() && x && y:
				fail("they never hold together")
			case both.IsAlways() && !(x && y):
				fail("they always hold together")
			}
			if s, ok := assumed.(value.Bool); ok && x && s.Bool() != y {
				fail(fmt.Sprintf("the second is %v under the first", s.Bool()))
			}
		}
		if s, ok := assumed.(value.Bool); ok && vb.Kind() == value.KindUnknown {
			decided["assume"]++
			if !touched && !ca.IsNever() {
				t.Fatalf("%s settles %s as %v without touching it", a, b, s.Bool())
			}
		}
		if ca.Implies(cb) == value.Yes {
			decided["implies"]++
		}
		if ca.Contradicts(cb) == value.Yes {
			decided["contradicts"]++
		}
	}
	t.Log(decided)
	for _, what := range []string{"assume", "implies", "contradicts"} {
		if decided[what] < *rounds/200 {
			t.Errorf("%s was decided %d times: too few to prove anything", what, decided[what])
		}
	}
}

func TestGetIsSound(t *testing.T) {
	m := newMaker(4)
	count := map[value.Presence]int{}
	for range *rounds {
		a := m.object(3)
		if m.chance(20) {
			a = cond{m.boolean(1), a, m.any(1)}
		}
		path := value.Path{value.NameStep([]string{"k", "j", "K"}[m.r.IntN(3)])}
		if m.chance(30) {
			path = append(path, []value.Step{value.NameStep("k"), value.IndexStep(0), value.IndexStep(1)}[m.r.IntN(3)])
		}
		fs, ok := fillings(a)
		if !ok {
			continue
		}
		l := value.Get(a.build(nil), path)
		count[l.Presence]++
		if l.Presence == value.Possible && len(l.Why) == 0 {
			t.Fatalf("%s at %s may be there, and nobody says why", a, path)
		}
		for _, f := range fs {
			v := a.compute(f)
			for _, s := range path {
				v = follow(v, s)
			}
			switch {
			case l.Presence == value.Absent && v != nil:
				t.Fatalf("%s at %s is absent, but with %v it is %#v", a, path, f, v)
			case l.Presence == value.Present && v == nil && value.TypeOf(l.Value) != value.TypeAny:
				t.Fatalf("%s at %s is present, but with %v it isn't", a, path, f)
			case l.Presence == value.Present && value.IsKnown(l.Value) && l.Value.Key() != known(v).Key():
				t.Fatalf("%s at %s is %s, but with %v it is %#v", a, path, value.Expr(l.Value), f, v)
			}
		}
	}
	t.Logf("absent %d, present %d, possible %d", count[value.Absent], count[value.Present], count[value.Possible])
	if min(count[value.Absent], count[value.Present], count[value.Possible]) < *rounds/100 {
		t.Error("one of the answers was hardly ever given")
	}
}

// follow is one step into a plain value; names fold case.
func follow(v any, s value.Step) any {
	switch v := v.(type) {
	case map[string]any:
		if s.Name == "" {
			return nil
		}
		if got, ok := v[s.Name]; ok {
			return got
		}
		for _, k := range sortedKeys(v) {
			if strings.EqualFold(k, s.Name) {
				return v[k]
			}
		}
	case []any:
		if s.Name == "" && s.Index < len(v) {
			return v[s.Index]
		}
	}
	return nil
}

func TestKeysAreStable(t *testing.T) {
	get := map[string]*atom{}
	for _, a := range atoms() {
		get[a.name] = a
	}
	h := func(name string) node { return hole{get[name]} }
	same := [][]node{
		{text{[]node{h("p"), leaf{"-kv"}}}, text{[]node{leaf{""}, h("p"), leaf{"-"}, leaf{"kv"}}}, text{[]node{text{[]node{h("p"), leaf{"-"}}}, leaf{"kv"}}}},
		{h("p"), text{[]node{h("p")}}, text{[]node{leaf{""}, text{[]node{h("p")}}}}},
		{cond{h("x"), leaf{"a"}, leaf{"b"}}, cond{not{h("x")}, leaf{"b"}, leaf{"a"}}, cond{not{not{h("x")}}, leaf{"a"}, leaf{"b"}},
			cond{h("x"), cond{h("x"), leaf{"a"}, leaf{"c"}}, leaf{"b"}}},
		{h("q"), cond{h("x"), h("q"), h("q")}},
		{h("x"), cond{h("x"), leaf{true}, leaf{false}}, not{not{h("x")}}, joined{true, []node{h("x"), leaf{true}}}, joined{false, []node{h("x"), h("x")}}},
		{joined{true, []node{h("x"), joined{true, []node{h("y"), equals{h("p"), leaf{"a"}}}}}}, joined{true, []node{equals{leaf{"a"}, h("p")}, h("y"), h("x"), h("y")}}},
		{joined{false, []node{h("x"), joined{false, []node{h("y"), h("x")}}}}, joined{false, []node{h("y"), h("x")}}},
		{leaf{false}, joined{true, []node{h("x"), not{h("x")}}}}, {leaf{true}, joined{false, []node{h("x"), not{h("x")}, h("y")}}},
		{record{keys: []string{"k", "j"}, vals: []node{h("p"), h("q")}}, record{keys: []string{"j", "k"}, vals: []node{h("q"), h("p")}}},
		{prop{cond{h("x"), record{keys: []string{"k"}, vals: []node{h("p")}}, record{keys: []string{"k"}, vals: []node{leaf{"a"}}}}, "k"}, cond{h("x"), h("p"), leaf{"a"}}},
	}
	for _, group := range same {
		want := group[0].build(nil)
		for _, n := range group[1:] {
			if got := n.build(nil); got.Key() != want.Key() {
				t.Errorf("%s is %s, %s is %s: the keys differ", group[0], value.Expr(want), n, value.Expr(got))
			}
		}
	}
	ids := [][]node{
		{h("p"), lower{h("p")}, lower{lower{h("p")}}, upper{lower{h("p")}}},
		{text{[]node{leaf{"KV-"}, h("p")}}, text{[]node{leaf{"kv-"}, lower{h("p")}}}, lower{text{[]node{leaf{"kv-"}, h("p")}}}},
	}
	for _, group := range ids {
		for _, n := range group[1:] {
			if value.IDKey(n.build(nil)) != value.IDKey(group[0].build(nil)) {
				t.Errorf("%s and %s have different id keys", group[0], n)
			}
		}
	}
	differ := []value.Value{
		value.NewUnknown(value.UnknownSpec{Sym: value.SymAtom("newGuid()", "a"), Why: why()}),
		value.NewUnknown(value.UnknownSpec{Sym: value.SymAtom("newGuid()", "b"), Why: why()}),
		value.NewUnknown(value.UnknownSpec{Sym: value.SymParam("newGuid()", ""), Why: why()}),
		value.NewUnknown(value.UnknownSpec{Sym: value.SymParam("p", "m1"), Why: why()}),
		value.NewUnknown(value.UnknownSpec{Sym: value.SymParam("p", "m2"), Why: why()}),
		value.NewUnknown(value.UnknownSpec{Sym: value.SymParam("p", ""), Why: why()}),
		value.NewString("p", nil), value.NewString("1", nil), value.NewInt(1, nil), value.NewNull(nil), value.NewString("", nil), value.NewBool(true, nil),
		value.NewArray(nil, nil), value.NewArray([]value.Value{value.NewNull(nil)}, nil), value.NewObject(nil, source.Range{}, nil),
		value.NewArray([]value.Value{value.NewArray(nil, nil)}, nil),
	}
	for i, a := range differ {
		for _, b := range differ[i+1:] {
			if a.Key() == b.Key() || value.IDKey(a) == value.IDKey(b) {
				t.Errorf("%s and %s have one key", value.Expr(a), value.Expr(b))
			}
			if value.Equal(a, b) == value.Yes {
				t.Errorf("%s and %s are equal", value.Expr(a), value.Expr(b))
			}
		}
	}
}
