package template

import (
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/jsonc"
)

// Node is one value of an ARM template to be: a piece of a JSON document, or an
// evaluated value, as where a Bicep file writes a nested template as an object.
// The zero Node is an absent value.
type Node struct {
	json *jsonc.Node
	val  value.Value
	at   source.Range // of val
}

// JSONNode is a value of a JSON document; an absent one for nil.
func JSONNode(n *jsonc.Node) Node { return Node{json: n} }

// ValueNode is an evaluated value. Its strings are read as expressions again,
// as Azure does with a template that it is given. Each part of it stands where
// it was written; at, which must be a place in a file, is where parts stand
// that no source spells out.
func ValueNode(v value.Value, at source.Range) Node { return Node{val: v, at: place(v, at)} }

// place is where v was written, else otherwise.
func place(v value.Value, otherwise source.Range) source.Range {
	at := otherwise
	for o := v.Origin(); o != nil; o = o.Next {
		if o.At.IsValid() {
			at = o.At
		}
	}
	return at
}

type nodeKind uint8

const (
	nodeAbsent nodeKind = iota
	nodeBad
	nodeNull
	nodeBool
	nodeNumber
	nodeString
	nodeObject
	nodeArray
	nodeOpaque // an evaluated value that isn't known, or not throughout
)

func (k nodeKind) String() string {
	switch k {
	case nodeNull:
		return "null"
	case nodeBool:
		return "a boolean"
	case nodeNumber:
		return "a number"
	case nodeString:
		return "a string"
	case nodeObject:
		return "an object"
	case nodeArray:
		return "an array"
	}
	return "a value"
}

func (n Node) kind() nodeKind {
	switch {
	case n.json != nil:
		switch n.json.Kind() {
		case jsonc.Null:
			return nodeNull
		case jsonc.Bool:
			return nodeBool
		case jsonc.Number:
			return nodeNumber
		case jsonc.String:
			return nodeString
		case jsonc.Object:
			return nodeObject
		case jsonc.Array:
			return nodeArray
		}
		return nodeBad
	case n.val == nil:
		return nodeAbsent
	}
	switch v := n.val.(type) {
	case value.Null:
		return nodeNull
	case value.Bool:
		return nodeBool
	case value.Int, value.Float:
		return nodeNumber
	case value.String:
		return nodeString
	case value.Object:
		return nodeObject
	case value.Array:
		if !v.Open() {
			return nodeArray
		}
	}
	return nodeOpaque
}

// given says whether there is a value, other than null.
func (n Node) given() bool { return n.kind() != nodeAbsent && n.kind() != nodeNull }

func (n Node) rng() source.Range {
	if n.json != nil {
		return n.json.Range()
	}
	return n.at
}

// text is the text of a string.
func (n Node) text() string {
	if n.json != nil {
		return n.json.Text()
	}
	if s, ok := n.val.(value.String); ok {
		return s.String()
	}
	return ""
}

// number is the whole number that n is.
func (n Node) number() (int64, bool) {
	if n.json != nil {
		return n.json.Int()
	}
	i, ok := n.val.(value.Int)
	return i.Int(), ok
}

// isTrue says whether n is the boolean true.
func (n Node) isTrue() bool {
	if n.json != nil {
		return n.json.Bool()
	}
	b, ok := n.val.(value.Bool)
	return ok && b.Bool()
}

// unclosed says that an object or array ends without its bracket, so that what
// seems absent may have been meant.
func (n Node) unclosed() bool {
	if n.json == nil {
		return false
	}
	var closing byte
	var inside source.Range // what comes last
	switch n.json.Kind() {
	case jsonc.Object:
		closing = '}'
		if ms := n.json.Members(); len(ms) > 0 {
			inside = ms[len(ms)-1].Range()
		}
	case jsonc.Array:
		closing = ']'
		if items := n.json.Items(); len(items) > 0 {
			inside = items[len(items)-1].Range()
		}
	default:
		return false
	}
	raw := n.json.Raw()
	return len(raw) < 2 || raw[len(raw)-1] != closing || inside.End >= n.json.Range().End
}

// entry is one member of an object.
type entry struct {
	key   string
	keyAt source.Range
	value Node
	json  *jsonc.Member // of a JSON document, else nil
	// name is the member's name where that isn't known; nil otherwise.
	name value.Value
}

// at is the place of the whole member.
func (e entry) at() source.Range {
	if e.json != nil {
		return e.json.Range()
	}
	return e.value.rng()
}

// length is the number of members or items.
func (n Node) length() int {
	if n.json != nil {
		return max(len(n.json.Members()), len(n.json.Items()))
	}
	switch v := n.val.(type) {
	case value.Object:
		return len(v.Members())
	case value.Array:
		return len(v.Items())
	}
	return 0
}

// entry is the member at a position of an object.
func (n Node) entry(i int) entry {
	if n.json != nil {
		m := &n.json.Members()[i]
		return entry{key: m.Key, keyAt: m.KeyRange(), value: Node{json: m.Value}, json: m}
	}
	return n.valueEntry(n.val.(value.Object).Members()[i])
}

func (n Node) valueEntry(m value.Member) entry {
	e := entry{key: m.Key, keyAt: m.KeyAt, name: m.KeyValue}
	at := n.at
	if m.At.IsValid() {
		at = m.At
	}
	if !e.keyAt.IsValid() {
		e.keyAt = at
	}
	e.value = ValueNode(m.Value, at)
	return e
}

// item is the element at a position of an array.
func (n Node) item(i int) Node {
	if n.json != nil {
		return Node{json: n.json.Items()[i]}
	}
	return ValueNode(n.val.(value.Array).Items()[i], n.at)
}

// member finds a member but for case; an absent entry if there is none.
func (n Node) member(key string) entry {
	if n.json != nil {
		m := n.json.MemberFold(key)
		if m == nil {
			return entry{}
		}
		return entry{key: m.Key, keyAt: m.KeyRange(), value: Node{json: m.Value}, json: m}
	}
	if o, ok := n.val.(value.Object); ok {
		if m, ok := o.Member(key); ok {
			return n.valueEntry(m)
		}
	}
	return entry{}
}

// get is the value of a member.
func (n Node) get(key string) Node { return n.member(key).value }

// path is get for one name after another.
func (n Node) path(keys ...string) Node {
	for _, k := range keys {
		n = n.get(k)
	}
	return n
}
