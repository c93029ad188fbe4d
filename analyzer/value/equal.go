package value

import (
	"strconv"
	"strings"
)

// Tri is an answer of three-valued logic.
type Tri uint8

// The three answers. The zero value is the one that claims nothing.
const (
	Maybe Tri = iota
	Yes
	No
)

// TriOf is Yes for true and No for false.
func TriOf(b bool) Tri {
	if b {
		return Yes
	}
	return No
}

// Not turns Yes into No and back.
func (t Tri) Not() Tri {
	switch t {
	case Yes:
		return No
	case No:
		return Yes
	}
	return Maybe
}

// And is Yes if both are, No if either is.
func (t Tri) And(u Tri) Tri {
	switch {
	case t == No || u == No:
		return No
	case t == Yes && u == Yes:
		return Yes
	}
	return Maybe
}

// Or is Yes if either is, No if both are.
func (t Tri) Or(u Tri) Tri { return t.Not().And(u.Not()).Not() }

func (t Tri) String() string {
	switch t {
	case Yes:
		return "yes"
	case No:
		return "no"
	}
	return "maybe"
}

// Equal says whether a and b are the same value in every deployment (Yes), in
// none (No), or it can't be told. Kinds must agree, as ARM's equals() demands;
// strings are case-sensitive.
func Equal(a, b Value) Tri { return newComparer(false).equal(a, b, 0) }

// EqualID compares resource ids, names and enum values: it folds ASCII case and
// drops toLower and toUpper.
func EqualID(a, b Value) Tri { return newComparer(true).equal(a, b, 0) }

type comparer struct {
	fold  bool
	steps *int // comparisons left
}

// maxEqualSteps bounds the comparisons that one question may take: values share
// parts, so written out they can be exponentially large. Beyond it nothing is
// claimed.
const maxEqualSteps = 1 << 16

func newComparer(fold bool) comparer {
	steps := maxEqualSteps
	return comparer{fold, &steps}
}

// maxEqualDepth bounds the recursion through conditionals and domains; beyond
// it nothing is claimed.
const maxEqualDepth = 64

// same compares literal text of one length.
func (c comparer) same(a, b string) bool {
	if a == b || !c.fold {
		return a == b
	}
	for i := range len(a) {
		if x, y := a[i], b[i]; x != y && lowerASCII(x) != lowerASCII(y) {
			return false
		}
	}
	return true
}

func lowerASCII(b byte) byte {
	if 'A' <= b && b <= 'Z' {
		b += 'a' - 'A'
	}
	return b
}

func (c comparer) str(s string) string {
	if c.fold {
		return foldASCII(s)
	}
	return s
}

func (c comparer) equal(a, b Value, depth int) Tri {
	if keyOf(a, c.fold) == keyOf(b, c.fold) {
		return Yes
	}
	if *c.steps--; depth > maxEqualDepth || *c.steps <= 0 {
		return Maybe
	}
	if c.fold {
		a, b = dropCase(a), dropCase(b)
	}
	if u, ok := a.(Unknown); ok {
		return c.unknown(u, b, depth)
	}
	if u, ok := b.(Unknown); ok {
		return c.unknown(u, a, depth)
	}
	if ar, ok := a.(Ref); ok {
		if br, ok := b.(Ref); ok {
			return c.equal(ar.id, br.id, depth+1)
		}
		return Maybe
	}
	if _, ok := b.(Ref); ok {
		return Maybe
	}
	switch a := a.(type) {
	case String:
		switch b := b.(type) {
		case String:
			return TriOf(c.str(a.s) == c.str(b.s))
		case Text:
			return c.texts([]Piece{{Lit: a.s}}, b.pieces, depth)
		}
		return No
	case Text:
		switch b := b.(type) {
		case String:
			return c.texts(a.pieces, []Piece{{Lit: b.s}}, depth)
		case Text:
			return c.texts(a.pieces, b.pieces, depth)
		}
		return No
	case Array:
		if b, ok := b.(Array); ok {
			return c.arrays(a, b, depth)
		}
		return No
	case Object:
		if b, ok := b.(Object); ok {
			return c.objects(a, b, depth)
		}
		return No
	case Int:
		if b, ok := b.(Float); ok {
			return TriOf(float64(a.i) == b.f)
		}
	case Float:
		if b, ok := b.(Int); ok {
			return TriOf(float64(b.i) == a.f)
		}
	}
	return No // scalars of different keys
}

