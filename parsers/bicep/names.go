package bicep

import (
	"moat/analyzer/diag"
	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/parsers/bicep/syntax"
	"moat/parsers/template/expression"
)

// ident lowers a name that stands for a value.
func (l *lowerer) ident(x *syntax.Ident) expression.Expr {
	at := l.at(x)
	sym, ok := l.scope.lookup(x.Name)
	if !ok {
		if l.namespace(x.Name) {
			l.problem(diag.Binding, at, "%q is a namespace, not a value; call its functions as %s.name(…)", x.Name, x.Name)
		} else {
			l.undeclared(at, x.Name)
		}
		return &expression.Bad{At: at}
	}
	name := &expression.Name{At: at, Name: sym.name}
	switch sym.kind {
	case symbolParameter:
		name.Kind = expression.NameParameter
	case symbolVariable, symbolImport:
		name.Kind = expression.NameVariable
	case symbolResource:
		name.Kind = expression.NameResource
	case symbolLocal:
		name.Kind = expression.NameLocal
	case symbolNamespace:
		name.Kind = expression.NameNamespace
	default:
		l.problem(diag.Binding, at, "%q is %s, not a value", x.Name, kindNames[sym.kind])
		return &expression.Bad{At: at}
	}
	return name
}

// undeclared reports a name that nothing declares.
func (l *lowerer) undeclared(at source.Range, name string) {
	hint := ""
	if !l.full() {
		hint = suggest(name, l.scope.stack, l.scope.order)
	}
	l.problem(diag.Binding, at, "%q isn't declared%s", name, hint)
}

// namespace says whether a name that nothing declares stands for a namespace
// here.
func (l *lowerer) namespace(name string) bool {
	return builtinNamespace(name) || name == "this" && l.bodies > 0
}

// asNamespace is the namespace that an expression in front of a dot names; ""
// if it is none. A declaration hides a namespace of the same name.
func (l *lowerer) asNamespace(x syntax.Expr) (name string, declared bool) {
	id, ok := x.(*syntax.Ident)
	if !ok {
		return "", false
	}
	if sym, ok := l.scope.lookup(id.Name); ok {
		if sym.kind == symbolNamespace {
			return id.Name, true
		}
		return "", false
	}
	if l.namespace(id.Name) {
		return id.Name, false
	}
	return "", false
}

func (l *lowerer) member(x *syntax.Member) expression.Expr {
	if ns, declared := l.asNamespace(x.Base); ns != "" && !declared {
		if !x.Name.IsMissing() {
			l.problem(diag.Binding, l.at(x.Name), "the namespace %q has only functions; there is no %q to read", ns, x.Name.Text)
			return &expression.Bad{At: l.at(x)}
		}
		return l.unread(x)
	}
	base := l.expr(x.Base)
	if x.Name.IsMissing() {
		return l.unread(x)
	}
	return &expression.Prop{At: l.at(x), Base: base, Name: x.Name.Text, NameAt: l.at(x.Name), Safe: x.Safe != 0}
}

func (l *lowerer) index(x *syntax.Index) expression.Expr {
	// ns['name'] reads a wildcard import just as ns.name does.
	if ns, declared := l.asNamespace(x.Base); ns != "" && declared {
		if s, ok := x.Index.(*syntax.String); ok {
			if name, ok := s.Literal(); ok {
				return &expression.Prop{At: l.at(x), Base: l.expr(x.Base), Name: name, NameAt: l.at(s), Safe: x.Safe != 0}
			}
		}
	}
	base := l.expr(x.Base)
	return &expression.Index{At: l.at(x), Base: base, Index: l.expr(x.Index), Safe: x.Safe != 0, FromEnd: x.FromEnd != 0}
}

// nestedResource lowers parent::child to the name of the nested resource. An
// index on the way stays, around the whole name.
func (l *lowerer) nestedResource(x *syntax.ResourceMember) expression.Expr {
	base := l.expr(x.Base)
	if x.Name.IsMissing() {
		return l.unread(x)
	}
	at := l.at(x)
	for p, ok := base.(*expression.Paren); ok; p, ok = base.(*expression.Paren) {
		base = p.X
	}
	index, indexed := base.(*expression.Index)
	if indexed {
		base = index.Base
	}
	parent, ok := base.(*expression.Name)
	if !ok || parent.Kind != expression.NameResource {
		if _, bad := base.(*expression.Bad); !bad {
			l.problem(diag.Binding, l.at(x.Base), ":: leads from a resource to those nested in it; this is no resource")
		}
		return &expression.Bad{At: at}
	}
	full := parent.Name + "::" + x.Name.Text
	if l.scope.nested[full] == nil {
		hint := ""
		if !l.full() {
			hint = suggest(x.Name.Text, l.nestedIn(parent.Name))
		}
		l.problem(diag.Binding, l.at(x.Name), "no resource %q is nested in %q%s", x.Name.Text, parent.Name, hint)
		return &expression.Bad{At: at}
	}
	name := &expression.Name{At: at, Kind: expression.NameResource, Name: full}
	if indexed {
		return &expression.Index{At: at, Base: name, Index: index.Index, Safe: index.Safe, FromEnd: index.FromEnd}
	}
	return name
}

