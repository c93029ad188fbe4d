package arm

import (
	"bytes"
	"strings"

	"moat/analyzer/fix"
	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/analyzer/value"
)

// Edits implements language.Editor.
func (Language) Edits(t language.Tree, intents []fix.Intent) ([]source.Edit, error) {
	var out []source.Edit
	for _, i := range intents {
		set, ok := i.(fix.Set)
		if !ok {
			return nil, fix.Refused("Moat can't write this kind of change into JSON yet")
		}
		switch to := set.To.(type) {
		case value.String, value.Bool, value.Int:
			if s, ok := to.(value.String); ok && strings.HasPrefix(s.String(), "[") {
				return nil, fix.Refused("the text would be taken for an expression")
			}
		default:
			return nil, fix.Refused("only text, whole numbers and booleans can be written")
		}
		if set.At.Path() != t.Source().Path() || !isLiteral(set.At.Text()) {
			return nil, fix.Refused("the value isn't written out here")
		}
		out = append(out, source.Edit{At: set.At, New: string(value.AppendJSON(nil, set.To, value.JSONOptions{}))})
	}
	return out, nil
}

// isLiteral says whether a JSON value is a scalar that is no expression.
func isLiteral(text string) bool {
	switch {
	case len(text) >= 2 && text[0] == '"':
		return text[len(text)-1] == '"' && (!strings.HasPrefix(text, `"[`) || strings.HasPrefix(text, `"[[`))
	case text == "" || text[0] == '{' || text[0] == '[':
		return false
	}
	return true
}

// Remark implements language.Editor. Many tools take no comments in JSON, so
// they go only where there are some.
func (Language) Remark(t language.Tree, offset int, text string) ([]source.Edit, error) {
	if len(t.Comments()) == 0 {
		return nil, fix.Refused("this file holds no comments, and tools that read it may not take any")
	}
	f := t.Source()
	start := f.Line(f.Position(offset).Line).Start
	rest := f.Content()[start:]
	indent := rest[:len(rest)-len(bytes.TrimLeft(rest, " \t"))]
	eol := "\n"
	if i := bytes.IndexByte(f.Content(), '\n'); i > 0 && f.Content()[i-1] == '\r' {
		eol = "\r\n"
	}
	return []source.Edit{{At: f.Range(start, start), New: string(indent) + "// " + text + eol}}, nil
}
