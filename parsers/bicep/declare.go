package bicep

import (
	"moat/analyzer/diag"
	"moat/parsers/bicep/syntax"
)

// maxNesting is how many resources may be nested in one another. Resource types
// have a handful of segments; the bound keeps the symbols of hostile files
// short.
const maxNesting = 32

// declareAll enters the names of all declarations, since each can be used
// before it is declared.
func (l *lowerer) declareAll() {
	outputs := map[string]bool{}
	for _, d := range l.file.Decls {
		switch d := d.(type) {
		case *syntax.Param:
			l.declare(d.Name, symbolParameter)
		case *syntax.ParamAssignment:
			l.declare(d.Name, symbolParameter)
		case *syntax.Var:
			l.declare(d.Name, symbolVariable)
		case *syntax.Type:
			l.declare(d.Name, symbolType)
		case *syntax.Func:
			l.declare(d.Name, symbolFunction)
		case *syntax.Resource:
			l.declare(d.Name, symbolResource)
			l.declareNested(d, d.Name.Text, 1)
		case *syntax.Module:
			l.declare(d.Name, symbolResource)
		case *syntax.Import:
			l.declareImport(d)
		case *syntax.Extension:
			if name := extensionAlias(d); name != "" {
				l.declareAs(name, symbolNamespace, d.Spec)
			}
		case *syntax.Output:
			if !d.Name.IsMissing() && outputs[d.Name.Text] {
				l.problem(diag.Binding, l.at(d.Name), "the output %q is declared twice", d.Name.Text)
			}
			outputs[d.Name.Text] = true
		}
	}
}

func (l *lowerer) declare(n *syntax.Name, kind symbolKind) {
	if !n.IsMissing() {
		l.declareAs(n.Text, kind, n)
	}
}

func (l *lowerer) declareAs(name string, kind symbolKind, at syntax.Node) {
	first, taken := l.scope.declare(name, symbol{kind, name, l.at(at)})
	if taken {
		l.problem(diag.Binding, l.at(at), "%q is already declared in line %d", name, first.at.StartPosition().Line)
	}
}

func (l *lowerer) declareImport(d *syntax.Import) {
	switch s := d.Symbols.(type) {
	case *syntax.ImportAll:
		l.declare(s.Alias, symbolNamespace)
	case *syntax.ImportList:
		for _, it := range s.Items {
			if n, ok := it.(*syntax.ImportName); ok {
				if name, at := importAlias(n); name != "" {
					l.declareAs(name, symbolImport, at)
				}
			}
		}
	}
}

// importAlias is the name under which an imported one is known here; "" if it
// isn't readable.
func importAlias(n *syntax.ImportName) (string, syntax.Node) {
	if n.Alias != nil {
		return n.Alias.Text, n.Alias
	}
	if name, ok := n.Original.(*syntax.Name); ok {
		return name.Text, name
	}
	return "", n.Original
}

// declareNested enters the resources that stand in a resource's body.
func (l *lowerer) declareNested(d *syntax.Resource, prefix string, depth int) {
	b := bodyOf(d.Body)
	if b.object == nil || prefix == "" || depth > maxNesting {
		return
	}
	for _, e := range b.object.Entries {
		child, ok := e.(*syntax.Resource)
		if !ok || child.Name.IsMissing() {
			continue
		}
		full := prefix + "::" + child.Name.Text
		if first, taken := l.scope.nested[full]; taken {
			l.problem(diag.Binding, l.at(child.Name), "%q is already declared in line %d",
				child.Name.Text, l.at(first.Name).StartPosition().Line)
			continue
		}
		l.scope.nested[full] = child
		l.declareNested(child, full, depth+1)
	}
}

// body is the body of a resource or module, taken apart.
type body struct {
	loop   *syntax.For    // nil without a loop
	cond   syntax.Expr    // nil without a condition
	object *syntax.Object // nil if it isn't readable
	bad    syntax.Expr    // what stands in its place; nil if there is an object
}

func bodyOf(x syntax.Expr) body {
	var b body
	if f, ok := x.(*syntax.For); ok {
		b.loop, x = f, f.Body
	}
	if c, ok := x.(*syntax.If); ok {
		b.cond, x = c.Cond, c.Body
	}
	if o, ok := x.(*syntax.Object); ok {
		b.object = o
	} else {
		b.bad = x
	}
	return b
}
