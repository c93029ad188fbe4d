package azurerm

import (
	"moat/analyzer/value"
)

// attr is Mapped.Attr.
func (m *mapper) attr(name string) value.Value {
	mem, isWritten := written(m.block.Body, name)
	for _, c := range m.typ.computed {
		if len(c.name) == 1 && c.name[0] == name && !isWritten {
			if v := m.computedValue(c); v != nil {
				return v
			}
		}
	}
	if name == "id" {
		return m.id
	}
	if isWritten {
		r := m.rowOf(name)
		v := mem.Value
		if r != nil && !r.verb.takesBlock {
			v = r.convert(v)
			if r.secret {
				v = value.AsSecret(v)
			}
		}
		return m.withComputed(name, v)
	}
	if r := m.rowOf(name); r != nil && !m.block.Data {
		if d := r.defaultFor(m.major); d != nil {
			return value.WithOrigin(d, m.omitted(d, r.dotted, m.block.Head))
		}
		if r.kind == kindBlock {
			return value.NewArray(nil, nil)
		}
		if r.in.has(m.major) {
			return value.NewNull(nil)
		}
	}
	return m.onlyAzure(m.state(), name)
}

func (m *mapper) rowOf(name string) *row {
	for _, r := range m.typ.rows {
		if r.name == name {
			return r
		}
	}
	return nil
}

// withComputed adds to the instances of a block what the provider computes in
// them, such as the principal of an identity.
func (m *mapper) withComputed(block string, v value.Value) value.Value {
	var extra []value.Member
	for _, c := range m.typ.computed {
		if len(c.name) == 2 && c.name[0] == block {
			if v := m.computedValue(c); v != nil {
				extra = append(extra, value.Member{Key: c.name[1], Value: v})
			}
		}
	}
	if r := m.rowOf(block); r != nil && r.verb.name == "identity" {
		for _, p := range [...][2]string{{"principal_id", "identity.principalId"}, {"tenant_id", "identity.tenantId"}} {
			extra = append(extra, value.Member{Key: p[0], Value: m.read(p[1])})
		}
	}
	r := m.rowOf(block)
	if r == nil || r.kind != kindBlock && r.kind != kindChild {
		return v
	}
	return m.openBlocks(blocks(v), extra, m.onlyAzure(m.state(), block), 0)
}

// openBlocks adds members to each instance of a block, and leaves it open: the
// provider computes more of it than is listed.
func (m *mapper) openBlocks(v value.Value, extra []value.Member, state value.Value, index int) value.Value {
	switch v := v.(type) {
	case value.Array:
		n := -1
		return v.MapItems(func(it value.Value) value.Value {
			n++
			return m.openBlocks(it, extra, state, n)
		})
	case value.Object:
		members := append(v.Members()[:len(v.Members()):len(v.Members())], extra...)
		sym := value.SymIndex(state, value.NewInt(int64(index), nil))
		return value.NewOpenObject(members, v.At(), sym, value.WhyOf(state), v.Origin())
	case value.Unknown:
		if args, ok := value.AsCall(v, "if"); ok && len(args) == 3 && value.Branches(v, maxChoices+1) <= maxChoices {
			return value.NewIf(args[0], m.openBlocks(args[1], extra, state, index), m.openBlocks(args[2], extra, state, index), v.Origin())
		}
	}
	return v
}

// computedValue is an attribute that can only be read: a text made of others,
// a property that Azure gives the resource, one that is secret, a key that a
// service gives when it is asked, a fact of who deploys.
// Nil if it is made of what isn't written.
func (m *mapper) computedValue(c computed) value.Value {
	switch c.how {
	case "text":
		v, ok := m.expand(c.args[0])
		if ok {
			return value.WithOrigin(v, value.NewOrigin(value.Origin{Kind: value.OriginComputed, At: m.block.Head, Name: c.name[0]}))
		}
		return nil
	case "secret":
		return value.AsSecret(m.read(c.args[0]))
	case "read":
		return m.read(c.args[0])
	case "list":
		return m.listed(c.args[0], c.args[1])
	}
	why := []value.Why{{Reason: value.ReasonEnvironment, Name: m.block.Address + "." + c.name[0], At: m.block.Head}}
	return value.NewUnknown(value.UnknownSpec{Sym: value.SymEnv(c.args[0]), Type: value.TypeString, Why: why})
}

// state is the run-time state of the block's resource as a whole, in the form
// that reading it in ARM has.
func (m *mapper) state() value.Value {
	return value.NewUnknown(value.UnknownSpec{
		Sym: value.SymReference(m.id, m.typ.api), Type: value.TypeObject,
		Why: []value.Why{{Reason: m.reason(), Name: m.block.Address, At: m.block.Head}},
	})
}

// read is a property of the resource that Azure gives it.
func (m *mapper) read(path string) value.Value {
	v := m.state()
	for _, step := range value.ParsePath(path) {
		if step.Name == "" {
			v = m.onlyAzureSym(value.SymIndex(v, value.NewInt(int64(step.Index), nil)))
		} else {
			v = m.onlyAzureSym(value.SymProp(v, step.Name))
		}
	}
	return v
}

func (m *mapper) onlyAzure(state value.Value, name string) value.Value {
	return m.onlyAzureSym(value.SymProp(state, name))
}

func (m *mapper) onlyAzureSym(sym *value.Sym) value.Value {
	return value.NewUnknown(value.UnknownSpec{
		Sym: sym, Why: []value.Why{{Reason: m.reason(), Name: m.block.Address, At: m.block.Head}},
		Origin: value.NewOrigin(value.Origin{Kind: value.OriginComputed, At: m.block.Head, Name: m.block.Address}),
	})
}

// listed is a key of the resource: what a service gives when it is asked for
// its keys.
func (m *mapper) listed(function, path string) value.Value {
	why := []value.Why{{Reason: value.ReasonRuntimeList, Name: m.block.Address, At: m.block.Head}}
	spec := value.UnknownSpec{
		Sym: value.SymCall(function, m.id, text(m.typ.api)), Why: why, Secret: true,
		Origin: value.NewOrigin(value.Origin{Kind: value.OriginComputed, At: m.block.Head, Name: function}),
	}
	v := value.NewUnknown(spec)
	for _, step := range value.ParsePath(path) {
		if step.Name == "" {
			spec.Sym = value.SymIndex(v, value.NewInt(int64(step.Index), nil))
		} else {
			spec.Sym = value.SymProp(v, step.Name)
		}
		v = value.NewUnknown(spec)
	}
	return v
}
