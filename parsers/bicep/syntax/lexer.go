package syntax

import (
	"math"
	"strings"
	"unicode/utf8"

	"moat/analyzer/diag"
)

// A lexer turns text into tokens. Together with the gaps between them, which
// hold only blanks, comments and pragmas, the tokens tile the text.
type lexer struct {
	src      string
	pos      int
	tokens   []Token
	comments []Comment
	pragmas  []Pragma
	report   func(kind diag.Kind, s Span, message string)

	// open is the brackets that a later } can close while a hole is open: the
	// strings whose hole is being read, and the braces inside those holes.
	open []opening
}

// opening is an open hole of a string, or an open brace inside a hole.
type opening struct {
	brace     bool
	multiline bool
	dollars   int32 // of the multi-line string
}

const (
	maxIdentifier = 255 // characters, as the compiler allows
	bom           = "\uFEFF"
)

func lex(src string, report func(diag.Kind, Span, string)) *lexer {
	l := &lexer{src: src, report: report, tokens: make([]Token, 0, 16+len(src)/5)}
	if len(src) >= len(bom) && src[:len(bom)] == bom {
		l.pos = len(bom)
	}
	l.add(StartOfFile, 0)
	for l.trivia(); l.pos < len(l.src); l.trivia() {
		start := l.pos
		l.add(l.token(), start)
	}
	l.add(EndOfFile, l.pos)
	return l
}

func (l *lexer) add(k Kind, start int) {
	l.tokens = append(l.tokens, Token{Span{int32(start), int32(l.pos)}, k})
}

func (l *lexer) problem(start, end int, message string) {
	l.report(diag.Syntax, Span{int32(start), int32(end)}, message)
}

// peek is the byte n bytes on, or 0 at the end.
func (l *lexer) peek(n int) byte {
	if l.pos+n < len(l.src) {
		return l.src[l.pos+n]
	}
	return 0
}

// ---- trivia ----

func (l *lexer) trivia() {
	for l.pos < len(l.src) {
		switch c := l.src[l.pos]; {
		case c == ' ' || c == '\t':
			l.pos++
		case c == '/' && l.peek(1) == '/':
			l.lineComment()
		case c == '/' && l.peek(1) == '*':
			l.blockComment()
		case c == '#':
			if !l.pragma() {
				return
			}
		case c == '\f' || c == '\v' || c >= utf8.RuneSelf:
			if !l.strangeBlank() {
				return
			}
		default:
			return
		}
	}
}

func isBreak(c byte) bool { return c == '\n' || c == '\r' }

func (l *lexer) lineComment() {
	start := l.pos
	for l.pos < len(l.src) && !isBreak(l.src[l.pos]) {
		l.pos++
	}
	l.comments = append(l.comments, Comment{Span: Span{int32(start), int32(l.pos)}})
}

func (l *lexer) blockComment() {
	start := l.pos
	l.pos += 2
	for l.pos < len(l.src) && !(l.src[l.pos] == '*' && l.peek(1) == '/') {
		l.pos++
	}
	if l.pos < len(l.src) {
		l.pos += 2
	} else {
		l.problem(start, start+2, "this comment never ends; close it with */")
	}
	l.comments = append(l.comments, Comment{Span: Span{int32(start), int32(l.pos)}, Block: true})
}

// strangeBlank passes over one blank that looks like a space but isn't one to
// the compiler, and says whether there was one. Taking it for a blank leaves
// the rest of the line readable.
func (l *lexer) strangeBlank() bool {
	r, size := utf8.DecodeRuneInString(l.src[l.pos:])
	switch {
	case r == '\f', r == '\v', r == 0x85, r == 0xA0, r == 0x1680, r >= 0x2000 && r <= 0x200D,
		r == 0x2028, r == 0x2029, r == 0x202F, r == 0x205F, r == 0x2060, r == 0x3000, r == 0xFEFF:
	default:
		return false
	}
	start := l.pos
	l.pos += size
	l.problem(start, l.pos, "this blank (U+"+hex4(r)+") is not a space; replace it with one")
	return true
}

