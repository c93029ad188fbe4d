package azurerm

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"moat/analyzer/value"
)

// parseType reads a file's text. The error names its line.
func parseType(typ, path, text string) (*typeFile, error) {
	t := &typeFile{name: typ, majors: allMajors()}
	var stack []*row // the blocks around the next row
	inHead := true
	for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		body := strings.TrimLeft(line, " ")
		if strings.HasPrefix(body, "#") {
			continue
		}
		if body == "" {
			inHead = false
			continue
		}
		fail := func(err error) error { return fmt.Errorf("%s, line %d: %w", path, i+1, err) }
		if inHead {
			if err := t.head(line); err != nil {
				return nil, fail(err)
			}
			continue
		}
		depth := (len(line) - len(body)) / 2
		if depth > len(stack) {
			return nil, fail(fmt.Errorf("the row stands in no block"))
		}
		stack = stack[:depth]
		r, err := parseRow(body)
		if err != nil {
			return nil, fail(err)
		}
		r.dotted = r.name
		if depth == 0 {
			t.rows = append(t.rows, r)
		} else {
			outer := stack[depth-1]
			if outer.verb.attributes {
				r.dotted = strings.TrimSuffix(outer.dotted, outer.name) + r.name
			} else {
				r.dotted = outer.dotted + "." + r.name
			}
			outer.rows = append(outer.rows, r)
		}
		if r.in == 0 {
			r.in = t.majors
			if depth > 0 {
				r.in = stack[depth-1].in
			}
		}
		if r.kind == kindBlock || r.kind == kindChild {
			stack = append(stack, r)
		}
	}
	t.groups = group(t.rows)
	if len(t.ids) == 0 && t.arm != "" {
		return nil, fmt.Errorf("%s: no id", path)
	}
	return t, nil
}

func (t *typeFile) head(line string) error {
	key, rest, ok := strings.Cut(line, ":")
	if !ok {
		return fmt.Errorf("the line has no key")
	}
	rest = strings.TrimSpace(rest)
	switch key {
	case "arm":
		t.arm, t.api, _ = strings.Cut(rest, " ")
	case "majors":
		t.majors = 0
		for _, m := range strings.Fields(rest) {
			n, err := strconv.Atoi(m)
			if err != nil || n < firstMajor || n > lastMajor {
				return fmt.Errorf("%q is no major of the provider", m)
			}
			t.majors |= bit(n)
		}
	case "id":
		t.ids = append(t.ids, rest)
	case "patch":
		t.ids, t.patch = append(t.ids, rest), true
	case "extends":
		t.ids, t.extension = append(t.ids, rest), true
	case "set":
		path, text, ok := strings.Cut(rest, " ")
		if !ok {
			return fmt.Errorf("a constant needs a path and a value")
		}
		v, err := parseLiteral(text)
		if err != nil {
			return err
		}
		t.sets = append(t.sets, constant{steps(path), v})
	case "computed":
		f, err := fields(rest)
		if err != nil {
			return err
		}
		if len(f) < 2 || !slices.Contains([]string{"text", "read", "secret", "list", "env"}, f[1]) {
			return fmt.Errorf("a computed attribute needs a name and how it is worked out")
		}
		t.computed = append(t.computed, computed{strings.Split(f[0], "."), f[1], f[2:]})
	case "schema", "source", "since", "note":
	default:
		return fmt.Errorf("unknown key %q", key)
	}
	return nil
}

