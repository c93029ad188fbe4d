package jsonc

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"unicode/utf8"
	"unsafe"

	"moat/analyzer/diag"
	"moat/analyzer/source"
)

const (
	// MaxDepth is the number of arrays and objects that may stand within one
	// another. What lies deeper is Bad.
	MaxDepth = 256

	maxProblems = 100
)

const byteOrderMark = "\uFEFF"

// Parse reads f. It always returns a document, however damaged f is; what is
// wrong with it is listed in Problems: at most a hundred and one, the last then
// saying that there are more. The time it takes is linear in the size of f.
func Parse(f *source.File) *Document {
	b := f.Content()
	if len(b) > math.MaxInt32 {
		return &Document{File: f, Problems: []diag.Diagnostic{{
			Kind: diag.Limit, At: f.Range(0, 0), Message: "the file is larger than 2 GiB and was not read"}}}
	}
	if bytes.HasPrefix(b, []byte{0xFF, 0xFE}) || bytes.HasPrefix(b, []byte{0xFE, 0xFF}) {
		return &Document{File: f, Problems: []diag.Diagnostic{{
			Kind: diag.Syntax, At: f.Range(0, 2), Message: "the file is UTF-16; save it as UTF-8"}}}
	}
	p := run(f, false)
	if p.unbalanced && f.Lines() > 1 {
		// Brackets don't match, so indentation is the better witness of what
		// was meant, unless reading by it raises more problems.
		if q := run(f, true); q.count <= p.count {
			p = q
		}
	}
	p.doc.Problems = diag.Sort(p.doc.Problems)
	return p.doc
}

func run(f *source.File, indents bool) *parser {
	b := f.Content()
	// A File never changes, so its bytes can serve as a string and every
	// string without escapes is a part of it.
	src := unsafe.String(unsafe.SliceData(b), len(b))
	p := &parser{src: src, doc: &Document{File: f, src: src}, indents: indents, line: 1}
	p.nodes.size = slabSize(len(src) / 48)
	p.memberSlab.size = slabSize(len(src) / 64)
	p.itemSlab.size = slabSize(len(src) / 256)
	p.bodies.size = slabSize(len(src) / 128)
	p.document()
	return p
}

// parser reads one file once. p.pos only moves on, except where recover.go
// takes back one string.
type parser struct {
	src string
	pos int
	doc *Document

	stack  []frame
	unwind int // how many open objects and arrays end here without a bracket

	count      int  // problems found, also those past the limit
	unbalanced bool // a bracket is missing or too many
	garbage    bool // the last thing reported was skipped text
	tooDeep    bool // the depth limit was reported

	indents bool // follow indentation
	line    int  // the line of the last offset asked for

	wasted  int  // bytes scanned for strings that turned out to be unclosed
	oneLine bool // strings end at the line's end

	nodes      slab[Node]
	memberSlab slab[Member]
	itemSlab   slab[*Node]
	bodies     slab[body]
	members    []Member // of the objects that are open
	items      []*Node  // of the arrays that are open
}

// frame is an object or array that is open.
type frame struct {
	node    *Node
	indent  int // of the line that it opens on; only when following indentation
	line    int // that line, likewise
	inner   int // indentation of its first key or item that starts a line; -1 if none
	closing byte
}

func (p *parser) problem(kind diag.Kind, start, end int, message string) {
	p.count++
	switch {
	case p.count <= maxProblems:
		p.doc.Problems = append(p.doc.Problems, diag.Diagnostic{Kind: kind, At: p.doc.File.Range(start, end), Message: message})
	case p.count == maxProblems+1:
		p.doc.Problems = append(p.doc.Problems, diag.Diagnostic{Kind: diag.Limit, At: p.doc.File.Range(start, end),
			Message: "there are too many problems in this file; the rest is not listed"})
	}
}

func (p *parser) syntax(start, end int, message string) { p.problem(diag.Syntax, start, end, message) }

// next skips white space and comments and returns the byte that follows, or -1
// at the end.
func (p *parser) next() int {
	for p.pos < len(p.src) {
		c := p.src[p.pos]
		if c > ' ' && c != '/' && c < utf8.RuneSelf {
			return int(c)
		}
		if size := spaceAt(p.src, p.pos); size > 0 {
			p.pos += size
			continue
		}
		if c != '/' || !startsComment(p.src, p.pos) {
			return int(c)
		}
		end := scanComment(p.src, p.pos)
		if end < 0 {
			p.syntax(p.pos, p.pos+2, "the comment is never closed; */ is missing")
			end = len(p.src)
		}
		// A string that was taken back may lead over the same comment again.
		if n := len(p.doc.Comments); n == 0 || p.doc.Comments[n-1].End <= p.pos {
			p.doc.Comments = append(p.doc.Comments, p.doc.File.Range(p.pos, end))
		}
		p.pos = end
	}
	return -1
}

