package bicep

import (
	"bytes"
	"strings"

	"moat/analyzer/fix"
	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/bicep/syntax"
)

// Edits implements language.Editor.
func (Language) Edits(t language.Tree, intents []fix.Intent) ([]source.Edit, error) {
	var out []source.Edit
	for _, i := range intents {
		set, ok := i.(fix.Set)
		if !ok {
			return nil, fix.Refused("Moat can't write this kind of change into Bicep yet")
		}
		text, ok := literal(set.To)
		if !ok {
			return nil, fix.Refused("only text, whole numbers and booleans can be written")
		}
		if set.At.Path() != t.Source().Path() || !isLiteral(set.At.Text()) {
			return nil, fix.Refused("the value isn't written out here")
		}
		out = append(out, source.Edit{At: set.At, New: text})
	}
	return out, nil
}

// literal writes a value as Bicep does.
func literal(v value.Value) (string, bool) {
	switch v := v.(type) {
	case value.String:
		s := strings.NewReplacer(`\`, `\\`, `'`, `\'`, "\n", `\n`, "\r", `\r`, "\t", `\t`, "${", `\${`).Replace(v.String())
		return "'" + s + "'", true
	case value.Bool, value.Int:
		return string(value.AppendJSON(nil, v, value.JSONOptions{})), true
	}
	return "", false
}

// isLiteral says whether a text is one literal: text without holes, a number, or
// a word such as true.
func isLiteral(text string) bool {
	if n := len(text); n >= 2 && text[0] == '\'' {
		return text[n-1] == '\'' && !strings.Contains(strings.ReplaceAll(text, `\${`, ""), "${")
	}
	return text != "" && !strings.ContainsFunc(text, func(r rune) bool {
		return r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z')
	})
}

// Remark implements language.Editor.
func (Language) Remark(t language.Tree, offset int, text string) ([]source.Edit, error) {
	f := t.Source()
	start := f.Line(f.Position(offset).Line).Start
	// A line that begins inside a text of several lines can't take a comment:
	// the line on which the text begins does.
	if b, ok := t.(interface{ tokenOver(offset int) (int, bool) }); ok {
		for {
			begin, inside := b.tokenOver(start)
			if !inside {
				break
			}
			start = f.Line(f.Position(begin).Line).Start
		}
	}
	return []source.Edit{{At: f.Range(start, start), New: remark(f, start, text)}}, nil
}

// remark is a line of comment with the indentation and line break of the line
// that begins at start.
func remark(f *source.File, start int, text string) string {
	rest := f.Content()[start:]
	indent := rest[:len(rest)-len(bytes.TrimLeft(rest, " \t"))]
	eol := "\n"
	if i := bytes.IndexByte(f.Content(), '\n'); i > 0 && f.Content()[i-1] == '\r' {
		eol = "\r\n"
	}
	return string(indent) + "// " + text + eol
}

// tokenOver returns the start of the text or comment that an offset lies inside
// of.
func (b *base) tokenOver(offset int) (int, bool) {
	over := func(s syntax.Span) bool { return int(s.Start) < offset && offset < int(s.End) }
	for _, t := range b.file.Tokens {
		if over(t.Span) && t.Kind != syntax.NewLine {
			return int(t.Start), true
		}
	}
	for _, c := range b.file.Comments {
		if over(c.Span) {
			return int(c.Start), true
		}
	}
	return 0, false
}
