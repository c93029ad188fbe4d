package fn

import (
	"strings"

	"moat/analyzer/value"
)

// searchRows are the functions that look for something in a string, array or
// object.
func searchRows() []*Row {
	return []*Row{
		{Name: "contains", Min: 2, Max: 2, In: Everywhere, Result: value.TypeBool, Partial: true, Eval: plain(contains)},
		{Name: "startsWith", Min: 2, Max: 2, In: Everywhere, Result: value.TypeBool, Partial: true, Eval: plain(startsWith)},
		{Name: "endsWith", Min: 2, Max: 2, In: Everywhere, Result: value.TypeBool, Partial: true, Eval: plain(endsWith)},
		{Name: "indexOf", Min: 2, Max: 2, In: Everywhere, Result: value.TypeInt, Partial: true, Eval: plain(indexOf)},
		{Name: "lastIndexOf", Min: 2, Max: 2, In: Everywhere, Result: value.TypeInt, Partial: true, Eval: plain(lastIndexOf)},
		{Name: "like", Min: 2, Max: 2, In: Everywhere, Result: value.TypeBool, Eval: plain(like)},
	}
}

func contains(c *Call, args []value.Value) (value.Value, *Fault) {
	switch v := args[0].(type) {
	case value.Object:
		return containsKey(c, v, args)
	case value.Array:
		return c.decided(holds(v.Items(), v.Open(), args[1]), args...), nil
	case value.String, value.Text:
		if !can(args[1], value.TypeString, value.TypeInt, value.TypeBool) {
			return nil, c.wrong(1, args[1], "a string to look for in a string")
		}
		if !value.IsKnown(args[1]) {
			return c.Unknown(args...), nil
		}
		want, fault := c.render(args[1], '\'')
		if fault != nil {
			return nil, fault
		}
		t := value.Maybe
		for _, p := range piecesOf(v) {
			if p.Hole == nil && strings.Contains(p.Lit, want) {
				t = value.Yes
			}
		}
		if _, known := v.(value.String); known && t == value.Maybe {
			t = value.No
		}
		return c.decided(t, args...), nil
	}
	if !can(args[0], value.TypeString, value.TypeArray, value.TypeObject) {
		return nil, c.wrong(0, args[0], "a string, an array or an object")
	}
	return c.Unknown(args...), nil
}

// holds says whether want equals one of the items.
func holds(items []value.Value, open bool, want value.Value) value.Tri {
	t := value.No
	if open {
		t = value.Maybe
	}
	for _, it := range items {
		if t = t.Or(value.Equal(it, want)); t == value.Yes {
			break
		}
	}
	return t
}

func containsKey(c *Call, o value.Object, args []value.Value) (value.Value, *Fault) {
	if !o.Open() && len(o.Members()) == 0 {
		return c.boolean(false, args...), nil
	}
	if !value.IsKnown(args[1]) {
		if !can(args[1], value.TypeString, value.TypeInt) {
			return nil, c.wrong(1, args[1], "the name of a property")
		}
		return c.Unknown(args...), nil
	}
	key, fault := c.render(args[1], '\'')
	if fault != nil {
		return nil, fault
	}
	_, ok := o.Member(key)
	t := value.TriOf(ok)
	if !ok && o.Open() {
		t = value.Maybe
	}
	return c.decided(t, args...), nil
}

func startsWith(c *Call, args []value.Value) (value.Value, *Fault) {
	return affix(c, args, strings.HasPrefix, func(ps []value.Piece) string { return ps[0].Lit })
}

func endsWith(c *Call, args []value.Value) (value.Value, *Fault) {
	return affix(c, args, strings.HasSuffix, func(ps []value.Piece) string { return ps[len(ps)-1].Lit })
}

// affix compares the known end of a text with the affix, case ignored.
func affix(c *Call, args []value.Value, has func(s, affix string) bool, end func([]value.Piece) string) (value.Value, *Fault) {
	for i, a := range args {
		if !can(a, value.TypeString) {
			return nil, c.wrong(i, a, "a string")
		}
	}
	want, ok := args[1].(value.String)
	if !ok {
		return c.Unknown(args...), nil
	}
	s := foldOrdinal(end(piecesOf(args[0])))
	w := foldOrdinal(want.String())
	t := value.Maybe
	switch _, known := args[0].(value.String); {
	case has(s, w):
		t = value.Yes
	case known || !has(w, s):
		t = value.No
	}
	return c.decided(t, args...), nil
}

func indexOf(c *Call, args []value.Value) (value.Value, *Fault) {
	return index(c, args, false)
}

func lastIndexOf(c *Call, args []value.Value) (value.Value, *Fault) {
	return index(c, args, true)
}

func index(c *Call, args []value.Value, fromEnd bool) (value.Value, *Fault) {
	switch v := args[0].(type) {
	case value.String:
		want, ok := args[1].(value.String)
		if !ok {
			if !can(args[1], value.TypeString) {
				return nil, c.wrong(1, args[1], "a string to look for in a string")
			}
			break
		}
		return c.integer(indexUnits(v.String(), want.String(), fromEnd), args...), nil
	case value.Text:
		want, ok := args[1].(value.String)
		if lit := v.Pieces()[0].Lit; ok && !fromEnd && lit != "" {
			// A match may begin in the literal and go on in the hole, but the
			// first one lying wholly in the literal has none before it.
			if i := indexUnits(lit, want.String(), false); i >= 0 {
				return c.integer(i, args...), nil
			}
		}
	case value.Array:
		if i, ok := indexItems(v, args[1], fromEnd); ok {
			return c.integer(i, args...), nil
		}
	default:
		if !can(v, value.TypeString, value.TypeArray) {
			return nil, c.wrong(0, v, "a string or an array")
		}
	}
	return c.Unknown(args...), nil
}

func indexItems(v value.Array, want value.Value, fromEnd bool) (int64, bool) {
	if fromEnd && v.Open() {
		return 0, false
	}
	for k := range v.Items() {
		i := k
		if fromEnd {
			i = len(v.Items()) - 1 - k
		}
		switch value.Equal(v.Items()[i], want) {
		case value.Yes:
			return int64(i), true
		case value.Maybe:
			return 0, false
		}
	}
	return -1, !v.Open()
}

// indexUnits is the place of want in s in UTF-16 units, case ignored; -1 if
// it isn't there.
func indexUnits(s, want string, fromEnd bool) int64 {
	s, want = foldOrdinal(s), foldOrdinal(want)
	i := strings.Index(s, want)
	if fromEnd {
		i = strings.LastIndex(s, want)
	}
	if i < 0 {
		return -1
	}
	return unitLen(s[:i])
}

// like matches a whole string with a pattern in which * is any text, case
// ignored.
func like(c *Call, args []value.Value) (value.Value, *Fault) {
	ss, fault := c.stringsOf(args)
	if fault != nil {
		return nil, fault
	}
	s, parts := foldOrdinal(ss[0]), strings.Split(foldOrdinal(ss[1]), "*")
	if len(parts) == 1 {
		return c.boolean(s == parts[0], args...), nil
	}
	head, tail := parts[0], parts[len(parts)-1]
	ok := len(s) >= len(head)+len(tail) && strings.HasPrefix(s, head) && strings.HasSuffix(s, tail)
	if ok {
		s = s[len(head) : len(s)-len(tail)]
		for _, p := range parts[1 : len(parts)-1] {
			i := strings.Index(s, p)
			if i < 0 {
				ok = false
				break
			}
			s = s[i+len(p):]
		}
	}
	return c.boolean(ok, args...), nil
}
