package terraform

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"moat/analyzer/diag"
	"moat/analyzer/language"
	"moat/analyzer/source"
)

// Tree is a parsed module: what the configuration files of one folder declare.
type Tree struct {
	files    []*source.File
	main     *source.File
	mod      *module
	auto     []*Values // files of values that Terraform loads by itself, the later winning
	problems []diag.Diagnostic
	comments func() []language.Comment
}

// Source is main.tf, or the first file without one.
func (t *Tree) Source() *source.File { return t.main }

// Files are all files of the module, sorted by path.
func (t *Tree) Files() []*source.File { return t.files }

// Problems are those of all files, in order of place.
func (t *Tree) Problems() []diag.Diagnostic { return t.problems }

// Role is Template, but Other for a folder that holds nothing but values.
func (t *Tree) Role() language.Role {
	if len(t.mod.parts) == 0 {
		return language.Other
	}
	return language.Template
}

// Refs are the local modules that are called, by the paths of their folders.
func (t *Tree) Refs() []language.Ref {
	var out []language.Ref
	for _, c := range t.mod.calls {
		if isLocal(c.source) {
			p, err := source.JoinDir(t.mod.dir, c.source)
			if err != nil {
				p = ""
			}
			out = append(out, language.Ref{Kind: language.RefModule, Path: p, Written: c.source, At: c.sourceAt})
		}
	}
	return out
}

// Comments are those of all files, in order of place. They are looked for when
// they are first asked for: evaluation needs none.
func (t *Tree) Comments() []language.Comment { return t.comments() }

func isLocal(source string) bool {
	return strings.HasPrefix(source, "./") || strings.HasPrefix(source, "../") ||
		source == "." || source == ".."
}

// parseFolder reads a module. Where a file of OpenTofu stands beside one of
// Terraform with the same stem, it takes its place, as OpenTofu does.
func parseFolder(dir string, files []language.FolderFile) *Tree {
	t := &Tree{mod: &module{dir: dir, sources: map[string]mapper{}}}
	shadowed := map[string]bool{}
	for _, f := range files {
		name := path.Base(f.Path())
		if stem, ending, ok := configName(name); ok && strings.HasPrefix(ending, ".tofu") {
			shadowed[stem+strings.Replace(ending, ".tofu", ".tf", 1)] = true
		}
	}
	var parts, overrides []*part
	for _, f := range files {
		t.files = append(t.files, f.File)
		name := path.Base(f.Path())
		stem, _, config := configName(name)
		switch {
		case f.Err != nil:
			t.mod.unread = append(t.mod.unread, f.File)
		case shadowed[name]:
		case name == lockFile:
			t.mod.lock = lockedVersions(f.File)
		case isAuto(name):
			t.auto = append(t.auto, parseValues(f.File))
		case config:
			p := t.mod.read(f.File)
			t.problems = append(t.problems, p.problems...)
			if stem == "override" || strings.HasSuffix(stem, "_override") {
				overrides = append(overrides, p)
			} else {
				parts = append(parts, p)
			}
		}
	}
	slices.SortStableFunc(t.auto, func(a, b *Values) int { return compareAuto(path.Base(a.file.Path()), path.Base(b.file.Path())) })
	for _, v := range t.auto {
		t.problems = append(t.problems, v.problems...)
	}
	t.mod.parts = append(parts, overrides...)
	t.problems = append(t.problems, t.mod.declare(parts, overrides)...)
	t.problems = settled(t.problems)
	t.main = mainFile(t.files)
	t.mod.file = t.main
	t.comments = sync.OnceValue(t.scanComments)
	return t
}

// settled is the problems in order, each on one line.
func settled(problems []diag.Diagnostic) []diag.Diagnostic {
	for i := range problems {
		problems[i].At = oneLine(problems[i].At)
	}
	return diag.Sort(problems)
}

// compareAuto puts files of values in the order in which Terraform loads them.
func compareAuto(a, b string) int {
	rank := func(name string) int {
		switch name {
		case "terraform.tfvars":
			return 0
		case "terraform.tfvars.json":
			return 1
		}
		return 2
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b))
}

func mainFile(files []*source.File) *source.File {
	for _, want := range [...]string{"main.tf", "main.tf.json", "main.tofu", "main.tofu.json"} {
		for _, f := range files {
			if path.Base(f.Path()) == want {
				return f
			}
		}
	}
	for _, f := range files {
		if _, _, ok := configName(path.Base(f.Path())); ok {
			return f
		}
	}
	return files[0]
}

func (t *Tree) scanComments() []language.Comment {
	var out []language.Comment
	for _, f := range t.files {
		if !strings.HasSuffix(f.Path(), ".json") {
			out = append(out, commentsOf(f)...)
		}
	}
	return out
}

// commentsOf lists the comments of a file in HCL's own syntax.
func commentsOf(f *source.File) []language.Comment {
	var out []language.Comment
	tokens, _ := hclsyntax.LexConfig(f.Content(), f.Path(), hcl.InitialPos)
	for _, tok := range tokens {
		if tok.Type != hclsyntax.TokenComment {
			continue
		}
		at := f.Range(tok.Range.Start.Byte, tok.Range.Start.Byte+len(strings.TrimRight(string(tok.Bytes), "\r\n")))
		text := at.Text()
		switch {
		case strings.HasPrefix(text, "/*"):
			text = strings.TrimSuffix(text[2:], "*/")
		case strings.HasPrefix(text, "//"):
			text = text[2:]
		default:
			text = strings.TrimPrefix(text, "#")
		}
		out = append(out, language.Comment{At: at, Text: text})
	}
	return out
}
