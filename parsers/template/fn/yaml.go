package fn

import (
	"errors"
	"math"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"moat/analyzer/source"
	"moat/analyzer/value"
)

func loadYAML(c *Call, args []value.Value) (value.Value, *Fault) {
	f, name, s, fault := c.content(args, 2, maxJSON)
	if fault != nil {
		return nil, fault
	}
	if tooDeep(s) {
		return nil, &Fault{Limit: true, Message: "the YAML file is nested deeper than Moat's limit"}
	}
	doc, err := parser.ParseBytes([]byte(s), 0)
	if err != nil || len(doc.Docs) == 0 || doc.Docs[0].Body == nil {
		return nil, Faultf("the file %q isn't YAML", clip(name))
	}
	o := c.loaded(name, f.Range(0, f.Len()), args)
	r := yamlReader{c: c, origin: o, anchors: map[string]value.Value{}}
	v, err := r.value(doc.Docs[0].Body, 0)
	if err != nil {
		if errors.Is(err, errYAMLSize) {
			return nil, c.checkItems(c.maxItems() + 1)
		}
		return nil, Faultf("the file %q can't be read as YAML: %s", clip(name), err)
	}
	return c.selectPath(v, args)
}

// tooDeep says whether brackets, or dashes on one line, open more levels than
// the parser can be trusted with: its time is more than linear in them.
func tooDeep(s string) bool {
	brackets, dashes := 0, 0
	for i, c := range []byte(s) {
		switch c {
		case '[', '{':
			brackets++
		case ']', '}':
			brackets = max(0, brackets-1)
		case '-', '?':
			if i+1 < len(s) && s[i+1] != ' ' {
				break // a rule of dashes, not levels of lists
			}
			if dashes++; dashes > maxNesting {
				return true
			}
			continue
		case ' ', '\t':
			continue
		}
		dashes = 0
		if brackets > maxNesting {
			return true
		}
	}
	return false
}

var (
	errYAMLSize  = errors.New("it holds too much")
	errYAMLDepth = errors.New("it is nested too deep")
	errYAMLAlias = errors.New("an alias has no anchor before it")
	errYAMLKey   = errors.New("a key isn't a scalar")
	errYAMLNode  = errors.New("it holds a construct that has no value")
)

// yamlReader turns YAML nodes into values.
type yamlReader struct {
	c       *Call
	origin  *value.Origin
	anchors map[string]value.Value
	count   int
}

func (r *yamlReader) value(n ast.Node, depth int) (value.Value, error) {
	if r.count++; r.count > r.c.maxItems() {
		return nil, errYAMLSize
	}
	if depth > maxNesting {
		return nil, errYAMLDepth
	}
	switch n := n.(type) {
	case nil:
		return value.NewNull(r.origin), nil
	case *ast.NullNode:
		return value.NewNull(r.origin), nil
	case *ast.BoolNode:
		return value.NewBool(n.Value, r.origin), nil
	case *ast.IntegerNode:
		switch i := n.Value.(type) {
		case int64:
			return value.NewInt(i, r.origin), nil
		case uint64:
			if i <= math.MaxInt64 {
				return value.NewInt(int64(i), r.origin), nil
			}
			return value.NewFloat(float64(i), r.origin), nil
		}
		return nil, errYAMLNode
	case *ast.FloatNode:
		return value.NewFloat(n.Value, r.origin), nil
	case *ast.InfinityNode, *ast.NanNode:
		return value.NewString(n.GetToken().Value, r.origin), nil
	case *ast.StringNode:
		return value.NewString(n.Value, r.origin), nil
	case *ast.LiteralNode:
		return value.NewString(n.Value.Value, r.origin), nil
	case *ast.TagNode:
		return r.tagged(n, depth)
	case *ast.AnchorNode:
		v, err := r.value(n.Value, depth+1)
		if err == nil {
			r.anchors[n.Name.GetToken().Value] = v
		}
		return v, err
	case *ast.AliasNode:
		v, ok := r.anchors[n.Value.GetToken().Value]
		if !ok {
			return nil, errYAMLAlias
		}
		return v, nil
	case *ast.SequenceNode:
		items := make([]value.Value, 0, len(n.Values))
		for _, it := range n.Values {
			v, err := r.value(it, depth+1)
			if err != nil {
				return nil, err
			}
			items = append(items, v)
		}
		return value.NewArray(items, r.origin), nil
	case *ast.MappingNode:
		return r.object(n.Values, depth)
	case *ast.MappingValueNode:
		return r.object([]*ast.MappingValueNode{n}, depth)
	}
	return nil, errYAMLNode
}

// tagged reads a value with an explicit type; only !!str changes one.
func (r *yamlReader) tagged(n *ast.TagNode, depth int) (value.Value, error) {
	if scalar, ok := n.Value.(ast.ScalarNode); ok && strings.HasSuffix(n.Start.Value, "str") {
		return value.NewString(scalar.GetToken().Value, r.origin), nil
	}
	return r.value(n.Value, depth+1)
}

// object reads a mapping; the last of equal keys counts, and a merge key gives
// what the mapping itself doesn't.
func (r *yamlReader) object(entries []*ast.MappingValueNode, depth int) (value.Value, error) {
	var members, merged []value.Member
	index := map[string]int{}
	for _, e := range entries {
		v, err := r.value(e.Value, depth+1)
		if err != nil {
			return nil, err
		}
		if e.Key.IsMergeKey() {
			for _, o := range append([]value.Value{v}, partsOf(v)...) {
				if o, ok := o.(value.Object); ok {
					merged = append(merged, o.Members()...)
				}
				if v.Kind() == value.KindObject {
					break
				}
			}
			if len(merged) > r.c.maxItems() {
				return nil, errYAMLSize
			}
			continue
		}
		k, err := r.value(e.Key, depth+1)
		if err != nil {
			return nil, err
		}
		name, fault := r.c.render(k, '"')
		if fault != nil || k.Kind() == value.KindArray || k.Kind() == value.KindObject {
			return nil, errYAMLKey
		}
		if s, ok := e.Key.(ast.ScalarNode); ok && k.Kind() != value.KindString {
			name = s.GetToken().Value
		}
		if at, seen := index[name]; seen {
			members[at].Value = v
			continue
		}
		index[name] = len(members)
		members = append(members, value.Member{Key: name, Value: v})
	}
	for _, m := range merged {
		if _, seen := index[m.Key]; !seen {
			index[m.Key] = len(members)
			members = append(members, m)
		}
	}
	return value.NewObject(members, source.Range{}, r.origin), nil
}
