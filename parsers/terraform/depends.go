package terraform

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"moat/analyzer/graph"
)

// dependencyTable is which blocks of a module each block refers to, directly or
// through locals. Terraform orders blocks by nothing else.
type dependencyTable struct {
	m      *module
	blocks map[any][]dependency // of *resource and *moduleCall
	locals map[string][]any
	busy   map[string]bool
}

type dependency struct {
	on      any // *resource or *moduleCall
	written bool
}

func (r *run) dependencies(m *module) *dependencyTable {
	if t := r.deps[m]; t != nil {
		return t
	}
	t := &dependencyTable{m: m, blocks: map[any][]dependency{}, locals: map[string][]any{}, busy: map[string]bool{}}
	r.deps[m] = t
	for _, d := range m.resources {
		t.blocks[d] = t.of(d, d.dependsOn, append(metaExprs(d.count, d.forEach), bodyExprs(d.body)...))
	}
	for _, c := range m.calls {
		exprs := metaExprs(c.count, c.forEach)
		for _, a := range c.args {
			exprs = append(exprs, a.expr)
		}
		t.blocks[c] = t.of(c, c.dependsOn, exprs)
	}
	return t
}

func metaExprs(attrs ...*attribute) []hclsyntax.Expression {
	var out []hclsyntax.Expression
	for _, a := range attrs {
		if a != nil {
			out = append(out, a.expr)
		}
	}
	return out
}

func bodyExprs(b *body) []hclsyntax.Expression {
	var out []hclsyntax.Expression
	for _, a := range b.attrs {
		out = append(out, a.expr)
	}
	for _, n := range b.blocks {
		out = append(out, bodyExprs(n.body)...)
	}
	return out
}

func (t *dependencyTable) of(self any, dependsOn *attribute, exprs []hclsyntax.Expression) []dependency {
	var out []dependency
	add := func(on any, written bool) {
		if on == self {
			return
		}
		for i := range out {
			if out[i].on == on {
				out[i].written = out[i].written || written
				return
			}
		}
		out = append(out, dependency{on, written})
	}
	if dependsOn != nil {
		for _, tr := range listedTraversals(dependsOn.expr) {
			for _, on := range t.target(tr) {
				add(on, true)
			}
		}
	}
	for _, e := range exprs {
		for _, on := range t.inExpr(e) {
			add(on, false)
		}
	}
	return out
}

// listedTraversals are the references in depends_on, which JSON writes as
// strings.
func listedTraversals(e hclsyntax.Expression) []hcl.Traversal {
	list, ok := e.(*hclsyntax.TupleConsExpr)
	if !ok {
		return nil
	}
	var out []hcl.Traversal
	for _, it := range list.Exprs {
		if text, ok := literalString(it); ok {
			if tr, diags := hclsyntax.ParseTraversalAbs([]byte(text), "", hcl.InitialPos); !diags.HasErrors() {
				out = append(out, tr)
			}
			continue
		}
		if tr, diags := hcl.AbsTraversalForExpr(it); !diags.HasErrors() {
			out = append(out, tr)
		}
	}
	return out
}

func (t *dependencyTable) inExpr(e hclsyntax.Expression) []any {
	var out []any
	for _, tr := range hclsyntax.Variables(e) {
		for _, on := range t.target(tr) {
			if !slices.Contains(out, on) {
				out = append(out, on)
			}
		}
	}
	return out
}

// target is the blocks that a reference leads to.
func (t *dependencyTable) target(tr hcl.Traversal) []any {
	name := func(i int) string {
		if i >= len(tr) {
			return ""
		}
		if a, ok := tr[i].(hcl.TraverseAttr); ok {
			return a.Name
		}
		return ""
	}
	root := tr.RootName()
	key := ""
	switch root {
	case "local":
		return t.local(name(1))
	case "module":
		if c := t.m.callDecl[name(1)]; c != nil {
			return []any{c}
		}
		return nil
	case "data", "ephemeral":
		key = root + "." + name(1) + "." + name(2)
	case "resource":
		key = name(1) + "." + name(2)
	default:
		key = root + "." + name(1)
	}
	if r := t.m.resDecl[key]; r != nil {
		return []any{r}
	}
	return nil
}

func (t *dependencyTable) local(name string) []any {
	if got, ok := t.locals[name]; ok || t.busy[name] {
		return got
	}
	l := t.m.localDecl[name]
	if l == nil {
		return nil
	}
	t.busy[name] = true
	out := t.inExpr(l.expr)
	delete(t.busy, name)
	t.locals[name] = out
	return out
}

// maxDependencies bounds what one block is said to wait for: blocks with
// thousands of instances that wait for each other have millions of pairs.
const maxDependencies = 256

// resolveDependencies fills in what each resource and module call waits for.
func (in *instance) resolveDependencies() {
	t := in.run.dependencies(in.mod)
	lists := map[any][]graph.Dependency{}
	list := func(decl any) []graph.Dependency {
		if l, ok := lists[decl]; ok {
			return l
		}
		var out []graph.Dependency
		seen := map[any]bool{decl: true}
		var visit func(d dependency)
		visit = func(d dependency) {
			if seen[d.on] || len(out) >= maxDependencies {
				return
			}
			seen[d.on] = true
			out = append(out, in.dependency(d)...)
			// What deploys nothing waits for others in its place.
			if r, ok := d.on.(*resource); ok && !in.deploys(r) {
				for _, next := range t.blocks[r] {
					visit(dependency{next.on, false})
				}
			}
		}
		for _, d := range t.blocks[decl] {
			visit(d)
		}
		if len(out) > maxDependencies {
			out = out[:maxDependencies]
		}
		lists[decl] = out
		return out
	}
	for i, h := range in.declared {
		in.graph.Resources[i].DependsOn = list(h.res)
	}
	for i, h := range in.made {
		in.graph.Calls[i].DependsOn = list(h.decl)
	}
}

func (in *instance) deploys(r *resource) bool {
	e := in.blocks[r]
	if e == nil || r.mode != managed {
		return false
	}
	for _, made := range e.made {
		if h, ok := made.(*handle); ok && (h.az != nil || h.mapped != nil) {
			return true
		}
	}
	return false
}

func (in *instance) dependency(d dependency) []graph.Dependency {
	e := in.blocks[d.on]
	if e == nil {
		return nil
	}
	var out []graph.Dependency
	for i := range e.runs {
		var k [16]byte
		if e.runs[i].key != nil {
			k = e.runs[i].key.Key()
		}
		switch h := e.made[k].(type) {
		case *handle:
			if h.mapped != nil {
				for _, r := range h.mapped.Resources {
					out = append(out, graph.Dependency{ID: r.ID, Existing: r.Existing, Implied: !d.written})
				}
			} else if h.az != nil && (h.az.deploys || h.az.existing) {
				out = append(out, graph.Dependency{ID: h.az.id, Existing: h.az.existing, Implied: !d.written})
			}
		case *callHandle:
			if h.call != nil {
				out = append(out, graph.Dependency{ID: h.call.ID, Call: h.call, Implied: !d.written})
			}
		}
	}
	return out
}
