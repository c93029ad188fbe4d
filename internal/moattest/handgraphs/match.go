package handgraphs

import (
	"fmt"
	"slices"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/value"
)

// bindings says what the words in braces stand for: one word, one value.
type bindings struct {
	keys  map[string]bound
	words map[value.Key]string
}

type bound struct {
	key  value.Key
	expr string
}

func newBindings() *bindings {
	return &bindings{map[string]bound{}, map[value.Key]string{}}
}

// bind ties labels to values, all of them or none.
func (b *bindings) bind(labels []string, vals []value.Value) error {
	fresh := newBindings()
	for i, l := range labels {
		k := vals[i].Key()
		for _, m := range []*bindings{b, fresh} {
			if old, ok := m.keys[l]; ok && old.key != k {
				return fmt.Errorf("{%s} is %s, but was %s", l, value.Expr(vals[i]), old.expr)
			}
			if w, ok := m.words[k]; ok && w != l {
				return fmt.Errorf("{%s} is %s, which was {%s}", l, value.Expr(vals[i]), w)
			}
		}
		fresh.keys[l] = bound{k, value.Expr(vals[i])}
		fresh.words[k] = l
	}
	for l, k := range fresh.keys {
		b.keys[l] = k
		b.words[k.key] = l
	}
	return nil
}

// text matches a string value with a pattern.
func (b *bindings) text(p pattern, v value.Value) error {
	var pieces []value.Piece
	switch v := v.(type) {
	case value.String:
		if v.String() != "" {
			pieces = []value.Piece{{Lit: v.String()}}
		}
	case value.Text:
		pieces = v.Pieces()
	case value.Unknown:
		pieces = []value.Piece{{Hole: v}}
	default:
		return fmt.Errorf("want %q, got %s", p, show(v))
	}
	wrong := fmt.Errorf("want %q, got %s", p, show(v))
	if len(p) != len(pieces) {
		return wrong
	}
	var labels []string
	var vals []value.Value
	for i, want := range p {
		if want.Hole != (pieces[i].Hole != nil) || !want.Hole && want.Text != pieces[i].Lit {
			return wrong
		}
		if want.Hole {
			labels, vals = append(labels, want.Text), append(vals, pieces[i].Hole)
		}
	}
	return b.bind(labels, vals)
}

// show is a value for a person.
func show(v value.Value) string {
	if v == nil {
		return "nothing"
	}
	s := string(value.AppendJSON(nil, v, value.JSONOptions{Expressions: true}))
	if why := value.WhyOf(v); len(why) > 0 {
		s += fmt.Sprintf(" (%s)", why[0].Reason)
	}
	return s
}

// differ collects how a graph differs from an expectation.
type differ struct {
	graph *graph.Graph
	names *bindings
	diffs []string
}

func (d *differ) report(line int, format string, args ...any) {
	d.diffs = append(d.diffs, fmt.Sprintf("line %d: %s", line, fmt.Sprintf(format, args...)))
}

// compare lists the differences, in the order of the expectation's lines, then
// what it doesn't mention.
func compare(e *expectation, g *graph.Graph) []string {
	d := &differ{graph: g, names: newBindings()}
	if n := countCalls(g.Root); n != e.Calls {
		d.diffs = append(d.diffs, fmt.Sprintf("want %d module calls, got %d", e.Calls, n))
	}
	used := make([]bool, len(g.Parts))
	found := make([]*graph.Part, len(e.Resources))
	for i, want := range e.Resources {
		var why error
		for j, r := range g.Parts {
			if used[j] || r.Existing != want.Existing || !strings.EqualFold(r.Type, want.Type) {
				continue
			}
			if err := d.names.text(want.Name, r.Name); err != nil {
				if why == nil {
					why = err
				}
				continue
			}
			used[j], found[i] = true, r
			break
		}
		if found[i] == nil {
			d.report(want.Line, "no such resource: %s %q (%v)", want.Type, want.Name, why)
		}
	}
	for i, want := range e.Resources {
		if found[i] != nil {
			d.resource(want, found[i])
		}
	}
	for _, c := range e.CallLines {
		d.call(c)
	}
	for _, o := range e.Outputs {
		d.output(o)
	}
	for j, r := range g.Parts {
		if !used[j] {
			d.diffs = append(d.diffs, fmt.Sprintf("not foreseen: %s %s, existing %v", r.Type, show(r.Name), r.Existing))
		}
	}
	return d.diffs
}

