package docs

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"moat/analyzer/rule"
	"moat/rules"
)

const controlsPage = "../../../docs/controls.md"

// controls is the page that says, for every control of the guidance, which
// rules check it and what of it no template shows.
func controls() string {
	byControl := map[string][]*rule.Rule{}
	byID := map[string]*rule.Rule{}
	for _, r := range rules.All() {
		byControl[r.Control] = append(byControl[r.Control], r)
		byID[r.ID] = r
	}
	var b bytes.Buffer
	b.WriteString("# Controls\n\nEvery control of Microsoft's security guidance for agents, the rules that check it, and what of it no template shows. " +
		"Rules in brackets belong to another control and speak of this one too. This page is generated from the rules and from rules/controls.go: `make generate`.\n")
	section := ""
	for _, c := range rules.Controls() {
		if c.Section != section {
			section = c.Section
			fmt.Fprintf(&b, "\n## %s\n\n| control | rules | what no template shows |\n| --- | --- | --- |\n", section)
		}
		var list []string
		for _, r := range byControl[c.Name] {
			list = append(list, link(r))
		}
		for _, id := range c.Also {
			if r := byID[id]; r != nil {
				list = append(list, "("+link(r)+")")
			}
		}
		if len(list) == 0 {
			list = []string{"none yet"}
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", c.Name, strings.Join(list, ", "), c.Beyond)
	}
	return b.String()
}

func link(r *rule.Rule) string { return fmt.Sprintf("[%s](rules/%s.md)", r.ID, r.ID) }

func TestControlsPageSaysWhatTheRulesSay(t *testing.T) {
	want := controls()
	if *update {
		if err := os.WriteFile(controlsPage, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(controlsPage); err != nil || string(got) != want {
		t.Errorf("docs/controls.md is stale; run make generate (%v)", err)
	}
}

func TestEveryRuleHasAControl(t *testing.T) {
	var names []string
	for _, c := range rules.Controls() {
		names = append(names, c.Name)
	}
	for _, r := range rules.All() {
		if !slices.Contains(names, r.Control) {
			t.Errorf("%s: no control is called %q; see rules/controls.go", r.ID, r.Control)
		}
	}
}

const registry = "../../../rules/registry.go"

var ruleFile = regexp.MustCompile(`^[a-z]{3}[0-9]{3}\.go$`)

// TestRegistryHoldsEveryRule compares the registry with the files of the rules:
// each is called by its id and holds the function of that name.
func TestRegistryHoldsEveryRule(t *testing.T) {
	files, err := os.ReadDir(filepath.Dir(registry))
	if err != nil {
		t.Fatal(err)
	}
	var list strings.Builder
	for _, f := range files {
		if ruleFile.MatchString(f.Name()) {
			fmt.Fprintf(&list, "\t\t%s(),\n", strings.ToUpper(strings.TrimSuffix(f.Name(), ".go")))
		}
	}
	have, err := os.ReadFile(registry)
	if err != nil {
		t.Fatal(err)
	}
	const begin, end = "\treturn []*rule.Rule{\n", "\t}\n}\n"
	head, _, _ := strings.Cut(string(have), begin)
	want := head + begin + list.String() + end
	if *update && string(have) != want {
		if err := os.WriteFile(registry, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		t.Skip("rules/registry.go was rewritten: run make generate again for the pages of new rules")
	}
	if string(have) != want {
		t.Error("rules/registry.go is stale; run make generate")
	}
}
