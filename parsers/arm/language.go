// Package arm reads templates written in ARM's own form, JSON: templates with
// their nested and linked deployments, and parameter files.
package arm

import (
	"bytes"
	"context"
	"path"
	"strings"

	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/parsers/jsonc"
	"moat/parsers/template"
)

// Language is ARM JSON: templates and their parameter files.
type Language struct{}

// Name is "arm".
func (Language) Name() string { return "arm" }

// extensions are those of the files that Bicep takes for ARM templates too.
//
// Source: LanguageConstants.ArmTemplateFileExtensions of Azure/bicep.
var extensions = [...]string{".json", ".jsonc", ".arm"}

// MayClaim says whether a file's extension is one of ARM templates.
func (Language) MayClaim(p string) bool {
	ext := path.Ext(p)
	for _, e := range extensions {
		if strings.EqualFold(ext, e) {
			return true
		}
	}
	return false
}

// Claims says whether a file is a template or a parameter file, by its
// extension and by the keys that it begins with. Most JSON files are neither.
func (l Language) Claims(p string, head []byte) bool {
	if !l.MayClaim(p) || !telling(head) && !isParameterPath(p) {
		return false
	}
	h := jsonc.Head(head, language.HeadSize)
	if !h.IsObject {
		return false
	}
	return kindOf(p, h) != notOurs
}

// telling says whether head holds, in any case, one of the words that every
// claimed file has, but those that go by their name. It spares most files the
// look at their keys.
func telling(head []byte) bool {
	for _, w := range [...]struct {
		word   string
		anchor int // a character of it that is rare in JSON
	}{{"schema.management.azure.com", 6}, {"contentVersion", 7}} {
		for _, c := range [...]byte{w.word[w.anchor], w.word[w.anchor] | 0x20} {
			for rest := head; ; {
				i := bytes.IndexByte(rest, c)
				if i < 0 {
					break
				}
				start := i - w.anchor
				if end := start + len(w.word); start >= 0 && end <= len(rest) && bytes.EqualFold(rest[start:end], []byte(w.word)) {
					return true
				}
				rest = rest[i+1:]
			}
			if c == c|0x20 {
				break
			}
		}
	}
	return false
}

// kind is what a JSON file is to Moat.
type kind uint8

const (
	notOurs kind = iota
	templateFile
	parameterFile
)

// kindOf tells what a file is by its path and its top-level keys, which may be
// only the first of them.
func kindOf(p string, h jsonc.HeadInfo) kind {
	if h.Schema != "" {
		return kindOfSchema(h.Schema)
	}
	switch {
	case h.Has("contentVersion") && h.Has("resources"):
		return templateFile
	case isParameterPath(p) && h.Has("parameters") && !h.Has("resources"):
		return parameterFile
	case h.Has("contentVersion") && !h.Complete && (h.Has("parameters") || h.Has("variables") || h.Has("functions")):
		return templateFile // the resources may come further down
	}
	return notOurs
}

func kindOfSchema(schema string) kind {
	if _, ok := template.SchemaScope(schema); ok {
		return templateFile
	}
	if name, ok := template.SchemaName(schema); ok && strings.HasSuffix(name, "deploymentparameters.json") {
		return parameterFile
	}
	return notOurs
}

// isParameterPath says whether a file is named as parameter files are:
// main.parameters.json, main.parameters.prod.json.
func isParameterPath(p string) bool {
	_, after, ok := strings.Cut(strings.ToLower(path.Base(p)), ".parameters.")
	return ok && after != ""
}

// Takes says whether a parameter file is Bicep's or ARM's.
func (Language) Takes(params language.Tree) bool {
	_, ok := params.(template.ParameterSource)
	return ok
}

// Parse reads a file. The result is a *Tree, or a *ParameterTree for a
// parameter file.
func (Language) Parse(f *source.File) language.Tree { return parse(f) }

// Evaluate works out what a template would deploy; see template.Evaluate.
func (Language) Evaluate(ctx context.Context, e language.Entry, l language.Loader) (*language.Result, error) {
	return template.Evaluate(ctx, e, l)
}
