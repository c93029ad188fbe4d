package fn_test

import (
	"testing"

	"moat/analyzer/value"
	"moat/parsers/template/fn"
)

type row struct {
	name string
	args []any
	want string // JSON
}

func runRows(t *testing.T, rows []row) {
	for _, r := range rows {
		check(t, r.name+show(of(stripLambdas(r.args))), call(t, r.name, r.args...), r.want)
	}
}

func stripLambdas(args []any) []any {
	out := []any{}
	for _, a := range args {
		if _, ok := a.(lambda); !ok {
			out = append(out, a)
		}
	}
	return out
}

func a(xs ...any) []any { return xs }

// Published values of the official evaluator's tests and documentation.
func TestStrings(t *testing.T) {
	obj := pairs{"a", "b", "!c", 2}
	runRows(t, []row{
		{"format", a(">{0}<>{1}<>{2}<>{3}<>{4}<", false, 12948, "hello!", obj, a(true, 2893, "abc")), `">False<>12948<>hello!<>{'a':'b','!c':2}<>[true,2893,'abc']<"`},
		{"format", a("{0}, {1}. Formatted number: {2:N0}", "Hello", "User", 8175133), `"Hello, User. Formatted number: 8,175,133"`},
		{"format", a("{{{0}}}", 1), `"{1}"`},
		{"format", a("[{0,5}|{0,-5}|{0:D4}|{0:X2}|{0:00}|{0:x}]", 42), `"[   42|42   |0042|2A|42|2a]"`},
		{"format", a("{0:#,##0.00}|{0:0.0;(0.0);zero}|{1:0.0;(0.0);zero}|{2:0;0;none}", 1234567, -5, 0), `"1,234,567.00|1234567.0|(5.0)|none"`},
		{"format", a("{0:P1}|{0:E2}|{0:F1}|{1:0.##}|{1:N}", 2, 1.256), `"200.0 %|2.00E+000|2.0|1.26|1.26"`},
		{"format", a("{0:000-0000}|{0:'n' #}", 1234567), `"123-4567|n 1234567"`},
		{"format", a("{0}", nil), `""`},
		{"string", a(true), `"True"`},
		{"string", a(obj), `"{\"a\":\"b\",\"!c\":2}"`},
		{"string", a(a("a", nil, 1)), `"[\"a\",null,1]"`},
		{"concat", a("a", 1, true), `"a1True"`},
		{"toUpper", a("AiKInIniıß"), `"AIKININIıß"`},
		{"toLower", a("İSTANBUL"), `"İstanbul"`},
		{"trim", a("\u00a0 adf asdf \n"), `"adf asdf"`},
		{"replace", a("aXbXc", "X", ""), `"abc"`},
		{"replace", a("aXbxc", "X", "--"), `"a--bxc"`},
		{"padLeft", a(13, 5), `"   13"`},
		{"padLeft", a("123456", 5, "0"), `"123456"`},
		{"padLeft", a("7", 3, "0"), `"007"`},
		{"length", a("💪"), `2`},
		{"length", a(pairs{"a", 1, "b", 2}), `2`},
		{"substring", a("asdfasf", 3), `"fasf"`},
		{"substring", a("a💪b", 3, 1), `"b"`},
		{"take", a("ab", 5), `"ab"`},
		{"take", a("ab", -1), `""`},
		{"skip", a("abc", 1), `"bc"`},
		{"first", a("One Two"), `"O"`},
		{"last", a("One Two"), `"o"`},
		{"first", a(""), `""`},
		{"split", a("a/b//c", "/"), `["a","b","","c"]`},
		{"split", a("one,two;three", a(",", ";")), `["one","two","three"]`},
		{"split", a("", "/"), `[""]`},
		{"split", a("a--b", "--"), `["a","b"]`},
		{"join", a(a("I", "love", 3, true), " "), `"I love 3 True"`},
		{"indexOf", a("FOOBAR", "bar"), `3`},
		{"indexOf", a(a("FOO", "BAR"), "bar"), `-1`},
		{"indexOf", a(a("4", 4), 4), `1`},
		{"indexOf", a("💪x", "X"), `2`},
		{"lastIndexOf", a("abcba", "B"), `3`},
		{"lastIndexOf", a(a(1, 2, 1), 1), `2`},
		{"startsWith", a("abcdef", "AB"), `true`},
		{"endsWith", a("abcdef", "EF"), `true`},
		{"endsWith", a("abcdef", "e"), `false`},
		{"contains", a("FOOBAR", "foo"), `false`},
		{"contains", a("FOOBAR", "FOO"), `true`},
		{"contains", a(pairs{"One", 1}, "oNE"), `true`},
		{"contains", a(a(1, "2"), "1"), `false`},
		{"contains", a(a(a(1), 2), a(1)), `true`},
		{"like", a("Hello.TXT", "*.txt"), `true`},
		{"like", a("abcabc", "a*c*c"), `true`},
		{"like", a("ac", "a*c*c"), `false`},
		{"empty", a(""), `true`}, {"empty", a(nil), `true`}, {"empty", a(a(1)), `false`}, {"empty", a(pairs{}), `true`},
	})
}

