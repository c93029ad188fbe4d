package syntax

import (
	"math"
	"strings"

	"moat/analyzer/diag"
	"moat/analyzer/source"
)

// Bounds of what is read. Past one of them a limit diagnostic says where, and
// the rest of the construct is a *Bad.
const (
	// MaxDepth is how deep expressions, types and nested resources may stand
	// inside one another. Of 896 published templates the deepest has 26 levels.
	MaxDepth = 500
	// MaxChain is how many operators may follow one another at one depth, as
	// in a + b + c or a.b.c, where the tree grows to the left. Together with
	// MaxDepth it bounds the height of the tree and so every recursion over it.
	MaxChain = 4096
	// MaxProblems is how many problems of one file are listed.
	MaxProblems = 1000
	// MaxSize is the size in bytes over which a file isn't read.
	MaxSize = source.MaxFileSize
)

// Parse reads a file: as parameters if its path ends in .bicepparam, else as a
// template. It never fails; see File.Problems, which are in order.
func Parse(f *source.File) *File {
	file := &File{Source: f, Params: strings.HasSuffix(strings.ToLower(f.Path()), ".bicepparam")}
	if why := unreadable(f); why != nil {
		refuse(file, *why)
		return file
	}
	file.text = string(f.Content())
	p := parser{file: file, src: file.text}
	l := lex(file.text, p.report)
	p.tokens = l.tokens
	file.Tokens, file.Comments, file.Pragmas = l.tokens, l.comments, l.pragmas
	p.lexical = make(map[int32]bool, len(p.problems))
	for _, d := range p.problems {
		p.lexical[int32(d.At.Start)] = true
	}
	p.pos = 1
	p.program()
	file.Problems = p.sortedProblems()
	return file
}

// unreadable says why a file can't be read at all; nil if it can.
func unreadable(f *source.File) *diag.Diagnostic {
	c := f.Content()
	switch {
	case len(c) > MaxSize:
		return &diag.Diagnostic{Kind: diag.Limit, At: f.Range(0, 0), Message: "the file is larger than 32 MiB and isn't read"}
	case len(c) >= 2 && (c[0] == 0xFF && c[1] == 0xFE || c[0] == 0xFE && c[1] == 0xFF):
		return &diag.Diagnostic{Kind: diag.Syntax, At: f.Range(0, 2), Message: "the file is encoded as UTF-16; save it as UTF-8"}
	}
	return nil
}

// refuse makes the tree of a file that isn't read: one skipped token.
func refuse(file *File, why diag.Diagnostic) {
	end := int32(min(file.Source.Len(), math.MaxInt32))
	file.text = string(file.Source.Content()[:end])
	file.Tokens = []Token{{Kind: StartOfFile}, {Span{0, end}, Unrecognized}, {Span{end, end}, EndOfFile}}
	file.Decls = []Decl{&Bad{Span{0, end}, Run{1, 2}}}
	file.Seps = []Run{{1, 1}, {2, 2}}
	file.Problems = []diag.Diagnostic{why}
}

// A parser walks the tokens once; it never reads an element twice. A rule that can't go on
// calls fail and returns nil; every caller returns at once until a guard, which
// skips to one of its terminators and puts a *Bad in the rule's place. This is
// the official compiler's strategy of recovery, so that both see the same
// extent of damage.
type parser struct {
	file   *File
	src    string
	tokens []Token
	pos    Tok // the next token

	failed  bool
	failAt  Tok // the token that doesn't fit
	failMsg string

	depth  int // of the nesting here
	height int // of the expression or type read last
	muted  bool

	emptyAt Tok // where an empty node was made last
	// afterBreaks is the first token from breaksAt on that is no line break.
	breaksAt, afterBreaks Tok

	problems []diag.Diagnostic
	lexical  map[int32]bool // where the lexer's problems start
	dropped  bool           // there were more than MaxProblems
	mem      memory
}

func (p *parser) report(k diag.Kind, s Span, message string) {
	if len(p.problems) >= MaxProblems {
		p.dropped = true
		return
	}
	p.problems = append(p.problems, diag.Diagnostic{Kind: k, At: s.In(p.file.Source), Message: message})
}