// dropCase takes off toLower and toUpper, which don't matter when case is
// folded.
func dropCase(v Value) Value {
	for {
		u, ok := v.(Unknown)
		if !ok || u.u.sym.op != OpCall || len(u.u.sym.args) != 1 {
			return v
		}
		if n := u.u.sym.name; n != "toLower" && n != "toUpper" {
			return v
		}
		if TypeOf(u.u.sym.args[0]) != TypeString {
			return v
		}
		v = u.u.sym.args[0]
	}
}

// unknown compares u with v, whose keys differ.
func (c comparer) unknown(u Unknown, v Value, depth int) Tri {
	if tu, tv := u.u.typ, TypeOf(v); tu != TypeAny && tv != TypeAny && tu != tv {
		return No
	}
	if uv, ok := v.(Unknown); ok && !isChoice(u) && isChoice(uv) {
		u, v = uv, u
	}
	if args, ok := AsCall(u, "if"); ok && len(args) == 3 {
		t, e := c.equal(args[1], v, depth+1), c.equal(args[2], v, depth+1)
		if t == e {
			return t
		}
		return Maybe
	}
	if args, ok := AsCall(u, "not"); ok && len(args) == 1 {
		if keyOf(args[0], c.fold) == keyOf(v, c.fold) {
			return No
		}
		if inner, ok := AsCall(v, "not"); ok && len(inner) == 1 {
			return c.equal(args[0], inner[0], depth+1)
		}
	}
	if one := u.OneOf(); one != nil {
		all := Tri(255)
		for _, candidate := range one {
			t := c.equal(candidate, v, depth+1)
			if all == 255 {
				all = t
			} else if all != t {
				all = Maybe
			}
		}
		if all != 255 {
			return all
		}
	}
	if s, ok := v.(String); ok && c.outsideDomain(u.u.domain, s) {
		return No
	}
	if i, ok := v.(Int); ok && u.u.domain != nil {
		if d := u.u.domain; d.MinValue != nil && i.i < *d.MinValue || d.MaxValue != nil && i.i > *d.MaxValue {
			return No
		}
	}
	if uv, ok := v.(Unknown); ok && u.OneOf() == nil && uv.OneOf() != nil {
		return c.unknown(uv, u, depth+1)
	}
	return Maybe
}

func isChoice(u Unknown) bool {
	args, ok := AsCall(u, "if")
	return ok && len(args) == 3
}

func (c comparer) outsideDomain(d *Domain, s String) bool {
	if d == nil {
		return false
	}
	n := int64(len([]rune(s.s)))
	// Lengths count UTF-16 units: a bound can only be trusted for plain text.
	plain := n == int64(len(s.s))
	return plain && (d.MinLength != nil && n < *d.MinLength || d.MaxLength != nil && n > *d.MaxLength)
}

