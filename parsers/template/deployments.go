package template

import (
	"moat/analyzer/value"
	"moat/parsers/template/expression"
)

// deployments lists the instance's module calls by the folded id of the
// deployment, in order of declaration; of a loop's runs with one id only the
// first. Azure demands that names and scopes can be worked out before anything
// is deployed. Calls that read other modules for it are left out: asking for
// them at any time could lead into a circle.
func (in *instance) deployments() map[value.Key][]*callHandle {
	if in.deploys != nil {
		return in.deploys
	}
	in.deploys = map[value.Key][]*callHandle{}
	add := func(h *callHandle) {
		if h.name.state == cellBusy {
			return
		}
		k := value.IDKey(h.deploymentID())
		same := in.deploys[k]
		if n := len(same); n == 0 || same[n-1].decl != h.decl {
			in.deploys[k] = append(same, h)
		}
	}
	for _, d := range in.t.Modules {
		head := []expression.Expr{d.Name, d.ScopeRef, d.TargetSubscription, d.TargetResourceGroup}
		if d.Loop != nil {
			head = append(head, d.Loop.In, d.Loop.Count)
		}
		switch {
		case in.readsModules(map[*Resource]bool{}, head...):
		case d.Loop == nil:
			add(in.callFor(d, nil))
		case !in.looping[d.Loop]:
			its := in.loopRuns(d.Loop)
			for i := range its {
				add(in.callFor(d, &its[i]))
			}
		}
	}
	return in.deploys
}

// readsModules says whether expressions mention modules, or resources that are
// named after some; seen holds the resources that were asked already.
func (in *instance) readsModules(seen map[*Resource]bool, exprs ...expression.Expr) bool {
	for _, e := range exprs {
		if isNil(e) {
			continue
		}
		for _, m := range in.mentions(nil, e) {
			if _, ok := in.modDecl[in.fold(m.name)]; ok {
				return true
			}
			r := in.resDecl[in.fold(m.name)]
			if r == nil || seen[r] {
				continue
			}
			seen[r] = true
			head := []expression.Expr{r.Name, r.ScopeRef, r.ParentRef}
			if loop := loopOf(r); loop != nil {
				head = append(head, loop.In, loop.Count)
			}
			for p := r.Parent; p != nil; p = p.Parent {
				head = append(head, p.Name, p.ScopeRef, p.ParentRef)
			}
			if in.readsModules(seen, head...) {
				return true
			}
		}
	}
	return false
}

// answering is the call that outputs read from h come from. Compiled templates
// name a deployment by its id, and so several calls of one id answer for one
// another: it is the one that takes place under the conditions of c. Azure
// rejects a template that deploys an id twice ("is defined multiple times in a
// template"), so beside one that certainly takes place those under an open
// condition don't. Nil if it can't be told.
//
// Source: https://github.com/Azure/bicep/issues/12330
func (h *callHandle) answering(c *evalContext) *callHandle {
	if len(h.in.t.Modules) < 2 {
		return h
	}
	same := h.in.deployments()[value.IDKey(h.deploymentID())]
	if len(same) < 2 {
		return h
	}
	var certain, possible []*callHandle
	for _, s := range same {
		if len(certain) > 1 || !h.in.run.step(s.decl.At) {
			return nil
		}
		switch b, known := s.takesPlace(c).(value.Bool); {
		case !known:
			possible = append(possible, s)
		case b.Bool():
			certain = append(certain, s)
		}
	}
	switch {
	case len(certain) == 1:
		return certain[0]
	case len(certain) == 0 && len(possible) == 1:
		return possible[0]
	case len(certain)+len(possible) == 0:
		return h
	}
	return nil
}

// takesPlace is the condition of a call under what c takes for granted; nil if
// that can't be told, as for one run that stands for any number.
func (h *callHandle) takesPlace(c *evalContext) value.Value {
	switch {
	case h.it != nil && h.it.some:
		return nil
	case h.call != nil:
		return c.settle(h.call.Condition)
	case h.state == cellDone:
		return value.NewBool(false, nil)
	case h.weighed || h.state == cellBusy || h.in.readsModules(map[*Resource]bool{}, h.decl.Condition):
		return nil // it may read the very output that asks
	}
	h.weighed = true
	defer func() { h.weighed = false }()
	return c.settle(h.condition())
}
