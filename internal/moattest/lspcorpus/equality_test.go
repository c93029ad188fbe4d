package lspcorpus

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"go.lsp.dev/protocol"

	"moat/analyzer"
	"moat/analyzer/config"
	"moat/analyzer/diag"
	"moat/analyzer/source"
)

func decode(b []byte) (rune, int) { return utf8.DecodeRune(b) }

// sequences is how many sequences of changes each workspace goes through.
func sequences(t testing.TB, otherwise int) int {
	t.Helper()
	text := os.Getenv("MOAT_SEQUENCES")
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	must(t, err)
	return n
}

// TestEqualsColdScan makes random changes to each workspace, some of which break
// the text, and compares what the server shows after each sequence with a cold
// scan of the same contents.
func TestEqualsColdScan(t *testing.T) {
	all := workspaces(t)
	per := (sequences(t, 60) + len(all) - 1) / len(all)
	total := 0
	for w, dir := range all {
		dir = copyOf(t, dir)
		if len(templates(t, dir)) == 0 {
			continue
		}
		s := newSession(t, dir)
		for i := range per {
			seed := uint64(w*100_000 + i)
			rng := rand.New(rand.NewPCG(seed, 11))
			var log []string
			for range 1 + rng.IntN(12) {
				log = append(log, s.mutate(t, rng))
			}
			total++
			if diff := s.settle(t); diff != "" {
				t.Fatalf("%s, sequence %d:\n%s\n%s", all[w], i, strings.Join(log, "\n"), diff)
			}
		}
	}
	t.Logf("%d sequences", total)
}

// mutate makes one change and says which.
func (s *session) mutate(t testing.TB, rng *rand.Rand) string {
	t.Helper()
	files := templates(t, s.dir)
	pick := func() string { return files[rng.IntN(len(files))] }
	if len(files) == 0 {
		s.put(t, "main.bicep", []byte("param x string\n"), protocol.FileChangeTypeCreated)
		return "create main.bicep"
	}
	switch n := rng.IntN(20); {
	case n == 0 && len(files) > 3:
		rel := pick()
		must(t, os.Remove(filepath.Join(s.dir, rel)))
		s.watched(t, protocol.FileChangeTypeDeleted, rel)
		return "delete " + rel
	case n == 1:
		from, rel := pick(), filepath.ToSlash(filepath.Join(filepath.Dir(pick()), fmt.Sprintf("new%d.bicep", rng.IntN(4))))
		text, err := os.ReadFile(filepath.Join(s.dir, from))
		must(t, err)
		s.put(t, rel, text, protocol.FileChangeTypeCreated)
		return "create " + rel + " like " + from
	case n == 2:
		rel := pick()
		text, err := os.ReadFile(filepath.Join(s.dir, rel))
		must(t, err)
		from, to, with := change(rng, text)
		s.put(t, rel, slices.Concat(text[:from], []byte(with), text[to:]), protocol.FileChangeTypeChanged)
		return fmt.Sprintf("write %s %d-%d %q", rel, from, to, with)
	case n == 3 && len(s.open) > 0:
		rel := s.anyOpen(rng)
		s.didClose(t, rel)
		return "close " + rel
	case n == 4 && len(s.open) > 0:
		rel := s.anyOpen(rng)
		kind := protocol.FileChangeTypeChanged
		if _, err := os.Stat(filepath.Join(s.dir, rel)); err != nil {
			kind = protocol.FileChangeTypeCreated
		}
		s.put(t, rel, s.open[rel], kind)
		s.didSave(t, rel)
		return "save " + rel
	case n == 5 && rng.IntN(3) == 0:
		rel := []string{".moat.yaml", ".gitignore"}[rng.IntN(2)]
		text := map[string][]string{
			".moat.yaml": {"", "rules:\n  NET: off\n", "scope: all\n", "exclude: ['**/modules/**']\n", "rules: [\n", "suppress:\n  - rule: IDN001\n    reason: agreed\n"},
			".gitignore": {"", "*.json\n", "modules/\n", "new*\n"},
		}[rel]
		s.put(t, rel, []byte(text[rng.IntN(len(text))]), protocol.FileChangeTypeChanged)
		return "write " + rel
	case n < 8 || len(s.open) == 0:
		rel := pick()
		if s.open[rel] != nil {
			return "nothing"
		}
		text, err := os.ReadFile(filepath.Join(s.dir, rel))
		must(t, err)
		if !utf8.Valid(text) || bytes.HasPrefix(text, []byte("\uFEFF")) {
			return "nothing"
		}
		s.didOpen(t, rel, append([]byte{}, text...))
		return "open " + rel
	default:
		rel := s.anyOpen(rng)
		from, to, with := change(rng, s.open[rel])
		s.didChange(t, rel, from, to, with)
		return fmt.Sprintf("edit %s %d-%d %q", rel, from, to, with)
	}
}

func (s *session) anyOpen(rng *rand.Rand) string {
	var open []string
	for rel := range s.open {
		open = append(open, rel)
	}
	slices.Sort(open)
	return open[rng.IntN(len(open))]
}