func countCalls(m *graph.Module) int {
	n := len(m.Calls)
	for _, c := range m.Calls {
		if c.Module != nil {
			n += countCalls(c.Module)
		}
	}
	return n
}

func (d *differ) resource(want *resource, r *graph.Part) {
	at := func(err error) {
		if err != nil {
			d.report(want.Line, "%s %q: %v", want.Type, want.Name, err)
		}
	}
	at(d.condition(want.If, r.Deployed))
	if each := r.Loop != nil && r.Loop.Unknown; each != want.Each {
		at(fmt.Errorf("want each=%v, got %v", want.Each, each))
	}
	if want.In != nil {
		at(d.value(want.In, r.Scope))
	} else if !want.Existing && r.Scope != nil {
		at(fmt.Errorf("want the deployment's own scope, got %s", show(r.Scope)))
	}
	if want.ID != nil {
		at(d.value(want.ID, r.ID))
	}
	if want.Told {
		d.after(want, r)
	}
	for _, p := range want.Properties {
		if err := d.lookup(&p.Want, value.Get(r.Body, value.ParsePath(p.Path))); err != nil {
			d.report(p.Line, "%s %q: %s: %v", want.Type, want.Name, p.Path, err)
		}
	}
}

// after compares what r depends on, as far as the deployment makes it.
func (d *differ) after(want *resource, r *graph.Part) {
	var got []*graph.Part
	for _, dep := range r.DependsOn {
		i := slices.IndexFunc(d.graph.Parts, func(p *graph.Part) bool {
			return dep.ID != nil && !p.Existing && value.IDKey(p.ID) == value.IDKey(dep.ID)
		})
		if i >= 0 {
			got = append(got, d.graph.Parts[i])
		}
	}
	for _, w := range want.After {
		i := slices.IndexFunc(got, func(p *graph.Part) bool {
			return strings.EqualFold(p.Type, w.Type) && d.names.text(w.Name, p.Name) == nil
		})
		if i < 0 {
			d.report(w.Line, "%s %q doesn't come after %s %q", want.Type, want.Name, w.Type, w.Name)
			continue
		}
		got = slices.Delete(got, i, i+1)
	}
	for _, p := range got {
		d.report(want.Line, "%s %q comes after %s %s too", want.Type, want.Name, p.Type, show(p.Name))
	}
}

func (d *differ) condition(want []literal, c value.Condition) error {
	var atoms []value.Value
	if !c.IsAlways() {
		atoms = []value.Value{c.Value()}
		if args, ok := value.AsCall(c.Value(), "and"); ok {
			atoms = args
		}
	}
	if len(want) != len(atoms) {
		return fmt.Errorf("want %d conditions, got %s", len(want), show(c.Value()))
	}
	for _, w := range want {
		var why error
		i := slices.IndexFunc(atoms, func(a value.Value) bool {
			if args, not := value.AsCall(a, "not"); not != w.Not {
				return false
			} else if not {
				a = args[0]
			}
			why = d.names.bind([]string{w.Label}, []value.Value{a})
			return why == nil
		})
		if i < 0 {
			return fmt.Errorf("condition {%s} (not: %v) isn't in %s: %v", w.Label, w.Not, show(c.Value()), why)
		}
		atoms = slices.Delete(slices.Clone(atoms), i, i+1)
	}
	return nil
}

