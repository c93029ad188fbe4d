package armcorpus

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"moat/analyzer/graph"
	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/arm"
)

// raw is a JSON value with its place, read by the standard library alone: the
// walk over it shares nothing with the reader, the builder and the evaluator
// that it checks.
type raw struct {
	start, end int
	keys       []string // of an object
	values     []*raw   // of an object or array
	scalar     any      // of anything else: string, json.Number, bool or nil
	object     bool
}

func readRaw(f *source.File) (*raw, error) {
	content := f.Content()
	skipped := 0
	if trimmed := bytes.TrimPrefix(content, []byte("\uFEFF")); len(trimmed) < len(content) {
		skipped, content = len(content)-len(trimmed), trimmed
	}
	dec := json.NewDecoder(bytes.NewReader(content))
	dec.UseNumber()
	return readValue(dec, content, skipped)
}

func readValue(dec *json.Decoder, content []byte, skipped int) (*raw, error) {
	start := int(dec.InputOffset())
	for start < len(content) && strings.IndexByte(" \t\r\n:,", content[start]) >= 0 {
		start++
	}
	tok, err := dec.Token()
	if err != nil {
		return nil, err
	}
	n := &raw{start: start + skipped}
	switch tok {
	case json.Delim('{'):
		n.object = true
		for dec.More() {
			key, err := dec.Token()
			if err != nil {
				return nil, err
			}
			v, err := readValue(dec, content, skipped)
			if err != nil {
				return nil, err
			}
			n.keys, n.values = append(n.keys, key.(string)), append(n.values, v)
		}
		_, err = dec.Token()
	case json.Delim('['):
		n.values = []*raw{}
		for dec.More() {
			v, err := readValue(dec, content, skipped)
			if err != nil {
				return nil, err
			}
			n.values = append(n.values, v)
		}
		_, err = dec.Token()
	default:
		n.scalar = tok
	}
	n.end = int(dec.InputOffset()) + skipped
	return n, err
}

func (n *raw) get(keys ...string) *raw {
	for _, key := range keys {
		if n == nil {
			return nil
		}
		var found *raw
		for i, k := range n.keys {
			if strings.EqualFold(k, key) {
				found = n.values[i]
			}
		}
		n = found
	}
	return n
}

func (n *raw) text() string {
	if n == nil {
		return ""
	}
	s, _ := n.scalar.(string)
	return s
}

func isExpression(s string) bool { return strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]") }

// walker compares one template with what it was evaluated to.
type walker struct {
	t     *testing.T
	file  *source.File
	decls map[int][]*graph.Declaration // by the offset that the element starts at
	calls map[int]bool                 // by the offset of their head

	required, optional, missing, leaves, wrong int
}

func (w *walker) collect(m *graph.Module, done map[*graph.Module]bool) {
	if m == nil || done[m] {
		return
	}
	done[m] = true
	for _, d := range m.Resources {
		if d.Whole.File == w.file {
			w.decls[d.Whole.Start] = append(w.decls[d.Whole.Start], d)
		}
	}
	for _, c := range m.Calls {
		if c.At.File == w.file {
			w.calls[c.At.Start] = true
		}
		w.collect(c.Module, done)
	}
}

func (w *walker) fail(at int, format string, args ...any) {
	p := w.file.Position(at)
	w.t.Errorf("%s:%d:%d: %s", w.file.Path(), p.Line, p.Column, fmt.Sprintf(format, args...))
}

// template checks the resources of a template. Where it may not be deployed at
// all, so may none of them.
func (w *walker) template(n *raw, maybe bool) {
	if r := n.get("resources"); r != nil {
		for _, el := range r.values {
			w.element(el, maybe)
		}
	}
}

func (w *walker) element(n *raw, maybe bool) {
	own := maybe || n.get("condition") != nil || n.get("copy") != nil
	if own {
		w.optional++
	} else {
		w.required++
	}
	inline := n.get("properties", "template")
	linked := n.get("properties", "templateLink")
	if strings.EqualFold(n.get("type").text(), "Microsoft.Resources/deployments") && (inline != nil && inline.object || linked != nil && linked.object) {
		found := false
		for at := range w.calls {
			found = found || n.start <= at && at < n.end
		}
		if !found && !own {
			w.missing++
			w.fail(n.start, "the deployment isn't in the graph")
		}
		if inline != nil && inline.object {
			w.template(inline, own)
		}
		return
	}
	decls := w.decls[n.start]
	if len(decls) == 0 && !own {
		w.missing++
		w.fail(n.start, "the resource %s isn't in the graph", n.get("type").text())
	}
	for _, d := range decls {
		w.declaration(n, d)
	}
	if children := n.get("resources"); children != nil {
		for _, c := range children.values {
			w.element(c, maybe || n.get("copy") != nil)
		}
	}
}

