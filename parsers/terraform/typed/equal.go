package typed

import (
	"github.com/zclconf/go-cty/cty"

	"moat/analyzer/value"
)

// Equal says whether a == b holds in Terraform: values of different types are
// never equal, and null equals null whatever its type.
func Equal(a, b Value) value.Tri {
	if a.IsNull() && b.IsNull() {
		return value.Yes
	}
	if !a.T.HasDynamicTypes() && !b.T.HasDynamicTypes() {
		if x, ok := a.ToCty(); ok {
			if y, ok := b.ToCty(); ok {
				return value.TriOf(x.Equals(y).True())
			}
		}
	}
	return equal(a, b)
}

func equal(a, b Value) value.Tri {
	settled := !a.T.HasDynamicTypes() && !b.T.HasDynamicTypes()
	switch {
	case a.IsNull() && !maybeNull(b.V), b.IsNull() && !maybeNull(a.V):
		return value.No
	case settled && !a.T.Equals(b.T):
		if maybeNull(a.V) && maybeNull(b.V) {
			return value.Maybe
		}
		return value.No
	case a.T.IsSetType() && b.T.IsSetType():
		return equalSets(a, b)
	}
	switch value.Equal(a.V, b.V) {
	case value.Yes:
		if settled || a.T.Equals(b.T) {
			return value.Yes
		}
		return value.Maybe // a number and its text have one key where the type isn't known
	case value.No:
		if !holdsSet(a.T) && !holdsSet(b.T) {
			return value.No
		}
	}
	return value.Maybe
}

func maybeNull(v value.Value) bool {
	return v.Kind() == value.KindNull || v.Kind() == value.KindRef || v.Kind() == value.KindUnknown && value.TypeOf(v) == value.TypeAny
}

func holdsSet(t cty.Type) bool {
	switch {
	case t.IsSetType():
		return true
	case t.IsListType(), t.IsMapType():
		return holdsSet(t.ElementType())
	case t.IsTupleType():
		for _, e := range t.TupleElementTypes() {
			if holdsSet(e) {
				return true
			}
		}
	case t.IsObjectType():
		for _, e := range t.AttributeTypes() {
			if holdsSet(e) {
				return true
			}
		}
	}
	return false
}

// equalSets is No where one set has a member that the other can't have.
func equalSets(a, b Value) value.Tri {
	if a.V.Key() == b.V.Key() && a.T.Equals(b.T) {
		return value.Yes
	}
	for _, pair := range [...][2]Value{{a, b}, {b, a}} {
		items, ok := pair[0].Items()
		other, isArray := pair[1].V.(value.Array)
		if !ok || !isArray || other.Open() && len(other.Loose()) == 0 {
			return value.Maybe
		}
		for _, it := range items {
			has := value.No
			for _, o := range other.Items() {
				has = has.Or(Equal(it, pair[1].Item(-1, o)))
			}
			for _, o := range other.Loose() {
				has = has.Or(Equal(it, pair[1].Loose(o)))
			}
			if has == value.No && !other.Open() {
				return value.No
			}
		}
	}
	return value.Maybe
}
