package bicep

import (
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/bicep/syntax"
	"moat/parsers/template/expression"
)

// An operator is the ARM function that an operator compiles to.
type operator struct {
	function string
	chains   bool // f(f(a, b), c) is f(a, b, c)
	negated  bool // not(f(…))
	folds    bool // of the operands in lower case
}

// operators follows ExpressionConverter.cs of the compiler.
var operators = [...]operator{
	syntax.DoubleQuestion: {function: "coalesce", chains: true},
	syntax.Or:             {function: "or", chains: true},
	syntax.And:            {function: "and", chains: true},
	syntax.Equals:         {function: "equals"},
	syntax.NotEquals:      {function: "equals", negated: true},
	syntax.EqualsFold:     {function: "equals", folds: true},
	syntax.NotEqualsFold:  {function: "equals", folds: true, negated: true},
	syntax.Less:           {function: "less"},
	syntax.LessEqual:      {function: "lessOrEquals"},
	syntax.Greater:        {function: "greater"},
	syntax.GreaterEqual:   {function: "greaterOrEquals"},
	syntax.Plus:           {function: "add"},
	syntax.Minus:          {function: "sub"},
	syntax.Asterisk:       {function: "mul"},
	syntax.Slash:          {function: "div"},
	syntax.Percent:        {function: "mod"},
}

// operatorOf is the zero value for a token that is no operator.
func operatorOf(k syntax.Kind) operator {
	if int(k) < len(operators) {
		return operators[k]
	}
	return operator{}
}

// binary lowers a chain of binary operators, which leans to the left, from its
// innermost pair outwards. Runs of and, or and ?? become one call, so that the
// evaluation of long conditions stays flat.
func (l *lowerer) binary(x *syntax.Binary) expression.Expr {
	var spine []*syntax.Binary
	left := syntax.Expr(x)
	for {
		b, ok := left.(*syntax.Binary)
		if !ok {
			break
		}
		spine = append(spine, b)
		left = b.Left
	}
	acc := l.expr(left)
	var open *expression.Call // the call that acc is, if more operands may join it
	for i := len(spine) - 1; i >= 0; i-- {
		b := spine[i]
		right := l.expr(b.Right)
		op := operatorOf(b.Op)
		if op.function == "" {
			acc, open = l.unread(b), nil
			continue
		}
		at, nameAt := l.at(b), l.tokenAt(b.Tok, b)
		if op.chains {
			if open == nil || open.Name != op.function {
				open = &expression.Call{NameAt: nameAt, Name: op.function, Args: []expression.Expr{acc}}
				acc = open
			}
			open.At = at
			open.Args = append(open.Args, right)
			continue
		}
		acc, open = op.apply(at, nameAt, acc, right), nil
	}
	return acc
}

func (op operator) apply(at, nameAt source.Range, left, right expression.Expr) expression.Expr {
	if op.folds {
		left, right = lowerCase(left, nameAt), lowerCase(right, nameAt)
	}
	call := &expression.Call{At: at, NameAt: nameAt, Name: op.function, Args: []expression.Expr{left, right}}
	if op.negated {
		return &expression.Call{At: at, NameAt: nameAt, Name: "not", Args: []expression.Expr{call}}
	}
	return call
}

func lowerCase(x expression.Expr, nameAt source.Range) expression.Expr {
	return &expression.Call{At: x.Range(), NameAt: nameAt, Name: "toLower", Args: []expression.Expr{x}}
}

func (l *lowerer) unary(x *syntax.Unary) expression.Expr {
	at, nameAt := l.at(x), l.tokenAt(x.Tok, x)
	if x.Op == syntax.Exclamation {
		return &expression.Call{At: at, NameAt: nameAt, Name: "not", Args: []expression.Expr{l.expr(x.Operand)}}
	}
	if n, ok := x.Operand.(*syntax.Int); ok {
		return l.integer(n, x, true)
	}
	zero := &expression.Literal{At: nameAt, Value: value.NewInt(0, value.Literal(nameAt))}
	return &expression.Call{At: at, NameAt: nameAt, Name: "sub", Args: []expression.Expr{zero, l.expr(x.Operand)}}
}
