package arch_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"moat/internal/moattest/arch"
)

func TestImportsFollowTheTable(t *testing.T) {
	wrong, err := arch.Check(os.DirFS("../../.."), arch.House())
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range wrong {
		t.Error(w)
	}
}

func TestCheckCatches(t *testing.T) {
	for _, tt := range []struct {
		name, file, code string
		want             string // "" if allowed
	}{
		{"down one floor", "analyzer/graph/g.go", `import "moat/analyzer/value"`, ""},
		{"down several floors", "analyzer/rule/r.go", `import "moat/analyzer/source"`, ""},
		{"up", "analyzer/graph/g.go", `import "moat/analyzer/rule"`, "analyzer/graph may not import moat/analyzer/rule"},
		{"the door of the engine, from below", "analyzer/rule/r.go", `import "moat/analyzer"`, "may not import moat/analyzer"},
		{"a rule and a language", "rules/net001.go", `import "moat/parsers/bicep"`, "rules may not import moat/parsers/bicep"},
		{"the engine and a language", "analyzer/discover.go", `import "moat/parsers"`, "analyzer may not import moat/parsers"},
		{"the engine and a rule", "analyzer/analyzer.go", `import "moat/rules"`, "analyzer may not import moat/rules"},
		{"languages side by side", "parsers/bicep/b.go", `import "moat/parsers/arm"`, "parsers/bicep may not import moat/parsers/arm"},
		{"a tree and the evaluator", "parsers/bicep/syntax/s.go", `import "moat/analyzer/value"`, "parsers/bicep/syntax may not import moat/analyzer/value"},
		{"inside a room", "parsers/template/t.go", `import "moat/parsers/template/fn"`, ""},
		{"outputs side by side", "analyzer/report/r.go", `import "moat/lsp"`, "analyzer/report may not import moat/lsp"},
		{"the command line", "cmd/moat/main.go", `import ("moat/rules"; "moat/parsers"; "moat/analyzer/report"; "github.com/spf13/pflag")`, ""},
		{"a folder without a room", "helpers/h.go", `import "fmt"`, "helpers/h.go: the folder belongs to no room"},
		{"flags elsewhere", "analyzer/report/r.go", `import "github.com/spf13/pflag"`, "its door is cmd"},
		{"a part of a module with a door", "analyzer/value/v.go", `import "github.com/zclconf/go-cty/cty"`, "its door is parsers/terraform"},
		{"a module nobody decided on", "rules/r.go", `import "example.com/left/pad"`, "example.com/left/pad has no door"},
		{"a test's module in the product", "rules/r.go", `import "pgregory.net/rapid"`, "only tests may import pgregory.net/rapid"},
		{"a test's module in a test", "rules/r_test.go", `import "pgregory.net/rapid"`, ""},
		{"a file system of its own", "rules/r.go", `import "os"`, "rules may not import os: its door is"},
		{"network", "cmd/moat/main.go", `import "net/http"`, "nobody may import net/http"},
		{"addresses aren't network", "rules/r.go", `import "net/netip"`, ""},
		{"a test inside the package still counts", "analyzer/graph/g_test.go", `import "moat/analyzer/rule"`, "may not import"},
		{"an external test", "analyzer/graph/x_test.go", `import "moat/analyzer/rule"`, ""},
		{"drivers", "internal/moattest/corpus/c.go", `import ("moat/parsers"; "net/http")`, ""},
		{"a nested module", "editors/tool/t.go", `import "example.com/x"`, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			code := "package p\n" + tt.code
			if strings.HasSuffix(tt.file, "x_test.go") {
				code = "package p_test\n" + tt.code
			}
			files := fstest.MapFS{
				tt.file:               {Data: []byte(code)},
				"editors/tool/go.mod": {Data: []byte("module tool\n")},
			}
			wrong, err := arch.Check(files, arch.House())
			if err != nil {
				t.Fatal(err)
			}
			got := strings.Join(wrong, "\n")
			if tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestCheckLeavesOutFilesBuiltByHand(t *testing.T) {
	files := fstest.MapFS{"rules/gen.go": {Data: []byte("//go:build ignore\n\npackage main\n\nimport \"os\"\n")}}
	if wrong, err := arch.Check(files, arch.House()); err != nil || len(wrong) > 0 {
		t.Errorf("%v, %v", wrong, err)
	}
	files = fstest.MapFS{"rules/unix.go": {Data: []byte("//go:build unix\n\npackage rules\n\nimport \"os\"\n")}}
	if wrong, err := arch.Check(files, arch.House()); err != nil || len(wrong) != 1 {
		t.Errorf("%v, %v: a file for one system is part of the product", wrong, err)
	}
}

func TestCheckRefusesABrokenTable(t *testing.T) {
	for name, table := range map[string]arch.Table{
		"upwards":  {Rooms: []arch.Room{{Folder: "a", Imports: []string{"b"}}, {Folder: "b"}}},
		"twice":    {Rooms: []arch.Room{{Folder: "a"}, {Folder: "a"}}},
		"bad door": {Doors: []arch.Door{{Package: "example.com/x", Rooms: []string{"a"}}}},
	} {
		if _, err := arch.Check(fstest.MapFS{}, table); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
