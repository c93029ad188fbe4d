package value_test

import (
	"testing"

	"moat/analyzer/source"
	"moat/analyzer/value"
)

// doubled nests v in pairs so often that written out it would be far too large
// to visit.
func doubled(v value.Value) value.Value {
	for i := range 60 {
		if i%2 == 0 {
			v = value.NewArray([]value.Value{v, v}, nil)
		} else {
			v = value.NewObject([]value.Member{{Key: "a", Value: v}, {Key: "b", Value: v}}, source.Range{}, nil)
		}
	}
	return v
}

// Questions about values that share their parts must not take exponential time.
func TestSharedParts(t *testing.T) {
	unknown := value.NewUnknown(value.UnknownSpec{Sym: value.SymParam("p", ""), Why: []value.Why{{Reason: value.ReasonParameter}}})
	one := value.NewInt(1, nil)
	if !value.IsKnown(doubled(one)) || value.IsKnown(doubled(unknown)) {
		t.Error("IsKnown is wrong about nested values")
	}
	if got := value.Equal(doubled(one), doubled(value.NewInt(1, nil))); got != value.Yes {
		t.Errorf("equal values are equal: %s", got)
	}
	if got := value.Equal(doubled(unknown), doubled(one)); got != value.Maybe {
		t.Errorf("an unknown may equal 1: %s", got)
	}
	deep := value.Value(one)
	other := value.Value(unknown)
	for range 60 {
		cond := value.NewUnknown(value.UnknownSpec{Sym: value.SymCall("not", deep), Type: value.TypeBool, Why: value.WhyOf(unknown)})
		deep, other = value.NewIf(cond, deep, other, nil), value.NewIf(cond, other, deep, nil)
	}
	if got := value.Equal(deep, other); got != value.Maybe {
		t.Errorf("two mazes of conditionals compare %s", got)
	}
}

// Neither the reasons of a known value, which has none, nor the size of a form
// that holds it cost a walk through parts that are shared over and over.
func TestReasonsOfSharedParts(t *testing.T) {
	v := value.Value(value.NewString("x", nil))
	for range 60 {
		v = value.NewArray([]value.Value{v, v}, nil)
	}
	if why := value.Whys(v, v); why != nil {
		t.Errorf("a known value is unknown for %v", why)
	}
	if n := value.SymCall("f", v).Size(); n < 1<<29 {
		t.Errorf("a form of 2^60 parts has a size of %d", n)
	}
}
