package lsp

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"go.lsp.dev/protocol"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/source"
	"moat/analyzer/value"
)

// Hover is the request textDocument/hover: the rule behind a finding, what a
// resource exposes and what protects it, the value of an expression.
func (s *server) Hover(ctx context.Context, p *protocol.HoverParams) (*protocol.Hover, error) {
	path := pathOf(p.TextDocument.URI)
	if path == "" {
		return nil, nil
	}
	path = filepath.Clean(path)
	r, done, doc, err := s.await(ctx, path)
	if err != nil || r == nil || doc == nil {
		return nil, err
	}
	rel, _ := r.rel(path)
	h := hover{root: r, done: done, rel: rel, offset: doc.at(s.position, p.Position)}
	// Graphs work out their edges when first asked, for one at a time.
	done.asking.Lock()
	defer done.asking.Unlock()
	// On the head of a resource its own summary says it all: the findings that
	// stand there are about it as a whole.
	parts := h.resource()
	var at source.Range
	text := ""
	if len(parts) == 0 {
		parts = h.findings()
		if at, text = h.value(); text != "" {
			parts = append(parts, text)
		}
	}
	if len(parts) == 0 {
		return nil, nil
	}
	out := &protocol.Hover{Contents: &protocol.MarkupContent{Kind: protocol.MarkupKindMarkdown, Value: strings.Join(parts, "\n\n---\n\n")}}
	if text != "" {
		out.Range = ptr(s.position.rangeOf(at, true))
	}
	return out, nil
}

// hover is one look at a place of a file.
type hover struct {
	root   *root
	done   *result
	rel    string
	offset int
}

// covers says whether a range of this or another file holds the place. The end
// of a range counts: the cursor may stand behind the last character.
func (h hover) covers(at source.Range) bool {
	return at.IsValid() && at.Path() == h.rel && at.Start <= h.offset && h.offset <= at.End
}

func (h hover) findings() []string {
	var out []string
	seen := map[string]bool{}
	for _, s := range h.done.shown[h.rel] {
		if s.finding == nil || !h.covers(s.at) || seen[s.finding.Rule.ID] {
			continue
		}
		r := s.finding.Rule
		seen[r.ID] = true
		text := fmt.Sprintf("**%s** %s\n\n%s %s", r.ID, r.Name, escape(r.Doc.Summary), escape(r.Doc.Why))
		if fix := cmp.Or(s.finding.Fix, r.Doc.Fix); fix != "" {
			text += "\n\n*Fix:* " + escape(clean(fix))
		}
		out = append(out, text)
	}
	return out
}

// graphs are those of the entry points that read the file.
func (h hover) graphs() []*graph.Graph {
	var out []*graph.Graph
	for _, e := range h.done.report.Entries {
		if e.Graph != nil {
			out = append(out, e.Graph)
		}
	}
	return out
}

// maxListed is how many resources, values or references a hover lists.
const maxListed = 6

// resource describes the resources whose head is at the place.
func (h hover) resource() []string {
	var out []string
	seen := map[value.Key]bool{}
	for _, g := range h.graphs() {
		for _, r := range g.Resources {
			if !slices.ContainsFunc(declarations(r), func(p *graph.Part) bool { return h.covers(p.At) }) || seen[value.IDKey(r.ID)] {
				continue
			}
			seen[value.IDKey(r.ID)] = true
			if len(out) < maxListed {
				out = append(out, h.describe(g, r))
			}
		}
	}
	return out
}

func declarations(r *graph.Resource) []*graph.Part {
	return append([]*graph.Part{r.Part}, r.Overlays...)
}

