// Package source is where bytes and places live: immutable files, byte ranges
// in them, the line and column views that printers need, edits, and the
// sandboxed file systems that files come from.
//
// Everything inside Moat counts in byte offsets. Lines and columns are views
// that are computed when something is printed or when an editor speaks.
package source

import (
	"bytes"
	"sort"
	"sync"
	"unicode/utf8"
)

// File is the content of one file at one moment. It is immutable and safe for
// concurrent use; two Files are the same file only if the pointers are equal.
type File struct {
	path    string
	content []byte

	linesOnce sync.Once
	lines     []int // byte offset at which each line starts; lines[0] is 0
}

// NewFile returns a file with the given workspace-relative, slash-separated
// path. It keeps content, which the caller must not change afterwards.
func NewFile(path string, content []byte) *File {
	return &File{path: path, content: content}
}

// Path is the path relative to the workspace root, slash-separated.
func (f *File) Path() string { return f.path }

// Content is the bytes of the file; the caller must not change them.
func (f *File) Content() []byte { return f.content }

// Len is the number of bytes.
func (f *File) Len() int { return len(f.content) }

// Range returns the half-open range [start, end) of f, both clamped to it.
func (f *File) Range(start, end int) Range {
	start = min(max(start, 0), len(f.content))
	end = min(max(end, start), len(f.content))
	return Range{File: f, Start: start, End: end}
}

// Range is a half-open interval of byte offsets in a file. Ranges are
// comparable; the zero Range is no place at all.
type Range struct {
	File       *File
	Start, End int
}

// IsValid says whether r is a place in a file.
func (r Range) IsValid() bool { return r.File != nil }

// Bytes are the bytes that r covers; nil for the zero Range.
func (r Range) Bytes() []byte {
	if r.File == nil {
		return nil
	}
	return r.File.content[r.Start:r.End]
}

// Text is the text that r covers.
func (r Range) Text() string { return string(r.Bytes()) }

// Contains says whether o lies wholly inside r.
func (r Range) Contains(o Range) bool {
	return r.File != nil && r.File == o.File && r.Start <= o.Start && o.End <= r.End
}

// Compare orders ranges by path, start, then end; the zero Range comes first.
func (r Range) Compare(o Range) int {
	var rp, op string
	if r.File != nil {
		rp = r.File.path
	}
	if o.File != nil {
		op = o.File.path
	}
	switch {
	case rp != op:
		if rp < op {
			return -1
		}
		return 1
	case r.Start != o.Start:
		return r.Start - o.Start
	default:
		return r.End - o.End
	}
}

// Position is a place as people and machine formats name it: a 1-based line
// and a 1-based column that counts UTF-16 code units. A byte-order mark at the
// start of a file occupies no column. Invalid UTF-8 counts one column a byte.
type Position struct {
	Line, Column int
}

var byteOrderMark = []byte{0xEF, 0xBB, 0xBF}

// lineStarts finds \n, \r\n and lone \r, as Bicep, editors and SARIF do.
func (f *File) lineStarts() []int {
	f.linesOnce.Do(func() {
		lines := make([]int, 1, 1+len(f.content)/32)
		for i := 0; i < len(f.content); i++ {
			switch f.content[i] {
			case '\n':
				lines = append(lines, i+1)
			case '\r':
				if i+1 < len(f.content) && f.content[i+1] == '\n' {
					i++
				}
				lines = append(lines, i+1)
			}
		}
		f.lines = lines
	})
	return f.lines
}

// Lines is the number of lines; an empty file has one.
func (f *File) Lines() int { return len(f.lineStarts()) }

// Line returns the range of the 1-based line n without its line break; the
// zero Range if there is no such line.
func (f *File) Line(n int) Range {
	lines := f.lineStarts()
	if n < 1 || n > len(lines) {
		return Range{}
	}
	start, end := lines[n-1], len(f.content)
	if n < len(lines) {
		end = lines[n]
	}
	for end > start && (f.content[end-1] == '\n' || f.content[end-1] == '\r') {
		end--
	}
	if n == 1 && bytes.HasPrefix(f.content, byteOrderMark) {
		start = len(byteOrderMark)
		end = max(end, start)
	}
	return Range{File: f, Start: start, End: end}
}

// Position converts a byte offset, clamped to the file.
func (f *File) Position(offset int) Position {
	offset = min(max(offset, 0), len(f.content))
	lines := f.lineStarts()
	line := sort.SearchInts(lines, offset+1) // the number of lines that start at or before offset
	start := lines[line-1]
	if line == 1 && bytes.HasPrefix(f.content, byteOrderMark) {
		start = min(len(byteOrderMark), offset)
	}
	return Position{Line: line, Column: 1 + UTF16Len(f.content[start:offset])}
}

// Offset converts a position back to a byte offset. Lines and columns past the
// end are clamped to it; a column inside a surrogate pair goes to its start.
func (f *File) Offset(p Position) int {
	lines := f.lineStarts()
	if p.Line < 1 {
		return 0
	}
	if p.Line > len(lines) {
		return len(f.content)
	}
	line := f.Line(p.Line)
	offset, units := line.Start, p.Column-1
	for offset < line.End && units > 0 {
		r, size := utf8.DecodeRune(f.content[offset:line.End])
		units -= utf16Width(r)
		if units < 0 {
			break
		}
		offset += size
	}
	return offset
}

// StartPosition and EndPosition are the two ends of r; the zero Range stands
// at line 1, column 1.
func (r Range) StartPosition() Position {
	if r.File == nil {
		return Position{1, 1}
	}
	return r.File.Position(r.Start)
}

// EndPosition is the position just after the last character of r.
func (r Range) EndPosition() Position {
	if r.File == nil {
		return Position{1, 1}
	}
	return r.File.Position(r.End)
}

// Path is the path of the file that r lies in; "" for the zero Range.
func (r Range) Path() string {
	if r.File == nil {
		return ""
	}
	return r.File.path
}

// UTF16Len is the number of UTF-16 code units that b takes; an invalid byte
// takes one.
func UTF16Len(b []byte) int {
	n := 0
	for len(b) > 0 {
		if b[0] < utf8.RuneSelf {
			n++
			b = b[1:]
			continue
		}
		r, size := utf8.DecodeRune(b)
		n += utf16Width(r)
		b = b[size:]
	}
	return n
}

func utf16Width(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

// Edit replaces the text of a range; an empty range inserts.
type Edit struct {
	At  Range
	New string
}
