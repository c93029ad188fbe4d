package syntax

import (
	"fmt"
	"strconv"
	"strings"
)

// Dump writes a node as an s-expression, for tests and for looking at: the
// node's type, then its words, operators and children. Brackets, separators and
// what stands for itself in the type's name are left out; strings show their
// decoded text, skipped tokens stand in «», a missing node is (Bad).
func (f *File) Dump(n Node) string {
	d := dumper{file: f}
	d.node(n)
	return strings.TrimPrefix(d.b.String(), " ")
}

type dumper struct {
	file *File
	b    strings.Builder
}

func (d *dumper) token(t Tok) {
	if t == 0 {
		return
	}
	switch k := d.file.Tokens[t].Kind; k {
	case LeftBrace, RightBrace, LeftParen, RightParen, LeftSquare, RightSquare, Comma, NewLine,
		Assign, Colon, Arrow, At, Dot:
	case StringComplete, StringLeft, StringMiddle, StringRight: // shown by the node
	default:
		d.b.WriteString(" " + d.file.TokenText(t))
	}
}

func (d *dumper) run(r Run) {
	var skipped []string
	for t := r.First; t < r.End; t++ {
		if k := d.file.Tokens[t].Kind; k != NewLine && k != Comma && k != Pipe {
			skipped = append(skipped, d.file.TokenText(t))
		}
	}
	if skipped != nil {
		d.b.WriteString(" «" + strings.Join(skipped, " ") + "»")
	}
}

func (d *dumper) node(n Node) {
	if name, ok := n.(*Name); ok && !name.IsMissing() {
		d.b.WriteString(" " + name.Text)
		return
	}
	d.b.WriteString(" (" + strings.TrimPrefix(fmt.Sprintf("%T", n), "*syntax."))
	if s, ok := n.(*String); ok {
		for i, seg := range s.Segments {
			d.b.WriteString(" " + strconv.Quote(seg.Value))
			if i < len(s.Holes) {
				d.node(s.Holes[i])
			}
		}
	} else {
		parts(n, d)
	}
	d.b.WriteString(")")
}