func (h hover) describe(g *graph.Graph, r *graph.Resource) string {
	ref := rule.RefTo(r)
	var b strings.Builder
	name := clean(ref.Name)
	if ref.DeclaredName != "" {
		name = clean(ref.DeclaredName)
	}
	fmt.Fprintf(&b, "**%s** `%s`\n", escape(name), r.Type)
	if known, ok := r.Name.(value.String); ok && ref.DeclaredName != "" && !known.Secret() {
		fmt.Fprintf(&b, "\nnamed %s\n", escape(clean(known.String())))
	}
	open, undecided := map[string]bool{}, map[string]bool{}
	var gaps, questions []string
	for i := range h.done.report.Findings {
		f := &h.done.report.Findings[i]
		if !strings.EqualFold(f.Resource.Type, r.Type) || f.Resource.IDKey != ref.IDKey {
			continue
		}
		text := fmt.Sprintf("- %s: %s (%s)", f.Rule.ID, escape(clean(f.Message)), h.link(f.At))
		if f.Verdict == rule.Undetermined {
			undecided[f.Rule.ID] = true
			questions = append(questions, text)
		} else {
			open[f.Rule.ID] = true
			gaps = append(gaps, text)
		}
	}
	section := func(title string, lines []string) {
		if len(lines) == 0 {
			return
		}
		fmt.Fprintf(&b, "\n%s\n\n%s\n", title, strings.Join(lines[:min(len(lines), maxListed)], "\n"))
		if more := len(lines) - maxListed; more > 0 {
			fmt.Fprintf(&b, "- and %d more\n", more)
		}
	}
	section("Open:", gaps)
	section("Not decided:", questions)
	var holds []string
	if !r.External {
		for _, x := range h.root.server.config.Engine.Rules {
			judges := slices.ContainsFunc(x.Types, func(t string) bool { return strings.EqualFold(t, r.Type) })
			if judges && !open[x.ID] && !undecided[x.ID] {
				holds = append(holds, fmt.Sprintf("- %s: %s", x.ID, escape(x.Doc.Summary)))
			}
		}
	}
	section("No gap found by:", holds)
	var around []string
	for _, ref := range g.Referrers(r) {
		if ref.From.Existing || slices.Contains(declarations(r), ref.From) {
			continue
		}
		line := fmt.Sprintf("- `%s` at %s", ref.From.Type, h.link(ref.From.At))
		if !slices.Contains(around, line) {
			around = append(around, line)
		}
	}
	section("Refer to it:", around)
	return strings.TrimRight(b.String(), "\n")
}

// link names a place so that the editor can go there.
func (h hover) link(at source.Range) string {
	if !at.IsValid() {
		return "no place"
	}
	pos := at.StartPosition()
	return fmt.Sprintf("[%s:%d](%s#L%d)", escape(at.Path()), pos.Line, h.root.uri(h.done.snap, at.Path()), pos.Line)
}

// value is the innermost expression at the place, with the values that it has in
// the deployments that read it.
func (h hover) value() (at source.Range, text string) {
	var texts []string
	offer := func(where source.Range, v value.Value) {
		if v == nil || !h.covers(where) {
			return
		}
		switch size := where.End - where.Start; {
		case !at.IsValid() || size < at.End-at.Start:
			at, texts = where, nil
		case where.Start != at.Start || where.End != at.End:
			return
		}
		if t := display(v); !slices.Contains(texts, t) {
			texts = append(texts, t)
		}
	}
	for _, g := range h.graphs() {
		done := map[*graph.Module]bool{}
		h.module(g.Root, done, offer)
	}
	if len(texts) == 0 {
		return at, ""
	}
	shown := texts[:min(len(texts), maxListed)]
	text = strings.Join(shown, "\n\n")
	if more := len(texts) - len(shown); more > 0 {
		text += fmt.Sprintf("\n\nand %d more values", more)
	}
	return at, text
}

// module offers every value of a module, and of those that it calls, with the
// place that writes it.
func (h hover) module(m *graph.Module, done map[*graph.Module]bool, offer func(source.Range, value.Value)) {
	if m == nil || done[m] {
		return
	}
	done[m] = true
	for _, p := range m.Parameters {
		offer(p.At, p.Value)
		h.traced(p.Value, offer)
	}
	for _, o := range m.Outputs {
		offer(o.At, o.Value)
		h.traced(o.Value, offer)
	}
	for _, d := range m.Resources {
		h.traced(d.Name, offer)
		h.traced(d.OwnName, offer)
		h.traced(d.Condition, offer)
		h.members(d.Body, offer)
	}
	for _, c := range m.Calls {
		h.traced(c.Name, offer)
		h.traced(c.Condition, offer)
		for _, a := range c.Arguments {
			offer(a.KeyAt, a.Value)
			offer(a.At, a.Value)
			h.members(a.Value, offer)
		}
		h.module(c.Module, done, offer)
	}
}

