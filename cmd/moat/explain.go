package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"moat/analyzer/report"
	"moat/analyzer/report/excerpt"
	"moat/analyzer/suggest"
)

func explainCommand() command {
	return command{
		name:      "explain",
		arguments: "RULE",
		summary:   "one rule at length: why, examples, how to fix",
		detail:    "RULE is an id (NET001) or a name (foundry-public-network-access)\n",
		words: func() []string {
			var ids []string
			for _, r := range newEngine().Catalogue() {
				ids = append(ids, r.ID)
			}
			return ids
		},
		prepare: func(*pflag.FlagSet) func(context.Context, *terminal, []string) (int, error) {
			return func(_ context.Context, t *terminal, args []string) (int, error) {
				if len(args) != 1 {
					return exitUsage, usagef("explain takes one rule")
				}
				var words []string
				for _, r := range newEngine().Catalogue() {
					if strings.EqualFold(args[0], r.ID) || strings.EqualFold(args[0], r.Name) {
						return exitClean, report.Explain(t.stdout, r)
					}
					words = append(words, r.ID, r.Name)
				}
				message := fmt.Sprintf("unknown rule %q", excerpt.Clean(args[0]))
				if near := suggest.Nearest(args[0], words); near != "" {
					message += fmt.Sprintf("; did you mean %s?", near)
				}
				return exitUsage, usagef("%s (\"moat rules\" lists them)", message)
			}
		},
	}
}
