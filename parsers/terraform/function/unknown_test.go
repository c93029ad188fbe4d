package function_test

import (
	"testing"

	"github.com/zclconf/go-cty/cty"

	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/terraform/typed"
)

// What is known of calls with unknown arguments.
func TestUnknownArguments(t *testing.T) {
	x, y := str("x"), str("y")
	sub := value.NewUnknown(value.UnknownSpec{Sym: value.SymEnv("subscription().subscriptionId"), Type: value.TypeString,
		Why: []value.Why{{Reason: value.ReasonEnvironment}}})
	text := func(parts ...any) value.Value {
		var ps []value.Piece
		for _, p := range parts {
			if s, ok := p.(string); ok {
				ps = append(ps, value.Piece{Lit: s})
			} else {
				ps = append(ps, value.Piece{Hole: p.(value.Value)})
			}
		}
		return value.NewText(ps, nil)
	}
	anyObject := param("o", value.TypeAny)
	for _, c := range []struct {
		name string
		args []any
		want string
	}{
		{"lower", a(x), `"[toLower(parameters('x'))]"`},
		{"upper", a(text("ab-", x)), `"[format('AB-{0}', toUpper(parameters('x')))]"`},
		{"lower", a(when("c", "A", "B")), `"[if(parameters('c'), 'a', 'b')]"`},
		{"lower", a(param("d", value.TypeString, "A", "B")), `"[toLower(parameters('d'))]"`},
		{"format", a("%s-kv", x), `"[format('{0}-kv', parameters('x'))]"`},
		{"join", a("-", a(x, "kv")), `"[format('{0}-kv', parameters('x'))]"`},
		{"join", a("-", param("l", value.TypeArray)), `"[join(parameters('l'), '-')]"`},
		{"format", a("%03d", param("n", value.TypeInt)), `"[tf.format('%03d', parameters('n'))]"`},
		{"replace", a(text("a-", x), "-", ""), `"[format('a{0}', replace(parameters('x'), '-', ''))]"`},
		{"split", a("/", text("/subscriptions/", sub, "/rg")), `["","subscriptions","[subscription().subscriptionId]","rg"]`},
		{"split", a("/", text("a/b/", x)), `["a","b"]+[]`},
		{"split", a(",", x), `"[split(parameters('x'), ',')]"`},
		{"startswith", a(text("https://", x), "https://"), `true`},
		{"startswith", a(text("https://", x), "http://"), `false`},
		{"substr", a(text("abcdef", x), 0, 3), `"abc"`},
		{"substr", a(x, 0, 24), `"[take(parameters('x'), 24)]"`},
		{"concat", a(a(1), a(x)), `[1,"[parameters('x')]"]`},
		{"concat", a(a(1), param("l", value.TypeArray), a(2)), `[1]+[2]`},
		{"merge", a(pairs{"a", 1}, pairs{"b", x}), `{"a":1,"b":"[parameters('x')]"}`},
		{"merge", a(pairs{"a", 1}, anyObject, pairs{"b", 2}), `open{ ?a:1 b:2 }`},
		{"merge", a(pairs{"a", 1}, when("c", pairs{"b", 2}, pairs{})), `"[if(parameters('c'), createObject('a', 1, 'b', 2), createObject('a', 1))]"`},
		{"lookup", a(pairs{"a", 1, "b", x}, "b", "z"), `"[parameters('x')]"`},
		{"lookup", a(anyObject, "a"), `"[parameters('o').a]"`},
		{"element", a(a(x, y), 1), `"[parameters('y')]"`},
		{"flatten", a(a(a(x), a(a(1)))), `["[parameters('x')]",1]`},
		{"keys", a(pairs{"b", x, "a", y}), `["a","b"]`},
		{"values", a(pairs{"b", x, "a", y}), `["[parameters('y')]","[parameters('x')]"]`},
		{"length", a(a(x, y)), `2`},
		{"length", a(param("l", value.TypeArray)), `"[length(parameters('l'))]"`},
		{"contains", a(a("a", x), "a"), `true`},
		{"contains", a(a("a", text("b", x)), "c"), `false`},
		{"contains", a(a(x), "c"), `"[contains(createArray(parameters('x')), 'c')]"`},
		{"compact", a(a("", "a", x)), `["a"]+["[parameters('x')]"]`},
		{"distinct", a(a("a", "a", x, x)), `["a"]+["[parameters('x')]"]`},
		{"one", a(a(x)), `"[parameters('x')]"`},
		{"coalesce", a(nil, text("a", x), "b"), `"[format('a{0}', parameters('x'))]"`},
		{"coalesce", a(x, "b"), `"[tf.coalesce(parameters('x'), 'b')]"`},
		{"range", a(param("n", value.TypeInt)), `"[range(0, parameters('n'))]"`},
		{"zipmap", a(a("k"), a(x)), `{"k":"[parameters('x')]"}`},
		{"alltrue", a(a(true, param("b", value.TypeBool))), `"[parameters('b')]"`},
		{"anytrue", a(a(true, param("b", value.TypeBool))), `true`},
		{"jsondecode", a(call(t, "jsonencode", pairs{"a", x})), `{"a":"[parameters('x')]"}`},
		{"base64decode", a(call(t, "base64encode", x)), `"[parameters('x')]"`},
		{"base64encode", a(x), `"[base64(parameters('x'))]"`},
		{"cidrsubnet", a(x, 8, 1), `"[tf.cidrsubnet(parameters('x'), 8, 1)]"`},
		{"setunion", a(a("a"), a(x)), `["a"]+["[parameters('x')]"]`},
		{"setsubtract", a(a("a", "b"), a("b", text("z", x))), `["a"]`},
		{"sha256", a(x), `"[tf.sha256(parameters('x'))]"`},
		{"tomap", a(pairs{"a", x}), `{"a":"[parameters('x')]"}`},
	} {
		v, err := try(t, nil, c.name, c.args...)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if got := show(v.V); got != c.want {
			t.Errorf("%s is\n     %s\nnot  %s", c.name, got, c.want)
		}
	}
}

