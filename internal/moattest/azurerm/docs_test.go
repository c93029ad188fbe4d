package azurerm

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"moat/parsers/terraform/azurerm"
)

var update = flag.Bool("update", false, "rewrite the list of types in docs/terraform.md")

const (
	page       = "../../../docs/terraform.md"
	tableBegin = "<!-- types: go test ./internal/moattest/azurerm -update -->\n"
	tableEnd   = "<!-- end of types -->\n"
)

// TestPageListsTheTypes keeps the list of docs/terraform.md the same as the
// files.
func TestPageListsTheTypes(t *testing.T) {
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), tableBegin)
	have, after, ok2 := strings.Cut(rest, tableEnd)
	if !ok || !ok2 {
		t.Fatal("docs/terraform.md has no place for the list of types")
	}
	want := table()
	if *update {
		if err := os.WriteFile(page, []byte(before+tableBegin+want+tableEnd+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if have != want {
		t.Error("the list of types in docs/terraform.md is stale; run go test ./internal/moattest/azurerm -update")
	}
}

func table() string {
	var b strings.Builder
	b.WriteString("| azurerm type | ARM type | versions |\n| --- | --- | --- |\n")
	for _, info := range azurerm.All() {
		name, arm := info.Name, info.ARM
		if info.Data {
			name = "data." + name
		}
		switch {
		case arm == "":
			arm = "none: tells who deploys, and where to"
			if info.Name == "azurerm_monitor_diagnostic_categories" {
				arm = "none: Azure alone knows the categories"
			}
		case info.Patch:
			arm = "part of " + arm
		}
		versions := strings.Trim(strings.ReplaceAll(fmt.Sprint(info.Majors), " ", ", "), "[]")
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", name, arm, versions)
	}
	b.WriteString("\nData sources of these types are understood too: they look up a resource that exists already.\n")
	return b.String()
}
