package template

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/template/expression"
)

// byID lists the instance's resources and deployments by folded id. Azure
// demands that ids can be worked out before anything is deployed, so asking for
// all of them leads into no circle in a valid template.
func (in *instance) byID() map[value.Key]any {
	if in.ids != nil {
		return in.ids
	}
	in.ids = map[value.Key]any{}
	for _, d := range in.t.Resources {
		if loop := loopOf(d); loop != nil && in.looping[loop] {
			continue
		}
		for _, h := range in.handlesOf(d) {
			if h.own.state == cellBusy || h.full.state == cellBusy || h.id.state == cellBusy || h.scopeID.state == cellBusy {
				continue
			}
			setFirstKey(in.ids, value.IDKey(h.resourceID()), h)
		}
	}
	for k, same := range in.deployments() {
		if _, taken := in.ids[k]; !taken {
			in.ids[k] = same[0]
		}
	}
	return in.ids
}

func setFirstKey(m map[value.Key]any, k value.Key, h *handle) {
	// A deployed resource is what an existing one of the same id refers to.
	if old, ok := m[k].(*handle); ok && (!old.decl.Existing || h.decl.Existing) {
		return
	}
	m[k] = h
}

// find is the resource or call that a value names: a reference, an id, or a
// symbolic name. Nil if it names none of this template's.
func (in *instance) find(c *evalContext, v value.Value) any {
	switch v := v.(type) {
	case value.Ref:
		return v.Target()
	case value.String:
		if s := v.String(); !strings.Contains(s, "/") {
			if got := in.findSymbol(s); got != nil {
				return got
			}
		}
	}
	if t, ok := v.(value.Text); ok {
		if got := in.findIndexed(c, t); got != nil {
			return got
		}
	}
	if got, ok := in.byID()[value.IDKey(v)]; ok {
		return got
	}
	if in.t.FoldNames {
		if got := in.byName()[value.IDKey(v)]; got != nil {
			return got
		}
	}
	if in.outer != nil { // its expressions are written for the template around it
		return in.outer.in.find(in.outer.c, v)
	}
	return nil
}

// byName lists what byID does by full name, as reference('name') and dependsOn
// of ARM JSON may call it. A name that two of them share tells neither.
func (in *instance) byName() map[value.Key]any {
	if in.named != nil {
		return in.named
	}
	ids := in.byID()
	named := make(map[value.Key]any, len(ids))
	for _, v := range ids {
		var k value.Key
		switch v := v.(type) {
		case *handle:
			if v.full.state == cellBusy {
				continue
			}
			k = value.IDKey(v.fullName())
		case *callHandle:
			k = value.IDKey(v.deploymentName())
		}
		if _, taken := named[k]; taken {
			v = nil
		}
		named[k] = v
	}
	in.named = named
	return named
}

// findIndexed finds sym[index] by an index that isn't known.
func (in *instance) findIndexed(c *evalContext, t value.Text) any {
	p := t.Pieces()
	if len(p) != 3 || p[1].Hole == nil || p[2].Lit != "]" || !strings.HasSuffix(p[0].Lit, "[") {
		return nil
	}
	name := in.fold(strings.TrimSuffix(p[0].Lit, "["))
	at := &expression.Index{At: placeOf(t)}
	if d, ok := in.resDecl[name]; ok && loopOf(d) != nil {
		if it := in.runAt(c, loopOf(d), p[1].Hole, at); it != nil {
			return in.handleFor(d, it)
		}
	}
	if d, ok := in.modDecl[name]; ok && d.Loop != nil {
		if it := in.runAt(c, d.Loop, p[1].Hole, at); it != nil {
			return in.callFor(d, it)
		}
	}
	return nil
}

func placeOf(v value.Value) source.Range {
	if o := v.Origin(); o != nil {
		return o.At
	}
	return source.Range{}
}

var indexedSymbol = regexp.MustCompile(`^(.*)\[(\d+)\]$`)

