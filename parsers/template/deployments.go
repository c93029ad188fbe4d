package template

import (
	"moat/analyzer/value"
)

// deployments lists the instance's module calls by the folded id of the
// deployment, in order of declaration; of a loop's runs with one id only the
// first. Azure demands that names and scopes can be worked out before anything
// is deployed, so asking for all of them leads into no circle in a valid
// template.
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
		switch {
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
	case h.weighed || h.state == cellBusy: // a condition that reads the outputs asks again
		return nil
	}
	h.weighed = true
	defer func() { h.weighed = false }()
	return c.settle(h.condition())
}
