package source_test

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"moat/analyzer/source"
)

func TestPosition(t *testing.T) {
	for _, tt := range []struct {
		text   string
		offset int
		want   source.Position
	}{
		{"", 0, source.Position{Line: 1, Column: 1}},
		{"a\nb", 2, source.Position{Line: 2, Column: 1}},
		{"a\r\nb", 3, source.Position{Line: 2, Column: 1}},
		{"a\rb", 2, source.Position{Line: 2, Column: 1}},
		{"é😀x", len("é😀"), source.Position{Line: 1, Column: 4}},
		{"e\u0301x", len("e\u0301"), source.Position{Line: 1, Column: 3}},
		{"\xff\xfex", 2, source.Position{Line: 1, Column: 3}},
		{"\ufeffx", 3, source.Position{Line: 1, Column: 1}},
		{"\ufeffx", 0, source.Position{Line: 1, Column: 1}},
		{"x\n\ufeffy", 5, source.Position{Line: 2, Column: 2}},
		{"ab", 99, source.Position{Line: 1, Column: 3}},
		{"ab\n", 3, source.Position{Line: 2, Column: 1}},
	} {
		if got := source.NewFile("f", []byte(tt.text)).Position(tt.offset); got != tt.want {
			t.Errorf("Position(%q, %d) = %v, want %v", tt.text, tt.offset, got, tt.want)
		}
	}
}

// FuzzPosition checks that every place at which a character starts survives
// the way to line and column and back, that columns count UTF-16 code units as
// the standard library does, and that no position leads out of the file.
func FuzzPosition(f *testing.F) {
	for _, seed := range []string{"", "a\r\n\rb\n", "\ufeffparam x string\n", "é😀\xff\xed\xa0\x80\n😀", "\ufeff\ufeff\n\ufeff"} {
		f.Add(seed, 1, 1)
	}
	f.Fuzz(func(t *testing.T, text string, line, column int) {
		file := source.NewFile("f", []byte(text))
		mark := strings.HasPrefix(text, "\ufeff")
		for offset := 0; offset <= len(text); {
			inMark := mark && offset < 3
			inBreak := offset > 0 && offset < len(text) && text[offset-1] == '\r' && text[offset] == '\n'
			p := file.Position(offset)
			if back := file.Offset(p); back != offset && !inMark && !inBreak {
				t.Fatalf("offset %d is %v, which is offset %d", offset, p, back)
			}
			if !inMark {
				start := file.Line(p.Line).Start
				want := len(utf16.Encode([]rune(text[start:offset]))) + 1
				if p.Column != want {
					t.Fatalf("offset %d is column %d, want %d", offset, p.Column, want)
				}
			}
			_, size := utf8.DecodeRuneInString(text[offset:])
			offset += max(size, 1)
		}
		if o := file.Offset(source.Position{Line: line, Column: column}); o < 0 || o > len(text) {
			t.Fatalf("line %d column %d leads to %d of %d", line, column, o, len(text))
		}
		var joined int
		for n := 1; n <= file.Lines(); n++ {
			r := file.Line(n)
			if strings.ContainsAny(r.Text(), "\r\n") {
				t.Fatalf("line %d holds a line break: %q", n, r.Text())
			}
			joined += r.End - r.Start
		}
		breaks := strings.Count(text, "\n") + strings.Count(text, "\r")
		if mark {
			joined += 3
		}
		if joined+breaks != len(text) {
			t.Fatalf("lines hold %d bytes, breaks %d, the file %d", joined, breaks, len(text))
		}
	})
}
