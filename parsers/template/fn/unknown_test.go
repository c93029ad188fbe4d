package fn_test

import (
	"testing"

	"moat/analyzer/value"
	"moat/parsers/template/fn"
)

// unknownLambda makes its result of its parameters by calling functions.
func unknownLambda(t *testing.T, params int, body func(call func(string, ...any) value.Value, xs []value.Value) value.Value) lambda {
	return lambda{params, func(xs ...value.Value) value.Value {
		return body(func(name string, args ...any) value.Value { return call(t, name, args...) }, xs)
	}}
}

func TestPartlyUnknown(t *testing.T) {
	p, q := str("p"), str("q")
	list := param("list", value.TypeArray)
	obj := param("obj", value.TypeObject)
	account := call(t, "resourceId", "Microsoft.Storage/storageAccounts", p)
	unique := call(t, "uniqueString", p)
	open := call(t, "concat", a("a", "b"), list)
	for _, r := range []row{
		// Texts.
		{"format", a("{0}-kv", p), `"[format('{0}-kv', parameters('p'))]"`},
		{"concat", a(p, "-kv"), `"[format('{0}-kv', parameters('p'))]"`},
		{"format", a("{0}", p), `"[parameters('p')]"`},
		{"format", a("{0}{1}", call(t, "concat", p, "-"), "kv"), `"[format('{0}-kv', parameters('p'))]"`},
		{"format", a("{0:N0}!", param("n", value.TypeInt)), `"[format('{0}!', format('{0:N0}', parameters('n')))]"`},
		{"string", a(p), `"[parameters('p')]"`},
		{"toLower", a(call(t, "format", "{0}-KV-{1}", p, unique)), `"[format('{0}-kv-{1}', toLower(parameters('p')), uniqueString(parameters('p')))]"`},
		{"toLower", a(call(t, "toLower", p)), `"[toLower(parameters('p'))]"`},
		{"toLower", a(unique), `"[uniqueString(parameters('p'))]"`},
		{"toUpper", a(param("e", value.TypeString, "dev", "prod")), `"[toUpper(parameters('e'))]"`},
		{"replace", a(call(t, "format", "{0}-KV-{1}", p, unique), "-", ""), `"[format('{0}KV{1}', replace(parameters('p'), '-', ''), uniqueString(parameters('p')))]"`},
		{"take", a(call(t, "format", "ab{0}cd", unique), 16), `"[format('ab{0}c', uniqueString(parameters('p')))]"`},
		{"take", a(call(t, "format", "ab{0}cd", p), 2), `"ab"`},
		{"take", a(call(t, "format", "ab{0}cd", p), 4), `"[format('ab{0}', take(format('{0}cd', parameters('p')), 2))]"`},
		{"substring", a(unique, 0, 5), `"[substring(uniqueString(parameters('p')), 0, 5)]"`},
		{"skip", a(call(t, "format", "ab{0}cd", p), 1), `"[format('b{0}cd', parameters('p'))]"`},
		{"length", a(call(t, "format", "ab{0}", unique)), `15`},
		{"trim", a(call(t, "format", " a{0}b ", p)), `"[format('a{0}b', parameters('p'))]"`},
		{"trim", a(call(t, "format", " {0} ", p)), `"[trim(format(' {0} ', parameters('p')))]"`},
		{"join", a(a(p, 1, q), "/"), `"[format('{0}/1/{1}', parameters('p'), parameters('q'))]"`},
		{"last", a(call(t, "split", account, "/")), `"[parameters('p')]"`},
		{"split", a(call(t, "format", "{0}-x", unique), "-"), `["[uniqueString(parameters('p'))]","x"]`},
		{"split", a(call(t, "format", "{0}-x", p), "-"), `"[split(format('{0}-x', parameters('p')), '-')]"`},
		{"startsWith", a(call(t, "format", "ab{0}", p), "AB"), `true`},
		{"startsWith", a(call(t, "format", "ab{0}", p), "b"), `false`},
		{"endsWith", a(call(t, "format", "{0}-kv", p), "x-KV"), `"[endsWith(format('{0}-kv', parameters('p')), 'x-KV')]"`},
		{"contains", a(call(t, "format", "ab{0}", p), "b"), `true`},
		{"indexOf", a(call(t, "format", "ab{0}", p), "B"), `1`},
		// Conditions.
		{"empty", a(call(t, "format", "ab{0}", p)), `false`},
		{"empty", a(account), `false`},
		{"empty", a(p), `"[empty(parameters('p'))]"`},
		{"empty", a(when("c", "x", "")), `"[not(parameters('c'))]"`},
		{"not", a(call(t, "empty", when("c", nil, "x"))), `"[not(parameters('c'))]"`},
		{"equals", a(when("c", "Enabled", "Disabled"), "Enabled"), `"[parameters('c')]"`},
		{"equals", a(call(t, "format", "a{0}", p), "b"), `false`},
		{"equals", a(param("e", value.TypeString, "dev", "prod"), "test"), `false`},
		{"equals", a(param("b", value.TypeBool, true, false), false), `"[not(parameters('b'))]"`},
		{"and", a(param("b", value.TypeBool), false), `false`},
		{"or", a(param("b", value.TypeBool), true), `true`},
		{"if", a(param("b", value.TypeBool), 1, 1), `1`},
		{"coalesce", a(nil, p, "x"), `"[parameters('p')]"`},
		{"coalesce", a(param("o", value.TypeAny), "x"), `"[coalesce(parameters('o'), 'x')]"`},
		{"coalesce", a(when("c", nil, "y"), "x"), `"[if(parameters('c'), 'x', 'y')]"`},
		{"toLower", a(when("c", "A", "B")), `"[if(parameters('c'), 'a', 'b')]"`},
		{"contains", a(a("Dev", "Prod"), param("e", value.TypeString, "Dev", "Prod")), `true`},
		{"greater", a(call(t, "length", call(t, "format", "ab{0}", p)), 1), `true`},
		// Arrays.
		{"concat", a(a("a"), list, a("z")), `open["a"]+["z"]`},
		{"concat", a(a("a"), when("c", a("b"), a()), a("z")), `open["a"]+["b","z"]`},
		{"concat", a(a("a"), when("c", a("b"), a("d")), a("z")), `["a","[if(parameters('c'), 'b', 'd')]","z"]`},
		{"concat", a(a(), list), `"[parameters('list')]"`},
		{"flatten", a(a(a(p), list)), `open["[parameters('p')]"]+[]`},
		{"empty", a(open), `false`}, {"first", a(open), `"a"`}, {"last", a(open), `"[last(concat(createArray('a', 'b'), parameters('list')))]"`},
		{"contains", a(open, "b"), `true`}, {"contains", a(a(p, "b"), "b"), `true`}, {"contains", a(a(1, 2), "b"), `false`},
		{"contains", a(a(p), "b"), `"[contains(createArray(parameters('p')), 'b')]"`},
		{"indexOf", a(a(p, "b"), "b"), `"[indexOf(createArray(parameters('p'), 'b'), 'b')]"`},
		{"take", a(open, 2), `["a","b"]`}, {"skip", a(open, 1), `open["b"]+[]`},
		{"union", a(a("x", p), a("x", "y")), `open["x"]+["[parameters('p')]","y"]`},
		{"intersection", a(a("x", "y"), a("x", p)), `open["x"]+["y"]`},
		{"distinct", a(a(p, p, 1)), `["[parameters('p')]",1]`},
		{"array", a(p), `["[parameters('p')]"]`},
		{"length", a(a(p, q)), `2`},
		// Objects.
		{"union", a(pairs{"a", 1, "b", 2}, obj, pairs{"b", 3}), `open{ ?a:1 b:3 }`},
		{"union", a(pairs{"a", pairs{"x", 1}}, pairs{"a", obj}), `{"a":"[union(createObject('x', 1), parameters('obj'))]"}`},
		{"union", a(pairs{"a", 1}, when("c", pairs{"b", 2}, pairs{})), `"[if(parameters('c'), createObject('a', 1, 'b', 2), createObject('a', 1))]"`},
		{"union", a(pairs{"a", 1}, pairs{"a", p}), `{"a":"[parameters('p')]"}`},
		{"shallowMerge", a(a(obj, pairs{"b", 3})), `open{ b:3 }`},
		{"contains", a(call(t, "union", obj, pairs{"b", 3}), "B"), `true`},
		{"contains", a(call(t, "union", obj, pairs{"b", 3}), "x"), `"[contains(union(parameters('obj'), createObject('b', 3)), 'x')]"`},
		{"items", a(pairs{"b", p, "a", 1}), `[{"key":"a","value":1},{"key":"b","value":"[parameters('p')]"}]`},
		{"objectKeys", a(call(t, "union", obj, pairs{"b", 3})), `open[]+["b"]`},
		{"tryGet", a(pairs{"a", p}, "a"), `"[parameters('p')]"`},
		{"tryGet", a(obj, "a", "b"), `"[tryGet(parameters('obj'), 'a', 'b')]"`},
		{"createObject", a(p, 1, "b", 2), `{"[parameters('p')]":1,"b":2}`},
		// Lambdas.
		{"map", a(list, unknownLambda(t, 1, func(call func(string, ...any) value.Value, xs []value.Value) value.Value {
			return call("concat", xs[0], "-x")
		})),
			`open[]+["[format('{0}-x', parameters('list')[$i0])]"]`},
		{"map", a(a(p), unknownLambda(t, 1, func(call func(string, ...any) value.Value, xs []value.Value) value.Value {
			return call("concat", xs[0], "-x")
		})),
			`["[format('{0}-x', parameters('p'))]"]`},
		{"filter", a(a("x", "y", p), unknownLambda(t, 1, func(call func(string, ...any) value.Value, xs []value.Value) value.Value {
			return call("equals", xs[0], "x")
		})),
			`open["x"]+["[parameters('p')]"]`},
		{"sort", a(a("b", p), unknownLambda(t, 2, func(call func(string, ...any) value.Value, xs []value.Value) value.Value {
			return call("less", xs[0], xs[1])
		})),
			`open[]+["b","[parameters('p')]"]`},
		{"toObject", a(a(p, "b"), unknownLambda(t, 1, func(_ func(string, ...any) value.Value, xs []value.Value) value.Value { return xs[0] })),
			`{"[parameters('p')]":"[parameters('p')]","b":"b"}`},
		{"mapValues", a(pairs{"a", p}, unknownLambda(t, 1, func(call func(string, ...any) value.Value, xs []value.Value) value.Value {
			return call("toLower", xs[0])
		})),
			`{"a":"[toLower(parameters('p'))]"}`},
	} {
		check(t, r.name+show(of(stripLambdas(r.args))), call(t, r.name, r.args...), r.want)
	}
}

