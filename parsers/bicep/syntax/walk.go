package syntax

import "fmt"

// Inspect calls f for n and then, if f says so, for the nodes inside it, in the
// order of the text. The height of a tree is bounded; see MaxChain.
func Inspect(n Node, f func(Node) bool) {
	if f(n) {
		parts(n, inspector{f})
	}
}

// Inspect calls Inspect for each declaration.
func (f *File) Inspect(visit func(Node) bool) {
	for _, d := range f.Decls {
		Inspect(d, visit)
	}
}

type inspector struct{ f func(Node) bool }

func (inspector) token(Tok)     {}
func (inspector) run(Run)       {}
func (i inspector) node(n Node) { Inspect(n, i.f) }

// A visitor gets the parts of one node in the order of the text.
type visitor interface {
	token(Tok) // an optional token is 0 where it isn't there
	run(Run)
	node(Node)
}

func mark(v visitor, m Mark) {
	v.token(m.Tok)
	v.run(m.Skipped)
}

// list visits elements and the runs around them.
func list[T Node](v visitor, items []T, seps []Run) {
	for i, n := range items {
		v.run(seps[i])
		v.node(n)
	}
	v.run(seps[len(items)])
}

func decorators(v visitor, ds []*Decorator) {
	for _, d := range ds {
		v.node(d)
		v.run(d.After)
	}
}

// optional visits a child that may be nil.
func optional(v visitor, n Node) {
	if n != nil {
		v.node(n)
	}
}

func optionalName(v visitor, n *Name) {
	if n != nil {
		v.node(n)
	}
}

func optionalArgs(v visitor, a *TypeArgs) {
	if a != nil {
		v.node(a)
	}
}

// assignment visits = value.
func assignment(v visitor, m Mark, value Node) {
	mark(v, m)
	v.node(value)
}

// parts visits everything that n itself owns.
func parts(n Node, v visitor) {
	switch n := n.(type) {
	case *Bad:
		v.run(n.Skipped)
	case *Name:
		v.token(n.Tok)
		v.run(n.Skipped)
	case *Decorator:
		v.token(n.At)
		v.node(n.Expr)
	case Decl:
		decorators(v, n.DecoratorList())
		declParts(n, v)
	case Expr:
		exprParts(n, v)
	case TypeExpr:
		typeParts(n, v)
	case *Property:
		v.node(n.Key)
		assignment(v, n.Colon, n.Value)
	case *Star:
		v.token(n.Tok)
	case *Locals:
		v.token(n.Open)
		list(v, n.Vars, n.Seps)
		mark(v, n.Close)
	case *TypedName:
		v.node(n.Name)
		v.node(n.Type)
	case *ImportAll:
		v.token(n.Star)
		v.token(n.As)
		v.node(n.Alias)
	case *ImportList:
		v.token(n.Open)
		list(v, n.Items, n.Seps)
		v.token(n.Close)
	case *ImportName:
		v.node(n.Original)
		v.token(n.As)
		optionalName(v, n.Alias)
	case *TypeArgs:
		v.token(n.Open)
		list(v, n.Types, n.Seps)
		v.token(n.Close)
	case *TypeProperty:
		decorators(v, n.Decorators)
		v.node(n.Key)
		assignment(v, n.Colon, n.Type)
	case *TypeTupleItem:
		decorators(v, n.Decorators)
		v.node(n.Type)
	default:
		panic(fmt.Sprintf("syntax: unknown node %T", n))
	}
}

func declParts(n Decl, v visitor) {
	switch n := n.(type) {
	case *TargetScope:
		v.token(n.Keyword)
		assignment(v, n.Assign, n.Value)
	case *Metadata:
		v.token(n.Keyword)
		v.node(n.Name)
		assignment(v, n.Assign, n.Value)
	case *Param:
		v.token(n.Keyword)
		v.node(n.Name)
		v.node(n.Type)
		v.token(n.Assign)
		optional(v, n.Default)
	case *Var:
		v.token(n.Keyword)
		v.node(n.Name)
		optional(v, n.Type)
		assignment(v, n.Assign, n.Value)
	case *Type:
		v.token(n.Keyword)
		v.node(n.Name)
		assignment(v, n.Assign, n.Value)
	case *Func:
		v.token(n.Keyword)
		v.node(n.Name)
		mark(v, n.Open)
		list(v, n.Params, n.Seps)
		mark(v, n.Close)
		v.node(n.Result)
		mark(v, n.Arrow)
		v.run(n.NewLines)
		v.node(n.Body)
	case *Resource:
		v.token(n.Keyword)
		v.node(n.Name)
		v.node(n.Type)
		v.token(n.Existing)
		mark(v, n.Assign)
		v.run(n.NewLines)
		v.node(n.Body)
	case *Module:
		v.token(n.Keyword)
		v.node(n.Name)
		v.node(n.Path)
		mark(v, n.Assign)
		v.run(n.NewLines)
		v.node(n.Body)
	case *Output:
		v.token(n.Keyword)
		v.node(n.Name)
		v.node(n.Type)
		assignment(v, n.Assign, n.Value)
	case *Import:
		v.token(n.Keyword)
		v.node(n.Symbols)
		assignment(v, n.From, n.Path)
	case *Extension:
		v.token(n.Keyword)
		v.node(n.Spec)
		mark(v, n.With)
		optional(v, n.Config)
		mark(v, n.As)
		optionalName(v, n.Alias)
	case *Assert:
		v.token(n.Keyword)
		v.node(n.Name)
		assignment(v, n.Assign, n.Value)
	case *Test:
		v.token(n.Keyword)
		v.node(n.Name)
		v.node(n.Path)
		assignment(v, n.Assign, n.Body)
	case *Using:
		v.token(n.Keyword)
		v.token(n.None)
		optional(v, n.Path)
		mark(v, n.With)
		optional(v, n.Config)
	case *Extends:
		v.token(n.Keyword)
		v.node(n.Path)
	case *ParamAssignment:
		v.token(n.Keyword)
		v.node(n.Name)
		assignment(v, n.Assign, n.Value)
	case *ExtensionConfig:
		v.token(n.Keyword)
		v.node(n.Name)
		assignment(v, n.With, n.Config)
	case *MissingDecl:
	default:
		panic(fmt.Sprintf("syntax: unknown declaration %T", n))
	}
}

