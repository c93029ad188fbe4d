package mutation

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/source"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// terraform is the configuration of one edition.
type terraform struct {
	files []*tfFile
	g     *graph.Graph
}

type tfFile struct {
	*source.File
	body *hclsyntax.Body
}

// rangeOf is a place in the file.
func (f *tfFile) rangeOf(r hcl.Range) source.Range { return f.Range(r.Start.Byte, r.End.Byte) }

// terraformSites makes the mutants of the resources of a configuration.
func terraformSites(files []*source.File, g *graph.Graph, k *maker) {
	t := &terraform{g: g}
	for _, f := range files {
		parsed, problems := hclsyntax.ParseConfig(f.Content(), f.Path(), hcl.InitialPos)
		if problems.HasErrors() {
			panic("internal error: " + problems.Error())
		}
		t.files = append(t.files, &tfFile{f, parsed.Body.(*hclsyntax.Body)})
	}
	for _, f := range t.files {
		for _, b := range f.body.Blocks {
			if b.Type == "resource" {
				t.block(f, b, k)
			}
		}
	}
}

func (t *terraform) block(f *tfFile, b *hclsyntax.Block, k *maker) {
	whole := blockRange(f, b)
	parts := partsAt(t.g, whole)
	if len(parts) == 0 {
		panic(fmt.Sprintf("internal error: nothing is deployed by %s", strings.Join(b.Labels, ".")))
	}
	s := site{file: f.File, at: whole, remove: func() edits { return t.remove(f, b) }}
	switch {
	case b.Labels[0] == "azapi_resource":
		s.body = azapiBody(f, b)
	case strings.HasSuffix(b.Labels[0], "_association"):
		s.body, s.remove = azurermAssociation(f, b), nil
	default:
		s.body = azurermBody(f, b, parts[0].Body)
	}
	k.make(s, parts)
	// What azurerm writes into a block of its parent is a resource of its own.
	for _, p := range t.g.Parts {
		if p.Whole.Path() != f.Path() || p.Whole.Start <= whole.Start || p.Whole.End >= whole.End || b.Labels[0] == "azapi_resource" {
			continue
		}
		for _, inner := range b.Body.Blocks {
			if f.rangeOf(inner.OpenBraceRange).Start == p.Whole.Start || f.rangeOf(inner.TypeRange).Start == p.Whole.Start {
				at := blockRange(f, inner)
				k.make(site{
					file: f.File, at: at, body: azurermBody(f, inner, p.Body),
					remove: func() edits { return edits{f.Path(): {{At: line(at)}}} },
				}, []*graph.Part{p})
			}
		}
	}
}

func blockRange(f *tfFile, b *hclsyntax.Block) source.Range {
	return f.Range(b.TypeRange.Start.Byte, b.CloseBraceRange.End.Byte)
}

// azapiBody is what an azapi resource says: its body, and what azapi writes
// beside it.
func azapiBody(f *tfFile, b *hclsyntax.Block) []member {
	var out []member
	if a := b.Body.Attributes["location"]; a != nil {
		out = append(out, member{key: "location", value: tfAttribute(f, a)})
	}
	for _, inner := range b.Body.Blocks {
		if inner.Type == "identity" {
			out = append(out, tfIdentity(f, inner))
		}
	}
	if a := b.Body.Attributes["body"]; a != nil {
		out = append(out, tfNode(f, a.Expr).members...)
	}
	return out
}

func tfAttribute(f *tfFile, a *hclsyntax.Attribute) *node {
	n := tfNode(f, a.Expr)
	n.drop = []source.Range{line(f.rangeOf(a.SrcRange))}
	return n
}

// tfIdentity reads a block identity, whose list of ids is an object in Azure.
func tfIdentity(f *tfFile, b *hclsyntax.Block) member {
	n := &node{at: blockRange(f, b), drop: []source.Range{line(blockRange(f, b))}}
	if a := b.Body.Attributes["type"]; a != nil {
		n.members = append(n.members, member{key: "type", value: tfAttribute(f, a)})
	}
	if a := b.Body.Attributes["identity_ids"]; a != nil {
		list := tfAttribute(f, a)
		ids := &node{at: list.at, drop: list.drop}
		for _, item := range list.items {
			ids.members = append(ids.members, member{key: "*", keyAt: item.at, value: &node{at: item.at, drop: item.drop}})
		}
		n.members = append(n.members, member{key: "userAssignedIdentities", value: ids})
	}
	return member{key: "identity", value: n}
}

func tfNode(f *tfFile, e hclsyntax.Expression) *node {
	n := &node{at: f.rangeOf(e.Range())}
	switch e := e.(type) {
	case *hclsyntax.ObjectConsExpr:
		for _, item := range e.Items {
			key, _ := item.KeyExpr.Value(nil)
			m := member{key: key.AsString(), value: tfNode(f, item.ValueExpr)}
			m.value.drop = []source.Range{line(f.Range(item.KeyExpr.Range().Start.Byte, item.ValueExpr.Range().End.Byte))}
			n.members = append(n.members, m)
		}
	case *hclsyntax.TupleConsExpr:
		for _, item := range e.Exprs {
			sub := tfNode(f, item)
			sub.drop = []source.Range{listed(sub.at)}
			n.items = append(n.items, sub)
		}
	default:
		n.leaf = true
	}
	return n
}

