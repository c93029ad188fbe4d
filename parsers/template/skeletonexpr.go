package template

import (
	"strings"

	"moat/analyzer/diag"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/template/expression"
)

// expr turns a value of the template into the expression that computes it.
func (b *builder) expr(n Node) expression.Expr {
	b.depth++
	defer func() { b.depth-- }()
	if b.depth > maxDepth {
		b.problem(diag.Limit, n.rng(), "values are nested more than %d deep here; what is inside was not read", maxDepth)
		return &expression.Bad{At: n.rng()}
	}
	switch n.kind() {
	case nodeObject:
		return b.object(n, nil)
	case nodeArray:
		return b.array(n)
	case nodeString:
		return b.stringExpr(n)
	case nodeAbsent:
		return nil
	case nodeBad:
		b.damaged = true
		return &expression.Bad{At: n.rng()}
	}
	return &expression.Literal{At: n.rng(), Value: n.constant()}
}

// constant is a value as it stands, its strings being no expressions.
func (n Node) constant() value.Value {
	if n.json == nil {
		return n.val
	}
	v := plainValue(n.json)
	return value.WithOrigin(v, value.Literal(n.rng()))
}

func (b *builder) array(n Node) *expression.Array {
	b.damaged = b.damaged || n.unclosed()
	e := &expression.Array{At: n.rng(), Items: make([]expression.Item, n.length())}
	for i := range e.Items {
		e.Items[i].Value = b.expr(n.item(i))
	}
	return e
}

// object turns an object into an expression, without the members that skip
// names; nil skips none.
func (b *builder) object(n Node, skip func(key string) bool) *expression.Object {
	b.damaged = b.damaged || n.unclosed()
	e := &expression.Object{At: n.rng(), Members: make([]expression.Member, 0, n.length())}
	for i := range n.length() {
		m := n.entry(i)
		if skip != nil && skip(m.key) {
			continue
		}
		if strings.EqualFold(m.key, "copy") {
			if loops, ok := b.copies(m.value); ok {
				e.Members = append(e.Members, expression.Member{Copy: loops})
				continue
			}
		}
		e.Members = append(e.Members, expression.Member{Key: b.key(m), Value: b.expr(m.value)})
	}
	if o, ok := n.val.(value.Object); ok && o.Open() {
		e.Members = append(e.Members, b.rest(n, o)...)
	}
	return e
}

// rest stands for the members of an open object that aren't listed.
func (b *builder) rest(n Node, o value.Object) []expression.Member {
	why := o.Why()
	if len(why) == 0 {
		why = []value.Why{{Reason: value.ReasonTypeError, At: n.rng()}}
	}
	sym := o.Sym()
	if sym == nil { // it is open because of a name that isn't known, and that is listed
		return nil
	}
	return []expression.Member{{Spread: true, Value: &expression.Literal{At: n.rng(), Value: value.NewUnknown(value.UnknownSpec{
		Sym: sym, Why: why, Type: value.TypeObject, Secret: o.Secret(), Origin: value.Literal(n.rng()),
	})}}}
}

func (b *builder) key(m entry) expression.Expr {
	if m.name != nil {
		return &expression.Literal{At: m.keyAt, Value: m.name}
	}
	literal, isExpression := expression.Classify(m.key)
	if !isExpression {
		return &expression.Literal{At: m.keyAt, Value: value.NewString(literal, value.Literal(m.keyAt))}
	}
	if m.json == nil {
		return b.parse(m.key, nil, m.keyAt)
	}
	return b.parse(m.key, m.json.KeyOffsets(), m.keyAt)
}

func (b *builder) stringExpr(n Node) expression.Expr {
	text := n.text()
	literal, isExpression := expression.Classify(text)
	switch {
	case !isExpression && n.json == nil && len(literal) == len(text):
		return &expression.Literal{At: n.rng(), Value: n.val}
	case !isExpression:
		v := value.Value(value.NewString(literal, value.Literal(n.rng())))
		if n.json == nil && n.val.Secret() {
			v = value.AsSecret(v)
		}
		return &expression.Literal{At: n.rng(), Value: v}
	case n.json != nil:
		return b.parse(text, n.json.Offsets(), n.rng())
	case n.val.Secret(): // taken apart it would not be secret any more
		return &expression.Literal{At: n.rng(), Value: value.NewUnknown(value.UnknownSpec{
			Sym: value.SymCall("string", n.val), Secret: true, Origin: n.val.Origin(),
			Why: []value.Why{{Reason: value.ReasonSecret, At: n.rng()}},
		})}
	}
	return b.parse(text, nil, n.rng())
}

// parse reads the text of an expression. Without offsets, as in an evaluated
// value, all of it stands at the one place.
func (b *builder) parse(text string, offsets func(int) int, at source.Range) expression.Expr {
	r := rewriter{b: b}
	if offsets == nil {
		offsets = func(int) int { return at.Start }
		r.at = at
	}
	e, problems := expression.Parse(text, offsets, at.File)
	for _, d := range problems {
		if r.at.IsValid() {
			d.At = at
		}
		b.problems = append(b.problems, d)
	}
	return r.expr(e)
}

