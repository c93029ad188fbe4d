package oracle

import (
	"flag"
	"os"
	"runtime"
	"slices"
	"sync"
	"testing"

	"moat/analyzer"
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
	sides := make([][]*side, len(pairs))
	each(len(pairs), func(i int) {
		p := pairs[i]
		form, err := compiled(disk, p.arm)
		if err != nil {
			t.Error(err)
			return
		}
		verdicts[i], sides[i] = make([]verdict, len(runs)), make([]*side, len(runs))
		old := !p.fresh
		for k, s := range runs {
			a, b, v, err := compare(disk, p, s, form)
			if err != nil {
				t.Error(err)
				return
			}
			switch {
			case k == 0 && v.outcome == differs && otherDefaults(a, b):
				old = true // nobody compiled these two from one source
				fallthrough
			case old:
				v = verdict{stale, nil}
			case p.missing:
				v = verdict{missing, nil}
			}
			verdicts[i][k], sides[i][k] = v, a
		}
		if err := settleFailing(disk, p, form, verdicts[i]); err != nil {
			t.Error(err)
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
	for _, w := range promised.otherNever(nowhere(pairs, verdicts)) {
		t.Error(w)
	}
	for k, s := range runs {
		came := map[outcome]int{}
		var leaves coverage
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
				leaves.add(sides[i][k].summary)
			}
		}
		t.Logf("%s: %v", s.name, came)
		whole, inside := leaves.share(0), leaves.share(leaves.environment)
		t.Logf("%s: %d leaves known (%.2f %% outside run-time functions, %.2f %% outside the environment too): %v",
			s.name, leaves.known, whole, inside, leaves.unknown)
		switch {
		case s.given == all && whole < promised.leaves:
			t.Errorf("%s: %.2f %% of the leaves are known, and docs/oracle.md states %.2f %%", s.name, whole, promised.leaves)
		case s.given == required && (inside < promised.inside || whole < promised.outside):
			t.Errorf("%s: %.2f %% of the leaves are known, or %.2f %% with the environment, and docs/oracle.md states %.2f %% and %.2f %%",
				s.name, inside, whole, promised.inside, promised.outside)
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

// nowhere lists the pairs that nobody can deploy, by mode, sorted.
func nowhere(pairs []pair, verdicts [][]verdict) []string {
	var out []string
	for i, p := range pairs {
		for k, vs := range [][]verdict{verdicts[i][:1], verdicts[i][1:]} {
			if together(vs) == never {
				out = append(out, string(modes[k])+": "+p.shortName())
			}
		}
	}
	slices.Sort(out)
	return out
}

// coverage sums up what is known in a run.
type coverage struct {
	known, other int // other: unknown, and not for run time
	environment  int // of the other
	unknown      map[value.Reason]int
}

func (c *coverage) add(s analyzer.Summary) {
	c.known += s.Known
	if c.unknown == nil {
		c.unknown = map[value.Reason]int{}
	}
	for r, n := range s.Unknown {
		c.unknown[r] += n
		if !slices.Contains(runtimeReasons, r) {
			c.other += n
		}
		if r == value.ReasonEnvironment {
			c.environment += n
		}
	}
}

// share is how much is known, in per cent, of what is left without so many of
// the unknown.
func (c *coverage) share(without int) float64 {
	return 100 * float64(c.known) / float64(max(1, c.known+c.other-without))
}
