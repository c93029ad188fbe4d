package template_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"moat/analyzer/graph"
	"moat/analyzer/value"
)

// writer turns bytes into a Bicep project that is mostly well formed: names are
// declared before or after they are used, types mostly fit. Each choice takes
// one byte; when they are used up, every choice is the first, which ends.
type writer struct {
	data  []byte
	depth int
	// hole is set inside an interpolation, where no array or object can be
	// written out.
	hole bool
	// names in scope by kind.
	strings, bools, ints, arrays, objects, resources, modules, functions []string
	locals                                                               []string
}

func (w *writer) byte() int {
	if len(w.data) == 0 {
		return 0
	}
	b := w.data[0]
	w.data = w.data[1:]
	return int(b)
}

func (w *writer) pick(options ...string) string { return options[w.byte()%len(options)] }

// name is one of the declared names, or the fallback where none is.
func (w *writer) name(names []string, fallback string) string {
	if len(names) == 0 {
		return fallback
	}
	return names[w.byte()%len(names)]
}

// deeper runs f one level down; past the bound it is the fallback.
func (w *writer) deeper(fallback string, f func() string) string {
	if w.depth > 5 || len(w.data) == 0 {
		return fallback
	}
	w.depth++
	defer func() { w.depth-- }()
	return f()
}

func (w *writer) str() string {
	return w.deeper("'s'", func() string {
		switch w.byte() % 16 {
		case 0, 1:
			return w.pick("'a'", "'B'", "''", "'x-y'", "'{0}'", "'/a/b'", "'TLS1_2'")
		case 2, 3:
			return w.name(w.strings, "'n'")
		case 4, 5:
			return "'" + w.pick("", "p-") + w.interpolated(w.any) + w.pick("", "-s", "/") + w.interpolated(w.str) + "'"
		case 6:
			return w.pick("toLower", "toUpper", "trim", "base64", "uniqueString", "guid", "uriComponent", "string") + "(" + w.str() + ")"
		case 7:
			return "(" + w.bool() + " ? " + w.str() + " : " + w.str() + ")"
		case 8:
			return "concat(" + w.str() + ", " + w.str() + ")"
		case 9:
			return "replace(" + w.str() + ", " + w.str() + ", " + w.str() + ")"
		case 10:
			return w.name(w.resources, "'r'") + w.pick(".id", ".name", ".properties.x", ".properties.a[0]")
		case 11:
			if len(w.modules) > 0 {
				return w.name(w.modules, "") + w.pick(".outputs.o", ".outputs.p.k", ".name", ".outputs.none")
			}
			return "resourceGroup().location"
		case 12:
			if len(w.functions) > 0 {
				return w.name(w.functions, "") + "(" + w.str() + ")"
			}
			return "format('{0}-{1}', " + w.str() + ", " + w.int() + ")"
		case 13:
			return w.object() + w.pick(".k", ".?k", "['k']", ".?k.?j")
		case 14:
			return "(" + w.array() + w.pick("[0]", "[?0]", "[1]", "[^1]") + " ?? " + w.str() + ")"
		}
		return "join(" + w.array() + ", ',')"
	})
}

// interpolated writes f as a hole of a string.
func (w *writer) interpolated(f func() string) string {
	outer := w.hole
	w.hole = true
	defer func() { w.hole = outer }()
	return "${" + f() + "}"
}

func (w *writer) bool() string {
	return w.deeper("true", func() string {
		switch w.byte() % 9 {
		case 0:
			return w.pick("true", "false")
		case 1, 2:
			return w.name(w.bools, "true")
		case 3:
			return "!(" + w.bool() + ")"
		case 4:
			return "(" + w.bool() + w.pick(" && ", " || ") + w.bool() + ")"
		case 5:
			return "(" + w.any() + w.pick(" == ", " != ", " =~ ") + w.any() + ")"
		case 6:
			return "contains(" + w.any() + ", " + w.str() + ")"
		case 7:
			return "empty(" + w.any() + ")"
		}
		return "(" + w.int() + w.pick(" < ", " >= ") + w.int() + ")"
	})
}

