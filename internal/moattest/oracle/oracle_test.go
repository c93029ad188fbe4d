package oracle

import (
	"flag"
	"os"
	"runtime"
	"sync"
	"testing"

	"moat/analyzer/source"
	"moat/analyzer/value"
)

var verbose = flag.Bool("differences", false, "print the first differences of every pair that isn't equal")

// open opens the corpus, or skips the test.
func open(t *testing.T) (source.FS, []pair) {
	root := os.Getenv("MOAT_CORPUS")
	if root == "" {
		t.Skip("SKIPPED: MOAT_CORPUS names no corpus")
	}
	disk, err := source.Disk(root)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { disk.Close() })
	pairs, err := readPairs(root)
	if err != nil {
		t.Fatal(err)
	}
	return disk, pairs
}

// each calls f for 0…n-1, on all cores.
func each(n int, f func(i int)) {
	next := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}

// TestPairs holds each published pair to be equal in every run, and prints the
// counts.
func TestPairs(t *testing.T) {
	disk, pairs := open(t)
	for _, s := range settings() {
		t.Run(s.name, func(t *testing.T) {
			verdicts := make([]verdict, len(pairs))
			sides := make([]*side, len(pairs))
			each(len(pairs), func(i int) {
				template, err := compiled(disk, pairs[i].arm)
				if err != nil {
					t.Error(err)
					return
				}
				a, b, err := both(disk, pairs[i], s, nil)
				if err != nil {
					t.Error(err)
					return
				}
				verdicts[i], sides[i] = judge(pairs[i], a, b, declares(template)), a
			})
			counts := map[class]map[outcome]int{official: {}, local: {}, registry: {}}
			known, unknown := 0, map[value.Reason]int{}
			for i, v := range verdicts {
				counts[pairs[i].class][v.outcome]++
				if v.outcome == equal {
					known += sides[i].summary.Known
					for r, n := range sides[i].summary.Unknown {
						unknown[r] += n
					}
				}
				if *verbose && len(v.details) > 0 {
					t.Logf("%s: %s (%d)", pairs[i].bicep, v.outcome, len(v.details))
					for _, d := range v.details[:min(len(v.details), 8)] {
						t.Logf("   %.900s", d)
					}
				}
			}
			for _, c := range classes {
				t.Logf("%s pairs: %v", c, counts[c])
			}
			t.Logf("leaves known: %d, unknown: %v", known, unknown)
		})
	}
}
