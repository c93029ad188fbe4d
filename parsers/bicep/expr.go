package bicep

import (
	"math"

	"moat/analyzer/diag"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/bicep/syntax"
	"moat/parsers/template/expression"
)

// expr lowers an expression. The height of syntax trees is bounded, and so is
// the recursion; see syntax.MaxChain.
func (l *lowerer) expr(x syntax.Expr) expression.Expr {
	switch x := x.(type) {
	case *syntax.Int:
		return l.integer(x, x, false)
	case *syntax.Bool:
		at := l.at(x)
		return &expression.Literal{At: at, Value: value.NewBool(x.Value, value.Literal(at))}
	case *syntax.NullLit:
		at := l.at(x)
		return &expression.Literal{At: at, Value: value.NewNull(value.Literal(at))}
	case *syntax.String:
		return l.text(x)
	case *syntax.Object:
		return l.object(x)
	case *syntax.Array:
		return l.array(x)
	case *syntax.Ident:
		return l.ident(x)
	case *syntax.Call:
		return l.call(x)
	case *syntax.Member:
		return l.member(x)
	case *syntax.ResourceMember:
		return l.nestedResource(x)
	case *syntax.Index:
		return l.index(x)
	case *syntax.NonNull:
		// The assertion has no effect on the value, and none on a chain of safe
		// access around it.
		return l.expr(x.Base)
	case *syntax.Unary:
		return l.unary(x)
	case *syntax.Binary:
		return l.binary(x)
	case *syntax.Ternary:
		c := l.expr(x.Cond)
		then := l.expr(x.Then)
		els := l.expr(x.Else)
		return &expression.Call{At: l.at(x), NameAt: l.tokenAt(x.Question, x), Name: "if", Args: []expression.Expr{c, then, els}}
	case *syntax.Lambda:
		mark := l.scope.enter()
		params := l.locals(x.Locals)
		body := l.expr(x.Body)
		l.scope.leave(mark)
		return &expression.Lambda{At: l.at(x), Params: params, Body: body}
	case *syntax.Paren:
		if x.Close.IsMissing() {
			l.damaged = true
		}
		return &expression.Paren{At: l.at(x), X: l.expr(x.Inner)}
	case *syntax.For:
		return l.comprehension(x)
	}
	return l.unread(x)
}

func stringLiteral(s string, at source.Range) *expression.Literal {
	return &expression.Literal{At: at, Value: value.NewString(s, value.Literal(at))}
}

// integer lowers a literal, whose sign belongs to it: the smallest number can't
// be written without.
func (l *lowerer) integer(n *syntax.Int, whole syntax.Node, negative bool) expression.Expr {
	at := l.at(whole)
	limit := uint64(math.MaxInt64)
	if negative {
		limit++
	}
	if n.Value > limit {
		l.problem(diag.Evaluation, at, "%s lies outside the range of integers, which have 64 bits", l.file.Text(whole))
		return &expression.Bad{At: at}
	}
	i := int64(n.Value)
	if negative {
		i = -i // the smallest number is its own negative
	}
	return &expression.Literal{At: at, Value: value.NewInt(i, value.Literal(at))}
}

// text lowers a string: a literal, or a Text if it has holes.
func (l *lowerer) text(s *syntax.String) expression.Expr {
	at := l.at(s)
	if lit, ok := s.Literal(); ok {
		return stringLiteral(lit, at)
	}
	pieces := make([]expression.Piece, 0, len(s.Segments)+len(s.Holes))
	for i, seg := range s.Segments {
		if seg.Value != "" {
			pieces = append(pieces, expression.Piece{Lit: seg.Value})
		}
		if i < len(s.Holes) {
			pieces = append(pieces, expression.Piece{Hole: l.expr(s.Holes[i])})
		}
	}
	return &expression.Text{At: at, Pieces: pieces}
}

func (l *lowerer) object(o *syntax.Object) *expression.Object {
	out := &expression.Object{At: l.at(o)}
	l.closed(o.Close)
	for _, e := range o.Entries {
		if r, ok := e.(*syntax.Resource); ok {
			l.damaged = true
			l.problem(diag.Binding, l.at(r.Name), "a resource can be nested only directly in the body of another")
			continue
		}
		if m, ok := l.entry(e); ok {
			out.Members = append(out.Members, m)
		}
	}
	return out
}

// closed notes the damage of a missing bracket: what belongs to the list may
// stand behind it.
func (l *lowerer) closed(bracket syntax.Tok) {
	if bracket == 0 {
		l.damaged = true
	}
}

// entry lowers an entry of an object; false if it isn't readable.
func (l *lowerer) entry(e syntax.Entry) (expression.Member, bool) {
	switch e := e.(type) {
	case *syntax.Property:
		if key := l.key(e.Key); key != nil {
			return expression.Member{Key: key, Value: l.expr(e.Value)}, true
		}
	case *syntax.Spread:
		return expression.Member{Value: l.expr(e.Value), Spread: true}, true
	}
	l.damaged = true
	return expression.Member{}, false
}

// key lowers the name of a property; nil if it isn't readable.
func (l *lowerer) key(k syntax.Key) expression.Expr {
	switch k := k.(type) {
	case *syntax.Name:
		if !k.IsMissing() {
			return stringLiteral(k.Text, l.at(k))
		}
	case *syntax.String:
		return l.text(k)
	}
	return nil
}

func (l *lowerer) array(a *syntax.Array) expression.Expr {
	out := &expression.Array{At: l.at(a)}
	l.closed(a.Close)
	for _, it := range a.Items {
		if s, ok := it.(*syntax.Spread); ok {
			out.Items = append(out.Items, expression.Item{Value: l.expr(s.Value), Spread: true})
			continue
		}
		out.Items = append(out.Items, expression.Item{Value: l.expr(it)})
	}
	return out
}

func (l *lowerer) comprehension(x *syntax.For) expression.Expr {
	in := l.expr(x.Items)
	mark := l.scope.enter()
	item, index := pair(l.locals(x.Locals))
	body := l.expr(x.Body)
	l.scope.leave(mark)
	return &expression.For{At: l.at(x), Item: item, Index: index, In: in, Body: body}
}

// locals brings the variables of a lambda or loop into force and names them, ""
// for one that isn't readable.
func (l *lowerer) locals(n *syntax.Locals) []string {
	if n == nil {
		l.damaged = true
		return nil
	}
	names := make([]string, len(n.Vars))
	for i, v := range n.Vars {
		name, ok := v.(*syntax.Name)
		if !ok || name.IsMissing() {
			l.damaged = true
			continue
		}
		names[i] = name.Text
		l.scope.push(name.Text, symbol{symbolLocal, name.Text, l.at(name)})
	}
	l.distinct(n)
	return names
}

// distinct reports a local variable that stands twice in one list.
func (l *lowerer) distinct(n *syntax.Locals) {
	if len(n.Vars) < 2 {
		return
	}
	seen := make(map[string]bool, len(n.Vars))
	for _, v := range n.Vars {
		if name, ok := v.(*syntax.Name); ok && !name.IsMissing() {
			if seen[name.Text] {
				l.problem(diag.Binding, l.at(name), "%q is already declared here", name.Text)
			}
			seen[name.Text] = true
		}
	}
}

func pair(names []string) (item, index string) {
	if len(names) > 0 {
		item = names[0]
	}
	if len(names) > 1 {
		index = names[1]
	}
	return item, index
}
