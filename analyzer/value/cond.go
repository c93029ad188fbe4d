package value

import "slices"

// Condition is a conjunction of literals: what must hold for something to be
// deployed. The zero Condition always holds.
type Condition struct {
	lits  []literal
	never bool
}

// literal is an atom, an unknown boolean, or its negation.
type literal struct {
	atom    Value
	key     Key // of the atom
	negated bool
}

// ConditionOf reads a boolean value as a condition.
func ConditionOf(v Value) Condition {
	var c Condition
	c.add(v, false, map[literalKey]bool{})
	slices.SortFunc(c.lits, func(a, b literal) int { return slices.Compare(a.key[:], b.key[:]) })
	c.lits = slices.CompactFunc(c.lits, func(a, b literal) bool { return a.key == b.key && a.negated == b.negated })
	for i := 1; i < len(c.lits); i++ {
		if c.lits[i].key == c.lits[i-1].key {
			c.never = true // one of each sign is left
		}
	}
	return c
}

// literalKey is a boolean value with its sign.
type literalKey struct {
	key     Key
	negated bool
}

// add joins v, or its negation, to c. Conditions share parts, so what was
// joined is kept in seen and not taken apart again.
func (c *Condition) add(v Value, negated bool, seen map[literalKey]bool) {
	k := literalKey{v.Key(), negated}
	if seen[k] {
		return
	}
	seen[k] = true
	switch v := v.(type) {
	case Bool:
		if v.b == negated {
			c.never = true
		}
		return
	case Unknown:
		if args, ok := AsCall(v, "not"); ok && len(args) == 1 {
			c.add(args[0], !negated, seen)
			return
		}
		whole := "and"
		if negated {
			whole = "or" // not (a or b) is not a and not b
		}
		if args, ok := AsCall(v, whole); ok {
			for _, a := range args {
				c.add(a, negated, seen)
			}
			return
		}
		if other, want, ok := boolTest(v); ok {
			c.add(other, negated == want, seen)
			return
		}
	}
	c.lits = append(c.lits, literal{v, k.key, negated})
}

// boolTest recognises x == true and x == false for a boolean x.
func boolTest(v Value) (x Value, want bool, ok bool) {
	args, isEq := AsCall(v, "equals")
	if !isEq || len(args) != 2 {
		return nil, false, false
	}
	for i, a := range args {
		if b, isBool := a.(Bool); isBool && TypeOf(args[1-i]) == TypeBool {
			return args[1-i], b.b, true
		}
	}
	return nil, false, false
}

// IsAlways says that c holds in every deployment; IsNever that it holds in none.
func (c Condition) IsAlways() bool { return !c.never && len(c.lits) == 0 }
func (c Condition) IsNever() bool  { return c.never }

// And is the condition that both hold.
func (c Condition) And(d Condition) Condition {
	if c.IsAlways() {
		return d
	}
	if d.IsAlways() {
		return c
	}
	return ConditionOf(NewAnd(nil, c.Value(), d.Value()))
}

// Value is the condition as a boolean value.
func (c Condition) Value() Value {
	if c.never {
		return NewBool(false, nil)
	}
	vs := make([]Value, len(c.lits))
	for i, l := range c.lits {
		vs[i] = l.atom
		if l.negated {
			vs[i] = NewNot(l.atom, nil)
		}
	}
	return NewAnd(nil, vs...)
}

// Implies is Yes if d holds whenever c does, else Maybe: that something does
// not follow can't be shown from the literals alone.
func (c Condition) Implies(d Condition) Tri {
	if c.never {
		return Yes
	}
	if d.never {
		return Maybe
	}
	for _, want := range d.lits {
		if !slices.ContainsFunc(c.lits, func(have literal) bool { return have.implies(want) }) {
			return Maybe
		}
	}
	return Yes
}

// Contradicts is Yes if c and d can't both hold, else Maybe.
func (c Condition) Contradicts(d Condition) Tri {
	if c.never || d.never {
		return Yes
	}
	for _, a := range c.lits {
		for _, b := range d.lits {
			if a.excludes(b) {
				return Yes
			}
		}
	}
	return Maybe
}

func (a literal) implies(b literal) bool {
	if a.key == b.key {
		return a.negated == b.negated
	}
	// x == 'a' implies x != 'b'.
	return !a.negated && b.negated && a.rivals(b)
}

func (a literal) excludes(b literal) bool {
	if a.key == b.key {
		return a.negated != b.negated
	}
	return !a.negated && !b.negated && a.rivals(b)
}

// rivals says whether both atoms compare the same thing with constants that
// differ.
func (a literal) rivals(b literal) bool {
	ax, ac, ok := constantTest(a.atom)
	if !ok {
		return false
	}
	bx, bc, ok := constantTest(b.atom)
	return ok && ax.Key() == bx.Key() && Equal(ac, bc) == No
}

func constantTest(v Value) (x, constant Value, ok bool) {
	args, isEq := AsCall(v, "equals")
	if !isEq || len(args) != 2 {
		return nil, nil, false
	}
	for i, a := range args {
		if IsKnown(a) && !IsKnown(args[1-i]) {
			return args[1-i], a, true
		}
	}
	return nil, nil, false
}

// Assume answers a boolean question under the condition: Bool if c settles v,
// else v itself.
func (c Condition) Assume(v Value) Value {
	if len(c.lits) == 0 || v.Kind() != KindUnknown {
		return v
	}
	q := ConditionOf(v)
	if q.IsAlways() || q.IsNever() {
		return v
	}
	if c.Implies(q) == Yes {
		return NewBool(true, v.Origin())
	}
	if c.Contradicts(q) == Yes {
		return NewBool(false, v.Origin())
	}
	return v
}

// maxTouch bounds the parts that Touches looks at; a value of more is taken to
// be touched.
const maxTouch = 4096

// Touches says whether v has a part that could read differently where c is
// taken for granted: one of c's atoms, or what such an atom compares.
func (c Condition) Touches(v Value) bool {
	if len(c.lits) == 0 {
		return false
	}
	t := toucher{atoms: map[Key]bool{}, seen: map[Key]bool{}}
	for _, l := range c.lits {
		t.atoms[l.key] = true
		if x, _, ok := constantTest(l.atom); ok {
			t.atoms[x.Key()] = true
		}
	}
	return t.value(v)
}

type toucher struct {
	atoms map[Key]bool
	seen  map[Key]bool // of what holds other values
}

func (t toucher) any(vs []Value) bool { return slices.ContainsFunc(vs, t.value) }

func (t toucher) value(v Value) bool {
	switch v.(type) {
	case Array, Object, Text, Ref, Unknown:
	default:
		return false
	}
	k := v.Key()
	if t.atoms[k] || len(t.seen) > maxTouch {
		return true
	}
	if t.seen[k] {
		return false
	}
	t.seen[k] = true
	switch v := v.(type) {
	case Array:
		return v.a.unknown && (t.any(v.a.items) || t.any(v.a.loose) || v.a.sym != nil && t.any(v.a.sym.args))
	case Object:
		if !v.o.unknown {
			return false
		}
		for _, m := range v.o.members {
			if t.value(m.Value) || m.KeyValue != nil && t.value(m.KeyValue) {
				return true
			}
		}
		return v.o.sym != nil && t.any(v.o.sym.args)
	case Text:
		for _, p := range v.pieces {
			if p.Hole != nil && t.value(p.Hole) {
				return true
			}
		}
	case Ref:
		return t.value(v.id)
	case Unknown:
		return t.any(v.u.sym.args) || v.u.hint != nil && t.value(v.u.hint)
	}
	return false
}
