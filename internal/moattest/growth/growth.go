// Package growth tells linear from quadratic work by comparing runs with each
// other, so that the answer depends on no machine's speed.
package growth

import (
	"math"
	"testing"
	"time"
)

// Factor is how many times the larger input of Linear is the smaller one.
const Factor = 16

// allowed is the most that the larger input may cost, as a multiple of the
// smaller. Linear work costs Factor times as much, quadratic work Factor² =
// 256 times; the bound is as far from the one as from the other.
const allowed = 4 * Factor

// attempts bounds how often a suspicion is checked. Whatever else the machine
// does can slow down any one run; it can't slow down the fastest of many.
const attempts = 12

// Linear reports an error if run takes work that grows faster than the size n
// of what it is given. It asks for n and for Factor·n, and counts processor time
// of the whole process: nothing else may run in it.
func Linear(t testing.TB, n int, run func(n int)) {
	t.Helper()
	small, large := time.Duration(math.MaxInt64), time.Duration(math.MaxInt64)
	for range attempts {
		for range 3 {
			small = min(small, took(func() { run(n) }))
		}
		large = min(large, took(func() { run(Factor * n) }))
		if large/allowed <= small {
			return
		}
	}
	t.Errorf("%d times the input takes %.0f times as long (%v and %v)", Factor, float64(large)/float64(small), small, large)
}

func took(f func()) time.Duration {
	start := clock()
	f()
	return max(clock()-start, time.Microsecond)
}
