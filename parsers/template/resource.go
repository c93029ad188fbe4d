package template

import (
	"strings"

	"moat/analyzer/diag"
	"moat/analyzer/graph"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/template/expression"
)

// handle is one resource of an instance: a declaration, in one run of its loop.
// What it is called and where it stands is worked out on demand, because other
// declarations may ask first.
type handle struct {
	in   *instance
	decl *Resource
	it   *iteration   // nil outside loops
	c    *evalContext // with the loop's names

	typ, apiVersion string
	own, full       cell
	cond            cell
	id              cell
	scopeID         cell
	nested          *callHandle // of a deployment whose template is a value; see nestedCall
	nestedDone      bool
	parentDone      bool
	parentHandle    *handle
	body            map[*expression.Member]*cell
	decls           *graph.Declaration
}

type handleKey struct {
	decl  any // *Resource or *Module
	index int // -1 outside loops and for unknown indices
	sym   value.Key
}

// runKey tells one run of a declaration's loop from the others; outside loops it
// is nil. Runs over the branches of a conditional differ in their condition.
func runKey(decl any, it *iteration) handleKey {
	key := handleKey{decl: decl, index: -1}
	if it == nil {
		return key
	}
	if it.some {
		key.sym = it.i.Key()
	} else {
		key.index = it.index
	}
	if it.cond != nil {
		k := it.cond.Key()
		for i := range key.sym {
			key.sym[i] ^= k[i]
		}
	}
	return key
}

// loopOf is the loop that a resource repeats in: its own, or that of the
// nearest resource around it.
func loopOf(d *Resource) *Loop {
	for ; d != nil; d = d.Parent {
		if d.Loop != nil {
			return d.Loop
		}
	}
	return nil
}

// handlesOf returns a handle for each run of the declaration.
func (in *instance) handlesOf(d *Resource) []*handle {
	loop := loopOf(d)
	if loop == nil {
		return []*handle{in.handleFor(d, nil)}
	}
	its := in.loopRuns(loop)
	out := make([]*handle, len(its))
	for i := range its {
		out[i] = in.handleFor(d, &its[i])
	}
	return out
}

// loopRuns lists the runs of a declaration's loop, once.
func (in *instance) loopRuns(loop *Loop) []iteration {
	if its, ok := in.runs[loop]; ok {
		return its
	}
	in.runs[loop] = nil // a loop over its own resources runs over nothing
	in.looping[loop] = true
	defer delete(in.looping, loop)
	its := in.iterations(in.base(), loop.In, loop.Count, loop.At)
	in.runs[loop] = its
	return its
}

// base is the context of the instance's declarations.
func (in *instance) base() *evalContext {
	if in.outer != nil {
		c := *in.outer.c
		return &c
	}
	return in.top()
}

func (in *instance) handleFor(d *Resource, it *iteration) *handle {
	key := runKey(d, it)
	if h, ok := in.handles[key]; ok {
		return h
	}
	h := &handle{in: in, decl: d, it: it, c: in.base()}
	if it != nil {
		loop := loopOf(d)
		h.c = h.c.iteration(*it, loop.Item, loop.Index, loop.Name, loop.In == nil, true)
	}
	h.typ, h.apiVersion = fullType(d)
	in.handles[key] = h
	return h
}

// fullType joins the type of a nested resource to that of its parents; the
// api-version is the nearest one written.
func fullType(d *Resource) (typ, version string) {
	typ, version = d.Type, d.APIVersion
	if d.Parent == nil {
		return typ, version
	}
	pt, pv := fullType(d.Parent)
	if version == "" {
		version = pv
	}
	if isFullType(d, pt) {
		return typ, version
	}
	return pt + "/" + typ, version
}

// isFullType says whether a nested resource names its type in full, which ARM
// JSON allows; its name is then full too.
func isFullType(d *Resource, parentType string) bool {
	first, _, _ := strings.Cut(d.Type, "/")
	return strings.Contains(first, ".") || strings.HasPrefix(strings.ToLower(d.Type), strings.ToLower(parentType)+"/")
}

