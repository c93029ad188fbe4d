package main

import (
	"regexp"
	"strings"
	"testing"

	"moat/analyzer/config"
	"moat/analyzer/source"
)

// TestExamplesOfInitAreGood takes the comment marks off the examples in the
// .moat.yaml that "moat init" writes: whoever does so must get a good file, with
// every key that there is.
func TestExamplesOfInitAreGood(t *testing.T) {
	text, err := initFiles.ReadFile("init/moat.yaml")
	if err != nil {
		t.Fatal(err)
	}
	example := regexp.MustCompile(`^# (\w+:|  +[^ /])`)
	var b strings.Builder
	keys := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		if example.MatchString(line) {
			line = strings.TrimPrefix(line, "# ")
			if key, _, ok := strings.Cut(line, ":"); ok && !strings.HasPrefix(key, " ") {
				keys[key] = true
			}
		}
		b.WriteString(line)
	}
	c, problems := config.Parse(source.NewFile(config.Name, []byte(b.String())), ".", newEngine().Catalogue())
	if len(problems) > 0 {
		t.Fatalf("%v in\n%s", problems, b.String())
	}
	if len(c.Include) == 0 || len(c.Suppressions) == 0 || len(c.Parameters) == 0 || c.Baseline == "" {
		t.Errorf("the examples are lost: %+v", c)
	}
	if len(keys) != 11 {
		t.Errorf("examples of %d keys: %v", len(keys), keys)
	}
}