func TestHashes(t *testing.T) {
	runRows(t, []row{
		{"uniqueString", a("snap", "crackle", "pop"), `"byghxckddilkc"`},
		{"uniqueString", a("asd", "asdf", "asdf"), `"iizpqit7ih3cc"`},
		{"uniqueString", a("test"), `"rbgf3xv4ufgzg"`},
		{"uniqueString", a("hello", "world"), `"a7wkljktk6wne"`},
		{"uniqueString", a("abc"), `"cgtzqvhu4i23s"`},
		{"uniqueString", a("foo", "bar", "baz"), `"xzi4ioaxtmth4"`},
		{"uniqueString", a("/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/myRg"), `"js26ofeqkqeve"`},
		{"guid", a("foo", "bar", "baz"), `"2ed86837-7c7c-5eaa-9864-dd077fd19b0d"`},
		{"guid", a("asdf"), `"228d27cc-6fdb-5934-b7ac-1efccebade04"`},
	})
}

func TestArraysAndObjects(t *testing.T) {
	runRows(t, []row{
		{"array", a("x"), `["x"]`}, {"array", a(a()), `[]`},
		{"concat", a(a("abc"), a("def")), `["abc","def"]`},
		{"flatten", a(a(a(0, 1), a(2, a(3)))), `[0,1,2,[3]]`},
		{"range", a(-2, 3), `[-2,-1,0]`},
		{"union", a(a(1, 2), a(2, "1", 3)), `[1,2,"1",3]`},
		{"union", a(pairs{"a", pairs{"x", 1, "l", a(1)}, "b", 1}, pairs{"a", pairs{"y", 2, "l", a(2)}, "c", nil}), `{"a":{"x":1,"l":[2],"y":2},"b":1,"c":null}`},
		{"shallowMerge", a(a(pairs{"a", pairs{"x", 1}}, pairs{"a", pairs{"y", 2}, "b", 1})), `{"a":{"y":2},"b":1}`},
		{"intersection", a(a(1, 2, 3), a(2, 3, 4)), `[2,3]`},
		{"intersection", a(pairs{"a", 1, "b", 2}, pairs{"b", 2, "a", 3}), `{"b":2}`},
		{"distinct", a(a(1, "1", 1, a(1), a(1))), `[1,"1",[1]]`},
		{"items", a(pairs{"ghiKey", 1, "abcKey", 2, "123Key", 3, "ABCKey", 4}), `[{"key":"123Key","value":3},{"key":"abcKey","value":2},{"key":"ABCKey","value":4},{"key":"ghiKey","value":1}]`},
		{"objectKeys", a(pairs{"b", 1, "A", 2}), `["A","b"]`},
		{"first", a(a()), `null`}, {"last", a(a(1, 2)), `2`},
		{"take", a(a(1, 2, 3), 2), `[1,2]`}, {"skip", a(a(1, 2, 3), 5), `[]`},
		{"createObject", a("a", 1, "b", 2, "a", 3), `{"a":3,"b":2}`},
		{"createArray", a(1, nil), `[1,null]`},
		{"tryGet", a(pairs{"a", a(pairs{"b", 1})}, "A", 0, "b"), `1`},
		{"tryGet", a(pairs{"a", 1}, "x", "y"), `null`},
		{"tryGet", a(a(1, 2), pairs{"value", 1, "fromEnd", true}), `2`},
		{"indexFromEnd", a(a(1, 2), 2), `1`}, {"tryIndexFromEnd", a(a(1, 2), 3), `null`},
	})
}

