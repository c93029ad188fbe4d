package terraform

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"moat/analyzer/diag"
	"moat/analyzer/source"
	"moat/parsers/jsonc"
)

// JSON configuration is brought into the shape that HCL's own syntax has, with
// the same expression trees, so that everything behind it knows one form.
//
// Source: "JSON Configuration Syntax" of Terraform's documentation.

// jsonReader turns one file's nodes into blocks and expressions.
type jsonReader struct {
	m    *module
	p    *part
	raw  bool // strings hold no expressions, as in files of values
	name int  // of the next string with expressions in it
}

func (m *module) readJSON(p *part) {
	doc := parseJSON(p)
	if doc == nil {
		return
	}
	r := &jsonReader{m: m, p: p}
	for _, mem := range doc.Root.Members() {
		if mem.Key == "//" {
			continue
		}
		r.topLevel(mem.Key, labelCount(mem.Key), nil, nil, mem.KeyRange(), mem.Value)
	}
}

// parseJSON reads a file that must hold an object; nil if it doesn't.
func parseJSON(p *part) *jsonc.Document {
	doc := jsonc.Parse(p.file)
	p.problems = append(p.problems, doc.Problems...)
	if doc.Root.Kind() == jsonc.Object {
		return doc
	}
	if len(doc.Problems) == 0 {
		p.problems = append(p.problems, diag.Diagnostic{Kind: diag.Syntax, At: doc.Root.Range(), Message: "Terraform's JSON must be an object"})
	}
	return nil
}

// labelCount is how many labels a block at the top of a file has.
func labelCount(typ string) int {
	switch typ {
	case "resource", "data", "ephemeral":
		return 2
	case "module", "variable", "output", "provider", "check":
		return 1
	}
	return 0
}

// topLevel reads the blocks below a key: labels are the keys of objects inside
// one another, and an array stands for several blocks.
func (r *jsonReader) topLevel(typ string, more int, labels []string, at []source.Range, head source.Range, n *jsonc.Node) {
	switch {
	case n.Kind() == jsonc.Array:
		for _, it := range n.Items() {
			r.topLevel(typ, more, labels, at, head, it)
		}
	case n.Kind() == jsonc.Bad:
		if more == 0 {
			r.p.blocks = append(r.p.blocks, &block{typ: typ, labels: labels, labelAt: at, body: &body{at: head, json: true}, head: head, whole: head, damaged: true})
		}
	case n.Kind() != jsonc.Object:
		r.problem(n.Range(), fmt.Sprintf("%q takes an object here, not %s", typ, n.Kind()))
	case more > 0:
		for _, mem := range n.Members() {
			if mem.Key != "//" {
				r.topLevel(typ, more-1, append(labels[:len(labels):len(labels)], mem.Key), append(at[:len(at):len(at)], mem.KeyRange()), mem.KeyRange(), mem.Value)
			}
		}
	default:
		whole := n.Range()
		whole.Start = min(whole.Start, head.Start)
		b := &block{typ: typ, labels: labels, labelAt: at, body: r.body(n), head: head, whole: whole}
		r.p.blocks = append(r.p.blocks, b)
	}
}

func (r *jsonReader) problem(at source.Range, message string) {
	r.p.problems = append(r.p.problems, diag.Diagnostic{Kind: diag.Syntax, At: at, Message: message})
}

func (r *jsonReader) body(n *jsonc.Node) *body {
	b := &body{at: n.Range(), json: true}
	for _, mem := range n.Members() {
		if mem.Key == "//" {
			continue
		}
		b.attrs = append(b.attrs, &attribute{name: mem.Key, nameAt: mem.KeyRange(), at: mem.Value.Range(), expr: r.expr(mem.Value)})
	}
	return b
}

// span is a place as the HCL library writes it.
func span(at source.Range) hcl.Range {
	return hcl.Range{Filename: at.Path(), Start: hcl.Pos{Byte: at.Start}, End: hcl.Pos{Byte: at.End}}
}

func (r *jsonReader) expr(n *jsonc.Node) hclsyntax.Expression {
	at := span(n.Range())
	literal := func(v cty.Value) hclsyntax.Expression { return &hclsyntax.LiteralValueExpr{Val: v, SrcRange: at} }
	switch n.Kind() {
	case jsonc.Null:
		return literal(cty.NullVal(cty.DynamicPseudoType))
	case jsonc.Bool:
		return literal(cty.BoolVal(n.Bool()))
	case jsonc.Number:
		v, err := cty.ParseNumberVal(n.Raw())
		if err != nil {
			r.problem(n.Range(), "this number can't be read")
			v = cty.DynamicVal
		}
		return literal(v)
	case jsonc.String:
		return r.template(n.Text(), n.Range(), n.Offsets())
	case jsonc.Array:
		out := &hclsyntax.TupleConsExpr{SrcRange: at, OpenRange: at}
		for _, it := range n.Items() {
			out.Exprs = append(out.Exprs, r.expr(it))
		}
		return out
	case jsonc.Object:
		out := &hclsyntax.ObjectConsExpr{SrcRange: at, OpenRange: at}
		for _, mem := range n.Members() {
			out.Items = append(out.Items, hclsyntax.ObjectConsItem{
				KeyExpr:   r.template(mem.Key, mem.KeyRange(), mem.KeyOffsets()),
				ValueExpr: r.expr(mem.Value),
			})
		}
		return out
	}
	return &hclsyntax.ExprSyntaxError{SrcRange: at}
}

// template reads a string of JSON as a template.
func (r *jsonReader) template(text string, at source.Range, offset func(int) int) hclsyntax.Expression {
	if r.raw || !strings.Contains(text, "${") && !strings.Contains(text, "%{") {
		return &hclsyntax.LiteralValueExpr{Val: cty.StringVal(text), SrcRange: span(at)}
	}
	r.name++
	name := fmt.Sprintf("%s\x00%d", at.Path(), r.name)
	r.m.sources[name] = mapper{at.File, offset}
	if i := tooNested([]byte(text)); i != nil {
		r.p.problems = append(r.p.problems, diag.Diagnostic{Kind: diag.Limit, At: at, Message: nestedMessage})
		return &hclsyntax.ExprSyntaxError{SrcRange: span(at)}
	}
	e, diags := hclsyntax.ParseTemplate([]byte(text), name, hcl.InitialPos)
	if d := firstError(diags); d != nil {
		where := at
		if d.Subject != nil {
			where = r.m.at(*d.Subject)
		}
		r.problem(where, sentence(d))
		return &hclsyntax.ExprSyntaxError{SrcRange: span(at)}
	}
	return e
}
