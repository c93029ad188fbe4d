package bicep

import (
	"context"
	"strings"

	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/parsers/template"
)

// Language is Bicep: templates and their parameter files.
type Language struct{}

// Name is "bicep".
func (Language) Name() string { return "bicep" }

// Claims says whether a file is Bicep's, by its extension alone.
func (Language) Claims(path string, _ []byte) bool {
	lower := strings.ToLower(path)
	return strings.HasSuffix(lower, ".bicep") || strings.HasSuffix(lower, ".bicepparam")
}

// MayClaim says whether a file has one of Bicep's extensions.
func (l Language) MayClaim(path string) bool { return l.Claims(path, nil) }

// Takes says whether a parameter file is Bicep's or ARM's.
func (Language) Takes(params language.Tree) bool {
	_, ok := params.(template.ParameterSource)
	return ok
}

// Parse reads a file. The result is a *Tree, or a *ParameterTree for a
// .bicepparam file.
func (Language) Parse(f *source.File) language.Tree { return parse(f, tableLibrary) }

// Evaluate works out what a template would deploy; see template.Evaluate.
func (Language) Evaluate(ctx context.Context, e language.Entry, l language.Loader) (*language.Result, error) {
	return template.Evaluate(ctx, e, l)
}
