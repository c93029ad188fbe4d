package function

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"errors"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	yaml "github.com/zclconf/go-cty-yaml"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function/stdlib"
	"golang.org/x/text/encoding/ianaindex"

	"moat/analyzer/value"
	"moat/parsers/terraform/typed"
)

// maxNesting bounds how deep JSON and YAML nest: their readers recurse.
const maxNesting = 200

// encodeRows are the encodings.
func encodeRows() []*Func {
	return []*Func{
		{Name: "base64encode", Signature: "str string: string", known: text(func(s ...string) (string, error) {
			return base64.StdEncoding.EncodeToString([]byte(s[0])), nil
		}), sym: spelt("base64")},
		{Name: "base64decode", Signature: "str string: string", known: text(base64Decode), sym: spelt("base64ToString"), partial: undo("base64")},
		{Name: "base64gzip", Signature: "str string: string", known: text(base64Gzip)},
		{Name: "textencodebase64", Signature: "string string, encoding string: string", known: text(textEncode)},
		{Name: "textdecodebase64", Signature: "source string, encoding string: string", known: text(textDecode)},
		{Name: "urlencode", Signature: "str string: string", known: text(func(s ...string) (string, error) { return url.QueryEscape(s[0]), nil })},
		{Name: "csvdecode", Signature: "str string: any", known: csvDecode},
		{Name: "jsonencode", Signature: "val any?: string", known: jsonEncode, whole: true},
		{Name: "jsondecode", Signature: "str string: any", known: jsonDecode, partial: undo("tf.jsonencode")},
		{Name: "yamlencode", Signature: "value any?: string", known: std(yaml.YAMLEncodeFunc), whole: true},
		{Name: "yamldecode", Signature: "src string: any", known: yamlDecode, partial: undo("tf.yamlencode", "tf.jsonencode")},
	}
}

// undo is what was encoded, where the argument is an encoding of something that
// isn't known throughout.
func undo(names ...string) func(*call) (typed.Value, error) {
	return func(c *call) (typed.Value, error) {
		for _, name := range names {
			args, ok := value.AsCall(c.args[0].V, name)
			if !ok || len(args) != 1 {
				continue
			}
			v := args[0]
			if c.args[0].V.Secret() {
				v = value.AsSecret(v)
			}
			if c.f.result == cty.String {
				return typed.Value{V: v, T: cty.String}, nil
			}
			return typed.Untyped(v), nil
		}
		return c.unknown(""), nil
	}
}

func base64Decode(s ...string) (string, error) {
	b, err := base64.StdEncoding.DecodeString(s[0])
	switch {
	case err != nil:
		return "", errors.New("its argument is no base64")
	case !utf8.Valid(b):
		return "", errors.New("its argument is base64 of something that is no text in UTF-8")
	}
	return string(b), nil
}

// base64Gzip leaves out name and time, as Terraform does.
func base64Gzip(s ...string) (string, error) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(s[0])); err != nil {
		return "", err
	}
	if err := w.Flush(); err != nil {
		return "", err
	}
	if err := w.Close(); err != nil {
		return "", err
	}
	return base64.StdEncoding.EncodeToString(b.Bytes()), nil
}

func textEncode(s ...string) (string, error) {
	enc, err := ianaindex.IANA.Encoding(s[1])
	if err != nil || enc == nil {
		return "", errors.New("the encoding " + quoted(s[1]) + " isn't known; its name must be one of IANA's registry, such as UTF-16LE")
	}
	out, err := enc.NewEncoder().Bytes([]byte(s[0]))
	if err != nil {
		return "", errors.New("the text holds characters that " + quoted(s[1]) + " can't express")
	}
	return base64.StdEncoding.EncodeToString(out), nil
}

func textDecode(s ...string) (string, error) {
	enc, err := ianaindex.IANA.Encoding(s[1])
	if err != nil || enc == nil {
		return "", errors.New("the encoding " + quoted(s[1]) + " isn't known; its name must be one of IANA's registry, such as UTF-16LE")
	}
	raw, err := base64.StdEncoding.DecodeString(s[0])
	if err != nil {
		return "", errors.New("its argument is no base64")
	}
	out, err := enc.NewDecoder().Bytes(raw)
	if err != nil || bytes.ContainsRune(out, utf8.RuneError) {
		return "", errors.New("its argument is no text in " + quoted(s[1]))
	}
	return string(out), nil
}

