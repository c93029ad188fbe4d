package expression_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"moat/analyzer/diag"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/internal/moattest/growth"
	"moat/parsers/template/expression"
)

// parse reads an expression that stands at the start of a file.
func parse(s string) (expression.Expr, []diag.Diagnostic) {
	return expression.Parse(s, func(i int) int { return i }, source.NewFile("t.json", []byte(s)))
}

// show writes a tree in the language's own spelling, without white space;
// *Bad is ?.
func show(e expression.Expr) string { return write(e, "::") }

// write is show with the mark that parts a function from its namespace.
func write(e expression.Expr, mark string) string {
	switch e := e.(type) {
	case *expression.Literal:
		if x, ok := e.Value.(value.Float); ok {
			s := strconv.FormatFloat(x.Float(), 'f', -1, 64)
			if !strings.Contains(s, ".") {
				s += ".0"
			}
			return s
		}
		return value.Expr(e.Value)
	case *expression.Call:
		var args []string
		for _, a := range e.Args {
			args = append(args, write(a, mark))
		}
		name := e.Name
		if e.Namespace != "" {
			name = e.Namespace + mark + name
		}
		return name + "(" + strings.Join(args, ",") + ")"
	case *expression.Prop:
		return write(e.Base, mark) + "." + e.Name
	case *expression.Index:
		return write(e.Base, mark) + "[" + write(e.Index, mark) + "]"
	case *expression.Bad:
		return "?"
	}
	return fmt.Sprintf("%T", e)
}

func TestClassify(t *testing.T) {
	for _, test := range []struct {
		in, literal  string
		isExpression bool
	}{
		{"[a()]", "", true}, {"[]", "", true}, {"[ ]", "", true}, {"[a] b [c]", "", true},
		{"[[a]", "[a]", false}, {"[[]", "[]", false}, {"[[a]]", "[a]]", false},
		{"[[a", "[[a", false}, {"[a", "[a", false}, {"a]", "a]", false}, {"[a] b", "[a] b", false}, {" [a()]", " [a()]", false},
		{"[", "[", false}, {"]", "]", false}, {"", "", false},
	} {
		literal, isExpression := expression.Classify(test.in)
		if literal != test.literal || isExpression != test.isExpression {
			t.Errorf("%q is %q, %v", test.in, literal, isExpression)
		}
		if e, ds := parse(test.in); !isExpression && (show(e) != value.Expr(value.NewString(literal, nil)) || len(ds) > 0) {
			t.Errorf("%q parses to %s", test.in, show(e))
		}
	}
}

func TestParse(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"['a']", "'a'"},
		{"['it''s [''x'']']", "'it''s [''x'']'"},
		{"['a\nb \"c\" ${d} \\']", "'a\nb \"c\" ${d} \\'"},
		{"['']", "''"},
		{"['''']", "''''"},
		{"[-12]", "-12"}, {"[+3]", "3"}, {"[007]", "7"}, {"[1.50]", "1.5"},
		{"[f()]", "f()"},
		{"[ f (\n'a' ,\t1 , g( ) ) ]", "f('a',1,g())"},
		{"[f(-1,+2)]", "f(-1,2)"},
		{"[f().a.b[0]['c'].d]", "f().a.b[0]['c'].d"},
		{"[f() . a [ g(1)[2] ] ]", "f().a[g(1)[2]]"},
		{"[ns.f(1)]", "ns::f(1)"},
		{"[a . b.c (1).d]", "a.b::c(1).d"},
		{"['abc'[0]]", "'abc'[0]"},
		{"[f(\u00a0'é😀').größe]", "f('é😀').größe"},
		{"[F1_x(parameters('p-1'))._y2]", "F1_x(parameters('p-1'))._y2"},
	} {
		e, ds := parse(test.in)
		if got := show(e); got != test.want || len(ds) > 0 {
			t.Errorf("%s: got %s, want %s; %v", test.in, got, test.want, messages(ds))
		}
	}
}

func messages(ds []diag.Diagnostic) []string {
	var out []string
	for _, d := range ds {
		out = append(out, fmt.Sprintf("%d-%d %s", d.At.Start, d.At.End, d.Message))
	}
	return out
}

