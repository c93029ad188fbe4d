package bicep

import (
	"strings"

	"moat/analyzer/diag"
	"moat/analyzer/graph"
	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/parsers/bicep/syntax"
	"moat/parsers/template"
	"moat/parsers/template/expression"
)

// resource lowers a resource and, behind it, those nested in it.
func (l *lowerer) resource(d *syntax.Resource, parent *template.Resource, depth int) {
	outer := l.damaged
	defer func() { l.damaged = outer }()
	l.damaged = d.Assign.IsMissing() || d.Name.IsMissing()

	m := l.marks(d.Decorators)
	r := &template.Resource{
		SymbolAt: l.at(d.Name), TypeAt: l.at(d.Type), Existing: d.Existing != 0, Parent: parent,
		OnlyIfNotExists: m.onlyIfNotExists, Body: &expression.Object{At: l.at(d.Body)},
		At: l.head(d.Keyword, d.Name, d.Type), Whole: l.at(d),
	}
	if !d.Name.IsMissing() {
		r.Symbol = d.Name.Text
		if parent != nil {
			r.Symbol = parent.Symbol + "::" + d.Name.Text
		}
	}
	if !l.resourceType(r, d.Type) {
		l.damaged = true
		l.t.Gaps = append(l.t.Gaps, graph.Gap{
			Kind: graph.GapDeclaration, Name: r.Symbol, At: r.At, Why: "the type of the resource can't be read",
		})
	}
	l.t.Resources = append(l.t.Resources, r)

	b := bodyOf(d.Body)
	mark := l.scope.enter()
	r.Loop = l.loop(b.loop)
	r.Condition = l.condition(b.cond)
	l.bodies++
	if b.object == nil {
		l.damaged = true
	} else {
		l.resourceBody(r, b.object, depth)
	}
	l.bodies--
	l.scope.leave(mark)
	r.Damaged = l.damaged
}

// resourceBody takes a body apart: what the template keeps by itself, nested
// resources, and the rest.
func (l *lowerer) resourceBody(r *template.Resource, o *syntax.Object, depth int) {
	r.Body.At = l.at(o)
	l.closed(o.Close)
	// Nested resources can be called by their own name inside their parent.
	for _, e := range o.Entries {
		if child, ok := e.(*syntax.Resource); ok && !child.Name.IsMissing() && r.Symbol != "" {
			full := r.Symbol + "::" + child.Name.Text
			if l.scope.nested[full] == child {
				l.scope.push(child.Name.Text, symbol{symbolResource, full, l.at(child.Name)})
			}
		}
	}
	for _, e := range o.Entries {
		switch e := e.(type) {
		case *syntax.Resource:
			l.child(e, r, depth)
			continue
		case *syntax.MissingDecl:
			l.damaged = true
			continue
		case *syntax.Property:
			if l.special(e, []special{
				{"name", &r.Name}, {"parent", &r.ParentRef}, {"scope", &r.ScopeRef}, {"dependsOn", &r.DependsOn},
			}) {
				continue
			}
		}
		if m, ok := l.entry(e); ok {
			r.Body.Members = append(r.Body.Members, m)
		}
	}
}

func (l *lowerer) child(d *syntax.Resource, parent *template.Resource, depth int) {
	if depth >= maxNesting {
		l.problem(diag.Limit, l.at(d.Name), "resources are nested more than %d deep; this one isn't read", maxNesting)
		l.t.Gaps = append(l.t.Gaps, graph.Gap{
			Kind: graph.GapLimit, Name: d.Name.Text, At: l.head(d.Keyword, d.Name, d.Type), Why: "resources are nested too deep",
		})
		return
	}
	l.resource(d, parent, depth+1)
}

// special is a property that the template keeps apart from the body.
type special struct {
	name string
	to   *expression.Expr
}

// special lowers a property that is kept apart; false if it is none. The first
// of several equal ones counts.
func (l *lowerer) special(p *syntax.Property, specials []special) bool {
	name, ok := syntax.KeyText(p.Key)
	if !ok {
		return false
	}
	for _, s := range specials {
		if s.name != name {
			continue
		}
		if x := l.expr(p.Value); *s.to == nil {
			*s.to = x
		} else {
			l.problem(diag.Binding, l.at(p.Key), "the property %q stands here twice", name)
		}
		return true
	}
	return false
}