var skeleton = []string{"type", "apiversion", "name", "condition", "copy", "dependson", "scope", "existing", "resources",
	"comments", "metadata", "apiprofile", "import", "extension", "@options"}

func (w *walker) declaration(n *raw, d *graph.Declaration) {
	last := func(typ string) string {
		typ, _, _ = strings.Cut(typ, "@")
		return strings.ToLower(typ[strings.LastIndex(typ, "/")+1:])
	}
	if typ := n.get("type").text(); last(typ) != last(d.Type) {
		w.fail(n.start, "the resource has type %s, not %s", d.Type, typ)
	}
	if name := n.get("name").text(); name != "" && !isExpression(name) && !strings.Contains(name, "/Microsoft.") {
		if s, ok := d.OwnName.(value.String); !ok || s.String() != name {
			w.fail(n.start, "the resource is named %s, not %s", value.Expr(d.OwnName), name)
		}
	}
	for i, k := range n.keys {
		switch {
		case slices.Contains(skeleton, strings.ToLower(k)):
		case d.Existing && (strings.EqualFold(k, "resourceGroup") || strings.EqualFold(k, "subscriptionId")): // its scope
		case isExpression(k):
		default:
			w.leaf(n.values[i], d.Body, value.Path{value.NameStep(k)})
		}
	}
}

// leaf checks the literals within n, which stands at a path of the body.
func (w *walker) leaf(n *raw, body value.Value, path value.Path) {
	switch {
	case n.object:
		for i, k := range n.keys {
			if isExpression(k) || strings.EqualFold(k, "copy") || slices.Contains(n.keys[i+1:], k) {
				continue
			}
			w.leaf(n.values[i], body, path.Child(value.NameStep(k)))
		}
		return
	case n.values != nil:
		for i, v := range n.values {
			w.leaf(v, body, path.Child(value.IndexStep(i)))
		}
		return
	case n.scalar == nil:
		return
	}
	if s, ok := n.scalar.(string); ok && isExpression(s) {
		if !strings.HasPrefix(s, "[[") {
			return
		}
		n = &raw{start: n.start, scalar: s[1:]}
	}
	w.leaves++
	got := value.Get(body, path)
	if got.Presence != value.Present || !same(n.scalar, got.Value) {
		w.wrong++
		what := "nothing"
		if got.Value != nil {
			what = value.Expr(got.Value)
		}
		w.fail(n.start, "%s is %v in the file and %s in the graph", path, n.scalar, what)
	}
}

func same(want any, got value.Value) bool {
	switch want := want.(type) {
	case string:
		s, ok := got.(value.String)
		return ok && s.String() == want
	case bool:
		b, ok := got.(value.Bool)
		return ok && b.Bool() == want
	case json.Number:
		switch got := got.(type) {
		case value.Int:
			return fmt.Sprint(got.Int()) == want.String()
		case value.Float:
			f, err := want.Float64()
			return err == nil && f == got.Float()
		}
	}
	return false
}

// TestNothingGetsLost checks that every resource written in a template of the
// corpus is in the graph, and every literal of it at its place.
func TestNothingGetsLost(t *testing.T) {
	l := newLoader(t)
	var required, optional, missing, leaves, wrong, templates, skipped int
	for _, f := range files(t) {
		if !claimed(f) {
			continue
		}
		tree, err := l.Load(f.Path())
		if err != nil {
			t.Fatal(err)
		}
		if tree.Role() != language.Template {
			continue
		}
		top, err := readRaw(tree.Source())
		if err != nil {
			skipped++ // not strict JSON
			continue
		}
		res, err := arm.Language{}.Evaluate(context.Background(), language.Entry{Tree: tree}, l)
		if err != nil {
			t.Fatal(err)
		}
		templates++
		w := &walker{t: t, file: tree.Source(), decls: map[int][]*graph.Declaration{}, calls: map[int]bool{}}
		w.collect(res.Root, map[*graph.Module]bool{})
		w.template(top, false)
		required, optional, missing = required+w.required, optional+w.optional, missing+w.missing
		leaves, wrong = leaves+w.leaves, wrong+w.wrong
	}
	t.Logf("%d templates (%d not strict JSON): %d resources unconditional, %d conditional or looped, %d missing; %d literals, %d not at their place",
		templates, skipped, required, optional, missing, leaves, wrong)
}