func (h hover) members(v value.Value, offer func(source.Range, value.Value)) {
	h.traced(v, offer)
	switch v := v.(type) {
	case value.Object:
		for _, m := range v.Members() {
			offer(m.KeyAt, m.Value)
			offer(m.At, m.Value)
			h.members(m.Value, offer)
		}
	case value.Array:
		for _, it := range v.Items() {
			h.members(it, offer)
		}
		for _, it := range v.Loose() {
			h.members(it, offer)
		}
	}
}

// maxTrace bounds the steps that are followed back from a value.
const maxTrace = 64

// traced offers a value at every place that passed it on unchanged.
func (h hover) traced(v value.Value, offer func(source.Range, value.Value)) {
	if v == nil {
		return
	}
	o := v.Origin()
	for range maxTrace {
		if o == nil {
			return
		}
		offer(o.At, v)
		if o.Kind == value.OriginComputed {
			return // what stands behind it are other values
		}
		o = o.Next
	}
}

// maxValue is how many bytes of a value a hover shows.
const maxValue = 1500

// display is a value for people; a secret is never shown.
func display(v value.Value) string {
	if v.Secret() {
		return "a secret"
	}
	text := string(value.AppendJSON(nil, v, value.JSONOptions{Expressions: true}))
	if len(text) > maxValue {
		text = strings.ToValidUTF8(text[:maxValue], "") + "…"
	}
	out := "```json\n" + strings.ReplaceAll(text, "```", "` ` `") + "\n```"
	if value.IsKnown(v) {
		if v.Origin().Assumed() {
			out += "\n\nwith the defaults"
		}
		return out
	}
	for i, w := range value.WhyOf(v) {
		if i == 3 {
			break
		}
		out += "\n\nnot known: " + escape(reason(w))
	}
	return out
}

// reason says in words why a value isn't known.
func reason(w value.Why) string {
	name := clean(w.Name)
	switch w.Reason {
	case value.ReasonParameter:
		return fmt.Sprintf("parameter %q has no value and no default", name)
	case value.ReasonRuntimeReference:
		return "Azure computes it when it deploys"
	case value.ReasonRuntimeList:
		return fmt.Sprintf("%s asks a service for keys", name)
	case value.ReasonExisting:
		return fmt.Sprintf("it is read from %q, which this template doesn't deploy", name)
	case value.ReasonModuleOutput:
		return fmt.Sprintf("it is an output of module %q", name)
	case value.ReasonExternalModule:
		return fmt.Sprintf("module %q isn't on disk", name)
	case value.ReasonNonDeterministic:
		return "it differs in every deployment"
	case value.ReasonEnvironment:
		return "it depends on where the template is deployed"
	case value.ReasonExternalInput:
		return "it is an input of the deploying tool"
	case value.ReasonSecret:
		return "it is a secret from a key vault"
	case value.ReasonUnsupported:
		return fmt.Sprintf("Moat doesn't know the function %q", name)
	case value.ReasonParseError:
		return "the source is damaged here"
	case value.ReasonTypeError:
		return "the expression has no value"
	case value.ReasonLimit:
		return "a limit of the analysis was reached"
	case value.ReasonUnmappedType:
		return fmt.Sprintf("Moat doesn't know the type %q", name)
	case value.ReasonLoop:
		return "it depends on an item of a loop whose collection isn't known"
	}
	return string(w.Reason)
}

// escape keeps text of a template from being taken for Markdown.
func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", "#", `\#`, "|", `\|`).Replace(s)
}
