package value

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxExpr bounds the text that a symbolic form prints as, in bytes. Forms
// share parts, so the written-out text can be far larger than the form.
const maxExpr = 64 << 10

type printer struct {
	b       strings.Builder
	stopped bool
	masked  bool // inside something secret: what is written out there may be a part of it
	foldIDs bool
}

// isID says whether text begins as resource ids do.
func isID(s string) bool {
	return hasPrefixFold(s, "/subscriptions/") || hasPrefixFold(s, "/providers/")
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

func exprString(f func(*printer)) string {
	var p printer
	f(&p)
	if p.stopped {
		p.b.WriteString("…")
	}
	return p.b.String()
}

func (p *printer) put(s string) {
	if p.stopped || p.b.Len()+len(s) > maxExpr {
		p.stopped = true
		return
	}
	p.b.WriteString(s)
}

// Expr is v as an operand of an ARM expression: 'text', 3, createObject(…),
// parameters('p'). Secrets print as •••.
func Expr(v Value) string { return exprString(func(p *printer) { p.value(v) }) }

func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

func (p *printer) value(v Value) {
	if p.stopped {
		return
	}
	u, isUnknown := v.(Unknown)
	if (v.Secret() || p.masked) && !isUnknown && v.Kind() != KindText || p.hides(v) {
		p.put("'•••'")
		return
	} else if isUnknown {
		masked := p.masked
		p.masked = u.secret && !asksAzure(u.u.sym) || masked && !asksAzure(u.u.sym)
		p.sym(u.u.sym)
		p.masked = masked
		return
	}
	switch v := v.(type) {
	case Null:
		p.put("null()")
	case Bool:
		p.put(strconv.FormatBool(v.b) + "()")
	case Int:
		if v.i > math.MaxInt32 || v.i < math.MinInt32 {
			p.put("json('" + strconv.FormatInt(v.i, 10) + "')")
		} else {
			p.put(strconv.FormatInt(v.i, 10))
		}
	case Float:
		p.put("json('" + FormatFloat(v.f) + "')")
	case String:
		if p.foldIDs && isID(v.s) {
			p.put(quote(foldASCII(v.s)))
			return
		}
		p.put(quote(v.s))
	case Text:
		p.text(v)
	case Ref:
		p.value(v.id)
	case Array:
		if v.a.sym != nil {
			p.sym(v.a.sym)
			return
		}
		p.put("createArray(")
		p.list(v.a.items)
		p.put(")")
	case Object:
		if v.o.sym != nil {
			p.sym(v.o.sym)
			return
		}
		p.put("createObject(")
		for i, m := range v.o.members {
			if i > 0 {
				p.put(", ")
			}
			if m.KeyValue != nil {
				p.value(m.KeyValue)
			} else {
				p.put(quote(m.Key))
			}
			p.put(", ")
			p.value(m.Value)
		}
		p.put(")")
	}
}

// hides says whether v is printed by a form of which it can't be told what in
// it is secret.
func (p *printer) hides(v Value) bool {
	switch v := v.(type) {
	case Array:
		return v.a.sym != nil && HasSecret(v)
	case Object:
		return v.o.sym != nil && HasSecret(v)
	}
	return false
}

// asksAzure says whether a secret is one that only a service gives: what it is
// asked for by is none.
func asksAzure(s *Sym) bool {
	return s.op == OpCall && (strings.HasPrefix(s.name, "list") || s.name == "getSecret")
}

func (p *printer) list(vs []Value) {
	for i, v := range vs {
		if i > 0 {
			p.put(", ")
		}
		if p.stopped {
			return
		}
		p.value(v)
	}
}

var braces = strings.NewReplacer("{", "{{", "}", "}}")

func (p *printer) text(v Text) {
	var format strings.Builder
	var holes []Value
	fold := p.foldIDs && v.pieces[0].Hole == nil && isID(v.pieces[0].Lit)
	for _, piece := range v.pieces {
		switch {
		case piece.Hole != nil:
			format.WriteString("{" + strconv.Itoa(len(holes)) + "}")
			holes = append(holes, piece.Hole)
		case v.secret || p.masked:
			format.WriteString("•••")
		case fold:
			format.WriteString(braces.Replace(foldASCII(piece.Lit)))
		default:
			format.WriteString(braces.Replace(piece.Lit))
		}
	}
	p.put("format(" + quote(format.String()))
	for _, h := range holes {
		p.put(", ")
		p.value(h)
	}
	p.put(")")
}

func (p *printer) sym(s *Sym) {
	if p.stopped {
		return
	}
	switch s.op {
	case OpCall:
		p.put(s.name + "(")
		p.list(s.args)
		p.put(")")
	case OpProp:
		if u, ok := s.args[0].(Unknown); ok && u.u.sym.op == OpReference && s.name == "properties" {
			p.sym(u.u.sym)
			return
		}
		p.base(s.args[0], s.name != "properties")
		if isIdentifier(s.name) {
			p.put("." + s.name)
		} else {
			p.put("[" + quote(s.name) + "]")
		}
	case OpIndex:
		p.base(s.args[0], true)
		p.put("[")
		p.value(s.args[1])
		p.put("]")
	case OpParam:
		p.put("parameters(" + quote(s.name) + ")")
	case OpEnv, OpAtom:
		p.put(s.name)
	case OpLoopIndex:
		p.put("$i" + strconv.Itoa(s.num))
	case OpReference:
		p.put("reference(")
		p.value(s.args[0])
		if s.name != "" {
			p.put(", " + quote(s.name))
		}
		p.put(")")
	case OpLambda:
		p.put("lambda(" + strconv.Itoa(s.num) + ", ")
		p.value(s.args[0])
		p.put(")")
	case OpLocal:
		p.put("$l" + strconv.Itoa(s.num))
	}
}

// base prints what a property or index is read from. A resource's own
// properties are reference(id, api).x; whatever else is read from it needs the
// full form.
func (p *printer) base(v Value, notProperties bool) {
	if u, ok := v.(Unknown); ok && u.u.sym.op == OpReference && notProperties && u.u.sym.name != "" {
		p.put("reference(")
		p.value(u.u.sym.args[0])
		p.put(", " + quote(u.u.sym.name) + ", 'full')")
		return
	}
	p.value(v)
}

func isIdentifier(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || i > 0 && '0' <= c && c <= '9' {
			continue
		}
		return false
	}
	return s != ""
}

