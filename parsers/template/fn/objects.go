package fn

import (
	"cmp"
	"slices"
	"strings"

	"moat/analyzer/source"
	"moat/analyzer/value"
)

// objectRows are the functions that make objects and list what they hold.
func objectRows() []*Row {
	return []*Row{
		{Name: "createObject", Min: 0, Max: -1, In: ARM, Result: value.TypeObject, Partial: true, Whole: true, Eval: plain(createObject)},
		{Name: "items", Min: 1, Max: 1, In: Everywhere, Result: value.TypeArray, Partial: true, Eval: plain(items)},
		{Name: "objectKeys", Min: 1, Max: 1, In: Everywhere, Result: value.TypeArray, Partial: true, Eval: plain(objectKeys)},
		{Name: "shallowMerge", Min: 1, Max: 1, In: Everywhere, Result: value.TypeObject, Partial: true, Whole: true, Eval: plain(shallowMerge)},
	}
}

func createObject(c *Call, args []value.Value) (value.Value, *Fault) {
	if len(args)%2 != 0 {
		return nil, Faultf("createObject() is given %d arguments; it takes pairs of a name and a value", len(args))
	}
	if fault := c.checkItems(len(args) / 2); fault != nil {
		return nil, fault
	}
	b := newObject()
	for i := 0; i < len(args); i += 2 {
		if !can(args[i], value.TypeString) {
			return nil, c.wrong(i, args[i], "the name of a property")
		}
		b.set(args[i], args[i+1])
	}
	return b.object(c, args), nil
}

// objectBuilder gathers members; a later one of the same name replaces the
// earlier one where it stands.
type objectBuilder struct {
	members []value.Member
	index   map[string]int
}

func newObject() *objectBuilder { return &objectBuilder{index: map[string]int{}} }

func (b *objectBuilder) set(key, v value.Value) {
	s, ok := key.(value.String)
	if !ok {
		// The name may turn out to be that of an earlier member.
		for i := range b.members {
			b.members[i].Maybe = true
		}
		b.members = append(b.members, value.Member{KeyValue: key, Value: v})
		return
	}
	m := value.Member{Key: s.String(), Value: v}
	if o := v.Origin(); o != nil && o.Kind == value.OriginLiteral {
		m.At = o.At
	}
	if i, ok := b.index[m.Key]; ok {
		b.members[i] = m
		return
	}
	b.index[m.Key] = len(b.members)
	b.members = append(b.members, m)
}

func (b *objectBuilder) object(c *Call, args []value.Value) value.Value {
	return value.NewObject(b.members, source.Range{}, c.Origin(args...))
}

// byKey orders names as items() lists them: case ignored, otherwise by code
// unit; equal names keep their order.
func byKey(a, b string) int { return cmp.Compare(foldOrdinal(a), foldOrdinal(b)) }

// entries turns the members of an object into a list in order of name.
func entries(c *Call, args []value.Value, one func(value.Member) value.Value) (value.Value, *Fault) {
	o, ok := args[0].(value.Object)
	if !ok {
		if !can(args[0], value.TypeObject) {
			return nil, c.wrong(0, args[0], "an object")
		}
		return c.Unknown(args...), nil
	}
	members := slices.Clone(o.Members())
	slices.SortStableFunc(members, func(a, b value.Member) int { return byKey(a.Key, b.Key) })
	// An unlisted member may come before any listed one.
	s := seq{open: o.Open(), why: o.Why()}
	for _, m := range members {
		s.add(one(m))
	}
	return s.array(c, value.SymCall(c.Row.Name, args...), args)
}

func memberName(m value.Member) value.Value {
	if m.KeyValue != nil {
		return m.KeyValue
	}
	o := m.Value.Origin()
	if m.KeyAt.IsValid() {
		o = value.Literal(m.KeyAt)
	}
	return value.NewString(m.Key, o)
}

func items(c *Call, args []value.Value) (value.Value, *Fault) {
	return entries(c, args, func(m value.Member) value.Value {
		return value.NewObject([]value.Member{
			{Key: "key", Value: memberName(m)},
			{Key: "value", Value: m.Value, At: m.At},
		}, source.Range{}, m.Value.Origin())
	})
}

func objectKeys(c *Call, args []value.Value) (value.Value, *Fault) {
	return entries(c, args, memberName)
}

// shallowMerge merges the objects of an array at their top level.
func shallowMerge(c *Call, args []value.Value) (value.Value, *Fault) {
	a, ok := args[0].(value.Array)
	if !ok || a.Open() {
		if !can(args[0], value.TypeArray) {
			return nil, c.wrong(0, args[0], "an array of objects")
		}
		return c.Unknown(args...), nil
	}
	for i, it := range a.Items() {
		if !can(it, value.TypeObject) {
			return nil, Faultf("item %d of the array given to shallowMerge() is %s; it must be an object", i, describe(it))
		}
	}
	if len(a.Items()) == 0 {
		return value.NewObject(nil, source.Range{}, c.Origin(args...)), nil
	}
	return c.merge(a.Items(), args, shallow)
}

