// Package excerpt quotes source for people. It is the one way by which text of
// the user's files reaches an output, so that two promises are kept in one
// place: the literals of secrets are masked, and nothing in a file can steer
// the reader's terminal or reorder what they see.
package excerpt

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"moat/analyzer/source"
)

// Mask stands for the literal of a secret, whatever its length.
const Mask = "•••"

// Quoter quotes source with the given secrets masked. It is immutable.
type Quoter struct {
	secrets map[string][]source.Range // by path, sorted, not overlapping
}

// New returns a Quoter that masks the given ranges. They may overlap and come
// in any order; zero and empty ranges mask nothing.
func New(secrets []source.Range) *Quoter {
	q := &Quoter{secrets: map[string][]source.Range{}}
	sorted := slices.SortedFunc(slices.Values(secrets), source.Range.Compare)
	for _, r := range sorted {
		if !r.IsValid() || r.Start == r.End {
			continue
		}
		// By path, not by *File: a file that was read twice has two of those.
		list := q.secrets[r.Path()]
		if n := len(list); n > 0 && r.Start < list[n-1].End {
			list[n-1].End = max(list[n-1].End, r.End)
			continue
		}
		q.secrets[r.Path()] = append(list, r)
	}
	return q
}

// Line is the line on which a range starts, ready to print with a mark under
// the range. Offset and Width are columns of a terminal with fixed-width type.
type Line struct {
	Number int    // 1-based
	Text   string // printable; "…" stands where the line was cut
	Offset int    // columns of Text before the mark
	Width  int    // columns of the mark, at least 1
	Last   int    // the 1-based number of the line on which the range ends
}

// TabWidth is the number of columns that a tab takes in an excerpt. It is the
// same at every column, so that the mark doesn't depend on the terminal.
const TabWidth = 4

// reach is how many bytes of a long line are looked at on either side of the
// start of a range: more than any width asked for, less than a line of
// generated JSON.
const reach = 4096

// Line quotes the line on which at starts, in at most width columns (at least
// 20): a longer line is cut around the range. Leading blanks are kept. The
// zero Range gives the zero Line.
func (q *Quoter) Line(at source.Range, width int) Line {
	if !at.IsValid() {
		return Line{}
	}
	width = max(width, 20)
	number := at.StartPosition().Line
	line := at.File.Line(number)
	start := min(max(at.Start, line.Start), line.End)
	from, to := runeStart(at.File, max(line.Start, start-reach)), runeStart(at.File, min(line.End, start+reach))

	cells := q.cells(at.File, from, to)
	first := slices.IndexFunc(cells, func(c cell) bool { return c.end > start })
	if first < 0 {
		first = len(cells)
	}
	last := first
	for last < len(cells) && cells[last].start < at.End {
		last++
	}
	left, right := window(cells, first, last, width, from > line.Start, to < line.End)

	var text strings.Builder
	out := Line{Number: number, Last: at.File.Position(max(at.Start, at.End-1)).Line}
	if left > 0 || from > line.Start {
		text.WriteString("…")
		out.Offset++
	}
	for i := left; i < right; i++ {
		text.WriteString(cells[i].text)
		switch {
		case i < first:
			out.Offset += cells[i].width
		case i < last:
			out.Width += cells[i].width
		}
	}
	if right < len(cells) || to < line.End {
		text.WriteString("…")
		if last > right {
			out.Width++ // the range goes on behind the cut
		}
	}
	out.Text, out.Width = strings.TrimRight(text.String(), " "), max(out.Width, 1)
	return out
}

// Text quotes a range on one line, in at most width columns.
func (q *Quoter) Text(r source.Range, width int) string {
	if !r.IsValid() {
		return ""
	}
	cells := q.cells(r.File, r.Start, min(r.End, runeStart(r.File, r.Start+reach)))
	_, right := window(cells, 0, 0, max(width, 20), false, r.End-r.Start > reach)
	var text strings.Builder
	for _, c := range cells[:right] {
		text.WriteString(c.text)
	}
	if right < len(cells) || r.End-r.Start > reach {
		text.WriteString("…")
	}
	return text.String()
}

// cell is what stands for the bytes [start, end) of a file, width columns wide.
type cell struct {
	start, end int
	text       string
	width      int
}

// cells breaks the bytes [from, to) of f into what is printed for them.
func (q *Quoter) cells(f *source.File, from, to int) []cell {
	secrets := q.secrets[f.Path()]
	content := f.Content()
	cells := make([]cell, 0, to-from)
	for at := from; at < to; {
		i, _ := slices.BinarySearchFunc(secrets, at, func(s source.Range, at int) int { return cmp.Compare(s.End, at+1) })
		if i < len(secrets) && secrets[i].Start <= at {
			end := min(secrets[i].End, to)
			cells = append(cells, cell{at, end, Mask, 3})
			at = end
			continue
		}
		r, size := utf8.DecodeRune(content[at:to])
		text, width := printable(r, size)
		cells = append(cells, cell{at, at + size, text, width})
		at += size
	}
	return cells
}

// printable returns what is shown for a rune of a file and its columns.
func printable(r rune, size int) (string, int) {
	switch {
	case r == '\t':
		return strings.Repeat(" ", TabWidth), TabWidth
	case r < ' ':
		return string('␀' + r), 1
	case r == 0x7f:
		return "␡", 1
	case r == utf8.RuneError && size == 1,
		unicode.Is(unicode.Cc, r),
		unicode.Is(unicode.Zl, r), unicode.Is(unicode.Zp, r),
		// These reorder the text around them: what is read would not be what is deployed.
		unicode.Is(unicode.Bidi_Control, r):
		return "\uFFFD", 1
	}
	return string(r), columns(r)
}

// window chooses the cells [left, right) to show in width columns: the start
// of the range always, as much of the range as fits, then what stands around
// it. cutLeft and cutRight say that the cells are themselves only a part of
// the line.
func window(cells []cell, first, last, width int, cutLeft, cutRight bool) (left, right int) {
	total := 0
	for _, c := range cells {
		total += c.width
	}
	if total <= width && !cutLeft && !cutRight {
		return 0, len(cells)
	}
	budget := width - 2 // an ellipsis on either side
	left, right = first, first
	for right < last && cells[right].width <= budget {
		budget -= cells[right].width
		right++
	}
	if right < last {
		return left, right
	}
	// Two thirds of the rest go before the range: a property's name says more
	// than what follows its value.
	before := budget * 2 / 3
	for left > 0 && cells[left-1].width <= before {
		left--
		before -= cells[left].width
		budget -= cells[left].width
	}
	for right < len(cells) && cells[right].width <= budget {
		budget -= cells[right].width
		right++
	}
	for left > 0 && cells[left-1].width <= budget {
		left--
		budget -= cells[left].width
	}
	return left, right
}

// runeStart moves an offset back to where its character starts.
func runeStart(f *source.File, offset int) int {
	offset = min(offset, f.Len())
	for n := 0; n < utf8.UTFMax-1 && offset > 0 && offset < f.Len() && !utf8.RuneStart(f.Content()[offset]); n++ {
		offset--
	}
	return offset
}

// Clean makes text that isn't source but was built from it (a name in a
// message, a path) safe to print on a terminal, on one line.
func Clean(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { t, _ := printable(r, utf8.RuneLen(r)); return r == utf8.RuneError || t != string(r) }) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		text, _ := printable(r, size)
		if r == '\t' || r == '\n' {
			text = " "
		}
		b.WriteString(text)
		i += size
	}
	return b.String()
}
