package function_test

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/zclconf/go-cty/cty"

	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/terraform/function"
	"moat/parsers/terraform/typed"
)

// example is a call of each function that is computable, with known arguments.
func example() map[string][]any {
	day := "2020-02-03T04:05:06Z"
	return map[string][]any{
		"abs": a(-1), "alltrue": a(a(true)), "anytrue": a(a(true)), "base64decode": a("YQ=="), "base64encode": a("a"), "base64gzip": a("a"),
		"base64sha256": a("a"), "base64sha512": a("a"), "basename": a("a/b"), "ceil": a(1.5), "chomp": a("a\n"), "chunklist": a(a("a", "b"), 1),
		"cidrhost": a("10.0.0.0/8", 1), "cidrnetmask": a("10.0.0.0/8"), "cidrsubnet": a("10.0.0.0/8", 8, 1), "cidrsubnets": a("10.0.0.0/8", 8),
		"coalesce": a(nil, "a"), "coalescelist": a(a(), a(1)), "compact": a(a("a", "")), "concat": a(a(1), a("a")), "contains": a(a("a"), "a"),
		"csvdecode": a("a,b\n1,2"), "dirname": a("a/b"), "distinct": a(a("a", "a")), "element": a(a("a"), 3), "endswith": a("ab", "b"),
		"ephemeralasnull": a("a"), "flatten": a(a(a("a"))), "floor": a(1.5), "format": a("%s", "a"), "formatdate": a("YYYY", day),
		"formatlist": a("%s", a("a")), "indent": a(2, "a\nb"), "index": a(a("a"), "a"), "issensitive": a("a"), "join": a(",", a("a")),
		"jsondecode": a("[1]"), "jsonencode": a(a(1)), "keys": a(pairs{"a", 1}), "length": a("a"), "log": a(8, 2), "lookup": a(pairs{"a", 1}, "a"),
		"lower": a("A"), "matchkeys": a(a("a"), a("k"), a("k")), "max": a(1, 2), "md5": a("a"), "merge": a(pairs{"a", 1}, pairs{"b", 2}), "min": a(1, 2),
		"nonsensitive": a("a"), "one": a(a("a")), "parseint": a("ff", 16), "pow": a(2, 3), "range": a(3), "regex": a("a", "a"), "regexall": a("a", "a"),
		"replace": a("a", "a", "b"), "reverse": a(a("a", "b")), "sensitive": a("a"), "setintersection": a(a("a"), a("a")), "setproduct": a(a("a"), a("b")),
		"setsubtract": a(a("a"), a("b")), "setunion": a(a("a"), a("b")), "sha1": a("a"), "sha256": a("a"), "sha512": a("a"), "signum": a(-2),
		"slice": a(a("a", "b"), 0, 1), "sort": a(a("b", "a")), "split": a(",", "a,b"), "startswith": a("ab", "a"), "strcontains": a("ab", "a"),
		"strrev": a("ab"), "substr": a("ab", 0, 1), "sum": a(a(1, 2)), "textdecodebase64": a("YQA=", "UTF-16LE"), "textencodebase64": a("a", "UTF-16LE"),
		"timeadd": a(day, "1h"), "timecmp": a(day, day), "title": a("a"), "tobool": a("true"), "tolist": a(a("a")), "tomap": a(pairs{"a", 1}),
		"tonumber": a("1"), "toset": a(a("a")), "tostring": a(1), "transpose": a(pairs{"a", a("x")}), "trim": a("xa", "x"), "trimprefix": a("ab", "a"),
		"trimspace": a(" a"), "trimsuffix": a("ab", "b"), "upper": a("a"), "urlencode": a("a b"), "uuidv5": a("dns", "a"), "values": a(pairs{"a", 1}),
		"yamldecode": a("a: 1"), "yamlencode": a(a(1)), "zipmap": a(a("a"), a(1)),
		"file": a("x.txt"), "filebase64": a("x.txt"), "fileexists": a("x.txt"), "filemd5": a("x.txt"), "filesha1": a("x.txt"), "filesha256": a("x.txt"),
		"filesha512": a("x.txt"), "filebase64sha256": a("x.txt"), "filebase64sha512": a("x.txt"), "fileset": a(".", "**/*.txt"),
		"templatefile": a("x.txt", pairs{}), "templatestring": a("x", pairs{}),
	}
}

