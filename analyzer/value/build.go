package value

// NewNot is the negation of a boolean value.
func NewNot(v Value, o *Origin) Value {
	if b, ok := v.(Bool); ok {
		return Bool{meta{o, b.secret}, !b.b}
	}
	if args, ok := AsCall(v, "not"); ok && len(args) == 1 {
		return args[0]
	}
	return NewUnknown(UnknownSpec{Sym: SymCall("not", v), Why: whyOr(v), Type: TypeBool, Domain: boolDomain(), Secret: HasSecret(v), Origin: o})
}

func boolDomain() *Domain {
	return &Domain{OneOf: []Value{Bool{b: true}, Bool{b: false}}}
}

// whyOr is WhyOf with an answer for values that have no reason of their own.
func whyOr(vs ...Value) []Why {
	if w := Whys(vs...); w != nil {
		return w
	}
	return []Why{{Reason: ReasonTypeError}}
}

// NewAnd and NewOr combine boolean values, deciding where one operand does.
func NewAnd(o *Origin, vs ...Value) Value { return connective("and", false, o, vs) }
func NewOr(o *Origin, vs ...Value) Value  { return connective("or", true, o, vs) }

// connective drops operands that don't matter and returns the one that
// decides: decider is the value that settles the whole.
func connective(name string, decider bool, o *Origin, vs []Value) Value {
	var rest []Value
	seen := map[Key]bool{}
	secret := false
	var add func(vs []Value) Value
	add = func(vs []Value) Value {
		for _, v := range vs {
			secret = secret || HasSecret(v)
			if b, ok := v.(Bool); ok {
				if b.b == decider {
					return Bool{meta{o, secret}, decider}
				}
				continue
			}
			if args, ok := AsCall(v, name); ok {
				if d := add(args); d != nil {
					return d
				}
				continue
			}
			if !seen[v.Key()] {
				seen[v.Key()] = true
				rest = append(rest, v)
			}
		}
		return nil
	}
	if d := add(vs); d != nil {
		return d
	}
	for _, v := range rest {
		if seen[NewNot(v, nil).Key()] {
			return Bool{meta{o, secret}, decider} // x and not x; x or not x
		}
	}
	switch len(rest) {
	case 0:
		return Bool{meta{o, secret}, !decider}
	case 1:
		if secret {
			return AsSecret(rest[0])
		}
		return rest[0]
	}
	return NewUnknown(UnknownSpec{Sym: SymCall(name, rest...), Why: whyOr(rest...), Type: TypeBool, Domain: boolDomain(), Secret: secret, Origin: o})
}

// NewIf is the conditional. With an unknown condition both branches are kept:
// as the symbolic form, and as the domain where the branches' values are known.
func NewIf(cond, then, els Value, o *Origin) Value {
	if b, ok := cond.(Bool); ok {
		v := els
		if b.b {
			v = then
		}
		if b.secret {
			v = AsSecret(v)
		}
		return v
	}
	if then.Key() == els.Key() {
		if HasSecret(els) && !HasSecret(then) {
			return els
		}
		return then
	}
	if args, ok := AsCall(cond, "not"); ok && len(args) == 1 {
		return NewIf(args[0], els, then, o)
	}
	// A branch that asks the same question again has only one answer left.
	if args, ok := AsCall(then, "if"); ok && args[0].Key() == cond.Key() {
		return NewIf(cond, args[1], els, o)
	}
	if args, ok := AsCall(els, "if"); ok && args[0].Key() == cond.Key() {
		return NewIf(cond, then, args[2], o)
	}
	tb, tok := then.(Bool)
	eb, eok := els.(Bool)
	if tok && eok && TypeOf(cond) == TypeBool {
		if tb.b && !eb.b {
			return cond
		}
		if !tb.b && eb.b {
			return NewNot(cond, o)
		}
	}
	typ := TypeOf(then)
	if TypeOf(els) != typ {
		typ = TypeAny
	}
	var domain *Domain
	if t, e := candidates(then), candidates(els); t != nil && e != nil && len(t)+len(e) <= maxOneOf {
		domain = &Domain{OneOf: dedupe(append(append([]Value{}, t...), e...))}
	}
	return NewUnknown(UnknownSpec{
		Sym: SymCall("if", cond, then, els), Why: whyOr(cond, then, els), Type: typ, Domain: domain,
		Secret: HasSecret(cond) || HasSecret(then) || HasSecret(els), Origin: o,
	})
}

// maxOneOf bounds the size of a domain that is put together from others.
const maxOneOf = 64

// candidates are the values that v can take; nil if they can't be listed.
func candidates(v Value) []Value {
	switch v := v.(type) {
	case Unknown:
		return v.OneOf()
	case Text, Ref:
		return nil
	}
	return []Value{v}
}

func dedupe(vs []Value) []Value {
	seen := map[Key]bool{}
	out := vs[:0]
	for _, v := range vs {
		if !seen[v.Key()] {
			seen[v.Key()] = true
			out = append(out, v)
		}
	}
	return out
}

// Candidates are the values v can take: v itself if it is no unknown, the
// members of its domain if it is, nil if they can't be listed.
func Candidates(v Value) []Value { return candidates(v) }

// Width is the number of parts that an unknown value is put together from:
// concatenations of concatenations are one flat list.
func Width(v Value) int {
	var s *Sym
	switch v := v.(type) {
	case Text:
		return len(v.Pieces())
	case Array:
		s = v.Sym()
	case Object:
		s = v.Sym()
	case Unknown:
		s = v.Sym()
	}
	if s == nil {
		return 0
	}
	return len(s.Args())
}