func (d *differ) lookup(w *want, l value.Lookup) error {
	presence := value.Present
	switch {
	case w.Absent:
		presence = value.Absent
	case w.Possible:
		presence = value.Possible
	}
	if l.Presence != presence {
		return fmt.Errorf("want presence %d, got %d: %s", presence, l.Presence, show(l.Value))
	}
	if w.Absent {
		return nil
	}
	return d.value(w, l.Value)
}

// value compares a value with what is wanted of it.
func (d *differ) value(w *want, v value.Value) error {
	if v == nil {
		return fmt.Errorf("nothing stands there")
	}
	if w.Secret && !value.HasSecret(v) {
		return fmt.Errorf("%s isn't secret", show(v))
	}
	if w.Hint != nil {
		u, ok := v.(value.Unknown)
		if !ok || u.Hint() == nil {
			return fmt.Errorf("%s has no hint", show(v))
		}
		if err := d.value(w.Hint, u.Hint()); err != nil {
			return fmt.Errorf("hint: %w", err)
		}
	}
	switch {
	case w.Text != nil:
		return d.names.text(w.Text, v)
	case w.JSON != nil:
		if got := string(value.AppendJSON(nil, v, value.JSONOptions{})); got != string(w.JSON) {
			return fmt.Errorf("want %s, got %s", w.JSON, show(v))
		}
	case w.Reason != "":
		if why := value.WhyOf(v); len(why) == 0 || why[0].Reason != w.Reason {
			return fmt.Errorf("want unknown for %s, got %s", w.Reason, show(v))
		}
	case w.IDType != "":
		return d.idOf(w, v)
	}
	return nil
}

func (d *differ) idOf(w *want, v value.Value) error {
	var got []string
	for _, r := range d.graph.Parts {
		if !strings.EqualFold(r.Type, w.IDType) || d.names.text(w.IDName, r.Name) != nil {
			continue
		}
		if value.IDKey(r.ID) == value.IDKey(v) {
			return nil
		}
		got = append(got, show(r.ID))
	}
	return fmt.Errorf("want the id of %s %q, one of %s, got %s", w.IDType, w.IDName, got, show(v))
}

// step finds a call by symbol, or symbol[index] for one of a loop.
func step(m *graph.Module, name string) *graph.Call {
	for _, c := range m.Calls {
		s := c.Symbol
		if c.Loop != nil {
			s = fmt.Sprintf("%s[%d]", s, c.Loop.Index)
		}
		if s == name {
			return c
		}
	}
	return nil
}

func (d *differ) walk(path []string) (*graph.Module, error) {
	m := d.graph.Root
	for _, s := range path {
		c := step(m, s)
		if c == nil || c.Module == nil {
			return nil, fmt.Errorf("no call %s", s)
		}
		m = c.Module
	}
	return m, nil
}

func (d *differ) call(want callLine) {
	last := len(want.Path) - 1
	m, err := d.walk(want.Path[:last])
	if err != nil {
		d.report(want.Line, "%v", err)
		return
	}
	c := step(m, want.Path[last])
	if c == nil {
		d.report(want.Line, "no call %s", want.Path[last])
		return
	}
	if err := d.names.text(want.Name, c.Name); err != nil {
		d.report(want.Line, "name: %v", err)
	}
	if want.To != nil {
		if err := d.value(want.To, c.Scope); err != nil {
			d.report(want.Line, "scope: %v", err)
		}
	}
}

func (d *differ) output(want output) {
	last := len(want.Path) - 1
	m, err := d.walk(want.Path[:last])
	if err != nil {
		d.report(want.Line, "%v", err)
		return
	}
	for _, o := range m.Outputs {
		if o.Name == want.Path[last] {
			if err := d.value(&want.Want, o.Value); err != nil {
				d.report(want.Line, "output %s: %v", strings.Join(want.Path, "."), err)
			}
			return
		}
	}
	d.report(want.Line, "no output %s", strings.Join(want.Path, "."))
}