// rewriter turns calls that name something into names, in place.
type rewriter struct {
	b  *builder
	at source.Range // the place of all parts; the zero Range leaves them theirs
}

func (r rewriter) place(own source.Range) source.Range {
	if r.at.IsValid() {
		return r.at
	}
	return own
}

func (r rewriter) expr(e expression.Expr) expression.Expr {
	switch e := e.(type) {
	case *expression.Literal:
		if r.at.IsValid() {
			return &expression.Literal{At: r.at, Value: value.WithOrigin(e.Value, value.Literal(r.at))}
		}
	case *expression.Bad:
		e.At = r.place(e.At)
	case *expression.Prop:
		e.At, e.NameAt = r.place(e.At), r.place(e.NameAt)
		e.Base = r.expr(e.Base)
	case *expression.Index:
		e.At = r.place(e.At)
		e.Base, e.Index = r.expr(e.Base), r.expr(e.Index)
	case *expression.Call:
		e.At, e.NameAt = r.place(e.At), r.place(e.NameAt)
		for i, a := range e.Args {
			e.Args[i] = r.expr(a)
		}
		return r.call(e)
	}
	return e
}

func (r rewriter) call(e *expression.Call) expression.Expr {
	if e.Namespace != "" || len(e.Args) == 0 {
		return e
	}
	kind := expression.NameParameter
	switch strings.ToLower(e.Name) {
	case "parameters":
	case "variables":
		kind = expression.NameVariable
	case "lambdavariables":
		kind = expression.NameLocal
	case "lambda":
		return lambda(e)
	default:
		return e
	}
	name, ok := literalText(e.Args[0])
	if !ok || len(e.Args) != 1 {
		return e
	}
	if kind == expression.NameParameter {
		for _, p := range r.b.locals {
			if strings.EqualFold(p, name) {
				kind = expression.NameLocal
			}
		}
	}
	return &expression.Name{At: e.At, Kind: kind, Name: name}
}

// lambda turns lambda('x', body) into a Lambda, if its parameters are literal.
func lambda(e *expression.Call) expression.Expr {
	last := len(e.Args) - 1
	l := &expression.Lambda{At: e.At, Body: e.Args[last]}
	for _, a := range e.Args[:last] {
		name, ok := literalText(a)
		if !ok {
			return e
		}
		l.Params = append(l.Params, name)
	}
	return l
}

// literalText is the string that e writes out.
func literalText(e expression.Expr) (string, bool) {
	if lit, ok := e.(*expression.Literal); ok {
		if s, ok := lit.Value.(value.String); ok {
			return s.String(), true
		}
	}
	return "", false
}

// copies reads the loops of a copy element: an array of {name, count, input}.
// False means that this is a property like any other.
func (b *builder) copies(n Node) ([]*expression.For, bool) {
	if n.kind() != nodeArray || n.length() == 0 {
		return nil, false
	}
	for i := range n.length() {
		it := n.item(i)
		if it.kind() != nodeObject || it.get("count").kind() == nodeAbsent && it.get("input").kind() == nodeAbsent {
			return nil, false
		}
	}
	b.damaged = b.damaged || n.unclosed()
	var loops []*expression.For
	for i := range n.length() {
		if f := b.copy(n.item(i)); f != nil {
			loops = append(loops, f)
		}
	}
	return loops, true
}

// copy reads one loop of a copy element; nil if it isn't one.
func (b *builder) copy(n Node) *expression.For {
	f := &expression.For{At: n.rng()}
	b.damaged = b.damaged || n.unclosed()
	name := n.get("name")
	f.Name, f.NameAt = b.constantText(name, "the name of a copy loop"), name.rng()
	if f.Name == "" {
		if !name.given() {
			b.problem(diag.Syntax, n.rng(), "a copy loop needs a name: the property that it defines")
		}
		return nil
	}
	f.Count = b.countExpr(n)
	f.Body = b.expr(n.get("input"))
	if f.Body == nil {
		b.problem(diag.Syntax, n.rng(), "the copy loop %q has no input: the value of each of its elements", f.Name)
		f.Body = &expression.Bad{At: n.rng()}
	}
	return f
}

func (b *builder) countExpr(n Node) expression.Expr {
	count := n.get("count")
	if count.kind() == nodeAbsent {
		b.problem(diag.Syntax, n.rng(), "the copy loop has no count")
		return &expression.Bad{At: n.rng()}
	}
	return b.expr(count)
}

// constantText is a string that must be written out; "" if n is absent or isn't
// one, which is reported. What it is called in a message is what.
func (b *builder) constantText(n Node, what string) string {
	switch n.kind() {
	case nodeAbsent, nodeNull:
		return ""
	case nodeBad:
		b.damaged = true
		return ""
	case nodeString:
	default:
		b.problem(diag.Syntax, n.rng(), "%s must be a string, not %s", what, n.kind())
		return ""
	}
	literal, isExpression := expression.Classify(n.text())
	if !isExpression {
		return literal
	}
	text, ok := b.fold(b.stringExpr(n))
	if !ok {
		b.problem(diag.Evaluation, n.rng(), "%s must be written out; no expression can stand here", what)
	}
	return text
}
