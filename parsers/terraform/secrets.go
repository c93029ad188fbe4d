package terraform

import "moat/analyzer/value"

// Secrets are kept from output in two ways: values are tainted, and the source
// they were written in must not be quoted. Where a declaration makes a value
// secret, the second is done by following the value back to what wrote it.

// variablePart is a part of a variable's value.
type variablePart struct{ name, path string }

// exposure keeps what was followed already.
type exposure struct {
	origins map[exposedOrigin]bool
	args    map[exposedArgument]bool
}

type exposedOrigin struct {
	in *instance
	o  *value.Origin
}

type exposedArgument struct {
	h    *callHandle
	part variablePart
}

// maxExposed bounds the steps of following one run's secrets.
const maxExposed = 200_000

// expose remembers where the secret parts of v were written.
func (in *instance) expose(v value.Value) {
	switch v := v.(type) {
	case value.Array:
		if v.Secret() {
			in.exposeOrigin(v.Origin())
		}
		if value.HasSecret(v) {
			for _, it := range v.Items() {
				in.expose(it)
			}
			for _, it := range v.Loose() {
				in.expose(it)
			}
		}
	case value.Object:
		if v.Secret() {
			in.exposeOrigin(v.Origin())
		}
		if value.HasSecret(v) {
			for _, m := range v.Members() {
				in.expose(m.Value)
			}
		}
	default:
		if v.Secret() {
			in.exposeOrigin(v.Origin())
		}
	}
}

// exposeOrigin follows one origin, through the module calls that it crosses.
func (in *instance) exposeOrigin(o *value.Origin) {
	r := in.run
	for o != nil {
		k := exposedOrigin{in, o}
		if r.exposure.origins[k] || len(r.exposure.origins) >= maxExposed {
			return
		}
		r.exposure.origins[k] = true
		switch o.Kind {
		case value.OriginLiteral, value.OriginComputed:
			// A computed origin doesn't keep all its inputs: the whole
			// expression is taken.
			// What a resource gives without its being written points at the
			// resource's head, in which no secret stands.
			if o.At.IsValid() && !in.mod.isHead(o.At) {
				r.secrets[o.At] = true
			}
		case value.OriginParameter:
			if o.Next == nil {
				in.exposeVariable(o)
			}
		case value.OriginOutput:
			in.exposeOutput(o)
		}
		for _, more := range o.More {
			in.exposeOrigin(more)
		}
		o = o.Next
	}
}

// exposeVariable remembers that a part of a variable is secret, for the callers
// to follow.
func (in *instance) exposeVariable(o *value.Origin) {
	part := variablePart{o.Name, o.Path.String()}
	for _, have := range in.exposed {
		if have == part {
			return
		}
	}
	in.exposed = append(in.exposed, part)
}

func (in *instance) exposeOutput(o *value.Origin) {
	if o.Call < 0 || o.Call >= len(in.made) {
		return
	}
	h := in.made[o.Call]
	if h.inst == nil {
		return
	}
	for _, out := range h.inst.graph.Outputs {
		if out.Name != o.Name {
			continue
		}
		v := out.Value
		if l := value.Get(v, o.Path); l.Value != nil {
			v = l.Value
		}
		h.inst.exposeOrigin(v.Origin())
		h.exposeArguments()
	}
}

// exposeArguments follows, at the caller, what turned out to be secret inside.
func (h *callHandle) exposeArguments() {
	for _, part := range h.inst.exposed {
		k := exposedArgument{h, part}
		if h.in.run.exposure.args[k] {
			continue
		}
		h.in.run.exposure.args[k] = true
		v, ok := h.args[part.name]
		if !ok {
			continue
		}
		at := v.V
		if l := value.Get(at, value.ParsePath(part.path)); l.Value != nil {
			at = l.Value
		}
		h.in.expose(value.AsSecret(at))
		for i := range h.call.Arguments {
			if a := &h.call.Arguments[i]; a.Name == part.name {
				a.Value = value.AsSecret(a.Value)
			}
		}
	}
}
