package function

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"moat/analyzer/value"
	"moat/parsers/terraform/typed"
)

// verb is one part of a format string: literal text, or a verb.
type verb struct {
	lit   string
	arg   int    // from 0; -1 for literal text
	plain string // the verb as written, without the number of its argument
	mode  byte
	width int
}

// parseFormat takes a format string apart; false if it isn't one.
func parseFormat(f string) ([]verb, bool) {
	var out []verb
	next := 0
	for f != "" {
		i := strings.IndexByte(f, '%')
		if i < 0 {
			i = len(f)
		}
		if i > 0 {
			out = append(out, verb{lit: f[:i], arg: -1})
			f = f[i:]
			continue
		}
		if strings.HasPrefix(f, "%%") {
			out = append(out, verb{lit: "%", arg: -1})
			f = f[2:]
			continue
		}
		v := verb{arg: next}
		rest := f[1:]
		i = len(rest) - len(strings.TrimLeft(rest, "#0-+ "))
		flags := rest[:i]
		rest = rest[i:]
		digits := func() (string, int, bool) {
			n := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
			d := rest[:n]
			rest = rest[n:]
			if d == "" {
				return "", 0, true
			}
			num, err := strconv.Atoi(d)
			return d, num, err == nil
		}
		width, n, ok := digits()
		v.width = n
		precision := ""
		if strings.HasPrefix(rest, ".") {
			rest = rest[1:]
			d, n, good := digits()
			ok = ok && good
			precision = "." + d
			v.width = max(v.width, n)
		}
		if strings.HasPrefix(rest, "[") {
			end := strings.IndexByte(rest, ']')
			if end < 0 {
				return nil, false
			}
			n, err := strconv.Atoi(rest[1:end])
			if err != nil || n < 1 {
				return nil, false
			}
			v.arg = n - 1
			rest = rest[end+1:]
		}
		if !ok || rest == "" {
			return nil, false
		}
		v.mode = rest[0]
		v.plain = "%" + flags + width + precision + rest[:1]
		f = rest[1:]
		next = v.arg + 1
		out = append(out, v)
	}
	return out, true
}

// formatKnown checks the widths: the library pads with whatever is asked for.
func formatKnown(c *call) (cty.Value, error) {
	if err := c.formatBounds(c.str(0), 1); err != nil {
		return cty.NilVal, err
	}
	if c.f.Name == "format" {
		return std(stdlib.FormatFunc)(c)
	}
	n := 1
	for _, a := range c.args[1:] {
		if s, ok := a.V.(value.Array); ok {
			n = max(n, len(s.Items()))
		}
	}
	if err := c.formatBounds(c.str(0), n); err != nil {
		return cty.NilVal, err
	}
	return std(stdlib.FormatListFunc)(c)
}

func (c *call) formatBounds(f string, times int) error {
	verbs, ok := parseFormat(f)
	if !ok {
		if strings.ContainsAny(f, "123456789") && len(f) > 0 && hugeNumber(f) {
			return limitError{}
		}
		return nil // the library says what is wrong
	}
	total := 0
	for _, v := range verbs {
		total += len(v.lit) + v.width
		if v.arg >= 0 && v.arg+1 < len(c.args) {
			total += argLength(c.args[v.arg+1].V) / max(times, 1)
		}
		if total > maxString/max(times, 1) {
			return limitError{}
		}
	}
	return nil
}

// hugeNumber says whether a text holds a number of more than six digits.
func hugeNumber(s string) bool {
	run := 0
	for i := range len(s) {
		if '0' <= s[i] && s[i] <= '9' {
			if run++; run > 6 {
				return true
			}
		} else {
			run = 0
		}
	}
	return false
}

// argLength bounds what a known value takes as text, roughly.
func argLength(v value.Value) int {
	switch v := v.(type) {
	case value.String:
		return len(v.String())
	case value.Array:
		n := 2
		for _, it := range v.Items() {
			n += 1 + argLength(it)
		}
		return n
	case value.Object:
		n := 2
		for _, m := range v.Members() {
			n += 4 + len(m.Key) + argLength(m.Value)
		}
		return n
	}
	return 24
}

// format is run on arguments of which some aren't known.
func format(c *call) (typed.Value, error) {
	f, ok := c.args[0].V.(value.String)
	if !ok {
		return c.unknown(""), nil
	}
	if err := c.formatBounds(f.String(), 1); err != nil {
		return typed.Value{}, err
	}
	verbs, ok := parseFormat(f.String())
	if !ok {
		return typed.Value{}, c.wrong(0, "%q is no format string; a percent sign meant as text is doubled", clip(f.String()))
	}
	return c.formatVerbs(verbs, c.args[1:])
}