func (p *parser) sortedProblems() []diag.Diagnostic {
	ds := diag.Sort(p.problems)
	if p.dropped {
		end := p.file.Source.Len()
		ds = append(ds, diag.Diagnostic{Kind: diag.Limit, At: p.file.Source.Range(end, end),
			Message: "the file has more than 1000 problems; the others aren't listed"})
	}
	return ds
}

// ---- tokens ----

func (p *parser) kind() Kind { return p.tokens[p.pos].Kind }

func (p *parser) at(k Kind) bool { return p.tokens[p.pos].Kind == k }

// peek is the kind of the token n on; EndOfFile past the end.
func (p *parser) peek(n Tok) Kind {
	if int(p.pos+n) < len(p.tokens) {
		return p.tokens[p.pos+n].Kind
	}
	return EndOfFile
}

// next takes the next token, which is never EndOfFile.
func (p *parser) next() Tok {
	t := p.pos
	p.pos++
	return t
}

// take takes the next token if it is a k, else gives 0.
func (p *parser) take(k Kind) Tok {
	if p.at(k) {
		return p.next()
	}
	return 0
}

func (p *parser) text(t Tok) string {
	s := p.tokens[t].Span
	return p.src[s.Start:s.End]
}

func (p *parser) isWord(t Tok, word string) bool {
	return p.tokens[t].Kind == Identifier && p.text(t) == word
}

func (p *parser) atWord(word string) bool { return p.isWord(p.pos, word) }

// breaks takes line breaks.
func (p *parser) breaks() Run {
	first := p.pos
	p.pos = p.pastBreaks(first)
	return Run{first, p.pos}
}

// pastBreaks is the first token at or after t that is no line break. The last
// answer is kept: many rules that end at one place ask the same question.
func (p *parser) pastBreaks(t Tok) Tok {
	if p.tokens[t].Kind != NewLine {
		return t
	}
	if p.breaksAt <= t && t < p.afterBreaks {
		return p.afterBreaks
	}
	end := t
	for p.tokens[end].Kind == NewLine {
		end++
	}
	p.breaksAt, p.afterBreaks = t, end
	return end
}

// ---- spans ----

// span is the extent from token start to the last token taken, or to a missing
// piece behind that.
func (p *parser) span(start Tok) Span {
	from := p.tokens[start].Start
	if p.emptyAt == p.pos || p.pos == start {
		return Span{from, p.tokens[p.pos].Start}
	}
	return Span{from, p.tokens[p.pos-1].End}
}

// spanFrom is span for a node that begins with an earlier one.
func (p *parser) spanFrom(n Node) Span {
	s := p.span(p.pos)
	if p.emptyAt != p.pos {
		s.End = p.tokens[p.pos-1].End
	}
	return Span{n.Extent().Start, s.End}
}

// bad makes a *Bad of the tokens from start to here.
func (p *parser) bad(start Tok) *Bad {
	if start == p.pos {
		p.emptyAt = p.pos
		at := p.tokens[p.pos].Start
		return &Bad{Span{at, at}, Run{start, start}}
	}
	return &Bad{Span{p.tokens[start].Start, p.tokens[p.pos-1].End}, Run{start, p.pos}}
}

// ---- failing and recovering ----

// fail gives up the rule: token at doesn't fit; see complain.
func (p *parser) fail(at Tok, message string) {
	p.failed, p.failAt, p.failMsg = true, at, message
}

// expected gives up the rule: what should stand here doesn't.
func (p *parser) expected(what string) {
	p.fail(p.pos, p.expectedMessage(what))
}

// want reports like expected, without giving up.
func (p *parser) want(what string) {
	p.complain(p.pos, p.expectedMessage(what))
}

func (p *parser) expectedMessage(what string) string {
	return "expected " + what + ", found " + p.describe(p.pos)
}

// expect takes a k or gives up.
func (p *parser) expect(k Kind) Tok {
	if p.at(k) {
		return p.next()
	}
	p.expected(k.quoted())
	return 0
}

// expectWord takes a keyword or gives up.
func (p *parser) expectWord(word string) Tok {
	if p.atWord(word) {
		return p.next()
	}
	p.expected("`" + word + "`")
	return 0
}

// set is a set of kinds.
type set uint64

const _ = uint(63 - Unrecognized) // all kinds fit into a set

