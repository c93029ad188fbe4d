package azurerm

import (
	"strings"

	"moat/analyzer/value"
)

// element is one item of an array: v at the row's place in it, with what is
// sent along.
func (r *row) element(v value.Value) value.Value {
	tail := r.tail
	if len(tail) == 0 {
		return v
	}
	var t tree
	t.set(tail, v, place{})
	for _, c := range r.adds {
		t.set(c.path, c.val, place{})
	}
	return value.WithOrigin(t.value(), v.Origin())
}

// fromElement takes what element put in out again.
func (r *row) fromElement(v value.Value) (value.Value, bool) {
	if len(r.tail) == 0 {
		return v, true
	}
	path := make(value.Path, len(r.tail))
	for i, name := range r.tail {
		path[i] = value.NameStep(name)
	}
	l := value.Get(v, path)
	return l.Value, l.Presence == value.Present && l.Value != nil
}

// eachOf makes an array of what f makes of each item of v. Of a collection that
// isn't known one representative stands for all; its form is that of a loop in
// ARM over the same collection.
func eachOf(v value.Value, f func(item value.Value) value.Value) value.Value {
	a, ok := v.(value.Array)
	if ok && !a.Open() {
		items := make([]value.Value, len(a.Items()))
		for i, it := range a.Items() {
			if a.Secret() {
				it = value.AsSecret(it)
			}
			items[i] = f(it)
		}
		return keep(value.NewArray(items, nil), v)
	}
	why := value.WhyOf(v)
	if why == nil {
		why = []value.Why{{Reason: value.ReasonTypeError}}
	}
	count := call(value.TypeInt, "length", v)
	var items, loose []value.Value
	if ok {
		for _, it := range a.Items() {
			items = append(items, f(it))
		}
		for _, it := range a.Loose() {
			loose = append(loose, f(it))
		}
	} else {
		i := value.NewUnknown(value.UnknownSpec{Sym: value.SymLoopIndex(count, 0), Type: value.TypeInt, Why: why})
		loose = []value.Value{f(unknownOf(v, value.SymIndex(v, i), value.TypeAny))}
	}
	sym := value.SymCall("copy", count, value.NewArray(items, nil), value.NewArray(loose, nil))
	return keep(value.NewOpenArray(items, loose, sym, why, nil), v)
}

// listToObjects makes an object of each text. Cosmos DB's addresses were one
// text with commas in azurerm 3.
func listToObjects(in input) []value.Value {
	v := in.v
	if s, ok := v.(value.String); ok {
		back, _ := joinCSVBack(nil, []value.Value{s})
		v = back[0]
	}
	return []value.Value{eachOf(v, in.row.element)}
}

func listToObjectsBack(r *row, out []value.Value) ([]value.Value, bool) {
	if len(out) != 1 {
		return nil, false
	}
	a, ok := out[0].(value.Array)
	if !ok || a.Open() {
		return nil, false
	}
	items := make([]value.Value, len(a.Items()))
	for i, it := range a.Items() {
		if items[i], ok = r.fromElement(it); !ok {
			return nil, false
		}
	}
	return []value.Value{keep(value.NewArray(items, nil), a)}, true
}

// onlyElementBack takes the only element of an array apart.
func onlyElementBack(r *row, out []value.Value) ([]value.Value, bool) {
	back, ok := listToObjectsBack(r, out)
	if !ok {
		return nil, false
	}
	items := back[0].(value.Array).Items()
	return items, len(items) == 1
}

// rotationAction is a trigger with the kind of action that it sets off.
func rotationAction(in input) []value.Value {
	o := in.row.element(in.v).(value.Object)
	action := object([]value.Member{{Key: "type", Value: keep(text(in.row.arg), in.v)}})
	el := object(append([]value.Member{{Key: "action", Value: action}}, o.Members()...))
	return []value.Value{value.NewArray([]value.Value{el}, in.v.Origin())}
}

// fieldEquals is one clause of an alert's condition; of a list, that any of its
// items fits.
func fieldEquals(in input) []value.Value {
	clause := func(v value.Value) value.Value {
		return object([]value.Member{{Key: "field", Value: keep(text(in.row.arg), v)}, {Key: "equals", Value: v}})
	}
	el := value.Value(nil)
	if in.row.kind == kindList || in.row.kind == kindSet {
		el = object([]value.Member{{Key: "anyOf", Value: eachOf(in.v, clause)}})
	} else {
		el = clause(in.v)
	}
	return []value.Value{value.NewArray([]value.Value{el}, in.v.Origin())}
}

