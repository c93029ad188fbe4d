package syntax

import (
	"strings"
	"unicode/utf8"
)

// stringStart reads from a quote to the end of the string or its first hole.
func (l *lexer) stringStart() Kind {
	start := l.pos
	l.pos++
	if l.peek(0) == '\'' && l.peek(1) == '\'' {
		l.pos += 2
		return l.multilineRest(start, true, 0)
	}
	k := l.stringRest(start, true)
	if k == StringLeft {
		l.open = append(l.open, opening{})
	}
	return k
}

// ends are the kinds of a piece of a string that ends it and of one that a hole
// follows.
func ends(first bool) (last, hole Kind) {
	if first {
		return StringComplete, StringLeft
	}
	return StringRight, StringMiddle
}

// stringRest reads on inside a single-line string, whose piece began at start.
func (l *lexer) stringRest(start int, first bool) Kind {
	k, plain := l.stringScan(start, first)
	if !plain {
		l.checkText(start, l.pos)
	}
	return k
}

// stringScan is stringRest; plain says that the piece holds only printable
// ASCII.
func (l *lexer) stringScan(start int, first bool) (k Kind, plain bool) {
	last, hole := ends(first)
	plain = true
	for l.pos < len(l.src) {
		switch c := l.src[l.pos]; {
		case c == '\'':
			l.pos++
			return last, plain
		case c == '$' && l.peek(1) == '{':
			l.pos += 2
			return hole, plain
		case c == '\\':
			l.escape()
		case isBreak(c):
			l.problem(start, l.pos, "this string has no closing quote on its line; text over several lines stands in '''…'''")
			return last, plain
		case c == 0 || c >= utf8.RuneSelf:
			plain = false
			l.pos++
		default:
			l.pos++
		}
	}
	l.problem(start, l.pos, "this string has no closing quote")
	return last, plain
}

// checkText reports what no string should hold.
func (l *lexer) checkText(start, end int) {
	text := l.src[start:end]
	if i := strings.IndexByte(text, 0); i >= 0 {
		l.problem(start+i, start+i+1, "the string holds a NUL character; is the file really text?")
	}
	if utf8.ValidString(text) {
		return
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && size == 1 {
			l.problem(start+i, start+i+1, "the text is not valid UTF-8 here; save the file as UTF-8")
			return
		}
		i += size
	}
}

// escape reads a backslash and what belongs to it.
func (l *lexer) escape() {
	start := l.pos
	if start+1 >= len(l.src) || isBreak(l.src[start+1]) {
		l.pos++ // the string's missing end is the better message
		return
	}
	units, size, problem := readEscape(l.src[start:])
	l.pos += size
	if problem != "" {
		l.problem(start, l.pos, problem)
		return
	}
	if u := units; isHighSurrogate(u) {
		low, size, _ := readEscape(l.src[l.pos:])
		if isLowSurrogate(low) {
			l.pos += size
			return
		}
	}
	if isHighSurrogate(units) || isLowSurrogate(units) {
		l.problem(start, l.pos, "this is half of a surrogate pair, which is no character; write the character's own code point")
	}
}

func isHighSurrogate(u rune) bool { return u >= 0xD800 && u < 0xDC00 }
func isLowSurrogate(u rune) bool  { return u >= 0xDC00 && u < 0xE000 }

// readEscape reads the escape sequence that text begins with: the code point
// that it stands for, which may be half of a surrogate pair, and its length. A
// problem comes with the length of what is wrong; then r is -1. Without a
// backslash size is 0.
func readEscape(text string) (r rune, size int, problem string) {
	if len(text) < 2 || text[0] != '\\' {
		return -1, 0, ""
	}
	switch text[1] {
	case 'n':
		return '\n', 2, ""
	case 'r':
		return '\r', 2, ""
	case 't':
		return '\t', 2, ""
	case '\\', '\'', '$':
		return rune(text[1]), 2, ""
	case 'u':
		return readUnicodeEscape(text)
	}
	_, n := utf8.DecodeRuneInString(text[1:])
	return -1, 1 + n, `unknown escape ` + strings.ToValidUTF8(text[:1+n], "\uFFFD") + `; known are \n \r \t \\ \' \$ and \u{…}, and a lone backslash is written \\`
}

