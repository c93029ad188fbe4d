package jsonc_test

import (
	"fmt"
	"strings"
	"testing"

	"moat/analyzer/source"
	"moat/parsers/jsonc"
)

func parse(s string) *jsonc.Document { return jsonc.Parse(source.NewFile("t.json", []byte(s))) }

// show writes a tree in one line; a bad value is ?.
func show(n *jsonc.Node) string {
	var b strings.Builder
	write(&b, n)
	return b.String()
}

func write(b *strings.Builder, n *jsonc.Node) {
	switch n.Kind() {
	case jsonc.Null, jsonc.Bool, jsonc.Number:
		b.WriteString(n.Raw())
	case jsonc.String:
		fmt.Fprintf(b, "%q", n.Text())
	case jsonc.Object:
		b.WriteByte('{')
		for i, m := range n.Members() {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(m.Key + ":")
			write(b, m.Value)
		}
		b.WriteByte('}')
	case jsonc.Array:
		b.WriteByte('[')
		for i, item := range n.Items() {
			if i > 0 {
				b.WriteByte(' ')
			}
			write(b, item)
		}
		b.WriteByte(']')
	default:
		b.WriteByte('?')
	}
}

// problems writes each problem as line:column-line:column message.
func problems(d *jsonc.Document) []string {
	var out []string
	for _, p := range d.Problems {
		s, e := p.At.StartPosition(), p.At.EndPosition()
		out = append(out, fmt.Sprintf("%d:%d-%d:%d %s", s.Line, s.Column, e.Line, e.Column, p.Message))
	}
	return out
}

func TestDialect(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"scalars", `[null,true,false,0,-1,1.50,2e9,-0.1E-3]`, `[null true false 0 -1 1.50 2e9 -0.1E-3]`},
		{"root scalar", ` "x" `, `"x"`},
		{"empty", `{"o":{},"a":[]}`, `{o:{} a:[]}`},
		{"byte order mark", "\uFEFF{\"a\":1}", `{a:1}`},
		{"comments", "// one\n{ /* two */ \"a\" /**/ : // three\n 1 /* four\n */ } // five", `{a:1}`},
		{"comment marks in strings", `{"a":"http://x/*y*/"}`, `{a:"http://x/*y*/"}`},
		{"line breaks in strings", "{\"a\":\"x\r\n\ty\nz\"}", `{a:"x\r\n\ty\nz"}`},
		{"line breaks in a key", "{\"a\nb\": 1}", "{a\nb:1}"},
		{"trailing commas", `{"a":[1,2,],"b":3,}`, `{a:[1 2] b:3}`},
		{"single quotes hold double", `{'a':'say "x"', "b":"it's", "c":'it\'s'}`, `{a:"say \"x\"" b:"it's" c:"it's"}`},
		{"escapes", `["\"\\\/\b\f\n\r\t", "\u00e9\u20AC\ud83d\ude00"]`, `["\"\\/\b\f\n\r\t" "é€😀"]`},
		{"escaped key", `{"\u0061\n":1}`, "{a\n:1}"},
		{"other white space", "{\u00a0\"a\"\u2003:\v1\f}", `{a:1}`},
		{"expression keys", `{"[format('{0}', 1)]": "[concat('a')]"}`, `{[format('{0}', 1)]:"[concat('a')]"}`},
	} {
		d := parse(test.in)
		if got := show(d.Root); got != test.want || len(d.Problems) > 0 {
			t.Errorf("%s: %s\n got %s\nwant %s\nproblems %q", test.name, test.in, got, test.want, problems(d))
		}
	}
}

