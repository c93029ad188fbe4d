package fn

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"moat/analyzer/value"
)

// render is the string that a known value takes in a text: .NET's spelling,
// True and False for booleans, nothing for null. Objects and arrays are
// compact JSON in the given quotes: double ones as string() makes it, single
// ones as format() does. It stops at the size limit, which shared parts reach
// long before they are written out.
func (c *Call) render(v value.Value, quote byte) (string, *Fault) {
	switch v := v.(type) {
	case value.Null:
		return "", nil
	case value.String:
		return v.String(), nil
	case value.Bool:
		if v.Bool() {
			return "True", nil
		}
		return "False", nil
	case value.Array, value.Object:
		w := jsonWriter{quote: quote, max: c.maxString()}
		if w.value(v); w.full {
			return "", c.checkString(w.max + 1)
		}
		return string(w.b), nil
	}
	s, _ := value.Render(v, quote == '"')
	return s, nil
}

// jsonWriter writes known values as Newtonsoft.Json does without indentation.
type jsonWriter struct {
	b     []byte
	quote byte
	max   int
	full  bool
}

func (w *jsonWriter) value(v value.Value) {
	if w.full = w.full || len(w.b) > w.max; w.full {
		return
	}
	switch v := v.(type) {
	case value.Null:
		w.b = append(w.b, "null"...)
	case value.Bool:
		w.b = strconv.AppendBool(w.b, v.Bool())
	case value.Int:
		w.b = strconv.AppendInt(w.b, v.Int(), 10)
	case value.Float:
		s := value.FormatFloat(v.Float())
		if !strings.ContainsAny(s, ".e") {
			s += ".0"
		}
		w.b = append(w.b, s...)
	case value.String:
		w.string(v.String())
	case value.Array:
		w.b = append(w.b, '[')
		for i, it := range v.Items() {
			if i > 0 {
				w.b = append(w.b, ',')
			}
			if w.value(it); w.full {
				return
			}
		}
		w.b = append(w.b, ']')
	case value.Object:
		w.b = append(w.b, '{')
		for i, m := range v.Members() {
			if i > 0 {
				w.b = append(w.b, ',')
			}
			w.string(m.Key)
			w.b = append(w.b, ':')
			if w.value(m.Value); w.full {
				return
			}
		}
		w.b = append(w.b, '}')
	}
}

func (w *jsonWriter) string(s string) {
	const hex = "0123456789abcdef"
	if w.full = w.full || len(w.b)+len(s) > w.max; w.full {
		return
	}
	w.b = append(w.b, w.quote)
	for _, r := range s {
		if i := strings.IndexRune("\b\f\n\r\t", r); i >= 0 {
			w.b = append(w.b, '\\', "bfnrt"[i])
			continue
		}
		switch {
		case r == '\\' || r == rune(w.quote):
			w.b = append(w.b, '\\', byte(r))
		case r < 0x20 || r == 0x85 || r == 0x2028 || r == 0x2029:
			w.b = append(w.b, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
		default:
			w.b = utf8.AppendRune(w.b, r)
		}
	}
	w.b = append(w.b, w.quote)
}
