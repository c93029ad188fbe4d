package oracle

import (
	"flag"
	"os"
	"runtime"
	"slices"
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

// runtimeReasons are those of what only Azure knows.
var runtimeReasons = []value.Reason{
	value.ReasonRuntimeReference, value.ReasonRuntimeList, value.ReasonExisting, value.ReasonNonDeterministic, value.ReasonExternalModule, value.ReasonModuleOutput,
}

// TestPairs holds each published pair to be equal in every run, and the counts
// to what the documentation states.
func TestPairs(t *testing.T) {
	disk, pairs := open(t)
	promised := promises(t)
	runs := settings()
	verdicts := make([][]verdict, len(pairs))
	coverage := make([][]*side, len(pairs))
	each(len(pairs), func(i int) {
		p := pairs[i]
		form, err := compiled(disk, p.arm)
		if err != nil {
			t.Error(err)
			return
		}
		verdicts[i], coverage[i] = make([]verdict, len(runs)), make([]*side, len(runs))
		old := !p.fresh
		for k, s := range runs {
			a, b, err := both(disk, p, s, nil)
			if err != nil {
				t.Error(err)
				return
			}
			v := judge(a, b, declares(form))
			switch {
			case k == 0 && v.outcome == differs && otherDefaults(a, b):
				old = true // nobody compiled these two from one source
				fallthrough
			case old:
				v = verdict{stale, nil}
			case p.missing:
				v = verdict{missing, nil}
			}
			verdicts[i][k], coverage[i][k] = v, a
		}
	})
	if t.Failed() {
		return
	}
	counts := map[row]map[outcome]int{}
	for _, c := range classes {
		for _, m := range modes {
			counts[row{c, m}] = map[outcome]int{}
		}
	}
	for i, p := range pairs {
		counts[row{p.class, modes[0]}][verdicts[i][0].outcome]++
		counts[row{p.class, modes[1]}][together(verdicts[i][1:])]++
	}
	for k, s := range runs {
		known, runtime, unknown := 0, 0, map[value.Reason]int{}
		came := map[outcome]int{}
		for i, p := range pairs {
			v := verdicts[i][k]
			came[v.outcome]++
			if *verbose && v.outcome != equal {
				t.Logf("%s: %s: %s (%d)", s.name, p.bicep, v.outcome, len(v.details))
				for _, d := range v.details[:min(len(v.details), 8)] {
					t.Logf("   %.900s", d)
				}
			}
			if v.outcome == equal {
				sum := coverage[i][k].summary
				known += sum.Known
				for r, n := range sum.Unknown {
					unknown[r] += n
				}
			}
		}
		t.Logf("%s: %v", s.name, came)
		other := 0
		for r, n := range unknown {
			if isRuntime(r) {
				runtime += n
			} else {
				other += n
			}
		}
		share := 100 * float64(known) / float64(max(1, known+other))
		t.Logf("%s: %d leaves known, %d for run time, %d else unknown (%.2f %% known of the first and last): %v",
			s.name, known, runtime, other, share, unknown)
		if s.given == all && share < promised.leaves {
			t.Errorf("%s: %.2f %% of the leaves are known, and docs/oracle.md states %.2f %%", s.name, share, promised.leaves)
		}
	}
	for _, c := range classes {
		for _, m := range modes {
			t.Logf("%s pairs, %s: %v", c, m, counts[row{c, m}])
		}
	}
	for _, w := range promised.worse(counts) {
		t.Errorf("%s; run with -args -differences to see which", w)
	}
}

func isRuntime(r value.Reason) bool {
	return slices.Contains(runtimeReasons, r)
}
