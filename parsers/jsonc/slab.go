package jsonc

// slab hands out memory in large pieces.
type slab[T any] struct {
	free []T
	size int
}

func slabSize(want int) int { return min(max(want, 8), 2048) }

func (s *slab[T]) one() *T {
	if len(s.free) == 0 {
		s.free = make([]T, s.size)
	}
	t := &s.free[0]
	s.free = s.free[1:]
	return t
}

func (s *slab[T]) copyOf(ts []T) []T {
	if len(ts) == 0 {
		return nil
	}
	if len(ts) > len(s.free) {
		if len(ts) > s.size/4 {
			return append([]T(nil), ts...)
		}
		s.free = make([]T, s.size)
	}
	out := s.free[:len(ts):len(ts)]
	copy(out, ts)
	s.free = s.free[len(ts):]
	return out
}
