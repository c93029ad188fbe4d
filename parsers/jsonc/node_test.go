package jsonc_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"moat/analyzer/diag"
	"moat/internal/moattest/growth"
	"moat/parsers/jsonc"
)

func TestLookup(t *testing.T) {
	// The large object is looked up by an index, the small one by search.
	small := `"a":1,"B":2,"b":3,"a":4,"É":5,"ſ":6`
	var large strings.Builder
	large.WriteString(small)
	for i := range 100 {
		fmt.Fprintf(&large, `,"k%d":0`, i)
	}
	for name, in := range map[string]string{"small": small, "large": large.String()} {
		root := parse("{" + in + "}").Root
		for _, test := range []struct {
			key         string
			exact, fold string
		}{
			{"a", "4", "4"}, {"A", "", "4"}, {"B", "2", "3"}, {"b", "3", "3"},
			{"é", "", "5"}, {"s", "", ""}, {"ſ", "6", "6"}, {"no", "", ""},
		} {
			if got := root.Get(test.key).Raw(); got != test.exact {
				t.Errorf("%s: Get(%q) = %s, want %s", name, test.key, got, test.exact)
			}
			if got := root.GetFold(test.key).Raw(); got != test.fold {
				t.Errorf("%s: GetFold(%q) = %s, want %s", name, test.key, got, test.fold)
			}
		}
	}
	if n := parse(`[]`).Root.Get("a").GetFold("b"); n.Kind() != jsonc.Bad || n.Range().IsValid() || n.Text() != "" {
		t.Errorf("a missing value is %v", n)
	}
}