func (s *session) put(t testing.TB, rel string, text []byte, kind protocol.FileChangeType) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Dir(filepath.Join(s.dir, rel)), 0o755))
	must(t, os.WriteFile(filepath.Join(s.dir, rel), text, 0o644))
	s.watched(t, kind, rel)
}

// change is a random edit of a text: what people type, and what breaks it.
func change(rng *rand.Rand, text []byte) (from, to int, with string) {
	at := func() int {
		i := rng.IntN(len(text) + 1)
		for i > 0 && i < len(text) && !utf8.RuneStart(text[i]) {
			i--
		}
		if i > 0 && i < len(text) && text[i-1] == '\r' && text[i] == '\n' {
			i-- // not between the two halves of a line break
		}
		return i
	}
	swap := func(a, b string) (int, int, string, bool) {
		if rng.IntN(2) == 0 {
			a, b = b, a
		}
		if i := bytes.Index(text, []byte(a)); i >= 0 {
			return i, i + len(a), b, true
		}
		return 0, 0, "", false
	}
	switch rng.IntN(8) {
	case 0:
		if from, to, with, ok := swap("'Enabled'", "'Disabled'"); ok {
			return from, to, with
		}
	case 1:
		if from, to, with, ok := swap("true", "false"); ok {
			return from, to, with
		}
	case 2:
		if from, to, with, ok := swap(".bicep'", "x.bicep'"); ok {
			return from, to, with
		}
	case 3:
		from, to = at(), at()
		if to < from {
			from, to = to, from
		}
		return from, min(to, from+40), ""
	case 4:
		i := at()
		return i, i, []string{"{", "}", "'", "[", "]", "${", "/*", "//", "\n", "é🙂e\u0301", ",", ":", "'''", "\""}[rng.IntN(14)]
	case 5:
		from, to = at(), at()
		if to < from {
			from, to = to, from
		}
		to = min(to, from+200)
		i := at()
		if utf8.Valid(text[from:to]) {
			return i, i, string(text[from:to]) // pasted
		}
	case 6:
		return 0, len(text), "" // everything selected, and deleted
	}
	i := at()
	return i, i, string(rune('a' + rng.IntN(26)))
}

// settle waits until the server shows what a cold scan says, and returns the
// difference if it doesn't come to that.
func (s *session) settle(t testing.TB) string {
	t.Helper()
	want := s.cold(t)
	deadline := time.After(20 * time.Second)
	for {
		s.mu.Lock()
		got, changed := s.shows(), s.changed
		s.mu.Unlock()
		if slices.Equal(got, want) {
			return ""
		}
		select {
		case <-changed:
		case <-deadline:
			return difference(got, want)
		}
	}
}

// shows lists what the client was told, one line each. The lock is held.
func (s *session) shows() []string {
	var out []string
	for rel, p := range s.published {
		for _, d := range p.Diagnostics {
			text, _, _ := strings.Cut(string(d.Message.(protocol.String)), "\n")
			out = append(out, line(rel, int(d.Range.Start.Line), int(d.Range.Start.Character), int(d.Range.End.Line), int(d.Range.End.Character), string(d.Code.(protocol.String)), text))
		}
	}
	slices.Sort(out)
	return out
}

func line(rel string, l1, c1, l2, c2 int, code, text string) string {
	return fmt.Sprintf("%s:%d:%d-%d:%d %s %s", rel, l1, c1, l2, c2, code, strings.TrimSuffix(text, " (with the defaults)"))
}

// cold scans the same contents with an engine that knows nothing.
func (s *session) cold(t testing.TB) []string {
	t.Helper()
	disk, err := source.Disk(s.dir)
	must(t, err)
	defer disk.Close()
	files := source.Overlay(disk, s.open)
	o := analyzer.Options{Paths: []string{"."}}
	r := &analyzer.Report{}
	if f, err := files.ReadFile(config.Name); err == nil {
		o.Config, r.Problems = config.Parse(f, ".", engine().Catalogue())
	}
	if len(r.Problems) == 0 {
		r, err = engine().Analyze(context.Background(), files, o)
		must(t, err)
	}
	var out []string
	add := func(at source.Range, code, text string) {
		a, b := at.StartPosition(), at.EndPosition()
		out = append(out, line(at.Path(), a.Line-1, a.Column-1, b.Line-1, b.Column-1, code, clean(text)))
	}
	for _, f := range r.Findings {
		add(f.At, f.Rule.ID, f.Message)
	}
	for _, p := range r.Problems {
		if p.Kind == diag.Internal {
			t.Errorf("%s: %s", p.At.Path(), p.Message)
		}
		add(p.At, string(p.Kind), p.Message)
	}
	slices.Sort(out)
	return out
}

// clean is what the server makes of control characters in a message.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case r < ' ' || r == 0x7f:
			return -1
		}
		return r
	}, text)
}

func difference(got, want []string) string {
	var b strings.Builder
	for _, l := range want {
		if !slices.Contains(got, l) {
			b.WriteString("missing: " + l + "\n")
		}
	}
	for _, l := range got {
		if !slices.Contains(want, l) {
			b.WriteString("too much: " + l + "\n")
		}
	}
	if b.Len() == 0 {
		return fmt.Sprintf("%d lines, want %d", len(got), len(want))
	}
	return b.String()
}
