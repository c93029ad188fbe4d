package handgraphs

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"moat/analyzer/value"
)

// expectation is a graph written by hand.
type expectation struct {
	Entry     string // below the corpus
	Fixture   string // or below testdata
	Calls     int
	Resources []*resource
	CallLines []callLine
	Outputs   []output
}

type resource struct {
	Line       int
	Existing   bool
	Type       string
	Name       pattern
	If         []literal
	Each       bool
	In, ID     *want
	After      []target // what it depends on, among what is deployed
	Told       bool     // whether After says all
	Properties []property
}

// target is a resource by type and name.
type target struct {
	Line int
	Type string
	Name pattern
}

type literal struct {
	Label string
	Not   bool
}

type property struct {
	Line int
	Path string
	Want want
}

type callLine struct {
	Line int
	Path []string
	Name pattern
	To   *want
}

type output struct {
	Line int
	Path []string // calls, then the output's name
	Want want
}

// want is what is expected of a value. With no member set nothing is.
type want struct {
	Absent, Possible, Secret bool
	Reason                   value.Reason
	Text                     pattern // set for quoted text
	JSON                     []byte  // compact
	IDType                   string
	IDName                   pattern
	Hint                     *want
}

// pattern is a text with holes, neighbouring literals merged.
type pattern []piece

type piece struct {
	Text string
	Hole bool // Text is a label
}

func (p pattern) String() string {
	var b strings.Builder
	for _, x := range p {
		if x.Hole {
			b.WriteString("{" + x.Text + "}")
		} else {
			b.WriteString(x.Text)
		}
	}
	return b.String()
}

