package main

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/spf13/pflag"
)

// TestEveryOptionIsTried looks for each option of each command in the scripts of
// testdata/e2e: the command line is a contract, and none of it goes untried.
func TestEveryOptionIsTried(t *testing.T) {
	scripts, err := filepath.Glob("../../testdata/e2e/*.txtar")
	if err != nil || len(scripts) == 0 {
		t.Fatal(err, scripts)
	}
	var all []byte
	for _, s := range scripts {
		text, err := os.ReadFile(s)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, text...)
	}
	for _, c := range commands() {
		if c.name == "lsp" {
			continue // editors speak to it, and so do its own tests
		}
		if !regexp.MustCompile(`(?m)^(exec|status \d+) moat ` + c.name + `\b`).Match(all) {
			t.Errorf("no script runs moat %s", c.name)
		}
		flags := pflag.NewFlagSet(c.name, pflag.ContinueOnError)
		c.prepare(flags)
		flags.VisitAll(func(f *pflag.Flag) {
			for _, spelling := range []string{"--" + f.Name, "-" + f.Shorthand} {
				if spelling != "-" && !regexp.MustCompile(`(?m)^(exec|status \d+) moat `+c.name+` (.* )?`+spelling+`( |$)`).Match(all) {
					t.Errorf("no script runs moat %s with %s", c.name, spelling)
				}
			}
		})
	}
	for _, status := range []string{"0", "1", "2", "3"} { // 130 is TestInterruptedRunEndsWith130
		if !regexp.MustCompile(`(?m)^status ` + status + ` moat scan`).Match(all) {
			t.Errorf("no script expects exit status %s", status)
		}
	}
}
