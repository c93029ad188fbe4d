package fn

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"moat/analyzer/value"
)

// Strings are UTF-16 in the official evaluator: lengths and positions count
// code units.

// unitLen is the length of s in UTF-16 code units.
func unitLen(s string) int64 {
	n := int64(0)
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// cutUnits splits s after n code units; n is clamped. Half a surrogate pair
// becomes U+FFFD on either side.
func cutUnits(s string, n int64) (head, tail string) {
	if n <= 0 {
		return "", s
	}
	at := int64(0)
	for i, r := range s {
		if at == n {
			return s[:i], s[i:]
		}
		at++
		if r > 0xFFFF {
			if at == n {
				return s[:i] + "\uFFFD", "\uFFFD" + s[i+utf8.RuneLen(r):]
			}
			at++
		}
	}
	return s, ""
}

// lowerRune and upperRune are the invariant culture's mappings: one rune to
// one rune, and the two special letters i of Turkish stay as they are.
func lowerRune(r rune) rune {
	if r == 'İ' {
		return r
	}
	return unicode.ToLower(r)
}

func upperRune(r rune) rune {
	if r == 'ı' {
		return r
	}
	return unicode.ToUpper(r)
}

// foldOrdinal is the form under which comparisons that ignore case compare.
func foldOrdinal(s string) string { return strings.Map(upperRune, s) }

// piecesOf takes a string value apart; anything else is one hole.
func piecesOf(v value.Value) []value.Piece {
	switch v := v.(type) {
	case value.String:
		return []value.Piece{{Lit: v.String()}}
	case value.Text:
		return v.Pieces()
	}
	return []value.Piece{{Hole: v}}
}

// text makes a string of pieces and checks its size.
func (c *Call) text(pieces []value.Piece, args ...value.Value) (value.Value, *Fault) {
	n := 0
	for _, p := range pieces {
		n += len(p.Lit)
		for _, q := range piecesOf(orEmpty(p.Hole)) {
			n += len(q.Lit)
		}
	}
	if fault := c.checkString(n); fault != nil {
		return nil, fault
	}
	if fault := c.checkItems(len(pieces)); fault != nil {
		return nil, fault
	}
	return c.taint(value.NewText(pieces, c.Origin(args...)), args), nil
}

func orEmpty(v value.Value) value.Value {
	if v == nil {
		return value.NewString("", nil)
	}
	return v
}

// whole is what stands for a single hole of a text: itself if it is a string
// or may be, else its rendering.
func whole(h value.Value) value.Value {
	if can(h, value.TypeString) {
		return h
	}
	return value.NewText([]value.Piece{{Hole: h}}, h.Origin())
}

// lengths are the bounds of the UTF-16 length that a hole renders to; max is
// -1 if there is none.
func lengths(h value.Value) (least, most int64) {
	u, ok := h.(value.Unknown)
	if !ok {
		return 0, -1
	}
	d := u.Domain()
	switch u.Type() {
	case value.TypeString:
	case value.TypeInt:
		return 1, 20
	case value.TypeBool:
		return 4, 5
	default:
		return 0, -1
	}
	least, most = 0, -1
	if d == nil {
		return least, most
	}
	if d.MinLength != nil {
		least = max(least, *d.MinLength)
	}
	if d.MaxLength != nil {
		most = *d.MaxLength
	}
	for i, one := range d.OneOf {
		s, ok := one.(value.String)
		if !ok {
			return 0, -1
		}
		n := unitLen(s.String())
		if i == 0 {
			least, most = n, n
		}
		least, most = min(least, n), max(most, n)
	}
	return least, most
}

// textLengths are the bounds of the length of a string value.
func textLengths(v value.Value) (least, most int64) {
	for _, p := range piecesOf(v) {
		if p.Hole == nil {
			n := unitLen(p.Lit)
			least += n
			if most >= 0 {
				most += n
			}
			continue
		}
		lo, hi := lengths(p.Hole)
		least += lo
		if hi < 0 || most < 0 {
			most = -1
		} else {
			most += hi
		}
	}
	return least, most
}

// alphabet are the characters that a hole can render to; "" if anything.
func alphabet(h value.Value) string {
	const hex = "0123456789abcdef-"
	u, ok := h.(value.Unknown)
	if !ok {
		return ""
	}
	switch {
	case u.Type() == value.TypeInt:
		return "-0123456789"
	case u.Type() == value.TypeBool:
		return "TrueFals"
	case u.Sym().Op() == value.OpCall && u.Sym().Name() == "uniqueString":
		return base32
	case u.Sym().Op() == value.OpCall && u.Sym().Name() == "guid":
		return hex
	case u.Sym().Op() == value.OpEnv && (u.Sym().Name() == symSubscriptionID || u.Sym().Name() == symTenantID):
		return hex + "ABCDEF"
	}
	if one := u.OneOf(); one != nil && u.Type() == value.TypeString {
		var all strings.Builder
		for _, v := range one {
			if s, ok := v.(value.String); ok {
				all.WriteString(s.String())
			}
		}
		return all.String()
	}
	return ""
}

// lacks says that no hole can render to anything that holds a character of s.
func lacks(h value.Value, s string) bool {
	a := alphabet(h)
	return a != "" && !strings.ContainsAny(a, s)
}