func TestCaseClashes(t *testing.T) {
	var many strings.Builder
	for i := range 40 {
		fmt.Fprintf(&many, `"k%d":0,`, i)
	}
	for _, test := range []struct {
		in   string
		want []string
	}{
		{`{"a":1,"a":2,"b":{"c":1}}`, nil},
		{`{"ab":1,"x":[{"C":1,"c":2}],"AB":3}`, []string{`"c"`, `"AB"`}},
		{`{` + many.String() + `"K7":1}`, []string{`"K7"`}},
	} {
		var got []string
		for _, d := range jsonc.CaseClashes(parse(test.in).Root) {
			got = append(got, d.At.Text())
		}
		if strings.Join(got, " ") != strings.Join(test.want, " ") {
			t.Errorf("%s: got %v, want %v", test.in, got, test.want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, test := range []struct {
		in      string
		i       int64
		isInt   bool
		f       float64
		isFloat bool
	}{
		{"0", 0, true, 0, true},
		{"-9223372036854775808", math.MinInt64, true, math.MinInt64, true},
		{"9223372036854775808", 0, false, math.MaxInt64 + 1, true},
		{"1.0", 0, false, 1, true},
		{"1e2", 0, false, 100, true},
		{"1e999", 0, false, math.Inf(1), false},
	} {
		n := parse(test.in).Root
		i, isInt := n.Int()
		f, isFloat := n.Float()
		if isInt != test.isInt || isInt && i != test.i || isFloat != test.isFloat || f != test.f {
			t.Errorf("%s: Int %d %v, Float %g %v", test.in, i, isInt, f, isFloat)
		}
	}
}

func TestOffsets(t *testing.T) {
	for _, in := range []string{
		`"plain"`, `'plain'`, `"é😀x"`, `"a\"b\\c"`, `"\u00e9x\ud83d\ude00y"`, `"\n\n"`, "\"l1\r\nl2\\tq\"", "\"a\xffb\"", `""`, `"\u0041"`,
	} {
		src := "  " + in
		n := parse(src).Root
		text, at := n.Text(), n.Offsets()
		if got := at(len(text)); got != len(src)-1 {
			t.Errorf("%s: the end maps to %d, want the closing quote at %d", in, got, len(src)-1)
		}
		if at(-5) != 3 || at(len(text)+5) != len(src)-1 {
			t.Errorf("%s: offsets outside are not clamped", in)
		}
		for i, r := range text {
			if got := n.Offset(i); got != at(i) {
				t.Errorf("%s: Offset(%d) = %d, Offsets %d", in, i, got, at(i))
			}
			// Each character's source decodes to that character alone.
			end := i + utf8.RuneLen(r)
			piece := src[at(i):at(end)]
			if got := parse(`"` + piece + `"`).Root.Text(); got != string(r) {
				t.Errorf("%s: %q comes from %q, which reads %q", in, r, piece, got)
			}
		}
	}
	d := parse(`{"a\u0062c": 1, d: 2}`)
	m := d.Root.Members()
	if at := m[0].KeyOffsets(); at(0) != 2 || at(1) != 3 || at(2) != 9 || at(3) != 10 {
		t.Errorf("key offsets %d %d %d %d", at(0), at(1), at(2), at(3))
	}
	if at := m[1].KeyOffsets(); at(0) != 16 || at(1) != 17 {
		t.Errorf("bare key offsets %d %d", at(0), at(1))
	}
}

func TestRanges(t *testing.T) {
	d := parse("\uFEFF{ \"k\" : [ 1 , \"x\" ] , // c1\n \"m\": /* c2 */ {} }")
	var got []string
	for i := range d.Root.Members() {
		m := &d.Root.Members()[i]
		got = append(got, m.KeyRange().Text(), m.Range().Text(), m.Value.Range().Text())
	}
	for _, c := range d.Comments {
		got = append(got, c.Text())
	}
	want := []string{`"k"`, `"k" : [ 1 , "x" ]`, `[ 1 , "x" ]`, `"m"`, `"m": /* c2 */ {}`, `{}`, "// c1", "/* c2 */"}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestLimits(t *testing.T) {
	nest := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }
	if d := parse(nest(jsonc.MaxDepth)); len(d.Problems) > 0 {
		t.Errorf("%d deep: %q", jsonc.MaxDepth, problems(d))
	}
	d := parse(`{"a":` + nest(jsonc.MaxDepth) + `,"b":` + nest(100_000) + `,"c":{"d":1}}`)
	if len(d.Problems) != 1 || d.Problems[0].Kind != diag.Limit || d.Root.Get("c").Get("d").Raw() != "1" {
		t.Errorf("too deep: %q", problems(d))
	}
	d = parse("[" + strings.Repeat("x,", 5000) + "1]")
	if len(d.Problems) != 101 || d.Problems[100].Kind != diag.Limit || len(d.Root.Items()) != 5001 {
		t.Errorf("many problems: %d, items %d", len(d.Problems), len(d.Root.Items()))
	}
}

// TestLinear feeds what could drive recovery into quadratic time.
func TestLinear(t *testing.T) {
	for _, piece := range []string{
		"\\'\n", "'\\'\n", "\"\n", "\"x\n'", "}", "]", "{", "[\"a\":", "{\"a\"", "\"a\" ", "\"a\",\"b\":", ":", ",", "/*", "//", "{\n}}\n",
		"[\n }\n", "{\"a\":[1},", "\" \n", "\xff", "\x00", "[{", "}]", "{]", "\"\n\"x", "{a:", "\\", "\n  ", "\"a\":1,", "\"a\":1\n}",
	} {
		for _, prefix := range []string{"", "{", "[", "{\n \"a\": [\n  {\n"} {
			t.Run(fmt.Sprintf("%q after %q", piece, prefix), func(t *testing.T) {
				growth.Linear(t, 1000, func(n int) { parse(prefix + strings.Repeat(piece, n)) })
			})
		}
	}
}

func TestHead(t *testing.T) {
	for _, test := range []struct {
		in       string
		n        int
		schema   string
		keys     string
		object   bool
		complete bool
	}{
		{`{"$schema":"https://x#","contentVersion":"1","a":{"$schema":"no","b":[{"c":1}]},"resources":[]}`, 4096, "https://x#", "$schema contentVersion a resources", true, true},
		{"\uFEFF// c\n{ 'x': {\"y\": \"}\"}, /* } */ '$Schema': 'a\\/b' }", 4096, "a/b", "x $Schema", true, true},
		{`{"a":[1,"x","y"],"$schema":"s","resources":[{"very":"long"}]}`, 48, "s", "a $schema resources", true, false},
		{`{"a":1,"$schema":"https://sch`, 4096, "", "a $schema", true, false},
		{`{"a":1,"$sch`, 4096, "", "a", true, false},
		{`["$schema","x"]`, 4096, "", "", false, false},
		{``, 4096, "", "", false, false},
		{`{"a\u0062": 1`, 4096, "", "ab", true, false},
	} {
		h := jsonc.Head([]byte(test.in), test.n)
		if h.Schema != test.schema || strings.Join(h.Keys, " ") != test.keys || h.IsObject != test.object || h.Complete != test.complete {
			t.Errorf("%s: %+v", test.in, h)
		}
		if test.schema != "" && !h.Has("$SCHEMA") {
			t.Errorf("%s: Has doesn't find the schema", test.in)
		}
	}
}