// Equal expressions have equal keys, however they are spelled.
func TestCanonicalForms(t *testing.T) {
	p, list := str("p"), param("list", value.TypeArray)
	scope := fn.DefaultScope(fn.ResourceGroup)
	sub := call(t, "tryGet", call(t, "subscription"), "id")
	group := call(t, "tryGet", call(t, "resourceGroup"), "id")
	groupName := call(t, "tryGet", call(t, "resourceGroup"), "name")
	lower := func() value.Value {
		return call(t, "map", list, unknownLambda(t, 1, func(call func(string, ...any) value.Value, xs []value.Value) value.Value {
			return call("toLower", xs[0])
		}))
	}
	for _, pair := range [][2]value.Value{
		{call(t, "resourceId", "Microsoft.X/a/b", p, "n"), call(t, "format", "{0}/resourceGroups/{1}/providers/Microsoft.X/a/{2}/b/n", sub, groupName, p)},
		{call(t, "resourceId", "Microsoft.X/a", p), call(t, "concat", group, "/providers/Microsoft.X/a/", p)},
		{call(t, "resourceId", "Microsoft.X/a", p), fn.ResourceID(scope, nil, "Microsoft.X/a", []value.Value{p}, nil)},
		{call(t, "resourceId", "Microsoft.X", "a", p), call(t, "resourceId", groupName, "Microsoft.X/a", p)},
		{call(t, "extensionResourceId", group, "Microsoft.X/a", p), call(t, "resourceId", "Microsoft.X/a", p)},
		{call(t, "extensionResourceId", sub, "Microsoft.X/a", p), call(t, "subscriptionResourceId", "Microsoft.X/a", p)},
		{call(t, "resourceId", "Microsoft.X/a/b", call(t, "concat", p, "/n")), call(t, "resourceId", "Microsoft.X/a/b", p, "n")},
		{call(t, "concat", call(t, "concat", a(1), list), a(2)), call(t, "concat", a(1), list, a(2))},
		{call(t, "flatten", a(a(1), list)), call(t, "concat", a(1), list)},
		{call(t, "union", call(t, "union", pairs{"a", 1}, param("o", value.TypeObject)), pairs{"b", 1}), call(t, "union", pairs{"a", 1}, param("o", value.TypeObject), pairs{"b", 1})},
		{lower(), lower()},
		{scope.ID(), group},
	} {
		if pair[0].Key() != pair[1].Key() {
			t.Errorf("two keys for\n%s\n%s", show(pair[0]), show(pair[1]))
		}
	}
	if call(t, "map", list, unknownLambda(t, 1, func(_ func(string, ...any) value.Value, xs []value.Value) value.Value { return xs[0] })).Key() == lower().Key() {
		t.Error("different lambdas have one key")
	}
}

