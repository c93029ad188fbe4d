package function

import (
	"errors"
	"regexp"
	"strings"
	"unicode"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"moat/analyzer/value"
	"moat/parsers/terraform/typed"
)

// stringRows are the functions that work on a text as a whole.
func stringRows() []*Func {
	return []*Func{
		{Name: "chomp", Signature: "str string: string", known: std(stdlib.ChompFunc)},
		{Name: "indent", Signature: "spaces number, str string: string", known: indent},
		{Name: "title", Signature: "str string: string", known: std(stdlib.TitleFunc)},
		{Name: "strrev", Signature: "str string: string", known: std(stdlib.ReverseFunc)},
		{Name: "substr", Signature: "str string, offset number, length number: string", known: std(stdlib.SubstrFunc), partial: substr, sym: substrSym},
		{Name: "trim", Signature: "str string, cutset string: string", known: std(stdlib.TrimFunc)},
		{Name: "trimprefix", Signature: "str string, prefix string: string", known: std(stdlib.TrimPrefixFunc), partial: trimPrefix},
		{Name: "trimsuffix", Signature: "str string, suffix string: string", known: std(stdlib.TrimSuffixFunc), partial: trimSuffix},
		{Name: "trimspace", Signature: "str string: string", known: std(stdlib.TrimSpaceFunc), partial: trimSpace, sym: spelt("trim")},
		{Name: "startswith", Signature: "str string, prefix string: bool", known: decide(strings.HasPrefix), partial: startsWith},
		{Name: "endswith", Signature: "str string, suffix string: bool", known: decide(strings.HasSuffix), partial: endsWith},
		{Name: "strcontains", Signature: "str string, substr string: bool", known: decide(strings.Contains), partial: strContains, sym: spelt("contains")},
		{Name: "regex", Signature: "pattern string, string string: any", known: std(stdlib.RegexFunc)},
		{Name: "regexall", Signature: "pattern string, string string: list(any)", known: regexAll},
	}
}

// spelt is the canonical form of a function that ARM has under another name.
func spelt(arm string) func([]value.Value) *value.Sym {
	return func(args []value.Value) *value.Sym { return value.SymCall(arm, args...) }
}

// decide is a question about two strings as a row's known.
func decide(f func(s, part string) bool) func(*call) (cty.Value, error) {
	return func(c *call) (cty.Value, error) {
		return cty.BoolVal(f(c.str(0), c.str(1))), nil
	}
}

// str is argument i, which is a known string.
func (c *call) str(i int) string {
	s, _ := c.args[i].V.(value.String)
	return s.String()
}

// whole is argument i, a whole number; false if it isn't
// known, or no whole number of 64 bits.
func (c *call) whole(i int) (int64, bool) {
	n, ok := c.args[i].V.(value.Int)
	return n.Int(), ok
}

func indent(c *call) (cty.Value, error) {
	n, ok := c.whole(0)
	lines := int64(strings.Count(c.str(1), "\n"))
	if ok && n > 0 && lines > 0 && n > (maxString-int64(len(c.str(1))))/lines {
		return cty.NilVal, limitError{}
	}
	return std(stdlib.IndentFunc)(c)
}

func regexAll(c *call) (cty.Value, error) {
	re, err := regexp.Compile(c.str(0))
	if err == nil && len(re.FindAllStringIndex(c.str(1), maxItems/(1+re.NumSubexp())+1)) > maxItems/(1+re.NumSubexp()) {
		return cty.NilVal, limitError{}
	}
	return std(stdlib.RegexAllFunc)(c)
}

// Texts with unknown parts -------------------------------------------------

func piecesOf(v value.Value) []value.Piece {
	switch v := v.(type) {
	case value.String:
		return []value.Piece{{Lit: v.String()}}
	case value.Text:
		return v.Pieces()
	}
	return []value.Piece{{Hole: v}}
}

// isHole says whether nothing is known of a string's text.
func isHole(v value.Value) bool {
	return v.Kind() == value.KindUnknown || v.Kind() == value.KindRef
}

// text is the string made of the pieces.
func (c *call) text(pieces []value.Piece) (typed.Value, error) {
	size := 0
	for _, p := range pieces {
		size += len(p.Lit)
		if p.Hole != nil {
			size += len(value.PlainText(p.Hole, ""))
		}
	}
	if size > maxString || len(pieces) > maxItems {
		return typed.Value{}, limitError{}
	}
	v := value.NewText(pieces, c.origin())
	if c.secret() {
		v = value.AsSecret(v)
	}
	return typed.Value{V: v, T: cty.String}, nil
}

func (c *call) boolean(b bool) (typed.Value, error) {
	v := value.Value(value.NewBool(b, c.origin()))
	if c.secret() {
		v = value.AsSecret(v)
	}
	return typed.Value{V: v, T: cty.Bool}, nil
}

// ends are the known texts that a string begins and ends with.
func ends(v value.Value) (head, tail string) {
	ps := piecesOf(v)
	return ps[0].Lit, ps[len(ps)-1].Lit
}

func startsWith(c *call) (typed.Value, error) {
	head, _ := ends(c.args[0].V)
	want, known := c.args[1].V.(value.String)
	if !known {
		return c.unknown(""), nil
	}
	switch n := min(len(head), len(want.String())); {
	case head[:n] != want.String()[:n]:
		return c.boolean(false)
	case n == len(want.String()):
		return c.boolean(true)
	}
	return c.unknown(""), nil
}