// FormatFloat prints a number as JSON does.
func FormatFloat(f float64) string {
	b, err := json.Marshal(f)
	if err != nil {
		return "0" // NaN and infinities can't be written in a template
	}
	return string(b)
}

// JSONOptions chooses how AppendJSON writes what isn't known.
type JSONOptions struct {
	// Expressions writes an unknown as its bracketed expression string, as
	// compiled templates do, instead of a {"$unknown":…} marker.
	Expressions bool
	// SortKeys orders members by name instead of as written.
	SortKeys bool
	// DropNulls leaves out members that are null: Azure takes them as absent.
	DropNulls bool
	// FoldIDs writes resource ids in lower case: Azure takes no notice of it.
	FoldIDs bool
}

// expr is v's expression under the options.
func (o JSONOptions) expr(v Value) string {
	return "[" + exprString(func(p *printer) { p.foldIDs = o.FoldIDs; p.value(v) }) + "]"
}

// AppendJSON appends v as compact JSON. Unknown parts are
// {"$unknown":{"expr","reason","allowed"?,"hint"?,"parts"?}} markers unless
// opts says otherwise; secrets are {"$secret":true}.
func AppendJSON(dst []byte, v Value, opts JSONOptions) []byte {
	if v.Secret() {
		return append(dst, `{"$secret":true}`...)
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
		if opts.FoldIDs && isID(v.s) {
			return AppendString(dst, foldASCII(v.s))
		}
		return AppendString(dst, v.s)
	case Array:
		if v.a.sym != nil && HasSecret(v) {
			return append(dst, `{"$secret":true}`...)
		}
		if v.a.sym != nil {
			return appendUnknown(dst, v, opts)
		}
		dst = append(dst, '[')
		for i, it := range v.a.items {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = AppendJSON(dst, it, opts)
		}
		return append(dst, ']')
	case Object:
		if v.o.sym != nil && HasSecret(v) {
			return append(dst, `{"$secret":true}`...)
		}
		if v.o.sym != nil {
			return appendUnknown(dst, v, opts)
		}
		return appendMembers(dst, v, opts)
	}
	return appendUnknown(dst, v, opts)
}

