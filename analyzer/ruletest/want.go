package ruletest

import (
	"fmt"
	"strconv"
	"strings"

	"moat/analyzer/language"
	"moat/analyzer/rule"
)

// want is one expected finding.
type want struct {
	file     string
	line     int
	verdict  rule.Verdict
	severity rule.Severity // "" for any
	assumed  bool
	message  string // part of it
	met      bool
}

func (w want) String() string {
	words := []string{string(w.verdict)}
	if w.severity != "" {
		words = append(words, string(w.severity))
	}
	if w.assumed {
		words = append(words, "assumed")
	}
	return fmt.Sprintf("%s:%d: %s %q", w.file, w.line, strings.Join(words, " "), w.message)
}

// meets says whether f is what w expects.
func (w want) meets(f rule.Finding) bool {
	return f.At.Path() == w.file && f.At.StartPosition().Line == w.line && f.Verdict == w.verdict &&
		(w.severity == "" || f.Severity == w.severity) && (!w.assumed || f.Assumed) &&
		strings.Contains(f.Message, w.message)
}

// settings are what a fixture's comments say of the analysis.
type settings struct {
	scope    rule.Scope
	params   []string
	problems bool
}

// read collects what the comments of a file expect and set.
func read(r *rule.Rule, tree language.Tree, set *settings) (wants []want, faults []string) {
	f := tree.Source()
	alone := map[int]bool{} // lines that hold nothing but a comment
	for _, c := range tree.Comments() {
		from := c.At.StartPosition()
		line := f.Line(from.Line)
		if strings.TrimSpace(string(f.Content()[line.Start:c.At.Start])) == "" {
			for n := from.Line; n <= c.At.EndPosition().Line; n++ {
				alone[n] = true
			}
		}
	}
	for _, c := range tree.Comments() {
		text := strings.TrimSpace(c.Text)
		name, rest, found := strings.Cut(text, ":")
		rest = strings.TrimSpace(rest)
		switch {
		case found && name == "scope":
			set.scope = rule.Scope(rest)
		case found && name == "params":
			set.params = append(set.params, rest)
		case text == "problems: expected":
			set.problems = true
		}
		spec, ok := strings.CutPrefix(text, "want ")
		if !ok {
			continue
		}
		w, err := parseWant(r, spec)
		w.file, w.line = f.Path(), c.At.StartPosition().Line
		if err != nil {
			faults = append(faults, fmt.Sprintf("%s:%d: %v", w.file, w.line, err))
			continue
		}
		for alone[w.line] {
			w.line++
		}
		wants = append(wants, w)
	}
	return wants, faults
}

// parseWant reads what follows the word want.
func parseWant(r *rule.Rule, spec string) (want, error) {
	w := want{verdict: rule.Violated}
	rest := strings.TrimSpace(spec)
	for !strings.HasPrefix(rest, `"`) {
		word, more, _ := strings.Cut(rest, " ")
		switch word {
		case string(rule.Undetermined):
			w.verdict = rule.Undetermined
		case string(rule.Note), string(rule.Warning), string(rule.Error):
			w.severity = rule.Severity(word)
		case "assumed":
			w.assumed = true
		default:
			return w, fmt.Errorf("%q isn't something to want; see the documentation of package ruletest", word)
		}
		rest = strings.TrimSpace(more)
	}
	var texts []string
	for rest != "" {
		quoted, err := strconv.QuotedPrefix(rest)
		if err != nil {
			return w, fmt.Errorf("want %s: not a quoted text: %s", spec, rest)
		}
		text, err := strconv.Unquote(quoted)
		if err != nil {
			return w, err
		}
		texts = append(texts, text)
		rest = strings.TrimSpace(rest[len(quoted):])
	}
	if len(texts) == 2 && texts[0] == r.ID {
		texts = texts[1:]
	}
	if len(texts) != 1 || texts[0] == "" {
		return w, fmt.Errorf("want %s: expected one part of a message of rule %s", spec, r.ID)
	}
	w.message = texts[0]
	return w, nil
}
