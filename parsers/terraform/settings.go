package terraform

import (
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// settings reads required_providers out of a terraform block.
func (d *declarer) settings(b *block) {
	for _, n := range b.body.blocks {
		if n.typ == "required_providers" {
			for _, a := range n.body.attrs {
				d.require(a.name, a.expr)
			}
		}
	}
	if a := b.body.attr("required_providers"); a != nil { // in JSON
		for _, o := range objectsIn(a.expr) {
			for _, it := range o.Items {
				if name, ok := literalString(it.KeyExpr); ok {
					d.require(name, it.ValueExpr)
				}
			}
		}
	}
}

func objectsIn(e hclsyntax.Expression) []*hclsyntax.ObjectConsExpr {
	switch e := e.(type) {
	case *hclsyntax.ObjectConsExpr:
		return []*hclsyntax.ObjectConsExpr{e}
	case *hclsyntax.TupleConsExpr:
		var out []*hclsyntax.ObjectConsExpr
		for _, it := range e.Exprs {
			out = append(out, objectsIn(it)...)
		}
		return out
	}
	return nil
}

func (d *declarer) require(name string, e hclsyntax.Expression) {
	r := requirement{source: "hashicorp/" + name}
	if text, ok := literalString(e); ok { // as in Terraform 0.12
		r.version = text
	} else if o, ok := e.(*hclsyntax.ObjectConsExpr); ok {
		for _, it := range o.Items {
			k, _ := literalString(it.KeyExpr)
			v, ok := literalString(it.ValueExpr)
			switch {
			case !ok:
			case k == "source":
				r.source = lastTwo(v)
			case k == "version":
				r.version = v
			}
		}
	}
	if have, ok := d.m.required[name]; ok && r.version != "" && have.version != "" {
		r.version += ", " + have.version
	}
	d.m.required[name] = r
}

// lastTwo drops the registry from a provider's source: registry/namespace/type.
func lastTwo(source string) string {
	parts := strings.Split(strings.ToLower(source), "/")
	return strings.Join(parts[max(0, len(parts)-2):], "/")
}
