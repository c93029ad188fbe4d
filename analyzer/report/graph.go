package report

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"moat/analyzer"
	"moat/analyzer/graph"
	"moat/analyzer/report/excerpt"
	"moat/analyzer/value"
)

// GraphFormat is one way to print the evaluated resources.
type GraphFormat struct {
	Name string
	// Write prints one document per entry point. The error is w's.
	Write func(w io.Writer, r *analyzer.Report, o GraphOptions) error
}

// GraphFormats lists the formats of graphs, the default first.
func GraphFormats() []GraphFormat {
	return []GraphFormat{
		{"text", graphText},
		{"json", graphJSON},
	}
}

// GraphOptions says how to print graphs.
type GraphOptions struct {
	// Normalize drops what depends on the language and on style, so that a
	// template and its compiled form print the same: symbols, places, existing
	// resources, nulls, the case of types, the order of members. Unknown
	// values are written as expressions.
	Normalize bool
	Display   func(path string) string // text: how to show a path; nil: as it is
}

// keys names the resources of one graph.
type keys struct {
	fold bool // ids in lower case
	of   map[*graph.Part]string
	by   map[value.Key]string // folded id → the key of the first resource that has it
}

// keysOf gives each resource its id as key, with #2, #3… where several
// declarations have one id.
func keysOf(g *graph.Graph, fold bool) keys {
	k := keys{fold, map[*graph.Part]string{}, map[value.Key]string{}}
	parts := g.Parts
	if fold {
		// Of several declarations of one id, what they say decides the order:
		// which stands first in the source must not tell.
		parts = slices.DeleteFunc(slices.Clone(parts), dropped)
		said := make(map[*graph.Part]string, len(parts))
		for _, p := range parts {
			opts := value.JSONOptions{Expressions: true, SortKeys: true, DropNulls: true, FoldIDs: true}
			said[p] = string(value.AppendJSON(value.AppendJSON(nil, p.Deployed.Value(), opts), p.Body, opts))
		}
		slices.SortStableFunc(parts, func(a, b *graph.Part) int { return strings.Compare(said[a], said[b]) })
	}
	used := map[string]int{}
	for _, r := range parts {
		key := k.text(r.ID)
		used[strings.ToLower(key)]++
		if n := used[strings.ToLower(key)]; n > 1 {
			key += "#" + strconv.Itoa(n)
		}
		k.of[r] = key
		if id := value.IDKey(r.ID); k.by[id] == "" {
			k.by[id] = key
		}
	}
	return k
}

// dropped says whether normalising leaves a declaration out: existing ones, and
// deployments written as resources, since those written as modules are hoisted.
func dropped(p *graph.Part) bool {
	return p.Existing || strings.EqualFold(p.Type, "Microsoft.Resources/deployments")
}

// find returns the key of the resource with that id; "" if the graph has none.
func (k keys) find(id value.Value) string {
	if id == nil {
		return ""
	}
	return k.by[value.IDKey(id)]
}

// text is an id as a key.
func (k keys) text(id value.Value) string {
	if k.fold {
		return foldedKey(id)
	}
	return keyText(id)
}

// foldedKey is an id as text, in lower case where Azure takes no notice of it.
func foldedKey(id value.Value) string {
	if id == nil {
		return ""
	}
	return strings.Trim(string(value.AppendJSON(nil, id, value.JSONOptions{Expressions: true, FoldIDs: true})), `"`)
}

// keyText is an id or a name as text: itself where known, else its bracketed
// expression.
func keyText(id value.Value) string {
	if id == nil {
		return ""
	}
	if s, ok := id.(value.String); ok && !s.Secret() {
		return s.String()
	}
	return "[" + value.Expr(id) + "]"
}

