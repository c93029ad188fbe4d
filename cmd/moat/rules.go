package main

import (
	"context"

	"github.com/spf13/pflag"

	"moat/analyzer/report"
)

func rulesCommand() command {
	return command{
		name:    "rules",
		summary: "the catalogue of rules",
		prepare: func(flags *pflag.FlagSet) func(context.Context, *terminal, []string) (int, error) {
			formats := map[string]report.CatalogueFormat{}
			var names []string
			for _, f := range report.CatalogueFormats() {
				formats[f.Name] = f
				names = append(names, f.Name)
			}
			format := newChoice(names, names[0])
			flags.VarP(format, "format", "f", "what to print")
			return func(_ context.Context, t *terminal, args []string) (int, error) {
				if len(args) > 0 {
					return exitUsage, usagef("rules takes no arguments")
				}
				return exitClean, formats[format.value].Write(t.stdout, newEngine().Catalogue())
			}
		},
	}
}
