package mutation

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"moat/internal/moattest/reference"
)

// labels are the rows of labels.tsv.
type labels []*label

type label struct {
	line              int
	typ               string
	name, path, op    pattern
	rules             []string // sorted; none for a neutral mutant
	reason, rewritten string
	used              bool
}

// readLabels reads testdata/mutation/labels.tsv and says what is wrong with it.
func readLabels() (labels, error) {
	var out labels
	err := readTable("labels.tsv", 7, func(line int, f []string) error {
		l := &label{line: line, typ: f[0], name: compile(f[1]), path: compile(f[2]), op: compile(f[3]), reason: f[5], rewritten: f[6]}
		if f[4] != "neutral" {
			l.rules = strings.Fields(f[4])
			slices.Sort(l.rules)
		}
		switch {
		case f[4] == "":
			return fmt.Errorf("no rules")
		case f[4] == "neutral" && l.reason == "":
			return fmt.Errorf("neutral, but no reason")
		case f[1] == "*" && f[2] == "*" && f[3] == "*" && f[0] == "*":
			return fmt.Errorf("fits everything")
		}
		out = append(out, l)
		return nil
	})
	return out, err
}

// of returns the first row that fits a mutant; nil if none does.
func (ls labels) of(m Mutant) *label {
	for _, l := range ls {
		if l.typ == m.Type && l.name.fits(m.Name) && l.path.fits(m.Path) && l.op.fits(m.Op) {
			l.used = true
			return l
		}
	}
	return nil
}

// readTable reads a file of testdata/mutation: lines of fields between tabs, of
// which the last ones may be missing, and comments after #.
func readTable(name string, fields int, row func(line int, f []string) error) error {
	content, err := os.ReadFile(filepath.Join(reference.Root(), "testdata", "mutation", name))
	if err != nil {
		return err
	}
	line := 0
	for text := range strings.Lines(string(content)) {
		line++
		text = strings.TrimRight(text, "\n")
		if text == "" || text[0] == '#' {
			continue
		}
		f := strings.Split(text, "\t")
		if len(f) > fields {
			return fmt.Errorf("%s:%d: %d fields instead of %d", name, line, len(f), fields)
		}
		f = append(f, make([]string, fields-len(f))...)
		if err := row(line, f); err != nil {
			return fmt.Errorf("%s:%d: %w", name, line, err)
		}
	}
	return nil
}

// pattern is a choice of texts, in each of which a star stands for any text.
type pattern [][]string

// compile reads a pattern: | between choices, * for any text, ~* for a star.
func compile(text string) pattern {
	var out pattern
	for choice := range strings.SplitSeq(text, "|") {
		parts := strings.Split(strings.ReplaceAll(choice, "~*", "\x00"), "*")
		for i := range parts {
			parts[i] = strings.ReplaceAll(parts[i], "\x00", "*")
		}
		out = append(out, parts)
	}
	return out
}

func (p pattern) fits(s string) bool {
	return slices.ContainsFunc(p, func(parts []string) bool {
		rest, ok := strings.CutPrefix(s, parts[0])
		for i, part := range parts[1:] {
			if !ok {
				return false
			}
			if i == len(parts)-2 { // the last one ends the text
				return strings.HasSuffix(rest, part)
			}
			_, rest, ok = strings.Cut(rest, part)
		}
		return ok && (len(parts) > 1 || rest == "")
	})
}

// exceptions are the rows of inexpressible.tsv.
type exceptions []*exception

type exception struct {
	line                          int
	language, typ, name, path, op pattern
	// ownDefault is set where the provider sends another default than Azure's.
	ownDefault, used bool
}

// readExceptions reads testdata/mutation/inexpressible.tsv.
func readExceptions() (exceptions, error) {
	var out exceptions
	err := readTable("inexpressible.tsv", 6, func(line int, f []string) error {
		if f[5] == "" {
			return fmt.Errorf("no reason")
		}
		out = append(out, &exception{line, compile(f[0]), compile(f[1]), compile(f[2]), compile(f[3]), compile(f[4]), strings.HasPrefix(f[5], "own default: "), false})
		return nil
	})
	return out, err
}

// of returns the first row that fits a mutant in a language; nil if none does.
func (xs exceptions) of(language string, m Mutant) *exception {
	for _, x := range xs {
		if x.language.fits(language) && x.typ.fits(m.Type) && x.name.fits(m.Name) && x.path.fits(m.Path) && x.op.fits(m.Op) {
			return x
		}
	}
	return nil
}