// texts compares two strings of pieces: what they begin and end with alike is
// cut off, and a clash of what is left at either end settles it.
func (c comparer) texts(a, b []Piece, depth int) Tri {
	var left, right [8]Piece // strip changes what it is given
	a, b, clash := c.strip(append(left[:0], a...), append(right[:0], b...), false)
	if clash {
		return No
	}
	a, b, clash = c.strip(a, b, true)
	if clash {
		return No
	}
	switch {
	case len(a) == 0 && len(b) == 0:
		return Yes
	case len(a) == 0 || len(b) == 0:
		for _, p := range append(a[:len(a):len(a)], b...) {
			if p.Hole == nil || neverEmpty(p.Hole) {
				return No // something is left on one side only
			}
		}
		return Maybe
	case len(a) == 1 && len(b) == 1 && a[0].Hole != nil && b[0].Hole != nil:
		// Only for two strings is rendering one-to-one: 1 and '1' render alike.
		if TypeOf(a[0].Hole) == TypeString && TypeOf(b[0].Hole) == TypeString {
			return c.equal(a[0].Hole, b[0].Hole, depth+1)
		}
	case len(a) == 1 && len(b) == 1 && a[0].Hole != nil && TypeOf(a[0].Hole) == TypeString:
		return c.equal(a[0].Hole, String{s: b[0].Lit}, depth+1)
	case len(a) == 1 && len(b) == 1 && b[0].Hole != nil && TypeOf(b[0].Hole) == TypeString:
		return c.equal(b[0].Hole, String{s: a[0].Lit}, depth+1)
	}
	if need, have := literalLen(a), literalLen(b); allLiteral(b) && need > have || allLiteral(a) && have > need {
		return No
	}
	if allLiteral(b) && !c.containsInOrder(a, b[0].Lit) || allLiteral(a) && !c.containsInOrder(b, a[0].Lit) {
		return No
	}
	return Maybe
}

// neverEmpty says whether a hole is known to render to at least one character.
func neverEmpty(v Value) bool {
	switch TypeOf(v) {
	case TypeBool, TypeInt, TypeArray, TypeObject:
		return true
	}
	u, ok := v.(Unknown)
	if !ok || u.u.typ != TypeString {
		return false
	}
	if d := u.u.domain; d != nil {
		if d.MinLength != nil && *d.MinLength > 0 {
			return true
		}
		for _, one := range d.OneOf {
			if s, ok := one.(String); !ok || s.s == "" {
				return false
			}
		}
		return len(d.OneOf) > 0
	}
	return false
}

func allLiteral(ps []Piece) bool { return len(ps) == 1 && ps[0].Hole == nil }

func literalLen(ps []Piece) int {
	n := 0
	for _, p := range ps {
		n += len(p.Lit)
	}
	return n
}

// containsInOrder says whether the literal pieces of ps occur in s one after
// the other, which they must if the two are to be equal.
func (c comparer) containsInOrder(ps []Piece, s string) bool {
	s = c.str(s)
	for _, p := range ps {
		if p.Hole != nil {
			continue
		}
		i := strings.Index(s, c.str(p.Lit))
		if i < 0 {
			return false
		}
		s = s[i+len(p.Lit):]
	}
	return true
}

// strip removes equal pieces from the start (or the end) of both sides; clash
// says that both go on with literals that differ. It works on a and b in place.
func (c comparer) strip(a, b []Piece, fromEnd bool) (ra, rb []Piece, clash bool) {
	for len(a) > 0 && len(b) > 0 {
		i, j := 0, 0
		if fromEnd {
			i, j = len(a)-1, len(b)-1
		}
		x, y := a[i], b[j]
		switch {
		case x.Hole != nil && y.Hole != nil:
			if keyOf(x.Hole, c.fold) != keyOf(y.Hole, c.fold) {
				return a, b, false
			}
			a, b = drop(a, i), drop(b, j)
		case x.Hole == nil && y.Hole == nil:
			xs, ys := x.Lit, y.Lit
			n := min(len(xs), len(ys))
			if fromEnd {
				if !c.same(xs[len(xs)-n:], ys[len(ys)-n:]) {
					return a, b, true
				}
				a[i].Lit, b[j].Lit = xs[:len(xs)-n], ys[:len(ys)-n]
			} else {
				if !c.same(xs[:n], ys[:n]) {
					return a, b, true
				}
				a[i].Lit, b[j].Lit = xs[n:], ys[n:]
			}
			if a[i].Lit == "" {
				a = drop(a, i)
			}
			if b[j].Lit == "" {
				b = drop(b, j)
			}
		default:
			return a, b, false
		}
	}
	return a, b, false
}

