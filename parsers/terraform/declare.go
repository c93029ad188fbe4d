package terraform

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"moat/analyzer/diag"
	"moat/analyzer/source"
)

// module is what the files of one folder declare. It is immutable once read and
// shared by all its instances.
type module struct {
	dir     string // relative to the workspace
	file    *source.File
	parts   []*part
	sources map[string]mapper // by the file name of HCL ranges
	unread  []*source.File    // of its files

	variables []*variable
	locals    []*local
	resources []*resource
	calls     []*moduleCall
	outputs   []*output
	providers []*provider
	required  map[string]requirement // by local name
	lock      map[string]string      // provider, as namespace/type, to version

	varDecl   map[string]*variable
	localDecl map[string]*local
	resDecl   map[string]*resource // by type.name, data.type.name or ephemeral.type.name
	callDecl  map[string]*moduleCall
	heads     map[source.Range]bool // of the resources
}

// isHead says whether a place is the head of one of the module's resources.
func (m *module) isHead(at source.Range) bool { return m.heads[at] }

type variable struct {
	name      string
	nameAt    source.Range
	typ       cty.Type // DynamicPseudoType without a constraint
	defaults  *typeexpr.Defaults
	untyped   bool       // there is no constraint
	value     *attribute // the default; nil without one
	sensitive bool
	nullable  bool
	// oneOf is what the validations that list the possible values list; nil
	// without one.
	oneOf   hclsyntax.Expression
	damaged bool
}

type local struct {
	name   string
	nameAt source.Range
	expr   hclsyntax.Expression
	at     source.Range
}

// mode says what kind of block a resource is.
type mode uint8

const (
	managed mode = iota
	data
	ephemeral
)

type resource struct {
	mode      mode
	typ, name string
	count     *attribute
	forEach   *attribute
	provider  *attribute
	dependsOn *attribute
	body      *body // without the meta-arguments
	head      source.Range
	whole     source.Range
	damaged   bool
}

// address is what the block is called within its module.
func (r *resource) address() string {
	switch r.mode {
	case data:
		return "data." + r.typ + "." + r.name
	case ephemeral:
		return "ephemeral." + r.typ + "." + r.name
	}
	return r.typ + "." + r.name
}

type moduleCall struct {
	name      string
	head      source.Range
	source    string // as written; "" if it isn't a literal
	sourceAt  source.Range
	version   string
	count     *attribute
	forEach   *attribute
	dependsOn *attribute
	providers *attribute
	args      []*attribute
	damaged   bool
}

type output struct {
	name      string
	nameAt    source.Range
	value     *attribute
	sensitive bool
	damaged   bool
}

type provider struct {
	name  string // the local name
	alias string
	body  *body
	head  source.Range
}

// requirement is one entry of required_providers.
type requirement struct {
	source  string // namespace/type
	version string
}

// declarer collects declarations and what is wrong with them.
type declarer struct {
	m        *module
	problems []diag.Diagnostic
}

func (d *declarer) problem(kind diag.Kind, at source.Range, format string, args ...any) {
	d.problems = append(d.problems, diag.Diagnostic{Kind: kind, At: at, Message: fmt.Sprintf(format, args...)})
}

// declare reads the declarations of all files; those of override files are laid
// over the others first.
func (m *module) declare(parts, overrides []*part) []diag.Diagnostic {
	d := &declarer{m: m}
	var blocks []*block
	for _, p := range parts {
		blocks = append(blocks, p.blocks...)
	}
	for _, p := range overrides {
		blocks = d.override(blocks, p.blocks)
	}
	m.varDecl = map[string]*variable{}
	m.localDecl = map[string]*local{}
	m.resDecl = map[string]*resource{}
	m.heads = map[source.Range]bool{}
	m.callDecl = map[string]*moduleCall{}
	m.required = map[string]requirement{}
	for _, b := range blocks {
		d.block(b)
	}
	return d.problems
}

func (d *declarer) block(b *block) {
	need := labelCount(b.typ)
	if len(b.labels) != need && !b.damaged && isBlockType(b.typ) {
		switch b.typ {
		case "resource", "data", "ephemeral":
			d.problem(diag.Syntax, b.head, "a %s block takes two labels, a type and a name: %s \"azapi_resource\" \"example\"", b.typ, b.typ)
		default:
			d.problem(diag.Syntax, b.head, "a %s block takes %s", b.typ, labelsText(need))
		}
		b.damaged = true
	}
	switch b.typ {
	case "variable":
		d.variable(b)
	case "locals":
		d.localValues(b)
	case "resource":
		d.resource(b, managed)
	case "data":
		d.resource(b, data)
	case "ephemeral":
		d.resource(b, ephemeral)
	case "module":
		d.call(b)
	case "output":
		d.output(b)
	case "provider":
		d.provider(b)
	case "terraform":
		d.settings(b)
	case "check":
		// A data block in it is local to it, and nothing is deployed.
	case "moved", "import", "removed", "action", "language":
	default:
		if b.damaged || len(b.body.attrs) == 0 && b.body.at.End == b.head.End {
			return // what it is can't be told
		}
		d.problem(diag.Syntax, b.head, "there is no block type %q at the top of a configuration", b.typ)
	}
}

// isBlockType says whether blocks of a type stand at the top of a file.
func isBlockType(typ string) bool {
	switch typ {
	case "locals", "terraform", "moved", "import", "removed", "language":
		return true
	}
	return labelCount(typ) > 0
}

