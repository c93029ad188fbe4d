package fn

import (
	"strings"

	"moat/analyzer/value"
)

// partRows are the functions that measure and cut strings, arrays and objects.
func partRows() []*Row {
	return []*Row{
		{Name: "length", Min: 1, Max: 1, In: Everywhere, Result: value.TypeInt, Partial: true, Eval: plain(length)},
		{Name: "empty", Min: 1, Max: 1, In: Everywhere, Result: value.TypeBool, Partial: true, Eval: plain(empty)},
		{Name: "first", Min: 1, Max: 1, In: Everywhere, Partial: true, Eval: plain(first)},
		{Name: "last", Min: 1, Max: 1, In: Everywhere, Partial: true, Eval: plain(last)},
		{Name: "take", Min: 2, Max: 2, In: Everywhere, Partial: true, Eval: plain(take)},
		{Name: "skip", Min: 2, Max: 2, In: Everywhere, Partial: true, Eval: plain(skip)},
		{Name: "substring", Min: 2, Max: 3, In: Everywhere, Result: value.TypeString, Partial: true, Eval: plain(substring)},
		{Name: "split", Min: 2, Max: 2, In: Everywhere, Result: value.TypeArray, Partial: true, Eval: plain(split)},
	}
}

// certainMembers counts the members with different known names.
func certainMembers(o value.Object) int {
	seen := map[string]bool{}
	for _, m := range o.Members() {
		if m.KeyValue == nil {
			seen[m.Key] = true
		}
	}
	return len(seen)
}

func length(c *Call, args []value.Value) (value.Value, *Fault) {
	var least, most int64 = 0, -1
	switch v := args[0].(type) {
	case value.String, value.Text:
		least, most = textLengths(v)
	case value.Array:
		least = int64(len(v.Items()))
		if !v.Open() {
			most = least
		}
	case value.Object:
		least = int64(certainMembers(v))
		if !v.Open() {
			most = least
		}
	case value.Unknown:
		if !can(v, value.TypeString, value.TypeArray, value.TypeObject) {
			return nil, c.wrong(0, v, "a string, an array or an object")
		}
		if d := v.Domain(); d != nil && (v.Type() == value.TypeString || v.Type() == value.TypeArray) && d.OneOf == nil {
			if d.MinLength != nil {
				least = *d.MinLength
			}
			if d.MaxLength != nil {
				most = *d.MaxLength
			}
		}
	case value.Ref:
	default:
		return nil, c.wrong(0, v, "a string, an array or an object")
	}
	if least == most {
		return c.integer(least, args...), nil
	}
	d := &value.Domain{MinValue: &least}
	if most >= 0 {
		d.MaxValue = &most
	}
	return value.NewUnknown(value.UnknownSpec{Sym: value.SymCall("length", args...), Why: value.Whys(args...), Type: value.TypeInt,
		Domain: d, Secret: anySecret(args), Origin: c.Origin(args...)}), nil
}

func empty(c *Call, args []value.Value) (value.Value, *Fault) {
	switch v := args[0].(type) {
	case value.Null:
		return c.boolean(true, args...), nil
	case value.Array:
		if len(v.Items()) > 0 || !v.Open() {
			return c.boolean(len(v.Items()) == 0, args...), nil
		}
	case value.Object:
		if len(v.Members()) > 0 || !v.Open() {
			return c.boolean(len(v.Members()) == 0, args...), nil
		}
	case value.String, value.Text, value.Unknown:
		if !can(v, value.TypeString, value.TypeArray, value.TypeObject, value.TypeNull) {
			return nil, c.wrong(0, v, "a string, an array, an object or null")
		}
		if value.TypeOf(v) == value.TypeString {
			if least, most := textLengths(v); least > 0 || most == 0 {
				return c.boolean(least == 0, args...), nil
			}
		}
	case value.Ref:
	default:
		return nil, c.wrong(0, v, "a string, an array, an object or null")
	}
	return c.Unknown(args...), nil
}

