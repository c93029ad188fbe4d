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
	c.add(v, false)
	slices.SortFunc(c.lits, func(a, b literal) int { return slices.Compare(a.key[:], b.key[:]) })
	c.lits = slices.CompactFunc(c.lits, func(a, b literal) bool { return a.key == b.key && a.negated == b.negated })
	for i := 1; i < len(c.lits); i++ {
		if c.lits[i].key == c.lits[i-1].key {
			c.never = true // one of each sign is left
		}
	}
	return c
}

func (c *Condition) add(v Value, negated bool) {
	switch v := v.(type) {
	case Bool:
		if v.b == negated {
			c.never = true
		}
		return
	case Unknown:
		if args, ok := AsCall(v, "not"); ok && len(args) == 1 {
			c.add(args[0], !negated)
			return
		}
		whole := "and"
		if negated {
			whole = "or" // not (a or b) is not a and not b
		}
		if args, ok := AsCall(v, whole); ok {
			for _, a := range args {
				c.add(a, negated)
			}
			return
		}
		if other, want, ok := boolTest(v); ok {
			c.add(other, negated == want)
			return
		}
	}
	c.lits = append(c.lits, literal{v, v.Key(), negated})
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
