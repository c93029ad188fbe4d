package fn

import (
	"strconv"
	"strings"

	"moat/analyzer/value"
)

// jsonPath is a path in the dialect of Newtonsoft.Json's SelectTokens: names,
// indexes, wildcards, unions, slices, recursive descent and filters.
type jsonPath []pathStep

// pathStep goes from a value to some of its parts.
type pathStep struct {
	names   []string // members of these names
	indexes []int    // items at these indexes; negative ones count from the end
	all     bool     // every part
	slice   *slice
	filter  *pathFilter
	deep    bool // the value and everything inside it, not only its own parts
}

// slice is start:end:step; nil where left out.
type slice struct {
	start, end *int
	step       int
}

// pathFilter is a condition on a part: a comparison, or a connection of two.
type pathFilter struct {
	op          string // "&&", "||", "exists", or a comparison
	left, right *pathFilter
	path        jsonPath // of the left operand, from the part
	root        bool     // the left operand's path starts at the document
	other       value.Value
}

// maxPath bounds a path's length in bytes, and so its nesting.
const maxPath = 1024

// parseJSONPath reads a path; false if it isn't one.
func parseJSONPath(s string) (jsonPath, bool) {
	if len(s) > maxPath {
		return nil, false
	}
	p := &pathParser{s: s}
	if strings.HasPrefix(s, "$") {
		p.i = 1
	}
	path, ok := p.steps()
	return path, ok && p.i == len(s)
}

type pathParser struct {
	s string
	i int
}

func (p *pathParser) has(t string) bool {
	if strings.HasPrefix(p.s[p.i:], t) {
		p.i += len(t)
		return true
	}
	return false
}

func (p *pathParser) blank() {
	for p.i < len(p.s) && p.s[p.i] == ' ' {
		p.i++
	}
}

// steps reads steps as long as there are any. The first name needs no point.
func (p *pathParser) steps() (jsonPath, bool) {
	var out jsonPath
	start := p.i
	for p.i < len(p.s) {
		deep := false
		switch {
		case p.has("["):
			step, ok := p.bracket()
			if !ok {
				return nil, false
			}
			out = append(out, step)
			continue
		case p.has(".."):
			deep = true
			if p.has("[") {
				step, ok := p.bracket()
				if !ok {
					return nil, false
				}
				step.deep = true
				out = append(out, step)
				continue
			}
		case p.has("."):
		case p.i == start && p.i == 0:
		default:
			return out, true
		}
		if p.has("*") {
			out = append(out, pathStep{all: true, deep: deep})
			continue
		}
		end := p.i
		for end < len(p.s) && !strings.ContainsRune(".[]()=!<>&| ,", rune(p.s[end])) {
			end++
		}
		if end == p.i {
			return nil, false
		}
		out = append(out, pathStep{names: []string{p.s[p.i:end]}, deep: deep})
		p.i = end
	}
	return out, true
}

// bracket reads what stands in [], after the opening bracket.
func (p *pathParser) bracket() (pathStep, bool) {
	var step pathStep
	p.blank()
	switch {
	case p.has("*"):
		step.all = true
	case p.has("?("):
		f, ok := p.either()
		if !ok || !p.has(")") {
			return step, false
		}
		step.filter = f
	case p.i < len(p.s) && (p.s[p.i] == '\'' || p.s[p.i] == '"'):
		for {
			name, ok := p.quoted()
			if !ok {
				return step, false
			}
			step.names = append(step.names, name)
			p.blank()
			if !p.has(",") {
				break
			}
			p.blank()
		}
	default:
		if !p.numbers(&step) {
			return step, false
		}
	}
	p.blank()
	return step, p.has("]")
}

// numbers reads 1, 1,2 or 1:2:3.
func (p *pathParser) numbers(step *pathStep) bool {
	n, some := p.number()
	p.blank()
	if !p.has(":") {
		for {
			if !some {
				return false
			}
			step.indexes = append(step.indexes, n)
			p.blank()
			if !p.has(",") {
				return true
			}
			p.blank()
			n, some = p.number()
		}
	}
	step.slice = &slice{step: 1}
	if some {
		step.slice.start = &n
	}
	p.blank()
	if end, ok := p.number(); ok {
		step.slice.end = &end
	}
	p.blank()
	if p.has(":") {
		p.blank()
		by, ok := p.number()
		if !ok || by == 0 {
			return false
		}
		step.slice.step = by
	}
	return true
}

func (p *pathParser) number() (int, bool) {
	end := p.i
	if end < len(p.s) && p.s[end] == '-' {
		end++
	}
	for end < len(p.s) && p.s[end] >= '0' && p.s[end] <= '9' {
		end++
	}
	n, err := strconv.Atoi(p.s[p.i:end])
	if err != nil {
		return 0, false
	}
	p.i = end
	return n, true
}

func (p *pathParser) quoted() (string, bool) {
	if p.i >= len(p.s) || p.s[p.i] != '\'' && p.s[p.i] != '"' {
		return "", false
	}
	q := p.s[p.i]
	var b strings.Builder
	for p.i++; p.i < len(p.s); p.i++ {
		switch c := p.s[p.i]; c {
		case q:
			p.i++
			return b.String(), true
		case '\\':
			if p.i++; p.i >= len(p.s) {
				return "", false
			}
			b.WriteByte(p.s[p.i])
		default:
			b.WriteByte(c)
		}
	}
	return "", false
}

// either and both read conditions joined by || and by &&.
func (p *pathParser) either() (*pathFilter, bool) { return p.joined("||", p.both) }
func (p *pathParser) both() (*pathFilter, bool)   { return p.joined("&&", p.condition) }

func (p *pathParser) joined(op string, next func() (*pathFilter, bool)) (*pathFilter, bool) {
	left, ok := next()
	for ok {
		p.blank()
		if !p.has(op) {
			return left, true
		}
		var right *pathFilter
		right, ok = next()
		left = &pathFilter{op: op, left: left, right: right}
	}
	return nil, false
}

func (p *pathParser) condition() (*pathFilter, bool) {
	p.blank()
	if p.has("(") {
		f, ok := p.either()
		p.blank()
		return f, ok && p.has(")")
	}
	f := &pathFilter{op: "exists"}
	switch {
	case p.has("@"):
	case p.has("$"):
		f.root = true
	default:
		return nil, false
	}
	path, ok := p.steps()
	if !ok {
		return nil, false
	}
	f.path = path
	p.blank()
	for _, op := range [...]string{"===", "!==", "==", "!=", "<>", "<=", ">=", "<", ">"} {
		if p.has(op) {
			f.op = op
			p.blank()
			f.other, ok = p.constant()
			return f, ok
		}
	}
	return f, true
}

func (p *pathParser) constant() (value.Value, bool) {
	if s, ok := p.quoted(); ok {
		return value.NewString(s, nil), true
	}
	switch {
	case p.has("true"):
		return value.NewBool(true, nil), true
	case p.has("false"):
		return value.NewBool(false, nil), true
	case p.has("null"):
		return value.NewNull(nil), true
	}
	end := p.i
	for end < len(p.s) && strings.IndexByte("+-.0123456789eE", p.s[end]) >= 0 {
		end++
	}
	text := p.s[p.i:end]
	p.i = end
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return value.NewInt(n, nil), true
	}
	f, err := strconv.ParseFloat(text, 64)
	return value.NewFloat(f, nil), err == nil
}
