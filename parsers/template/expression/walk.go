package expression

// Walk calls f for e and, where f answers true, for everything inside it, in
// source order.
func Walk(e Expr, f func(Expr) bool) {
	if e == nil || !f(e) {
		return
	}
	switch e := e.(type) {
	case *Literal, *Name, *Bad:
	case *Text:
		for _, p := range e.Pieces {
			Walk(p.Hole, f)
		}
	case *Object:
		for _, m := range e.Members {
			Walk(m.Key, f)
			Walk(m.Value, f)
			for _, c := range m.Copy {
				Walk(c, f)
			}
		}
	case *Array:
		for _, it := range e.Items {
			Walk(it.Value, f)
		}
	case *Call:
		Walk(e.Receiver, f)
		for _, a := range e.Args {
			Walk(a, f)
		}
	case *Prop:
		Walk(e.Base, f)
	case *Index:
		Walk(e.Base, f)
		Walk(e.Index, f)
	case *Paren:
		Walk(e.X, f)
	case *Lambda:
		Walk(e.Body, f)
	case *For:
		Walk(e.In, f)
		Walk(e.Count, f)
		Walk(e.Body, f)
	default:
		panic("internal error: walk of an unlisted expression")
	}
}
