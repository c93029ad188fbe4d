package terraform

import (
	"slices"

	"moat/analyzer/diag"
)

// override lays the blocks of an override file over those declared so far:
// arguments replace, nested blocks of a type replace all of that type, locals
// and provider requirements go by name.
//
// Source: "Override Files" of Terraform's documentation.
func (d *declarer) override(base, over []*block) []*block {
	for _, o := range over {
		switch o.typ {
		case "locals":
			base = overrideLocals(base, o)
		case "terraform":
			base = overrideSettings(base, o)
		default:
			i := slices.IndexFunc(base, func(b *block) bool { return overrides(o, b) })
			if i < 0 {
				if o.typ != "provider" { // one that only an override declares is its own
					d.problem(diag.Binding, o.head, "there is no such %s to override", o.typ)
				}
				base = append(base, o)
				continue
			}
			base = slices.Clone(base)
			base[i] = merged(base[i], o)
		}
	}
	return base
}

func overrides(o, b *block) bool {
	if o.typ != b.typ || !slices.Equal(o.labels, b.labels) || len(o.labels) == 0 {
		return false
	}
	if o.typ != "provider" {
		return true
	}
	alias := func(b *block) string {
		if a := b.body.attr("alias"); a != nil {
			text, _ := literalString(a.expr)
			return text
		}
		return ""
	}
	return alias(o) == alias(b)
}

// merged is b with what o sets in place of its own.
func merged(b, o *block) *block {
	out := *b
	out.damaged = b.damaged || o.damaged
	out.body = &body{at: b.body.at, json: b.body.json && o.body.json}
	for _, a := range b.body.attrs {
		if o.body.attr(a.name) == nil && !o.body.hasBlock(a.name) {
			out.body.attrs = append(out.body.attrs, a)
		}
	}
	out.body.attrs = append(out.body.attrs, o.body.attrs...)
	for _, n := range b.body.blocks {
		switch {
		case n.typ == "lifecycle": // merged argument by argument; nothing in it is evaluated
			out.body.blocks = append(out.body.blocks, n)
		case !o.body.hasBlock(blockName(n)) && o.body.attr(blockName(n)) == nil:
			out.body.blocks = append(out.body.blocks, n)
		}
	}
	out.body.blocks = append(out.body.blocks, o.body.blocks...)
	return &out
}

// blockName is the type that a nested block has; that of a dynamic one is its
// label.
func blockName(b *block) string {
	if b.typ == "dynamic" && len(b.labels) > 0 {
		return b.labels[0]
	}
	return b.typ
}

func (b *body) hasBlock(name string) bool {
	return slices.ContainsFunc(b.blocks, func(n *block) bool { return blockName(n) == name })
}

func overrideLocals(base []*block, o *block) []*block {
	base = slices.Clone(base)
	for i, b := range base {
		if b.typ != "locals" {
			continue
		}
		kept := *b
		kept.body = &body{at: b.body.at, json: b.body.json}
		for _, a := range b.body.attrs {
			if o.body.attr(a.name) == nil {
				kept.body.attrs = append(kept.body.attrs, a)
			}
		}
		base[i] = &kept
	}
	return append(base, o)
}

// overrideSettings takes over the provider requirements of o by name.
func overrideSettings(base []*block, o *block) []*block {
	base = slices.Clone(base)
	named := map[string]bool{}
	for _, n := range o.body.blocks {
		if n.typ == "required_providers" {
			for _, a := range n.body.attrs {
				named[a.name] = true
			}
		}
	}
	for i, b := range base {
		if b.typ != "terraform" {
			continue
		}
		kept := *b
		kept.body = &body{at: b.body.at, json: b.body.json, attrs: b.body.attrs}
		for _, n := range b.body.blocks {
			if n.typ != "required_providers" {
				kept.body.blocks = append(kept.body.blocks, n)
				continue
			}
			inner := *n
			inner.body = &body{at: n.body.at, json: n.body.json}
			for _, a := range n.body.attrs {
				if !named[a.name] {
					inner.body.attrs = append(inner.body.attrs, a)
				}
			}
			kept.body.blocks = append(kept.body.blocks, &inner)
		}
		base[i] = &kept
	}
	return append(base, o)
}