func of(kinds ...Kind) set {
	var s set
	for _, k := range kinds {
		s |= 1 << k
	}
	return s
}

func (s set) has(k Kind) bool { return s&(1<<k) != 0 }

// skipTo skips to the first token of a kind in stop, or to the end.
func (p *parser) skipTo(stop set) {
	for stop |= 1 << EndOfFile; !stop.has(p.kind()); {
		p.pos++
	}
}

// recover ends a failure of the rule that began at start: it reports the
// failure, unless quiet, skips to stop and gives what stands for the rule.
func (p *parser) recover(start Tok, quiet bool, stop set) *Bad {
	p.failed = false
	if !quiet {
		p.complain(p.failAt, p.failMsg)
	}
	p.skipTo(stop)
	return p.bad(start)
}

// recoverMark is recover for a place of one token.
func (p *parser) recoverMark(start Tok, quiet bool, stop set) Mark {
	emptyAt := p.emptyAt // a missing token widens no span
	m := Mark{Skipped: p.recover(start, quiet, stop).Skipped}
	p.emptyAt = emptyAt
	return m
}

// mark takes one demanded token; where it isn't, it reports and skips to stop.
func (p *parser) mark(k Kind, quiet bool, stop set) Mark {
	if p.at(k) {
		return Mark{Tok: p.next()}
	}
	p.expected(k.quoted())
	return p.recoverMark(p.pos, quiet, stop)
}

// markWord is mark for a keyword.
func (p *parser) markWord(word string, quiet bool, stop set) Mark {
	if p.atWord(word) {
		return Mark{Tok: p.next()}
	}
	p.expected("`" + word + "`")
	return p.recoverMark(p.pos, quiet, stop)
}

// isBad says whether a piece is missing or damaged. What follows it on the line
// is then most likely damaged too: only the first problem is worth a report.
func isBad(n Node) bool {
	_, bad := n.(*Bad)
	return bad
}

// complain reports a problem at token t, unless what is wrong there, or in a
// declaration past a limit, is reported already. An empty message says that it
// is.
func (p *parser) complain(t Tok, message string) {
	s := p.errorSpan(t)
	if p.muted || message == "" || p.lexical[s.Start] {
		return
	}
	p.report(diag.Syntax, s, message)
}

// errorSpan is the token, or the empty place in front of a line break.
func (p *parser) errorSpan(t Tok) Span {
	s := p.tokens[t].Span
	if p.tokens[t].Kind == NewLine {
		s.End = s.Start
	}
	return s
}

// describe is how a message calls a token.
func (p *parser) describe(t Tok) string {
	switch k := p.tokens[t].Kind; k {
	case NewLine, EndOfFile:
		return "the " + k.String()
	case StringComplete, StringLeft:
		return "a string"
	case StringMiddle, StringRight:
		return "the } that closes ${"
	case Identifier, Integer:
		if text := p.text(t); len(text) <= 40 {
			return "`" + text + "`"
		}
		return "a long " + k.String()
	default:
		return k.quoted()
	}
}

func (k Kind) quoted() string { return "`" + k.String() + "`" }

// tooDeep reports a bound that was reached and skips the rest of the construct.
// Whatever else is wrong in this declaration is a consequence.
func (p *parser) tooDeep(start Tok, message string) *Bad {
	if !p.muted {
		p.report(diag.Limit, p.errorSpan(p.pos), message)
		p.muted = true
	}
	p.skipBalanced()
	p.height = 1
	return p.bad(start)
}

const (
	tooDeepMessage = "this is nested more than 500 levels deep; what lies deeper isn't read"
	tooLongMessage = "this chain of operators has more than 4096 links; the rest of it isn't read"
)

// skipBalanced skips to what ends the construct around: a closing bracket that
// was opened outside, a comma or a line's end outside of brackets.
func (p *parser) skipBalanced() {
	for level := 0; ; p.pos++ {
		switch p.kind() {
		case LeftBrace, LeftParen, LeftSquare, StringLeft:
			level++
		case RightBrace, RightParen, RightSquare, StringRight:
			if level == 0 {
				return
			}
			level--
		case Comma, NewLine, StringMiddle:
			if level == 0 {
				return
			}
		case EndOfFile:
			return
		}
	}
}