func parseRow(body string) (*row, error) {
	f, err := fields(body)
	if err != nil {
		return nil, err
	}
	if len(f) < 4 {
		return nil, fmt.Errorf("a row needs a name, a type, a path and a verb")
	}
	r := &row{name: f[0]}
	var ok bool
	if r.kind, ok = kindNames[f[1]]; !ok {
		return nil, fmt.Errorf("unknown type %q", f[1])
	}
	name, arg, _ := strings.Cut(f[3], ":")
	if r.verb = verbNamed(name); r.verb == nil {
		return nil, fmt.Errorf("unknown verb %q", name)
	}
	r.arg = arg
	if r.kind == kindChild {
		r.child, r.named, _ = strings.Cut(f[2], "/")
	} else {
		r.setPath(f[2])
	}
	for _, token := range f[4:] {
		if err := r.token(token); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// setPath takes a path apart.
func (r *row) setPath(p string) {
	if p == "-" || p == "." {
		return
	}
	if before, tail, ok := strings.Cut(p, "[]"); ok {
		r.each, p = true, before
		r.tail = steps(strings.TrimPrefix(tail, "."))
	}
	if before, names, ok := strings.Cut(p, "{"); ok {
		p = strings.TrimSuffix(before, ".")
		r.leaves = strings.Split(strings.TrimSuffix(names, "}"), ",")
	}
	r.path = steps(p)
}

// steps splits a path at its dots. A name in quotes may hold some.
func steps(p string) []string {
	var out []string
	for p != "" {
		if p[0] == '"' {
			name, rest, _ := strings.Cut(p[1:], `"`)
			out, p = append(out, name), strings.TrimPrefix(rest, ".")
			continue
		}
		name, rest, _ := strings.Cut(p, ".")
		out, p = append(out, name), rest
	}
	return out
}

func (r *row) token(token string) error {
	switch key, rest, _ := strings.Cut(token, ":"); {
	case token == "secret":
		r.secret = true
		return nil
	case key == "in":
		s, err := parseMajors(rest)
		r.in = s
		return err
	case key == "required":
		if rest == "" {
			rest = "345"
		}
		s, err := parseMajors(rest)
		r.required = s
		return err
	case key == "with":
		r.with = strings.Split(rest, ",")
		return nil
	case key == "since":
		return nil
	}
	if token[0] == '+' || token[0] == '-' {
		path, text, ok := strings.Cut(token[1:], "=")
		if !ok {
			return fmt.Errorf("%q needs a value", token)
		}
		v, err := parseLiteral(text)
		if err != nil {
			return err
		}
		c := constant{steps(path), v}
		if token[0] == '+' {
			r.adds = append(r.adds, c)
		} else {
			r.absent = append(r.absent, c)
		}
		return nil
	}
	i := strings.IndexAny(token, "=~")
	if i < 0 {
		return fmt.Errorf("%q says nothing that is known", token)
	}
	majors := allMajors()
	if i > 0 {
		var err error
		if majors, err = parseMajors(token[:i]); err != nil {
			return err
		}
	}
	v, err := parseLiteral(token[i+1:])
	if err != nil {
		return err
	}
	for _, m := range majors.list() {
		r.defaults[m-firstMajor] = v
		if token[i] == '~' {
			r.fromCode |= bit(m)
		}
	}
	return nil
}

func parseMajors(s string) (majorSet, error) {
	var out majorSet
	for _, c := range s {
		if c < '0'+firstMajor || c > '0'+lastMajor {
			return 0, fmt.Errorf("%q lists no majors of the provider", s)
		}
		out |= bit(int(c - '0'))
	}
	return out, nil
}

// fields splits a line at blanks outside of quotes.
func fields(line string) ([]string, error) {
	if !strings.Contains(line, `"`) {
		return strings.Fields(line), nil
	}
	var out []string
	for line = strings.TrimLeft(line, " "); line != ""; line = strings.TrimLeft(line, " ") {
		end := strings.IndexAny(line, ` "`)
		for end >= 0 && line[end] == '"' {
			q, err := strconv.QuotedPrefix(line[end:])
			if err != nil {
				return nil, fmt.Errorf("a quote isn't closed")
			}
			end += len(q)
			if next := strings.IndexAny(line[end:], ` "`); next < 0 {
				end = -1
			} else {
				end += next
			}
		}
		if end < 0 {
			end = len(line)
		}
		out = append(out, line[:end])
		line = line[end:]
	}
	return out, nil
}

// parseLiteral reads a value: JSON's, or a bare word for a string.
func parseLiteral(text string) (value.Value, error) {
	switch text {
	case "true", "false":
		return value.NewBool(text == "true", nil), nil
	case "[]":
		return value.NewArray(nil, nil), nil
	case "{}":
		return object(nil), nil
	case "":
		return nil, fmt.Errorf("a value is missing")
	}
	if text[0] == '"' {
		s, err := strconv.Unquote(text)
		return value.NewString(s, nil), err
	}
	if i, err := strconv.ParseInt(text, 10, 64); err == nil {
		return value.NewInt(i, nil), nil
	}
	return value.NewString(text, nil), nil
}
