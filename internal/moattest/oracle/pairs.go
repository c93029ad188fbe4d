package oracle

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// pair is a Bicep file with its compiled form, by their paths below the corpus.
type pair struct {
	bicep, arm string
	class      class
	missing    bool // it uses files that aren't there
	fresh      bool // the compiled form is up to date, as far as that can be told
}

// class is what a pair is counted under.
type class string

// The classes. A pair with remote references is of the registry class wherever
// it comes from.
const (
	official class = "official" // the Bicep compiler's own baselines
	local    class = "local"    // everything else without remote references
	registry class = "registry" // uses modules or declarations of a registry
)

var classes = []class{official, local, registry}

// readPairs reads the list of pairs of a corpus: tab-separated, the paths, then
// from column 5 the counts of remote and of missing references and y for fresh
// ones.
func readPairs(root string) ([]pair, error) {
	raw, err := os.ReadFile(filepath.Join(root, "bicep-arm-pairs.tsv"))
	if err != nil {
		return nil, err
	}
	var out []pair
	for line := range strings.Lines(string(raw)) {
		c := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		if c[0] == "bicep" {
			continue
		}
		if len(c) < 8 {
			return nil, fmt.Errorf("bicep-arm-pairs.tsv: %q has %d columns, want 8", line, len(c))
		}
		p := pair{bicep: c[0], arm: c[1], class: local, missing: c[6] != "0", fresh: c[7] == "y"}
		switch {
		case c[5] != "0":
			p.class = registry
		case strings.HasPrefix(c[0], "bicep-language/"):
			p.class = official
		}
		out = append(out, p)
	}
	return out, nil
}

// mode is a way to compare: one run or several.
type mode string

var modes = []mode{"unknown", "synthetic"}

// row is what counts stand under.
type row struct {
	class
	mode
}