func labelsText(n int) string {
	switch n {
	case 0:
		return "no labels"
	case 1:
		return "one label, its name"
	}
	return fmt.Sprintf("%d labels", n)
}

// twice reports a second declaration of a name.
func (d *declarer) twice(at source.Range, what, name string, first source.Range) {
	d.problem(diag.Binding, at, "%s %q is declared twice in this module; the first is in %s, line %d", what, name,
		first.Path(), first.StartPosition().Line)
}

func (d *declarer) nameAt(b *block, i int) source.Range {
	if i < len(b.labelAt) {
		return b.labelAt[i]
	}
	return b.head
}

// literalString is the text of a string without expressions in it.
func literalString(e hclsyntax.Expression) (string, bool) {
	switch e := e.(type) {
	case *hclsyntax.LiteralValueExpr:
		if e.Val.Type() == cty.String && !e.Val.IsNull() {
			return e.Val.AsString(), true
		}
	case *hclsyntax.TemplateExpr:
		if len(e.Parts) == 0 {
			return "", true
		}
		var b strings.Builder
		for _, p := range e.Parts {
			s, ok := literalString(p)
			if !ok {
				return "", false
			}
			b.WriteString(s)
		}
		return b.String(), true
	case *hclsyntax.ObjectConsKeyExpr:
		if k := hcl.ExprAsKeyword(e.Wrapped); k != "" && !e.ForceNonLiteral {
			return k, true
		}
		return literalString(e.Wrapped)
	}
	return "", false
}

func (d *declarer) localValues(b *block) {
	for _, a := range b.body.attrs {
		if first := d.m.localDecl[a.name]; first != nil {
			d.twice(a.nameAt, "local", a.name, first.nameAt)
			continue
		}
		l := &local{a.name, a.nameAt, a.expr, a.at}
		d.m.localDecl[a.name] = l
		d.m.locals = append(d.m.locals, l)
	}
}

func (d *declarer) resource(b *block, m mode) {
	r := &resource{mode: m, typ: b.label(0), name: b.label(1), head: b.head, whole: b.whole, damaged: b.damaged}
	r.body = &body{at: b.body.at, json: b.body.json}
	for _, a := range b.body.attrs {
		switch a.name {
		case "count":
			r.count = a
		case "for_each":
			r.forEach = a
		case "provider":
			r.provider = a
		case "depends_on":
			r.dependsOn = a
		case "lifecycle", "provisioner", "connection": // in JSON
			if !b.body.json {
				r.body.attrs = append(r.body.attrs, a)
			}
		default:
			r.body.attrs = append(r.body.attrs, a)
		}
	}
	for _, n := range b.body.blocks {
		switch n.typ {
		case "lifecycle", "provisioner", "connection":
		default:
			r.body.blocks = append(r.body.blocks, n)
		}
	}
	if r.count != nil && r.forEach != nil {
		d.problem(diag.Evaluation, r.forEach.nameAt, "a block has either count or for_each, not both; for_each is taken")
		r.count = nil
	}
	key := r.address()
	if first := d.m.resDecl[key]; first != nil {
		d.twice(b.head, "resource", key, first.head)
		return
	}
	if !b.damaged { // else it may be a whole line
		d.m.heads[b.head] = true
	}
	d.m.resDecl[key] = r
	d.m.resources = append(d.m.resources, r)
}

func (d *declarer) call(b *block) {
	c := &moduleCall{name: b.label(0), head: b.head, damaged: b.damaged, sourceAt: b.head}
	for _, a := range b.body.attrs {
		switch a.name {
		case "source":
			c.sourceAt = a.at
			if text, ok := literalString(a.expr); ok {
				c.source = text
			} else {
				d.problem(diag.Evaluation, a.at, "the source of a module must be written out for Moat to find it")
			}
		case "version":
			c.version, _ = literalString(a.expr)
		case "count":
			c.count = a
		case "for_each":
			c.forEach = a
		case "depends_on":
			c.dependsOn = a
		case "providers":
			c.providers = a
		default:
			c.args = append(c.args, a)
		}
	}
	if c.source == "" && c.sourceAt == b.head && !b.damaged {
		d.problem(diag.Binding, b.head, "module %q has no source", c.name)
	}
	if first := d.m.callDecl[c.name]; first != nil {
		d.twice(b.head, "module", c.name, first.head)
		return
	}
	d.m.callDecl[c.name] = c
	d.m.calls = append(d.m.calls, c)
}

func (d *declarer) output(b *block) {
	o := &output{name: b.label(0), nameAt: d.nameAt(b, 0), damaged: b.damaged}
	for _, a := range b.body.attrs {
		switch a.name {
		case "value":
			o.value = a
		case "sensitive", "ephemeral":
			o.sensitive = o.sensitive || d.flag(a, false)
		}
	}
	if o.value == nil && !b.damaged {
		d.problem(diag.Binding, b.head, "output %q has no value", o.name)
	}
	if slices.ContainsFunc(d.m.outputs, func(have *output) bool { return have.name == o.name }) {
		d.problem(diag.Binding, o.nameAt, "output %q is declared twice in this module", o.name)
		return
	}
	d.m.outputs = append(d.m.outputs, o)
}

func (d *declarer) provider(b *block) {
	p := &provider{name: b.label(0), body: b.body, head: b.head}
	if a := b.body.attr("alias"); a != nil {
		p.alias, _ = literalString(a.expr)
	}
	d.m.providers = append(d.m.providers, p)
}
