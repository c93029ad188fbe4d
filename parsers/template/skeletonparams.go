package template

import (
	"strings"

	"moat/analyzer/diag"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/template/expression"
)

// ParametersFromNode builds a parameter file from its JSON form, {parameters:
// {name: {value}}}. Its strings are never expressions, but for the ${NAME} and
// ${NAME=default} that the Azure Developer CLI fills in from its environment.
//
// Source: https://learn.microsoft.com/azure/azure-resource-manager/templates/parameter-files
func ParametersFromNode(n Node) *ParameterFile {
	b := &builder{file: n.rng().File}
	if b.file == nil {
		b.file = source.NewFile("", nil)
	}
	f := &ParameterFile{File: b.file, Verbatim: true}
	if b.expect(n, nodeObject, "a parameter file") {
		if s, ok := b.section(n, "parameters"); ok {
			for i := range s.length() {
				if a := b.assignment(s.entry(i)); a != nil {
					f.Assignments = append(f.Assignments, a)
				}
			}
		}
	}
	f.Problems = diag.Sort(b.problems)
	return f
}

func (b *builder) assignment(e entry) *Assignment {
	if !b.expect(e.value, nodeObject, "the value of a parameter") {
		return nil
	}
	a := &Assignment{Name: e.key, NameAt: e.keyAt}
	v, x := e.value.get("value"), e.value.get("expression")
	switch {
	case e.value.get("reference").given():
		a.Secret = true
	case x.given():
		a.Value = b.expr(x)
	case v.kind() != nodeAbsent:
		a.Value = b.verbatim(v)
	case e.value.length() == 0 || e.value.unclosed(): // {} stands for "not given"
		return nil
	default:
		b.problem(diag.Syntax, e.value.rng(), "parameter %q is given neither a value nor a reference", e.key)
		return nil
	}
	return a
}

// verbatim turns a value of a parameter file into an expression.
func (b *builder) verbatim(n Node) expression.Expr {
	switch n.kind() {
	case nodeObject:
		o := &expression.Object{At: n.rng(), Members: make([]expression.Member, 0, n.length())}
		for i := range n.length() {
			m := n.entry(i)
			o.Members = append(o.Members, expression.Member{Key: text(m.key, m.keyAt), Value: b.verbatim(m.value)})
		}
		return o
	case nodeArray:
		a := &expression.Array{At: n.rng(), Items: make([]expression.Item, n.length())}
		for i := range a.Items {
			a.Items[i].Value = b.verbatim(n.item(i))
		}
		return a
	case nodeString:
		return substituted(n.text(), n.rng())
	case nodeBad:
		return &expression.Bad{At: n.rng()}
	}
	return &expression.Literal{At: n.rng(), Value: n.constant()}
}

// substituted is a text with ${NAME} and ${NAME=default} in it. A default is
// assumed to hold, as a parameter's is.
//
// Source: https://learn.microsoft.com/azure/developer/azure-developer-cli/manage-environment-variables
func substituted(s string, at source.Range) expression.Expr {
	var pieces []expression.Piece
	rest := s
	for {
		before, after, ok := strings.Cut(rest, "${")
		inside, behind, closed := strings.Cut(after, "}")
		name, otherwise, hasDefault := strings.Cut(inside, "=")
		if !ok || !closed || !isEnvironmentName(name) {
			break
		}
		if before != "" {
			pieces = append(pieces, expression.Piece{Lit: before})
		}
		hole := expression.Expr(&expression.Call{
			At: at, NameAt: at, Name: "readEnvironmentVariable", Args: []expression.Expr{text(name, at)},
		})
		if hasDefault {
			hole = &expression.Literal{At: at, Value: value.NewString(otherwise, value.NewOrigin(
				value.Origin{Kind: value.OriginDefault, At: at, Name: name, Next: value.Literal(at)}))}
		}
		pieces = append(pieces, expression.Piece{Hole: hole})
		rest = behind
	}
	switch {
	case len(pieces) == 0:
		return text(s, at)
	case len(pieces) == 1 && rest == "":
		return pieces[0].Hole
	case rest != "":
		pieces = append(pieces, expression.Piece{Lit: rest})
	}
	return &expression.Text{At: at, Pieces: pieces}
}

func isEnvironmentName(s string) bool {
	for i := range len(s) {
		c := s[i]
		if c != '_' && (c|0x20 < 'a' || c|0x20 > 'z') && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}
