package excerpt_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"moat/analyzer/report/excerpt"
	"moat/analyzer/source"
)

// drawn is a line and the mark under it.
func drawn(l excerpt.Line) string {
	return l.Text + "\n" + strings.Repeat(" ", l.Offset) + strings.Repeat("^", l.Width)
}

func TestLine(t *testing.T) {
	long := strings.Repeat("a, ", 100)
	for _, tt := range []struct {
		name, text, at string // at: the quoted text
		width          int
		want           string
	}{
		{"plain", "a: 'Enabled'\n", "'Enabled'", 80, "a: 'Enabled'\n   ^^^^^^^^^"},
		{"tab", "\ta:\t'x'", "'x'", 80, "    a:    'x'\n          ^^^"},
		{"wide characters before", "// 日本 a: 'x'", "'x'", 80, "// 日本 a: 'x'\n           ^^^"},
		{"emoji inside", "a: '😀'", "'😀'", 80, "a: '😀'\n   ^^^^"},
		{"combining mark before", "e\u0301: 'x'", "'x'", 80, "e\u0301: 'x'\n   ^^^"},
		{"terminal control", "a: '\x1b[31m\x07' b", "b", 80, "a: '␛[31m␇' b\n            ^"},
		{"C1 control and DEL", "\u009b2J\x7f b", "b", 80, "\uFFFD2J␡ b\n     ^"},
		{"reordering", "a\u202Eb\u2066 c", "c", 80, "a\uFFFDb\uFFFD c\n     ^"},
		{"line separator", "a\u2028b", "b", 80, "a\uFFFDb\n  ^"},
		{"invalid UTF-8", "\xff\xfe b", "b", 80, "\uFFFD\uFFFD b\n   ^"},
		{"byte-order mark", "\ufeffb", "b", 80, "b\n^"},
		{"carriage return ends the line", "a\rb\r\nc", "b", 80, "b\n^"},
		{"several lines", "a: {\n  b: 1\n}\n", "{\n  b: 1\n}", 80, "a: {\n   ^"},
		{"long, cut on both sides", long + "'x'" + long, "'x'", 30,
			"… a, a, a, a, a, 'x'a, a, a, …\n                 ^^^"},
		{"long, range at the start", "'x'" + long, "'x'", 30, "'x'a, a, a, a, a, a, a, a, a…\n^^^"},
		{"long, range at the end", long + "'x'", "'x'", 30, "… a, a, a, a, a, a, a, a, 'x'\n                          ^^^"},
		{"long range", "a: '" + long + "'", "'" + long + "'", 24, "…'a, a, a, a, a, a, a, …\n ^^^^^^^^^^^^^^^^^^^^^^^"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := source.NewFile("main.bicep", []byte(tt.text))
			start := strings.Index(tt.text, tt.at)
			if got := drawn(excerpt.New(nil).Line(f.Range(start, start+len(tt.at)), tt.width)); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestLineOfEmptyRanges(t *testing.T) {
	f := source.NewFile("main.bicep", []byte("ab\n\ncd"))
	for offset, want := range map[int]string{0: "ab\n^", 2: "ab\n  ^", 3: "\n^", 6: "cd\n  ^"} {
		if got := drawn(excerpt.New(nil).Line(f.Range(offset, offset), 80)); got != want {
			t.Errorf("offset %d: got\n%s\nwant\n%s", offset, got, want)
		}
	}
	if got := excerpt.New(nil).Line(source.Range{}, 80); got != (excerpt.Line{}) {
		t.Errorf("no place gives %+v", got)
	}
}

func TestSecretsAreMasked(t *testing.T) {
	const text = "a: 'hunter2' b: 'x'\nc: '''\nhunter3\n''' d"
	f := source.NewFile("main.bicep", []byte(text))
	at := func(s string) source.Range {
		i := strings.Index(text, s)
		return f.Range(i, i+len(s))
	}
	multi := at("'''\nhunter3\n'''")
	again := source.NewFile("main.bicep", []byte(text)) // the same file, read a second time
	q := excerpt.New([]source.Range{multi, at("'hunter2'"), at("hunter2"), {}, at("'hunter2'")})
	for _, tt := range []struct {
		name string
		line excerpt.Line
		want string
	}{
		{"beside", q.Line(at("'x'"), 80), "a: ••• b: 'x'\n          ^^^"},
		{"on it", q.Line(at("'hunter2'"), 80), "a: ••• b: 'x'\n   ^^^"},
		{"inside it", q.Line(at("unter"), 80), "a: ••• b: 'x'\n   ^^^"},
		{"its first line", q.Line(multi, 80), "c: •••\n   ^^^"},
		{"its middle line", q.Line(at("hunter3"), 80), "•••\n^^^"},
		{"its last line", q.Line(at("d"), 80), "••• d\n    ^"},
		{"read twice", q.Line(again.Range(4, 5), 80), "a: ••• b: 'x'\n   ^^^"},
	} {
		if got := drawn(tt.line); got != tt.want {
			t.Errorf("%s: got\n%s\nwant\n%s", tt.name, got, tt.want)
		}
	}
	if got, want := q.Text(f.Range(0, len(text)), 80), "a: ••• b: 'x'␊c: ••• d"; got != want {
		t.Errorf("Text = %q, want %q", got, want)
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"plain 日本 é":              "plain 日本 é",
		"a\x1b]0;title\x07b\nc\t": "a␛]0;title␇b c ",
		"a\u202eb\xff":            "a\uFFFDb\uFFFD",
	} {
		if got := excerpt.Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

// FuzzLine checks what every excerpt promises: one line of printable text, no
// wider than asked for, the mark inside it, and no byte of a secret.
func FuzzLine(f *testing.F) {
	f.Add("a: 'Enabled'\n\t日本 😀 \x1b[0m", 3, 12, 40, 0, 5)
	f.Add(strings.Repeat("x", 9000), 4500, 4600, 30, 4400, 4700)
	f.Fuzz(func(t *testing.T, text string, start, end, width, secretStart, secretEnd int) {
		file := source.NewFile("f", []byte(text))
		at, secret := file.Range(start, end), file.Range(secretStart, secretEnd)
		width = min(max(width, 20), 200)
		q := excerpt.New([]source.Range{secret})
		l := q.Line(at, width)
		if !utf8.ValidString(l.Text) || strings.ContainsFunc(l.Text, unicode.IsControl) {
			t.Fatalf("not printable: %q", l.Text)
		}
		if l.Number < 1 || l.Last < l.Number || l.Width < 1 || l.Offset+l.Width > width+1 {
			t.Fatalf("width %d: %+v", width, l)
		}
		if utf8.RuneCountInString(l.Text) > 4*width && !strings.ContainsFunc(text, func(r rune) bool { return unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) }) {
			t.Fatalf("longer than asked for: %d runes", utf8.RuneCountInString(l.Text))
		}
		if body := secret.Text(); len(body) >= 8 && strings.Count(text, body) == 1 {
			if strings.Contains(l.Text, body) || strings.Contains(q.Text(file.Range(0, file.Len()), width), body) {
				t.Fatalf("the secret %q shows in %q", body, l.Text)
			}
		}
	})
}