func first(c *Call, args []value.Value) (value.Value, *Fault) {
	switch v := args[0].(type) {
	case value.String:
		head, _ := cutUnits(v.String(), 1)
		return c.str(head, args...), nil
	case value.Text:
		return c.text(takePieces(c, v.Pieces(), 1), args...)
	case value.Array:
		if len(v.Items()) > 0 {
			return v.Items()[0], nil
		}
		if !v.Open() {
			return value.NewNull(c.Origin(args...)), nil
		}
	default:
		if !can(v, value.TypeString, value.TypeArray) {
			return nil, c.wrong(0, v, "an array or a string")
		}
	}
	return c.Unknown(args...), nil
}

func last(c *Call, args []value.Value) (value.Value, *Fault) {
	switch v := args[0].(type) {
	case value.String:
		_, tail := cutUnits(v.String(), unitLen(v.String())-1)
		return c.str(tail, args...), nil
	case value.Text:
		ps := v.Pieces()
		if lit := ps[len(ps)-1].Lit; lit != "" {
			_, tail := cutUnits(lit, unitLen(lit)-1)
			return c.str(tail, args...), nil
		}
		u := c.Unknown(args...).(value.Unknown)
		return value.NewUnknown(value.UnknownSpec{Sym: u.Sym(), Why: u.Why(), Type: value.TypeString, Secret: u.Secret(), Origin: u.Origin()}), nil
	case value.Array:
		if n := len(v.Items()); n > 0 && !v.Open() {
			return v.Items()[n-1], nil
		}
		if !v.Open() {
			return value.NewNull(c.Origin(args...)), nil
		}
	default:
		if !can(v, value.TypeString, value.TypeArray) {
			return nil, c.wrong(0, v, "an array or a string")
		}
	}
	return c.Unknown(args...), nil
}

// takePieces are the first n units of a text. That is exact: what a hole
// leaves open goes into a take() of it and what follows.
func takePieces(c *Call, ps []value.Piece, n int64) []value.Piece {
	var out []value.Piece
	for i, p := range ps {
		if n <= 0 {
			break
		}
		if p.Hole == nil {
			head, _ := cutUnits(p.Lit, n)
			out = append(out, value.Piece{Lit: head})
			n -= unitLen(p.Lit)
			continue
		}
		least, most := lengths(p.Hole)
		switch {
		case least == most && n >= most:
			out = append(out, p)
			n -= most
			continue
		case least >= n:
			return append(out, value.Piece{Hole: c.call("take", nil, whole(p.Hole), value.NewInt(n, nil))})
		}
		if _, most := textLengths(value.NewText(ps[i:], nil)); most >= 0 && most <= n {
			return append(out, ps[i:]...)
		}
		rest := value.NewText(ps[i:], nil)
		return append(out, value.Piece{Hole: c.call("take", nil, rest, value.NewInt(n, nil))})
	}
	return out
}

// skipPieces are what remains of a text after n units; exact is false if that
// can't be told in pieces.
func skipPieces(ps []value.Piece, n int64) (rest []value.Piece, left int64) {
	for i, p := range ps {
		if n <= 0 {
			return ps[i:], 0
		}
		if p.Hole == nil {
			if l := unitLen(p.Lit); n >= l {
				n -= l
				continue
			}
			_, tail := cutUnits(p.Lit, n)
			return append([]value.Piece{{Lit: tail}}, ps[i+1:]...), 0
		}
		least, most := lengths(p.Hole)
		if least == most && n >= most {
			n -= most
			continue
		}
		return ps[i:], n
	}
	return nil, 0
}

