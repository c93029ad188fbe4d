package bicep

import (
	"moat/analyzer/diag"
	"moat/analyzer/value"
	"moat/parsers/bicep/syntax"
	"moat/parsers/template"
)

// decoratorNames are all there are. Those that change nothing for an analysis
// are read past.
var decoratorNames = [...]string{
	"allowed", "batchSize", "description", "discriminator", "export", "maxLength", "maxValue", "metadata", "minLength",
	"minValue", "nullIfNotFound", "onlyIfNotExists", "patch", "retryOn", "sealed", "secure", "validate", "waitUntil",
}

// marks is what the decorators of a declaration say.
type marks struct {
	secure, exported, discriminated, onlyIfNotExists bool
	allowed                                          []value.Value // nil without @allowed

	minValue, maxValue, minLength, maxLength *int64
}

func (l *lowerer) marks(ds []*syntax.Decorator) marks {
	var m marks
	for _, d := range ds {
		name, args, ok := l.decorator(d)
		if !ok {
			continue
		}
		switch name {
		case "secure":
			m.secure = true
		case "export":
			m.exported = true
		case "discriminator":
			m.discriminated = true
		case "onlyIfNotExists":
			m.onlyIfNotExists = true
		case "allowed":
			m.allowed = l.allowed(d, args)
		case "minValue":
			m.minValue = l.bound(d, args)
		case "maxValue":
			m.maxValue = l.bound(d, args)
		case "minLength":
			m.minLength = l.bound(d, args)
		case "maxLength":
			m.maxLength = l.bound(d, args)
		}
	}
	return m
}

// decorator takes @name(…) or @sys.name(…) apart; false if it isn't readable or
// there is none of that name.
func (l *lowerer) decorator(d *syntax.Decorator) (name string, args []syntax.Expr, ok bool) {
	var at syntax.Node
	switch x := d.Expr.(type) {
	case *syntax.Ident:
		name, at = x.Name, x
	case *syntax.Call:
		name, at, args = x.Name.Text, x.Name, x.Args
		if id, isIdent := x.Base.(*syntax.Ident); x.Base != nil && (!isIdent || !builtinNamespace(id.Name)) {
			l.problem(diag.Binding, l.at(d.Expr), "decorators come from the namespace sys")
			return "", nil, false
		}
	case *syntax.Member:
		name, at = x.Name.Text, x.Name
	default:
		return "", nil, false
	}
	if name == "" {
		return "", nil, false
	}
	for _, known := range decoratorNames {
		if known == name {
			return name, args, true
		}
	}
	l.problem(diag.Binding, l.at(at), "there is no decorator %q%s", name, suggest(name, decoratorNames[:]))
	return "", nil, false
}

// allowed is the list of @allowed([…]); nil, which allows everything, if it
// isn't a list of constants.
func (l *lowerer) allowed(d *syntax.Decorator, args []syntax.Expr) []value.Value {
	if len(args) == 1 {
		if list, ok := args[0].(*syntax.Array); ok {
			values := make([]value.Value, 0, len(list.Items))
			for _, it := range list.Items {
				v, ok := l.constant(it)
				if !ok {
					values = nil
					break
				}
				values = append(values, v)
			}
			if values != nil {
				return values
			}
		}
	}
	l.problem(diag.Evaluation, l.at(d), "@allowed takes a list of constants")
	return nil
}

// bound is the number of @minValue(n) and its like; nil if it isn't a constant.
func (l *lowerer) bound(d *syntax.Decorator, args []syntax.Expr) *int64 {
	if len(args) == 1 {
		if v, ok := l.constant(args[0]); ok {
			if n, ok := v.(value.Int); ok {
				i := n.Int()
				return &i
			}
		}
	}
	l.problem(diag.Evaluation, l.at(d), "this decorator takes a whole number, written out")
	return nil
}

// constant is the value of an expression without names, calls and operators
// other than the sign of a number.
func (l *lowerer) constant(x syntax.Expr) (value.Value, bool) {
	o := value.Literal(l.at(x))
	switch x := x.(type) {
	case *syntax.Int:
		if x.Value <= 1<<63-1 {
			return value.NewInt(int64(x.Value), o), true
		}
	case *syntax.Bool:
		return value.NewBool(x.Value, o), true
	case *syntax.NullLit:
		return value.NewNull(o), true
	case *syntax.String:
		if s, ok := x.Literal(); ok {
			return value.NewString(s, o), true
		}
	case *syntax.Unary:
		if n, ok := x.Operand.(*syntax.Int); ok && x.Op == syntax.Minus && n.Value <= 1<<63 {
			return value.NewInt(-int64(n.Value), o), true
		}
	case *syntax.Paren:
		return l.constant(x.Inner)
	case *syntax.Array:
		items := make([]value.Value, 0, len(x.Items))
		for _, it := range x.Items {
			v, ok := l.constant(it)
			if !ok {
				return nil, false
			}
			items = append(items, v)
		}
		return value.NewArray(items, o), true
	case *syntax.Object:
		members := make([]value.Member, 0, len(x.Entries))
		for _, e := range x.Entries {
			p, ok := e.(*syntax.Property)
			if !ok {
				return nil, false
			}
			key, ok := syntax.KeyText(p.Key)
			if !ok {
				return nil, false
			}
			v, ok := l.constant(p.Value)
			if !ok {
				return nil, false
			}
			members = append(members, value.Member{Key: key, Value: v, KeyAt: l.at(p.Key), At: l.at(p.Value)})
		}
		return value.NewObject(members, l.at(x), o), true
	}
	return nil, false
}

// apply adds to a type, which belongs to one declaration alone, what the
// decorators say of it.
func (m marks) apply(t *template.Type) *template.Type {
	t.Secure = t.Secure || m.secure
	t.MinValue, t.MaxValue = m.minValue, m.maxValue
	t.MinLength, t.MaxLength = m.minLength, m.maxLength
	if m.discriminated && t.Kind == template.TypeUnion {
		t.Kind = template.TypeDiscriminated
	}
	return t
}
