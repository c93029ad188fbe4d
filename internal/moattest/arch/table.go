package arch

// House is Moat's own table: which package may import which.
//
// Rooms are read from the bottom of the house to the top. A room holds the
// packages in and below its folder, unless a longer row claims them, and may
// import the rooms of its own row and, through them, everything those may
// import. Packages of one room may import each other.
func House() Table {
	return Table{
		Module: "moat",
		Rooms: []Room{
			{"analyzer/source", nil},
			{"analyzer/diag", rooms("analyzer/source")},
			{"analyzer/value", rooms("analyzer/source", "analyzer/diag")},
			{"analyzer/graph", rooms("analyzer/value")},
			{"analyzer/fix", rooms("analyzer/graph")},
			{"analyzer/rule", rooms("analyzer/fix")},
			{"analyzer/language", rooms("analyzer/graph", "analyzer/fix", "analyzer/diag")},
			{"analyzer/suggest", nil},
			{"analyzer/config", rooms("analyzer/rule", "analyzer/language", "analyzer/suggest")},
			{"analyzer", rooms("analyzer/config")},
			{"analyzer/report", rooms("analyzer")},
			{"analyzer/ruletest", rooms("analyzer")},
			{"lsp", rooms("analyzer")},

			{"parsers/jsonc", rooms("analyzer/source", "analyzer/diag")},
			{"parsers/template", rooms("analyzer/language", "parsers/jsonc")},
			{"parsers/bicep/syntax", rooms("analyzer/source", "analyzer/diag")},
			{"parsers/bicep", rooms("parsers/template", "parsers/bicep/syntax")},
			{"parsers/arm", rooms("parsers/template")},
			{"parsers/terraform/typed", rooms("analyzer/value")},
			{"parsers/terraform/function", rooms("parsers/terraform/typed")},
			{"parsers/terraform", rooms("analyzer/language", "parsers/jsonc", "parsers/terraform/function")},
			{"parsers", rooms("parsers/bicep", "parsers/arm", "parsers/terraform")},

			{"rules/azure", rooms("analyzer/rule")},
			{"rules", rooms("analyzer/rule", "rules/azure")},

			{"cmd", rooms("analyzer/report", "lsp", "parsers", "rules")},

			{"internal/sbom", nil}, // a program of the release's own
		},
		Doors: []Door{
			{"github.com/spf13/pflag", rooms("cmd")},
			{"github.com/goccy/go-yaml", rooms("analyzer/config", "parsers/bicep", "parsers/template")},
			{"github.com/bmatcuk/doublestar", rooms("analyzer/config", "analyzer", "parsers/terraform/function")},
			{"github.com/owenrumney/go-sarif", rooms("analyzer/report")},
			{"github.com/hashicorp/hcl", rooms("parsers/terraform", "parsers/terraform/typed", "parsers/terraform/function")},
			{"github.com/zclconf/go-cty", rooms("parsers/terraform", "parsers/terraform/typed", "parsers/terraform/function")},
			{"github.com/zclconf/go-cty-yaml", rooms("parsers/terraform/function")},
			{"golang.org/x/text", rooms("parsers/terraform/function")},
			{"go.lsp.dev", rooms("lsp")},

			// Files come through source.FS, and the environment is an
			// argument: only the rooms at the edge talk to the machine.
			{"os", rooms("analyzer/source", "analyzer/ruletest", "cmd", "internal/sbom")},
			{"os/signal", rooms("cmd")},
			{"syscall", rooms("analyzer/source", "cmd")},
			{"path/filepath", rooms("analyzer/source", "analyzer/ruletest", "lsp", "cmd", "internal/sbom")},
			// Moat works offline and starts nothing.
			{"net", nil},
			{"net/http", nil},
			{"os/exec", nil},
			{"plugin", nil},
		},
		TestOnly: []string{
			"github.com/google/go-cmp",
			"github.com/rogpeppe/go-internal",
			"pgregory.net/rapid",
		},
		Exempt: []string{"internal/moattest"},
	}
}

func rooms(names ...string) []string { return names }