// One unknowable name has one key, however it is put together.
func TestNamesAgree(t *testing.T) {
	x := str("x")
	template := value.NewText([]value.Piece{{Hole: x}, {Lit: "-kv"}}, nil)
	for _, v := range []typed.Value{call(t, "format", "%s-kv", x), call(t, "join", "-", a(x, "kv")), call(t, "format", "%s-%v", x, "kv"),
		call(t, "join", "", a(x, "-", "kv")), call(t, "format", "%[2]s-%[1]s", "kv", x), call(t, "tostring", template)} {
		if v.V.Key() != template.Key() {
			t.Errorf("%s is another name than %s", show(v.V), show(template))
		}
	}
	if k := call(t, "lower", call(t, "lower", template)).V.Key(); k != call(t, "lower", template).V.Key() {
		t.Error("lower case of lower case is another name")
	}
}

// The domain of an argument leads to that of the result.
func TestDomains(t *testing.T) {
	sku := param("sku", value.TypeString, "A", "B", "b")
	u, ok := call(t, "lower", sku).V.(value.Unknown)
	if one := u.OneOf(); !ok || len(one) != 2 || show(one[0]) != `"a"` || show(one[1]) != `"b"` {
		t.Errorf("lower: %v", one)
	}
	byKey := call(t, "lookup", pairs{"A", 1, "B", 2, "b", 2}, sku).V
	if one := value.Candidates(byKey); len(one) != 2 {
		t.Errorf("lookup: %v", one)
	}
	if v := call(t, "lookup", pairs{"A", 1, "B", 1, "b", 1}, sku).V; show(v) != "1" {
		t.Errorf("all members lead to 1, not to %s", show(v))
	}
}

