package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"moat/analyzer"
	"moat/analyzer/language"
	"moat/analyzer/report/excerpt"
	"moat/analyzer/suggest"
)

// values is the parameter values that a run is given.
type values struct {
	files []string // --params, as typed
	vars  []string // --var, as typed
}

func (v *values) declare(flags *pflag.FlagSet) {
	flags.StringArrayVar(&v.files, "params", nil, "take parameter values from `FILE` (.bicepparam, an ARM parameter file or .tfvars); repeatable, the last wins")
	flags.StringArrayVar(&v.vars, "var", nil, "give one parameter a value, `NAME=VALUE`, over any file; repeatable, the last wins")
}

// given splits --var.
func (v *values) given() ([]language.Var, error) {
	var out []language.Var
	for _, text := range v.vars {
		name, val, ok := strings.Cut(text, "=")
		if !ok || name == "" {
			return nil, usagef("--var %s: it takes NAME=VALUE", excerpt.Clean(name)) // no word of what may be a secret
		}
		out = append(out, language.Var{Name: name, Value: val})
	}
	return out, nil
}

// checkFiles says which of the parameter files isn't one.
func (v *values) checkFiles(engine *analyzer.Engine, w *workspace) error {
	for i, path := range w.params {
		name := excerpt.Clean(v.files[i])
		f, err := w.disk.ReadFile(path)
		if err != nil {
			return usagef("--params %s: %s", name, reasonOf(err))
		}
		head := f.Content()[:min(f.Len(), language.HeadSize)]
		j := slices.IndexFunc(engine.Languages, func(l language.Language) bool { return l.Claims(path, head) })
		if j < 0 || engine.Languages[j].Parse(f).Role() != language.Parameters {
			return usagef("--params %s: this isn't a parameter file", name)
		}
	}
	return nil
}

// checkUse says what of the values reached no template: its findings would not
// be those that were asked for.
func (v *values) checkUse(vars []language.Var, w *workspace, r *analyzer.Report) error {
	for i, path := range w.params {
		used := func(e analyzer.EntryPoint) bool { return slices.Contains(e.Params, path) }
		if !slices.ContainsFunc(r.Entries, used) {
			return usagef("--params %s: it is for none of the templates that were analysed", excerpt.Clean(v.files[i]))
		}
	}
	var declared []string
	for _, e := range r.Entries {
		for _, p := range e.Graph.Root.Parameters {
			declared = append(declared, p.Name)
		}
	}
	for _, given := range vars {
		if slices.ContainsFunc(declared, func(name string) bool { return strings.EqualFold(name, given.Name) }) {
			continue
		}
		message := fmt.Sprintf("--var %s: no template declares this parameter", excerpt.Clean(given.Name))
		if near := suggest.Nearest(given.Name, declared); near != "" {
			message += fmt.Sprintf("; did you mean %s?", near)
		}
		return usagef("%s", message)
	}
	return nil
}