// loop lowers what a declaration repeats over and brings its variables into
// force; nil without a loop.
func (l *lowerer) loop(f *syntax.For) *template.Loop {
	if f == nil {
		return nil
	}
	if f.Close.IsMissing() {
		l.damaged = true
	}
	in := l.expr(f.Items)
	item, index := pair(l.locals(f.Locals))
	at := l.tokenAt(f.Keyword, f)
	at.End = max(at.End, l.at(f.Items).End)
	return &template.Loop{At: at, Item: item, Index: index, In: in}
}

// condition lowers the condition in front of a body; nil without one.
func (l *lowerer) condition(x syntax.Expr) expression.Expr {
	if x == nil {
		return nil
	}
	if p, ok := x.(*syntax.Paren); ok { // these parentheses belong to if
		if p.Close.IsMissing() {
			l.damaged = true
		}
		return l.expr(p.Inner)
	}
	return l.expr(x)
}

// head is the place from a keyword to the end of the string behind the name, as
// far as it stands on one line.
func (l *lowerer) head(keyword syntax.Tok, name *syntax.Name, last syntax.Expr) source.Range {
	at := l.tokenAt(keyword, name)
	at.End = max(at.End, l.at(name).End, l.at(last).End)
	if i := strings.IndexAny(at.Text(), "\r\n"); i >= 0 {
		at.End = at.Start + i
	}
	return at
}

// resourceType splits [extension:]Namespace/type@version; false if it isn't
// readable.
func (l *lowerer) resourceType(r *template.Resource, x syntax.Expr) bool {
	s, ok := x.(*syntax.String)
	if !ok {
		return false
	}
	text, ok := s.Literal()
	if !ok {
		l.problem(diag.Evaluation, l.at(s), "a resource type is a plain string, without ${…}")
		return false
	}
	r.Type, r.APIVersion, _ = strings.Cut(text, "@")
	if prefix, rest, found := strings.Cut(r.Type, ":"); found && isIdentifier(prefix) {
		r.Type = rest
		if prefix != "az" {
			r.Extension = prefix
		}
		return true
	}
	switch {
	case r.Parent != nil:
		r.Extension = r.Parent.Extension
	case l.extension != "" && !isDate(r.APIVersion):
		r.Extension = l.extension
	}
	return true
}

func isIdentifier(s string) bool {
	for i := range len(s) {
		c := s[i]
		letter := c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}

// isDate says whether an API version begins with a date, as all of Azure's own
// do.
func isDate(version string) bool {
	const form = "0000-00-00"
	if len(version) < len(form) {
		return false
	}
	for i := range len(form) {
		if digit := version[i] >= '0' && version[i] <= '9'; digit != (form[i] == '0') || !digit && version[i] != '-' {
			return false
		}
	}
	return true
}

func (l *lowerer) module(d *syntax.Module) {
	l.damaged = d.Assign.IsMissing() || d.Name.IsMissing()
	l.marks(d.Decorators)
	p := l.path(d.Path)
	l.refer(language.RefModule, p.ref, p.written, p.at)
	m := &template.Module{
		Symbol: d.Name.Text, SymbolAt: l.at(d.Name), Path: p.written, PathAt: p.at, Ref: p.ref, Problem: p.problem,
		Body: &expression.Object{At: l.at(d.Body)}, At: l.head(d.Keyword, d.Name, d.Path), Whole: l.at(d),
	}
	l.t.Modules = append(l.t.Modules, m)

	b := bodyOf(d.Body)
	mark := l.scope.enter()
	m.Loop = l.loop(b.loop)
	m.Condition = l.condition(b.cond)
	if b.object == nil {
		l.damaged = true
	} else {
		m.Body.At = l.at(b.object)
		l.closed(b.object.Close)
		for _, e := range b.object.Entries {
			if p, ok := e.(*syntax.Property); ok && l.special(p, []special{
				{"name", &m.Name}, {"scope", &m.ScopeRef}, {"params", &m.Params}, {"dependsOn", &m.DependsOn},
			}) {
				continue
			}
			if r, ok := e.(*syntax.Resource); ok {
				l.problem(diag.Binding, l.at(r.Name), "a resource can be nested only directly in the body of another")
			}
			if x, ok := l.entry(e); ok {
				m.Body.Members = append(m.Body.Members, x)
			}
		}
	}
	l.scope.leave(mark)
	m.Damaged = l.damaged
}
