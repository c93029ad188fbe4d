package rule

import "reflect"

// Facts holds what several rules work out of one graph, so that each of them is
// worked out once. It belongs to one graph and is not safe for concurrent use.
type Facts struct{ known map[reflect.Type]any }

// NewFacts returns an empty store.
func NewFacts() *Facts { return &Facts{known: map[reflect.Type]any{}} }

// Sharing lets p use the facts of earlier passes over the same graph in the
// same scope, and returns p.
func (p *Pass) Sharing(f *Facts) *Pass {
	p.facts = f
	return p
}

// Fact returns the fact of type T about the graph of p, which is made if no
// pass asked for it before. A type of fact has one maker.
func Fact[T any](p *Pass, make func(*Pass) T) T {
	if p.facts == nil {
		p.facts = NewFacts()
	}
	t := reflect.TypeFor[T]()
	if v, ok := p.facts.known[t]; ok {
		return v.(T)
	}
	v := make(p)
	p.facts.known[t] = v
	return v
}
