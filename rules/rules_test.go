package rules_test

import (
	"testing"

	"moat/analyzer/ruletest"
	"moat/analyzer/source"
	"moat/parsers"
	"moat/rules"
)

// TestRules runs the fixtures and the documentation's examples of every rule.
func TestRules(t *testing.T) {
	files, err := source.Disk("../testdata/rules")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { files.Close() })
	ruletest.Run(t, ruletest.Suite{Languages: parsers.All(), Rules: rules.All(), Files: files})
}
