package terraform

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"moat/analyzer/diag"
	"moat/analyzer/source"
)

// part is one configuration file, whichever syntax it is written in.
type part struct {
	file     *source.File
	blocks   []*block
	problems []diag.Diagnostic
}

// block is a block with its labels.
type block struct {
	typ     string
	labels  []string
	labelAt []source.Range
	body    *body
	// head is type and labels, whole everything down to the closing brace.
	head, whole source.Range
	// damaged is set where the source of the block could not be read whole.
	damaged bool
}

func (b *block) label(i int) string {
	if i < len(b.labels) {
		return b.labels[i]
	}
	return ""
}

// body is what stands between braces. In JSON, which can't tell an attribute
// from a nested block, everything is an attribute.
type body struct {
	attrs  []*attribute
	blocks []*block
	at     source.Range
	json   bool
}

// attribute is name = expression.
type attribute struct {
	name   string
	nameAt source.Range
	at     source.Range // of the expression
	expr   hclsyntax.Expression
}

func (b *body) attr(name string) *attribute {
	for _, a := range b.attrs {
		if a.name == name {
			return a
		}
	}
	return nil
}

func (b *body) expr(name string) hclsyntax.Expression {
	if a := b.attr(name); a != nil {
		return a.expr
	}
	return nil
}

// mapper turns byte offsets of HCL's ranges into places. They differ from
// offsets in the file only for expressions inside JSON strings with escapes.
type mapper struct {
	file   *source.File
	offset func(int) int // nil: the same
}

func (m mapper) place(r hcl.Range) source.Range {
	start, end := r.Start.Byte, r.End.Byte
	if m.offset != nil {
		start, end = m.offset(start), m.offset(end)
	}
	return m.file.Range(start, end)
}

// at is the place of an HCL range in this module's files.
func (m *module) at(r hcl.Range) source.Range {
	if s, ok := m.sources[r.Filename]; ok {
		return s.place(r)
	}
	return source.Range{}
}

// read parses one file.
func (m *module) read(f *source.File) *part {
	m.sources[f.Path()] = mapper{file: f}
	p := &part{file: f}
	if strings.HasSuffix(f.Path(), ".json") {
		m.readJSON(p)
	} else {
		m.readNative(p)
	}
	return p
}

// readNative parses HCL's own syntax. A file with errors is taken apart at the
// heads of its blocks, because the library gives up the block that follows an
// unclosed bracket.
func (m *module) readNative(p *part) {
	content := p.file.Content()
	if tooNested(content) == nil {
		parsed, diags := hclsyntax.ParseConfig(content, p.file.Path(), hcl.InitialPos)
		if !diags.HasErrors() {
			p.blocks = m.topLevel(p, parsed)
			return
		}
	}
	for _, s := range pieces(content) {
		m.readPiece(p, s)
	}
}

// topLevel are the blocks of a file without errors.
func (m *module) topLevel(p *part, parsed *hcl.File) []*block {
	syntax, ok := parsed.Body.(*hclsyntax.Body)
	if !ok {
		return nil
	}
	b := m.nativeBody(syntax)
	for _, a := range b.attrs {
		p.problems = append(p.problems, diag.Diagnostic{
			Kind: diag.Syntax, At: a.nameAt, Message: "an argument can't stand outside a block; values of variables belong in a .tfvars file",
		})
	}
	return b.blocks
}

func (m *module) nativeBody(b *hclsyntax.Body) *body {
	out := &body{at: m.at(b.SrcRange)}
	if len(b.Attributes) > 0 {
		out.attrs = make([]*attribute, 0, len(b.Attributes))
		for _, a := range b.Attributes {
			out.attrs = append(out.attrs, &attribute{a.Name, m.at(a.NameRange), m.at(a.Expr.Range()), a.Expr})
		}
		slices.SortFunc(out.attrs, func(x, y *attribute) int { return x.nameAt.Start - y.nameAt.Start })
	}
	for _, nested := range b.Blocks {
		n := &block{typ: nested.Type, labels: nested.Labels, body: m.nativeBody(nested.Body)}
		start, end := m.at(nested.TypeRange), m.at(nested.CloseBraceRange)
		n.head, n.whole = start, start
		for _, l := range nested.LabelRanges {
			n.labelAt = append(n.labelAt, m.at(l))
			n.head.End = m.at(l).End
		}
		n.whole.End = max(end.End, n.head.End)
		out.blocks = append(out.blocks, n)
	}
	return out
}

// piece is a stretch of a damaged file: a block with its head, or what stands
// in front of the first one.
type piece struct {
	start, end int
	typ        string // "" for what stands in front
	labels     []string
}

// headPattern finds lines that begin a block at the top of a file. Those with
// labels are told by them wherever they stand, the others by standing at the
// very left.
var headPattern = regexp.MustCompile(
	`^(?:[ \t]*(resource|data|ephemeral|module|variable|output|provider|check)[ \t]+"?[^"\s{]+"?(?:[ \t]+"?[^"\s{]+"?)?[ \t]*\{|(locals|terraform|moved|import|removed)[ \t]*\{)`)

// heredocPattern finds the beginning of a heredoc at the end of a line.
var heredocPattern = regexp.MustCompile(`<<-?[ \t]*([A-Za-z_][\w-]*)[ \t]*$`)