// findSymbol finds sym or sym[3], as compiled templates write them.
func (in *instance) findSymbol(s string) any {
	index := -1
	if m := indexedSymbol.FindStringSubmatch(s); m != nil {
		n, err := strconv.Atoi(m[2])
		if err != nil {
			return nil
		}
		s, index = m[1], n
	}
	if d, ok := in.resDecl[in.fold(s)]; ok {
		if loop := loopOf(d); loop != nil {
			its := in.loopRuns(loop)
			if index < 0 || index >= len(its) {
				return nil
			}
			return in.handleFor(d, &its[index])
		}
		return in.handleFor(d, nil)
	}
	if d, ok := in.modDecl[in.fold(s)]; ok {
		if d.Loop != nil {
			its := in.loopRuns(d.Loop)
			if index < 0 || index >= len(its) {
				return nil
			}
			return in.callFor(d, &its[index])
		}
		return in.callFor(d, nil)
	}
	return nil
}

// symbolRef is a mention of a resource or module in an expression.
type symbolRef struct {
	name  string
	index expression.Expr // nil for the symbol as a whole
}

// mentions lists the symbols in e, those behind variables too.
func (in *instance) mentions(out []symbolRef, e expression.Expr) []symbolRef {
	expression.Walk(e, func(e expression.Expr) bool {
		switch e := e.(type) {
		case *expression.Index:
			if n, ok := e.Base.(*expression.Name); ok && n.Kind == expression.NameResource {
				out = append(out, symbolRef{n.Name, e.Index})
				out = in.mentions(out, e.Index)
				return false
			}
		case *expression.Name:
			switch e.Kind {
			case expression.NameResource:
				out = append(out, symbolRef{name: e.Name})
			case expression.NameVariable:
				out = append(out, in.variableMentions(e.Name)...)
			}
		}
		return true
	})
	return out
}

func (in *instance) variableMentions(name string) []symbolRef {
	d := in.varDecl[in.fold(name)]
	if d == nil {
		return nil
	}
	if got, ok := in.varRefs[d]; ok {
		return got
	}
	in.varRefs[d] = nil // a variable that depends on itself adds nothing
	// Variables made of one variable several times would repeat its mentions
	// without end.
	seen := map[symbolRef]bool{}
	got := slices.DeleteFunc(in.mentions(nil, d.Value), func(m symbolRef) bool {
		again := seen[m]
		seen[m] = true
		return again
	})
	in.varRefs[d] = got
	return got
}

// dependencies collects what one declaration depends on, without repetition.
type dependencies struct {
	in   *instance
	self any
	list []graph.Dependency
	seen map[any]bool
}

// resolveDependencies fills in the edges of everything that was declared.
func (in *instance) resolveDependencies() {
	for i, h := range in.declared {
		d := &dependencies{in: in, self: h, seen: map[any]bool{}}
		d.resource(h)
		in.module.Resources[i].DependsOn = d.list
	}
	for i, h := range in.made {
		d := &dependencies{in: in, self: h, seen: map[any]bool{}}
		decl := h.decl
		d.explicit(h.c, decl.DependsOn)
		d.implied(h.c, decl.Name, decl.ScopeRef, decl.Condition, decl.Params, decl.Body)
		in.module.Calls[i].DependsOn = d.list
	}
}

func (d *dependencies) resource(h *handle) {
	decl := h.decl
	if p := h.parent(); p != nil {
		d.addHandle(p, true)
	}
	d.explicit(h.c, decl.DependsOn)
	d.implied(h.c, decl.Name, decl.ScopeRef, decl.ParentRef, decl.Condition, decl.Body)
}

// implied adds what the expressions mention.
func (d *dependencies) implied(c *evalContext, exprs ...expression.Expr) {
	for _, e := range exprs {
		if isNil(e) {
			continue
		}
		for _, m := range d.in.mentions(nil, e) {
			d.addSymbol(c, m, true)
		}
	}
}

func isNil(e expression.Expr) bool {
	if e == nil {
		return true
	}
	o, ok := e.(*expression.Object)
	return ok && o == nil
}

