package fn

import (
	"strings"
	"unicode"

	"moat/analyzer/value"
)

// textRows are the functions that make strings.
func textRows() []*Row {
	return []*Row{
		{Name: "format", Min: 1, Max: -1, In: Everywhere, Result: value.TypeString, Partial: true, Whole: true, Eval: plain(format)},
		{Name: "string", Min: 1, Max: 1, In: Everywhere, Result: value.TypeString, Partial: true, Eval: plain(toString)},
		{Name: "toLower", Min: 1, Max: 1, In: Everywhere, Result: value.TypeString, Partial: true, Eval: plain(toLower)},
		{Name: "toUpper", Min: 1, Max: 1, In: Everywhere, Result: value.TypeString, Partial: true, Eval: plain(toUpper)},
		{Name: "trim", Min: 1, Max: 1, In: Everywhere, Result: value.TypeString, Partial: true, Eval: plain(trim)},
		{Name: "replace", Min: 3, Max: 3, In: Everywhere, Result: value.TypeString, Partial: true, Eval: plain(replace)},
		{Name: "padLeft", Min: 2, Max: 3, In: Everywhere, Result: value.TypeString, Eval: plain(padLeft)},
		{Name: "join", Min: 2, Max: 2, In: Everywhere, Result: value.TypeString, Partial: true, Whole: true, Eval: plain(join)},
	}
}

// piece is v as a part of a string: rendered if known, else a hole.
func (c *Call) piece(v value.Value) (value.Piece, *Fault) {
	if !value.IsKnown(v) {
		return value.Piece{Hole: v}, nil
	}
	s, fault := c.render(v, '\'')
	if fault != nil {
		return value.Piece{}, fault
	}
	return value.Piece{Hole: c.taint(value.NewString(s, v.Origin()), []value.Value{v})}, nil
}

// concatText joins scalars.
func concatText(c *Call, args []value.Value) (value.Value, *Fault) {
	pieces := make([]value.Piece, len(args))
	for i, a := range args {
		if !can(a, value.TypeString, value.TypeInt, value.TypeBool, value.TypeNull) && a.Kind() != value.KindFloat {
			return nil, c.wrong(i, a, "a string, an integer or a boolean like the others")
		}
		p, fault := c.piece(a)
		if fault != nil {
			return nil, fault
		}
		pieces[i] = p
	}
	return c.text(pieces, args...)
}

func toString(c *Call, args []value.Value) (value.Value, *Fault) {
	v := args[0]
	switch value.TypeOf(v) {
	case value.TypeString:
		return v, nil
	case value.TypeInt, value.TypeBool:
		p, fault := c.piece(v)
		if fault != nil {
			return nil, fault
		}
		return c.text([]value.Piece{p}, args...)
	}
	if !value.IsKnown(v) {
		return c.Unknown(args...), nil
	}
	s, fault := c.render(v, '"')
	if fault != nil {
		return nil, fault
	}
	return c.str(s, args...), nil
}

func toLower(c *Call, args []value.Value) (value.Value, *Fault) {
	return mapCase(c, args, lowerRune)
}

func toUpper(c *Call, args []value.Value) (value.Value, *Fault) {
	return mapCase(c, args, upperRune)
}

// mapCase distributes over the pieces of a text: case maps rune by rune.
func mapCase(c *Call, args []value.Value, f func(rune) rune) (value.Value, *Fault) {
	if !can(args[0], value.TypeString) {
		return nil, c.wrong(0, args[0], "a string")
	}
	pieces := piecesOf(args[0])
	out := make([]value.Piece, len(pieces))
	for i, p := range pieces {
		if p.Hole == nil {
			out[i].Lit = strings.Map(f, p.Lit)
			continue
		}
		out[i].Hole = c.caseOf(p.Hole, f)
	}
	return c.text(out, args...)
}

