package fn

import (
	"strconv"
	"strings"

	"moat/analyzer/value"
)

// formatItem is one part of a .NET composite format string: literal text, or
// an item {index[,align][:spec]}.
type formatItem struct {
	lit   string
	index int // -1 for literal text
	align int // at least so many units wide; negative: aligned left
	spec  string
	src   string // the item as written, with index 0
}

// maxAlign bounds the alignment that an item may ask for, as .NET does.
const maxAlign = 1_000_000

func parseFormat(f string) ([]formatItem, *Fault) {
	var out []formatItem
	var lit strings.Builder
	flush := func() {
		if lit.Len() > 0 {
			out = append(out, formatItem{lit: lit.String(), index: -1})
			lit.Reset()
		}
	}
	bad := func() ([]formatItem, *Fault) {
		return nil, Faultf("the format string %q given to format() isn't valid; braces that are meant as text must be doubled", clip(f))
	}
	for i := 0; i < len(f); {
		switch c := f[i]; {
		case c == '{' || c == '}':
			if i+1 < len(f) && f[i+1] == c {
				lit.WriteByte(c)
				i += 2
				continue
			}
			if c == '}' {
				return bad()
			}
			end := strings.IndexByte(f[i:], '}')
			if end < 0 {
				return bad()
			}
			body := f[i+1 : i+end]
			i += end + 1
			item, ok := parseItem(body)
			if !ok {
				return bad()
			}
			flush()
			out = append(out, item)
		default:
			lit.WriteByte(c)
			i++
		}
	}
	flush()
	return out, nil
}

func parseItem(body string) (formatItem, bool) {
	head, spec, hasSpec := strings.Cut(body, ":")
	if strings.ContainsRune(spec, '{') {
		return formatItem{}, false
	}
	index, align, hasAlign := strings.Cut(head, ",")
	item := formatItem{spec: spec, src: "{0"}
	n, err := strconv.ParseUint(strings.TrimRight(index, " "), 10, 31)
	if err != nil || n > maxAlign {
		return item, false
	}
	item.index = int(n)
	if hasAlign {
		a, err := strconv.Atoi(strings.TrimSpace(align))
		if err != nil || a > maxAlign || a < -maxAlign {
			return item, false
		}
		item.align = a
		item.src += "," + strconv.Itoa(a)
	}
	if hasSpec {
		item.src += ":" + spec
	}
	item.src += "}"
	return item, true
}

func clip(s string) string {
	const most = 60
	if head, tail := cutUnits(s, most); tail != "" {
		return head + "…"
	}
	return s
}

func format(c *Call, args []value.Value) (value.Value, *Fault) {
	f, ok := args[0].(value.String)
	if !ok {
		if !can(args[0], value.TypeString) {
			return nil, c.wrong(0, args[0], "a format string")
		}
		return c.Unknown(args...), nil
	}
	items, fault := parseFormat(f.String())
	if fault != nil {
		return nil, fault
	}
	if fault := c.checkItems(len(items)); fault != nil {
		return nil, fault
	}
	pieces := make([]value.Piece, 0, len(items))
	total := 0
	for _, it := range items {
		if it.index < 0 {
			pieces = append(pieces, value.Piece{Lit: it.lit})
			continue
		}
		if it.index >= len(args)-1 {
			return nil, Faultf("the format string given to format() names {%d}, but only %d values follow it", it.index, len(args)-1)
		}
		p, fault := c.formatPiece(it, args[it.index+1])
		if fault != nil {
			return nil, fault
		}
		pieces = append(pieces, p)
		total += len(value.PlainText(orEmpty(p.Hole), ""))
		if fault := c.checkString(total); fault != nil {
			return nil, fault
		}
	}
	return c.text(pieces, append([]value.Value{f}, args[1:]...)...)
}

func (c *Call) formatPiece(it formatItem, v value.Value) (value.Piece, *Fault) {
	if it.align == 0 && it.spec == "" {
		return c.piece(v)
	}
	if !value.IsKnown(v) {
		if it.align == 0 && value.TypeOf(v) == value.TypeString {
			return value.Piece{Hole: v}, nil // strings take no notice of a specification
		}
		return value.Piece{Hole: c.call("format", nil, value.NewString(it.src, nil), v)}, nil
	}
	var s string
	var ok bool
	switch n := v.(type) {
	case value.Int:
		s, ok = formatInt(n.Int(), it.spec)
	case value.Float:
		s, ok = formatFloat(n.Float(), it.spec)
	default:
		var fault *Fault
		if s, fault = c.render(v, '\''); fault != nil {
			return value.Piece{}, fault
		}
		ok = true
	}
	if !ok {
		return value.Piece{}, Faultf("the format specification %q given to format() isn't one for numbers", clip(it.spec))
	}
	pad := it.align
	if pad < 0 {
		pad = -pad
	}
	if fault := c.checkString(len(s) + pad); fault != nil {
		return value.Piece{}, fault
	}
	if n := pad - int(unitLen(s)); n > 0 {
		if it.align > 0 {
			s = strings.Repeat(" ", n) + s
		} else {
			s += strings.Repeat(" ", n)
		}
	}
	return value.Piece{Hole: c.taint(value.NewString(s, v.Origin()), []value.Value{v})}, nil
}