// explicit adds the entries of dependsOn: symbols, ids, names and loop names.
func (d *dependencies) explicit(c *evalContext, e expression.Expr) {
	if e == nil {
		return
	}
	list, ok := e.(*expression.Array)
	if !ok {
		d.addMentioned(c, e)
		return
	}
	for _, it := range list.Items {
		switch x := it.Value.(type) {
		case *expression.Name:
			if x.Kind == expression.NameResource {
				d.addSymbol(c, symbolRef{name: x.Name}, false)
				continue
			}
		case *expression.Index:
			if n, ok := x.Base.(*expression.Name); ok && n.Kind == expression.NameResource {
				d.addSymbol(c, symbolRef{n.Name, x.Index}, false)
				continue
			}
		}
		d.addMentioned(c, it.Value)
	}
}

// addMentioned adds every symbol that an entry mentions, under whatever
// condition: so does the Bicep compiler, and Azure passes over what isn't
// deployed. An entry without symbols is a value.
//
// Source: https://github.com/Azure/bicep/blob/main/src/Bicep.Core/Emit/ResourceDependencyVisitor.cs
func (d *dependencies) addMentioned(c *evalContext, e expression.Expr) {
	symbols := d.in.mentions(nil, e)
	if len(symbols) == 0 {
		d.addValue(c, d.in.eval(c, e))
	}
	for _, m := range symbols {
		d.addSymbol(c, m, false)
	}
}

func (d *dependencies) addValue(c *evalContext, v value.Value) {
	switch v := v.(type) {
	case value.Array:
		for _, it := range append(v.Items()[:len(v.Items()):len(v.Items())], v.Loose()...) {
			d.addValue(c, it)
		}
		return
	case value.Null:
		return
	case value.Unknown:
		if args, ok := value.AsCall(v, "if"); ok && len(args) == 3 {
			d.addValue(c, args[1])
			d.addValue(c, args[2])
			return
		}
	}
	switch got := d.in.find(c, v).(type) {
	case *handle:
		d.addHandle(got, false)
		return
	case *callHandle:
		d.addCall(got, false)
		return
	}
	if s, ok := v.(value.String); ok && !strings.Contains(s.String(), "/") {
		d.addNamed(c, s.String())
		return
	}
	if s, ok := v.(value.String); ok {
		d.addNamed(c, s.String())
		return
	}
	d.addPossible(v)
}

// hasNoValue says whether a part of an id comes from an expression that is an
// error.
func hasNoValue(id value.Value) bool {
	if t, ok := id.(value.Text); ok {
		return slices.ContainsFunc(t.Pieces(), func(p value.Piece) bool { return p.Hole != nil && hasNoValue(p.Hole) })
	}
	return slices.ContainsFunc(value.WhyOf(id), func(w value.Why) bool { return w.Reason == value.ReasonTypeError })
}

// addPossible adds the loops whose resources an id that isn't known may mean:
// which run it is can't be told, so it is all of them. An id made of what isn't
// there means none.
func (d *dependencies) addPossible(id value.Value) {
	if hasNoValue(id) {
		return
	}
	typ := typeInID(id)
	for _, r := range d.in.t.Resources {
		loop := loopOf(r)
		if loop == nil {
			continue
		}
		hs := d.in.handlesOf(r)
		for _, h := range hs {
			if strings.EqualFold(h.typ, typ) && value.EqualID(h.resourceID(), id) != value.No {
				for _, h := range hs {
					d.addHandle(h, false)
				}
				break
			}
		}
	}
	for _, m := range d.in.t.Modules {
		if m.Loop == nil || !strings.EqualFold(typ, deploymentsType) {
			continue
		}
		its := d.in.loopRuns(m.Loop)
		for i := range its {
			if value.EqualID(d.in.callFor(m, &its[i]).deploymentID(), id) != value.No {
				for k := range its {
					d.addCall(d.in.callFor(m, &its[k]), false)
				}
				break
			}
		}
	}
}

// typeInID is the resource type that an id spells; "" if it spells none.
func typeInID(id value.Value) string {
	parts := splitSlashes(id)
	text := func(i int) string {
		if s, ok := parts[i].(value.String); ok {
			return s.String()
		}
		return ""
	}
	for i := len(parts) - 2; i >= 0; i-- {
		if !strings.EqualFold(text(i), "providers") {
			continue
		}
		typ := text(i + 1)
		for k := i + 2; k < len(parts); k += 2 {
			typ += "/" + text(k)
		}
		return typ
	}
	return ""
}