func (w *writer) int() string {
	return w.deeper("1", func() string {
		switch w.byte() % 6 {
		case 0:
			return w.pick("0", "1", "2", "17", "-3")
		case 1, 2:
			return w.name(w.ints, "2")
		case 3:
			return "length(" + w.any() + ")"
		case 4:
			return "(" + w.int() + w.pick(" + ", " - ", " * ", " / ", " % ") + w.int() + ")"
		}
		return "int(" + w.str() + ")"
	})
}

func (w *writer) array() string {
	if w.hole {
		return w.name(w.arrays, "range(0, 2)")
	}
	return w.deeper("[]", func() string {
		switch w.byte() % 11 {
		case 0:
			return "[" + w.any() + ", " + w.any() + "]"
		case 1, 2:
			return w.name(w.arrays, "['a', 'b']")
		case 3:
			return "range(0, " + w.pick("3", "0", w.int()) + ")"
		case 4:
			return w.pick("concat", "union", "intersection") + "(" + w.array() + ", " + w.array() + ")"
		case 5:
			return "map(" + w.array() + ", x => " + w.with("x", w.any) + ")"
		case 6:
			return "filter(" + w.array() + ", x => " + w.with("x", w.bool) + ")"
		case 7:
			return "[for y in " + w.array() + ": " + w.with("y", w.any) + "]"
		case 8:
			return "[..." + w.array() + ", " + w.any() + "]"
		case 9:
			return w.pick("items", "objectKeys") + "(" + w.object() + ")"
		}
		return w.pick("flatten([", "split('a,b', ',') ?? flatten([") + w.array() + ", " + w.array() + "])"
	})
}

// with writes f with one more local name.
func (w *writer) with(name string, f func() string) string {
	w.locals = append(w.locals, name)
	out := f()
	w.locals = w.locals[:len(w.locals)-1]
	return out
}

// maybeWith writes f, with the local name e inside a loop.
func (w *writer) maybeWith(loop bool, f func() string) string {
	if !loop {
		return f()
	}
	return w.with("e", f)
}

func (w *writer) object() string {
	if w.hole {
		return w.name(w.objects, "json('{}')")
	}
	return w.deeper("{}", func() string {
		switch w.byte() % 8 {
		case 0, 1:
			return "{ k: " + w.any() + ", j: " + w.any() + " }"
		case 2:
			return w.name(w.objects, "{ k: 'o' }")
		case 3:
			return w.pick("union", "shallowMerge") + "(" + w.object() + ", " + w.object() + ")"
		case 4:
			return "{ k: " + w.any() + ", ..." + w.object() + ", j: 1 }"
		case 5:
			return "(" + w.bool() + " ? " + w.object() + " : " + w.object() + ")"
		case 6:
			return "toObject(" + w.array() + ", x => string(x), x => " + w.with("x", w.any) + ")"
		}
		return "{ '" + w.interpolated(w.str) + "': " + w.any() + " }"
	})
}

func (w *writer) any() string {
	switch w.byte() % 9 {
	case 0, 1:
		return w.str()
	case 2:
		return w.bool()
	case 3:
		return w.int()
	case 4:
		return w.array()
	case 5:
		return w.object()
	case 6:
		return w.pick("null", "resourceGroup()", "subscription().id", "deployment().name", "newGuid()")
	}
	return w.name(w.locals, w.str())
}