func TestSecrets(t *testing.T) {
	secret := value.AsSecret(of("hunter2"))
	hidden := value.AsSecret(str("pw"))
	for _, r := range []row{
		{"concat", a("x", secret), ""}, {"format", a("{0}{1}", str("p"), secret), ""}, {"toUpper", a(secret), ""}, {"base64", a(secret), ""},
		{"substring", a(secret, 0, 1), ""}, {"string", a(a(secret)), ""}, {"replace", a("a-b", "-", secret), ""}, {"uniqueString", a(hidden), ""},
		{"join", a(a("x", secret), ""), ""}, {"first", a(a(secret)), ""}, {"toLower", a(hidden), ""},
		{"split", a(value.AsSecret(of("a,b")), ","), ""}, {"listKeys", a("id", "v1"), ""}, {"union", a(pairs{"p", secret}, pairs{"q", 1}), ""},
		{"take", a(value.AsSecret(call(t, "concat", "a", str("p"))), 1), ""}, {"getSecret", a("s", "g", "v", "n"), ""},
	} {
		v := call(t, r.name, r.args...)
		if !value.HasSecret(v) {
			t.Errorf("%s of a secret isn't secret: %s", r.name, show(v))
		}
	}
	if v := value.Get(call(t, "union", pairs{"p", secret}, pairs{"q", 1}), value.ParsePath("q")).Value; v.Secret() {
		t.Error("union taints what is no secret")
	}
}