func (c *call) formatVerbs(verbs []verb, args []typed.Value) (typed.Value, error) {
	ps := make([]value.Piece, 0, len(verbs))
	used := 0
	for _, v := range verbs {
		if v.arg < 0 {
			ps = append(ps, value.Piece{Lit: v.lit})
			continue
		}
		if v.arg >= len(args) {
			return typed.Value{}, c.wrong(0, "it asks for %s, but %s given", plural(v.arg+1, "value"), are(len(args)))
		}
		used = max(used, v.arg+1)
		p, err := c.formatOne(v, args[v.arg])
		if err != nil {
			return typed.Value{}, err
		}
		ps = append(ps, p)
	}
	if used < len(args) {
		return typed.Value{}, c.wrong(0, "it uses %s, but %s given", plural(used, "value"), are(len(args)))
	}
	return c.text(ps)
}

func are(n int) string {
	if n == 1 {
		return "1 is"
	}
	return fmt.Sprintf("%d are", n)
}

func clip(s string) string {
	const most = 60
	if len(s) > most {
		return strings.ToValidUTF8(s[:most], "") + "…"
	}
	return s
}

func (c *call) formatOne(v verb, arg typed.Value) (value.Piece, error) {
	if known, ok := arg.ToCty(); ok {
		got, err := stdlib.Format(cty.StringVal(v.plain), known)
		if err != nil {
			return value.Piece{}, c.explain(err)
		}
		s := value.Value(value.NewString(got.AsString(), arg.V.Origin()))
		if value.HasSecret(arg.V) {
			s = value.AsSecret(s)
		}
		return value.Piece{Hole: s}, nil
	}
	// %v prints null, where a template has no value.
	present := value.TypeOf(arg.V) != value.TypeAny
	switch {
	case v.plain == "%s", v.plain == "%v" && present && arg.T.IsPrimitiveType():
		p, err := typed.Piece(arg, c.env.At)
		if err != nil {
			return p, fmt.Errorf("%s: the value for %s: %w", c.f.Name, v.plain, err)
		}
		return p, nil
	case v.plain == "%d" && value.TypeOf(arg.V) == value.TypeInt:
		return value.Piece{Hole: arg.V}, nil
	}
	why := value.Whys(arg.V)
	return value.Piece{Hole: value.NewUnknown(value.UnknownSpec{Sym: value.SymCall("tf.format", value.NewString(v.plain, nil), arg.V), Why: why,
		Type: value.TypeString, Secret: value.HasSecret(arg.V), Origin: c.origin()})}, nil
}

// formatList formats once for every place in the lists.
func formatList(c *call) (typed.Value, error) {
	f, ok := c.args[0].V.(value.String)
	if !ok {
		return c.unknown(""), nil
	}
	verbs, ok := parseFormat(f.String())
	if !ok {
		return typed.Value{}, c.wrong(0, "%q is no format string; a percent sign meant as text is doubled", clip(f.String()))
	}
	args := c.args[1:]
	lists := make([][]typed.Value, len(args))
	n := -1
	for i, a := range args {
		arr, ok := a.V.(value.Array)
		if !ok {
			if !value.IsKnown(a.V) && !a.T.IsPrimitiveType() {
				return c.unknown(""), nil // it may be a list
			}
			continue
		}
		if arr.Open() || a.T.IsSetType() && !a.IsKnown() && len(arr.Items()) > 1 {
			return c.unknown(""), nil
		}
		lists[i], _ = a.Items()
		if n >= 0 && n != len(lists[i]) {
			return typed.Value{}, c.wrong(i+1, "it has %s, where another list has %d; they must be of one length", plural(len(lists[i]), "element"), n)
		}
		n = len(lists[i])
	}
	if err := c.formatBounds(f.String(), max(n, 1)); err != nil {
		return typed.Value{}, err
	}
	if n < 0 {
		n = 1
	}
	items := make([]value.Value, 0, n)
	for row := range n {
		at := make([]typed.Value, len(args))
		for i, a := range args {
			at[i] = a
			if lists[i] != nil {
				at[i] = lists[i][row]
			}
		}
		v, err := c.formatVerbs(verbs, at)
		if err != nil {
			return typed.Value{}, err
		}
		items = append(items, v.V)
	}
	return typed.Value{V: value.NewArray(items, c.origin()), T: cty.List(cty.String)}, nil
}
