package fn_test

import (
	"path"
	"slices"
	"strings"
	"testing"

	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/template/fn"
)

// files is a folder of files by path.
type files map[string]string

func (f files) Load(_ source.Range, name string) (*source.File, *fn.Fault) {
	content, ok := f[path.Clean(name)]
	if !ok {
		return nil, fn.Faultf("the file %q doesn't exist", name)
	}
	return source.NewFile(name, []byte(content)), nil
}

func (f files) List(_ source.Range, dir string) ([]string, *fn.Fault) {
	var out []string
	for name := range f {
		if path.Dir(name) == path.Clean(dir) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out, nil
}

func TestLoad(t *testing.T) {
	data := files{
		"a/t.txt":     "\xEF\xBB\xBFone\r\ntwo",
		"a/le.txt":    "\xFF\xFEh\x00\xE9\x00",
		"a/be.txt":    "\x00h\x00i",
		"a/latin.txt": "caf\xE9",
		"a/b/c.txt":   "deep",
		"a/Z":         "x",
		"a/d.json":    `{"products": [{"name": "pizza", "price": 5.00}, {"name": "salad", "price": 3.99}, {"name": "bread", "price": 2}], /* c */ "n": {"a.b": [1, 2, 3]}}`,
		"a/bad.json":  `{"a": }`,
		"a/y.yaml":    "s: some Val \nn: 123\nb: true\nl:\n- 1\n- two\no: &x\n  f: 1.5\n  z: ~\nr: *x\nm:\n  <<: *x\n  f: 2\nq: '12'\nt: |\n  a\n  b\n5: five\n",
		"a/bad.yaml":  "a: [1, 2\nb: {",
		"a/big.txt":   strings.Repeat("x", 131073),
	}
	for _, r := range []row{
		{"loadTextContent", a("a/t.txt"), `"one\r\ntwo"`},
		{"loadTextContent", a("a/le.txt", "utf-16"), `"hé"`},
		{"loadTextContent", a("a/be.txt", "utf-16BE"), `"hi"`},
		{"loadTextContent", a("a/latin.txt", "iso-8859-1"), `"café"`},
		{"loadTextContent", a("a/latin.txt", "us-ascii"), `"caf?"`},
		{"loadFileAsBase64", a("a/b/c.txt"), `"ZGVlcA=="`},
		{"loadJsonContent", a("a/d.json", "$.products[?(@.price > 3)].name"), `["pizza","salad"]`},
		{"loadJsonContent", a("a/d.json", ".products[?(@.price > 3 && @.name == 'salad')].name"), `"salad"`},
		{"loadJsonContent", a("a/d.json", "n['a.b'][-1]"), `3`},
		{"loadJsonContent", a("a/d.json", "$..name"), `["pizza","salad","bread"]`},
		{"loadJsonContent", a("a/d.json", "$.n.*[0:3:2]"), `[1,3]`},
		{"loadJsonContent", a("a/d.json", "products[2]"), `{"name":"bread","price":2}`},
		{"loadYamlContent", a("a/y.yaml"), `{"s":"some Val","n":123,"b":true,"l":[1,"two"],"o":{"f":1.5,"z":null},"r":{"f":1.5,"z":null},"m":{"f":2,"z":null},"q":"12","t":"a\nb\n","5":"five"}`},
		{"loadYamlContent", a("a/y.yaml", ".l[1]"), `"two"`},
		{"loadDirectoryFileInfo", a("a", "*.txt"), `[{"relativePath":"a/be.txt","baseName":"be.txt","extension":".txt"},{"relativePath":"a/big.txt","baseName":"big.txt","extension":".txt"},{"relativePath":"a/latin.txt","baseName":"latin.txt","extension":".txt"},{"relativePath":"a/le.txt","baseName":"le.txt","extension":".txt"},{"relativePath":"a/t.txt","baseName":"t.txt","extension":".txt"}]`},
		{"loadDirectoryFileInfo", a("a", "?"), `[{"relativePath":"a/Z","baseName":"Z","extension":""}]`},
	} {
		v, fault := try(t, fn.DefaultScope(fn.ResourceGroup), data, r.name, r.args...)
		if fault != nil {
			t.Errorf("%s%v: %s", r.name, r.args, fault.Message)
			continue
		}
		check(t, r.name, v, r.want)
	}
	for _, r := range []row{
		{"loadTextContent", a("a/none.txt"), ""}, {"loadTextContent", a("a/t.txt", "utf-7"), ""}, {"loadTextContent", a("a/big.txt"), ""},
		{"loadJsonContent", a("a/bad.json"), ""}, {"loadYamlContent", a("a/bad.yaml"), ""}, {"loadJsonContent", a("a/d.json", "nothing"), ""},
		{"loadJsonContent", a("a/d.json", "products[?(@.x ~ 1)]"), ""}, {"loadFileAsBase64", a(1), ""},
	} {
		if v, fault := try(t, fn.DefaultScope(fn.ResourceGroup), data, r.name, r.args...); fault == nil {
			t.Errorf("%s%v gives %s and no fault", r.name, r.args, show(v))
		}
	}
}

// What a loaded file holds can be pointed at.
func TestLoadKeepsPlaces(t *testing.T) {
	v, fault := try(t, fn.DefaultScope(fn.ResourceGroup), files{"x.json": `{"a": {"b": [1, "two"]}}`}, "loadJsonContent", "x.json")
	if fault != nil {
		t.Fatal(fault.Message)
	}
	l := value.Get(v, value.ParsePath("a.b[1]"))
	if o := l.Value.Origin(); o.Kind != value.OriginLoaded || o.At.Text() != `"two"` || o.Name != "x.json" {
		t.Errorf("the origin is %+v at %q", o, o.At.Text())
	}
	if l = value.Get(v, value.ParsePath("a.b")); l.KeyAt.Text() != `"b"` {
		t.Errorf("the key is at %q", l.KeyAt.Text())
	}
}
