package fn_test

import (
	"slices"
	"strings"
	"testing"

	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/template/fn"
)

// documented are the functions of Bicep and ARM templates. The evaluator itself
// does parameters, variables, copyIndex, lambda and lambdaVariables: they read
// what surrounds the call.
const documented = `
any array base64 base64ToJson base64ToString bool buildUri cidrHost cidrSubnet coalesce concat contains
createArray createObject dataUri dataUriToString dateTimeAdd dateTimeFromEpoch dateTimeToEpoch deployer deployment
distinct empty endsWith environment equals extensionResourceId extensions externalInput externalInputs fail false
filter first flatten float format getSecret greater greaterOrEquals groupBy guid if indexFromEnd indexOf int
intersection invokeResourceMethod items join json last lastIndexOf length less lessOrEquals like list*
listOutputsWithSecureValues loadDirectoryFileInfo loadFileAsBase64 loadJsonContent loadTextContent loadYamlContent
managementGroup managementGroupResourceId map mapValues max min mod mul nameof newGuid not null objectKeys or
padLeft parseCidr parseUri pickZones providers range readCliArg readEnvVar readEnvironmentVariable reduce reference
references replace resourceGroup resourceId resourceInfo roleDefinitions shallowMerge skip sort split startsWith
string sub subscription subscriptionResourceId substring take target tenant tenantResourceId this.exists
this.existingResource toLogicalZone toLogicalZones toLower toObject toPhysicalZone toPhysicalZones toUpper trim true
tryGet tryIndexFromEnd union uniqueString uri uriComponent uriComponentToString utcNow add and div
`

// onlyAtRunTime are those of them that nobody can work out offline, whatever the
// arguments; the others must be computed.
const onlyAtRunTime = `
deployer extensions externalInput externalInputs getSecret invokeResourceMethod list* listOutputsWithSecureValues newGuid pickZones
providers readCliArg readEnvVar readEnvironmentVariable reference references resourceInfo roleDefinitions target this.exists
this.existingResource toLogicalZone toLogicalZones toPhysicalZone toPhysicalZones utcNow
`

// A row can't escape being computed by declaring itself unknowable.
func TestOnlyTheseAreUnknown(t *testing.T) {
	for _, r := range fn.All() {
		listed := slices.Contains(strings.Fields(onlyAtRunTime), r.Name)
		if declared := r.Class != fn.Computable && r.Class != fn.Scoped; declared != listed {
			t.Errorf("%s is declared unknowable: %v, want %v", r.Name, declared, listed)
		}
	}
}

// Functions of the scope are known once the scope is.
func TestScopedIsKnown(t *testing.T) {
	scope := fn.FixedScope(fn.ResourceGroup, "s", "g", "l")
	scope.TenantID, scope.DeploymentName = value.NewString("t", nil), value.NewString("d", nil)
	group := fn.DefaultScope(fn.ManagementGroup)
	group.ManagementGroupName = value.NewString("m", nil)
	want := map[string][]struct {
		scope      *fn.Scope
		args       []any
		path, want string // of the result; "" for the whole
	}{
		"deployment":                {{scope, nil, "name", `"d"`}},
		"extensionResourceId":       {{scope, a("/x", "N/t", "n"), "", `"/x/providers/N/t/n"`}},
		"managementGroup":           {{group, nil, "name", `"m"`}, {scope, a("o"), "id", `"/providers/Microsoft.Management/managementGroups/o"`}},
		"managementGroupResourceId": {{group, a("N/t", "n"), "", `"/providers/Microsoft.Management/managementGroups/m/providers/N/t/n"`}},
		"resourceGroup":             {{scope, nil, "id", `"/subscriptions/s/resourceGroups/g"`}, {scope, nil, "name", `"g"`}, {scope, nil, "location", `"l"`}},
		"resourceId":                {{scope, a("N/t", "n"), "", `"/subscriptions/s/resourceGroups/g/providers/N/t/n"`}},
		"subscription":              {{scope, nil, "subscriptionId", `"s"`}, {scope, nil, "id", `"/subscriptions/s"`}},
		"subscriptionResourceId":    {{scope, a("N/t", "n"), "", `"/subscriptions/s/providers/N/t/n"`}},
		"tenant":                    {{scope, nil, "tenantId", `"t"`}},
		"tenantResourceId":          {{scope, a("N/t", "n"), "", `"/providers/N/t/n"`}},
	}
	for _, r := range fn.All() {
		if r.Class != fn.Scoped {
			continue
		}
		if len(want[r.Name]) == 0 {
			t.Errorf("nothing is wanted of %s", r.Name)
		}
		for _, w := range want[r.Name] {
			v, fault := try(t, w.scope, nil, r.Name, w.args...)
			if fault != nil {
				t.Errorf("%s: %s", r.Name, fault.Message)
				continue
			}
			if w.path != "" {
				v = value.Get(v, value.ParsePath(w.path)).Value
			}
			check(t, r.Name+"()."+w.path, v, w.want)
		}
	}
}

