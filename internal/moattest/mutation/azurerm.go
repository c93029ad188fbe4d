package mutation

import (
	"fmt"
	"slices"
	"strings"

	"moat/analyzer/source"
	"moat/analyzer/value"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// azurermReader reads what an azurerm block says, in Azure's terms: which
// argument a property comes from, Moat's own mapping tells; what stands there,
// the syntax tree does.
type azurermReader struct {
	f *tfFile
	// attributes and blocks by the offset of their names; bodies of blocks by
	// the offset of their braces
	attributes map[int]*hclsyntax.Attribute
	blocks     map[int]*hclsyntax.Block
	braces     map[int]*hclsyntax.Block
	siblings   map[*hclsyntax.Block][]*hclsyntax.Block
	top        *hclsyntax.Block
}

func azurermBody(f *tfFile, b *hclsyntax.Block, body value.Value) []member {
	r := &azurermReader{
		f: f, attributes: map[int]*hclsyntax.Attribute{}, blocks: map[int]*hclsyntax.Block{}, braces: map[int]*hclsyntax.Block{},
		siblings: map[*hclsyntax.Block][]*hclsyntax.Block{}, top: b,
	}
	r.index(b.Body)
	return r.members(body, true)
}

func (r *azurermReader) index(body *hclsyntax.Body) {
	for _, a := range body.Attributes {
		r.attributes[a.NameRange.Start.Byte] = a
	}
	for _, b := range body.Blocks {
		r.blocks[b.TypeRange.Start.Byte] = b
		r.braces[b.OpenBraceRange.Start.Byte] = b
		for _, o := range body.Blocks {
			if o.Type == b.Type {
				r.siblings[b] = append(r.siblings[b], o)
			}
		}
		r.index(b.Body)
	}
}

func (r *azurermReader) members(v value.Value, top bool) []member {
	obj, ok := v.(value.Object)
	if !ok {
		return nil
	}
	var out []member
	for _, m := range obj.Members() {
		if m.KeyValue != nil { // an identity
			continue
		}
		if b := r.blocks[m.KeyAt.Start]; top && m.Key == "identity" && b != nil && m.KeyAt.IsValid() {
			out = append(out, tfIdentity(r.f, b))
			continue
		}
		if n := r.member(m); n != nil {
			out = append(out, member{key: m.Key, value: n})
		}
	}
	return out
}

// member reads a property; nil if nothing written here gives it.
func (r *azurermReader) member(m value.Member) *node {
	here := m.KeyAt.IsValid() && m.KeyAt.Path() == r.f.Path()
	attribute, block := r.attributes[m.KeyAt.Start], r.blocks[m.KeyAt.Start]
	switch {
	case here && attribute != nil:
		n := r.written(m.Value, attribute)
		n.drop = []source.Range{line(r.f.rangeOf(attribute.SrcRange))}
		return n
	case here && block != nil:
		if list, ok := m.Value.(value.Array); ok {
			n := &node{at: blockRange(r.f, block)}
			for i, b := range r.siblings[block] {
				if i >= len(list.Items()) {
					break
				}
				at := line(blockRange(r.f, b))
				n.drop = append(n.drop, at)
				n.items = append(n.items, &node{at: at, drop: []source.Range{at}, members: r.members(list.Items()[i], false)})
			}
			return n
		}
		at := blockRange(r.f, block)
		return &node{at: at, drop: []source.Range{line(at)}, members: r.members(m.Value, false)}
	}
	switch v := m.Value.(type) {
	case value.Object:
		if inner := r.members(v, false); len(inner) > 0 {
			return &node{members: inner}
		}
	case value.Array:
		n := &node{}
		for _, item := range v.Items() {
			n.items = append(n.items, &node{members: r.members(item, false)})
		}
		if len(n.items) > 0 {
			return n
		}
	}
	return nil
}

// written reads the value of an argument.
func (r *azurermReader) written(v value.Value, a *hclsyntax.Attribute) *node {
	n := &node{at: r.f.rangeOf(a.Expr.Range())}
	list, isList := v.(value.Array)
	tuple, isTuple := a.Expr.(*hclsyntax.TupleConsExpr)
	switch {
	case isList && isTuple:
		for i, e := range tuple.Exprs {
			if i >= len(list.Items()) {
				break
			}
			at := r.f.rangeOf(e.Range())
			item := r.wrapped(list.Items()[i], at)
			item.drop = []source.Range{listed(at)}
			n.items = append(n.items, item)
		}
	default:
		n.leaf = true
		n.set = func(to any) (source.Edit, bool) { return r.set(a, v, to) }
	}
	return n
}

// wrapped is a written item that Azure has inside an object.
func (r *azurermReader) wrapped(v value.Value, at source.Range) *node {
	obj, ok := v.(value.Object)
	if !ok {
		return &node{at: at, leaf: true}
	}
	n := &node{at: at}
	for _, m := range obj.Members() {
		n.members = append(n.members, member{key: m.Key, value: r.wrapped(m.Value, at)})
	}
	return n
}

// set writes an argument so that the property has the value.
func (r *azurermReader) set(a *hclsyntax.Attribute, have value.Value, to any) (source.Edit, bool) {
	at := r.f.rangeOf(a.Expr.Range())
	text := at.Text()
	write := terraformWriter{}.literal
	switch {
	case a.Name == "account_tier" || a.Name == "account_replication_type": // both make the name
		name, ok := strings.CutPrefix(fmt.Sprint(to), "Standard_")
		other := r.top.Body.Attributes["account_replication_type"]
		return source.Edit{At: r.f.rangeOf(other.Expr.Range()), New: write(name)}, ok
	case a.Name == "role_definition_name":
		guid := fmt.Sprint(to)[strings.LastIndexByte(fmt.Sprint(to), '/')+1:]
		for name, id := range map[string]string{
			"Owner": "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "Contributor": "b24988ac-6180-42a0-ab88-20f7382dd24c",
			"Reader": "acdd72a7-3385-48ef-bd42-f606fba81ae7",
		} {
			if id == guid {
				return source.Edit{At: at, New: write(name)}, true
			}
		}
		return source.Edit{}, false
	case a.Name == "key_vault_key_id":
		return source.Edit{}, false
	case text == "true" || text == "false":
		other := write(text != "true")
		if _, ok := have.(value.Bool); ok {
			return source.Edit{At: at, New: other}, true
		}
		pair := []string{value.PlainText(have, ""), fmt.Sprint(to)}
		slices.Sort(pair)
		for _, p := range [][]string{{"Disabled", "Enabled"}, {"AzureServices", "None"}, {"Default", "DoNotEnforce"}} {
			if slices.Equal(p, pair) {
				return source.Edit{At: at, New: other}, true
			}
		}
		return source.Edit{}, false
	case strings.HasPrefix(text, "["):
		return source.Edit{At: at, New: "[" + write(to) + "]"}, true
	}
	return source.Edit{At: at, New: write(to)}, true
}

// azurermAssociation reads the resource that gives a subnet its group of rules.
func azurermAssociation(f *tfFile, b *hclsyntax.Block) []member {
	gone := []source.Range{line(blockRange(f, b))}
	id := b.Body.Attributes["network_security_group_id"]
	leaf := &node{at: f.rangeOf(id.Expr.Range()), leaf: true}
	group := &node{drop: gone, members: []member{{key: "id", value: leaf}}}
	return []member{{key: "properties", value: &node{members: []member{{key: "networkSecurityGroup", value: group}}}}}
}
