package jsonc

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// scanString finds the end of the string whose opening quote is src[i]: the
// offset after the closing quote, or -1 if there is none.
func scanString(src string, i int) (end int, flags textFlags) {
	quote := src[i]
	for i++; i < len(src); i++ {
		c := src[i]
		if c >= ' ' && c < utf8.RuneSelf && c != '\\' && c != quote {
			continue
		}
		switch {
		case c == quote:
			return i + 1, flags
		case c == '\\':
			flags |= escapes
			i++
			if i < len(src) {
				flags |= flagOf(src[i])
			}
		default:
			flags |= flagOf(c)
		}
	}
	return -1, flags
}

func flagOf(c byte) textFlags {
	switch {
	case c == '\n' || c == '\r':
		return lineBreak
	case c >= utf8.RuneSelf:
		return wide
	case c < ' ' && c != '\t':
		return control
	}
	return 0
}

// scanWord finds the end of the run of characters at i that hold no white
// space, quote, bracket, comma, colon or comment. A backslash takes the next
// character along. The run has at least one byte.
func scanWord(src string, i int) int {
	for start := i; i < len(src); i++ {
		c := src[i]
		if c >= utf8.RuneSelf {
			if i > start && spaceAt(src, i) > 0 {
				return i
			}
			continue
		}
		switch c {
		case ' ', '\t', '\n', '\r', '\v', '\f', ',', ':', '{', '}', '[', ']', '"', '\'':
			if i > start {
				return i
			}
		case '\\':
			i++
		case '/':
			if i > start && startsComment(src, i) {
				return i
			}
		}
	}
	return len(src)
}

func startsComment(src string, i int) bool {
	return i+1 < len(src) && (src[i+1] == '/' || src[i+1] == '*')
}

// scanComment finds the end of the comment that starts at i; -1 if it is a
// block comment that isn't closed.
func scanComment(src string, i int) int {
	if src[i+1] == '/' {
		if n := strings.IndexAny(src[i:], "\r\n"); n >= 0 {
			return i + n
		}
		return len(src)
	}
	if n := strings.Index(src[i+2:], "*/"); n >= 0 {
		return i + 2 + n + 2
	}
	return -1
}

// spaceAt is the size in bytes of the white space character at i, or 0.
func spaceAt(src string, i int) int {
	switch c := src[i]; {
	case c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\v' || c == '\f':
		return 1
	case c < utf8.RuneSelf:
		return 0
	}
	if r, size := utf8.DecodeRuneInString(src[i:]); unicode.IsSpace(r) {
		return size
	}
	return 0
}

// skipBlank is the offset of the first byte from i on that is neither white
// space nor comment.
func skipBlank(src string, i int) int {
	for i < len(src) {
		if size := spaceAt(src, i); size > 0 {
			i += size
			continue
		}
		if src[i] != '/' || !startsComment(src, i) {
			return i
		}
		end := scanComment(src, i)
		if end < 0 {
			return len(src)
		}
		i = end
	}
	return i
}

// isNumber says whether s is a number by RFC 8259.
func isNumber(s string) bool {
	digits := func() bool {
		n := 0
		for n < len(s) && s[n] >= '0' && s[n] <= '9' {
			n++
		}
		s = s[n:]
		return n > 0
	}
	s = strings.TrimPrefix(s, "-")
	if strings.HasPrefix(s, "0") {
		s = s[1:]
	} else if !digits() {
		return false
	}
	if strings.HasPrefix(s, ".") {
		if s = s[1:]; !digits() {
			return false
		}
	}
	if s != "" && (s[0] == 'e' || s[0] == 'E') {
		s = s[1:]
		if s != "" && (s[0] == '+' || s[0] == '-') {
			s = s[1:]
		}
		if !digits() {
			return false
		}
	}
	return s == ""
}
