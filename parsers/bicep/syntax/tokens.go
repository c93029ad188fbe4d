package syntax

import "moat/analyzer/source"

// Span is a half-open interval of byte offsets. Every node embeds one. Both
// ends are int32: a source.FS gives no file over 32 MiB, and Parse reads no
// further than MaxSize of one that came from elsewhere.
type Span struct {
	Start, End int32
}

// Extent is the span itself; it makes every node that embeds a Span a Node.
func (s Span) Extent() Span { return s }

// In is the place of s in f.
func (s Span) In(f *source.File) source.Range { return f.Range(int(s.Start), int(s.End)) }

// IsEmpty says whether s covers no text.
func (s Span) IsEmpty() bool { return s.Start >= s.End }

// Contains says whether o lies wholly inside s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Token is one token. Blanks, comments and pragmas are no tokens; they fill
// the gaps between them.
type Token struct {
	Span
	Kind Kind
}

// Tok names a token by its index in File.Tokens. Index 0 is the start-of-file
// token, which no node owns, so the zero Tok says that there is none.
type Tok int32

// Run is a half-open run of consecutive tokens, [First, End). The zero Run is
// empty.
type Run struct {
	First, End Tok
}

// Len is the number of tokens.
func (r Run) Len() int { return int(r.End - r.First) }

// Mark is a place where the grammar demands one certain token. Either the
// token is there, or Skipped holds what stood there instead, perhaps nothing.
type Mark struct {
	Tok     Tok
	Skipped Run
}

// IsMissing says whether the demanded token isn't there.
func (m Mark) IsMissing() bool { return m.Tok == 0 }

// Kind is the kind of a token.
type Kind uint8

// The kinds of tokens, as bicep's own lexer has them. Keywords other than true,
// false and null are identifiers.
const (
	StartOfFile Kind = iota // the byte-order mark, if any
	EndOfFile
	NewLine // one or more adjacent line breaks: \n, \r\n, \r
	Identifier
	Integer
	StringComplete // '…' or '''…'''
	StringLeft     // '…${
	StringMiddle   // }…${
	StringRight    // }…'
	True
	False
	Null
	At             // @
	LeftBrace      // {
	RightBrace     // }
	LeftParen      // (
	RightParen     // )
	LeftSquare     // [
	RightSquare    // ]
	Comma          // ,
	Dot            // .
	Ellipsis       // ...
	Question       // ?
	DoubleQuestion // ??
	Colon          // :
	DoubleColon    // ::
	Semicolon      // ;
	Assign         // =
	Equals         // ==
	EqualsFold     // =~
	Arrow          // =>
	Exclamation    // !
	NotEquals      // !=
	NotEqualsFold  // !~
	Less           // <
	LessEqual      // <=
	Greater        // >
	GreaterEqual   // >=
	Plus           // +
	Minus          // -
	Asterisk       // *
	Slash          // /
	Percent        // %
	Caret          // ^
	And            // &&
	Or             // ||
	Pipe           // |
	Unrecognized   // a character that starts no token
)

// kindNames are what messages call a token that isn't quoted from the source.
var kindNames = [...]string{
	StartOfFile: "start of file", EndOfFile: "end of file", NewLine: "end of line",
	Identifier: "name", Integer: "number",
	StringComplete: "string", StringLeft: "string", StringMiddle: "rest of a string", StringRight: "rest of a string",
	True: "true", False: "false", Null: "null",
	At: "@", LeftBrace: "{", RightBrace: "}", LeftParen: "(", RightParen: ")", LeftSquare: "[", RightSquare: "]",
	Comma: ",", Dot: ".", Ellipsis: "...", Question: "?", DoubleQuestion: "??", Colon: ":", DoubleColon: "::",
	Semicolon: ";", Assign: "=", Equals: "==", EqualsFold: "=~", Arrow: "=>", Exclamation: "!",
	NotEquals: "!=", NotEqualsFold: "!~", Less: "<", LessEqual: "<=", Greater: ">", GreaterEqual: ">=",
	Plus: "+", Minus: "-", Asterisk: "*", Slash: "/", Percent: "%", Caret: "^", And: "&&", Or: "||", Pipe: "|",
	Unrecognized: "unknown character",
}

// String is the token's text where all tokens of that kind have the same, else
// a word for the kind.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "invalid token kind"
}

// Comment is a comment between tokens.
type Comment struct {
	Span       // with its // or /* */, without the line break after it
	Block bool // /* … */
}

// PragmaKind says what a pragma does to the compiler's own diagnostics.
type PragmaKind uint8

// The closed list of pragmas.
const (
	DisableNextLine    PragmaKind = iota // #disable-next-line code…
	DisableDiagnostics                   // #disable-diagnostics code…
	RestoreDiagnostics                   // #restore-diagnostics code…
)

// Pragma is a compiler directive. It stands where a line may start and is no
// token.
type Pragma struct {
	Span  // from # to the end of the last code
	Kind  PragmaKind
	Codes []PragmaCode
}

// PragmaCode is one diagnostic code of a pragma.
type PragmaCode struct {
	Span
	Text string
}