// parent is the handle of the resource that this one is a child of; nil if
// there is none, or it can't be told.
func (h *handle) parent() *handle {
	if h.parentDone {
		return h.parentHandle
	}
	h.parentDone = true
	switch {
	case h.decl.Parent != nil:
		h.parentHandle = h.in.handleFor(h.decl.Parent, h.parentRun())
	case h.decl.ParentRef != nil:
		v := h.in.eval(h.c, h.decl.ParentRef)
		if r, ok := v.(value.Ref); ok {
			if ph, ok := r.Target().(*handle); ok {
				h.parentHandle = ph
				break
			}
		}
		if v.Kind() != value.KindUnknown {
			h.in.fault(h.c, h.decl.ParentRef.Range(), "a parent must be a resource")
		}
	}
	return h.parentHandle
}

// parentRun is the run of the loop that a nested resource's parent is in.
func (h *handle) parentRun() *iteration {
	if h.decl.Loop != nil { // its own loop: the parent stands outside
		return nil
	}
	return h.it
}

// once works a cell out, guarding against names that depend on themselves.
func (h *handle) once(c *cell, what string, f func() value.Value) value.Value {
	switch c.state {
	case cellDone:
		return c.v
	case cellBusy:
		h.in.run.problem(diag.Evaluation, h.decl.At, "the %s of this resource depends on itself", what)
		return h.in.typeError(what, h.decl.At)
	}
	c.state = cellBusy
	c.v = f()
	c.state = cellDone
	return c.v
}

// ownName is the name as written: the last segment for children.
func (h *handle) ownName() value.Value {
	return h.once(&h.own, "name", func() value.Value {
		if h.decl.Name == nil && h.decl.Extension != "" { // the extension names it when it makes it
			return value.NewString(h.decl.Symbol, value.Literal(h.decl.SymbolAt))
		}
		if h.decl.Name == nil {
			return h.in.unknown(value.ReasonParseError, "name", h.decl.At)
		}
		return h.in.eval(h.nameContext(), h.decl.Name)
	})
}

// fullName has a segment for each segment of the type but the namespace.
func (h *handle) fullName() value.Value {
	return h.once(&h.full, "name", func() value.Value {
		own := h.ownName()
		p := h.parent()
		if p == nil || h.decl.Parent != nil && isFullType(h.decl, p.typ) {
			return own
		}
		return value.NewText([]value.Piece{asPiece(p.fullName()), {Lit: "/"}, asPiece(own)}, own.Origin())
	})
}

// extends is the id of what the resource is deployed into or onto, other than
// the deployment's own scope; nil for that.
func (h *handle) extends() value.Value {
	v := h.once(&h.scopeID, "scope", func() value.Value {
		if h.decl.ScopeRef != nil {
			return h.in.scopeValue(h.nameContext(), h.decl.ScopeRef)
		}
		if p := h.parent(); p != nil {
			if s := p.extends(); s != nil {
				return s
			}
		}
		return value.NewNull(nil)
	})
	if v.Kind() == value.KindNull || value.IDKey(v) == value.IDKey(h.in.ownScope().ID()) {
		return nil
	}
	return v
}

func (h *handle) resourceID() value.Value {
	return h.once(&h.id, "id", func() value.Value {
		o := value.NewOrigin(value.Origin{Kind: value.OriginComputed, At: h.decl.At, Name: "id", Next: h.ownName().Origin()})
		if h.decl.Extension != "" {
			return value.NewText([]value.Piece{{Lit: h.decl.Extension + ":" + h.typ + "/"}, asPiece(h.fullName())}, o)
		}
		if p := h.parent(); p != nil && !(h.decl.Parent != nil && isFullType(h.decl, p.typ)) {
			last := h.typ[strings.LastIndex(h.typ, "/")+1:]
			if strings.EqualFold(h.typ, p.typ+"/"+last) {
				return value.NewText([]value.Piece{asPiece(p.resourceID()), {Lit: "/" + last + "/"}, asPiece(h.ownName())}, o)
			}
		}
		return h.in.idOf(h.extends(), h.typ, h.fullName(), o)
	})
}

// condition is the resource's own condition together with those of the
// resources it is nested in, and of the loop run. JSON children don't inherit
// their parents' condition; Bicep's do.
func (h *handle) condition() value.Value {
	return h.once(&h.cond, "condition", h.workCondition)
}