// remove deletes a resource. Where others only need its name, they get the
// name; where they need more, it is read as one that exists.
func (t *terraform) remove(f *tfFile, b *hclsyntax.Block) edits {
	out := edits{f.Path(): {{At: line(blockRange(f, b))}}}
	existing := edits{}
	enough := true
	name := b.Body.Attributes["name"]
	for _, other := range t.files {
		if path.Dir(other.Path()) != path.Dir(f.Path()) {
			continue
		}
		for _, ob := range other.body.Blocks {
			if ob == b {
				continue
			}
			refs := references(ob.Body, b.Labels)
			if len(refs) > 0 && ob.Type == "resource" && strings.HasSuffix(ob.Labels[0], "_association") && refs[0].attribute.Name == "subnet_id" {
				gone := source.Edit{At: line(blockRange(other, ob))}
				out[other.Path()] = append(out[other.Path()], gone)
				existing[other.Path()] = append(existing[other.Path()], gone)
				continue
			}
			for _, r := range refs {
				at := other.rangeOf(r.traversal.SourceRange())
				existing[other.Path()] = append(existing[other.Path()], source.Edit{At: other.Range(at.Start, at.Start), New: "data."})
				switch {
				case r.order && r.alone:
					out[other.Path()] = append(out[other.Path()], source.Edit{At: line(other.rangeOf(r.attribute.SrcRange))})
				case r.order:
					out[other.Path()] = append(out[other.Path()], source.Edit{At: listed(at)})
				case r.property == "name" && name != nil:
					out[other.Path()] = append(out[other.Path()], source.Edit{At: at, New: f.rangeOf(name.Expr.Range()).Text()})
				default:
					enough = false
				}
			}
		}
	}
	if enough {
		return out
	}
	if !hasDataSource(b.Labels[0]) {
		return nil
	}
	var kept []string
	for _, key := range []string{"for_each", "type", "name", "parent_id", "resource_group_name", "virtual_network_name", "key_vault_id", "response_export_values"} {
		if a := b.Body.Attributes[key]; a != nil {
			kept = append(kept, "  "+f.rangeOf(a.SrcRange).Text()+"\n")
		}
	}
	if b.Labels[0] == "azurerm_cognitive_account_project" {
		kept = append(kept, "  cognitive_account_name = azurerm_cognitive_account.account.name\n  resource_group_name = azurerm_resource_group.agents.name\n")
	}
	existing[f.Path()] = append(existing[f.Path()], source.Edit{
		At:  blockRange(f, b),
		New: fmt.Sprintf("data %q %q {\n%s}", b.Labels[0], b.Labels[1], strings.Join(kept, "")),
	})
	return existing
}

// hasDataSource says whether what exists of a type can be read.
func hasDataSource(typ string) bool {
	return typ == "azapi_resource" || slices.Contains([]string{
		"azurerm_application_insights", "azurerm_cognitive_account", "azurerm_cognitive_account_project", "azurerm_cosmosdb_account",
		"azurerm_key_vault", "azurerm_key_vault_key", "azurerm_log_analytics_workspace", "azurerm_network_security_group",
		"azurerm_private_dns_zone", "azurerm_resource_group", "azurerm_search_service", "azurerm_storage_account", "azurerm_subnet",
		"azurerm_user_assigned_identity", "azurerm_virtual_network",
	}, typ)
}

// tfReference is a place where a resource is named by its address.
type tfReference struct {
	traversal hcl.Traversal
	attribute *hclsyntax.Attribute
	property  string // that is read
	order     bool   // it stands in depends_on
	alone     bool   // nothing else stands there
}

func references(body *hclsyntax.Body, labels []string) []tfReference {
	var out []tfReference
	for _, a := range body.Attributes {
		found := 0
		vars := a.Expr.Variables()
		for _, v := range vars {
			if v.RootName() != labels[0] || len(v) < 2 {
				continue
			}
			if step, ok := v[1].(hcl.TraverseAttr); !ok || step.Name != labels[1] {
				continue
			}
			found++
			r := tfReference{traversal: v, attribute: a, order: a.Name == "depends_on", alone: len(vars) == 1}
			if len(v) == 3 {
				if step, ok := v[2].(hcl.TraverseAttr); ok {
					r.property = step.Name
				}
			}
			out = append(out, r)
		}
	}
	for _, b := range body.Blocks {
		out = append(out, references(b.Body, labels)...)
	}
	return out
}

type terraformWriter struct{}

func (terraformWriter) literal(v any) string {
	if s, ok := v.(string); ok {
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, `${`, `$${`, `%{`, `%%{`).Replace(s) + `"`
	}
	return fmt.Sprint(v)
}