func exprParts(n Expr, v visitor) {
	switch n := n.(type) {
	case *Int:
		v.token(n.Tok)
	case *Bool:
		v.token(n.Tok)
	case *NullLit:
		v.token(n.Tok)
	case *Ident:
		v.token(n.Tok)
	case *String:
		for i, s := range n.Segments {
			v.token(s.Tok)
			if i < len(n.Holes) {
				v.node(n.Holes[i])
			}
		}
	case *Object:
		v.token(n.Open)
		list(v, n.Entries, n.Seps)
		v.token(n.Close)
	case *Array:
		v.token(n.Open)
		list(v, n.Items, n.Seps)
		v.token(n.Close)
	case *Spread:
		v.token(n.Ellipsis)
		v.node(n.Value)
	case *Call:
		optional(v, n.Base)
		v.token(n.Dot)
		v.token(n.Safe)
		v.node(n.Name)
		v.token(n.Open)
		list(v, n.Args, n.Seps)
		v.token(n.Close)
	case *Member:
		v.node(n.Base)
		v.token(n.Dot)
		v.token(n.Safe)
		v.node(n.Name)
	case *ResourceMember:
		v.node(n.Base)
		v.token(n.Colons)
		v.node(n.Name)
	case *Index:
		v.node(n.Base)
		v.token(n.Open)
		v.token(n.Safe)
		v.token(n.FromEnd)
		v.node(n.Index)
		v.token(n.Close)
	case *NonNull:
		v.node(n.Base)
		v.token(n.Bang)
	case *Unary:
		v.token(n.Tok)
		v.node(n.Operand)
	case *Binary:
		v.node(n.Left)
		v.token(n.Tok)
		v.node(n.Right)
	case *Ternary:
		v.node(n.Cond)
		v.run(n.NewLinesQuestion)
		v.token(n.Question)
		v.node(n.Then)
		v.run(n.NewLinesColon)
		assignment(v, n.Colon, n.Else)
	case *Lambda:
		v.node(n.Locals)
		v.token(n.Arrow)
		v.run(n.NewLines)
		v.node(n.Body)
	case *Paren:
		v.token(n.Open)
		v.run(n.NewLinesOpen)
		v.node(n.Inner)
		v.run(n.NewLinesClose)
		mark(v, n.Close)
	case *For:
		v.token(n.Open)
		v.run(n.NewLinesOpen)
		v.token(n.Keyword)
		v.node(n.Locals)
		assignment(v, n.In, n.Items)
		assignment(v, n.Colon, n.Body)
		v.run(n.NewLinesClose)
		mark(v, n.Close)
	case *If:
		v.token(n.Keyword)
		v.node(n.Cond)
		v.node(n.Body)
	default:
		panic(fmt.Sprintf("syntax: unknown expression %T", n))
	}
}

func typeParts(n TypeExpr, v visitor) {
	switch n := n.(type) {
	case *TypeName:
		v.node(n.Name)
		optionalArgs(v, n.Args)
	case *TypeMember:
		v.node(n.Base)
		v.token(n.Dot)
		v.node(n.Name)
		optionalArgs(v, n.Args)
	case *TypeLiteral:
		v.node(n.Value)
	case *TypeArray:
		v.node(n.Base)
		v.token(n.Open)
		v.token(n.Close)
	case *TypeItem:
		v.node(n.Base)
		v.token(n.Open)
		v.token(n.Star)
		v.token(n.Close)
	case *TypeIndex:
		v.node(n.Base)
		v.token(n.Open)
		v.node(n.Index)
		v.token(n.Close)
	case *TypeAdditional:
		v.node(n.Base)
		v.token(n.Dot)
		v.token(n.Star)
	case *TypeNullable:
		v.node(n.Base)
		v.token(n.Question)
	case *TypeNonNull:
		v.node(n.Base)
		v.token(n.Bang)
	case *TypeUnary:
		v.token(n.Tok)
		v.node(n.Operand)
	case *TypeUnion:
		for i, m := range n.Members {
			v.run(n.Seps[i])
			v.node(m)
		}
	case *TypeObject:
		v.token(n.Open)
		list(v, n.Members, n.Seps)
		v.token(n.Close)
	case *TypeTuple:
		v.token(n.Open)
		list(v, n.Items, n.Seps)
		v.token(n.Close)
	case *TypeParen:
		v.token(n.Open)
		v.node(n.Inner)
		mark(v, n.Close)
	case *TypeResource:
		v.token(n.Keyword)
		optional(v, n.Type)
	default:
		panic(fmt.Sprintf("syntax: unknown type %T", n))
	}
}