// nameContext is where the name and scope are evaluated. Others may ask for
// them even where the resource isn't deployed, and what goes wrong then is no
// error.
func (h *handle) nameContext() *evalContext {
	if h.decl.Existing { // looked up only if something reads it
		c := *h.c
		c.maybe = true
		return &c
	}
	for d := h.decl; d != nil; d = d.Parent {
		if d.Condition == nil {
			continue
		}
		if b, ok := h.condition().(value.Bool); !ok || !b.Bool() {
			c := *h.c
			c.maybe = true
			return &c
		}
		break
	}
	return h.c
}

func (h *handle) workCondition() value.Value {
	conds := []value.Value{}
	for d := h.decl; d != nil; d = d.Parent {
		if d.Condition != nil {
			conds = append([]value.Value{h.in.condition(h.c, d.Condition)}, conds...)
		}
		if h.in.t.FoldNames {
			break
		}
	}
	if h.it != nil && h.it.cond != nil {
		conds = append([]value.Value{h.it.cond}, conds...)
	}
	return value.NewAnd(nil, conds...)
}

// declare lists the resources of a declaration.
func (in *instance) declare(d *Resource) {
	for _, h := range in.handlesOf(d) {
		if in.run.stopped {
			return
		}
		cond := h.condition()
		if b, ok := cond.(value.Bool); ok && !b.Bool() {
			continue
		}
		if !in.countInstance(d.At) {
			in.module.Gaps = append(in.module.Gaps, graph.Gap{Kind: graph.GapLimit, Type: h.typ, At: d.At, Why: "too many resources"})
			return
		}
		in.declareOne(h, cond)
	}
}

func (in *instance) countInstance(at source.Range) bool {
	if in.run.instances >= maxInstances {
		in.run.problem(diag.Limit, at, "the deployment has more than %d resources; the rest is not looked at", maxInstances)
		return false
	}
	in.run.instances++
	return true
}

func (in *instance) declareOne(h *handle, cond value.Value) {
	d := h.decl
	g := &graph.Declaration{
		Symbol: d.Symbol, Type: h.typ, APIVersion: h.apiVersion,
		Name: h.fullName(), OwnName: h.ownName(), ID: h.resourceID(), Scope: h.extends(),
		Existing: d.Existing, Condition: cond, At: d.At, Whole: d.Whole, Damaged: d.Damaged,
	}
	if h.it != nil {
		g.Loop = h.it.loop()
	}
	if p := h.parent(); p != nil {
		g.Parent = p.resourceID()
	}
	if cond.Kind() != value.KindBool {
		h.c = h.c.given(cond)
		h.c.maybe = true
	}
	g.Body = h.bodyObject()
	h.decls = g
	if d.Damaged {
		in.module.Gaps = append(in.module.Gaps, graph.Gap{
			Kind: graph.GapDeclaration, Name: d.Symbol, Type: h.typ, At: d.At, Why: "its source is damaged",
		})
	}
	in.module.Resources = append(in.module.Resources, g)
	in.declared = append(in.declared, h)
	if d.Extension == "" && strings.EqualFold(h.typ, "Microsoft.Resources/deployments") {
		in.inlineDeployment(h, g)
	}
}

// bodyObject evaluates the properties, sharing what others have asked for.
func (h *handle) bodyObject() value.Object {
	b := newObjectBuilder(h.decl.Body)
	for i := range h.decl.Body.Members {
		m := &h.decl.Body.Members[i]
		switch {
		case m.Copy != nil:
			for _, loop := range m.Copy {
				b.set(value.Member{Key: loop.Name, KeyAt: loop.NameAt, At: loop.At, Value: h.in.comprehension(h.c, loop)})
			}
		case m.Spread:
			b.spread(h.bodyMember(m))
		default:
			key := h.in.eval(h.c, m.Key)
			b.set(value.Member{KeyAt: m.Key.Range(), At: m.Value.Range(), Value: h.bodyMember(m)}.Named(key))
		}
	}
	o, ok := b.value(value.Literal(h.decl.Body.At)).(value.Object)
	if !ok {
		panic("internal error: a resource body that is no object")
	}
	if h.decl.Extension != "" && !h.in.t.FoldNames {
		// Bicep writes an extension's properties at the top; they are deployed
		// under properties.
		return value.NewObject([]value.Member{{Key: "properties", At: h.decl.Body.At, Value: o}}, h.decl.Body.At, o.Origin())
	}
	return o
}

