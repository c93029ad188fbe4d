package syntax

import (
	"moat/analyzer/diag"
	"moat/analyzer/source"
)

// File is the syntax tree of one .bicep or .bicepparam file. It and all that it
// reaches are immutable.
//
// The tree owns every token of the file exactly once; see File.Print. Fields of
// nodes are in the order of the text, and their comments show the syntax, so
// that the structs together are the grammar. A Tok of 0 and an empty Run mean
// that the optional piece isn't there. A field of a sum type is never nil
// unless its comment says so: what is damaged or missing is a *Bad.
type File struct {
	Source *source.File
	Params bool // a .bicepparam file

	Decls []Decl
	// Seps are the line breaks before, between and after the declarations;
	// len(Seps) is len(Decls)+1.
	Seps []Run

	Tokens   []Token   // Tokens[0] is StartOfFile, the last is EndOfFile
	Comments []Comment // in order
	Pragmas  []Pragma  // in order
	Problems []diag.Diagnostic

	text string // the content, for names and values without a copy each
}

// Node is a piece of the tree. A node of a missing piece is empty and stands
// where the piece was expected.
type Node interface {
	// Extent is the text from the node's first token to its last, without the
	// trivia around them. Decorators belong to their declaration.
	Extent() Span
}

// Range is the place of n in the file.
func (f *File) Range(n Node) source.Range { return n.Extent().In(f.Source) }

// Text is the source text that n covers.
func (f *File) Text(n Node) string { s := n.Extent(); return f.text[s.Start:s.End] }

// TokenText is the source text of a token; "" for 0.
func (f *File) TokenText(t Tok) string {
	if t <= 0 || int(t) >= len(f.Tokens) {
		return ""
	}
	s := f.Tokens[t].Span
	return f.text[s.Start:s.End]
}

// Bad stands for a piece that is missing or can't be understood. It is a member
// of every sum of the tree. Problems says why, except where an earlier problem
// of the same declaration already does.
type Bad struct {
	Span
	Skipped Run // the tokens passed over; empty for a missing piece
}

// Name is an identifier at the place where it is declared, or as a key or a
// member's name. A reference is an *Ident.
type Name struct {
	Span
	Tok     Tok
	Text    string // "" if the name is missing
	Skipped Run    // what stood there instead of a name
}

// IsMissing says whether there is no name.
func (n *Name) IsMissing() bool { return n.Tok == 0 }
