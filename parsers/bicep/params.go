package bicep

import (
	"moat/analyzer/diag"
	"moat/analyzer/language"
	"moat/parsers/bicep/syntax"
	"moat/parsers/template"
)

// parameterFile lowers a .bicepparam file. Types only describe its variables,
// and configurations of extensions reach no parameter: neither is kept.
func (l *lowerer) parameterFile() *template.ParameterFile {
	p := &template.ParameterFile{File: l.file.Source}
	l.declareAll()
	for _, d := range l.file.Decls {
		if e, ok := d.(*syntax.Extends); ok {
			if _, taken := l.scope.file["base"]; !taken {
				l.scope.declare("base", symbol{symbolNamespace, "base", l.at(e)})
			}
			break
		}
	}
	for _, d := range l.file.Decls {
		switch d := d.(type) {
		case *syntax.Using:
			l.using(p, d)
		case *syntax.Extends:
			l.extends(p, d)
		case *syntax.ParamAssignment:
			if x := l.expr(d.Value); !d.Name.IsMissing() {
				p.Assignments = append(p.Assignments, &template.Assignment{Name: d.Name.Text, NameAt: l.at(d.Name), Value: x})
			}
		case *syntax.Var:
			p.Variables = append(p.Variables, l.variable(d))
		case *syntax.Type:
			l.decoratedType(d.Decorators, d.Value)
		case *syntax.Import:
			p.Imports = append(p.Imports, l.importDecl(d))
		case *syntax.Extension:
			l.extensionDecl(d)
		case *syntax.ExtensionConfig:
			l.expr(d.Config)
		}
	}
	p.Problems = l.sortedProblems()
	return p
}

func (l *lowerer) using(p *template.ParameterFile, d *syntax.Using) {
	if p.UsingAt.IsValid() {
		l.problem(diag.Binding, l.at(d), "using stands in this file twice")
		return
	}
	if d.Config != nil {
		l.expr(d.Config)
	}
	if d.Path == nil {
		p.UsingAt = l.tokenAt(d.None, d)
		return
	}
	r := l.path(d.Path)
	p.Using, p.UsingAt, p.UsingProblem = r.ref, r.at, r.problem
	l.refer(language.RefUsing, r.ref, r.written, r.at)
}

func (l *lowerer) extends(p *template.ParameterFile, d *syntax.Extends) {
	if p.ExtendsAt.IsValid() {
		l.problem(diag.Binding, l.at(d), "extends stands in this file twice")
		return
	}
	r := l.path(d.Path)
	if r.problem != "" {
		l.problem(diag.Binding, r.at, "%s", r.problem)
	}
	p.Extends, p.ExtendsAt = r.ref, r.at
	l.refer(language.RefExtends, r.ref, r.written, r.at)
}
