package oracle

import (
	"slices"
	"testing"

	"moat/parsers/template"
)

const (
	mutationCount = 200
	mutationSeed  = 1
)

// TestMutations proves that the comparison sees what it ought to: changes of
// compiled templates that change what is deployed must come out unequal.
func TestMutations(t *testing.T) {
	disk, pairs := open(t)
	runs := settings()
	// What each pair comes to unchanged, and the Bicep side of each run.
	type known struct {
		form  *template.Template
		sides []*side
		fine  []bool // the unchanged sides are equal in that run
	}
	pool := make([]known, len(pairs))
	all := make([][]mutation, len(pairs))
	each(len(pairs), func(i int) {
		p := pairs[i]
		form, err := compiled(disk, p.arm)
		if err != nil {
			t.Error(err)
			return
		}
		k := known{form: form}
		for _, s := range runs {
			a, b, err := both(disk, p, s, nil)
			if err != nil {
				t.Error(err)
				return
			}
			o := judge(a, b, declares(form)).outcome
			k.sides, k.fine = append(k.sides, a), append(k.fine, o == equal)
		}
		pool[i] = k
		if p.fresh && !p.missing && k.fine[0] && slices.Contains(k.fine[1:], true) {
			all[i] = mutations(form.File, p.class != registry)
		}
	})
	if t.Failed() {
		return
	}
	picked := choose(all, mutationCount, mutationSeed)
	reported := make([]bool, len(picked))
	each(len(picked), func(i int) {
		c := picked[i]
		p, k := pairs[c.pair], pool[c.pair]
		text := c.apply(k.form.File.Content())
		for r, s := range runs {
			if !k.fine[r] {
				continue
			}
			b, err := armSide(disk, p, s, text, notRead(k.sides[r]))
			if err != nil {
				t.Error(err)
				return
			}
			if judge(k.sides[r], b, declares(k.form)).outcome == differs {
				reported[i] = true
				return
			}
		}
	})
	kinds, touched, seen := map[string]int{}, map[int]bool{}, 0
	for i, c := range picked {
		kinds[c.kind]++
		touched[c.pair] = true
		if reported[i] {
			seen++
			continue
		}
		f := pool[c.pair].form.File
		at := f.Range(c.start, c.end)
		t.Errorf("%s:%v: %s: not reported: %.200q → %.200q", f.Path(), at.StartPosition(), c.kind, at.Text(), c.with)
	}
	t.Logf("%d of %d mutations reported, in %d pairs: %v", seen, len(picked), len(touched), kinds)
	if s := promises(t); seen < s.caught || len(picked) != s.of {
		t.Errorf("%d of %d were reported, and docs/oracle.md states %d of %d", seen, len(picked), s.caught, s.of)
	}
}