const badUnicodeEscape = `expected a hexadecimal code point of at most 10FFFF, as in \u{1F600}`

func readUnicodeEscape(text string) (r rune, size int, problem string) {
	if len(text) < 3 || text[2] != '{' {
		return -1, 2, badUnicodeEscape
	}
	i := 3
	for ; i < len(text); i++ {
		d := hexDigit(text[i])
		if d < 0 {
			break
		}
		if r <= utf8.MaxRune {
			r = r<<4 | d
		}
	}
	switch {
	case i == 3 || i == len(text) || text[i] != '}':
		return -1, i, badUnicodeEscape
	case r > utf8.MaxRune:
		return -1, i + 1, badUnicodeEscape
	}
	return r, i + 1, ""
}

func hexDigit(c byte) rune {
	switch {
	case isDigit(c):
		return rune(c - '0')
	case c >= 'a' && c <= 'f':
		return rune(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return rune(c-'A') + 10
	}
	return -1
}

// multilineRest reads on inside a multi-line string, whose piece began at
// start. A hole opens at a run of at least as many dollars as introduced the
// string, if any did.
func (l *lexer) multilineRest(start int, first bool, dollars int) Kind {
	last, hole := ends(first)
	for l.pos < len(l.src) {
		switch c := l.src[l.pos]; c {
		case '$', '\'':
			from := l.pos
			for l.peek(0) == c {
				l.pos++
			}
			n := l.pos - from
			if c == '\'' && n >= 3 {
				l.checkText(start, l.pos)
				return last
			}
			if c == '$' && dollars > 0 && n >= dollars && l.peek(0) == '{' {
				l.pos++
				l.checkText(start, l.pos)
				return hole
			}
		default:
			l.pos++
		}
	}
	l.problem(start, min(start+dollars+3, l.pos), "this multi-line string never ends; close it with '''")
	return last
}

// decodeLine is the value of a piece of a single-line string. complete is false
// if the piece isn't closed.
func decodeLine(text string, k Kind) (value string, complete bool) {
	n := 1 // of the closing quote
	if k == StringLeft || k == StringMiddle {
		n = 2 // of ${
	}
	if len(text) < 1+n {
		return "", false
	}
	body, tail := text[1:len(text)-n], text[len(text)-n:]
	if tail != "'" && tail != "${" {
		return "", false
	}
	if strings.IndexByte(body, '\\') < 0 {
		return validUTF8(body), true
	}
	return decodeEscapes(body)
}

func validUTF8(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }

// decodeEscapes resolves escapes. One that is wrong keeps its characters; a
// backslash at the very end means that it escapes the closing quote.
func decodeEscapes(body string) (value string, complete bool) {
	var b strings.Builder
	b.Grow(len(body))
	for len(body) > 0 {
		i := strings.IndexByte(body, '\\')
		if i < 0 {
			b.WriteString(body)
			break
		}
		b.WriteString(body[:i])
		body = body[i:]
		if len(body) == 1 {
			return "", false
		}
		r, size, problem := readEscape(body)
		switch {
		case problem != "":
			b.WriteString(body[:size])
		case isHighSurrogate(r):
			low, more, _ := readEscape(body[size:])
			if isLowSurrogate(low) {
				r = (r-0xD800)<<10 | (low - 0xDC00) + 0x10000
				size += more
			}
			b.WriteRune(r) // half a pair is written as U+FFFD
		default:
			b.WriteRune(r)
		}
		body = body[size:]
	}
	return validUTF8(b.String()), true
}

// decodeMultiline is the value of a piece of a multi-line string. A line break
// behind the opening quotes is dropped; quotes and dollars beyond those that
// close the piece belong to it.
func decodeMultiline(text string, k Kind, dollars int) (value string, complete bool) {
	open, end := 1, 3
	if k == StringComplete || k == StringLeft {
		open = dollars + 3
	}
	if k == StringLeft || k == StringMiddle {
		end = dollars + 1
	}
	if len(text) < open+end {
		return "", false
	}
	body, tail := text[open:len(text)-end], text[len(text)-end:]
	if tail[len(tail)-1] != '{' && tail != "'''" {
		return "", false
	}
	if k == StringComplete || k == StringLeft {
		body = strings.TrimPrefix(strings.TrimPrefix(body, "\r"), "\n")
	}
	return validUTF8(body), true
}
