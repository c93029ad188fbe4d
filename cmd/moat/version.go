package main

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/pflag"
)

// The version and the commit of a release, set by the linker (.goreleaser.yaml):
// what Go records by itself would differ between two builds of one commit.
var (
	releaseVersion string
	releaseCommit  string
)

func versionCommand() command {
	return command{
		name:    "version",
		summary: "version, commit, Go version",
		prepare: func(*pflag.FlagSet) func(context.Context, *terminal, []string) (int, error) {
			return func(_ context.Context, t *terminal, args []string) (int, error) {
				if len(args) > 0 {
					return exitUsage, usagef("version takes no arguments")
				}
				commit := cmp.Or(releaseCommit, "unknown")
				if info, ok := debug.ReadBuildInfo(); ok {
					for _, s := range info.Settings {
						switch {
						case s.Key == "vcs.revision":
							commit = s.Value
						case s.Key == "vcs.modified" && s.Value == "true":
							commit += " with changes"
						}
					}
				}
				_, err := fmt.Fprintf(t.stdout, "moat %s\ncommit %s\n%s %s/%s\n", cmp.Or(buildVersion(), "devel"), commit, runtime.Version(), runtime.GOOS, runtime.GOARCH)
				return exitClean, err
			}
		},
	}
}

// buildVersion is the version that this binary was built as; "" for one built
// from a working copy.
func buildVersion() string {
	if releaseVersion != "" {
		return releaseVersion
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		if v := info.Main.Version; v != "" && v != "(devel)" {
			return v
		}
	}
	return ""
}
