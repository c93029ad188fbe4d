package bicep

import (
	"slices"
	"strings"

	"moat/analyzer/diag"
	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/parsers/bicep/syntax"
	"moat/parsers/template"
)

// base is what the trees of both kinds of file have in common.
type base struct {
	file     *syntax.File
	refs     []language.Ref
	problems []diag.Diagnostic
}

// Source is the file that was read.
func (b *base) Source() *source.File { return b.file.Source }

// Syntax is the concrete syntax behind the tree.
func (b *base) Syntax() *syntax.File { return b.file }

// Problems are those of syntax and of binding, in order of place. The latter
// are also those of the Template or ParameterFile.
func (b *base) Problems() []diag.Diagnostic { return b.problems }

// Refs are the files named by module, using, extends, import and the load
// functions, in the order of the text.
func (b *base) Refs() []language.Ref { return b.refs }

// Comments are the comments in the order of the text. Pragmas aren't among
// them.
func (b *base) Comments() []language.Comment {
	out := make([]language.Comment, 0, len(b.file.Comments))
	for _, c := range b.file.Comments {
		at := c.Span.In(b.file.Source)
		text := at.Text()
		if c.Block {
			text = strings.TrimSuffix(strings.TrimPrefix(text, "/*"), "*/")
		} else {
			text = strings.TrimPrefix(text, "//")
		}
		out = append(out, language.Comment{At: at, Text: text})
	}
	return out
}

// Tree is a parsed .bicep file. It implements template.Source.
type Tree struct {
	base
	template *template.Template
}

// Template is the file's content as a template.
func (t *Tree) Template() *template.Template { return t.template }

// Role is Template, but Other for a file that only declares what others import:
// it has no resource, module or output, and no damage that could hide one.
func (t *Tree) Role() language.Role {
	d := t.template
	if len(d.Resources)+len(d.Modules)+len(d.Outputs)+len(d.Gaps) == 0 && t.exports() {
		return language.Other
	}
	return language.Template
}

func (t *Tree) exports() bool {
	d := t.template
	return slices.ContainsFunc(d.Types, func(x *template.TypeDecl) bool { return x.Exported }) ||
		slices.ContainsFunc(d.Variables, func(x *template.Variable) bool { return x.Exported }) ||
		slices.ContainsFunc(d.Functions, func(x *template.Function) bool { return x.Exported })
}

// ParameterTree is a parsed .bicepparam file. It implements
// template.ParameterSource.
type ParameterTree struct {
	base
	params *template.ParameterFile
}

// ParameterFile is the file's content.
func (t *ParameterTree) ParameterFile() *template.ParameterFile { return t.params }

// Role is Parameters.
func (t *ParameterTree) Role() language.Role { return language.Parameters }