func TestLambdas(t *testing.T) {
	sum := lambda{2, func(xs ...value.Value) value.Value { return call(t, "add", xs[0], xs[1]) }}
	name := lambda{1, func(xs ...value.Value) value.Value { return value.Get(xs[0], value.ParsePath("n")).Value }}
	size := lambda{1, func(xs ...value.Value) value.Value { return value.Get(xs[0], value.ParsePath("v")).Value }}
	people := a(pairs{"n", "x", "v", 1}, pairs{"n", "y", "v", 2}, pairs{"n", "x", "v", 3})
	runRows(t, []row{
		{"map", a(a(1, 2, 3), sum), `[1,3,5]`},
		{"filter", a(a(3, 1, 2), lambda{1, func(xs ...value.Value) value.Value { return call(t, "less", xs[0], 3) }}), `[1,2]`},
		{"reduce", a(a(1, 2, 3), 10, sum), `16`},
		{"reduce", a(a(), "x", sum), `"x"`},
		{"sort", a(a(8, 3, 10, -13, 5), lambda{2, func(xs ...value.Value) value.Value { return call(t, "less", xs[0], xs[1]) }}), `[-13,3,5,8,10]`},
		{"sort", a(a(2, 1, 3), lambda{2, func(...value.Value) value.Value { return of(true) }}), `[3,1,2]`},
		{"toObject", a(people, name), `{"x":{"n":"x","v":3},"y":{"n":"y","v":2}}`},
		{"toObject", a(people, name, size), `{"x":3,"y":2}`},
		{"groupBy", a(people, name, size), `{"x":[1,3],"y":[2]}`},
		{"mapValues", a(pairs{"a", 1, "b", 2}, lambda{1, func(xs ...value.Value) value.Value { return call(t, "mul", xs[0], 2) }}), `{"a":2,"b":4}`},
	})
}

func TestNumbersAndLogic(t *testing.T) {
	runRows(t, []row{
		{"add", a(1, 3), `4`}, {"sub", a(0, 13), `-13`}, {"mul", a(-3, 4), `-12`}, {"div", a(-7, 2), `-3`}, {"mod", a(-7, 2), `-1`},
		{"add", a(int64(9223372036854775806), 1), `9223372036854775807`},
		{"mul", a(int64(-9223372036854775808), 1), `-9223372036854775808`},
		{"int", a("-42"), `-42`}, {"int", a(2.9), `2`}, {"float", a("1.5"), `1.5`},
		{"max", a(1, 3, 2), `3`}, {"min", a(a(4, 2, 3)), `2`},
		{"less", a("B", "a"), `true`}, {"greaterOrEquals", a(3, 3), `true`},
		{"equals", a(1, "1"), `false`}, {"equals", a(pairs{"a", 1, "b", a(2)}, pairs{"b", a(2), "a", 1}), `true`},
		{"and", a(true, false), `false`}, {"or", a(false, false), `false`}, {"not", a(false), `true`},
		{"coalesce", a(nil, nil, 3), `3`}, {"coalesce", a(nil), `null`}, {"if", a(true, 1, 2), `1`},
		{"bool", a("TRUE"), `true`}, {"bool", a(0), `false`},
		{"lessOrEquals", a(3, 3), `true`}, {"lessOrEquals", a(4, 3), `false`}, {"any", a(pairs{"a", 1}), `{"a":1}`},
		{"true", a(), `true`}, {"false", a(), `false`}, {"null", a(), `null`}, {"nameof", a("x"), `"x"`},
	})
}

func TestFaults(t *testing.T) {
	for _, r := range []struct {
		name string
		args []any
	}{
		{"substring", a("abc", 2, 2)}, {"substring", a("abc", -1)}, {"format", a("{1}", 1)}, {"format", a("{", 1)}, {"format", a("{0:Q9}", 1)},
		{"div", a(1, 0)}, {"mod", a(1, 0)}, {"add", a(int64(9223372036854775807), 1)}, {"sub", a(int64(-9223372036854775808), 1)},
		{"mul", a(int64(4611686018427387904), 2)}, {"div", a(int64(-9223372036854775808), -1)},
		{"range", a(0, 10001)}, {"range", a(2147483647, 1)}, {"concat", a(a(1), "x")}, {"toLower", a(1)}, {"int", a("1.5")}, {"bool", a("yes")},
		{"length", a(3)}, {"max", a(a())}, {"createObject", a("a")}, {"createObject", a(1, 2)}, {"fail", a("no")}, {"less", a(1, "2")},
		{"indexFromEnd", a(a(1), 2)}, {"replace", a("a", "", "b")}, {"union", a(a(1), pairs{})}, {"if", a("true", 1, 2)}, {"map", a(a(1), 2)},
		{"resourceId", a("nothing", "x")}, {"resourceId", a("Microsoft.X/a/b", "one")}, {"split", a(1, "/")}, {"padLeft", a("x", 3, "ab")},
	} {
		v, fault := try(t, fn.DefaultScope(fn.ResourceGroup), nil, r.name, r.args...)
		if fault == nil || fault.Message == "" || fault.Limit {
			t.Errorf("%s%s gives %s and no fault", r.name, show(of(stripLambdas(r.args))), show(v))
		} else if v.Kind() != value.KindUnknown {
			t.Errorf("%s faults with the value %s", r.name, show(v))
		}
	}
}