// pieces takes a file apart at the heads of its blocks. Text that only looks
// like one, in a heredoc or a comment, doesn't count.
func pieces(content []byte) []piece {
	out := []piece{{}}
	text := string(content)
	heredoc, comment := "", false
	for start := 0; start < len(text); {
		end := start + strings.IndexByte(text[start:], '\n') + 1
		if end == start {
			end = len(text)
		}
		line := strings.TrimRight(text[start:end], "\r\n")
		trimmed := strings.TrimSpace(line)
		switch {
		case comment:
			comment = !strings.Contains(line, "*/")
		case heredoc != "":
			if trimmed == heredoc {
				heredoc = ""
			}
		case strings.HasPrefix(trimmed, "/*") && !strings.Contains(line, "*/"):
			comment = strings.Contains(text[end:], "*/")
		default:
			if headPattern.MatchString(line) {
				out[len(out)-1].end = start
				words := strings.Fields(strings.ReplaceAll(line[:strings.IndexByte(line, '{')], `"`, " "))
				out = append(out, piece{start: start, typ: words[0], labels: words[1:]})
			}
			if h := heredocPattern.FindStringSubmatch(line); h != nil && endsHeredoc(text[end:], h[1]) {
				heredoc = h[1]
			}
		}
		start = end
	}
	out[len(out)-1].end = len(text)
	return out
}

// endsHeredoc says whether a line of rest is the marker that ends a heredoc.
func endsHeredoc(rest, marker string) bool {
	for len(rest) > 0 {
		line, after, _ := strings.Cut(rest, "\n")
		if strings.TrimSpace(line) == marker {
			return true
		}
		rest = after
	}
	return false
}

// readPiece parses a stretch of a damaged file. A block that can't be read
// whole keeps its type, its name and what could be read of it.
func (m *module) readPiece(p *part, s piece) {
	text := p.file.Content()[s.start:s.end]
	if len(strings.TrimSpace(string(text))) == 0 {
		return
	}
	var blocks []*block
	damaged := false
	if at := tooNested(text); at != nil {
		p.problems = append(p.problems, diag.Diagnostic{
			Kind: diag.Limit, At: p.file.Range(s.start+*at, s.start+*at+1), Message: nestedMessage,
		})
		damaged = true
	} else {
		parsed, diags := hclsyntax.ParseConfig(text, p.file.Path(), hcl.Pos{Line: 1, Column: 1, Byte: s.start})
		if first := firstError(diags); first != nil {
			damaged = true
			p.problems = append(p.problems, m.syntaxProblem(p.file, first, s))
		}
		if parsed != nil {
			if syntax, ok := parsed.Body.(*hclsyntax.Body); ok {
				blocks = m.nativeBody(syntax).blocks
			}
		}
	}
	if !damaged || s.typ == "" {
		p.blocks = append(p.blocks, blocks...)
		return
	}
	for i, b := range blocks {
		if b.typ == s.typ && slices.Equal(b.labels, s.labels) {
			b.damaged = true
			p.blocks = append(p.blocks, blocks[i:]...)
			return
		}
	}
	line := p.file.Range(s.start, s.end)
	line.End = s.start + strings.IndexByte(string(text), '{')
	line.End = line.Start + len(strings.TrimRight(line.Text(), " \t"))
	line.Start += strings.Index(line.Text(), s.typ)
	b := &block{typ: s.typ, labels: s.labels, body: &body{at: line}, head: line, damaged: true}
	for range s.labels {
		b.labelAt = append(b.labelAt, line)
	}
	b.whole = p.file.Range(line.Start, s.start+len(strings.TrimRight(string(text), " \t\r\n")))
	p.blocks = append(p.blocks, b)
}

func firstError(diags hcl.Diagnostics) *hcl.Diagnostic {
	for _, d := range diags {
		if d.Severity == hcl.DiagError {
			return d
		}
	}
	return nil
}

// syntaxProblem is an error of the library in our own form.
func (m *module) syntaxProblem(f *source.File, d *hcl.Diagnostic, s piece) diag.Diagnostic {
	at := f.Range(s.start, s.start)
	if d.Subject != nil {
		at = f.Range(d.Subject.Start.Byte, d.Subject.End.Byte)
	}
	if at.Start >= s.end { // the end of the piece isn't where the reader looks
		at = f.Range(s.end-1, s.end)
	}
	// A mark over many lines helps nobody.
	if i := strings.IndexByte(at.Text(), '\n'); i >= 0 {
		at.End = at.Start + i
	}
	return diag.Diagnostic{Kind: diag.Syntax, At: at, Message: sentence(d)}
}

// sentence is an error of the HCL library as one of our sentences.
func sentence(d *hcl.Diagnostic) string {
	text := d.Detail
	if text == "" {
		text = d.Summary
	}
	text = strings.TrimSuffix(strings.Join(strings.Fields(text), " "), ".")
	r, size := utf8.DecodeRuneInString(text)
	if next, _ := utf8.DecodeRuneInString(text[size:]); !unicode.IsUpper(next) {
		text = string(unicode.ToLower(r)) + text[size:]
	}
	return text
}

// maxNested bounds brackets, operators and conditionals inside one another: the
// library's parser calls itself for each, and Go ends the program when the
// stack is full.
const (
	maxNested     = 1_000
	nestedMessage = "this is nested more than 1000 deep, more than Moat follows; the block isn't read"
)

// tooNested returns the offset at which content nests too deep; nil if it
// doesn't. Strings are not looked into: their brackets count too, which can
// only err on the careful side.
func tooNested(content []byte) *int {
	depth, run, questions := 0, 0, 0
	for i, c := range content {
		switch c {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth = max(depth-1, 0)
			if depth == 0 {
				questions = 0
			}
		case '?':
			questions++
		case '!', '-':
			run++
		case ' ', '\t', '\n', '\r':
		default:
			run = 0
		}
		if c == '\n' && depth == 0 {
			questions = 0
		}
		if depth > maxNested || run > maxNested*10 || questions > maxNested*10 {
			return &i
		}
	}
	return nil
}