func workspace() *function.Env {
	files := source.Map(map[string]string{"app/x.txt": "héllo", "app/sub/y.txt": "y", "app/z.bin": "\xff", "secret.txt": "s"})
	return &function.Env{RootDir: "app", ModuleDir: "app", ReadFile: files.ReadFile, List: files.ReadDir,
		Template: func(src *source.File, _ typed.Value) (typed.Value, error) {
			return of("<" + string(src.Content()) + ">"), nil
		}}
}

// What can be computed is never unknown for known arguments.
func TestKnownArgumentsGiveKnownResults(t *testing.T) {
	for _, f := range function.All() {
		args, ok := example()[f.Name]
		switch f.Class {
		case function.Impure, function.Machine, function.Opaque, function.Lazy:
			if ok {
				t.Errorf("%s isn't computable, yet has an example", f.Name)
			}
			continue
		}
		if !ok {
			t.Errorf("no example of %s", f.Name)
			continue
		}
		v, err := try(t, workspace(), f.Name, args...)
		if err != nil || !v.IsKnown() || v.T.HasDynamicTypes() {
			t.Errorf("%s of known arguments is %v %v", f.Name, v, err)
		}
		// What is made of a secret is one; the text of a name is none.
		if len(args) == 0 || f.Name == "length" || f.Name == "ephemeralasnull" || f.Name == "issensitive" {
			continue
		}
		hidden := append(a(), args...)
		for i := range hidden {
			hidden[i] = value.AsSecret(raw(hidden[i]))
		}
		if v, err := try(t, workspace(), f.Name, hidden...); err != nil || !value.HasSecret(v.V) {
			switch f.Name {
			case "coalescelist", "keys", "length", "chunklist", "setproduct":
			default:
				t.Errorf("%s of secrets is %v %v: no secret", f.Name, v, err)
			}
		}
	}
}

// No two calls of what differs with every call are equal, nor are those of one
// place in two instances.
func TestImpure(t *testing.T) {
	file := source.NewFile("main.tf", []byte("uuid() uuid()"))
	at := func(start int, instance string) *function.Env {
		return &function.Env{At: file.Range(start, start+6), Instance: instance}
	}
	for _, name := range []string{"timestamp", "uuid", "plantimestamp"} {
		x, _ := try(t, at(0, ""), name)
		y, _ := try(t, at(7, ""), name)
		z, _ := try(t, at(0, "[1]"), name)
		if value.Equal(x.V, y.V) != value.Maybe || value.Equal(x.V, z.V) != value.Maybe {
			t.Errorf("two calls of %s are %s %s", name, value.Equal(x.V, y.V), value.Equal(x.V, z.V))
		}
		if why := value.WhyOf(x.V); why[0].Reason != value.ReasonNonDeterministic {
			t.Errorf("%s is unknown for %s", name, why[0].Reason)
		}
	}
	if v := call(t, "bcrypt", "a"); value.WhyOf(v.V)[0].Reason != value.ReasonNonDeterministic {
		t.Error(v)
	}
	if v := call(t, "abspath", "."); value.WhyOf(v.V)[0].Reason != value.ReasonEnvironment {
		t.Error(v)
	}
}

