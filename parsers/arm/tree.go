package arm

import (
	"path"
	"slices"
	"strings"

	"moat/analyzer/diag"
	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/parsers/jsonc"
	"moat/parsers/template"
)

func parse(f *source.File) language.Tree {
	doc := jsonc.Parse(f)
	k := kindOf(f.Path(), headOf(doc.Root))
	b := base{doc: doc}
	switch k {
	case parameterFile:
		t := &ParameterTree{base: b, params: template.ParametersFromNode(template.JSONNode(doc.Root))}
		t.problems = join(doc, t.params.Problems)
		return t
	case notOurs: // claimed for its first keys, and found to be something else
		if len(doc.Problems) == 0 {
			return &Tree{base: b, role: language.Other, template: template.FromNode(template.Node{})}
		}
	}
	t := &Tree{base: b, template: template.FromNode(template.JSONNode(doc.Root))}
	t.role = roleOf(t.template)
	t.problems = join(doc, t.template.Problems)
	return t
}

// headOf is what jsonc.Head tells of a file, for one that is parsed.
func headOf(root *jsonc.Node) jsonc.HeadInfo {
	h := jsonc.HeadInfo{
		IsObject: root.Kind() == jsonc.Object, Schema: root.GetFold("$schema").Text(), Complete: true,
	}
	for _, m := range root.Members() {
		h.Keys = append(h.Keys, m.Key)
	}
	return h
}

func join(doc *jsonc.Document, found []diag.Diagnostic) []diag.Diagnostic {
	all := slices.Concat(doc.Problems, jsonc.CaseClashes(doc.Root), found)
	if len(all) == 0 {
		return nil
	}
	return diag.Sort(all)
}

// base is what the trees of both kinds of file have in common.
type base struct {
	doc      *jsonc.Document
	problems []diag.Diagnostic
}

// Source is the file that was read.
func (b *base) Source() *source.File { return b.doc.File }

// Document is the JSON behind the tree.
func (b *base) Document() *jsonc.Document { return b.doc }

// Problems are those of the JSON text and of what it says, in order of place.
func (b *base) Problems() []diag.Diagnostic { return b.problems }

// Comments are the comments in the order of the text.
func (b *base) Comments() []language.Comment {
	out := make([]language.Comment, 0, len(b.doc.Comments))
	for _, at := range b.doc.Comments {
		text, block := strings.CutPrefix(at.Text(), "/*")
		if block {
			text = strings.TrimSuffix(text, "*/")
		} else {
			text = strings.TrimPrefix(text, "//")
		}
		out = append(out, language.Comment{At: at, Text: text})
	}
	return out
}

// Tree is a parsed template. It implements template.Source.
type Tree struct {
	base
	role     language.Role
	template *template.Template
}

// Template is the file's content as a template.
func (t *Tree) Template() *template.Template { return t.template }

// Role is Template, but Other for a file that only declares what others import,
// and for one that turned out to be no template.
func (t *Tree) Role() language.Role { return t.role }

func roleOf(d *template.Template) language.Role {
	if len(d.Resources)+len(d.Modules)+len(d.Outputs)+len(d.Gaps) > 0 {
		return language.Template
	}
	exports := slices.ContainsFunc(d.Types, func(x *template.TypeDecl) bool { return x.Exported }) ||
		slices.ContainsFunc(d.Variables, func(x *template.Variable) bool { return x.Exported }) ||
		slices.ContainsFunc(d.Functions, func(x *template.Function) bool { return x.Exported })
	if exports {
		return language.Other
	}
	return language.Template
}

// Refs are the linked templates and parameter files, those of nested
// deployments too, in the order of the text.
func (t *Tree) Refs() []language.Ref { return refs(nil, t.template) }

func refs(out []language.Ref, d *template.Template) []language.Ref {
	for _, m := range d.Modules {
		if m.Inline != nil {
			out = refs(out, m.Inline)
			continue
		}
		out = append(out, language.Ref{Kind: language.RefModule, Path: m.Ref, Written: m.Path, At: m.PathAt})
		if m.ParamsRef != "" {
			out = append(out, language.Ref{Kind: language.RefLoad, Path: m.ParamsRef, Written: m.ParamsRef, At: m.PathAt})
		}
	}
	return out
}

// CompiledFrom lists the Bicep files that a template which the Bicep compiler
// wrote may come from: the one of its own name, and, as azuredeploy.json is the
// customary name of a compiled main.bicep, that one.
func (t *Tree) CompiledFrom() []string {
	if !template.CompiledFromBicep(t.doc.Root) {
		return nil
	}
	dir, name := path.Split(t.doc.File.Path())
	stem := strings.TrimSuffix(name, path.Ext(name))
	out := []string{dir + stem + ".bicep"}
	if strings.EqualFold(stem, "azuredeploy") {
		out = append(out, dir+"main.bicep")
	}
	return out
}

// ParameterTree is a parsed parameter file. It implements
// template.ParameterSource.
type ParameterTree struct {
	base
	params *template.ParameterFile
}

// ParameterFile is the file's content.
func (t *ParameterTree) ParameterFile() *template.ParameterFile { return t.params }

// Role is Parameters.
func (t *ParameterTree) Role() language.Role { return language.Parameters }

// Refs is empty: a JSON parameter file doesn't name its template.
func (t *ParameterTree) Refs() []language.Ref { return nil }
