package bicep

import (
	"strconv"

	"moat/analyzer/diag"
	"moat/analyzer/value"
	"moat/parsers/bicep/syntax"
	"moat/parsers/template"
)

// ambientTypes are the names of types that need no declaration.
var ambientTypes = [...]struct {
	name string
	kind template.TypeKind
}{
	{"string", template.TypeString}, {"int", template.TypeInt}, {"bool", template.TypeBool},
	{"object", template.TypeObject}, {"array", template.TypeArray}, {"any", template.TypeAny},
}

func ambientType(name string) (template.TypeKind, bool) {
	for _, a := range ambientTypes {
		if a.name == name {
			return a.kind, true
		}
	}
	return 0, false
}

// resourceTypes are the types that take a resource type as their argument.
var resourceTypes = [...]string{"resourceInput", "resourceOutput", "resource"}

// typ lowers a type. The result is new each time; a type that isn't readable
// takes anything.
func (l *lowerer) typ(x syntax.TypeExpr) *template.Type {
	at := l.at(x)
	switch x := x.(type) {
	case *syntax.TypeName:
		return l.typeName(x)
	case *syntax.TypeMember:
		return l.typeMember(x)
	case *syntax.TypeLiteral:
		if v, ok := l.constant(x.Value); ok {
			return &template.Type{At: at, Kind: template.TypeLiteral, Literal: v}
		}
		if n, ok := x.Value.(*syntax.Int); ok {
			l.integer(n, x, false)
		} else {
			l.problem(diag.Evaluation, at, "a type can't hold expressions")
		}
		return &template.Type{At: at}
	case *syntax.TypeUnary:
		return l.negatedType(x)
	case *syntax.TypeArray:
		return &template.Type{At: at, Kind: template.TypeArray, Items: l.typ(x.Base)}
	case *syntax.TypeItem:
		return &template.Type{At: at, Kind: template.TypeAccess, Base: l.typ(x.Base), Step: "[*]"}
	case *syntax.TypeAdditional:
		return &template.Type{At: at, Kind: template.TypeAccess, Base: l.typ(x.Base), Step: ".*"}
	case *syntax.TypeIndex:
		n, ok := x.Index.(*syntax.Int)
		if !ok {
			l.problem(diag.Evaluation, l.at(x.Index), "an item of a tuple type is chosen by a number, written out")
			return &template.Type{At: at}
		}
		return &template.Type{At: at, Kind: template.TypeAccess, Base: l.typ(x.Base), Step: strconv.FormatUint(n.Value, 10)}
	case *syntax.TypeNullable:
		t := l.typ(x.Base)
		t.At, t.Nullable, t.NonNull = at, true, false
		return t
	case *syntax.TypeNonNull:
		t := l.typ(x.Base)
		t.At, t.Nullable, t.NonNull = at, false, true
		return t
	case *syntax.TypeUnion:
		t := &template.Type{At: at, Kind: template.TypeUnion}
		for _, m := range x.Members {
			t.Members = append(t.Members, l.typ(m))
		}
		return t
	case *syntax.TypeObject:
		return l.objectType(x)
	case *syntax.TypeTuple:
		t := &template.Type{At: at, Kind: template.TypeTuple, Tuple: make([]*template.Type, 0, len(x.Items))}
		l.closed(x.Close)
		for _, it := range x.Items {
			item, ok := it.(*syntax.TypeTupleItem)
			if !ok {
				l.damaged = true
				t.Tuple = append(t.Tuple, &template.Type{At: l.at(it)})
				continue
			}
			t.Tuple = append(t.Tuple, l.decoratedType(item.Decorators, item.Type))
		}
		return t
	case *syntax.TypeParen:
		return l.typ(x.Inner)
	case *syntax.TypeResource:
		t := &template.Type{At: at, Kind: template.TypeResource}
		if s, ok := x.Type.(*syntax.String); ok {
			t.Name, _ = s.Literal()
		}
		return t
	}
	l.damaged = true
	return &template.Type{At: at}
}

// decoratedType lowers a type with its decorators.
func (l *lowerer) decoratedType(ds []*syntax.Decorator, x syntax.TypeExpr) *template.Type {
	m := l.marks(ds)
	return m.apply(l.typ(x))
}