// read reads an expectation file; the error names the line.
func read(text string) (*expectation, error) {
	e := &expectation{}
	line := 0
	for s := range strings.Lines(text) {
		line++
		s = strings.TrimRight(s, "\n")
		body := strings.TrimSpace(s)
		if body == "" || strings.HasPrefix(body, "#") {
			continue
		}
		var err error
		if s[0] == ' ' {
			if len(e.Resources) == 0 {
				err = fmt.Errorf("a property before any resource")
			} else {
				err = e.Resources[len(e.Resources)-1].read(line, body)
			}
		} else {
			err = e.read(line, body)
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
	}
	if (e.Entry == "") == (e.Fixture == "") {
		return nil, fmt.Errorf("no entry point")
	}
	return e, nil
}

func (e *expectation) read(line int, s string) error {
	word, rest, _ := strings.Cut(s, " ")
	switch word {
	case "entry":
		e.Entry = rest
		return nil
	case "fixture":
		e.Fixture = rest
		return nil
	case "calls":
		n, err := strconv.Atoi(rest)
		e.Calls = n
		return err
	case "resource", "existing":
		typ, rest, _ := strings.Cut(rest, " ")
		name, tail, err := quoted(rest)
		if err != nil {
			return err
		}
		e.Resources = append(e.Resources, &resource{Line: line, Existing: word == "existing", Type: typ, Name: name})
		return leftover(tail)
	case "call":
		path, rest, _ := strings.Cut(rest, " ")
		name, tail, err := quoted(rest)
		if err != nil {
			return err
		}
		c := callLine{Line: line, Path: strings.Split(path, "."), Name: name}
		if scope, ok := strings.CutPrefix(tail, "to "); ok {
			if c.To, tail, err = valueOf(scope); err != nil {
				return err
			}
		}
		e.CallLines = append(e.CallLines, c)
		return leftover(tail)
	case "output":
		path, rest, _ := strings.Cut(rest, " ")
		w, err := wantOf(rest)
		if err != nil {
			return err
		}
		e.Outputs = append(e.Outputs, output{line, strings.Split(path, "."), *w})
		return nil
	}
	return fmt.Errorf("unknown statement %q", word)
}

func (r *resource) read(line int, s string) error {
	word, rest, _ := strings.Cut(s, " ")
	switch word {
	case "each":
		r.Each = true
		return leftover(rest)
	case "if":
		for l := range strings.SplitSeq(rest, " and ") {
			l, not := strings.CutPrefix(l, "not ")
			if len(l) < 3 || l[0] != '{' || l[len(l)-1] != '}' {
				return fmt.Errorf("%q is no condition", l)
			}
			r.If = append(r.If, literal{l[1 : len(l)-1], not})
		}
		return nil
	case "after":
		r.Told = true
		if rest == "nothing" {
			return nil
		}
		typ, rest, _ := strings.Cut(rest, " ")
		name, tail, err := quoted(rest)
		if err != nil {
			return err
		}
		r.After = append(r.After, target{line, typ, name})
		return leftover(tail)
	case "in", "id":
		w, tail, err := valueOf(rest)
		if err != nil {
			return err
		}
		if word == "in" {
			r.In = w
		} else {
			r.ID = w
		}
		return leftover(tail)
	}
	w, err := wantOf(rest)
	if err != nil {
		return err
	}
	r.Properties = append(r.Properties, property{line, word, *w})
	return nil
}

func leftover(s string) error {
	if s != "" {
		return fmt.Errorf("unexpected %q", s)
	}
	return nil
}

// wantOf reads "= value [hint value]" or words.
func wantOf(s string) (*want, error) {
	if rest, ok := strings.CutPrefix(s, "= "); ok {
		w, tail, err := valueOf(rest)
		if err != nil {
			return nil, err
		}
		if hint, ok := strings.CutPrefix(tail, "hint "); ok {
			if w.Hint, tail, err = valueOf(hint); err != nil {
				return nil, err
			}
		}
		return w, leftover(tail)
	}
	w := &want{}
	for word := range strings.FieldsSeq(s) {
		switch word {
		case "absent":
			w.Absent = true
		case "possible":
			w.Possible = true
		case "secret":
			w.Secret = true
		default:
			return nil, fmt.Errorf("unexpected %q", word)
		}
	}
	if !w.Absent && !w.Possible && !w.Secret {
		return nil, fmt.Errorf("nothing is expected")
	}
	return w, nil
}

// valueOf reads a value from the front of s and returns what follows it.
func valueOf(s string) (*want, string, error) {
	if rest, ok := strings.CutPrefix(s, "unknown("); ok {
		reason, tail, ok := strings.Cut(rest, ")")
		if !ok {
			return nil, "", fmt.Errorf("unclosed unknown(")
		}
		return &want{Reason: value.Reason(reason)}, strings.TrimSpace(tail), nil
	}
	if rest, ok := strings.CutPrefix(s, "id-of("); ok {
		typ, rest, _ := strings.Cut(rest, " ")
		name, tail, err := quoted(rest)
		if err != nil {
			return nil, "", err
		}
		tail, ok := strings.CutPrefix(tail, ")")
		if !ok {
			return nil, "", fmt.Errorf("unclosed id-of(")
		}
		return &want{IDType: typ, IDName: name}, strings.TrimSpace(tail), nil
	}
	if strings.HasPrefix(s, `"`) {
		p, tail, err := quoted(s)
		return &want{Text: p}, tail, err
	}
	d := json.NewDecoder(strings.NewReader(s))
	var raw json.RawMessage
	if err := d.Decode(&raw); err != nil {
		return nil, "", fmt.Errorf("%q is no value: %w", s, err)
	}
	var b bytes.Buffer
	if err := json.Compact(&b, raw); err != nil {
		return nil, "", err
	}
	return &want{JSON: b.Bytes()}, strings.TrimSpace(s[d.InputOffset():]), nil
}

// quoted reads a quoted text from the front of s.
func quoted(s string) (pattern, string, error) {
	if !strings.HasPrefix(s, `"`) {
		return nil, "", fmt.Errorf("%q is no quoted text", s)
	}
	body, tail, ok := strings.Cut(s[1:], `"`)
	if !ok {
		return nil, "", fmt.Errorf("unclosed text %q", s)
	}
	p := pattern{}
	for body != "" {
		lit, rest, hole := strings.Cut(body, "{")
		if lit != "" {
			p = append(p, piece{Text: lit})
		}
		if !hole {
			break
		}
		label, rest, ok := strings.Cut(rest, "}")
		if !ok {
			return nil, "", fmt.Errorf("unclosed hole in %q", s)
		}
		p = append(p, piece{Text: label, Hole: true})
		body = rest
	}
	return p, strings.TrimSpace(tail), nil
}