// hex4 writes r in at least four hexadecimal digits, as Unicode names it.
func hex4(r rune) string {
	const digits = "0123456789ABCDEF"
	var buf [8]byte
	i := len(buf)
	for n := uint32(r); n > 0 || i > len(buf)-4; n >>= 4 {
		i--
		buf[i] = digits[n&15]
	}
	return string(buf[i:])
}

var pragmaWords = [...]struct {
	word string
	kind PragmaKind
}{
	{"#disable-next-line", DisableNextLine},
	{"#disable-diagnostics", DisableDiagnostics},
	{"#restore-diagnostics", RestoreDiagnostics},
}

// pragma reads a pragma and says whether one stands here. One may stand only
// where nothing but blanks precede it on its line.
func (l *lexer) pragma() bool {
	line := strings.TrimRight(l.src[:l.pos], " \t")
	if line != "" && line != bom && !isBreak(line[len(line)-1]) {
		return false
	}
	for _, w := range pragmaWords {
		if len(l.src)-l.pos < len(w.word) || l.src[l.pos:l.pos+len(w.word)] != w.word {
			continue
		}
		start := l.pos
		l.pos += len(w.word)
		end := l.pos
		var codes []PragmaCode
		for {
			for l.peek(0) == ' ' || l.peek(0) == '\t' {
				l.pos++
			}
			from := l.pos
			for isIdentPart(l.peek(0)) || l.peek(0) == '-' {
				l.pos++
			}
			if l.pos == from {
				break
			}
			codes = append(codes, PragmaCode{Span{int32(from), int32(l.pos)}, l.src[from:l.pos]})
			end = l.pos
		}
		l.pos = end
		if len(codes) == 0 {
			l.problem(start, end, "expected at least one diagnostic code after "+w.word)
		}
		l.pragmas = append(l.pragmas, Pragma{Span{int32(start), int32(end)}, w.kind, codes})
		return true
	}
	return false
}

// ---- tokens ----