func TestTableIsComplete(t *testing.T) {
	want := strings.Fields(documented)
	slices.SortFunc(want, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) })
	var got []string
	for _, r := range fn.All() {
		got = append(got, r.Name)
		if fn.Lookup(strings.ToUpper(r.Name)) != r {
			t.Errorf("%s isn't found whatever its case", r.Name)
		}
		unknown := r.Class == fn.Runtime || r.Class == fn.Environment || r.Class == fn.External
		// The one row that can do both: it may be given a default.
		computes := r.Eval != nil && r.Name != "readEnvironmentVariable"
		if unknown == computes || unknown != (r.Reason != "") {
			t.Errorf("%s: class, reason and Eval don't agree", r.Name)
		}
		if r.Max >= 0 && r.Max < r.Min || r.In == 0 {
			t.Errorf("%s takes no number of arguments, or has no language", r.Name)
		}
	}
	if !slices.Equal(got, want) {
		for _, n := range want {
			if !slices.Contains(got, n) {
				t.Errorf("%s is missing", n)
			}
		}
		for _, n := range got {
			if !slices.Contains(want, n) {
				t.Errorf("%s isn't documented", n)
			}
		}
		t.Errorf("the table isn't the documented list in order")
	}
}

func TestListFunctions(t *testing.T) {
	if r := fn.Lookup("LISTKEYS"); r == nil || r.Name != "listKeys" || !r.Secret {
		t.Errorf("listKeys is %+v", r)
	}
	if r := fn.Lookup("listWhatever"); r == nil || r.Name != "listWhatever" || r.Reason != value.ReasonRuntimeList {
		t.Errorf("a provider's list function is %+v", r)
	}
	if fn.Lookup("list") != nil || fn.Lookup("nothing") != nil {
		t.Error("names that are no functions are found")
	}
	a := call(t, "listKeys", "id", "v")
	if b := call(t, "listkeys", "id", "v"); a.Key() != b.Key() {
		t.Error("listKeys and listkeys have two keys")
	}
	f := source.NewFile("f", []byte("newGuid() newGuid()"))
	guidAt := func(at int) value.Key {
		v, fault := fn.Apply(&fn.Call{Row: fn.Lookup("newGuid"), At: f.Range(at, at+9), Scope: fn.DefaultScope(fn.ResourceGroup)})
		if fault != nil {
			t.Fatal(fault.Message)
		}
		return v.Key()
	}
	if guidAt(0) == guidAt(10) {
		t.Error("two newGuid() calls have one key")
	}
}

// samples are known arguments of every computable function.
func samples() map[string][]any {
	same := lambda{1, func(xs ...value.Value) value.Value { return xs[0] }}
	yes := lambda{2, func(...value.Value) value.Value { return of(true) }}
	two := lambda{2, func(xs ...value.Value) value.Value { return xs[1] }}
	list, object := a("b", "a", "b"), pairs{"k", "v", "o", pairs{"x", 1}}
	return map[string][]any{
		"any": a(1), "array": a(1), "base64": a("x"), "base64ToJson": a("e30="), "base64ToString": a("eA=="), "bool": a("true"),
		"buildUri": a(pairs{"scheme", "https", "host", "h"}), "cidrHost": a("10.0.0.0/8", 1), "cidrSubnet": a("10.0.0.0/8", 9, 1),
		"coalesce": a(nil, 1), "concat": a("a", "b"), "contains": a(list, "a"), "createArray": a(1), "createObject": a("a", 1),
		"dataUri": a("x"), "dataUriToString": a("data:,x"), "dateTimeAdd": a("2024-01-01T00:00:00Z", "P1D"), "dateTimeFromEpoch": a(1),
		"dateTimeToEpoch": a("2024-01-01T00:00:00Z"), "distinct": a(list), "empty": a(list), "endsWith": a("ab", "b"), "environment": a(),
		"equals": a(1, 1), "false": a(), "filter": a(list, yes), "first": a(list), "flatten": a(a(list)), "float": a("1"),
		"format": a("{0}", 1), "greater": a(1, 2), "greaterOrEquals": a(1, 2), "groupBy": a(list, same), "guid": a("x"), "if": a(true, 1, 2),
		"indexFromEnd": a(list, 1), "indexOf": a("a", "a"), "int": a("1"), "intersection": a(list, list), "items": a(object), "join": a(list, ""),
		"json": a("{}"), "last": a(list), "lastIndexOf": a("a", "a"), "length": a(list), "less": a(1, 2), "lessOrEquals": a(1, 2),
		"like": a("a", "*"), "loadDirectoryFileInfo": a("."), "loadFileAsBase64": a("x.json"), "loadJsonContent": a("x.json"),
		"loadTextContent": a("x.json"), "loadYamlContent": a("x.json"), "map": a(list, same), "mapValues": a(object, same), "max": a(1, 2),
		"min": a(1, 2), "mod": a(1, 2), "mul": a(1, 2), "nameof": a("x"), "not": a(true), "null": a(), "objectKeys": a(object), "or": a(false, true),
		"padLeft": a("a", 2), "parseCidr": a("10.0.0.0/8"), "parseUri": a("https://h"), "range": a(0, 2), "reduce": a(list, "", two),
		"replace": a("a", "a", "b"), "shallowMerge": a(a(object, object)), "skip": a(list, 1), "sort": a(list, yes), "split": a("a,b", ","),
		"startsWith": a("a", "a"), "string": a(object), "sub": a(1, 2), "substring": a("abc", 1), "take": a(list, 1), "toLower": a("A"),
		"toObject": a(list, same), "toUpper": a("a"), "trim": a(" a"), "true": a(), "tryGet": a(object, "k"), "tryIndexFromEnd": a(list, 9),
		"union": a(object, object), "uniqueString": a("x"), "uri": a("https://h", "x"), "uriComponent": a("x"), "uriComponentToString": a("x"),
		"add": a(1, 2), "and": a(true, false), "div": a(1, 2),
	}
}