func (p *parser) document() {
	if strings.HasPrefix(p.src, byteOrderMark) {
		p.pos = len(byteOrderMark)
	}
	if p.next() < 0 {
		p.syntax(p.pos, p.pos, "the file holds no JSON value")
		return
	}
	if p.keyAt(p.pos) {
		p.doc.Root = p.implied()
	} else {
		p.doc.Root = p.value()
	}
	for {
		c := p.next()
		if c < 0 {
			return
		}
		if p.doc.Root.kind != Bad {
			break
		}
		p.garbage = true // the bad root was reported
		if c == '{' || c == '[' {
			p.doc.Root = p.value()
		} else {
			p.skipGarbage()
		}
	}
	end := len(p.src)
	if n := strings.IndexAny(p.src[p.pos:], "\r\n"); n >= 0 {
		end = p.pos + n
	}
	p.syntax(p.pos, end, "nothing may follow the end of the document")
	p.unbalanced = true
}

func (p *parser) node(kind Kind, start, end int) *Node {
	n := p.nodes.one()
	n.doc, n.kind, n.start, n.end = p.doc, kind, int32(start), int32(end)
	return n
}

// value reads the value at p.pos, where there is no white space. It takes at
// least one byte unless a comma or closing bracket stands there.
func (p *parser) value() *Node {
	start := p.pos
	if start == len(p.src) {
		p.syntax(start, start, "a value is missing")
		return p.node(Bad, start, start)
	}
	switch c := p.src[start]; c {
	case '{', '[':
		return p.container(c)
	case '"', '\'':
		end, flags := p.text()
		n := p.node(String, start, end)
		n.flags = flags
		return n
	case ',', '}', ']':
		p.syntax(start, start, "a value is missing")
		return p.node(Bad, start, start)
	case ':':
		p.pos++
		p.syntax(start, p.pos, "a value is missing before this ':'")
		return p.node(Bad, start, p.pos)
	}
	p.pos = scanWord(p.src, start)
	word := p.src[start:p.pos]
	kind := Bad
	switch word {
	case "null":
		kind = Null
	case "true", "false":
		kind = Bool
	default:
		if isNumber(word) {
			kind = Number
			break
		}
		message := fmt.Sprintf("%q is no JSON value; text needs double quotes", clip(word))
		if c := word[0]; c == '-' || c == '+' || c == '.' || c >= '0' && c <= '9' {
			message = fmt.Sprintf("%q is no JSON number", clip(word))
		}
		p.syntax(start, p.pos, message)
	}
	return p.node(kind, start, p.pos)
}

func (p *parser) container(opening byte) *Node {
	n := p.node(Object, p.pos, p.pos)
	if opening == '[' {
		n.kind = Array
	}
	if len(p.stack) == MaxDepth {
		if !p.tooDeep {
			p.tooDeep = true
			p.problem(diag.Limit, p.pos, p.pos+1, fmt.Sprintf("brackets are nested more than %d deep; what is inside was not read", MaxDepth))
		}
		p.skip()
		n.kind, n.end = Bad, int32(p.pos)
		return n
	}
	p.inside(n, 1)
	return n
}

// implied reads an object whose opening brace is missing before the key at
// p.pos.
func (p *parser) implied() *Node {
	p.unbalanced = true
	p.syntax(p.pos, p.pos, `"{" is missing before this key`)
	n := p.node(Object, p.pos, p.pos)
	p.inside(n, 0)
	return n
}

// inside reads the object or array n, whose opening bracket has that size, up
// to its end.
func (p *parser) inside(n *Node, bracket int) {
	f := frame{node: n, closing: '}', inner: -1}
	if n.kind == Array {
		f.closing = ']'
	}
	if p.indents {
		f.line, f.indent, _ = p.indentation(p.pos)
	}
	p.pos += bracket
	p.stack = append(p.stack, f)
	if n.kind == Object {
		p.object(n)
	} else {
		p.array(n)
	}
	p.stack = p.stack[:len(p.stack)-1]
}

// skip passes over the bracket at p.pos and all up to the one that closes it.
func (p *parser) skip() {
	for depth := 0; ; {
		switch c := p.next(); c {
		case -1:
			p.unbalanced = true
			return
		case '{', '[':
			depth++
			p.pos++
		case '}', ']':
			p.pos++
			if depth--; depth == 0 {
				return
			}
		case '"', '\'':
			p.pos, _ = p.stringEnd()
		case ',', ':':
			p.pos++
		default:
			p.pos = scanWord(p.src, p.pos)
		}
	}
}

func (p *parser) object(n *Node) {
	base := len(p.members)
	comma := true // the next member needs no comma before it
	for done := false; !done; {
		c := p.next()
		if p.ends(c) {
			break
		}
		switch c {
		case '}':
			if p.tooFarIn('}') || p.straysAtRoot() {
				p.stray()
				continue
			}
			p.pos++
			done, p.garbage = true, false
		case ',':
			if comma && !p.garbage {
				p.syntax(p.pos, p.pos+1, "a key and a value are missing before this comma")
			}
			comma, p.garbage = true, false
			p.pos++
		case ']':
			p.mismatch(']')
		case '"', '\'':
			p.comma(comma)
			p.member()
			comma = false
		default:
			if p.bareKey() {
				p.comma(comma)
				p.member()
				comma = false
			} else if p.startsItem(c) {
				continue
			} else {
				p.skipGarbage()
			}
		}
	}
	n.end = int32(p.pos)
	p.seal(n, p.members[base:], nil)
	clear(p.members[base:])
	p.members = p.members[:base]
}