func (h *handle) bodyMember(m *expression.Member) value.Value {
	if h.body == nil {
		h.body = map[*expression.Member]*cell{}
	}
	c := h.body[m]
	if c == nil {
		c = &cell{}
		h.body[m] = c
	}
	if c.state == cellNew {
		c.state = cellBusy
		c.v = h.protect(m, h.in.eval(h.c, m.Value))
		c.state = cellDone
	}
	return c.v // nil while it is being worked out
}

// declaredMember is what the resource itself declares for a top-level property,
// as a hint of what a run-time read of it gives; nil if it declares nothing, or
// is just being worked out.
func (h *handle) declaredMember(name string) value.Value {
	for i := range h.decl.Body.Members {
		m := &h.decl.Body.Members[i]
		if m.Spread || m.Copy != nil {
			continue
		}
		lit, ok := m.Key.(*expression.Literal)
		if !ok {
			continue
		}
		if s, ok := lit.Value.(value.String); ok && strings.EqualFold(s.String(), name) {
			return h.bodyMember(m)
		}
	}
	return nil
}

// refProp reads a property of a resource or module by its symbol. Id, name,
// type and api-version stand in the source; all else only Azure knows, with
// the declared value as a hint.
func (in *instance) refProp(c *evalContext, r value.Ref, name string, at source.Range, safe bool) value.Value {
	switch t := r.Target().(type) {
	case *handle:
		return t.prop(c, r, name, at)
	case *callHandle:
		return t.prop(c, r, name, at)
	case *outputsOf:
		return t.output(c, name, at, safe)
	case *armDeployment:
		if strings.EqualFold(name, "outputs") {
			return value.NewRef(r.ID(), &outputsOf{call: t.call, wrapped: true}, r.Origin())
		}
		if strings.EqualFold(name, "properties") {
			return r
		}
		return t.call.prop(c, r, name, at)
	}
	panic("internal error: a reference to nothing")
}

func (h *handle) prop(c *evalContext, r value.Ref, name string, at source.Range) value.Value {
	if name == "properties" {
		if call := h.nestedCall(); call != nil {
			return value.NewRef(h.resourceID(), &armDeployment{call}, r.Origin())
		}
	}
	switch name {
	case "id":
		return h.resourceID()
	case "name":
		return h.ownName()
	case "type":
		return value.NewString(h.typ, value.Literal(h.decl.At))
	case "apiVersion":
		return value.NewString(h.apiVersion, value.Literal(h.decl.At))
	}
	reason := value.ReasonRuntimeReference
	if h.decl.Existing {
		reason = value.ReasonExisting
	}
	if hasNoValue(h.resourceID()) { // there is no such resource to read from
		reason = value.ReasonTypeError
	}
	why := []value.Why{{Reason: reason, Name: h.describe(), At: at}}
	spec := value.UnknownSpec{
		Sym: value.SymProp(h.state(why), name), Why: why, Origin: value.Computed(at, "reference", h.ownName()),
	}
	if !h.decl.Existing {
		spec.Hint = h.declaredMember(name)
	}
	if h.decl.Extension != "" { // properties stand at the top
		spec.Sym = value.SymProp(h.state(why), name)
	}
	return value.NewUnknown(spec)
}

// state is the resource's run-time state as a whole.
func (h *handle) state(why []value.Why) value.Value {
	if h.decl.Extension != "" {
		return value.NewUnknown(value.UnknownSpec{
			Sym: value.SymReference(value.NewString(h.decl.Symbol, nil), ""), Why: why, Type: value.TypeObject,
		})
	}
	return value.NewUnknown(value.UnknownSpec{
		Sym: value.SymReference(h.resourceID(), h.apiVersion), Why: why, Type: value.TypeObject,
	})
}

func (h *handle) describe() string {
	if h.decl.Symbol != "" {
		return h.decl.Symbol
	}
	return h.typ
}

func (h *handle) ref(at source.Range) value.Ref {
	return value.NewRef(h.resourceID(), h, value.NewOrigin(value.Origin{Kind: value.OriginComputed, At: at, Name: h.describe()}))
}