// dependencies are the keys of what a resource depends on, sorted. Targets
// outside the graph stand with their id.
func (k keys) dependencies(list []graph.Dependency, existing bool) []string {
	out := []string{}
	for _, d := range list {
		switch {
		case d.Existing && !existing:
		case d.Call != nil:
			out = append(out, k.text(d.Call.ID))
		case d.ID != nil:
			out = append(out, cmp.Or(k.find(d.ID), k.text(d.ID)))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// route names the module calls that lead to a frame, outermost first.
func route(f *graph.Frame) []string {
	out := []string{}
	for ; f.Call != nil; f = f.Parent {
		out = append(out, callName(f.Call))
	}
	slices.Reverse(out)
	return out
}

func callName(c *graph.Call) string {
	name := c.Symbol
	if name == "" {
		name = keyText(c.Name)
	}
	if c.Loop != nil && !strings.HasSuffix(name, "]") { // unless the name tells the run itself
		name += "[" + strconv.Itoa(c.Loop.Index) + "]"
	}
	return name
}

// calls lists every module call of a graph, callers first.
func calls(g *graph.Graph) []framedCall {
	var out []framedCall
	var visit func(f *graph.Frame)
	visit = func(f *graph.Frame) {
		for _, c := range f.Module.Calls {
			out = append(out, framedCall{c, f})
			if c.Module != nil {
				visit(&graph.Frame{Module: c.Module, Parent: f, Call: c})
			}
		}
	}
	visit(&graph.Frame{Module: g.Root})
	return out
}

type framedCall struct {
	*graph.Call
	frame *graph.Frame
}

func graphJSON(w io.Writer, r *analyzer.Report, o GraphOptions) error {
	doc := struct {
		Version     int          `json:"version"`
		EntryPoints []jsonObject `json:"entryPoints"`
	}{1, []jsonObject{}}
	for _, e := range r.Entries {
		doc.EntryPoints = append(doc.EntryPoints, graphDocument(e, r, o))
	}
	return writeJSON(w, doc)
}

// jsonObject is a JSON object that keeps the order of its members.
type jsonObject []jsonMember

type jsonMember struct {
	name  string
	value any
}

// MarshalJSON writes the members in order.
func (o jsonObject) MarshalJSON() ([]byte, error) {
	out := []byte{'{'}
	for i, m := range o {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(value.AppendString(out, m.name), ':')
		// Whether to escape < > & is the outer encoder's choice; what is escaped
		// here stays escaped there.
		var text bytes.Buffer
		enc := json.NewEncoder(&text)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(m.value); err != nil {
			return nil, err
		}
		out = append(out, bytes.TrimSuffix(text.Bytes(), []byte("\n"))...)
	}
	return append(out, '}'), nil
}

func graphDocument(e analyzer.EntryPoint, r *analyzer.Report, o GraphOptions) jsonObject {
	g, k := e.Graph, keysOf(e.Graph, o.Normalize)
	doc := jsonObject{{"graphVersion", 1}}
	if !o.Normalize {
		sum := sha256.Sum256(e.Source.Content())
		doc = append(doc, jsonMember{"source", jsonObject{
			{"path", e.Path}, {"kind", e.Language}, {"parameterFiles", append([]string{}, e.Params...)}, {"sha256", hex.EncodeToString(sum[:])},
		}})
	}
	doc = append(doc, jsonMember{"targetScope", string(g.Root.Scope)})

	parameters := jsonObject{}
	for _, p := range g.Root.Parameters {
		parameters = append(parameters, jsonMember{p.Name, jsonObject{{"type", p.Type}, {"secure", p.Secure}, {"value", o.value(p.Value)}}})
	}
	resources := []jsonObject{}
	for _, res := range sorted(g, k, o) {
		resources = append(resources, o.resource(res, k))
	}
	outputs := jsonObject{}
	for _, out := range g.Root.Outputs {
		outputs = append(outputs, jsonMember{out.Name, jsonObject{{"type", out.Type}, {"secure", out.Secure}, {"value", o.value(out.Value)}}})
	}
	if o.Normalize {
		byName := func(a, b jsonMember) int { return cmp.Compare(a.name, b.name) }
		slices.SortFunc(parameters, byName)
		slices.SortFunc(outputs, byName)
	}
	doc = append(doc,
		jsonMember{"parameters", parameters},
		jsonMember{"resources", resources},
		jsonMember{"modules", o.modules(g)},
		jsonMember{"outputs", outputs})
	if !o.Normalize {
		doc = append(doc, jsonMember{"diagnostics", diagnosticsOf(e, r)})
	}
	return doc
}

// sorted returns the resources to print: in declared order, or by key when
// that order must not tell.
func sorted(g *graph.Graph, k keys, o GraphOptions) []*graph.Part {
	if !o.Normalize {
		return g.Parts
	}
	out := slices.DeleteFunc(slices.Clone(g.Parts), dropped)
	slices.SortStableFunc(out, func(a, b *graph.Part) int { return cmp.Compare(k.of[a], k.of[b]) })
	return out
}

func (o GraphOptions) value(v value.Value) any {
	if v == nil {
		return nil
	}
	opts := value.JSONOptions{Expressions: o.Normalize, SortKeys: o.Normalize, DropNulls: o.Normalize, FoldIDs: o.Normalize}
	return json.RawMessage(value.AppendJSON(nil, v, opts))
}

func (o GraphOptions) resource(r *graph.Part, k keys) jsonObject {
	typ := r.Type
	if o.Normalize {
		typ = strings.ToLower(typ)
	}
	out := jsonObject{
		{"key", k.of[r]}, {"id", o.value(r.ID)}, {"type", typ}, {"apiVersion", r.APIVersion},
		{"name", o.value(r.Name)},
	}
	if !o.Normalize { // the id tells the scope
		out = append(out, jsonMember{"scope", o.value(r.Scope)}, jsonMember{"existing", r.Existing})
	}
	out = append(out, jsonMember{"condition", o.value(r.Deployed.Value())})
	if !o.Normalize {
		var loop any
		if r.Loop != nil {
			loop = jsonObject{{"index", r.Loop.Index}, {"count", o.value(r.Loop.Count)}, {"representative", r.Loop.Unknown}}
		}
		out = append(out, jsonMember{"loop", loop}, jsonMember{"module", route(r.Frame)}, jsonMember{"symbol", r.Symbol})
	}
	if !o.Normalize { // both only repeat what the id says
		out = append(out, jsonMember{"parent", orNull(k.find(r.Parent))}, jsonMember{"extends", orNull(k.find(r.Scope))})
	}
	out = append(out,
		jsonMember{"dependsOn", k.dependencies(r.DependsOn, !o.Normalize)},
		jsonMember{"body", o.value(r.Body)})
	if !o.Normalize {
		out = append(out, jsonMember{"loc", location(r.At)})
	}
	return out
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// modules lists the calls. Normalised, only those that could not be read
// remain: the resources of the others stand in the list themselves.
func (o GraphOptions) modules(g *graph.Graph) []jsonObject {
	out := []jsonObject{}
	for _, c := range calls(g) {
		if o.Normalize && c.Module != nil {
			continue
		}
		parameters := jsonObject{}
		for _, a := range c.Arguments {
			parameters = append(parameters, jsonMember{a.Name, o.value(a.Value)})
		}
		key := keyText(c.ID)
		if o.Normalize {
			key = foldedKey(c.ID)
		}
		m := jsonObject{{"key", key}}
		if !o.Normalize {
			m = append(m, jsonMember{"module", append(route(c.frame), callName(c.Call))}, jsonMember{"path", c.Path})
		}
		m = append(m, jsonMember{"name", o.value(c.Name)}, jsonMember{"scope", o.value(c.Scope)}, jsonMember{"params", parameters})
		if !o.Normalize {
			m = append(m, jsonMember{"resolved", c.Module != nil}, jsonMember{"reason", orNull(c.Missing)}, jsonMember{"loc", location(c.At)})
		} else {
			slices.SortFunc(parameters, func(a, b jsonMember) int { return cmp.Compare(a.name, b.name) })
		}
		out = append(out, m)
	}
	if o.Normalize {
		slices.SortStableFunc(out, func(a, b jsonObject) int { return cmp.Compare(a[0].value.(string), b[0].value.(string)) })
	}
	return out
}

// diagnosticsOf lists the problems in the files of one entry point.
func diagnosticsOf(e analyzer.EntryPoint, r *analyzer.Report) []jsonObject {
	files := map[string]bool{e.Path: true}
	for _, p := range e.Params {
		files[p] = true
	}
	for _, c := range calls(e.Graph) {
		switch {
		case c.Module == nil || c.Module.File == nil:
		case e.Folder:
			files[path.Dir(c.Module.File.Path())] = true
		default:
			files[c.Module.File.Path()] = true
		}
	}
	out := []jsonObject{}
	for _, d := range r.Problems {
		if files[d.At.Path()] || e.Folder && files[path.Dir(d.At.Path())] {
			out = append(out, jsonObject{{"kind", string(d.Kind)}, {"message", d.Message}, {"loc", location(d.At)}})
		}
	}
	return out
}

// label is a resource's symbol with the module calls that lead to it, or its
// name where it has no symbol: ids of unknown names are too long to read.
func label(r *graph.Part) string {
	return strings.Join(append(route(r.Frame), cmp.Or(r.Symbol, keyText(r.Name))), " > ")
}

func graphText(w io.Writer, r *analyzer.Report, o GraphOptions) error {
	var b strings.Builder
	show := func(path string) string {
		if o.Display != nil {
			path = o.Display(path)
		}
		return excerpt.Clean(path)
	}
	for i, e := range r.Entries {
		if i > 0 {
			b.WriteByte('\n')
		}
		k := keysOf(e.Graph, o.Normalize)
		labels := map[string]string{}
		for _, res := range e.Graph.Parts {
			labels[k.of[res]] = label(res)
		}
		named := func(key string) string { return cmp.Or(labels[key], key) }
		b.WriteString(show(e.Path) + " (" + e.Language + ", " + string(e.Graph.Root.Scope) + ")\n")
		for _, res := range sorted(e.Graph, k, o) {
			b.WriteString("\n  " + excerpt.Clean(res.Type) + " " + excerpt.Clean(keyText(res.Name)) + "\n")
			line := func(label, text string) {
				if text != "" {
					b.WriteString("    " + label + " " + excerpt.Clean(text) + "\n")
				}
			}
			if !o.Normalize {
				line("at", show(res.At.Path())+":"+strconv.Itoa(res.At.StartPosition().Line))
				line("known as", label(res))
				if res.Existing {
					line("existing,", "not deployed here")
				}
			}
			if !res.Deployed.IsAlways() {
				line("if", value.Expr(res.Deployed.Value()))
			}
			if res.Loop != nil && res.Loop.Unknown {
				line("repeated", "an unknown number of times")
			}
			line("child of", named(k.find(res.Parent)))
			line("extends", named(k.find(res.Scope)))
			for _, d := range k.dependencies(res.DependsOn, !o.Normalize) {
				line("after", named(d))
			}
		}
		for _, c := range calls(e.Graph) {
			if c.Module == nil {
				b.WriteString("\n  module " + excerpt.Clean(c.Path) + "\n    not read: " + excerpt.Clean(c.Missing) + "\n")
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