// What would be larger than Moat's limit is unknown for that reason, at once.
func TestLimits(t *testing.T) {
	long := strings.Repeat("a", 1<<20)
	var wide []any
	for i := range 1000 {
		wide = append(wide, i)
	}
	nested := strings.Repeat("[", 100_000)
	bomb := "k0: &k0 [x, x, x, x, x, x, x, x, x]\n"
	for i := range 30 {
		bomb += fmt.Sprintf("k%d: &k%d [%s]\n", i+1, i+1, strings.Repeat(fmt.Sprintf("*k%d, ", i), 9))
	}
	merged := "base: &base\n  a: 1\n"
	for i := range 200 {
		merged += fmt.Sprintf("x%d:\n  <<: *base\n  b: %d\n", i, i)
	}
	if v, err := try(t, nil, "yamldecode", merged); err != nil || !v.IsKnown() {
		t.Errorf("an anchor that is used often: %v", err)
	}
	shared := raw("x")
	for range 40 {
		shared = value.NewArray([]value.Value{shared, shared}, nil)
	}
	for _, c := range []struct {
		name string
		args []any
	}{
		{"setproduct", a(wide, wide, wide)}, {"format", a("%1000000000d", 1)}, {"format", a("%.1000000000f", 1)}, {"format", a("%99999999999999999999d", 1)},
		{"formatlist", a("%10000s", wide)}, {"indent", a(1_000_000_000, "a\nb")}, {"replace", a(long, "a", "bbbbbbbb")}, {"replace", a(long, "/a/", "$0$0$0$0$0$0")},
		{"join", a(long, wide)}, {"split", a("a", long)}, {"regexall", a("a", long)}, {"jsondecode", a(nested)}, {"yamldecode", a(nested)}, {"yamldecode", a(bomb)},
		{"parseint", a(long, 36)}, {"tonumber", a("1e999999999")}, {"pow", a(10, 1_000_000)}, {"jsonencode", a(shared)}, {"flatten", a(shared)}, {"tolist", a(shared)},
		{"csvdecode", a("a\n" + strings.Repeat("b\n", 200_000))}, {"base64encode", a(strings.Repeat("a", 4<<20))}, {"tostring", a(shared)},
	} {
		v, err := try(t, nil, c.name, c.args...)
		if err != nil {
			t.Errorf("%s: %.100v", c.name, err)
			continue
		}
		if why := value.WhyOf(v.V); len(why) == 0 || why[0].Reason != value.ReasonLimit {
			t.Errorf("%s is unknown for %v", c.name, why)
		}
	}
	if _, err := try(t, nil, "range", 0, 1_000_000_000); err == nil {
		t.Error("Terraform has no range of more than 1024 numbers")
	}
}

