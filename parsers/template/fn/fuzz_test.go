package fn_test

import (
	"strings"
	"testing"

	"moat/analyzer/value"
	"moat/parsers/template/fn"
)

// Formatting an unknown string and then learning it is formatting the string.
func FuzzFormat(f *testing.F) {
	f.Add("a{0}b{{", "x")
	f.Add("{0,5}|{0,-5:x}|{0:'}", "")
	f.Fuzz(func(t *testing.T, format, text string) {
		scope := fn.DefaultScope(fn.ResourceGroup)
		want, fault := try(t, scope, nil, "format", format, text)
		got, partial := try(t, scope, nil, "format", format, str("p"))
		if (fault == nil) != (partial == nil) {
			t.Fatalf("known: %v, unknown: %v", fault, partial)
		}
		if fault != nil {
			return
		}
		var b strings.Builder
		var fill func(v value.Value)
		fill = func(v value.Value) {
			switch v := v.(type) {
			case value.String:
				b.WriteString(v.String())
			case value.Text:
				for _, p := range v.Pieces() {
					if b.WriteString(p.Lit); p.Hole != nil {
						fill(p.Hole)
					}
				}
			case value.Unknown:
				if args, ok := value.AsCall(v, "format"); ok {
					s, fault := try(t, scope, nil, "format", args[0], text)
					if fault != nil {
						t.Fatal(fault.Message)
					}
					fill(s)
					return
				}
				b.WriteString(text)
			}
		}
		if fill(got); b.String() != want.(value.String).String() {
			t.Fatalf("%q and then %q, not %s", show(got), b.String(), show(want))
		}
	})
}

// Dates, durations and paths of any text are answered, and what dateTimeAdd
// makes of a date can be read again.
func FuzzParsers(f *testing.F) {
	f.Add("2024-01-01T00:00:00Z", "P1DT2H", "$.a[?(@.b > 1 && @['c'] == 'x')]..d[1:2]")
	f.Add("2024-01-01 00:00", "-P1Y2M3W", "a[0,1]['b'].*")
	f.Fuzz(func(t *testing.T, date, duration, path string) {
		scope := fn.DefaultScope(fn.ResourceGroup)
		if v, fault := try(t, scope, nil, "dateTimeAdd", date, duration); fault == nil {
			if _, fault := try(t, scope, nil, "dateTimeToEpoch", v); fault != nil {
				t.Fatalf("%s: %s", show(v), fault.Message)
			}
		}
		data := files{"x.json": `{"a": [{"b": 2, "c": "x", "d": [1, 2, 3]}, 1.5, null]}`}
		if v, fault := try(t, scope, data, "loadJsonContent", "x.json", path); fault == nil && !value.IsKnown(v) {
			t.Fatalf("%q leads to %s", path, show(v))
		}
	})
}