func take(c *Call, args []value.Value) (value.Value, *Fault) {
	n, fault := c.count(args, 1)
	if fault != nil {
		return nil, fault
	}
	if n != nil {
		switch v := args[0].(type) {
		case value.String, value.Text:
			return c.text(takePieces(c, piecesOf(v), *n), args...)
		case value.Array:
			if k := int64(len(v.Items())); *n <= k || !v.Open() {
				return value.NewArray(v.Items()[:min(max(*n, 0), k)], c.Origin(args...)), nil
			}
		case value.Unknown:
			if v.Type() == value.TypeString {
				return c.text(takePieces(c, piecesOf(v), *n), args...)
			}
		}
	}
	return c.part(args)
}

func skip(c *Call, args []value.Value) (value.Value, *Fault) {
	n, fault := c.count(args, 1)
	if fault != nil {
		return nil, fault
	}
	if n != nil {
		switch v := args[0].(type) {
		case value.String, value.Text:
			rest, left := skipPieces(piecesOf(v), *n)
			if left == 0 {
				return c.text(rest, args...)
			}
			return c.call("skip", nil, value.NewText(rest, nil), value.NewInt(left, nil)), nil
		case value.Array:
			k := int64(len(v.Items()))
			from := min(max(*n, 0), k)
			if !v.Open() {
				return value.NewArray(v.Items()[from:], c.Origin(args...)), nil
			}
			if *n <= k {
				return value.NewOpenArray(v.Items()[from:], v.Loose(), value.SymCall("skip", args...), v.Why(), c.Origin(args...)), nil
			}
		}
	}
	return c.part(args)
}

// count is a known integer argument; nil if it is unknown.
func (c *Call) count(args []value.Value, i int) (*int64, *Fault) {
	if !value.IsKnown(args[i]) && can(args[i], value.TypeInt) {
		return nil, nil
	}
	n, fault := c.intArg(args, i)
	return &n, fault
}

// part is the unknown result of take() and skip(): of the type of what is cut.
func (c *Call) part(args []value.Value) (value.Value, *Fault) {
	if !can(args[0], value.TypeString, value.TypeArray) {
		return nil, c.wrong(0, args[0], "an array or a string")
	}
	return value.NewUnknown(value.UnknownSpec{Sym: value.SymCall(c.Row.Name, args...), Why: value.Whys(args...),
		Type: value.TypeOf(args[0]), Secret: anySecret(args), Origin: c.Origin(args...)}), nil
}

func substring(c *Call, args []value.Value) (value.Value, *Fault) {
	if !can(args[0], value.TypeString) {
		return nil, c.wrong(0, args[0], "a string")
	}
	start, fault := c.count(args, 1)
	if fault != nil {
		return nil, fault
	}
	var n *int64
	if len(args) > 2 {
		if n, fault = c.count(args, 2); fault != nil {
			return nil, fault
		}
	}
	if start != nil && *start < 0 || n != nil && *n < 0 {
		return nil, Faultf("substring() is given a negative start or length")
	}
	if start == nil || len(args) > 2 && n == nil {
		return c.Unknown(args...), nil
	}
	_, most := textLengths(args[0])
	end := *start
	if n != nil {
		if end > 1<<40 || *n > 1<<40 {
			return nil, Faultf("substring() is given a start or length far beyond any string")
		}
		end += *n
	}
	if most >= 0 && end > most {
		return nil, Faultf("substring() wants the characters %d to %d of a string that has at most %d", *start, end, most)
	}
	rest, left := skipPieces(piecesOf(args[0]), *start)
	if n == nil {
		if left == 0 {
			return c.text(rest, args...)
		}
		return c.call("substring", nil, value.NewText(rest, nil), value.NewInt(left, nil)), nil
	}
	if left > 0 {
		return c.call("substring", &value.Domain{MinLength: n, MaxLength: n}, value.NewText(rest, nil), value.NewInt(left, nil), value.NewInt(*n, nil)), nil
	}
	return c.text(substringPieces(c, rest, *n), args...)
}

