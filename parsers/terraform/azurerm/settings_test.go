package azurerm_test

import (
	"os"
	"strings"
	"testing"

	"moat/parsers/terraform/azurerm"
)

// TestPathsAreKnown: a mistyped property would be silent everywhere else.
func TestPathsAreKnown(t *testing.T) {
	text, err := os.ReadFile("testdata/paths.txt")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); !strings.HasPrefix(line, "#") {
			known[line] = true
		}
	}
	used := map[string]bool{}
	check := func(info azurerm.TypeInfo, child, path, what string) {
		typ := info.ARM
		if child != "" {
			typ = child
		}
		for p := path; p != ""; p = p[:max(strings.LastIndexByte(p, '.'), 0)] {
			used[typ+" "+strings.TrimSuffix(p, "[]")], used[typ+" "+p] = true, true
		}
		switch path { // of every resource with a place
		case "", "location", "tags":
			return
		}
		if !known[typ+" "+path] {
			t.Errorf("%s %s: %s has no property %s", info.Name, what, typ, path)
		}
	}
	for _, info := range azurerm.All() {
		for _, s := range info.Settings {
			check(info, s.Child, s.Path, s.Attr)
		}
		for _, c := range info.Constants {
			check(info, c.Child, c.Path, "a constant")
		}
	}
	for line := range known {
		if !used[line] {
			t.Errorf("nothing sets %s", line)
		}
	}
}
