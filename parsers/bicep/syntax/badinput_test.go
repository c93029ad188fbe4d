package syntax_test

import (
	"strings"
	"testing"

	"moat/analyzer/diag"
	"moat/analyzer/source"
	"moat/internal/moattest/growth"
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
	rep := strings.Repeat
	tests := []struct {
		name  string
		text  func(n int) string
		limit bool // a limit diagnostic is expected
	}{
		{"parentheses", func(n int) string { return "var a = " + rep("(", n) + "1" + rep(")", n) }, true},
		{"open parentheses", func(n int) string { return "var a = " + rep("(", n) }, true},
		{"closing brackets", func(n int) string { return rep("]})", n) }, false},
		{"arrays", func(n int) string { return "var a = " + rep("[", n) + rep("]", n) }, true},
		{"objects", func(n int) string { return "var a = " + rep("{a:", n) + "1" + rep("}", n) }, true},
		{"objects on lines", func(n int) string { return "var a = " + rep("{\na:", n) + "1" + rep("\n}", n) }, true},
		{"calls", func(n int) string { return "var a = " + rep("f(", n) + rep(")", n) }, true},
		{"indexes", func(n int) string { return "var a = " + rep("b[", n) + "1" + rep("]", n) }, true},
		{"lambdas", func(n int) string { return "var a = " + rep("x=>", n) + "1" }, true},
		{"loops", func(n int) string { return "var a = " + rep("[for x in y: ", n) + "1" + rep("]", n) }, true},
		{"loop sources", func(n int) string { return "var a = " + rep("[for x in ", n) }, true},
		{"holes", func(n int) string { return "var a = " + rep("'${", n) + "1" + rep("}'", n) }, true},
		{"ternaries", func(n int) string { return "var a = " + rep("b ? c : ", n) + "d" }, true},
		{"ternary branches", func(n int) string { return "var a = " + rep("b ? ", n) + "c" + rep(" : d", n) }, true},
		{"sum", func(n int) string { return "var a = 1" + rep(" + 1", n) }, true},
		{"alternating operators", func(n int) string { return "var a = 1" + rep(" + 1 * 2 ?? 3", n) }, true},
		{"minuses", func(n int) string { return "var a = " + rep("-", n) + "1" }, false},
		{"members", func(n int) string { return "var a = b" + rep(".c", n) }, true},
		{"assertions", func(n int) string { return "var a = b" + rep("!", n) }, true},
		{"nested resources", func(n int) string { return rep("resource a 'b' = {\n", n) + rep("}\n", n) }, true},
		{"short sum", func(n int) string { return "var a = 1" + rep(" + 1", 4000) }, false},
		{"deep array", func(n int) string { return "var a = " + rep("[", 240) + rep("]", 240) }, false},
		{"type parentheses", func(n int) string { return "type a = " + rep("(", n) + "b" + rep(")", n) }, true},
		{"type objects", func(n int) string { return "type a = " + rep("{a:", n) + "b" + rep("}", n) }, true},
		{"type tuples", func(n int) string { return "type a = " + rep("[", n) + rep("]", n) }, true},
		{"type arguments", func(n int) string { return "type a = " + rep("b<", n) + "c" + rep(">", n) }, true},
		{"array types", func(n int) string { return "type a = b" + rep("[]", n) }, true},
		{"nullable types", func(n int) string { return "type a = b" + rep(" ?", n) }, true},
		{"union", func(n int) string { return "type a = b" + rep(" | c", n) }, false},
		{"decorators", func(n int) string { return rep("@a()\n", n) + "var b = 1" }, false},
		{"decorator members", func(n int) string { return "@a" + rep(".b", n) + "\nvar c = 1" }, true},
		{"decorators in an object", func(n int) string { return "var a = {\n" + rep("@a()\n", n) + "}" }, false},
		{"blank lines", func(n int) string { return "var a = [" + rep("\n ", n) + "]" }, false},
		{"blank lines behind nesting", func(n int) string { return "var a = " + rep("(", 200) + "1" + rep("\n ", n) + rep(")", 200) }, false},
		{"declarations", func(n int) string { return rep("var a = 1\n", n) }, false},
		{"unknown characters", func(n int) string { return rep("~", n) }, false},
		{"bad lines", func(n int) string { return rep("?\n", n) }, false},
		{"arguments", func(n int) string { return "var a = f(" + rep("b, ", n) + "c)" }, false},
		{"commas", func(n int) string { return "var a = f(" + rep(",", n) }, false},
		{"items", func(n int) string { return "var a = [" + rep("b, ", n) + "]" }, false},
		{"comments", func(n int) string { return rep("/* a */", n) }, false},
		{"slashes and stars", func(n int) string { return rep("/*", n) }, false},
		{"hash signs", func(n int) string { return rep("#", n) }, false},
		{"dollars", func(n int) string { return rep("$", n) }, false},
		{"quotes", func(n int) string { return rep("'", n) }, false},
		{"backslashes", func(n int) string { return "var a = '" + rep(`\`, n) }, false},
		{"code point", func(n int) string { return `var a = '\u{` + rep("0", n) }, false},
		{"half pairs", func(n int) string { return "var a = '" + rep(`\u{D801}`, n) + "'" }, false},
		{"imports", func(n int) string { return "import {" + rep("a as b,", n) + "} from 'c'" }, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			growth.Linear(t, 1000, func(n int) { parse("x.bicep", test.text(n)) })
			text := test.text(100_000)
			f := parse("x.bicep", text)
			if string(f.Print()) != text {
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