// Leaves keep the place that they were written at, whatever structure they pass
// through; a secret leaf stays one, and its neighbours don't become secret.
func TestLeavesKeepOriginAndSecret(t *testing.T) {
	file := source.NewFile("main.tf", []byte("abcdefghij"))
	at := func(i int) *value.Origin { return value.Literal(file.Range(i, i+1)) }
	key := value.AsSecret(value.NewString("k", at(1)))
	plain := value.NewString("p", at(2))
	object := func(name string, v value.Value) value.Value {
		return value.NewObject([]value.Member{{Key: name, Value: v}}, source.Range{}, nil)
	}
	list := func(vs ...value.Value) value.Value { return value.NewArray(vs, nil) }
	both := value.NewObject([]value.Member{{Key: "key", Value: key}, {Key: "plain", Value: plain}}, source.Range{}, nil)
	for _, c := range []struct {
		what string
		v    typed.Value
	}{
		{"merge", call(t, "merge", object("key", key), object("plain", plain))},
		{"concat", call(t, "concat", list(key), list(plain))},
		{"flatten", call(t, "flatten", list(list(key), list(list(plain))))},
		{"values", call(t, "values", both)},
		{"reverse", call(t, "reverse", list(key, plain))},
		{"slice", call(t, "slice", list(key, plain), 0, 2)},
		{"sort", call(t, "sort", list(key, plain))},
		{"distinct", call(t, "distinct", list(key, plain, key))},
		{"compact", call(t, "compact", list(key, plain))},
		{"toset", call(t, "toset", list(key, plain))},
		{"tolist", call(t, "tolist", list(key, plain))},
		{"tomap", call(t, "tomap", both)},
		{"setunion", call(t, "setunion", list(key), list(plain))},
		{"zipmap", call(t, "zipmap", a("key", "plain"), list(key, plain))},
		{"chunklist", call(t, "chunklist", list(key, plain), 1)},
		{"setproduct", call(t, "setproduct", list(key), list(plain))},
		{"matchkeys", call(t, "matchkeys", list(key, plain), a("a", "a"), a("a"))},
		{"coalescelist", call(t, "coalescelist", list(), list(key, plain))},
	} {
		secrets, plains := 0, 0
		var walk func(v value.Value)
		walk = func(v value.Value) {
			switch x := v.(type) {
			case value.Array:
				for _, it := range x.Items() {
					walk(it)
				}
			case value.Object:
				for _, m := range x.Members() {
					walk(m.Value)
				}
			case value.String:
				want := map[string]int{"k": 1, "p": 2}[x.String()]
				if x.Origin() == nil || x.Origin().At.Start != want {
					t.Errorf("%s: %s lost its origin", c.what, x.String())
				}
				if x.Secret() != (x.String() == "k") {
					t.Errorf("%s: %s is secret: %v", c.what, x.String(), x.Secret())
				}
				if x.Secret() {
					secrets++
				} else {
					plains++
				}
			}
		}
		walk(c.v.V)
		if secrets == 0 || plains == 0 {
			t.Errorf("%s: %d secrets and %d others", c.what, secrets, plains)
		}
	}
	for _, v := range []typed.Value{call(t, "lookup", both, "key"), call(t, "element", list(key), 0), call(t, "one", list(key)), call(t, "coalesce", key, plain),
		call(t, "join", ",", list(key, plain)), call(t, "format", "%s", key), call(t, "sha256", key), call(t, "jsonencode", both), call(t, "contains", list(key), "x")} {
		if !v.V.Secret() {
			t.Errorf("%v is no secret", v.V)
		}
	}
	if v := call(t, "length", list(key)); v.V.Secret() {
		t.Error("the length of a list tells nothing of its elements")
	}
}

// A set or map of a declared type takes unknown parts in.
func TestTypesOfResults(t *testing.T) {
	x := str("x")
	for _, c := range []struct {
		v    typed.Value
		want cty.Type
	}{
		{call(t, "concat", a(1), a(x)), cty.Tuple([]cty.Type{cty.Number, cty.String})},
		{call(t, "merge", pairs{"a", 1}, pairs{"b", x}), cty.Object(map[string]cty.Type{"a": cty.Number, "b": cty.String})},
		{call(t, "toset", a("a", x)), cty.Set(cty.String)},
		{call(t, "keys", pairs{"a", x}), cty.Tuple([]cty.Type{cty.String})},
		{call(t, "lower", x), cty.String},
		{call(t, "distinct", a(x)), cty.List(cty.String)},
		{call(t, "merge", pairs{"a", 1}, param("o", value.TypeAny)), cty.DynamicPseudoType},
		{call(t, "element", as(t, a(x, "a"), cty.List(cty.String)), param("i", value.TypeInt)), cty.String},
	} {
		if !c.v.T.Equals(c.want) {
			t.Errorf("%s is %s, not %s", show(c.v.V), c.v.T.FriendlyName(), c.want.FriendlyName())
		}
	}
}
