package config

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/bmatcuk/doublestar/v4"

	"moat/analyzer/rule"
	"moat/analyzer/source"
	"moat/analyzer/suggest"
)

// shape says what a value may be. One table of shapes is what the file is
// checked by, and what the JSON schema for editors is made of.
type shape struct {
	about    string
	kind     nodeKind
	words    []string // text: the closed list
	form     form     // text: further rules; also of the keys of a dictionary
	min, max int      // number
	item     *shape   // list
	fields   []field  // mapping with known keys
	values   *shape   // mapping whose keys are of form
	either   []shape  // alternatives of different kinds, in place of all the above
}

type field struct {
	name     string
	required bool
	shape    shape
}

// form is a rule for text.
type form struct {
	pattern string // for the schema, a regular expression; "" for none
	check   func(c *checker, text string) string
}

// checker holds what forms are checked against.
type checker struct {
	*reader
	rules []*rule.Rule
}

// check reports where n isn't of the shape, and says whether it is.
func (c *checker) check(n node, s shape) bool {
	if len(s.either) > 0 {
		for _, alternative := range s.either {
			if alternative.kind == n.kind {
				return c.check(n, alternative)
			}
		}
		kinds := make([]string, len(s.either))
		for i, alternative := range s.either {
			kinds[i] = string(alternative.kind)
		}
		c.problem(n.at, "this is %s, where %s is wanted", n.kind, strings.Join(kinds, " or "))
		return false
	}
	if n.kind != s.kind {
		c.problem(n.at, "this is %s, where %s is wanted", n.kind, s.kind)
		return false
	}
	switch n.kind {
	case kindText:
		return c.text(n.at, n.text, s)
	case kindNumber:
		if n.number < s.min || n.number > s.max {
			c.problem(n.at, "%d is out of range: it takes a number from %d to %d", n.number, s.min, s.max)
			return false
		}
	case kindList:
		ok := true
		for _, item := range n.items {
			ok = c.check(item, *s.item) && ok
		}
		return ok
	case kindObject:
		if s.values != nil {
			return c.dictionary(n, s)
		}
		return c.object(n, s)
	}
	return true
}

func (c *checker) text(at source.Range, text string, s shape) bool {
	if len(s.words) > 0 && !slices.Contains(s.words, text) {
		hint := "it takes " + strings.Join(s.words, ", ")
		if near := suggest.Nearest(text, s.words); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		c.problem(at, "unknown value %q: %s", text, hint)
		return false
	}
	if s.form.check != nil {
		if wrong := s.form.check(c, text); wrong != "" {
			c.problem(at, "%s", wrong)
			return false
		}
	}
	return true
}

func (c *checker) dictionary(n node, s shape) bool {
	ok := true
	for _, m := range n.members {
		ok = c.text(m.keyAt, m.key, shape{form: s.form}) && c.check(m.value, *s.values) && ok
	}
	return ok
}

func (c *checker) object(n node, s shape) bool {
	ok := true
	var names []string
	for _, f := range s.fields {
		names = append(names, f.name)
	}
	for _, m := range n.members {
		i := slices.Index(names, m.key)
		if i < 0 {
			message := fmt.Sprintf("unknown key %q", m.key)
			if near := suggest.Nearest(m.key, names); near != "" {
				message += fmt.Sprintf("; did you mean %q?", near)
			} else {
				message += ": it takes " + strings.Join(names, ", ")
			}
			c.problem(m.keyAt, "%s", message)
			ok = false
			continue
		}
		ok = c.check(m.value, s.fields[i].shape) && ok
	}
	for _, f := range s.fields {
		if _, has := n.member(f.name); f.required && !has {
			c.problem(n.at, "the key %q is missing here: %s", f.name, f.shape.about)
			ok = false
		}
	}
	return ok
}

// rulePattern is the form of a rule's id, of the beginning of one, or of a
// rule's name.
const rulePattern = `^([A-Za-z]{2,3}[0-9]{0,3}|[a-z]+(-[a-z0-9]+)+)$`

// ruleForm takes the id or the name of one rule; prefix also takes the
// beginning of ids.
func ruleForm(prefix bool) form {
	return form{rulePattern, func(c *checker, text string) string {
		var words []string
		for _, r := range c.rules {
			if matches(text, r) || prefix && text != "" && strings.HasPrefix(r.ID, strings.ToUpper(text)) {
				return ""
			}
			words = append(words, r.ID, r.Name)
		}
		message := fmt.Sprintf("unknown rule %q", text)
		if near := suggest.Nearest(text, words); near != "" {
			message += fmt.Sprintf("; did you mean %s?", near)
		}
		return message + ` ("moat rules" lists them)`
	}}
}

// matches says whether text is a rule's id, in any case, or its name.
func matches(text string, r *rule.Rule) bool {
	return strings.EqualFold(text, r.ID) || strings.EqualFold(text, r.Name)
}

func globForm() form {
	return form{`^[^/]`, func(_ *checker, text string) string {
		switch {
		case text == "" || strings.HasPrefix(text, "/"):
			return "a pattern is relative to the folder of this file, as in infra/**"
		case slices.Contains(strings.Split(text, "/"), ".."):
			return "a pattern can't lead out of the folder of this file"
		case !doublestar.ValidatePattern(text):
			return fmt.Sprintf("the pattern %q isn't closed: brackets and braces come in pairs", text)
		}
		return ""
	}}
}

func pathForm() form {
	return form{`^[^/]`, func(_ *checker, text string) string {
		if _, err := source.Clean(text); text == "" || err != nil {
			return "a path is relative to the folder of this file and stays in it"
		}
		return ""
	}}
}

func dateForm() form {
	return form{`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`, func(_ *checker, text string) string {
		if !isDate(text) {
			return fmt.Sprintf("%q isn't a date: write it as 2027-03-31", text)
		}
		return ""
	}}
}

func isDate(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

// wordsForm takes text that says something.
func wordsForm() form {
	return form{`\S`, func(_ *checker, text string) string {
		if strings.TrimSpace(text) == "" {
			return "this is empty"
		}
		return ""
	}}
}
