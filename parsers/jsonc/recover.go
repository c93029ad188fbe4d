package jsonc

import (
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"
)

// This file decides how reading goes on past damage. Brackets rule; where they
// don't match, indentation does (second run, p.indents).

// text reads the string at p.pos and reports what is wrong inside it.
func (p *parser) text() (end int, flags textFlags) {
	start := p.pos
	end, flags = p.stringEnd()
	p.pos = end
	if flags&open != 0 {
		p.syntax(start, end, "the string is never closed")
	}
	if flags&^lineBreak != 0 {
		flags = p.check(start, end, flags)
	}
	return end, flags
}

// stringEnd finds the end of the string at p.pos. A string may run over several
// lines, but if what follows its end can't follow a string, then its own
// closing quote is missing and it ends with its first line.
func (p *parser) stringEnd() (end int, flags textFlags) {
	start := p.pos
	lineEnd := len(p.src)
	if p.oneLine {
		if n := strings.IndexAny(p.src[start:], "\r\n"); n >= 0 {
			lineEnd = start + n
		}
	}
	end, flags = scanString(p.src[:lineEnd], start)
	if end >= 0 {
		if flags&lineBreak == 0 {
			return end, flags
		}
		after := skipBlank(p.src, end)
		if after == len(p.src) || strings.IndexByte(",:]}", p.src[after]) >= 0 {
			return end, flags
		}
		lineEnd = end
	}
	if n := strings.IndexAny(p.src[start:lineEnd], "\r\n"); n >= 0 {
		// Looking far ahead in vain again and again would take quadratic time.
		if p.wasted += lineEnd - start; p.wasted > 4*len(p.src) {
			p.oneLine = true
		}
		lineEnd = start + n
	}
	line := strings.TrimRight(p.src[start+1:lineEnd], " \t")
	if cut := strings.TrimSuffix(line, ","); !strings.HasSuffix(cut, `\`) {
		line = cut
	}
	end = start + 1 + len(line)
	_, flags = scanString(p.src[:end], start)
	return end, flags&^lineBreak | open
}

// check reports bad escapes, bytes and characters of the string at [start,
// end), one of each sort, and adds to its flags what decoding must know.
func (p *parser) check(start, end int, flags textFlags) textFlags {
	content := contentOf(p.src, int32(start), int32(end), flags)
	if flags&wide != 0 && !utf8.ValidString(content) {
		flags |= invalid
	}
	if flags&(escapes|invalid|control) == 0 {
		return flags
	}
	var last string
	for i := 0; i < len(content); {
		u := unitAt(content, i)
		fault, size := u.fault, u.size
		if c := content[i]; u.plain && c < ' ' && flagOf(c) == control {
			fault = fmt.Sprintf("control character U+%04X in a string; write it as \\u%04x", c, c)
		}
		if fault != "" && fault != last {
			p.syntax(start+1+i, start+1+i+size, fault)
			last = fault
		}
		i += size
	}
	return flags
}

// bareKey says whether a key without quotes stands at p.pos, and reports it.
func (p *parser) bareKey() bool {
	end := scanWord(p.src, p.pos)
	for i := p.pos; i < end; i++ {
		c := p.src[i] | 0x20
		if !(c >= 'a' && c <= 'z' || i > p.pos && p.src[i] >= '0' && p.src[i] <= '9' || p.src[i] == '_' || p.src[i] == '$') {
			return false
		}
	}
	if after := skipBlank(p.src, end); after == len(p.src) || p.src[after] != ':' {
		return false
	}
	p.syntax(p.pos, end, fmt.Sprintf("the key %q needs double quotes", clip(p.src[p.pos:end])))
	return true
}

// keyAt says whether a string and a colon stand at i.
func (p *parser) keyAt(i int) bool {
	if i >= len(p.src) || p.src[i] != '"' && p.src[i] != '\'' {
		return false
	}
	saved := p.pos
	p.pos = i
	end, flags := p.stringEnd()
	p.pos = saved
	if flags&open != 0 {
		return false
	}
	after := skipBlank(p.src, end)
	return after < len(p.src) && p.src[after] == ':'
}

// skipGarbage passes over what can stand nowhere here, and reports the first
// piece of it.
func (p *parser) skipGarbage() {
	start := p.pos
	switch p.src[start] {
	case '{', '[':
		if !p.garbage {
			p.syntax(start, start+1, "a key is missing before this value")
		}
		p.garbage = true
		p.skip()
		return
	case ':', '}', ']':
		p.pos++
	default:
		p.pos = scanWord(p.src, start)
	}
	if !p.garbage {
		p.syntax(start, p.pos, fmt.Sprintf("%q can't stand here", clip(p.src[start:p.pos])))
	}
	p.garbage = true
}

// ends says whether the innermost object or array ends before the byte c at
// p.pos although its bracket is missing, and reports that.
func (p *parser) ends(c int) bool {
	if p.unwind == 0 {
		switch {
		case c < 0:
			p.unwind = len(p.stack)
		case p.indents:
			p.unwind = p.outdent(byte(c))
		}
	}
	if p.unwind == 0 {
		return false
	}
	p.unwind--
	p.unbalanced = true
	p.garbage = true // what follows may lack its comma as well: that's the same slip
	f := p.top()
	at := int(f.node.start)
	if c < 0 {
		p.syntax(at, at+1, fmt.Sprintf("this %q is never closed; %q is missing", p.src[at:at+1], string(f.closing)))
	} else {
		p.syntax(at, at+1, fmt.Sprintf("this %q is not closed; %q is missing before line %d",
			p.src[at:at+1], string(f.closing), p.lineOf(p.pos)))
	}
	return true
}

func (p *parser) top() *frame { return &p.stack[len(p.stack)-1] }

// nearest is the number of open objects and arrays inside the innermost one
// that ok accepts; -1 if none.
func (p *parser) nearest(ok func(*frame) bool) int {
	for i := len(p.stack) - 1; i >= 0; i-- {
		if ok(&p.stack[i]) {
			return len(p.stack) - 1 - i
		}
	}
	return -1
}

func (p *parser) nearestOf(kind Kind) int {
	return p.nearest(func(f *frame) bool { return f.node.kind == kind })
}

// mismatch deals with a closing bracket of the wrong sort: either brackets
// before it are missing, or it is one too many.
func (p *parser) mismatch(c byte) {
	p.unbalanced = true
	want := Array
	if c == '}' {
		want = Object
	}
	k := p.nearestOf(want)
	if k > 0 && p.indents {
		// A bracket amid a line is no witness against those of other lines.
		if _, _, first := p.indentation(p.pos); !first && p.stack[len(p.stack)-1-k].line != p.line {
			k = -1
		}
	}
	if k > 0 && c == '}' {
		// In `[1, 2}, "b": 3` the array lacks its end; in `[{…}}, {…}]` the
		// brace is too many.
		after := skipBlank(p.src, p.pos+1)
		if after < len(p.src) && p.src[after] == ',' {
			after = skipBlank(p.src, after+1)
		}
		if after < len(p.src) && p.src[after] != '}' && !p.keyAt(after) && !p.lacksEnd(after) {
			k = -1
		}
	}
	if k > 0 {
		p.unwind = k
		return
	}
	p.stray()
}

// lacksEnd says whether what stands at i is rather the next item of the array
// two levels out, as in `[{"a": [1, 2}, {"a": 3}]`, than one of this array.
func (p *parser) lacksEnd(i int) bool {
	n, items := len(p.stack), len(p.items)
	return p.src[i] == '{' && n > 2 && p.stack[n-2].node.kind == Object && p.stack[n-3].node.kind == Array &&
		items > 0 && p.items[items-1].kind != Object
}

func (p *parser) stray() {
	p.unbalanced = true
	p.syntax(p.pos, p.pos+1, fmt.Sprintf("this %q closes nothing", p.src[p.pos:p.pos+1]))
	p.pos++
}

// straysAtRoot says whether the brace at p.pos, which would end the document,
// is one too many as more members follow it.
func (p *parser) straysAtRoot() bool {
	if len(p.stack) > 1 {
		return false
	}
	after := skipBlank(p.src, p.pos+1)
	if after < len(p.src) && p.src[after] == ',' {
		after = skipBlank(p.src, after+1)
	}
	return p.keyAt(after)
}

// tooFarIn says whether the closing bracket c at p.pos is indented deeper than
// the bracket it would close and like no other one.
func (p *parser) tooFarIn(c byte) bool {
	if !p.indents || p.unwind > 0 {
		return false
	}
	line, indent, first := p.indentation(p.pos)
	return first && line > p.top().line && indent > p.top().indent &&
		p.nearest(func(f *frame) bool { return f.closing == c && f.indent == indent }) < 0
}

// startsItem says whether the opening bracket at p.pos, where a key should
// stand, is the next item of an array around this object.
func (p *parser) startsItem(c int) bool {
	if c != '{' && c != '[' || len(p.stack) < 2 || p.stack[len(p.stack)-2].node.kind != Array {
		return false
	}
	p.unwind = 1
	return true
}

// takeBack goes back to the string at start, an item of this array that a
// colon follows. It is rather a key: of an object around the array, which then
// ends here (p.unwind), or of an item whose opening brace is missing. Without
// either it stays what it is.
func (p *parser) takeBack(start int) bool {
	k := -1
	if p.indents {
		if _, indent, first := p.indentation(start); first {
			k = p.nearest(func(f *frame) bool { return f.node.kind == Object && f.inner == indent })
			if k < 0 && indent > p.top().indent && len(p.stack) < MaxDepth {
				k = 0
			}
		}
	}
	if k < 0 {
		k = p.nearestOf(Object)
	}
	if k < 0 {
		return false
	}
	p.pos, p.unwind = start, k
	return true
}

// noteIndent records the indentation of the first key or item, at p.pos, of the
// innermost object or array.
func (p *parser) noteIndent() {
	if f := p.top(); p.indents && f.inner < 0 {
		if line, indent, first := p.indentation(p.pos); first && line > f.line {
			f.inner = indent
		}
	}
}

// lineOf is the 1-based line of the offset i.
func (p *parser) lineOf(i int) int {
	f := p.doc.File
	return sort.Search(f.Lines(), func(n int) bool { return f.Line(n+1).Start > i })
}

// indentation is the line of the offset i, the width of the white space that
// the line starts with, and whether i comes first after that.
func (p *parser) indentation(i int) (line, width int, first bool) {
	f := p.doc.File
	for p.line < f.Lines() && f.Line(p.line+1).Start <= i {
		p.line++
	}
	for p.line > 1 && f.Line(p.line).Start > i {
		p.line--
	}
	const widest = 1000 // no line of a sane file starts with more
	at := f.Line(p.line).Start
	for ; at < i && width < widest && (p.src[at] == ' ' || p.src[at] == '\t'); at++ {
		width++
		if p.src[at] == '\t' {
			width += 3
		}
	}
	return p.line, width, at == i
}

// outdent is the number of objects and arrays that end before the byte c at
// p.pos by its indentation.
func (p *parser) outdent(c byte) int {
	_, indent, first := p.indentation(p.pos)
	if !first || p.line == p.top().line {
		return 0
	}
	k := -1
	switch c {
	case '}', ']':
		k = p.nearest(func(f *frame) bool { return f.closing == c && f.indent == indent && f.line < p.line })
	case '"', '\'':
		if p.top().node.kind == Object && indent <= p.top().indent {
			k = p.nearest(func(f *frame) bool { return f.node.kind == Object && f.inner == indent })
		}
	case '{', '[':
		if p.top().node.kind == Object || indent <= p.top().indent {
			k = p.nearest(func(f *frame) bool { return f.node.kind == Array && f.inner == indent })
		}
	}
	return max(k, 0)
}