func endsWith(c *call) (typed.Value, error) {
	_, tail := ends(c.args[0].V)
	want, known := c.args[1].V.(value.String)
	if !known {
		return c.unknown(""), nil
	}
	w := want.String()
	switch n := min(len(tail), len(w)); {
	case tail[len(tail)-n:] != w[len(w)-n:]:
		return c.boolean(false)
	case n == len(w):
		return c.boolean(true)
	}
	return c.unknown(""), nil
}

func strContains(c *call) (typed.Value, error) {
	if want, known := c.args[1].V.(value.String); known {
		for _, p := range piecesOf(c.args[0].V) {
			if p.Hole == nil && strings.Contains(p.Lit, want.String()) || want.String() == "" {
				return c.boolean(true)
			}
		}
	}
	return c.unknown(""), nil
}

func trimPrefix(c *call) (typed.Value, error) {
	has, _ := startsWith(c)
	b, ok := has.V.(value.Bool)
	if !ok {
		return c.unknown(""), nil
	}
	ps := append([]value.Piece{}, piecesOf(c.args[0].V)...)
	if b.Bool() {
		ps[0].Lit = strings.TrimPrefix(ps[0].Lit, c.str(1))
	}
	return c.text(ps)
}

func trimSuffix(c *call) (typed.Value, error) {
	has, _ := endsWith(c)
	b, ok := has.V.(value.Bool)
	if !ok {
		return c.unknown(""), nil
	}
	ps := append([]value.Piece{}, piecesOf(c.args[0].V)...)
	if b.Bool() {
		ps[len(ps)-1].Lit = strings.TrimSuffix(ps[len(ps)-1].Lit, c.str(1))
	}
	return c.text(ps)
}

func trimSpace(c *call) (typed.Value, error) {
	if a, ok := value.AsCall(c.args[0].V, "trim"); ok && len(a) == 1 {
		return c.args[0], nil
	}
	ps := append([]value.Piece{}, piecesOf(c.args[0].V)...)
	last := len(ps) - 1
	// What stands behind a hole, or before one, may be trimmed away whole if
	// the hole is blank: only ends with visible letters are safe.
	head := strings.TrimLeftFunc(ps[0].Lit, unicode.IsSpace)
	tail := strings.TrimRightFunc(ps[last].Lit, unicode.IsSpace)
	if (head == "" && !visible(ps[0].Hole)) || (tail == "" && !visible(ps[last].Hole)) {
		return c.unknown(""), nil
	}
	if last > 0 {
		ps[0].Lit, ps[last].Lit = head, tail
	}
	return c.text(ps)
}

// visible says that a hole can't hold white space and isn't empty.
func visible(h value.Value) bool {
	a := alphabet(h)
	return a != "" && strings.IndexFunc(a, unicode.IsSpace) < 0 && !mayBeEmpty(h)
}

func mayBeEmpty(h value.Value) bool {
	u, ok := h.(value.Unknown)
	if !ok {
		return true
	}
	if u.Type() == value.TypeInt || u.Type() == value.TypeBool {
		return false
	}
	for _, one := range u.OneOf() {
		if s, ok := one.(value.String); ok && s.String() == "" {
			return true
		}
	}
	d := u.Domain()
	return u.Sym().Op() != value.OpEnv && u.OneOf() == nil && (d == nil || d.MinLength == nil || *d.MinLength < 1)
}

// nonEmpty says that a string, known or not, isn't empty.
func nonEmpty(v value.Value) bool {
	switch v := v.(type) {
	case value.String:
		return v.String() != ""
	case value.Text:
		for _, p := range v.Pieces() {
			if p.Hole == nil || !mayBeEmpty(p.Hole) {
				return true
			}
		}
		return false
	}
	return !mayBeEmpty(v)
}

// alphabet are the characters that a hole can render to; "" if anything.
func alphabet(h value.Value) string {
	const hex = "0123456789abcdefABCDEF-"
	u, ok := h.(value.Unknown)
	if !ok {
		return ""
	}
	switch {
	case u.Type() == value.TypeInt:
		return "-0123456789"
	case u.Sym().Op() == value.OpEnv && (u.Sym().Name() == "subscription().subscriptionId" || u.Sym().Name() == "tenant().tenantId"):
		return hex
	}
	one := u.OneOf()
	var all strings.Builder
	for _, v := range one {
		s, ok := v.(value.String)
		if !ok {
			return ""
		}
		all.WriteString(s.String())
	}
	return all.String()
}

// lacks says that a hole can render to nothing that holds a character of s.
func lacks(h value.Value, s string) bool {
	a := alphabet(h)
	return a != "" && !strings.ContainsAny(a, s)
}

// substrSym is take() where the text is cut at its beginning.
func substrSym(args []value.Value) *value.Sym {
	off, ok := args[1].(value.Int)
	n, isInt := args[2].(value.Int)
	if ok && isInt && off.Int() == 0 && n.Int() >= 0 {
		return value.SymCall("take", args[0], args[2])
	}
	return value.SymCall("tf.substr", args...)
}

func substr(c *call) (typed.Value, error) {
	off, ok := c.whole(1)
	n, isInt := c.whole(2)
	if !ok || !isInt || off < 0 || n < 0 {
		return c.unknown(""), nil
	}
	// A cut in the known beginning takes none of the unknown rest. Characters
	// are counted, not bytes; what follows may still join the last of them.
	head, _ := ends(c.args[0].V)
	if isASCII(head) && off+n < int64(len(head)) && off+n >= 0 {
		return c.text([]value.Piece{{Lit: head[off : off+n]}})
	}
	if n == 0 {
		return c.text(nil)
	}
	return c.unknown(""), nil
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 || s[i] == '\r' {
			return false
		}
	}
	return true
}

var errNoLists = errors.New("it needs at least one list")