func TestProblems(t *testing.T) {
	for _, test := range []struct {
		name, in, want string
		problems       []string
	}{
		{"nothing", " // only this\n", "?", []string{"2:1-2:1 the file holds no JSON value"}},
		{"words", `[yes, "a" ]`, `[? "a"]`, []string{`1:2-1:5 "yes" is no JSON value; text needs double quotes`}},
		{"numbers", `[01, +1, .5, 1., 0x1F, -]`, `[? ? ? ? ? ?]`, []string{
			`1:2-1:4 "01" is no JSON number`, `1:6-1:8 "+1" is no JSON number`, `1:10-1:12 ".5" is no JSON number`,
			`1:14-1:16 "1." is no JSON number`, `1:18-1:22 "0x1F" is no JSON number`, `1:24-1:25 "-" is no JSON number`}},
		{"bare key", `{a1: 1, $b: 2}`, `{a1:1 $b:2}`, []string{
			`1:2-1:4 the key "a1" needs double quotes`, `1:9-1:11 the key "$b" needs double quotes`}},
		{"duplicate", "{\"a\":1,\n\"a\":2,\"A\":3,\n\"\\u0061\":4}", `{a:1 a:2 A:3 a:4}`, []string{
			`2:1-2:4 the key "a" occurs again in this object; only this last value counts (the one before is on line 1)`,
			`3:1-3:9 the key "a" occurs again in this object; only this last value counts (the one before is on line 2)`}},
		{"bad escapes", `["\x\y", "\u12g4", "\ud800x", "\udc00"]`, "[\"xy\" \"u12g4\" \"\uFFFDx\" \"\uFFFD\"]", []string{
			`1:3-1:5 JSON has no such escape; write a backslash itself as \\`,
			`1:11-1:13 \u needs four hexadecimal digits`,
			`1:21-1:27 half of a surrogate pair is no character`,
			`1:32-1:38 half of a surrogate pair is no character`}},
		{"bad bytes", "[\"a\xffé\xc3\"]", "[\"a\uFFFDé\uFFFD\"]", []string{"1:4-1:5 the byte is not valid UTF-8; save the file as UTF-8"}},
		{"control", "[\"a\x00b\x01\"]", `["a\x00b\x01"]`, []string{
			`1:4-1:5 control character U+0000 in a string; write it as \u0000`,
			`1:6-1:7 control character U+0001 in a string; write it as \u0001`}},
		{"nul outside", "{\x00\"a\":1}", `{a:1}`, []string{`1:2-1:3 "\x00" can't stand here`}},
		{"comment open", "{\"a\":1} /* x", `{a:1}`, []string{"1:9-1:11 the comment is never closed; */ is missing"}},
		{"double comma", `{"a":[1,,2],,"b":3}`, `{a:[1 2] b:3}`, []string{
			"1:9-1:10 a value is missing before this comma", "1:13-1:14 a key and a value are missing before this comma"}},
		{"garbage after", "{\"a\":1}\n x y\n z", `{a:1}`, []string{"2:2-2:5 nothing may follow the end of the document"}},
		{"two documents", `{"a":1} {"b":2}`, `{a:1}`, []string{"1:9-1:16 nothing may follow the end of the document"}},
		{"garbage before", `oops ; {"a":1}`, `{a:1}`, []string{`1:1-1:5 "oops" is no JSON value; text needs double quotes`}},
		{"utf-16", "\xff\xfe{\x00}\x00", `?`, []string{"1:1-1:3 the file is UTF-16; save it as UTF-8"}},
	} {
		check(t, test.name, test.in, test.want, test.problems)
	}
}

func check(t *testing.T, name, in, want string, wantProblems []string) {
	t.Helper()
	d := parse(in)
	if got := show(d.Root); got != want {
		t.Errorf("%s: %s\n got %s\nwant %s", name, in, got, want)
	}
	if got := problems(d); strings.Join(got, "\n") != strings.Join(wantProblems, "\n") {
		t.Errorf("%s: %s\n got %s\nwant %s", name, in, strings.Join(got, "\n     "), strings.Join(wantProblems, "\n     "))
	}
}

