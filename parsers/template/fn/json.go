package fn

import (
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/jsonc"
)

// jsonRows are the functions that read JSON from text.
func jsonRows() []*Row {
	return []*Row{
		{Name: "json", Min: 1, Max: 1, In: Everywhere, Eval: plain(func(c *Call, args []value.Value) (value.Value, *Fault) {
			s, fault := c.stringArg(args, 0)
			if fault != nil {
				return nil, fault
			}
			return c.parseJSON(s, args)
		})},
	}
}

// parseJSON reads text as Newtonsoft.Json does, which is lenient: comments,
// single quotes, trailing commas and keys without quotes are fine.
func (c *Call) parseJSON(s string, args []value.Value) (value.Value, *Fault) {
	doc := jsonc.Parse(source.NewFile("", []byte(s)))
	if !readable(doc) {
		return nil, Faultf("the text given to %s() isn't JSON", c.Row.Name)
	}
	r := nodeReader{c: c, origin: func(source.Range) *value.Origin { return c.Origin(args...) }}
	v := r.value(doc.Root)
	return c.taint(v, args), r.fault
}

// readable says whether a document holds a value, and nothing that the
// official reader refuses: it takes keys without quotes and repeated keys.
func readable(doc *jsonc.Document) bool {
	if doc.Root == nil {
		return false
	}
	keys := map[source.Range]bool{}
	var walk func(*jsonc.Node)
	walk = func(n *jsonc.Node) {
		for i := range n.Members() {
			m := &n.Members()[i]
			keys[m.KeyRange()] = true
			walk(m.Value)
		}
		for _, it := range n.Items() {
			walk(it)
		}
	}
	if len(doc.Problems) > 0 {
		walk(doc.Root)
	}
	for _, p := range doc.Problems {
		if !keys[p.At] {
			return false
		}
	}
	return true
}

// nodeReader turns JSON nodes into values.
type nodeReader struct {
	c      *Call
	origin func(source.Range) *value.Origin
	// placed says that places in the file are places of the template's
	// sources, as those of loaded files are.
	placed bool
	count  int
	fault  *Fault
}

func (r *nodeReader) value(n *jsonc.Node) value.Value {
	o := r.origin(n.Range())
	if r.count++; r.fault == nil {
		r.fault = r.c.checkItems(r.count)
	}
	switch n.Kind() {
	case jsonc.Bool:
		return value.NewBool(n.Bool(), o)
	case jsonc.Number:
		if i, ok := n.Int(); ok {
			return value.NewInt(i, o)
		}
		f, ok := n.Float()
		if !ok && r.fault == nil {
			r.fault = Faultf("the number %s in the JSON text is too large", clip(n.Raw()))
		}
		return value.NewFloat(f, o)
	case jsonc.String:
		return value.NewString(n.Text(), o)
	case jsonc.Array:
		items := make([]value.Value, len(n.Items()))
		for i, it := range n.Items() {
			items[i] = r.value(it)
		}
		return value.NewArray(items, o)
	case jsonc.Object:
		return r.object(n, o)
	}
	return value.NewNull(o)
}

// object keeps the last of members of one name, where the first one stood.
func (r *nodeReader) object(n *jsonc.Node, o *value.Origin) value.Value {
	members := make([]value.Member, 0, len(n.Members()))
	index := make(map[string]int, len(n.Members()))
	for i := range n.Members() {
		m := &n.Members()[i]
		out := value.Member{Key: m.Key, Value: r.value(m.Value)}
		if r.placed {
			out.KeyAt, out.At = m.KeyRange(), m.Value.Range()
		}
		if at, seen := index[m.Key]; seen {
			members[at] = out
			continue
		}
		index[m.Key] = len(members)
		members = append(members, out)
	}
	at := source.Range{}
	if r.placed {
		at = n.Range()
	}
	return value.NewObject(members, at, o)
}