// Errors name the function and the argument, and what is wrong with it.
func TestErrors(t *testing.T) {
	for _, c := range []struct {
		name string
		args []any
		want string
	}{
		{"cidrsubnet", a("10.0.0.0/16", 20, 1), `argument 2 of cidrsubnet (newbits): the network 10.0.0.0/16 can't be extended by 20 bits; it has 16 left`},
		{"cidrsubnet", a("10.0.0.0", 8, 1), `argument 1 of cidrsubnet (prefix): "10.0.0.0" is no network in CIDR notation, such as 10.0.0.0/16`},
		{"cidrsubnet", a("10.0.0.0/16", "x", 1), `argument 2 of cidrsubnet (newbits): it is the string "x", where a number is needed`},
		{"lower", a(nil), `argument 1 of lower (str): it is null, which isn't allowed here`},
		{"lower", a(a("a")), `argument 1 of lower (str): it is a tuple, where a string is needed`},
		{"lower", a(), `lower takes 1 argument, but is given 0`},
		{"cidrsubnets", a(), `cidrsubnets takes at least 1 argument, but is given 0`},
		{"lookup", a(pairs{"a", 1}, "b"), `argument 2 of lookup (key): the map has no member "b", and there is no default`},
		{"lookup", a(pairs{}, "b", 1, 2), `lookup takes 2 or 3 arguments, but is given 4`},
		{"element", a(a(), 0), `argument 1 of element (list): it is empty; there is no element to take`},
		{"one", a(a(1, 2)), `argument 1 of one (list): it has 2 elements, where at most one is allowed`},
		{"concat", a("a"), `argument 1 of concat (seqs): it must be a list or a tuple`},
		{"merge", a(pairs{}, "a"), `argument 2 of merge (maps): it must be a map or an object`},
		{"join", a(",", a(nil)), `argument 2 of join (lists): element 0 is null, which can't be joined`},
		{"tolist", a(a("a", a(1))), `argument 1 of tolist (v): its elements have no type in common; a list, set or map needs elements of one type`},
		{"tonumber", a("abc"), `argument 1 of tonumber (v): it is the string "abc", where a number is needed`},
		{"replace", a("a", "/(/", "b"), "argument 2 of replace (substr): it is no regular expression: error parsing regexp: missing closing ): `(`"},
		{"file", a("nope.txt"), `argument 1 of file (path): "nope.txt" can't be read: there is no such file`},
		{"file", a("../../etc/passwd"), `argument 1 of file (path): "../../etc/passwd" can't be read: it lies outside the workspace, which Moat doesn't read`},
		{"file", a("/etc/passwd"), `argument 1 of file (path): "/etc/passwd" lies outside the workspace, which Moat doesn't read`},
		{"file", a("z.bin"), `argument 1 of file (path): the file "z.bin" is no text in UTF-8; filebase64 reads files of any kind`},
	} {
		_, err := try(t, workspace(), c.name, c.args...)
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: %v\nnot %s", c.name, err, c.want)
		}
	}
	// A secret stands in no message.
	for _, name := range []string{"tonumber", "cidrnetmask", "file", "parseint", "timecmp", "base64decode", "formatdate", "jsondecode", "timeadd"} {
		secret := value.AsSecret(raw("hunter2!"))
		args := a(secret)
		switch name {
		case "parseint":
			args = a(secret, 10)
		case "timecmp", "timeadd", "formatdate":
			args = a(secret, secret)
		}
		if _, err := try(t, workspace(), name, args...); err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFiles(t *testing.T) {
	for _, c := range []struct {
		name string
		args []any
		want string
	}{
		{"file", a("x.txt"), `"héllo"`}, {"file", a("./sub/../x.txt"), `"héllo"`}, {"file", a("../secret.txt"), `"s"`}, {"filebase64", a("z.bin"), `"/w=="`},
		{"fileexists", a("x.txt"), "true"}, {"fileexists", a("no.txt"), "false"}, {"fileset", a(".", "*.txt"), `["x.txt"]`},
		{"fileset", a(".", "**/*.txt"), `["sub/y.txt","x.txt"]`}, {"fileset", a("none", "*"), `[]`}, {"fileset", a("sub", "{x,y}.txt"), `["y.txt"]`},
		{"filemd5", a("sub/y.txt"), `"415290769594460e2e485922904f345d"`}, {"templatefile", a("x.txt", pairs{}), `"<héllo>"`}, {"templatestring", a("x", pairs{}), `"<x>"`},
	} {
		v, err := try(t, workspace(), c.name, c.args...)
		if err != nil || show(v.V) != c.want {
			t.Errorf("%s: %v %v, not %s", c.name, v, err, c.want)
		}
	}
	v, _ := try(t, workspace(), "file", "x.txt")
	if o := v.V.Origin(); o.Kind != value.OriginLoaded || o.At.Path() != "app/x.txt" {
		t.Errorf("%+v", o)
	}
	if v, err := try(t, nil, "file", "x.txt"); err != nil || v.IsKnown() {
		t.Errorf("without files: %v %v", v, err)
	}
}

func TestTryAndCan(t *testing.T) {
	fails := func() (typed.Value, bool, error) { return typed.Value{}, false, fs.ErrInvalid }
	is := func(x any, doubt bool) function.Attempt {
		return func() (typed.Value, bool, error) { return of(x), doubt, nil }
	}
	for _, c := range []struct {
		attempts []function.Attempt
		want     string
	}{
		{[]function.Attempt{is("a", false), is("b", false)}, `"a"`},
		{[]function.Attempt{fails, is("b", false)}, `"b"`},
		{[]function.Attempt{is(str("p"), false), is("b", false)}, `"[parameters('p')]"`},
		{[]function.Attempt{is(str("p"), true), is("b", false), is("c", false)}, `"[tf.try(parameters('p'), 'b')]"`},
	} {
		v, err := function.Try(nil, c.attempts)
		if err != nil || show(v.V) != c.want {
			t.Errorf("%v %v, not %s", show(v.V), err, c.want)
		}
	}
	if _, err := function.Try(nil, []function.Attempt{fails, fails}); !errors.Is(err, fs.ErrInvalid) {
		t.Error(err)
	}
	if v := function.Can(nil, fails); show(v.V) != "false" {
		t.Error(v)
	}
	if v := function.Can(nil, is(1, false)); show(v.V) != "true" {
		t.Error(v)
	}
	if v := function.Can(nil, is(str("p"), true)); v.IsKnown() || v.T != cty.Bool {
		t.Error(v)
	}
}