func (l *lowerer) typeName(x *syntax.TypeName) *template.Type {
	t := &template.Type{At: l.at(x)}
	if x.Name.IsMissing() {
		l.damaged = true
		return t
	}
	name := x.Name.Text
	if sym, ok := l.scope.file[name]; ok {
		switch sym.kind {
		case symbolType, symbolImport:
			t.Kind, t.Name = template.TypeRef, name
		default:
			if !l.sysType(t, name, x.Args) {
				l.problem(diag.Binding, l.at(x.Name), "%q is %s, not a type", name, kindNames[sym.kind])
			}
		}
		return t
	}
	if l.sysType(t, name, x.Args) {
		return t
	}
	l.problem(diag.Binding, l.at(x.Name), "there is no type %q%s", name, l.suggestType(name))
	return t
}

func (l *lowerer) suggestType(name string) string {
	if l.full() {
		return ""
	}
	var ambient []string
	for _, a := range ambientTypes {
		ambient = append(ambient, a.name)
	}
	return suggest(name, ambient, l.scope.types)
}

// sysType makes t the type of that name in the namespace sys; false if there is
// none.
func (l *lowerer) sysType(t *template.Type, name string, args *syntax.TypeArgs) bool {
	if kind, ok := ambientType(name); ok {
		t.Kind = kind
		return true
	}
	for _, r := range resourceTypes {
		if r != name {
			continue
		}
		t.Kind = template.TypeResource
		if args != nil && len(args.Types) == 1 {
			if lit, ok := args.Types[0].(*syntax.TypeLiteral); ok {
				if s, ok := lit.Value.(*syntax.String); ok {
					t.Name, _ = s.Literal()
				}
			}
		}
		return true
	}
	return false
}

// typeMember lowers base.name: a type of a namespace, or a property's type.
func (l *lowerer) typeMember(x *syntax.TypeMember) *template.Type {
	t := &template.Type{At: l.at(x)}
	if x.Name.IsMissing() {
		l.damaged = true
		l.typ(x.Base)
		return t
	}
	name := x.Name.Text
	if base, ok := x.Base.(*syntax.TypeName); ok && base.Args == nil && !base.Name.IsMissing() {
		sym, declared := l.scope.file[base.Name.Text]
		switch {
		case declared && sym.kind == symbolNamespace:
			t.Kind, t.Namespace, t.Name = template.TypeRef, base.Name.Text, name
			return t
		case !declared && builtinNamespace(base.Name.Text):
			if !l.sysType(t, name, x.Args) {
				l.problem(diag.Binding, l.at(x.Name), "the namespace %q has no type %q", base.Name.Text, name)
			}
			return t
		}
	}
	t.Kind, t.Base, t.Step = template.TypeAccess, l.typ(x.Base), name
	return t
}

// negatedType is -10 or !true.
func (l *lowerer) negatedType(x *syntax.TypeUnary) *template.Type {
	at := l.at(x)
	t := &template.Type{At: at, Kind: template.TypeLiteral}
	if lit, ok := x.Operand.(*syntax.TypeLiteral); ok {
		switch v := lit.Value.(type) {
		case *syntax.Int:
			if x.Op == syntax.Minus && v.Value <= 1<<63 {
				t.Literal = value.NewInt(-int64(v.Value), value.Literal(at))
				return t
			}
		case *syntax.Bool:
			if x.Op == syntax.Exclamation {
				t.Literal = value.NewBool(!v.Value, value.Literal(at))
				return t
			}
		}
	}
	l.problem(diag.Evaluation, at, "only a number can be negative in a type, and only true or false negated")
	t.Kind = template.TypeAny
	return t
}

func (l *lowerer) objectType(x *syntax.TypeObject) *template.Type {
	t := &template.Type{At: l.at(x), Kind: template.TypeObject}
	l.closed(x.Close)
	for _, m := range x.Members {
		p, ok := m.(*syntax.TypeProperty)
		if !ok {
			l.damaged = true
			continue
		}
		pt := l.decoratedType(p.Decorators, p.Type)
		if _, star := p.Key.(*syntax.Star); star {
			t.Additional = pt
			continue
		}
		name, ok := syntax.KeyText(p.Key)
		if !ok {
			l.damaged = true
			continue
		}
		t.Properties = append(t.Properties, template.TypeProperty{Name: name, NameAt: l.at(p.Key), Type: pt})
	}
	return t
}