// accessRows are the functions that read a part of a value.
func accessRows() []*Row {
	return []*Row{
		{Name: "any", Min: 1, Max: 1, In: Bicep | Params, Partial: true, Whole: true, Eval: plain(func(_ *Call, args []value.Value) (value.Value, *Fault) { return args[0], nil })},
		{Name: "tryGet", Min: 2, Max: -1, In: ARM, Partial: true, Eval: plain(tryGet)},
		{Name: "indexFromEnd", Min: 2, Max: 2, In: ARM, Partial: true, Eval: plain(indexFromEnd)},
		{Name: "tryIndexFromEnd", Min: 2, Max: 2, In: ARM, Partial: true, Eval: plain(indexFromEnd)},
		{Name: "nameof", Min: 1, Max: 1, In: Bicep | Params, Result: value.TypeString, Eval: plain(nameOf)},
	}
}

// nameOf is given the name that the front end has taken from the symbol.
func nameOf(c *Call, args []value.Value) (value.Value, *Fault) {
	if _, fault := c.stringArg(args, 0); fault != nil {
		return nil, fault
	}
	return args[0], nil
}

// tryGet follows a path of names and indexes; what isn't there is null.
func tryGet(c *Call, args []value.Value) (value.Value, *Fault) {
	v := args[0]
	for i, step := range args[1:] {
		next, ok := stepInto(v, step)
		if !ok {
			// The rest of the path is followed in what the call up to here is.
			return c.rest(v, args[0], args[1:], i, args), nil
		}
		if next == nil {
			return value.NewNull(c.Origin(args...)), nil
		}
		v = next
	}
	return v, nil
}

// rest is the canonical form of a path that can be followed up to step i only:
// paths of nested calls join.
func (c *Call) rest(v, base value.Value, path []value.Value, i int, args []value.Value) value.Value {
	if i == 0 {
		v = base
	}
	ops := append([]value.Value{v}, path[i:]...)
	if inner, ok := value.AsCall(v, "tryGet"); ok {
		ops = append(slices.Clone(inner), path[i:]...)
	}
	u := c.Unknown(args...).(value.Unknown)
	return value.NewUnknown(value.UnknownSpec{Sym: value.SymCall("tryGet", ops...), Why: u.Why(), Secret: u.Secret(), Origin: u.Origin()})
}

// stepInto is one step: nil if nothing is there for certain; ok is false if
// that can't be told.
func stepInto(v, step value.Value) (next value.Value, ok bool) {
	switch v := v.(type) {
	case value.Object:
		key, isName := step.(value.String)
		if !isName {
			return nil, value.IsKnown(step)
		}
		m, has := v.Member(key.String())
		if !has || m.Maybe {
			return nil, !v.Open()
		}
		return m.Value, true
	case value.Array:
		switch step := step.(type) {
		case value.Int:
			if i := step.Int(); i >= 0 && i < int64(len(v.Items())) {
				return v.Items()[i], true
			}
			return nil, !v.Open() || step.Int() < 0
		case value.Object: // {value: n, fromEnd: true}
			if n, has := step.Member("value"); has {
				if i, isInt := n.Value.(value.Int); isInt {
					if end, has := step.Member("fromEnd"); has && isTrue(end.Value) {
						return fromEnd(v, i.Int())
					}
					return stepInto(v, i)
				}
			}
		}
		return nil, value.IsKnown(step)
	case value.Unknown, value.Ref:
		return nil, false
	}
	return nil, true // null and scalars hold nothing
}

func isTrue(v value.Value) bool {
	b, ok := v.(value.Bool)
	return ok && b.Bool()
}

// fromEnd is the nth item from the end, counted from 1.
func fromEnd(v value.Array, n int64) (value.Value, bool) {
	if v.Open() {
		return nil, n <= 0
	}
	if i := int64(len(v.Items())) - n; n >= 1 && i >= 0 {
		return v.Items()[i], true
	}
	return nil, true
}

func indexFromEnd(c *Call, args []value.Value) (value.Value, *Fault) {
	n, fault := c.count(args, 1)
	if fault != nil {
		return nil, fault
	}
	a, ok := args[0].(value.Array)
	try := strings.HasPrefix(c.Row.Name, "try")
	if !ok {
		if _, null := args[0].(value.Null); null && try {
			return args[0], nil
		}
		if !can(args[0], value.TypeArray) {
			return nil, c.wrong(0, args[0], "an array")
		}
		return c.Unknown(args...), nil
	}
	if n == nil {
		return c.Unknown(args...), nil
	}
	v, decided := fromEnd(a, *n)
	switch {
	case !decided:
		return c.Unknown(args...), nil
	case v != nil:
		return v, nil
	case try:
		return value.NewNull(c.Origin(args...)), nil
	}
	return nil, Faultf("index %d from the end is out of range: the array has %d items", *n, len(a.Items()))
}
