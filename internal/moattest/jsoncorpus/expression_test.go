package jsoncorpus

import (
	"strings"
	"testing"

	"moat/analyzer/source"
	"moat/parsers/jsonc"
	"moat/parsers/template/expression"
)

// text is a string of a template that may be an expression.
type text struct {
	text string
	at   func(int) int
	file *source.File
}

// texts calls f for the strings and keys within n that Azure evaluates:
// metadata and the values that parameters may take are data.
func texts(n *jsonc.Node, file *source.File, f func(text)) {
	if n.Kind() == jsonc.String {
		f(text{n.Text(), n.Offsets(), file})
	}
	for _, item := range n.Items() {
		texts(item, file, f)
	}
	for i := range n.Members() {
		m := &n.Members()[i]
		switch m.Key {
		case "$schema", "contentVersion", "metadata", "comments", "allowedValues":
			continue
		}
		f(text{m.Key, m.KeyOffsets(), file})
		texts(m.Value, file, f)
	}
}

// expressions lists the expressions of all templates of the corpus.
func expressions(tb testing.TB) []text {
	var out []text
	templates := 0
	for _, file := range files(tb) {
		root := jsonc.Parse(file).Root
		if !strings.Contains(strings.ToLower(root.GetFold("$schema").Text()), "deploymenttemplate.json") {
			continue
		}
		templates++
		texts(root, file, func(t text) {
			if _, isExpression := expression.Classify(t.text); isExpression {
				out = append(out, t)
			}
		})
	}
	tb.Logf("%d templates with %d expressions", templates, len(out))
	return out
}

func TestExpressionsParse(t *testing.T) {
	for _, x := range expressions(t) {
		e, ds := expression.Parse(x.text, x.at, x.file)
		for _, d := range ds {
			at := d.At.StartPosition()
			t.Errorf("%s:%d:%d: %s in %s", x.file.Path(), at.Line, at.Column, d.Message, x.text)
		}
		expression.Walk(e, func(e expression.Expr) bool {
			if c, ok := e.(*expression.Call); ok && c.NameAt.Text() != c.Name {
				t.Errorf("%s: the name %s stands at %q", x.file.Path(), c.Name, c.NameAt.Text())
			}
			return true
		})
	}
}

func BenchmarkExpressions(b *testing.B) {
	xs := expressions(b)
	total := 0
	for _, x := range xs {
		total += len(x.text)
	}
	b.SetBytes(int64(total))
	b.ReportAllocs()
	for b.Loop() {
		for _, x := range xs {
			expression.Parse(x.text, x.at, x.file)
		}
	}
}