func appendMembers(dst []byte, v Object, opts JSONOptions) []byte {
	type entry struct {
		name string
		val  Value
	}
	entries := make([]entry, 0, len(v.o.members))
	for _, m := range v.o.members {
		if _, null := m.Value.(Null); null && opts.DropNulls {
			continue
		}
		name := m.Key
		if m.KeyValue != nil {
			name = opts.expr(m.KeyValue)
		} else if opts.FoldIDs && isID(name) {
			name = foldASCII(name)
		}
		entries = append(entries, entry{name, m.Value})
	}
	if opts.SortKeys {
		slices.SortStableFunc(entries, func(a, b entry) int { return strings.Compare(a.name, b.name) })
	}
	dst = append(dst, '{')
	for i, e := range entries {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = AppendString(dst, e.name)
		dst = append(dst, ':')
		dst = AppendJSON(dst, e.val, opts)
	}
	return append(dst, '}')
}

func appendUnknown(dst []byte, v Value, opts JSONOptions) []byte {
	expr := opts.expr(v)
	if opts.Expressions {
		return AppendString(dst, expr)
	}
	dst = append(dst, `{"$unknown":{"expr":`...)
	dst = AppendString(dst, expr)
	if why := WhyOf(v); len(why) > 0 {
		dst = append(dst, `,"reason":`...)
		dst = AppendString(dst, string(why[0].Reason))
		if why[0].Name != "" {
			dst = append(dst, `,"of":`...)
			dst = AppendString(dst, why[0].Name)
		}
	}
	if u, ok := v.(Unknown); ok {
		if one := u.OneOf(); len(one) > 0 {
			dst = append(dst, `,"allowed":[`...)
			for i, c := range one {
				if i > 0 {
					dst = append(dst, ',')
				}
				dst = AppendJSON(dst, c, opts)
			}
			dst = append(dst, ']')
		}
		if u.u.hint != nil {
			dst = append(dst, `,"hint":`...)
			dst = AppendJSON(dst, u.u.hint, opts)
		}
	}
	if t, ok := v.(Text); ok {
		dst = append(dst, `,"parts":[`...)
		for i, p := range t.pieces {
			if i > 0 {
				dst = append(dst, ',')
			}
			if p.Hole != nil {
				dst = append(dst, "null"...)
			} else {
				dst = AppendString(dst, p.Lit)
			}
		}
		dst = append(dst, ']')
	}
	return append(dst, "}}"...)
}

const hexDigits = "0123456789abcdef"

// AppendString appends s as a JSON string without escaping HTML; invalid UTF-8
// becomes U+FFFD.
func AppendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			dst = utf8.AppendRune(dst, r)
			i += size
			continue
		}
		switch {
		case c == '"' || c == '\\':
			dst = append(dst, '\\', c)
		case c == '\n':
			dst = append(dst, '\\', 'n')
		case c == '\r':
			dst = append(dst, '\\', 'r')
		case c == '\t':
			dst = append(dst, '\\', 't')
		case c < 0x20 || c == 0x7f:
			dst = append(dst, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		default:
			dst = append(dst, c)
		}
		i++
	}
	return append(dst, '"')
}
