package jsonc

import (
	"sort"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// textFlags says what a string or key holds.
type textFlags uint8

const (
	escapes   textFlags = 1 << iota // a backslash
	lineBreak                       // a raw line break
	control                         // a raw control character other than tab and line breaks
	wide                            // a byte past ASCII
	invalid                         // a byte that is not UTF-8
	open                            // no closing quote
	bare                            // a key without quotes
)

// contentOf is the text between the quotes of the string at [start, end).
func contentOf(src string, start, end int32, flags textFlags) string {
	if flags&bare == 0 {
		start++
		if flags&open == 0 {
			end--
		}
	}
	return src[start:end]
}

// unit is the smallest piece of a string's content that decodes on its own.
type unit struct {
	size  int    // bytes in the source
	r     rune   // what it stands for, if not literal
	plain bool   // stands for itself, byte by byte
	fault string // what is wrong with it, or ""
}

// unitAt reads the unit at s[i].
func unitAt(s string, i int) unit {
	c := s[i]
	if c == '\\' {
		return escapeAt(s[i:])
	}
	if c < utf8.RuneSelf {
		return unit{size: 1, plain: true}
	}
	r, size := utf8.DecodeRuneInString(s[i:])
	if r == utf8.RuneError && size == 1 {
		return unit{size: 1, r: r, fault: "the byte is not valid UTF-8; save the file as UTF-8"}
	}
	return unit{size: size, plain: true}
}

// escapeAt reads the escape at the start of s, which is a backslash.
func escapeAt(s string) unit {
	if len(s) == 1 {
		return unit{size: 1, r: '\\', fault: "the escape is not finished"}
	}
	switch c := s[1]; c {
	case '"', '\\', '/', '\'':
		return unit{size: 2, r: rune(c)}
	case 'b':
		return unit{size: 2, r: '\b'}
	case 'f':
		return unit{size: 2, r: '\f'}
	case 'n':
		return unit{size: 2, r: '\n'}
	case 'r':
		return unit{size: 2, r: '\r'}
	case 't':
		return unit{size: 2, r: '\t'}
	case 'u':
		r, ok := hex4(s[2:])
		if !ok {
			return unit{size: 2, r: 'u', fault: `\u needs four hexadecimal digits`}
		}
		if !utf16.IsSurrogate(r) {
			return unit{size: 6, r: r}
		}
		if strings.HasPrefix(s[6:], `\u`) {
			if low, ok := hex4(s[8:]); ok {
				if both := utf16.DecodeRune(r, low); both != utf8.RuneError {
					return unit{size: 12, r: both}
				}
			}
		}
		return unit{size: 6, r: utf8.RuneError, fault: "half of a surrogate pair is no character"}
	default:
		r, size := utf8.DecodeRuneInString(s[1:])
		return unit{size: 1 + size, r: r, fault: `JSON has no such escape; write a backslash itself as \\`}
	}
}

func hex4(s string) (rune, bool) {
	if len(s) < 4 {
		return 0, false
	}
	var r rune
	for i := range 4 {
		c := s[i]
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c >= 'a' && c <= 'f':
			c -= 'a' - 10
		case c >= 'A' && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}

// decode returns the text that content stands for.
func decode(content string, flags textFlags) string {
	if flags&(escapes|invalid) == 0 {
		return content
	}
	var b strings.Builder
	b.Grow(len(content))
	for i := 0; i < len(content); {
		u := unitAt(content, i)
		if u.plain {
			b.WriteString(content[i : i+u.size])
		} else {
			b.WriteRune(u.r)
		}
		i += u.size
	}
	return b.String()
}

// segment is a stretch of decoded text that maps to the source alike.
type segment struct {
	decoded, src int
	plain        bool // byte by byte; else all of it comes from src
}

// offsets maps offsets in the decoded text of content, which starts at first
// in the file, to offsets in the file.
func offsets(content string, first int, flags textFlags) func(int) int {
	if flags&(escapes|invalid) == 0 {
		return func(d int) int { return first + min(max(d, 0), len(content)) }
	}
	var segs []segment
	decoded := 0
	for i := 0; i < len(content); {
		u := unitAt(content, i)
		if !u.plain || len(segs) == 0 || !segs[len(segs)-1].plain {
			segs = append(segs, segment{decoded, first + i, u.plain})
		}
		i += u.size
		if u.plain {
			decoded += u.size
		} else {
			decoded += utf8.RuneLen(u.r)
		}
	}
	segs = append(segs, segment{decoded, first + len(content), false})
	return func(d int) int {
		d = max(d, 0)
		// The first segment starts at 0, so there is always one at or before d.
		s := segs[sort.Search(len(segs), func(i int) bool { return segs[i].decoded > d })-1]
		if s.plain {
			return s.src + d - s.decoded
		}
		return s.src
	}
}