func isIdentStart(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_'
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isIdentPart(c byte) bool { return isIdentStart(c) || isDigit(c) }

// singles are the kinds of the characters that are always a token alone.
var singles = [utf8.RuneSelf]Kind{
	'(': LeftParen, ')': RightParen, '[': LeftSquare, ']': RightSquare, '@': At, ',': Comma, ';': Semicolon,
	'+': Plus, '-': Minus, '%': Percent, '*': Asterisk, '/': Slash, '^': Caret,
}

// pair is a second character and the kind that both make.
type pair struct {
	second byte
	kind   Kind
}

// pairs are the characters that are a token alone or with the one after them.
var pairs = [utf8.RuneSelf]struct {
	alone Kind
	two   [3]pair
}{
	'?': {Question, [3]pair{{'?', DoubleQuestion}}},
	':': {Colon, [3]pair{{':', DoubleColon}}},
	'!': {Exclamation, [3]pair{{'=', NotEquals}, {'~', NotEqualsFold}}},
	'<': {Less, [3]pair{{'=', LessEqual}}},
	'>': {Greater, [3]pair{{'=', GreaterEqual}}},
	'=': {Assign, [3]pair{{'=', Equals}, {'~', EqualsFold}, {'>', Arrow}}},
	'|': {Pipe, [3]pair{{'|', Or}}},
	'&': {Unrecognized, [3]pair{{'&', And}}},
}

// token reads one token that is no trivia; there is at least one byte left.
func (l *lexer) token() Kind {
	start := l.pos
	c := l.src[start]
	if isIdentStart(c) {
		return l.identifier()
	}
	if isDigit(c) {
		for isDigit(l.peek(0)) {
			l.pos++
		}
		return Integer
	}
	if isBreak(c) {
		if len(l.open) > 0 {
			// An empty piece ends the string here, so that the parser sees
			// both the string's end and the line's.
			l.open = l.open[:0]
			l.problem(start, start, "the line ends inside a ${…}; close it with } and the string with a quote")
			return StringRight
		}
		for l.pos < len(l.src) && isBreak(l.src[l.pos]) {
			l.pos++
		}
		return NewLine
	}
	switch c {
	case '\'':
		return l.stringStart()
	case '$':
		return l.dollars()
	case '{':
		l.pos++
		if len(l.open) > 0 {
			l.open = append(l.open, opening{brace: true})
		}
		return LeftBrace
	case '}':
		l.pos++
		return l.closeBrace()
	case '.':
		l.pos++
		if l.peek(0) == '.' && l.peek(1) == '.' {
			l.pos += 2
			return Ellipsis
		}
		return Dot
	}
	if c < utf8.RuneSelf {
		if k := singles[c]; k != 0 {
			l.pos++
			return k
		}
		if p := &pairs[c]; p.alone != 0 {
			l.pos++
			for _, q := range p.two {
				if q.second != 0 && l.peek(0) == q.second {
					l.pos++
					return q.kind
				}
			}
			if p.alone != Unrecognized {
				return p.alone
			}
			l.problem(start, l.pos, "unknown character &; the operator is &&")
			return Unrecognized
		}
	}
	return l.unrecognized()
}

func (l *lexer) identifier() Kind {
	start := l.pos
	i := start + 1
	for i < len(l.src) && isIdentPart(l.src[i]) {
		i++
	}
	l.pos = i
	switch n := i - start; {
	case n == 4 || n == 5:
		switch l.src[start:i] { // the only words that can't be names
		case "true":
			return True
		case "false":
			return False
		case "null":
			return Null
		}
	case n > maxIdentifier:
		l.problem(start, i, "this name is longer than 255 characters")
	}
	return Identifier
}

// hints say what was probably meant by a character that starts no token.
var hints = map[rune]string{
	'"':      "strings are written in single quotes: 'text'",
	'`':      "strings are written in single quotes: 'text'",
	'\u2018': "this is a typographic quote; strings are written in straight single quotes: 'text'",
	'\u2019': "this is a typographic quote; strings are written in straight single quotes: 'text'",
	'\u201C': "this is a typographic quote; strings are written in straight single quotes: 'text'",
	'\u201D': "this is a typographic quote; strings are written in straight single quotes: 'text'",
	'#':      "unknown directive; comments start with //, and directives such as #disable-next-line stand alone at the start of a line",
	'~':      "unknown character ~; the case-insensitive comparisons are =~ and !~",
	'\\':     "a backslash has a meaning only inside strings",
	0:        "the file holds a NUL character; is it really text?",
}

func (l *lexer) unrecognized() Kind {
	start := l.pos
	r, size := utf8.DecodeRuneInString(l.src[l.pos:])
	l.pos += size
	hint, known := hints[r]
	switch {
	case known:
		l.problem(start, l.pos, hint)
	case r == utf8.RuneError && size == 1:
		for l.pos < len(l.src) { // one token and one problem for a whole stretch
			r, size := utf8.DecodeRuneInString(l.src[l.pos:])
			if r != utf8.RuneError || size != 1 {
				break
			}
			l.pos++
		}
		l.problem(start, l.pos, "the text is not valid UTF-8 here; save the file as UTF-8")
	case r < ' ' || r == 0x7F:
		l.problem(start, l.pos, "unknown control character U+"+hex4(r))
	default:
		l.problem(start, l.pos, "unknown character "+string(r)+" (U+"+hex4(r)+")")
	}
	return Unrecognized
}

// closeBrace is called behind a }, which closes a hole or a brace.
func (l *lexer) closeBrace() Kind {
	if len(l.open) == 0 {
		return RightBrace
	}
	top := l.open[len(l.open)-1]
	if top.brace {
		l.open = l.open[:len(l.open)-1]
		return RightBrace
	}
	var k Kind
	if top.multiline {
		k = l.multilineRest(l.pos-1, false, int(top.dollars))
	} else {
		k = l.stringRest(l.pos-1, false)
	}
	if k == StringRight {
		l.open = l.open[:len(l.open)-1]
	}
	return k
}

// dollars reads a run of $ and the multi-line string it may introduce.
func (l *lexer) dollars() Kind {
	start := l.pos
	for l.peek(0) == '$' {
		l.pos++
	}
	n := l.pos - start
	if l.peek(0) != '\'' || l.peek(1) != '\'' || l.peek(2) != '\'' {
		l.problem(start, l.pos, "a $ has a meaning only inside strings and in front of '''")
		return Unrecognized
	}
	l.pos += 3
	k := l.multilineRest(start, true, n)
	if k == StringLeft {
		l.open = append(l.open, opening{multiline: true, dollars: int32(min(n, math.MaxInt32))})
	}
	return k
}