// caseOf is a hole in lower or upper case.
func (c *Call) caseOf(h value.Value, f func(rune) rune) value.Value {
	// Case of case: the outer one decides, letters having one counterpart. That
	// only holds for ASCII, so just the same function is dropped.
	if a, ok := value.AsCall(h, c.Row.Name); ok && len(a) == 1 {
		return h
	}
	if a := alphabet(h); a != "" && a == strings.Map(f, a) {
		return h
	}
	if args, ok := conditional(h); ok && countLeaves(h, maxSplit+1) <= maxSplit {
		then, fault := mapCase(c, []value.Value{args[1]}, f)
		if fault == nil {
			if els, fault := mapCase(c, []value.Value{args[2]}, f); fault == nil {
				return value.NewIf(args[0], then, els, h.Origin())
			}
		}
	}
	var domain *value.Domain
	if u, ok := h.(value.Unknown); ok && u.Domain() != nil {
		d := *u.Domain()
		d.OneOf = nil
		for _, one := range choices(h) {
			s, ok := one.(value.String)
			if !ok {
				d.OneOf = nil
				break
			}
			d.OneOf = append(d.OneOf, value.NewString(strings.Map(f, s.String()), one.Origin()))
		}
		domain = &value.Domain{OneOf: d.OneOf, MinLength: d.MinLength, MaxLength: d.MaxLength}
	}
	return c.call(c.Row.Name, domain, h)
}

// call is an unknown string: the call of a function on some part of this
// call's arguments.
func (c *Call) call(name string, domain *value.Domain, args ...value.Value) value.Value {
	why := value.Whys(args...)
	if why == nil {
		why = []value.Why{{Reason: value.ReasonTypeError, Name: name, At: c.At}}
	}
	return value.NewUnknown(value.UnknownSpec{Sym: value.SymCall(name, args...), Why: why, Type: value.TypeString,
		Domain: domain, Secret: anySecret(args), Origin: c.Origin(args...)})
}

func trim(c *Call, args []value.Value) (value.Value, *Fault) {
	switch v := args[0].(type) {
	case value.String:
		return c.str(strings.TrimFunc(v.String(), unicode.IsSpace), args...), nil
	case value.Text:
		ps := append([]value.Piece{}, v.Pieces()...)
		last := len(ps) - 1
		// What stands behind a hole, or before one, may be trimmed away whole
		// if the hole is blank: only ends with visible letters are safe.
		head := strings.TrimLeftFunc(ps[0].Lit, unicode.IsSpace)
		tail := strings.TrimRightFunc(ps[last].Lit, unicode.IsSpace)
		if (head != "" || c.visible(ps[0].Hole)) && (tail != "" || c.visible(ps[last].Hole)) {
			ps[0].Lit = head
			ps[last].Lit = tail
			if last == 0 {
				return v, nil
			}
			return c.text(ps, args...)
		}
	}
	if !can(args[0], value.TypeString) {
		return nil, c.wrong(0, args[0], "a string")
	}
	if a, ok := value.AsCall(args[0], "trim"); ok && len(a) == 1 {
		return args[0], nil
	}
	if c.visible(args[0]) {
		return args[0], nil
	}
	return c.Unknown(args...), nil
}

// visible says that a hole can't hold white space and isn't empty.
func (c *Call) visible(h value.Value) bool {
	if h == nil {
		return false
	}
	least, _ := lengths(h)
	a := alphabet(h)
	return least > 0 && a != "" && strings.IndexFunc(a, unicode.IsSpace) < 0
}

func replace(c *Call, args []value.Value) (value.Value, *Fault) {
	for i, a := range args {
		if !can(a, value.TypeString) {
			return nil, c.wrong(i, a, "a string")
		}
	}
	old, okOld := args[1].(value.String)
	with, okWith := args[2].(value.String)
	if okOld && old.String() == "" {
		return nil, Faultf("argument 2 of replace() is empty; it must be the text to look for")
	}
	if s, ok := args[0].(value.String); ok && okOld && okWith {
		n := strings.Count(s.String(), old.String())
		if fault := c.checkString(len(s.String()) + n*max(0, len(with.String())-len(old.String()))); fault != nil {
			return nil, fault
		}
		return c.str(strings.ReplaceAll(s.String(), old.String(), with.String()), args...), nil
	}
	// A single character is replaced piece by piece: no match can lie across
	// two of them.
	if okOld && unitLen(old.String()) == 1 {
		pieces := piecesOf(args[0])
		out := make([]value.Piece, 0, len(pieces))
		for _, p := range pieces {
			if p.Hole != nil {
				out = append(out, value.Piece{Hole: c.replaceHole(p.Hole, old, args[2])})
				continue
			}
			for i, part := range strings.Split(p.Lit, old.String()) {
				if i > 0 {
					out = append(out, value.Piece{Hole: args[2]})
				}
				out = append(out, value.Piece{Lit: part})
			}
		}
		return c.text(out, args...)
	}
	return c.Unknown(args...), nil
}

