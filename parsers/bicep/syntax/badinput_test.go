package syntax_test

import (
	"strings"
	"testing"
	"time"

	"moat/analyzer/diag"
	"moat/analyzer/source"
	"moat/parsers/bicep/syntax"
)

// TestBadInput checks where and how damage of the text itself is reported.
func TestBadInput(t *testing.T) {
	tests := []struct {
		name, text string
		line, col  int // of the first problem; 0 for none
		kind       diag.Kind
		message    string
	}{
		{"byte-order mark", "\uFEFFvar a = 1", 0, 0, "", ""},
		{"lone carriage returns", "var a = 1\rvar b = 2\r", 0, 0, "", ""},
		{"NUL", "var a = 1\x00", 1, 10, diag.Syntax, "NUL"},
		{"NUL in a string", "var a = 'b\x00'", 1, 11, diag.Syntax, "NUL"},
		{"invalid UTF-8", "var a = \xff\xfe1", 1, 9, diag.Syntax, "not valid UTF-8"},
		{"invalid UTF-8 in a string", "var a = 'b\xffc'", 1, 11, diag.Syntax, "not valid UTF-8"},
		{"invalid UTF-8 in a comment", "var a = 1 // \xff", 0, 0, "", ""},
		{"UTF-16", "\xff\xfev\x00a\x00", 1, 1, diag.Syntax, "UTF-16"},
		{"no-break space", "var\u00a0a = 1", 1, 4, diag.Syntax, "U+00A0"},
		{"form feed", "var a = 1\f", 1, 10, diag.Syntax, "U+000C"},
		{"emoji", "var 🍕 = 1", 1, 5, diag.Syntax, "U+1F355"},
		{"column behind an emoji", "var a = ['🍕' \\]", 1, 15, diag.Syntax, "backslash"},
		{"typographic quotes", "var a = ‘b’", 1, 9, diag.Syntax, "typographic"},
		{"half a surrogate pair", `var a = '\u{D801}'`, 1, 10, diag.Syntax, "surrogate"},
		{"second half first", `var a = '\u{DC37}\u{D801}'`, 1, 10, diag.Syntax, "surrogate"},
		{"code point too large", `var a = '\u{110000}'`, 1, 10, diag.Syntax, "10FFFF"},
		{"code point without end", `var a = '\u{41'`, 1, 10, diag.Syntax, "10FFFF"},
		{"unknown escape", `var a = 'b\q'`, 1, 11, diag.Syntax, `\q`},
		{"string without end", "var a = 'b\nvar c = 1", 1, 9, diag.Syntax, "closing quote"},
		{"string without end at the end", "var a = 'b", 1, 9, diag.Syntax, "closing quote"},
		{"backslash at the end", `var a = 'b\`, 1, 9, diag.Syntax, "closing quote"},
		{"multi-line string without end", "var a = '''b\n''", 1, 9, diag.Syntax, "'''"},
		{"hole over a line's end", "var a = '${b\n}'", 1, 13, diag.Syntax, "${"},
		{"hole of a multi-line string over a line's end", "var a = $'''${b\n}'''", 1, 16, diag.Syntax, "${"},
		{"comment without end", "var a = 1 /* b\n", 1, 11, diag.Syntax, "*/"},
		{"pragma without codes", "#disable-next-line\nvar a = 1", 1, 1, diag.Syntax, "code"},
		{"pragma behind text", "var a = 1 #disable-next-line x", 1, 11, diag.Syntax, "directive"},
		{"long name", "var " + strings.Repeat("a", 256) + " = 1", 1, 5, diag.Syntax, "255"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := parse("x.bicep", test.text)
			checkTree(t, f)
			if test.line == 0 {
				if len(f.Problems) > 0 {
					t.Errorf("problems: %s", render(f))
				}
				return
			}
			if len(f.Problems) == 0 {
				t.Fatal("no problem")
			}
			d := f.Problems[0]
			if at := d.At.StartPosition(); at.Line != test.line || at.Column != test.col || d.Kind != test.kind || !strings.Contains(d.Message, test.message) {
				t.Errorf("got %s", render(f))
			}
		})
	}
}

// TestHugeInput checks that size and depth cost neither stack nor more than
// linear time, and are reported.
func TestHugeInput(t *testing.T) {
	const n = 100_000
	rep := strings.Repeat
	tests := []struct {
		name, text string
		limit      bool // a limit diagnostic is expected
	}{
		{"parentheses", "var a = " + rep("(", n) + "1" + rep(")", n), true},
		{"open parentheses", "var a = " + rep("(", n), true},
		{"closing brackets", rep("]})", n), false},
		{"arrays", "var a = " + rep("[", n) + rep("]", n), true},
		{"objects", "var a = " + rep("{a:", n) + "1" + rep("}", n), true},
		{"objects on lines", "var a = " + rep("{\na:", n) + "1" + rep("\n}", n), true},
		{"calls", "var a = " + rep("f(", n) + rep(")", n), true},
		{"indexes", "var a = " + rep("b[", n) + "1" + rep("]", n), true},
		{"lambdas", "var a = " + rep("x=>", n) + "1", true},
		{"loops", "var a = " + rep("[for x in y: ", n) + "1" + rep("]", n), true},
		{"loop sources", "var a = " + rep("[for x in ", n), true},
		{"holes", "var a = " + rep("'${", n) + "1" + rep("}'", n), true},
		{"ternaries", "var a = " + rep("b ? c : ", n) + "d", true},
		{"ternary branches", "var a = " + rep("b ? ", n) + "c" + rep(" : d", n), true},
		{"sum", "var a = 1" + rep(" + 1", n), true},
		{"alternating operators", "var a = 1" + rep(" + 1 * 2 ?? 3", n), true},
		{"minuses", "var a = " + rep("-", n) + "1", false},
		{"members", "var a = b" + rep(".c", n), true},
		{"assertions", "var a = b" + rep("!", n), true},
		{"nested resources", rep("resource a 'b' = {\n", n) + rep("}\n", n), true},
		{"short sum", "var a = 1" + rep(" + 1", 4000), false},
		{"deep array", "var a = " + rep("[", 240) + rep("]", 240), false},
		{"type parentheses", "type a = " + rep("(", n) + "b" + rep(")", n), true},
		{"type objects", "type a = " + rep("{a:", n) + "b" + rep("}", n), true},
		{"type tuples", "type a = " + rep("[", n) + rep("]", n), true},
		{"type arguments", "type a = " + rep("b<", n) + "c" + rep(">", n), true},
		{"array types", "type a = b" + rep("[]", n), true},
		{"nullable types", "type a = b" + rep(" ?", n), true},
		{"union", "type a = b" + rep(" | c", n), false},
		{"decorators", rep("@a()\n", n) + "var b = 1", false},
		{"decorator members", "@a" + rep(".b", n) + "\nvar c = 1", true},
		{"decorators in an object", "var a = {\n" + rep("@a()\n", n) + "}", false},
		{"blank lines", "var a = [" + rep("\n ", n) + "]", false},
		{"blank lines behind nesting", "var a = " + rep("(", 200) + "1" + rep("\n ", n) + rep(")", 200), false},
		{"declarations", rep("var a = 1\n", n), false},
		{"unknown characters", rep("~", n), false},
		{"bad lines", rep("?\n", n), false},
		{"arguments", "var a = f(" + rep("b, ", n) + "c)", false},
		{"commas", "var a = f(" + rep(",", n), false},
		{"items", "var a = [" + rep("b, ", n) + "]", false},
		{"comments", rep("/* a */", n), false},
		{"slashes and stars", rep("/*", n), false},
		{"hash signs", rep("#", n), false},
		{"dollars", rep("$", n), false},
		{"quotes", rep("'", n), false},
		{"backslashes", "var a = '" + rep(`\`, n), false},
		{"code point", `var a = '\u{` + rep("0", n), false},
		{"half pairs", "var a = '" + rep(`\u{D801}`, n) + "'", false},
		{"imports", "import {" + rep("a as b,", n) + "} from 'c'", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			start := time.Now()
			f := parse("x.bicep", test.text)
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("took %v", took)
			}
			if string(f.Print()) != test.text {
				t.Error("not printed back")
			}
			nodes, limit := 0, false
			f.Inspect(func(syntax.Node) bool { nodes++; return true })
			for _, d := range f.Problems {
				limit = limit || d.Kind == diag.Limit && !strings.Contains(d.Message, "1000 problems")
			}
			if limit != test.limit {
				t.Errorf("limit reported: %v; %d nodes, problems %d", limit, nodes, len(f.Problems))
			}
			if len(f.Problems) > syntax.MaxProblems+1 {
				t.Errorf("%d problems", len(f.Problems))
			}
		})
	}
}

func TestFileTooLarge(t *testing.T) {
	f := syntax.Parse(source.NewFile("x.bicep", make([]byte, syntax.MaxSize+1)))
	if len(f.Problems) != 1 || f.Problems[0].Kind != diag.Limit || len(f.Tokens) != 3 {
		t.Errorf("%d tokens, problems %v", len(f.Tokens), f.Problems)
	}
	if string(f.Print()) != string(f.Source.Content()) {
		t.Error("not printed back")
	}
}

// TestLimitSparesNeighbours checks that a declaration past a bound costs only
// itself.
func TestLimitSparesNeighbours(t *testing.T) {
	f := parse("x.bicep", "var a = 1\nvar b = "+strings.Repeat("[", 1000)+strings.Repeat("]", 1000)+"\nvar c = 'd")
	if len(f.Decls) != 3 || len(f.Problems) != 2 {
		t.Fatalf("%d declarations, problems:\n%s", len(f.Decls), render(f))
	}
	if got := f.Dump(f.Decls[0]); got != "(Var var a (Int 1))" {
		t.Error(got)
	}
	if at := f.Problems[1].At.StartPosition(); at.Line != 3 {
		t.Errorf("second problem on line %d", at.Line)
	}
}