func quoted(s string) string { return `"` + clip(s) + `"` }

func csvDecode(c *call) (cty.Value, error) {
	s := c.str(0)
	head, _, _ := strings.Cut(s, "\n")
	if columns := 1 + strings.Count(head, ","); strings.Count(s, "\n") > maxItems/columns {
		return cty.NilVal, limitError{}
	}
	return std(stdlib.CSVDecodeFunc)(c)
}

func jsonEncode(c *call) (cty.Value, error) {
	if argLength(c.args[0].V) > maxString {
		return cty.NilVal, limitError{}
	}
	return std(stdlib.JSONEncodeFunc)(c)
}

func jsonDecode(c *call) (cty.Value, error) {
	s := c.str(0)
	depth, most, inString, digits := 0, 0, false, 0
	for i := 0; i < len(s); i++ {
		switch b := s[i]; {
		case inString && b == '\\':
			i++
		case b == '"':
			inString = !inString
		case inString:
		case b == '{' || b == '[':
			depth++
			most = max(most, depth)
		case b == '}' || b == ']':
			depth--
		case '0' <= b && b <= '9':
			if digits++; digits > maxDigits {
				return cty.NilVal, limitError{}
			}
			continue
		}
		digits = 0
	}
	if most > maxNesting || strings.Count(s, ",") > maxItems {
		return cty.NilVal, limitError{}
	}
	return std(stdlib.JSONDecodeFunc)(c)
}

func yamlDecode(c *call) (cty.Value, error) {
	s := c.str(0)
	if !shallowYAML(s) {
		return cty.NilVal, limitError{}
	}
	return std(yaml.YAMLDecodeFunc)(c)
}

// shallowYAML says that reading a YAML text takes neither a deep stack nor much
// more memory than its own size: an alias counts as what it repeats.
func shallowYAML(s string) bool {
	if len(s) > maxString || strings.Count(s, "\n") > maxItems {
		return false
	}
	brackets, total := 0, 0
	var open []anchor
	weights := map[string]int{}
	for line := range strings.SplitSeq(s, "\n") {
		indent := len(line) - len(strings.TrimLeft(line, " -?:"))
		opened := strings.Count(line, "[") + strings.Count(line, "{")
		if indent > 4*maxNesting || max(brackets, 0)+opened > maxNesting {
			return false
		}
		if spaces := len(line) - len(strings.TrimLeft(line, " ")); strings.TrimSpace(line) != "" && brackets <= 0 {
			// What is anchored ends where a line is indented no deeper.
			for len(open) > 0 && open[len(open)-1].indent >= spaces {
				last := open[len(open)-1]
				weights[last.name] = max(weights[last.name], total-last.start)
				open = open[:len(open)-1]
			}
			for _, name := range marked(line, '&') {
				open = append(open, anchor{name, spaces, total})
			}
		} else if len(marked(line, '&')) > 0 {
			return false // an anchor in brackets of several lines has no end that shows
		}
		total += len(line) + 1
		for _, name := range marked(line, '*') {
			total += weights[name]
			if _, done := weights[name]; !done && slices.ContainsFunc(open, func(a anchor) bool { return a.name == name }) {
				return false
			}
		}
		if total > maxString {
			return false
		}
		brackets += opened - strings.Count(line, "]") - strings.Count(line, "}")
	}
	return true
}

// anchor is a part of a YAML text that has a name, and goes on.
type anchor struct {
	name          string
	indent, start int
}

// marked are the names in a line behind a mark that begins a word.
func marked(line string, mark byte) []string {
	var out []string
	for i := range len(line) {
		if line[i] != mark || i > 0 && !strings.ContainsRune(" \t[{,:-", rune(line[i-1])) {
			continue
		}
		name, _, _ := strings.Cut(line[i+1:], " ")
		if name = strings.TrimRight(name, ",]}\r"); name != "" {
			out = append(out, name)
		}
	}
	return out
}
