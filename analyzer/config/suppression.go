package config

import (
	"bytes"
	"slices"
	"strings"

	"moat/analyzer/language"
	"moat/analyzer/rule"
	"moat/analyzer/source"
)

// Marker opens a suppression in a comment.
const Marker = "moat:ignore"

// Suppression accepts findings of some rules, in a comment or by an entry of
// the configuration. It is immutable.
type Suppression struct {
	Rules  []string     // ids or names, as written
	Reason string       // "" where none is given: it then hides nothing
	Until  string       // the last day on which it holds, YYYY-MM-DD; "" for ever
	At     source.Range // to point at
	Wrong  string       // why it can't be understood; "" if it can

	// InSource is set for comments.
	InSource bool
	line     int // comments: the line of the file that it is about

	// Of entries of the configuration only; "" matches anything.
	Path, Resource string
	config         *Config
}

// Expired says whether today (YYYY-MM-DD) lies behind the last day. With ""
// for today nothing expires.
func (s *Suppression) Expired(today string) bool {
	return s.Until != "" && today > s.Until
}

// Names says whether the suppression names a rule.
func (s *Suppression) Names(r *rule.Rule) bool {
	return slices.ContainsFunc(s.Rules, func(text string) bool { return matches(text, r) })
}

// Covers says whether a finding stands where the suppression holds, whatever
// its rule: in a comment's case, on its line or that of the declaration of its
// resource.
func (s *Suppression) Covers(f rule.Finding) bool {
	if !s.InSource {
		return s.IsFor(f.At.Path()) && (s.Resource == "" || s.isResource(f.Resource))
	}
	for _, at := range [...]source.Range{f.At, f.Resource.At, f.Resource.Whole} {
		if at.IsValid() && at.Path() == s.At.Path() && at.StartPosition().Line == s.line {
			return true
		}
	}
	return false
}

// IsFor says whether an entry of the configuration is about a file.
func (s *Suppression) IsFor(file string) bool {
	return s.Path == "" || s.config.matches([]string{s.Path}, file)
}

func (s *Suppression) isResource(r rule.ResourceRef) bool {
	return slices.ContainsFunc([]string{r.Name, r.DeclaredName, r.Type}, func(have string) bool {
		return have != "" && strings.EqualFold(have, s.Resource)
	})
}

// InComments returns the suppressions in the comments of a tree, which may be
// made of several files, in the order of the text. A comment behind code is
// about its own line; one that has its lines to itself is about the first line
// below that isn't such a comment too.
func InComments(tree language.Tree) []*Suppression {
	if !mentionsMarker(tree) {
		return nil // without looking for comments, which can take as long as parsing
	}
	comments := tree.Comments()
	var out []*Suppression
	var alone map[commentLine]int // first line of a comment that has its lines to itself → last
	for _, c := range comments {
		at := markerIn(c.Text)
		if at < 0 {
			continue
		}
		line, last, own := ownLines(c.At)
		if !own && line != last && codeBehind(c.At) {
			line = last
		}
		if own {
			if alone == nil {
				alone = aloneLines(comments)
			}
			for line = last + 1; ; line = last + 1 {
				if last, own = alone[commentLine{c.At.File, line}]; !own {
					break
				}
			}
		}
		for _, text := range strings.Split(c.Text[at:], Marker)[1:] {
			s := parseSuppression(text)
			s.At, s.InSource, s.line = firstLine(c.At), true, line
			out = append(out, s)
		}
	}
	return out
}

func mentionsMarker(tree language.Tree) bool {
	files := []*source.File{tree.Source()}
	if g, ok := tree.(language.Gathered); ok {
		files = g.Files()
	}
	return slices.ContainsFunc(files, func(f *source.File) bool { return bytes.Contains(f.Content(), []byte(Marker)) })
}

type commentLine struct {
	file *source.File
	line int
}

func aloneLines(comments []language.Comment) map[commentLine]int {
	alone := map[commentLine]int{}
	for _, c := range comments {
		if first, last, ok := ownLines(c.At); ok {
			alone[commentLine{c.At.File, first}] = last
		}
	}
	return alone
}

// markerIn is where the marker begins a line of a comment; -1 if none does: a
// comment may well speak of suppressions.
func markerIn(text string) int {
	at := 0
	for line := range strings.Lines(text) {
		if rest, ok := strings.CutPrefix(strings.TrimLeft(line, " \t*"), Marker); ok && (rest == "" || isBlank(rest[0])) {
			return at + strings.Index(line, Marker)
		}
		at += len(line)
	}
	return -1
}

// ownLines returns the lines of a comment, and whether nothing else stands on
// them.
func ownLines(at source.Range) (first, last int, own bool) {
	f := at.File
	first, last = f.Position(at.Start).Line, f.Position(max(at.Start, at.End-1)).Line
	before := f.Range(f.Line(first).Start, at.Start).Text()
	after := f.Range(at.End, f.Line(last).End).Text()
	return first, last, strings.TrimSpace(before) == "" && strings.TrimSpace(after) == ""
}

// codeBehind says whether something follows a comment on its last line.
func codeBehind(at source.Range) bool {
	line := at.File.Line(at.File.Position(max(at.Start, at.End-1)).Line)
	return strings.TrimSpace(at.File.Range(at.End, line.End).Text()) != ""
}

func firstLine(at source.Range) source.Range {
	line := at.File.Line(at.StartPosition().Line)
	return at.File.Range(at.Start, min(at.End, max(line.End, at.Start)))
}

// parseSuppression reads what follows the marker:
//
//	NET001, IDN001 until 2027-03-31 because REASON
//
// or with "until" and its date as the last words of the reason.
func parseSuppression(text string) *Suppression {
	head, reason, _ := cutWord(strings.TrimSuffix(strings.TrimSpace(text), "*/"), "because")
	head, until, hasUntil := cutWord(head, "until")
	s := &Suppression{Reason: strings.TrimRight(oneLine(reason), " ;"), Until: strings.TrimSpace(until)}
	if !hasUntil {
		words := strings.Fields(s.Reason)
		if n := len(words); n >= 2 && words[n-2] == "until" && words[n-1][0] >= '0' && words[n-1][0] <= '9' {
			s.Until, hasUntil = strings.TrimRight(words[n-1], ".;,"), true
			s.Reason = strings.TrimRight(strings.Join(words[:n-2], " "), " ,;")
		}
	}
	s.Rules = strings.FieldsFunc(head, func(r rune) bool { return strings.ContainsRune(", \t\r\n*", r) })
	switch {
	case len(s.Rules) == 0:
		s.Wrong = "it names no rule; write " + Marker + " RULE because REASON"
	case hasUntil && !isDate(s.Until):
		s.Wrong = "its last day can't be read; write it as until 2027-03-31"
	}
	return s
}

// cutWord cuts text around the first occurrence of a word between blanks.
func cutWord(text, word string) (before, after string, found bool) {
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return text, "", false
		}
		i += from
		end := i + len(word)
		if (i == 0 || isBlank(text[i-1])) && (end == len(text) || isBlank(text[end])) {
			return text[:i], text[end:], true
		}
		from = end
	}
}

func isBlank(b byte) bool { return b == ' ' || b == '\t' || b == '\n' || b == '\r' }

// oneLine is text without the line breaks, and the stars at the beginning of
// lines, of a block comment.
func oneLine(text string) string {
	var parts []string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(line), "*"))
		if line != "" {
			parts = append(parts, line)
		}
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}