// template writes one file; calls are the files it may use as modules.
func (w *writer) template(calls []string) string {
	var b strings.Builder
	n := func(kind string, list *[]string) string {
		name := fmt.Sprintf("%s%d", kind, len(*list))
		*list = append(*list, name)
		return name
	}
	for i := range 1 + w.byte()%4 {
		if i == 0 { // given by callers
			fmt.Fprintf(&b, "param %s string\n%sparam %s string\n", n("s", &w.strings), w.pick("", "@secure()\n"), n("s", &w.strings))
			continue
		}
		fmt.Fprintf(&b, "param %s string = %s\n", n("s", &w.strings), w.str())
		fmt.Fprintf(&b, "%sparam %s %s\n", w.pick("", "@secure()\n", "@allowed(['a', 'B'])\n"), n("s", &w.strings), w.pick("string = 'a'", "string?"))
	}
	fmt.Fprintf(&b, "param %s bool%s\nparam %s int%s\nparam %s array%s\nparam %s object%s\n",
		n("b", &w.bools), w.pick("", " = true"), n("i", &w.ints), w.pick("", " = 2"), n("a", &w.arrays), w.pick("", " = ['x']", "?"),
		n("o", &w.objects), w.pick("", " = { k: 's' }", "?"))
	if w.byte()%2 == 1 {
		saved := *w
		w.strings, w.bools, w.ints, w.arrays, w.objects, w.resources, w.modules = []string{"q"}, nil, nil, nil, nil, nil, nil
		body := w.str()
		data := w.data
		*w = saved
		w.data = data
		fmt.Fprintf(&b, "func %s(q string) string => %s\n", n("f", &w.functions), body)
	}
	for range w.byte() % 6 {
		switch w.byte() % 5 {
		case 0:
			v := w.str()
			fmt.Fprintf(&b, "var %s = %s\n", n("s", &w.strings), v)
		case 1:
			v := w.bool()
			fmt.Fprintf(&b, "var %s = %s\n", n("b", &w.bools), v)
		case 2:
			v := w.array()
			fmt.Fprintf(&b, "var %s = %s\n", n("a", &w.arrays), v)
		case 3:
			v := w.object()
			fmt.Fprintf(&b, "var %s = %s\n", n("o", &w.objects), v)
		default:
			v := w.int()
			fmt.Fprintf(&b, "var %s = %s\n", n("i", &w.ints), v)
		}
	}
	for i := range w.byte() % 4 {
		w.resource(&b, n("r", &w.resources), i)
	}
	for i := range w.byte() % 3 {
		if len(calls) == 0 {
			break
		}
		loop, end := "", ""
		if w.byte()%3 == 1 {
			loop, end = "[for e in "+w.array()+": ", "]"
		} else if w.byte()%3 == 1 {
			loop = "if (" + w.bool() + ") "
		}
		params := w.maybeWith(loop != "" && end != "", func() string {
			return "s0: " + w.str() + ", s1: " + w.str() + ", o0: " + w.object() + ", a0: " + w.array()
		})
		fmt.Fprintf(&b, "module m%d '%s' = %s{\n  name: 'm%d'\n  params: { %s, b0: %s, i0: %s }\n}%s\n",
			i, calls[w.byte()%len(calls)], loop, i, params, w.bool(), w.int(), end)
		if end == "" {
			w.modules = append(w.modules, fmt.Sprintf("m%d", i))
		}
	}
	fmt.Fprintf(&b, "output o string = %s\noutput p object = %s\noutput q array = %s\n", w.str(), w.object(), w.array())
	return b.String()
}

func (w *writer) resource(b *strings.Builder, symbol string, i int) {
	own := w.resources
	w.resources = w.resources[:len(w.resources)-1] // a resource's name may not need itself
	defer func() { w.resources = own }()
	head, end := "", ""
	body := func() string {
		child := ""
		if w.byte()%4 == 1 {
			child = fmt.Sprintf("\n  resource child 'blobServices' = {\n    name: %s\n    properties: %s\n  }", w.pick("'default'", w.str()), w.object())
		}
		return fmt.Sprintf("{\n  name: %s\n  location: %s\n  properties: %s%s\n}", w.str(), w.str(), w.object(), child)
	}
	switch w.byte() % 6 {
	case 1:
		head, end = "[for e in "+w.array()+": ", "]"
	case 2:
		head, end = "[for (e, n) in "+w.array()+": if ("+w.bool()+") ", "]"
	case 3:
		head = "if (" + w.bool() + ") "
	case 4:
		fmt.Fprintf(b, "resource %s 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {\n  name: %s\n}\n", symbol, w.str())
		return
	case 5:
		if i > 0 {
			fmt.Fprintf(b, "resource %s 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' = {\n  parent: %s\n  name: %s\n  properties: %s\n}\n",
				symbol, own[0], w.str(), w.object())
			return
		}
	}
	text := w.maybeWith(end != "", body)
	fmt.Fprintf(b, "resource %s 'Microsoft.Storage/storageAccounts@2023-05-01' = %s%s%s\n", symbol, head, text, end)
}