// nestedIn are the names of the resources nested in one, in order.
func (l *lowerer) nestedIn(symbol string) []string {
	var decl *syntax.Resource
	if decl = l.scope.nested[symbol]; decl == nil {
		for _, d := range l.file.Decls {
			if r, ok := d.(*syntax.Resource); ok && r.Name.Text == symbol {
				decl = r
				break
			}
		}
	}
	if decl == nil {
		return nil
	}
	b := bodyOf(decl.Body)
	if b.object == nil {
		return nil
	}
	var names []string
	for _, e := range b.object.Entries {
		if r, ok := e.(*syntax.Resource); ok && !r.Name.IsMissing() {
			names = append(names, r.Name.Text)
		}
	}
	return names
}

// ---- calls ----

// loadsFile says whether a function's first argument is the path of a file.
func loadsFile(function string) bool {
	switch function {
	case "loadTextContent", "loadFileAsBase64", "loadJsonContent", "loadYamlContent":
		return true
	}
	return false
}

func (l *lowerer) call(x *syntax.Call) expression.Expr {
	out := &expression.Call{At: l.at(x), NameAt: l.at(x.Name), Name: x.Name.Text}
	l.closed(x.Close)
	if x.Base == nil {
		return l.plainCall(x, out)
	}
	ns, declared := l.asNamespace(x.Base)
	if ns == "" {
		out.Receiver = l.expr(x.Base)
		out.Args = l.arguments(x)
		if x.Name.IsMissing() {
			return l.unread(x)
		}
		return out
	}
	out.Namespace = ns
	if x.Name.IsMissing() {
		l.arguments(x)
		return l.unread(x)
	}
	if declared || ns == "this" {
		out.Args = l.arguments(x)
		return out
	}
	return l.libraryCall(x, out)
}

// plainCall lowers name(…): a function of this file or an imported one, else
// one of the library. Variables and the like don't hide functions.
func (l *lowerer) plainCall(x *syntax.Call, out *expression.Call) expression.Expr {
	if x.Name.IsMissing() {
		l.arguments(x)
		return l.unread(x)
	}
	if sym, ok := l.scope.file[x.Name.Text]; ok && (sym.kind == symbolFunction || sym.kind == symbolImport) {
		out.Args = l.arguments(x)
		return out
	}
	return l.libraryCall(x, out)
}

func (l *lowerer) libraryCall(x *syntax.Call, out *expression.Call) expression.Expr {
	if out.Name == "nameof" {
		return l.nameof(x)
	}
	out.Args = l.arguments(x)
	if !l.library.has(out.Name) {
		switch {
		case l.full():
			l.dropped = true
		case l.library.elsewhere(out.Name):
			l.problem(diag.Binding, out.NameAt, "the function %q can't be called in this kind of file", out.Name)
		default:
			l.problem(diag.Binding, out.NameAt, "there is no function %q%s", out.Name, l.suggestFunction(out))
		}
		return &expression.Bad{At: out.At}
	}
	if loadsFile(out.Name) && len(x.Args) > 0 {
		l.loads(x.Args[0])
	}
	return out
}

func (l *lowerer) suggestFunction(call *expression.Call) string {
	if call.Namespace != "" {
		return suggest(call.Name, l.library.names())
	}
	return suggest(call.Name, l.scope.funcs, l.library.names())
}

// loads notes the file that a load function reads, where its path is written
// out.
func (l *lowerer) loads(path syntax.Expr) {
	s, ok := path.(*syntax.String)
	if !ok {
		return
	}
	if text, ok := s.Literal(); ok {
		ref, _ := l.local(text)
		l.refer(language.RefLoad, ref, text, l.at(s))
	}
}

func (l *lowerer) arguments(x *syntax.Call) []expression.Expr {
	args := make([]expression.Expr, 0, len(x.Args))
	for _, a := range x.Args {
		args = append(args, l.expr(a))
	}
	return args
}

// nameof(a.b) is the last name of its argument, which isn't evaluated but must
// be declared.
func (l *lowerer) nameof(x *syntax.Call) expression.Expr {
	args := l.arguments(x)
	if len(args) == 1 {
		if _, bad := args[0].(*expression.Bad); bad {
			return &expression.Bad{At: l.at(x)}
		}
		if name, ok := lastName(x.Args[0]); ok {
			return stringLiteral(name, l.at(x))
		}
	}
	l.problem(diag.Evaluation, l.at(x), "nameof takes one name, such as nameof(storage) or nameof(storage.sku)")
	return &expression.Bad{At: l.at(x)}
}

func lastName(x syntax.Expr) (string, bool) {
	switch x := x.(type) {
	case *syntax.Ident:
		return x.Name, true
	case *syntax.Member:
		return x.Name.Text, !x.Name.IsMissing()
	case *syntax.ResourceMember:
		return x.Name.Text, !x.Name.IsMissing()
	case *syntax.NonNull:
		return lastName(x.Base)
	case *syntax.Index:
		if s, ok := x.Index.(*syntax.String); ok {
			return s.Literal()
		}
	}
	return "", false
}