func drop(ps []Piece, i int) []Piece {
	if i == 0 {
		return ps[1:]
	}
	return ps[:i]
}

func (c comparer) arrays(a, b Array, depth int) Tri {
	as, bs := a.a.items, b.a.items
	if !a.a.open && len(as) < len(bs) || !b.a.open && len(bs) < len(as) {
		return No
	}
	answer := Yes
	if a.a.open || b.a.open {
		answer = Maybe
	}
	for i := range min(len(as), len(bs)) {
		answer = answer.And(c.equal(as[i], bs[i], depth+1))
		if answer == No {
			return No
		}
	}
	return answer
}

func (c comparer) objects(a, b Object, depth int) Tri {
	answer := Yes
	if a.o.open || b.o.open {
		answer = Maybe
	}
	for _, side := range [...]struct{ x, y Object }{{a, b}, {b, a}} {
		for _, m := range side.x.o.members {
			if m.KeyValue != nil {
				continue
			}
			other, ok := side.y.Member(m.Key)
			switch {
			case !ok && side.y.o.open:
				answer = answer.And(Maybe)
			case !ok:
				if m.Maybe {
					answer = answer.And(Maybe)
					continue
				}
				return No
			case other.Key != m.Key:
				// Azure finds the member all the same; whether equals() does
				// isn't documented.
				answer = answer.And(Maybe)
			case m.Maybe || other.Maybe:
				answer = answer.And(Maybe)
			default:
				if answer = answer.And(c.equal(m.Value, other.Value, depth+1)); answer == No {
					return No
				}
			}
		}
	}
	return answer
}

// Render is the string that v takes in an interpolation, format() or concat():
// .NET's spelling, True and False for booleans. Objects and arrays are compact
// JSON in double quotes if jsonQuotes is set, as string() makes it, else in
// single quotes, as format() does. The second result is false if v isn't known
// throughout.
func Render(v Value, jsonQuotes bool) (string, bool) {
	switch v := v.(type) {
	case Null:
		return "", true
	case Bool:
		if v.b {
			return "True", true
		}
		return "False", true
	case Int:
		return strconv.FormatInt(v.i, 10), true
	case Float:
		return FormatFloat(v.f), true
	case String:
		return v.s, true
	case Array, Object:
		if !IsKnown(v) {
			return "", false
		}
		q := byte('\'')
		if jsonQuotes {
			q = '"'
		}
		return string(appendPlain(nil, v, q)), true
	}
	return "", false
}

// appendPlain is JSON of a known value without masking: for computing, never
// for output.
func appendPlain(dst []byte, v Value, q byte) []byte {
	str := func(s string) {
		if q == '"' {
			dst = AppendString(dst, s)
			return
		}
		dst = append(dst, q)
		for i := 0; i < len(s); i++ {
			if s[i] == q || s[i] == '\\' {
				dst = append(dst, '\\')
			}
			dst = append(dst, s[i])
		}
		dst = append(dst, q)
	}
	switch v := v.(type) {
	case Null:
		return append(dst, "null"...)
	case Bool:
		return strconv.AppendBool(dst, v.b)
	case Int:
		return strconv.AppendInt(dst, v.i, 10)
	case Float:
		return append(dst, FormatFloat(v.f)...)
	case String:
		str(v.s)
	case Array:
		dst = append(dst, '[')
		for i, it := range v.a.items {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = appendPlain(dst, it, q)
		}
		dst = append(dst, ']')
	case Object:
		dst = append(dst, '{')
		for i, m := range v.o.members {
			if i > 0 {
				dst = append(dst, ',')
			}
			str(m.Key)
			dst = append(dst, ':')
			dst = appendPlain(dst, m.Value, q)
		}
		dst = append(dst, '}')
	}
	return dst
}