// addNamed adds the resources of a loop by its copy name, or those whose name
// ends an old-style dependsOn entry.
func (d *dependencies) addNamed(c *evalContext, name string) {
	for _, r := range d.in.t.Resources {
		if loop := loopOf(r); loop != nil && loop.Name != "" && strings.EqualFold(loop.Name, name) {
			for _, h := range d.in.handlesOf(r) {
				d.addHandle(h, false)
			}
		}
	}
	for _, m := range d.in.t.Modules {
		if m.Loop != nil && m.Loop.Name != "" && strings.EqualFold(m.Loop.Name, name) {
			its := d.in.loopRuns(m.Loop)
			for i := range its {
				d.addCall(d.in.callFor(m, &its[i]), false)
			}
		}
	}
	// "type/name" and a bare "name" both occur.
	for _, h := range d.in.declared {
		full, ok := h.fullName().(value.String)
		if ok && (strings.EqualFold(full.String(), name) || strings.EqualFold(h.typ+"/"+full.String(), name)) {
			d.addHandle(h, false)
		}
	}
	for _, h := range d.in.made {
		n, ok := h.deploymentName().(value.String)
		if ok && (strings.EqualFold(n.String(), name) || strings.EqualFold("Microsoft.Resources/deployments/"+n.String(), name)) {
			d.addCall(h, false)
		}
	}
}

func (d *dependencies) addSymbol(c *evalContext, m symbolRef, implied bool) {
	in := d.in
	res, isRes := in.resDecl[in.fold(m.name)]
	mod, isMod := in.modDecl[in.fold(m.name)]
	var loop *Loop
	switch {
	case isRes:
		loop = loopOf(res)
	case isMod:
		loop = mod.Loop
	default:
		return
	}
	if loop == nil {
		if isRes {
			d.addHandle(in.handleFor(res, nil), implied)
		} else {
			d.addCall(in.callFor(mod, nil), implied)
		}
		return
	}
	its := in.loopRuns(loop)
	if m.index != nil && c.binds(m.index) {
		inner := *c
		inner.maybe = true
		i := in.eval(&inner, m.index)
		it := in.runAt(&inner, loop, i, &expression.Index{At: m.index.Range(), Index: m.index})
		switch {
		case !in.isLooked(it):
			its = []iteration{*it}
		case i.Kind() == value.KindInt && allCertain(its):
			return // there is no such run to depend on
		}
	} else if isRes && res.Loop == nil {
		if it := c.runOf(in, loop); it != nil {
			its = []iteration{*it}
		}
	}
	for i := range its {
		if isRes {
			d.addHandle(in.handleFor(res, &its[i]), implied)
		} else {
			d.addCall(in.callFor(mod, &its[i]), implied)
		}
	}
}

// allCertain says whether every run of a loop is known to take place.
func allCertain(its []iteration) bool {
	for _, it := range its {
		if it.some || it.cond != nil {
			return false
		}
	}
	return true
}

// isLooked says that a run was made up for an index that fits none of the
// loop's: the dependency is then on all of them.
func (in *instance) isLooked(it *iteration) bool {
	for _, l := range in.looked {
		if l == it {
			return true
		}
	}
	return false
}

// binds says whether c has every local name that e mentions: an index over a
// loop inside the body can't be worked out at its head.
func (c *evalContext) binds(e expression.Expr) bool {
	ok := true
	expression.Walk(e, func(e expression.Expr) bool {
		if n, is := e.(*expression.Name); is && n.Kind == expression.NameLocal {
			_, found := c.env.find(n.Name, false)
			ok = ok && found
		}
		return true
	})
	return ok
}

func (d *dependencies) addHandle(h *handle, implied bool) {
	if any(h) == d.self || d.seen[h] {
		return
	}
	d.seen[h] = true
	d.list = append(d.list, graph.Dependency{ID: h.resourceID(), Existing: h.decl.Existing, Implied: implied})
	if h.decl.Existing { // what it is named after must be there first
		d.resource(h)
	}
}

func (d *dependencies) addCall(h *callHandle, implied bool) {
	if any(h) == d.self || d.seen[h] {
		return
	}
	d.seen[h] = true
	d.list = append(d.list, graph.Dependency{ID: h.deploymentID(), Call: h.call, Implied: implied})
}
