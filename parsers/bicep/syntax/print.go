package syntax

// Print gives the text of the file back, byte for byte. It walks the tree and
// writes each token with the trivia in front of it; a token that no node owned
// would be missing.
func (f *File) Print() []byte {
	p := printer{f, make([]byte, 0, len(f.text))}
	p.out = append(p.out, f.text[:f.Tokens[0].End]...)
	list(&p, f.Decls, f.Seps)
	p.token(Tok(len(f.Tokens) - 1))
	return p.out
}

type printer struct {
	file *File
	out  []byte
}

func (p *printer) token(t Tok) {
	if t > 0 {
		p.out = append(p.out, p.file.text[p.file.Tokens[t-1].End:p.file.Tokens[t].End]...)
	}
}

func (p *printer) run(r Run) {
	for t := r.First; t < r.End; t++ {
		p.token(t)
	}
}

func (p *printer) node(n Node) { parts(n, p) }
