package terraform

import (
	"bytes"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"moat/analyzer/fix"
	"moat/analyzer/language"
	"moat/analyzer/source"
)

// Edits implements language.Editor. Intents are in ARM's terms, and their way
// back through the provider's mapping isn't built.
func (Language) Edits(language.Tree, []fix.Intent) ([]source.Edit, error) {
	return nil, fix.Refused("Moat can't write changes into Terraform yet")
}

// Remark implements language.Editor. In a JSON file nothing can be remarked.
func (Language) Remark(t language.Tree, offset int, text string) ([]source.Edit, error) {
	f := t.Source()
	if bytes.HasPrefix(bytes.TrimLeft(f.Content(), " \t\r\n\uFEFF"), []byte("{")) {
		return nil, fix.Refused("a JSON configuration of Terraform can't hold comments")
	}
	start := f.Line(f.Position(offset).Line).Start
	// A line inside a heredoc or a comment of several lines can't take one: the
	// line on which that begins does.
	tokens, _ := hclsyntax.LexConfig(f.Content(), f.Path(), hcl.InitialPos) // the tokens are there whatever is wrong with them
	for {
		begin, inside := spanOver(tokens, start)
		if !inside {
			break
		}
		start = f.Line(f.Position(begin).Line).Start
	}
	rest := f.Content()[start:]
	indent := rest[:len(rest)-len(bytes.TrimLeft(rest, " \t"))]
	eol := "\n"
	if i := bytes.IndexByte(f.Content(), '\n'); i > 0 && f.Content()[i-1] == '\r' {
		eol = "\r\n"
	}
	return []source.Edit{{At: f.Range(start, start), New: string(indent) + "# " + text + eol}}, nil
}

// spanOver returns the start of the heredoc or comment that an offset lies
// inside of.
func spanOver(tokens hclsyntax.Tokens, offset int) (int, bool) {
	open := -1
	for _, t := range tokens {
		switch t.Type {
		case hclsyntax.TokenOHeredoc:
			open = t.Range.Start.Byte
		case hclsyntax.TokenCHeredoc:
			if open >= 0 && open < offset && offset < t.Range.End.Byte {
				return open, true
			}
			open = -1
		case hclsyntax.TokenComment:
			// A comment to the end of the line has its line break too.
			if t.Bytes[0] == '/' && t.Bytes[1] == '*' && t.Range.Start.Byte < offset && offset < t.Range.End.Byte {
				return t.Range.Start.Byte, true
			}
		}
	}
	return open, open >= 0 && open < offset
}
