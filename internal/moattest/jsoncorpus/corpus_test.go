// Package jsoncorpus runs the JSON reader and the parser of template
// expressions over the corpus named by the environment variable MOAT_CORPUS.
package jsoncorpus

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"moat/analyzer/source"
	"moat/parsers/jsonc"
)

// files reads every JSON file of the corpus.
func files(tb testing.TB) []*source.File {
	root := os.Getenv("MOAT_CORPUS")
	if root == "" {
		tb.Skip("MOAT_CORPUS names no corpus")
	}
	var out []*source.File
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.EqualFold(filepath.Ext(path), ".json") {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		out = append(out, source.NewFile(filepath.ToSlash(rel), content))
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	if len(out) == 0 {
		tb.Fatalf("%s holds no JSON file", root)
	}
	return out
}

func TestCorpusReads(t *testing.T) {
	strict, total := 0, 0
	for _, f := range files(t) {
		d := jsonc.Parse(f)
		total++
		for _, p := range d.Problems {
			at := p.At.StartPosition()
			t.Errorf("%s:%d:%d: %s", f.Path(), at.Line, at.Column, p.Message)
		}
		var want any
		dec := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(f.Content(), []byte("\uFEFF"))))
		dec.UseNumber()
		if dec.Decode(&want) != nil {
			continue
		}
		strict++
		if !reflect.DeepEqual(plain(d.Root), want) {
			t.Errorf("%s reads unlike encoding/json", f.Path())
		}
	}
	t.Logf("%d files, %d of them strict JSON", total, strict)
}

// plain converts a tree to what encoding/json decodes to.
func plain(n *jsonc.Node) any {
	switch n.Kind() {
	case jsonc.Bool:
		return n.Bool()
	case jsonc.Number:
		return json.Number(n.Raw())
	case jsonc.String:
		return n.Text()
	case jsonc.Array:
		out := []any{}
		for _, item := range n.Items() {
			out = append(out, plain(item))
		}
		return out
	case jsonc.Object:
		out := map[string]any{}
		for _, m := range n.Members() {
			out[m.Key] = plain(m.Value)
		}
		return out
	}
	return nil
}

// TestHeadFindsTemplates compares what the first kilobytes tell with the tree.
func TestHeadFindsTemplates(t *testing.T) {
	schemas := 0
	for _, f := range files(t) {
		root := jsonc.Parse(f).Root
		whole, head := jsonc.Head(f.Content(), f.Len()), jsonc.Head(f.Content(), 4096)
		if whole.Schema != root.GetFold("$schema").Text() {
			t.Errorf("%s: the schema is %q, Head says %q", f.Path(), root.GetFold("$schema").Text(), whole.Schema)
		}
		if whole.Schema != "" {
			schemas++
		}
		if head.Schema != whole.Schema {
			t.Logf("%s: the schema stands behind the first 4096 bytes", f.Path())
		}
		for i, m := range root.Members() {
			if i < 64 && (i >= len(whole.Keys) || whole.Keys[i] != m.Key) {
				t.Errorf("%s: Head misses the key %q", f.Path(), m.Key)
				break
			}
		}
	}
	t.Logf("%d files with a schema", schemas)
}

func BenchmarkParse(b *testing.B) {
	fs := files(b)
	total := 0
	for _, f := range fs {
		total += f.Len()
	}
	b.SetBytes(int64(total))
	b.ReportAllocs()
	for b.Loop() {
		for _, f := range fs {
			jsonc.Parse(f)
		}
	}
}
