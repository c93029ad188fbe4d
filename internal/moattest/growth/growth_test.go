package growth_test

import (
	"fmt"
	"math/bits"
	"testing"

	"moat/internal/moattest/growth"
)

// recorder keeps what a test is told instead of failing.
type recorder struct {
	testing.TB
	errors []string
}

func (r *recorder) Helper() {}
func (r *recorder) Errorf(format string, args ...any) {
	r.errors = append(r.errors, fmt.Sprintf(format, args...))
}

func TestLinearTellsLinearFromQuadratic(t *testing.T) {
	sink := 0
	spin := func(rounds int) {
		x := sink
		for i := range rounds {
			x ^= i*x + 1
		}
		sink = x
	}
	for _, test := range []struct {
		name  string
		run   func(n int)
		wrong bool
	}{
		{"constant", func(int) { spin(50_000) }, false},
		{"linear", func(n int) { spin(1000 * n) }, false},
		{"linear with a logarithm", func(n int) { spin(200 * n * bits.Len(uint(n))) }, false},
		{"quadratic", func(n int) { spin(40 * n * n) }, true},
		{"quadratic behind much linear work", func(n int) { spin(500*n + 40*n*n) }, true},
	} {
		r := recorder{TB: t}
		growth.Linear(&r, 50, test.run)
		if wrong := len(r.errors) > 0; wrong != test.wrong {
			t.Errorf("%s: %v", test.name, r.errors)
		}
	}
}
