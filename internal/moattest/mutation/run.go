package mutation

import (
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"

	"moat/analyzer"
	"moat/analyzer/diag"
	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/source"
	"moat/internal/moattest/reference"
)

// edition is the deployment in one language with its mutants.
type edition struct {
	reference.Edition
	mutants map[Mutant]edits
	shape   string // of what is deployed
}

// makers are what makes the mutants of a file, by the edition's name.
func makers() map[string]func([]*source.File, *graph.Graph, *maker) {
	return map[string]func([]*source.File, *graph.Graph, *maker){
		"bicep":   bicepSites,
		"arm":     armSites,
		"azapi":   terraformSites,
		"azurerm": terraformSites,
	}
}

func writers() map[string]writer {
	return map[string]writer{"bicep": bicepWriter{}, "arm": armWriter{}, "azapi": terraformWriter{}, "azurerm": terraformWriter{}}
}

// editions makes every mutant in every language. Which ones there are, Bicep
// decides, where everything is written as Azure has it.
func editions(a *reference.Analyser) ([]edition, error) {
	all, err := reference.Editions()
	if err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b reference.Edition) int { return -strings.Compare(a.Name, b.Name) })
	all = append(slices.DeleteFunc(slices.Clone(all), func(e reference.Edition) bool { return e.Name != "bicep" }),
		slices.DeleteFunc(all, func(e reference.Edition) bool { return e.Name == "bicep" })...)
	var out []edition
	for _, e := range all {
		r, err := a.Analyse(e, nil)
		if err != nil {
			return nil, err
		}
		if len(r.Entries) != 1 || len(r.Problems) > 0 {
			return nil, fmt.Errorf("%s: %d entry points, problems %v", e.Name, len(r.Entries), r.Problems)
		}
		k := &maker{write: writers()[e.Name], out: map[Mutant]edits{}}
		if len(out) > 0 {
			k.only = out[0].mutants
		}
		var files []*source.File
		for _, p := range slices.Sorted(maps.Keys(e.Files)) {
			files = append(files, source.NewFile(p, []byte(e.Files[p])))
		}
		makers()[e.Name](files, r.Entries[0].Graph, k)
		out = append(out, edition{e, k.out, shape(r.Entries[0].Graph)})
	}
	return out, nil
}

// unchanged is the fault of a mutant that is none.
const unchanged = "nothing changes in what is deployed"

// outcome is what Moat says of a mutant.
type outcome struct {
	// rules are the rules that speak, sorted, with ? behind those that leave
	// the question open.
	rules []string
	// findings are rule, verdict, severity and resource of each finding, sorted.
	findings []string
	fault    string // what went wrong, if anything did
}

// run analyses the mutants of an edition, on all cores.
func run(a *reference.Analyser, e edition, mutants []Mutant) map[Mutant]outcome {
	out := make(map[Mutant]outcome, len(mutants))
	var mu sync.Mutex
	var wg sync.WaitGroup
	work := make(chan Mutant)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for m := range work {
				o := runOne(a, e, m)
				mu.Lock()
				out[m] = o
				mu.Unlock()
			}
		})
	}
	for _, m := range mutants {
		work <- m
	}
	close(work)
	wg.Wait()
	return out
}

func runOne(a *reference.Analyser, e edition, m Mutant) outcome {
	changed, err := apply(e.Files, e.mutants[m])
	if err != nil {
		return outcome{fault: err.Error()}
	}
	r, err := a.Analyse(e.Edition, changed)
	if err != nil {
		return outcome{fault: err.Error()}
	}
	o := outcomeOf(r)
	if o.fault == "" && shape(r.Entries[0].Graph) == e.shape {
		o.fault = unchanged
	}
	return o
}

// shape is what a graph deploys, in a form that is only good for comparing.
func shape(g *graph.Graph) string {
	var out strings.Builder
	for _, p := range g.Parts {
		fmt.Fprintln(&out, p.Type, p.Existing, p.ID.Key(), p.Body.Key())
	}
	return out.String()
}

func outcomeOf(r *analyzer.Report) outcome {
	var o outcome
	for _, p := range r.Problems {
		if p.Kind == diag.Internal || p.Kind == diag.Syntax {
			o.fault = fmt.Sprintf("%s:%v: %s", p.At.Path(), p.At.StartPosition(), p.Message)
		}
	}
	if len(r.Entries) != 1 {
		o.fault = fmt.Sprintf("%d entry points", len(r.Entries))
	}
	for _, f := range r.Findings {
		id := f.Rule.ID
		if f.Verdict == rule.Undetermined {
			id += "?"
		}
		o.rules = append(o.rules, id)
		name := f.Resource.Name
		if strings.HasPrefix(name, "[") { // an expression, which languages spell in their own way
			name = "…"
		}
		o.findings = append(o.findings, fmt.Sprintf("%s %s %s %s", id, f.Severity, f.Resource.Type, name))
	}
	slices.Sort(o.rules)
	o.rules = slices.Compact(o.rules)
	slices.Sort(o.findings)
	return o
}
