package syntax

// A slab hands out values of one type from blocks, so that a tree of many small
// nodes costs few allocations. The blocks live as long as the tree.
type slab[T any] struct {
	block []T
}

const (
	minBlock = 16
	maxBlock = 512
)

// grow makes room for n more values.
func (s *slab[T]) grow(n int) {
	if cap(s.block)-len(s.block) < n {
		size := min(max(minBlock, 2*cap(s.block)), maxBlock)
		s.block = make([]T, 0, max(size, n))
	}
}

// put keeps v and gives its place.
func (s *slab[T]) put(v T) *T {
	s.grow(1)
	s.block = append(s.block, v)
	return &s.block[len(s.block)-1]
}

// copyOf keeps a copy of vs.
func (s *slab[T]) copyOf(vs []T) []T {
	if len(vs) == 0 {
		return nil
	}
	if len(vs) > maxBlock/4 {
		return append([]T(nil), vs...)
	}
	s.grow(len(vs))
	n := len(s.block)
	s.block = append(s.block, vs...)
	return s.block[n:len(s.block):len(s.block)]
}

// A stack collects the members of lists that are being read, the inner ones
// above the outer ones.
type stack[T any] struct {
	items []T
	kept  slab[T]
}

func (s *stack[T]) push(v T) { s.items = append(s.items, v) }

func (s *stack[T]) len() int { return len(s.items) }

// pop takes all items from index from on and keeps a copy of them.
func (s *stack[T]) pop(from int) []T {
	out := s.kept.copyOf(s.items[from:])
	clear(s.items[from:])
	s.items = s.items[:from]
	return out
}

// memory is the slabs of the nodes that make up most of a file.
type memory struct {
	names      slab[Name]
	idents     slab[Ident]
	ints       slab[Int]
	bools      slab[Bool]
	strings    slab[String]
	objects    slab[Object]
	arrays     slab[Array]
	properties slab[Property]
	members    slab[Member]
	calls      slab[Call]

	exprs    stack[Expr]
	entries  stack[Entry]
	seps     stack[Run]
	segments stack[Segment]
}
