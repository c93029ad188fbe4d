package suggest_test

import (
	"testing"

	"moat/analyzer/suggest"
)

func TestNearest(t *testing.T) {
	words := []string{"scan", "graph", "rules", "demo", "version", "show-undetermined"}
	for word, want := range map[string]string{
		"scna": "scan", "SCAN": "scan", "sca": "scan", "rule": "rules", "verzion": "version",
		"show-undetermind": "show-undetermined", "xyz": "", "": "", "s": "",
	} {
		if got := suggest.Nearest(word, words); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
}