func TestScopes(t *testing.T) {
	fixed := fn.FixedScope(fn.ResourceGroup, "00000000-0000-0000-0000-000000000000", "rg", "westus")
	for _, r := range []row{
		{"resourceId", a("Microsoft.X/a/b", "n", "m"), `"/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.X/a/n/b/m"`},
		{"resourceId", a("other", "Microsoft.X/a", "n"), `"/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/other/providers/Microsoft.X/a/n"`},
		{"resourceId", a("sub", "other", "Microsoft.X/a", "n"), `"/subscriptions/sub/resourceGroups/other/providers/Microsoft.X/a/n"`},
		{"subscriptionResourceId", a("Microsoft.Resources/resourceGroups", "x"), `"/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/x"`},
		{"tenantResourceId", a("Microsoft.X/a", "n"), `"/providers/Microsoft.X/a/n"`},
		{"managementGroupResourceId", a("mg", "Microsoft.X/a", "n"), `"/providers/Microsoft.Management/managementGroups/mg/providers/Microsoft.X/a/n"`},
		{"extensionResourceId", a("/providers/My.Rp/parent/p", "My.Ext/a/b", "n/m"), `"/providers/My.Rp/parent/p/providers/My.Ext/a/n/b/m"`},
	} {
		v, fault := try(t, fixed, nil, r.name, r.args...)
		if fault != nil {
			t.Fatal(fault.Message)
		}
		check(t, r.name, v, r.want)
	}
	for _, r := range []struct {
		kind fn.ScopeKind
		id   string
	}{
		{fn.ResourceGroup, `"[format('/subscriptions/{0}/resourceGroups/{1}', subscription().subscriptionId, resourceGroup().name)]"`},
		{fn.Subscription, `"[format('/subscriptions/{0}', subscription().subscriptionId)]"`},
		{fn.ManagementGroup, `"[format('/providers/Microsoft.Management/managementGroups/{0}', managementGroup().name)]"`},
		{fn.Tenant, `""`},
	} {
		check(t, "ID", fn.DefaultScope(r.kind).ID(), r.id)
	}
	if _, fault := try(t, fn.DefaultScope(fn.Subscription), nil, "resourceGroup"); fault == nil {
		t.Error("resourceGroup() has a value in a subscription deployment")
	}
	env := call(t, "environment")
	if !value.IsKnown(env) {
		t.Error("environment() isn't known throughout")
	}
	check(t, "suffix", value.Get(env, value.ParsePath("suffixes.keyvaultDns")).Value, `".vault.azure.net"`)
}

