package terraform

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"moat/analyzer/diag"
	"moat/analyzer/language"
	"moat/analyzer/source"
)

// Values is a parsed .tfvars file.
type Values struct {
	file     *source.File
	mod      *module // nothing but the places of its expressions
	attrs    []*attribute
	problems []diag.Diagnostic
}

// Source is the file that was read.
func (v *Values) Source() *source.File { return v.file }

// Problems are in order of place.
func (v *Values) Problems() []diag.Diagnostic { return v.problems }

// Role is Parameters.
func (v *Values) Role() language.Role { return language.Parameters }

// Refs are none: a file of values doesn't say for which module it is.
func (v *Values) Refs() []language.Ref { return nil }

// Comments are those of a file in HCL's own syntax.
func (v *Values) Comments() []language.Comment {
	if strings.HasSuffix(v.file.Path(), ".json") {
		return nil
	}
	return commentsOf(v.file)
}

func parseValues(f *source.File) *Values {
	v := &Values{file: f, mod: &module{sources: map[string]mapper{}}}
	v.mod.sources[f.Path()] = mapper{file: f}
	p := &part{file: f}
	if strings.HasSuffix(f.Path(), ".json") {
		v.attrs = v.mod.valuesJSON(p)
	} else {
		v.attrs = v.mod.valuesNative(p)
	}
	v.problems = settled(p.problems)
	return v
}

func (m *module) valuesNative(p *part) []*attribute {
	content := p.file.Content()
	if at := tooNested(content); at != nil {
		p.problems = append(p.problems, diag.Diagnostic{Kind: diag.Limit, At: p.file.Range(*at, *at+1), Message: nestedMessage})
		return nil
	}
	parsed, diags := hclsyntax.ParseConfig(content, p.file.Path(), hcl.InitialPos)
	for _, d := range diags {
		if d.Severity == hcl.DiagError {
			p.problems = append(p.problems, m.syntaxProblem(p.file, d, piece{end: p.file.Len()}))
		}
	}
	if parsed == nil {
		return nil
	}
	syntax, ok := parsed.Body.(*hclsyntax.Body)
	if !ok {
		return nil
	}
	b := m.nativeBody(syntax)
	for _, n := range b.blocks {
		p.problems = append(p.problems, diag.Diagnostic{Kind: diag.Syntax, At: n.head, Message: "a file of values holds no blocks, only name = value"})
	}
	return b.attrs
}

func (m *module) valuesJSON(p *part) []*attribute {
	r := &jsonReader{m: m, p: p, raw: true}
	doc := parseJSON(p)
	if doc == nil {
		return nil
	}
	return r.body(doc.Root).attrs
}