// substringPieces are exactly n units from the start of a text, which the call
// asserts to be there.
func substringPieces(c *Call, ps []value.Piece, n int64) []value.Piece {
	var out []value.Piece
	for i, p := range ps {
		if n <= 0 {
			break
		}
		if p.Hole == nil {
			head, _ := cutUnits(p.Lit, n)
			out = append(out, value.Piece{Lit: head})
			n -= unitLen(p.Lit)
			continue
		}
		least, most := lengths(p.Hole)
		if least == most && n >= most {
			out = append(out, p)
			n -= most
			continue
		}
		rest := value.NewText(ps[i:], nil)
		if least >= n {
			rest = whole(p.Hole)
		}
		return append(out, value.Piece{Hole: c.call("substring", &value.Domain{MinLength: &n, MaxLength: &n}, rest, value.NewInt(0, nil), value.NewInt(n, nil))})
	}
	return out
}

func split(c *Call, args []value.Value) (value.Value, *Fault) {
	if !can(args[0], value.TypeString) {
		return nil, c.wrong(0, args[0], "a string")
	}
	if !can(args[1], value.TypeString, value.TypeArray) {
		return nil, c.wrong(1, args[1], "a string or an array of strings")
	}
	if !value.IsKnown(args[1]) {
		return c.Unknown(args...), nil
	}
	var seps []string
	switch v := args[1].(type) {
	case value.String:
		seps = []string{v.String()}
	case value.Array:
		for _, it := range v.Items() {
			s, ok := it.(value.String)
			if !ok {
				return nil, c.wrong(1, args[1], "a string or an array of strings")
			}
			seps = append(seps, s.String())
		}
	}
	pieces := piecesOf(args[0])
	if s, ok := args[0].(value.String); ok {
		parts := splitAny(s.String(), seps)
		if fault := c.checkItems(len(parts)); fault != nil {
			return nil, fault
		}
		items := make([]value.Value, len(parts))
		for i, p := range parts {
			items[i] = c.str(p, args...)
		}
		return value.NewArray(items, c.Origin(args...)), nil
	}
	if !splitsAtLiterals(pieces, seps) {
		return c.Unknown(args...), nil
	}
	var items []value.Value
	var current []value.Piece
	for _, p := range pieces {
		if p.Hole != nil {
			current = append(current, p)
			continue
		}
		for i, part := range splitAny(p.Lit, seps) {
			if i > 0 {
				items = append(items, c.taint(value.NewText(current, c.Origin(args...)), args))
				current = nil
			}
			current = append(current, value.Piece{Lit: part})
		}
	}
	items = append(items, c.taint(value.NewText(current, c.Origin(args...)), args))
	return value.NewArray(items, c.Origin(args...)), nil
}

// splitsAtLiterals says whether all separators of a text stand in its literal
// pieces. They must be single characters, so that none lies across two pieces,
// and no hole may hold one. A resource id's holes hold no slash: they stand
// for one segment each, since Azure allows slashes in no name of an id.
func splitsAtLiterals(ps []value.Piece, seps []string) bool {
	id := strings.HasPrefix(ps[0].Lit, "/subscriptions/") || strings.HasPrefix(ps[0].Lit, "/providers/")
	for _, sep := range seps {
		if unitLen(sep) != 1 {
			return false
		}
		for _, p := range ps {
			if p.Hole != nil && !lacks(p.Hole, sep) && !(id && sep == "/") {
				return false
			}
		}
	}
	return len(seps) > 0
}

// splitAny cuts s at every separator; the first one given wins where several
// match. Empty separators match nothing.
func splitAny(s string, seps []string) []string {
	var out []string
	start := 0
scan:
	for i := 0; i < len(s); {
		for _, sep := range seps {
			if sep != "" && strings.HasPrefix(s[i:], sep) {
				out = append(out, s[start:i])
				i += len(sep)
				start = i
				continue scan
			}
		}
		i++
	}
	return append(out, s[start:])
}