func TestLimits(t *testing.T) {
	long := "0123456789abcdef"
	for _, r := range []row{
		{"concat", a(long, long), ""}, {"format", a("{0}{0}", long), ""}, {"padLeft", a("x", 1000000), ""}, {"replace", a(long, "0", long), ""},
		{"base64", a(long), ""}, {"uriComponent", a("%%%%%%%%%%%%"), ""}, {"range", a(0, 30), ""}, {"split", a("a,b,c,d,e,f,g,h,i,j,k,l", ","), ""},
		{"string", a(a(long, long)), ""}, {"format", a("{0,1000}", 1), ""}, {"join", a(a(long, long), ""), ""}, {"createArray", a(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), ""},
		{"concat", a(a(1, 2, 3, 4, 5, 6), a(1, 2, 3, 4, 5, 6)), ""}, {"concat", a(str("p"), long, long), ""}, {"json", a("[1,2,3,4,5,6,7,8,9,10,11]"), ""},
	} {
		c := &fn.Call{Row: fn.Lookup(r.name), Scope: fn.DefaultScope(fn.ResourceGroup), Limits: fn.Limits{String: 20, Items: 10}}
		for _, x := range r.args {
			v := of(x)
			c.Args = append(c.Args, fn.Arg{Force: func() value.Value { return v }})
		}
		v, fault := fn.Apply(c)
		if fault == nil || !fault.Limit {
			t.Errorf("%s isn't stopped: %s", r.name, show(v))
		} else if why := value.WhyOf(v); len(why) == 0 || why[0].Reason != value.ReasonLimit {
			t.Errorf("%s: the reason is %v", r.name, why)
		}
	}
}

// The parameters of nested lambdas have numbers of their own.
func TestNestedLambdas(t *testing.T) {
	outer, inner := param("outer", value.TypeArray), param("inner", value.TypeArray)
	apply := func(locals int, list value.Value, body func(x value.Value) value.Value) value.Value {
		v, fault := fn.Apply(&fn.Call{Row: fn.Lookup("map"), Scope: fn.DefaultScope(fn.ResourceGroup), Locals: locals, Loops: locals, Args: []fn.Arg{
			{Force: func() value.Value { return list }},
			{Lambda: func(xs ...value.Value) value.Value { return body(xs[0]) }, Params: 1},
		}})
		if fault != nil {
			t.Fatal(fault.Message)
		}
		return v
	}
	pair := func(second bool) value.Value {
		return apply(0, outer, func(x value.Value) value.Value {
			return apply(1, inner, func(y value.Value) value.Value {
				if second {
					return call(t, "concat", y, "-", x)
				}
				return call(t, "concat", x, "-", y)
			})
		})
	}
	const want = "map(parameters('outer'), lambda(1, map(parameters('inner'), lambda(1, format('{0}-{1}', $l0, $l1)))))"
	if got := pair(false).(value.Array).Sym().String(); got != want {
		t.Errorf("the canonical form is %s", got)
	}
	if pair(false).Key() == pair(true).Key() {
		t.Error("different nested lambdas have one key")
	}
}