func TestMistakes(t *testing.T) {
	for _, test := range []struct {
		in, want string
		problems []string // each begins with this
	}{
		{"[]", "?", []string{"0-2 the expression between the brackets is empty"}},
		{"[ \n]", "?", []string{"0-4 the expression between the brackets is empty"}},
		{"[f(1) == 2]", "?", []string{`6-8 expressions have no operator "=="; use equals(a, b)`}},
		{"[a() ? b() : 'c']", "?", []string{`5-6 expressions have no operator "?"; use if(`, `11-12 expressions have no operator ":"; use if(`}},
		{"[f(a() + 1, !b())]", "f(?,?)", []string{`7-8 expressions have no operator "+"; use add(a, b) or concat`, `12-13 expressions have no operator "!"; use not(a)`}},
		{"[map(x(), y => y)]", "map(x(),?)", []string{"10-11 a name can't stand alone", `12-14 expressions have no operator "=>"; use lambda`, "15-16 a name"}},
		{"[f(1 - 2, a() -3)]", "f(?,?)", []string{`5-6 expressions have no operator "-"; use sub`, `14-15 expressions have no operator "-"; use sub`}},
		{"[location]", "?", []string{"1-9 a name can't stand alone in an expression; write parameters('location'), variables('location'), or location() to call"}},
		{"[f(resourceGroup.location, 1)]", "f(?,1)", []string{"3-25 a name can't stand alone in an expression; write parameters('resourceGroup')"}},
		{"[if(true, null, a())]", "if(?,?,a())", []string{"4-8 constants are functions in expressions; write true()", "10-14 constants are functions in expressions; write null()"}},
		{`[f("a, b", 'c')]`, "f(?,'c')", []string{"3-9 text in expressions takes single quotes, not double ones"}},
		{"[f(g(1), 2]", "f(g(1),2)", []string{`2-3 this "(" is never closed`}},
		{"[f(g(1), 2))]", "?", []string{`11-12 this ")" closes nothing`}},
		{"[f(1)]]", "?", []string{`5-6 this "]" closes nothing`}},
		{"[f(1]), 2)]", "?", []string{`4-5 this "]" closes nothing`, "6-7 a comma can't stand outside", `9-10 this ")" closes nothing`}},
		{"[f()[g(1]]", "f()[g(1)]", []string{`6-7 this "(" is never closed`}},
		{"[f()[0]", "?", []string{`4-5 this "[" is never closed`}},
		{"[f()[]]", "?", []string{"4-6 an index or key is missing"}},
		{"[f()[0, 1].a]", "?.a", []string{"6-7 brackets take one index"}},
		{"[concat(${a}, 'b')]", "concat(?,'b')", []string{"8-12 text isn't interpolated in an expression; use concat() or format()"}},
		{"[f([1, g(2)], {a: 1}, 3)]", "f(?,?,3)", []string{"3-12 there are no array literals", "14-20 there are no object literals"}},
		{"[(f())]", "?", []string{"1-2 parentheses stand only after a function's name"}},
		{"[f(1 'a' g())]", "f(1,'a',g())", []string{"5-5 a comma is missing between two arguments", "9-9 a comma is missing between two arguments"}},
		{"[f(1,,2,)]", "f(1,?,2,?)", []string{"5-5 a value is missing here", "8-8 a value is missing here"}},
		{"[f(,1)]", "f(?,1)", []string{"3-3 a value is missing here"}},
		{"[f('a, 'b')]", "f('a, ',?,?)", []string{"8-8 a comma is missing", "8-9 a name can't stand alone", "9-9 a comma is missing", "9-10 the text that starts here is never closed", `2-3 this "(" is never closed`}},
		{"[f().]", "?", []string{"4-5 a property name is missing after the dot"}},
		{"[f().0]", "?", []string{"4-5 a property name is missing after the dot", "5-5 an expression is one value"}},
		{"[f().g(1)]", "?", []string{"5-6 a function is not called on a value; write g(…)"}},
		{"[f() g()]", "?", []string{"5-5 an expression is one value; use concat()"}},
		{"[f()] and [g()]", "?", []string{`4-5 this "]" closes nothing`, "6-9 a name can't stand alone", `10-11 this "[" is never closed`}},
		{"[12ab]", "?", []string{`1-5 "12ab" is no number and no name`}},
		{"[9223372036854775808]", "?", []string{"1-20 the number 9223372036854775808 doesn't fit"}},
		{"[f(#, @x)]", "f(?,?,?)", []string{`3-4 "#" can't stand`, `6-7 "@" can't stand`, "7-7 a comma is missing", "7-8 a name"}},
	} {
		e, ds := parse(test.in)
		if got := show(e); got != test.want {
			t.Errorf("%s: got %s, want %s", test.in, got, test.want)
		}
		got := messages(ds)
		ok := len(got) == len(test.problems)
		for _, want := range test.problems {
			found := false
			for _, m := range got {
				found = found || strings.HasPrefix(m, want)
			}
			ok = ok && found
		}
		if !ok {
			t.Errorf("%s:\n got %s\nwant %s", test.in, strings.Join(got, "\n     "), strings.Join(test.problems, "\n     "))
		}
	}
}

