package azurerm

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"moat/parsers/terraform/azurerm"
)

var block = regexp.MustCompile(`(?m)^\s*(resource|data)\s+"(azurerm_\w+)"`)

// oftenEnough is how many blocks of a type make it worth a file.
const oftenEnough = 3

// TestCorpusIsMapped counts the azurerm blocks of the Terraform files in the
// corpus. A type that occurs more than twice is mapped, or docs/terraform.md
// says why it isn't.
func TestCorpusIsMapped(t *testing.T) {
	root := os.Getenv("MOAT_CORPUS")
	if root == "" {
		t.Skip("SKIPPED: MOAT_CORPUS names no corpus")
	}
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	_, left, _ := strings.Cut(string(text), "### Types that are left out")
	types := azurerm.NewTypes()
	blocks, mapped := 0, 0
	missing := map[string]int{}
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".tf" {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, m := range block.FindAllSubmatch(src, -1) {
			blocks++
			if types.Known(string(m[2]), string(m[1]) == "data") {
				mapped++
			} else {
				missing[string(m[2])]++
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if blocks == 0 {
		t.Skip("SKIPPED: no Terraform in the corpus")
	}
	t.Logf("%d of %d azurerm blocks mapped (%.1f %%)", mapped, blocks, 100*float64(mapped)/float64(blocks))
	for _, typ := range slices.Sorted(maps.Keys(missing)) {
		t.Logf("not mapped: %s, %d blocks", typ, missing[typ])
		if missing[typ] >= oftenEnough && !strings.Contains(left, "`"+typ+"`") {
			t.Errorf("%s occurs %d times, is not mapped, and docs/terraform.md doesn't say why", typ, missing[typ])
		}
	}
}