func fieldEqualsBack(r *row, out []value.Value) ([]value.Value, bool) {
	if len(out) != 1 {
		return nil, false
	}
	a, ok := out[0].(value.Array)
	if !ok || a.Open() {
		return nil, false
	}
	read := func(el value.Value) (value.Value, bool) {
		field := value.Get(el, value.ParsePath("field"))
		equals := value.Get(el, value.ParsePath("equals"))
		return equals.Value, field.Value != nil && equals.Value != nil && value.Equal(field.Value, text(r.arg)) == value.Yes
	}
	for _, el := range a.Items() {
		if v, ok := read(el); ok {
			return []value.Value{v}, true
		}
		any, ok := value.Get(el, value.ParsePath("anyOf")).Value.(value.Array)
		if !ok {
			continue
		}
		var items []value.Value
		for _, it := range any.Items() {
			v, ok := read(it)
			if !ok {
				return nil, false
			}
			items = append(items, v)
		}
		return []value.Value{keep(value.NewArray(items, nil), any)}, true
	}
	return nil, false
}

func nameValue(name, v value.Value) value.Value {
	return object([]value.Member{{Key: "name", Value: name}, {Key: "value", Value: v}})
}

// nameValues makes an array of a map.
func nameValues(in input) []value.Value {
	o, ok := in.v.(value.Object)
	if !ok {
		items := call(value.TypeArray, "items", in.v)
		return []value.Value{eachOf(items, func(it value.Value) value.Value {
			return nameValue(unknownOf(it, value.SymProp(it, "key"), value.TypeString), unknownOf(it, value.SymProp(it, "value"), value.TypeAny))
		})}
	}
	items := make([]value.Value, len(o.Members()))
	for i, m := range o.Members() {
		name := m.KeyValue
		if name == nil {
			name = text(m.Key)
		}
		items[i] = nameValue(name, m.Value)
	}
	if !o.Open() {
		return []value.Value{keep(value.NewArray(items, nil), o)}
	}
	// What else is in the map isn't known, but what is listed is there.
	open := value.NewOpenArray(items, nil, value.SymCall("items", o), value.Whys(o), nil)
	if value.Whys(o) == nil {
		open = value.NewOpenArray(items, nil, value.SymCall("items", o), []value.Why{{Reason: value.ReasonTypeError}}, nil)
	}
	return []value.Value{keep(open, o)}
}

func nameValuesBack(_ *row, out []value.Value) ([]value.Value, bool) {
	if len(out) != 1 {
		return nil, false
	}
	a, ok := out[0].(value.Array)
	if !ok || a.Open() {
		return nil, false
	}
	var members []value.Member
	for _, it := range a.Items() {
		o, ok := it.(value.Object)
		if !ok {
			return nil, false
		}
		name, hasName := o.Member("name")
		v, hasValue := o.Member("value")
		if !hasName || !hasValue {
			return nil, false
		}
		members = append(members, value.Member{Value: v.Value}.Named(name.Value))
	}
	return []value.Value{keep(object(members), a)}, true
}

// appSetting is an application setting with the name in the row: with the
// attribute's value, or where that is a switch, with that of the other one.
func appSetting(in input) []value.Value {
	v := in.v
	var cond value.Value
	if in.row.kind == kindBool {
		cond, v = in.v, in.with[0]
		if v == nil {
			return []value.Value{nil}
		}
	}
	list := value.Value(value.NewArray([]value.Value{nameValue(text(in.row.arg), v)}, v.Origin()))
	if cond != nil {
		list = sentIf(cond, list)
	}
	return []value.Value{list}
}

func appSettingBack(r *row, out []value.Value) ([]value.Value, bool) {
	if len(out) != 1 {
		return nil, false
	}
	if out[0] == nil && r.kind == kindBool {
		return []value.Value{value.NewBool(false, nil), nil}, true
	}
	a, ok := out[0].(value.Array)
	if !ok || a.Open() {
		return nil, false
	}
	for _, it := range a.Items() {
		o, ok := it.(value.Object)
		if !ok {
			continue
		}
		name, hasName := o.Member("name")
		v, hasValue := o.Member("value")
		if !hasName || !hasValue || value.Equal(name.Value, text(r.arg)) != value.Yes {
			continue
		}
		if r.kind == kindBool {
			return []value.Value{value.NewBool(true, nil), v.Value}, true
		}
		return []value.Value{v.Value}, true
	}
	return nil, false
}

// segments splits a text at the slashes of its literal parts.
func segments(v value.Value) []value.Value {
	var pieces []value.Piece
	switch v := v.(type) {
	case value.String:
		pieces = []value.Piece{{Lit: v.String()}}
	case value.Text:
		pieces = v.Pieces()
	default:
		return []value.Value{v}
	}
	var out []value.Value
	var cur []value.Piece
	flush := func() {
		out = append(out, keep(value.NewText(cur, nil), v))
		cur = nil
	}
	for _, p := range pieces {
		if p.Hole != nil {
			cur = append(cur, p)
			continue
		}
		for i, part := range strings.Split(p.Lit, "/") {
			if i > 0 {
				flush()
			}
			cur = append(cur, value.Piece{Lit: part})
		}
	}
	flush()
	return out
}

// slashed joins segments again.
func slashed(segs []value.Value) value.Value {
	var pieces []value.Piece
	for i, s := range segs {
		if i > 0 {
			pieces = append(pieces, value.Piece{Lit: "/"})
		}
		pieces = append(pieces, piece(s))
	}
	return value.NewText(pieces, nil)
}
