package jsonc_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"moat/analyzer/source"
	"moat/parsers/jsonc"
)

// plain converts a tree to what encoding/json decodes to, numbers as written.
func plain(n *jsonc.Node) any {
	switch n.Kind() {
	case jsonc.Bool:
		return n.Bool()
	case jsonc.Number:
		return json.Number(n.Raw())
	case jsonc.String:
		return n.Text()
	case jsonc.Array:
		out := []any{}
		for _, item := range n.Items() {
			out = append(out, plain(item))
		}
		return out
	case jsonc.Object:
		out := map[string]any{}
		for _, m := range n.Members() {
			out[m.Key] = plain(m.Value)
		}
		return out
	}
	return nil
}

func standard(b []byte) (any, error) {
	if !json.Valid(b) {
		return nil, errors.New("not valid JSON")
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	var v any
	err := d.Decode(&v)
	return v, err
}

// document writes a random strict JSON value with random white space.
type document struct {
	*rand.Rand
	strings.Builder
}

func (d *document) space() {
	for d.IntN(4) == 0 {
		d.WriteByte(" \n\t\r"[d.IntN(4)])
	}
}

func (d *document) text() {
	pieces := []string{"a", "bc", "é", "😀", `\"`, `\\`, `\n`, `\u0041`, `\ud83d\ude00`, `\/`, "'", "{", "]", "//", "/*", "[x]", ":", ","}
	d.WriteByte('"')
	for d.IntN(4) > 0 {
		d.WriteString(pieces[d.IntN(len(pieces))])
	}
	fmt.Fprintf(d, `%d"`, d.Int32()) // keeps keys distinct
}

func (d *document) value(depth int) {
	d.space()
	kind := d.IntN(8)
	if depth == 0 {
		kind = d.IntN(6)
	}
	switch kind {
	case 0:
		d.WriteString([]string{"null", "true", "false"}[d.IntN(3)])
	case 1:
		fmt.Fprint(d, d.Int64()-d.Int64())
	case 2:
		fmt.Fprint(d, d.NormFloat64())
	case 3, 4, 5:
		d.text()
	case 6:
		d.WriteByte('[')
		for i := range d.IntN(5) {
			if i > 0 {
				d.WriteByte(',')
			}
			d.value(depth - 1)
		}
		d.space()
		d.WriteByte(']')
	case 7:
		d.WriteByte('{')
		for i := range d.IntN(40) % 30 {
			if i > 0 {
				d.WriteByte(',')
			}
			d.space()
			d.text()
			d.space()
			d.WriteByte(':')
			d.value(depth - 1)
		}
		d.space()
		d.WriteByte('}')
	}
	d.space()
}

func generate(seed uint64, depth int) string {
	d := &document{Rand: rand.New(rand.NewPCG(seed, 0))}
	d.value(depth)
	return d.String()
}

func TestAgreesWithStandard(t *testing.T) {
	for seed := range uint64(3000) {
		in := generate(seed, int(seed%6))
		want, err := standard([]byte(in))
		if err != nil {
			t.Fatalf("seed %d: the generator wrote what isn't JSON: %v\n%s", seed, err, in)
		}
		d := parse(in)
		if got := plain(d.Root); len(d.Problems) > 0 || !reflect.DeepEqual(got, want) {
			t.Fatalf("seed %d: %s\n got %#v\nwant %#v\nproblems %q", seed, in, got, want, problems(d))
		}
		respan(t, d.Root)
	}
}

// respan checks that each value's own text reads as that value again.
func respan(t *testing.T, n *jsonc.Node) {
	again := parse(n.Raw())
	if len(again.Problems) > 0 || show(again.Root) != show(n) {
		t.Fatalf("%s reads as %s with %q, want %s", n.Raw(), show(again.Root), problems(again), show(n))
	}
	for _, item := range n.Items() {
		respan(t, item)
	}
	for i := range n.Members() {
		m := &n.Members()[i]
		if key := parse(m.KeyRange().Text()); key.Root.Text() != m.Key {
			t.Fatalf("the key %q has the text %s", m.Key, m.KeyRange().Text())
		}
		respan(t, m.Value)
	}
}

// TestDamageIsLocal cuts one byte out of a document, or ends it early; the
// parts well before the damage must stay as they are.
func TestDamageIsLocal(t *testing.T) {
	const in = `{
  "parameters": {
    "a": { "type": "string" },
    "b": { "type": "int" }
  },
  "resources": [
    {
      "type": "t1",
      "list": [1, 2]
    },
    {
      "type": "t2"
    }
  ],
  "outputs": {
    "o": { "value": "x" }
  }
}`
	whole := parse(in).Root
	for cut := range len(in) {
		for name, damaged := range map[string]string{"without a byte": in[:cut] + in[cut+1:], "ended": in[:cut]} {
			d := parse(damaged)
			for i := range whole.Members() {
				m := &whole.Members()[i]
				before := m.Range().End+1 < cut // with the comma that follows
				after := name == "without a byte" && cut < m.Range().Start-4
				if got := d.Root.Get(m.Key); (before || after) && show(got) != show(m.Value) {
					t.Errorf("%s at %d: %s is %s, want %s\n%s", name, cut, m.Key, show(got), show(m.Value), damaged)
				}
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	for seed := range uint64(20) {
		f.Add([]byte(generate(seed, 4)))
	}
	for _, s := range []string{
		"\uFEFF{'a': /* x */ [1,], \"b\": \"l1\nl2\", // y\n}", `{"a": , "b": 1`, `{"a" "b": [1 2}, "c`, `]}`, "{\n \"a\": {\n\"b\": 1,\n \"c\": [\n 2}\n}",
		`{"\ud83d":"\ude00"}`, "{\"a\xff\": \"\x00\"}", "[[[[{{{{", "{a: 1, $b: 'it\\'s'}", "{\"a\":\n  \"b\": 1}\n}\n,\"c\":2}",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		d := jsonc.Parse(source.NewFile("t.json", in))
		checkTree(t, d, in)
		if want, err := standard(in); err == nil && utf8.Valid(in) && !bytes.Contains(in, []byte(`\u`)) {
			for _, p := range d.Problems {
				if !strings.Contains(p.Message, "occurs again") && !strings.Contains(p.Message, "too many problems") && !strings.Contains(p.Message, "nested") {
					t.Fatalf("strict JSON has the problem %s", p.Message)
				}
			}
			if len(d.Problems) == 0 && !reflect.DeepEqual(plain(d.Root), want) {
				t.Fatalf("got %#v, want %#v", plain(d.Root), want)
			}
		}
		jsonc.Head(in, 100)
	})
}

// checkTree checks what holds for every document, however damaged.
func checkTree(t *testing.T, d *jsonc.Document, in []byte) {
	if d.Root == nil && len(d.Problems) == 0 {
		t.Fatal("nothing was read and nothing reported")
	}
	if len(d.Problems) > 101 {
		t.Fatalf("%d problems", len(d.Problems))
	}
	end := 0
	for _, c := range d.Comments {
		if c.Start < end || c.End <= c.Start || in[c.Start] != '/' {
			t.Fatalf("comment at %d-%d", c.Start, c.End)
		}
		end = c.End
	}
	bad := false
	var walk func(n *jsonc.Node, low, high, depth int)
	walk = func(n *jsonc.Node, low, high, depth int) {
		r := n.Range()
		if r.Start < low || r.End < r.Start || r.End > high || depth > jsonc.MaxDepth {
			t.Fatalf("%v at %d-%d, depth %d, lies outside %d-%d", n.Kind(), r.Start, r.End, depth, low, high)
		}
		bad = bad || n.Kind() == jsonc.Bad
		text, at, last := n.Text(), n.Offsets(), r.Start
		if !utf8.ValidString(text) {
			t.Fatalf("the text %q is not UTF-8", text)
		}
		for i := range len(text) + 1 {
			if got := at(i); got < last || got > r.End {
				t.Fatalf("offset %d of %s maps to %d after %d", i, n.Raw(), got, last)
			} else {
				last = got
			}
		}
		low = r.Start
		for i := range n.Members() {
			m := &n.Members()[i]
			k := m.KeyRange()
			if k.Start < low || k.End <= k.Start || m.Value.Range().Start < k.End {
				t.Fatalf("key %q at %d-%d, value at %d, after %d", m.Key, k.Start, k.End, m.Value.Range().Start, low)
			}
			if n.Get(m.Key) == nil || n.GetFold(strings.ToUpper(m.Key)) == nil && strings.ToUpper(m.Key) == jsonc.Fold(m.Key) {
				t.Fatalf("the key %q isn't found", m.Key)
			}
			walk(m.Value, k.End, r.End, depth+1)
			low = m.Value.Range().End
		}
		for _, item := range n.Items() {
			walk(item, low, r.End, depth+1)
			low = item.Range().End
		}
	}
	if d.Root != nil {
		walk(d.Root, 0, len(in), 0)
	}
	if bad && len(d.Problems) == 0 {
		t.Fatal("a bad value without a problem")
	}
	jsonc.CaseClashes(d.Root)
}

// template is a document shaped like an ARM template of about a megabyte.
func template() []byte {
	var b bytes.Buffer
	b.WriteString("{\n  \"resources\": [")
	for i := 0; b.Len() < 1<<20; i++ {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `
    {
      "type": "Microsoft.CognitiveServices/accounts",
      "apiVersion": "2025-06-01",
      "name": "[concat(parameters('prefix'), '-%d')]",
      "properties": { "publicNetworkAccess": "Enabled", "networkAcls": { "defaultAction": "Deny", "ipRules": [] }, "n": %d }
    }`, i, i)
	}
	b.WriteString("\n  ]\n}\n")
	return b.Bytes()
}

func BenchmarkParse(b *testing.B) {
	f := source.NewFile("t.json", template())
	b.SetBytes(int64(f.Len()))
	b.ReportAllocs()
	for b.Loop() {
		jsonc.Parse(f)
	}
}

func BenchmarkHead(b *testing.B) {
	in := template()
	b.SetBytes(4096)
	b.ReportAllocs()
	for b.Loop() {
		jsonc.Head(in, 4096)
	}
}
