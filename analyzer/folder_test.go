package analyzer_test

import (
	"context"
	"io/fs"
	"strings"
	"testing"

	"moat/analyzer"
	"moat/analyzer/diag"
	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/parsers/terraform"
)

// denying is a file system in which one file is listed, but can't be read.
type denying struct {
	source.FS
	path string
}

func (d denying) ReadFile(p string) (*source.File, error) {
	if p == d.path {
		return nil, &fs.PathError{Op: "open", Path: p, Err: fs.ErrPermission}
	}
	return d.FS.ReadFile(p)
}

// TestUnreadableFileOfAFolder: what a file declares that can't be read is
// missing from its folder's template, which nobody may pass over in silence.
func TestUnreadableFileOfAFolder(t *testing.T) {
	files := denying{source.Map(map[string]string{
		"infra/main.tf": "locals {\n  a = 1\n}\n",
		"infra/more.tf": "locals {\n  b = 2\n}\n",
	}), "infra/more.tf"}
	engine := analyzer.Engine{Languages: []language.Language{terraform.Language{}}}
	for _, cache := range []*analyzer.Cache{nil, {}} {
		r, err := engine.Analyze(context.Background(), files, analyzer.Options{Paths: []string{"."}, Cache: cache})
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Entries) != 1 || len(r.Problems) != 1 || r.Problems[0].Kind != diag.IO || !strings.Contains(r.Problems[0].Message, "infra/more.tf can't be read: permission denied") {
			t.Errorf("%d entry points, %v", len(r.Entries), r.Problems)
		}
	}
}