func (c *Call) replaceHole(h value.Value, old value.String, with value.Value) value.Value {
	if lacks(h, old.String()) {
		return h
	}
	// Replacing again what is gone changes nothing.
	if a, ok := value.AsCall(h, "replace"); ok && len(a) == 3 && a[1].Key() == old.Key() {
		if s, ok := a[2].(value.String); ok && !strings.Contains(s.String(), old.String()) {
			return h
		}
	}
	if args, ok := conditional(h); ok && countLeaves(h, maxSplit+1) <= maxSplit {
		then, fault := replace(c, []value.Value{args[1], old, with})
		if fault == nil {
			if els, fault := replace(c, []value.Value{args[2], old, with}); fault == nil {
				return value.NewIf(args[0], then, els, h.Origin())
			}
		}
	}
	var domain *value.Domain
	if s, ok := with.(value.String); ok {
		for _, one := range choices(h) {
			from, ok := one.(value.String)
			if !ok {
				domain = nil
				break
			}
			if domain == nil {
				domain = &value.Domain{}
			}
			domain.OneOf = append(domain.OneOf, value.NewString(strings.ReplaceAll(from.String(), old.String(), s.String()), one.Origin()))
		}
	}
	return c.call("replace", domain, h, old, with)
}

func padLeft(c *Call, args []value.Value) (value.Value, *Fault) {
	if k := args[0].Kind(); k != value.KindString && k != value.KindInt {
		return nil, c.wrong(0, args[0], "a string or an integer")
	}
	s, fault := c.render(args[0], '\'')
	if fault != nil {
		return nil, fault
	}
	total, fault := c.intArg(args, 1)
	if fault != nil {
		return nil, fault
	}
	pad := " "
	if len(args) > 2 {
		if pad, fault = c.stringArg(args, 2); fault != nil {
			return nil, fault
		}
		if unitLen(pad) != 1 {
			return nil, Faultf("argument 3 of padLeft() is %q; it must be one character", pad)
		}
	}
	if total < 0 {
		return nil, Faultf("argument 2 of padLeft() is %d; a length can't be negative", total)
	}
	n := total - unitLen(s)
	if n <= 0 {
		return c.str(s, args...), nil
	}
	if n > int64(c.maxString()) {
		return nil, c.checkString(c.maxString() + 1)
	}
	if fault := c.checkString(len(s) + int(n)*len(pad)); fault != nil {
		return nil, fault
	}
	return c.str(strings.Repeat(pad, int(n))+s, args...), nil
}

func join(c *Call, args []value.Value) (value.Value, *Fault) {
	if !can(args[0], value.TypeArray) {
		return nil, c.wrong(0, args[0], "an array")
	}
	if !can(args[1], value.TypeString) {
		return nil, c.wrong(1, args[1], "a string")
	}
	s, ok := seqOf(args[0])
	if !ok || s.open {
		return c.Unknown(args...), nil
	}
	pieces := make([]value.Piece, 0, 2*len(s.items))
	for i, it := range s.items {
		if i > 0 {
			pieces = append(pieces, value.Piece{Hole: args[1]})
		}
		if !can(it, value.TypeString, value.TypeInt, value.TypeBool, value.TypeNull) && it.Kind() != value.KindFloat {
			return nil, Faultf("item %d of the array given to join() is %s; it must be a string, an integer or a boolean", i, describe(it))
		}
		p, fault := c.piece(it)
		if fault != nil {
			return nil, fault
		}
		pieces = append(pieces, p)
	}
	return c.text(pieces, args...)
}