func TestRecovery(t *testing.T) {
	for _, test := range []struct {
		name, in, want string
		problems       int
	}{
		{"value missing", `{"a": , "b": 1`, `{a:? b:1}`, 2},
		{"value missing at end", "{\"b\": 1,\n\"a\": }", `{b:1 a:?}`, 1},
		{"value missing before key", "{\"a\":\n \"b\": 1,\n \"c\":\n \"d\": {}}", `{a:? b:1 c:? d:{}}`, 2},
		{"only a key", "{\"a\"\n,\"b\": 1, \"c\" }", `{a:? b:1 c:?}`, 2},
		{"only a key before key", "{\"a\"\n\"b\": 1}", `{a:? b:1}`, 2},
		{"colon missing", `{"a" 1, "b" {"c": 2}, "d" "x"}`, `{a:1 b:{c:2} d:"x"}`, 3},
		{"commas missing", "{\"a\": 1 \"b\": [1 2 {}\n{}]\n\"c\": 3}", `{a:1 b:[1 2 {} {}] c:3}`, 5},
		{"double colon", `{"a":: 1, "b": 2}`, `{a:? b:2}`, 2},
		{"key half typed", "{\n  \"a\": 1,\n  \"b\n  \"c\": 2\n}", `{a:1 b:? c:2}`, 3},
		{"string half typed", "{\n  \"a\": \"x,\n  \"b\": \"y\",\n  \"c\": 2\n}", `{a:"x" b:"y" c:2}`, 1},
		{"string half typed at end", "{\n  \"a\": 1,\n  \"b\": \"x\n}", `{a:1 b:"x"}`, 1},
		{"quote too many", "{\n  \"a\": \"x\"\",\n  \"b\": 1\n}", `{a:"x" :? b:1}`, 3},
		{"braces missing at end", "{\"a\": {\"b\": [1, {\"c\": 2", `{a:{b:[1 {c:2}]}}`, 4},
		{"bracket missing before brace", `{"a": [1, 2}`, `{a:[1 2]}`, 1},
		{"bracket missing before brace and key", `{"x": {"a": [1, 2}, "b": 3}`, `{x:{a:[1 2]} b:3}`, 1},
		{"bracket missing before key", `{"a": [1, 2, "b": 3}`, `{a:[1 2] b:3}`, 1},
		{"bracket missing before item", `[{"a": [1, 2}, {"a": 3}]`, `[{a:[1 2]} {a:3}]`, 1},
		{"brace missing before bracket", `{"r": [{"a": 1], "b": 2}`, `{r:[{a:1}] b:2}`, 1},
		{"brace missing before item", `[{"a": 1, {"b": 2}]`, `[{a:1} {b:2}]`, 1},
		{"brace too many", `{"r": [{"a": 1}}, {"b": 2}], "c": 3}`, `{r:[{a:1} {b:2}] c:3}`, 1},
		{"bracket too many", `{"a": [1]], "b": 2}`, `{a:[1] b:2}`, 1},
		{"brace too many at root", `{"a": {"b": 1}}, "c": 2}`, `{a:{b:1} c:2}`, 1},
		{"value without key", `{"a": 1, {"x": [1]}, "b": 2}`, `{a:1 b:2}`, 1},
		{"conflict marks", "{\n  \"a\": 1,\n<<<<<<< HEAD\n  \"b\": 2,\n=======\n  \"b\": 3,\n>>>>>>> x\n  \"c\": 4\n}", `{a:1 b:2 b:3 c:4}`, 4},
		{"half an element", "{\"resources\": [\n  {\"type\": \"x\", \"pro\n  },\n  {\"type\": \"y\"}\n]}", `{resources:[{type:"x" pro:?} {type:"y"}]}`, 2},
		{"object missing its brace, next key outdented", `{
  "parameters": {
    "a": {
      "type": "string",
      "metadata": {
        "description": "x"
    },
    "b": {
      "type": "int"
    }
  },
  "resources": [
    {
      "type": "t"
    }
  ]
}`, `{parameters:{a:{type:"string" metadata:{description:"x"}} b:{type:"int"}} resources:[{type:"t"}]}`, 1},
		{"item missing its brace", `{
  "resources": [
    {
      "type": "a",
      "properties": {
        "x": 1
      },
    {
      "type": "b"
    }
  ],
  "outputs": {}
}`, `{resources:[{type:"a" properties:{x:1}} {type:"b"}] outputs:{}}`, 1},
		{"object without any end", `{
  "a": {
    "x": 1,
  "b": {
    "y": 2
  }
}`, `{a:{x:1} b:{y:2}}`, 1},
		{"array without any end", `{
  "r": [
    {
      "n": 1
    },
  "b": {
    "y": 2
  }
}`, `{r:[{n:1}] b:{y:2}}`, 1},
		{"brace too many, indented", `{
  "a": {
    "x": 1
    }
  },
  "b": 2
}`, `{a:{x:1} b:2}`, 1},
		{"brace too many deep down", `{
  "r": [
    {
      "p": {
        "x": 1
      }
      }
    },
    {
      "q": 2
    }
  ],
  "b": 2
}`, `{r:[{p:{x:1}} {q:2}] b:2}`, 1},
		{"odd indentation counts for nothing while brackets match", "{\n\"a\": {\n\"x\": 1\n},\n      \"b\": [\n{\n}\n  ]\n  }", `{a:{x:1} b:[{}]}`, 0},
	} {
		d := parse(test.in)
		if got := show(d.Root); got != test.want || len(d.Problems) != test.problems {
			t.Errorf("%s: %s\n got %s (%d problems)\nwant %s (%d problems)\n  %s", test.name, test.in,
				got, len(d.Problems), test.want, test.problems, strings.Join(problems(d), "\n  "))
		}
	}
}