func (p *parser) array(n *Node) {
	base := len(p.items)
	comma := true
	for done := false; !done; {
		c := p.next()
		if p.ends(c) {
			break
		}
		switch c {
		case ']':
			if p.tooFarIn(']') {
				p.stray()
				continue
			}
			p.pos++
			done, p.garbage = true, false
		case ',':
			if comma && !p.garbage {
				p.syntax(p.pos, p.pos+1, "a value is missing before this comma")
			}
			comma, p.garbage = true, false
			p.pos++
		case '}':
			p.mismatch('}')
		case ':':
			p.skipGarbage()
		default:
			start, before, said := p.pos, p.count, p.garbage
			p.garbage = false
			p.noteIndent()
			item := p.value()
			if item.kind == String && p.next() == ':' && p.takeBack(start) {
				if p.unwind > 0 {
					continue
				}
				item = p.implied()
			}
			if !comma && !said && p.count == before {
				p.syntax(start, start, "a comma is missing here")
			}
			p.items = append(p.items, item)
			comma = false
		}
	}
	n.end = int32(p.pos)
	p.seal(n, nil, p.items[base:])
	clear(p.items[base:])
	p.items = p.items[:base]
}

// comma reports that a member lacks the comma before it, unless what stands
// there was reported already.
func (p *parser) comma(seen bool) {
	if !seen && !p.garbage {
		p.syntax(p.pos, p.pos, "a comma is missing here")
	}
	p.garbage = false
}

// member reads the key at p.pos and its value.
func (p *parser) member() {
	p.noteIndent()
	m := Member{start: int32(p.pos)}
	if c := p.src[p.pos]; c == '"' || c == '\'' {
		p.pos, m.flags = p.text()
		m.end = int32(p.pos)
	} else {
		p.pos = scanWord(p.src, p.pos)
		m.end, m.flags = int32(p.pos), bare
	}
	for {
		p.colon(&m)
		v := m.Value
		if v.kind != String || p.next() != ':' {
			p.add(m)
			return
		}
		// The string is the key of the next member, as in `"a": "b": 1`.
		p.syntax(int(m.end), int(m.end), fmt.Sprintf("the value of the key %s is missing", p.quoted(m)))
		m.Value = p.node(Bad, int(m.end), int(m.end))
		p.add(m)
		m = Member{start: v.start, end: v.end, flags: v.flags}
	}
}

// colon reads the colon and the value that follow m's key.
func (p *parser) colon(m *Member) {
	end := int(m.end)
	c := p.next()
	if c == ':' {
		p.pos++
		end = p.pos
		c = p.next()
	} else if c >= 0 && strings.IndexByte(",}]", byte(c)) < 0 && !p.keyAt(p.pos) {
		p.syntax(end, end, fmt.Sprintf("a colon is missing after the key %s", p.quoted(*m)))
		m.Value = p.value()
		return
	}
	if c < 0 || strings.IndexByte(",}]", byte(c)) >= 0 || end == int(m.end) {
		p.syntax(end, end, fmt.Sprintf("the value of the key %s is missing", p.quoted(*m)))
		m.Value = p.node(Bad, end, end)
		return
	}
	m.Value = p.value()
}

func (p *parser) quoted(m Member) string {
	return fmt.Sprintf("%q", clip(decode(contentOf(p.src, m.start, m.end, m.flags), m.flags)))
}

func (p *parser) add(m Member) {
	m.Key = decode(contentOf(p.src, m.start, m.end, m.flags), m.flags)
	p.members = append(p.members, m)
}

// seal gives n its members or items and reports keys that occur twice.
func (p *parser) seal(n *Node, members []Member, items []*Node) {
	if len(members)+len(items) == 0 {
		return
	}
	b := p.bodies.one()
	b.members, b.items = p.memberSlab.copyOf(members), p.itemSlab.copyOf(items)
	n.body = b
	if len(members) >= indexFrom {
		b.index = &index{exact: make(map[string]int32, len(members))}
		for i := range b.members {
			m := &b.members[i]
			if first, ok := b.index.exact[m.Key]; ok {
				p.duplicate(&b.members[first], m)
			}
			b.index.exact[m.Key] = int32(i)
		}
		return
	}
	for i := 1; i < len(members); i++ {
		for j := i - 1; j >= 0; j-- {
			if b.members[i].Key == b.members[j].Key {
				p.duplicate(&b.members[j], &b.members[i])
				break
			}
		}
	}
}

func (p *parser) duplicate(first, again *Member) {
	p.syntax(int(again.start), int(again.end), fmt.Sprintf(
		"the key %q occurs again in this object; only this last value counts (the one before is on line %d)",
		clip(again.Key), p.lineOf(int(first.start))))
}
