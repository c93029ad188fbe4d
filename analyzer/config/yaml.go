package config

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	yaml "github.com/goccy/go-yaml"

	"moat/analyzer/diag"
	"moat/analyzer/source"
)

// nodeKind is what a YAML value is.
type nodeKind string

const (
	kindNull   nodeKind = "nothing"
	kindText   nodeKind = "text"
	kindFlag   nodeKind = "true or false"
	kindNumber nodeKind = "a whole number"
	kindList   nodeKind = "a list"
	kindObject nodeKind = "a mapping"
)

// node is a YAML value with its place.
type node struct {
	kind    nodeKind
	at      source.Range
	text    string // text
	flag    bool
	number  int
	items   []node
	members []member
}

type member struct {
	key   string
	keyAt source.Range
	value node
}

func (n node) member(key string) (node, bool) {
	for _, m := range n.members {
		if m.key == key {
			return m.value, true
		}
	}
	return node{}, false
}

// maxDepth is how deep a configuration may be nested; its schema needs six
// levels.
const maxDepth = 32

// maxSize is how large a configuration may be, in bytes: the YAML parser's time
// is more than linear in some inputs.
const maxSize = 1 << 20

// reader turns YAML into nodes.
type reader struct {
	file     *source.File
	problems []diag.Diagnostic
}

func (r *reader) problem(at source.Range, format string, args ...any) {
	r.problems = append(r.problems, diag.Diagnostic{Kind: diag.Syntax, At: at, Message: fmt.Sprintf(format, args...)})
}

// read parses the file; false if it can't be read at all. Nothing is an empty
// mapping.
func (r *reader) read() (out node, ok bool) {
	start := r.file.Range(0, 0)
	out = node{kind: kindObject, at: start}
	defer func() {
		// The library's parser panics on some broken input; the file is
		// broken for the user all the same.
		if recover() != nil {
			r.problem(start, "the file isn't YAML that can be read")
			ok = false
		}
	}()
	content := r.file.Content()
	switch {
	case len(content) > maxSize:
		r.problem(start, "the file is larger than 1 MiB, the most that a configuration may have")
		return out, false
	case !utf8.Valid(content):
		r.problem(start, "the file isn't UTF-8")
		return out, false
	case deep(content):
		r.problem(start, "the file is nested deeper than %d levels", maxDepth)
		return out, false
	}
	// The library counts some lines that end in \r\n twice, and takes a
	// byte-order mark for a letter.
	content = bytes.TrimPrefix(content, []byte("\uFEFF"))
	content = bytes.ReplaceAll(bytes.ReplaceAll(content, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
	doc, err := parser.ParseBytes(content, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		at, message := start, err.Error()
		var located yaml.Error
		if errors.As(err, &located) {
			message = located.GetMessage()
			if t := located.GetToken(); t != nil {
				at = r.place(t)
			}
		}
		r.problem(at, "the file isn't YAML: %s", message)
		return out, false
	}
	var bodies []ast.Node
	for _, d := range doc.Docs {
		if d.Body != nil {
			bodies = append(bodies, d.Body)
		}
	}
	if len(bodies) > 1 {
		r.problem(r.place(bodies[1].GetToken()), "the file holds more than one document; keep the first")
	}
	if len(bodies) > 0 {
		if n := r.node(bodies[0], 0); n.kind != kindNull {
			out = n
		}
	}
	return out, true
}

// deep says whether brackets open, or a line begins, more levels than a
// configuration can have: the parser's time is more than linear in them.
func deep(content []byte) bool {
	brackets, dashes := 0, 0
	for _, c := range content {
		switch c {
		case '[', '{':
			brackets++
		case ']', '}':
			brackets = max(0, brackets-1)
		case '-', '?':
			dashes++
		case ' ':
			continue
		default:
			dashes = 0
		}
		if brackets > maxDepth || dashes > 4*maxDepth {
			return true
		}
	}
	return false
}

func (r *reader) node(n ast.Node, depth int) node {
	out := node{kind: kindNull, at: r.place(n.GetToken())}
	if depth > maxDepth {
		r.problem(out.at, "the file is nested deeper than %d levels", maxDepth)
		return out
	}
	switch n := n.(type) {
	case *ast.NullNode:
	case *ast.StringNode:
		out.kind, out.text = kindText, n.Value
	case *ast.LiteralNode:
		out.kind, out.text = kindText, n.Value.Value
	case *ast.BoolNode:
		out.kind, out.flag = kindFlag, n.Value
	case *ast.IntegerNode:
		i, err := strconv.Atoi(fmt.Sprint(n.Value))
		if err != nil {
			r.problem(out.at, "the number is out of range")
			return out
		}
		out.kind, out.number = kindNumber, i
	case *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		r.problem(out.at, "a number with a fraction has no meaning here")
	case *ast.SequenceNode:
		out.kind = kindList
		for _, item := range n.Values {
			out.items = append(out.items, r.node(item, depth+1))
		}
	case *ast.MappingNode:
		out.kind = kindObject
		for _, v := range n.Values {
			r.member(&out, v, depth)
		}
		if len(out.members) > 0 {
			out.at = out.members[0].keyAt
		}
	case *ast.MappingValueNode:
		out.kind = kindObject
		r.member(&out, n, depth)
		if len(out.members) > 0 {
			out.at = out.members[0].keyAt
		}
	default:
		r.problem(out.at, "anchors, aliases and tags of YAML aren't supported here; write the value out")
	}
	return out
}

func (r *reader) member(to *node, v *ast.MappingValueNode, depth int) {
	at := r.place(v.Key.GetToken())
	var key string
	switch k := v.Key.(type) {
	case *ast.StringNode:
		key = k.Value
	case *ast.BoolNode, *ast.IntegerNode, *ast.NullNode, *ast.FloatNode:
		key = v.Key.GetToken().Value
	default:
		r.problem(at, "a key must be a word")
		return
	}
	if _, twice := to.member(key); twice {
		r.problem(at, "the key %q stands here twice", key)
		return
	}
	to.members = append(to.members, member{key, at, r.node(v.Value, depth+1)})
}

// place is where a token stands. The library counts lines and characters from
// 1; its own offsets are of no use, since they count characters too and skip
// carriage returns.
func (r *reader) place(t *token.Token) source.Range {
	if t == nil || t.Position == nil {
		return r.file.Range(0, 0)
	}
	line := r.file.Line(t.Position.Line)
	if !line.IsValid() {
		return r.file.Range(r.file.Len(), r.file.Len())
	}
	rest := line.Text()
	start := line.Start
	for i := 1; i < t.Position.Column && rest != ""; i++ {
		_, size := utf8.DecodeRuneInString(rest)
		rest, start = rest[size:], start+size
	}
	length := len(t.Value)
	if t.Type == token.SingleQuoteType || t.Type == token.DoubleQuoteType {
		length = len(strings.TrimSpace(t.Origin))
	}
	if i := strings.IndexAny(t.Value, "\n\r"); i >= 0 {
		length = i
	}
	return r.file.Range(start, min(start+max(length, 1), max(line.End, start)))
}
