package mutation

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"maps"
	"os"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"

	"moat/internal/moattest/reference"
	"moat/rules"
)

// sample is one in how many mutants a run takes: MOAT_MUTATION, or few.
func sample(t *testing.T) uint32 {
	text := cmp.Or(os.Getenv("MOAT_MUTATION"), "16")
	n, err := strconv.ParseUint(text, 10, 32)
	if err != nil || n == 0 {
		t.Fatalf("MOAT_MUTATION is %q; it must be a number above 0", text)
	}
	return uint32(n)
}

// expected restricts a label's rules to those that there are.
func expected(l *label) []string {
	out := []string{}
	for _, id := range l.rules {
		for _, r := range rules.All() {
			if r.ID == strings.TrimSuffix(id, "?") {
				out = append(out, id)
			}
		}
	}
	return out
}

// chosen says whether a run that takes one in n takes a mutant: the same ones
// everywhere.
func chosen(m Mutant, n uint32) bool {
	h := fnv.New32a()
	fmt.Fprint(h, m)
	return h.Sum32()%n == 0
}

// TestMutation breaks the reference deployment in one place at a time, in every
// language, and compares what Moat says with the labels and between languages.
func TestMutation(t *testing.T) {
	one := sample(t)
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // thousands of small graphs
	a := reference.NewAnalyser()
	all, err := editions(a)
	if err != nil {
		t.Fatal(err)
	}
	table, err := readLabels()
	if err != nil {
		t.Fatal(err)
	}
	missing, err := readExceptions()
	if err != nil {
		t.Fatal(err)
	}
	mutants := slices.SortedFunc(maps.Keys(all[0].mutants), Mutant.compare)
	for _, e := range all {
		for _, m := range mutants {
			x := missing.of(e.Name, m)
			if x != nil {
				x.used = true
				if e.mutants[m] != nil && !x.ownDefault && runOne(a, e, m).fault != unchanged {
					t.Errorf("inexpressible.tsv:%d: %s can write it: %s", x.line, e.Name, m)
				}
				delete(e.mutants, m)
			} else if e.mutants[m] == nil {
				t.Errorf("%s can't write, and inexpressible.tsv doesn't say why: %s", e.Name, m)
			}
		}
	}
	for _, x := range missing {
		if !x.used {
			t.Errorf("inexpressible.tsv:%d: fits nothing", x.line)
		}
	}
	want := map[Mutant]*label{}
	for _, m := range mutants {
		if want[m] = table.of(m); want[m] == nil {
			t.Errorf("no label: %s", m)
		}
	}
	for _, l := range table {
		if !l.used {
			t.Errorf("labels.tsv:%d: fits no mutant that an earlier row doesn't", l.line)
		}
	}
	if t.Failed() {
		t.FailNow()
	}
	only := os.Getenv("MOAT_MUTATION_ONLY")
	mutants = slices.DeleteFunc(mutants, func(m Mutant) bool { return !chosen(m, one) || !strings.Contains(m.String(), only) })
	outcomes := make([]map[Mutant]outcome, len(all))
	for i, e := range all {
		own := slices.DeleteFunc(slices.Clone(mutants), func(m Mutant) bool { return e.mutants[m] == nil })
		outcomes[i] = run(a, e, own)
		good := 0
		for _, m := range own {
			o := outcomes[i][m]
			exp := expected(want[m])
			switch {
			case o.fault != "":
				t.Errorf("%s: %s: %s", e.Name, m, o.fault)
			case !slices.Equal(exp, o.rules) && len(exp)+len(o.rules) > 0:
				t.Errorf("%s: %s\n  labels.tsv:%d says %v\n  Moat says %v\n    %s", e.Name, m, want[m].line, exp, o.rules, strings.Join(o.findings, "\n    "))
			default:
				good++
			}
		}
		t.Logf("%-8s %d of %d mutants as labelled (%.1f %%)", e.Name, good, len(own), 100*float64(good)/float64(len(own)))
	}
	compared, same := 0, 0
	for _, m := range mutants {
		first := -1
		for i, e := range all {
			if e.mutants[m] == nil {
				continue
			}
			if first < 0 {
				first = i
				continue
			}
			compared++
			x, y := outcomes[first][m].findings, outcomes[i][m].findings
			if slices.Equal(x, y) {
				same++
				continue
			}
			t.Errorf("%s\n  %s: %s\n  %s: %s", m, all[first].Name, strings.Join(x, ", "), e.Name, strings.Join(y, ", "))
		}
	}
	t.Logf("parity   %d of %d pairs", same, compared)
}