// project writes three files, the later calling the earlier.
func project(data []byte) map[string]string {
	files := map[string]string{}
	var calls []string
	w := &writer{data: data}
	for _, name := range []string{"n.bicep", "m.bicep", "main.bicep"} {
		files[name] = w.template(calls)
		calls = append(calls, name)
		*w = writer{data: w.data}
	}
	return files
}

// eachValue visits every value of a graph, those inside others too.
func eachValue(g *graph.Graph, f func(value.Value)) {
	seen := map[*graph.Module]bool{}
	var visit func(v value.Value)
	visit = func(v value.Value) {
		if v == nil {
			return
		}
		f(v)
		switch v := v.(type) {
		case value.Array:
			for _, it := range v.Items() {
				visit(it)
			}
			for _, it := range v.Loose() {
				visit(it)
			}
		case value.Object:
			for _, m := range v.Members() {
				visit(m.KeyValue)
				visit(m.Value)
			}
		case value.Text:
			for _, p := range v.Pieces() {
				visit(p.Hole)
			}
		}
	}
	var module func(m *graph.Module)
	module = func(m *graph.Module) {
		if m == nil || seen[m] {
			return
		}
		seen[m] = true
		for _, p := range m.Parameters {
			visit(p.Value)
		}
		for _, o := range m.Outputs {
			visit(o.Value)
		}
		for _, d := range m.Resources {
			for _, v := range []value.Value{d.Name, d.ID, d.Scope, d.Condition, d.Parent, d.Body} {
				visit(v)
			}
		}
		for _, c := range m.Calls {
			visit(c.Condition)
			visit(c.Name)
			for _, a := range c.Arguments {
				visit(a.Value)
			}
			module(c.Module)
		}
	}
	module(g.Root)
}

func FuzzEvaluate(f *testing.F) {
	for seed := range 24 {
		data := make([]byte, 600)
		x := uint32(seed*2654435761 + 1)
		for i := range data {
			x ^= x << 13
			x ^= x >> 17
			x ^= x << 5
			data[i] = byte(x >> 8)
		}
		f.Add(data)
	}
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 2000 {
			return
		}
		files := project(data)
		defer func() {
			if t.Failed() {
				for _, name := range []string{"main.bicep", "m.bicep", "n.bicep"} {
					t.Logf("%s:\n%s", name, files[name])
				}
			}
		}()
		e := runEngine(t, files, "main.bicep")
		first := e.graphJSON(t)
		again := runEngine(t, files, "main.bicep")
		if !bytes.Equal(first, again.graphJSON(t)) {
			t.Error("two runs print different graphs")
		}
		for i, p := range problems(e.Report) {
			if q := problems(again.Report); i >= len(q) || q[i] != p {
				t.Fatalf("two runs report different problems: %s", p)
			}
		}
		eachValue(e.graph(), func(v value.Value) {
			switch v := v.(type) {
			case value.Unknown, value.Text, value.Ref:
				if len(value.WhyOf(v)) == 0 {
					t.Errorf("%s is unknown for no reason", clip(value.Expr(v)))
				}
			case value.Array:
				if v.Open() && len(v.Why()) == 0 {
					t.Errorf("an array is open for no reason: %s", clip(value.Expr(v)))
				}
			case value.Object:
				if v.Open() && len(v.Why()) == 0 {
					t.Errorf("an object is open for no reason: %s", clip(value.Expr(v)))
				}
			}
			if value.Equal(v, v) != value.Yes || value.EqualID(v, v) != value.Yes {
				t.Errorf("%s isn't equal to itself", clip(value.Expr(v)))
			}
		})
	})
}
