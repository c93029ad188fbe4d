package syntax_test

import (
	"os"
	"strings"
	"testing"

	"moat/analyzer/source"
	"moat/parsers/bicep/syntax"
)

// seed adds the fixtures, whole and by the line.
func seed(f *testing.F) {
	for _, input := range inputs(f) {
		content, err := os.ReadFile(input)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(content), strings.HasSuffix(input, "param"))
		for line := range strings.Lines(string(content)) {
			f.Add(line, false)
		}
	}
	for _, text := range []string{"\uFEFF", "\r\r\n", "'\\u{D801}\\u{DC37}'", "$$'''${a}$${b}'''", "'${'${a", "/*", "\x00\xff\u00a0"} {
		f.Add(text, false)
	}
}

func parseFuzz(text string, params bool) *syntax.File {
	name := "x.bicep"
	if params {
		name = "x.bicepparam"
	}
	return syntax.Parse(source.NewFile(name, []byte(text)))
}

// FuzzLex checks that tokens and trivia tile any text: between two tokens stand
// only blanks, comments and pragmas.
func FuzzLex(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, text string, params bool) {
		tree := parseFuzz(text, params)
		if strings.HasPrefix(text, "\xff\xfe") || strings.HasPrefix(text, "\xfe\xff") {
			return // UTF-16 isn't read
		}
		covered := make([]bool, len(text))
		cover := func(s syntax.Span) {
			for i := s.Start; i < s.End; i++ {
				if covered[i] {
					t.Fatalf("byte %d is covered twice", i)
				}
				covered[i] = true
			}
		}
		at := int32(0)
		for _, tok := range tree.Tokens {
			if tok.Start < at {
				t.Fatalf("token at %d behind %d", tok.Start, at)
			}
			at = tok.End
			cover(tok.Span)
		}
		for _, c := range tree.Comments {
			cover(c.Span)
		}
		for _, p := range tree.Pragmas {
			cover(p.Span)
		}
		for i, r := range text {
			if !covered[i] && !strings.ContainsRune(" \t\f\v", r) && r <= '~' {
				t.Fatalf("byte %d (%q) belongs to nothing", i, r)
			}
		}
		if n := len(tree.Tokens); tree.Tokens[0].Kind != syntax.StartOfFile || tree.Tokens[n-1].Kind != syntax.EndOfFile {
			t.Fatal("no start or end of file")
		}
	})
}

// FuzzParse checks that any text gives a tree that prints back and whose nodes
// are nested and in order, twice the same.
func FuzzParse(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, text string, params bool) {
		tree := parseFuzz(text, params)
		checkTree(t, tree)
		if again := render(parseFuzz(text, params)); again != render(tree) {
			t.Errorf("first %s\nthen %s", render(tree), again)
		}
	})
}