// TestRanges checks each node's text, in a file where the expression starts at
// 10 and each quote takes two bytes, as escapes do.
func TestRanges(t *testing.T) {
	const text = "[a.f( 'x' , g(1) ).p [ 'k' ]]"
	file := source.NewFile("t.json", []byte("0123456789"+strings.ReplaceAll(text, "'", `\'`)))
	at := func(i int) int { return 10 + i + strings.Count(text[:i], "'") }
	e, ds := expression.Parse(text, at, file)
	if len(ds) > 0 {
		t.Fatal(messages(ds))
	}
	var got []string
	expression.Walk(e, func(e expression.Expr) bool {
		got = append(got, e.Range().Text())
		switch e := e.(type) {
		case *expression.Call:
			got = append(got, "name "+e.NameAt.Text())
		case *expression.Prop:
			got = append(got, "name "+e.NameAt.Text())
		case *expression.Literal:
			if e.Value.Origin().At != e.At {
				t.Errorf("the literal at %v says it comes from %v", e.At, e.Value.Origin().At)
			}
		}
		return true
	})
	want := []string{`a.f( \'x\' , g(1) ).p [ \'k\' ]`, `a.f( \'x\' , g(1) ).p`, "name p", `a.f( \'x\' , g(1) )`, "name f", `\'x\'`, "g(1)", "name g", "1", `\'k\'`}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestParseLimits(t *testing.T) {
	for _, piece := range []string{"f(", "f()[", "f(1,", ".a", "[0]", "!", "(", "[", "{", "${", "'", "''", "\"", "a.", "a ", "1 ", "-", ")", "]", ",", "f(]", "x(#", "é", "a. b. c.(", "f(g(),"} {
		for _, prefix := range []string{"", "f()", "f("} {
			t.Run(fmt.Sprintf("%q after %q", piece, prefix), func(t *testing.T) {
				var e expression.Expr
				var ds []diag.Diagnostic
				growth.Linear(t, 1000, func(n int) { e, ds = parse("[" + prefix + strings.Repeat(piece, n) + "]") })
				if len(ds) > 10 {
					t.Errorf("%d problems", len(ds))
				}
				if d := depth(e); d > 2*expression.MaxDepth+8 {
					t.Errorf("the tree is %d deep", d)
				}
			})
		}
	}
	nest := func(n int) string { return "[" + strings.Repeat("f(", n) + strings.Repeat(")", n) + "]" }
	if _, ds := parse(nest(expression.MaxDepth)); len(ds) > 0 {
		t.Errorf("%v", messages(ds))
	}
	if _, ds := parse("[" + strings.Repeat("f(", 300) + strings.Repeat(")", 300) + "]"); len(ds) != 1 || ds[0].Kind != diag.Limit {
		t.Errorf("too deep: %v", messages(ds))
	}
}

func depth(e expression.Expr) int {
	switch e := e.(type) {
	case *expression.Call:
		most := 0
		for _, a := range e.Args {
			most = max(most, depth(a))
		}
		return 1 + most
	case *expression.Prop:
		return 1 + depth(e.Base)
	case *expression.Index:
		return 1 + max(depth(e.Base), depth(e.Index))
	}
	return 1
}

func FuzzExpression(f *testing.F) {
	for _, s := range []string{
		"[f('a', -1).b[g()]['c']]", "[ns.f(1, 'it''s')]", "[[x]", "[a == b]", "[f(\"x\", ${y}, [1], {a: 2})]", "[f(1 2,,]", "[f().g(1)[]]",
		"['x]", "[!a && (b)]", "[1.5e3]", "[f(]]", "[é.ü(😀)]", "[f()\u00a0.a]", "[]",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			t.Skip() // the JSON reader hands out valid text only
		}
		e, ds := parse(s)
		bad := false
		var walk func(e expression.Expr, low, high int)
		walk = func(e expression.Expr, low, high int) {
			r := e.Range()
			if r.Start < low || r.End > high || r.Start > r.End {
				t.Fatalf("%T at %d-%d lies outside %d-%d", e, r.Start, r.End, low, high)
			}
			switch e := e.(type) {
			case *expression.Bad:
				bad = true
			case *expression.Call:
				if !r.Contains(e.NameAt) || e.NameAt.Text() != e.Name {
					t.Fatalf("the name %q stands at %q", e.Name, e.NameAt.Text())
				}
				low := e.NameAt.End
				for _, a := range e.Args {
					walk(a, low, r.End)
					low = a.Range().End
				}
			case *expression.Prop:
				walk(e.Base, r.Start, e.NameAt.Start)
				if e.NameAt.Text() != e.Name || e.NameAt.End != r.End {
					t.Fatalf("the property %q stands at %q", e.Name, e.NameAt.Text())
				}
			case *expression.Index:
				walk(e.Base, r.Start, r.End)
				walk(e.Index, e.Base.Range().End, r.End)
			}
		}
		walk(e, 0, len(s))
		if bad && len(ds) == 0 {
			t.Fatal("a part is bad and no problem says so")
		}
		for _, d := range ds {
			if d.At.File == nil || d.Message == "" || !utf8.ValidString(d.Message) {
				t.Fatalf("problem %+v", d)
			}
		}
		if _, isExpression := expression.Classify(s); isExpression && len(ds) == 0 {
			// What was understood reads alike when written out again.
			out := "[" + write(e, ".") + "]"
			if again, ds := parse(out); len(ds) > 0 || show(again) != show(e) {
				t.Fatalf("%s was written out as %s, which reads %s with %v", s, out, show(again), messages(ds))
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	const s = "[if(equals(parameters('mode'), 'private'), resourceId('Microsoft.Network/virtualNetworks/subnets', parameters('vnetName'), variables('subnets')[copyIndex()].name), json('null'))]"
	f := source.NewFile("t.json", []byte(s))
	at := func(i int) int { return i }
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		expression.Parse(s, at, f)
	}
}