// A function that can be computed says nothing but known values of known
// arguments; run-time reasons come only from rows that declare them.
func TestComputableIsKnown(t *testing.T) {
	args := samples()
	for _, r := range fn.All() {
		if r.Class != fn.Computable || r.Name == "fail" {
			continue
		}
		given, ok := args[r.Name]
		if !ok {
			t.Errorf("%s has no sample arguments", r.Name)
			continue
		}
		v, fault := try(t, fn.DefaultScope(fn.ResourceGroup), files{"x.json": "{}"}, r.Name, given...)
		if fault != nil {
			t.Errorf("%s: %s", r.Name, fault.Message)
		} else if !value.IsKnown(v) {
			t.Errorf("%s answers %s", r.Name, show(v))
		} else if typ := value.TypeOf(v); r.Result != value.TypeAny && typ != r.Result {
			t.Errorf("%s makes %s against its row's type", r.Name, show(v))
		}
	}
}

// Whatever is thrown at a function, it answers with a value and no panic, and
// with a message where there is a fault.
func TestAnyArgumentsAreAnswered(t *testing.T) {
	values := []any{
		nil, true, -1, 3, int64(1) << 62, 1.5, "", "a/b", "Microsoft.X/a", "2024-01-01", "10.0.0.0/8", a(), a("x", 1), a(a("x")), pairs{}, pairs{"k", "v"},
		str("p"), param("q", value.TypeAny), param("n", value.TypeInt), param("e", value.TypeString, "x", "y"), param("l", value.TypeArray),
		param("o", value.TypeObject), when("c", "x", "y"), when("c", a("x"), a()), when("c", pairs{"k", 1}, nil),
		call(t, "concat", "a", str("p")), call(t, "concat", a("x"), param("l", value.TypeArray)), call(t, "union", pairs{"k", 1}, param("o", value.TypeObject)),
		value.NewRef(of("/x"), nil, nil),
		lambda{1, func(xs ...value.Value) value.Value { return xs[0] }}, lambda{2, func(xs ...value.Value) value.Value { return xs[1] }},
	}
	for _, r := range fn.All() {
		most := r.Max
		if most < 0 || most > 3 {
			most = max(r.Min, 2)
		}
		for n := r.Min; n <= most; n++ {
			total := 1
			for range n {
				total *= len(values)
			}
			for k := 0; k < total; k += 1 + total/2000 {
				args := make([]any, n)
				for i, rest := 0, k; i < n; i++ {
					args[i], rest = values[rest%len(values)], rest/len(values)
				}
				v, fault := try(t, fn.DefaultScope(fn.ResourceGroup), files{}, r.Name, args...)
				switch {
				case v == nil:
					t.Fatalf("%s gives no value", r.Name)
				case fault != nil && (fault.Message == "" || v.Kind() != value.KindUnknown):
					t.Fatalf("%s: the fault %q comes with %s", r.Name, fault.Message, show(v))
				}
				_, _ = v.Key(), show(v)
			}
		}
	}
}

func TestEnvironmentVariable(t *testing.T) {
	run := func(args ...string) value.Value {
		list := make([]fn.Arg, len(args))
		for i, a := range args {
			list[i] = fn.Arg{Force: func() value.Value { return value.NewString(a, nil) }}
		}
		v, fault := fn.Apply(&fn.Call{Row: fn.Lookup("readEnvironmentVariable"), Scope: fn.DefaultScope(fn.ResourceGroup), Args: list})
		if fault != nil {
			t.Fatal(fault.Message)
		}
		return v
	}
	t.Setenv("MOAT_TEST", "from the environment")
	if got := run("MOAT_TEST"); got.Kind() != value.KindUnknown || value.WhyOf(got)[0].Reason != value.ReasonExternalInput {
		t.Errorf("without a default: %s; the environment must stay unread and the value unknown", value.Expr(got))
	}
	if got, ok := run("MOAT_TEST", "12").(value.String); !ok || got.String() != "12" || !got.Origin().Assumed() {
		t.Errorf("with a default: %v; want the default, assumed", got)
	}
}
