// Package value is what Moat knows of a template's values: known ones, and
// unknown ones that say why they are unknown, what they could be, and whether
// two of them are the same.
//
// Values are immutable. Unknown values carry a canonical symbolic form, so that
// equal expressions have equal keys whichever language wrote them; every value
// carries the places it came from.
package value

import (
	"strings"
	"sync/atomic"

	"moat/analyzer/source"
)

// Kind is the alternative of the closed sum that a Value is.
type Kind uint8

// The kinds.
const (
	KindNull Kind = iota
	KindBool
	KindInt
	KindFloat
	KindString
	KindArray
	KindObject
	KindText
	KindRef
	KindUnknown
)

// Value is one of Null, Bool, Int, Float, String, Array, Object, Text, Ref and
// Unknown.
type Value interface {
	Kind() Kind
	// Origin is where the value came from; nil where nobody asked to know.
	Origin() *Origin
	// Secret says that the value must never be printed, in any format.
	Secret() bool
	// Key identifies the value: equal keys mean the same value in every
	// deployment of these sources.
	Key() Key
	withMeta(meta) Value
	metadata() meta
}

type meta struct {
	origin *Origin
	secret bool
}

func (m meta) Origin() *Origin { return m.origin }
func (m meta) Secret() bool    { return m.secret }
func (m meta) metadata() meta  { return m }

// WithOrigin returns v with another origin; parts inside v keep theirs.
func WithOrigin(v Value, o *Origin) Value {
	m := v.metadata()
	if m.origin == o {
		return v
	}
	m.origin = o
	return v.withMeta(m)
}

// AsSecret returns v tainted: it and everything inside it is secret.
func AsSecret(v Value) Value {
	return mapLeaves(v, func(leaf Value) Value {
		m := leaf.metadata()
		m.secret = true
		if u, ok := leaf.(Unknown); ok && !leaf.Secret() {
			return Unknown{m, u.u.asSecret()}
		}
		return leaf.withMeta(m)
	}, true)
}

// asSecret is u with all that could be taken for its value tainted too: the
// branches of a conditional, the members of its domain, its hint.
func (u *unknown) asSecret() *unknown {
	out := *u
	if u.sym.op == OpCall && u.sym.name == "if" && len(u.sym.args) == 3 && Branches(Unknown{u: u}, maxBranches+1) <= maxBranches {
		sym := *u.sym
		sym.args = []Value{sym.args[0], AsSecret(sym.args[1]), AsSecret(sym.args[2])}
		out.sym = &sym
	}
	if u.domain != nil && u.domain.OneOf != nil {
		d := *u.domain
		d.OneOf = make([]Value, len(u.domain.OneOf))
		for i, v := range u.domain.OneOf {
			d.OneOf[i] = AsSecret(v)
		}
		out.domain = &d
	}
	if u.hint != nil {
		out.hint = AsSecret(u.hint)
	}
	return &out
}

// Rebase returns v with the origin of each part replaced by what f makes of
// it; path is the part's place inside v.
func Rebase(v Value, f func(path Path, o *Origin) *Origin) Value {
	return rebaser{f, true}.value(v, nil)
}

// RebaseArgument is Rebase for a value that enters a module: the places where
// the caller wrote its members are forgotten too, because callers with equal
// arguments share one evaluation.
func RebaseArgument(v Value, f func(path Path, o *Origin) *Origin) Value {
	return rebaser{f, false}.value(v, nil)
}

type rebaser struct {
	f          func(Path, *Origin) *Origin
	keepPlaces bool
}

func (r rebaser) value(v Value, path Path) Value {
	m := v.metadata()
	m.origin = r.f(path, m.origin)
	switch v := v.(type) {
	case Array:
		items := make([]Value, len(v.a.items))
		for i, it := range v.a.items {
			items[i] = r.value(it, path.Child(IndexStep(i)))
		}
		loose := make([]Value, len(v.a.loose))
		for i, it := range v.a.loose {
			loose[i] = r.value(it, path)
		}
		return Array{meta: m, a: v.a.with(items, loose)}
	case Object:
		members := make([]Member, len(v.o.members))
		for i, mem := range v.o.members {
			mem.Value = r.value(mem.Value, path.Child(NameStep(mem.Key)))
			if !r.keepPlaces {
				mem.KeyAt, mem.At = source.Range{}, source.Range{}
			}
			members[i] = mem
		}
		o := v.o.with(members)
		if !r.keepPlaces {
			o.at = source.Range{}
		}
		return Object{meta: m, o: o}
	}
	return v.withMeta(m)
}

// mapLeaves rebuilds v with f applied to each leaf, and to arrays and objects
// themselves too if containers is set.
func mapLeaves(v Value, f func(Value) Value, containers bool) Value {
	switch v := v.(type) {
	case Array:
		items := make([]Value, len(v.a.items))
		for i, it := range v.a.items {
			items[i] = mapLeaves(it, f, containers)
		}
		loose := make([]Value, len(v.a.loose))
		for i, it := range v.a.loose {
			loose[i] = mapLeaves(it, f, containers)
		}
		out := Value(Array{meta: v.meta, a: v.a.with(items, loose)})
		if containers {
			out = f(out)
		}
		return out
	case Object:
		members := make([]Member, len(v.o.members))
		for i, mem := range v.o.members {
			mem.Value = mapLeaves(mem.Value, f, containers)
			members[i] = mem
		}
		out := Value(Object{meta: v.meta, o: v.o.with(members)})
		if containers {
			out = f(out)
		}
		return out
	}
	return f(v)
}

// Null is JSON null. As a resource property it means "absent".
type Null struct{ meta }

// Bool is true or false.
type Bool struct {
	meta
	b bool
}

// Int is a 64-bit signed integer.
type Int struct {
	meta
	i int64
}

// Float is a number that is no integer.
type Float struct {
	meta
	f float64
}

// String is a known text.
type String struct {
	meta
	s string
}

// Constructors of known scalars.
func NewNull(o *Origin) Null               { return Null{meta{origin: o}} }
func NewBool(b bool, o *Origin) Bool       { return Bool{meta{origin: o}, b} }
func NewInt(i int64, o *Origin) Int        { return Int{meta{origin: o}, i} }
func NewFloat(f float64, o *Origin) Float  { return Float{meta{origin: o}, f} }
func NewString(s string, o *Origin) String { return String{meta{origin: o}, s} }

func (Null) Kind() Kind   { return KindNull }
func (Bool) Kind() Kind   { return KindBool }
func (Int) Kind() Kind    { return KindInt }
func (Float) Kind() Kind  { return KindFloat }
func (String) Kind() Kind { return KindString }

func (v Null) withMeta(m meta) Value   { v.meta = m; return v }
func (v Bool) withMeta(m meta) Value   { v.meta = m; return v }
func (v Int) withMeta(m meta) Value    { v.meta = m; return v }
func (v Float) withMeta(m meta) Value  { v.meta = m; return v }
func (v String) withMeta(m meta) Value { v.meta = m; return v }

// Bool, Int, Float and String return the Go value.
func (v Bool) Bool() bool       { return v.b }
func (v Int) Int() int64        { return v.i }
func (v Float) Float() float64  { return v.f }
func (v String) String() string { return v.s }

// Array is a list whose leading items are known. An open array goes on in a
// way that isn't known: Items are its certain first items, Loose are values
// that may stand somewhere behind them, none or many times each.
type Array struct {
	meta
	a *array
}

type array struct {
	items     []Value
	loose     []Value
	open      bool
	sym       *Sym // the canonical form of an open array
	why       []Why
	hasSecret bool
	assumed   bool
	unknown   bool
	size      int32
	keys      atomic.Pointer[keyPair]
}

// with returns a with other items.
func (a *array) with(items, loose []Value) *array {
	return (&array{items: items, loose: loose, open: a.open, sym: a.sym, why: a.why}).note()
}

// note fills what is remembered of the parts: parts are shared, so asking each
// of them anew could take exponential time.
func (a *array) note() *array {
	a.unknown = a.open
	size := int64(1)
	for _, list := range [...][]Value{a.items, a.loose} {
		for _, it := range list {
			size += int64(held(it))
			a.hasSecret = a.hasSecret || HasSecret(it)
			a.assumed = a.assumed || DeepAssumed(it)
			a.unknown = a.unknown || !IsKnown(it)
		}
	}
	a.size = int32(min(size, maxSymSize))
	return a
}

// NewArray returns a closed array; the caller must not change items afterwards.
func NewArray(items []Value, o *Origin) Array {
	return Array{meta{origin: o}, (&array{items: items}).note()}
}

// NewOpenArray returns an array that begins with items and goes on unknown;
// sym is its canonical form and why tells what keeps it open.
func NewOpenArray(items, loose []Value, sym *Sym, why []Why, o *Origin) Array {
	return Array{meta{origin: o}, (&array{items: items, loose: loose, open: true, sym: sym, why: why}).note()}
}

func (Array) Kind() Kind              { return KindArray }
func (v Array) withMeta(m meta) Value { v.meta = m; return v }

// Items are the certain first items; the caller must not change them.
func (v Array) Items() []Value { return v.a.items }

// Loose are the values that may follow in an open array.
func (v Array) Loose() []Value { return v.a.loose }

// Open says whether more may follow the items.
func (v Array) Open() bool { return v.a.open }

// Why tells what keeps an open array open.
func (v Array) Why() []Why { return v.a.why }

// Sym is the canonical form of an open array; nil for a closed one.
func (v Array) Sym() *Sym { return v.a.sym }

// Object is a set of named members in source order. Names are unique up to
// exact spelling; look-ups through Get fold ASCII case, as Azure does.
type Object struct {
	meta
	o *object
}

type object struct {
	members   []Member
	open      bool
	sym       *Sym
	why       []Why
	at        source.Range
	hasSecret bool
	assumed   bool
	size      int32
	unknown   bool
	keys      atomic.Pointer[keyPair]
}

// Member is one property of an object.
type Member struct {
	Key string
	// KeyValue is the name of a member whose name isn't known (Key is then
	// ""); nil otherwise.
	KeyValue Value
	Value    Value
	// KeyAt and At are the ranges of the written name and value; zero for
	// members that no source spells out.
	KeyAt, At source.Range
	// Maybe is set when something unknown that comes later may replace the
	// value.
	Maybe bool
}

// with returns o with other members.
func (o *object) with(members []Member) *object {
	return (&object{members: members, open: o.open, sym: o.sym, why: o.why, at: o.at}).note()
}

// note fills what is remembered of the parts.
func (o *object) note() *object {
	size := int64(1)
	for _, m := range o.members {
		size += int64(held(m.Value))
		o.hasSecret = o.hasSecret || HasSecret(m.Value)
		o.assumed = o.assumed || DeepAssumed(m.Value)
		o.unknown = o.unknown || !IsKnown(m.Value)
		if m.KeyValue != nil && !o.open {
			o.open, o.why = true, WhyOf(m.KeyValue)
		}
	}
	o.unknown = o.unknown || o.open
	o.size = int32(min(size, maxSymSize))
	return o
}

// held is the number of values that v is made of, itself included.
func held(v Value) int32 {
	switch v := v.(type) {
	case Array:
		return v.a.size
	case Object:
		return v.o.size
	}
	return 1
}

// Size is the number of values that v is made of, itself included. A part that
// v holds several times counts each time: that is what walking it costs, which
// can be far more than the memory it takes.
func Size(v Value) int { return int(held(v)) }

// NewObject returns an object; at is the range of the literal that wrote it,
// where another property could be inserted (zero if none did). A member whose
// name is unknown makes it open.
func NewObject(members []Member, at source.Range, o *Origin) Object {
	return Object{meta{origin: o}, (&object{members: members, at: at}).note()}
}

// NewOpenObject returns an object that may have further members, such as one
// built by spreading something unknown. sym is its canonical form.
func NewOpenObject(members []Member, at source.Range, sym *Sym, why []Why, o *Origin) Object {
	return Object{meta{origin: o}, (&object{members: members, open: true, at: at, sym: sym, why: why}).note()}
}

func (Object) Kind() Kind              { return KindObject }
func (v Object) withMeta(m meta) Value { v.meta = m; return v }

// Members are in source order; the caller must not change them.
func (v Object) Members() []Member { return v.o.members }

// Open says whether there may be members that aren't listed.
func (v Object) Open() bool { return v.o.open }

// Why tells what keeps an open object open.
func (v Object) Why() []Why { return v.o.why }

// Sym is the canonical form of an object built from something unknown; nil if
// the members say it all.
func (v Object) Sym() *Sym { return v.o.sym }

// At is the range of the literal that wrote the object, or the zero Range.
func (v Object) At() source.Range { return v.o.at }

// Member returns the member of exactly this name, else the last one that
// differs from it in ASCII case only.
func (v Object) Member(name string) (Member, bool) {
	found := -1
	for i, m := range v.o.members {
		if m.KeyValue != nil {
			continue
		}
		if m.Key == name {
			return m, true
		}
		if strings.EqualFold(m.Key, name) {
			found = i
		}
	}
	if found < 0 {
		return Member{}, false
	}
	return v.o.members[found], true
}

// Piece is a part of a Text: literal text if Hole is nil.
type Piece struct {
	Lit  string
	Hole Value // unknown; its string form stands here
}

// Text is a string with at least one unknown part. Neighbouring literal pieces
// are merged and nested texts flattened, so the pieces are canonical.
type Text struct {
	meta
	pieces []Piece
	keys   *keyPair
}

func (Text) Kind() Kind              { return KindText }
func (v Text) withMeta(m meta) Value { v.meta = m; return v }

// Pieces are the parts in order; the caller must not change them.
func (v Text) Pieces() []Piece { return v.pieces }

// Ref stands for a resource as a whole, as when a symbolic name is passed
// around. Properties read from it are worked out by the evaluator.
type Ref struct {
	meta
	id     Value // the resource id: String or Text, or Unknown
	target any
}

// NewRef returns a reference to the resource with this id. Target is the
// evaluator's own handle; it takes no part in equality.
func NewRef(id Value, target any, o *Origin) Ref {
	return Ref{meta{origin: o}, id, target}
}

func (Ref) Kind() Kind              { return KindRef }
func (v Ref) withMeta(m meta) Value { v.meta = m; return v }

// ID is the resource's id.
func (v Ref) ID() Value { return v.id }

// Target is the handle given to NewRef.
func (v Ref) Target() any { return v.target }

// Unknown is a value that can't be known from the sources.
type Unknown struct {
	meta
	u *unknown
}

type unknown struct {
	sym    *Sym
	why    []Why
	domain *Domain
	typ    Type
	hint   Value
}

// Type is what is known of an unknown value's type.
type Type uint8

// The types; TypeAny says nothing.
const (
	TypeAny Type = iota
	TypeNull
	TypeBool
	TypeInt
	TypeString
	TypeArray
	TypeObject
)

// Domain is what a declaration says about the values an unknown can take; nil
// members say nothing.
type Domain struct {
	OneOf                []Value // every possible value
	MinValue, MaxValue   *int64
	MinLength, MaxLength *int64
}

// UnknownSpec is what NewUnknown takes. Sym and Why are required.
type UnknownSpec struct {
	Sym    *Sym
	Why    []Why
	Type   Type // TypeAny unless the value can never have another type, null included
	Domain *Domain
	Hint   Value // what the same deployment declares the value to be, before Azure has its say
	Secret bool
	Origin *Origin
}

// NewUnknown returns an unknown value.
func NewUnknown(s UnknownSpec) Unknown {
	if s.Sym == nil || len(s.Why) == 0 {
		panic("internal error: an unknown value needs a symbolic form and a reason")
	}
	u := &unknown{s.Sym, s.Why, s.Domain, s.Type, s.Hint}
	if s.Secret && (s.Domain != nil || s.Hint != nil) {
		u = u.asSecret()
	}
	return Unknown{meta{s.Origin, s.Secret}, u}
}

func (Unknown) Kind() Kind              { return KindUnknown }
func (v Unknown) withMeta(m meta) Value { v.meta = m; return v }

// Sym is the canonical form.
func (v Unknown) Sym() *Sym { return v.u.sym }

// Why tells the reasons, the deciding one first.
func (v Unknown) Why() []Why { return v.u.why }

// Type is what is known of the value's type.
func (v Unknown) Type() Type { return v.u.typ }

// Domain is what is known of the values it can take; nil if nothing.
func (v Unknown) Domain() *Domain { return v.u.domain }

// OneOf are all the values it can take; nil if they aren't known.
func (v Unknown) OneOf() []Value {
	if v.u.domain == nil {
		return nil
	}
	return v.u.domain.OneOf
}

// Hint is the value that the same deployment declares for it, such as the
// declared property behind a run-time read; nil if there is none.
func (v Unknown) Hint() Value { return v.u.hint }

// WithHint returns v with a hint.
func (v Unknown) WithHint(h Value) Unknown {
	u := *v.u
	u.hint = h
	v.u = &u
	return v
}

// HasSecret says whether v or anything inside it is secret.
func HasSecret(v Value) bool {
	switch v := v.(type) {
	case Array:
		return v.secret || v.a.hasSecret
	case Object:
		return v.secret || v.o.hasSecret
	}
	return v.Secret()
}

// IsKnown says whether v is known through and through: no Text, Ref or
// Unknown, and nothing open, inside it.
func IsKnown(v Value) bool {
	switch v := v.(type) {
	case Text, Ref, Unknown:
		return false
	case Array:
		return !v.a.unknown
	case Object:
		return !v.o.unknown
	}
	return true
}

// TypeOf is the type of v as far as it is known.
func TypeOf(v Value) Type {
	switch v := v.(type) {
	case Null:
		return TypeNull
	case Bool:
		return TypeBool
	case Int:
		return TypeInt
	case String, Text:
		return TypeString
	case Array:
		return TypeArray
	case Object:
		return TypeObject
	case Unknown:
		return v.u.typ
	}
	return TypeAny
}

// Named returns m under a name: a known string, or something unknown.
func (m Member) Named(name Value) Member {
	if s, ok := name.(String); ok {
		m.Key = s.s
	} else {
		m.KeyValue = name
	}
	return m
}

// MapMembers returns v with each member replaced.
func (v Object) MapMembers(f func(Member) Member) Object {
	out := make([]Member, len(v.o.members))
	for i, m := range v.o.members {
		out[i] = f(m)
	}
	return Object{v.meta, v.o.with(out)}
}

// WithItems returns v with other certain items.
func (v Array) WithItems(items []Value) Array { return Array{v.meta, v.a.with(items, v.a.loose)} }

// MapItems returns v with each item, loose ones too, replaced.
func (v Array) MapItems(f func(Value) Value) Array {
	items := make([]Value, len(v.a.items))
	for i, it := range v.a.items {
		items[i] = f(it)
	}
	loose := make([]Value, len(v.a.loose))
	for i, it := range v.a.loose {
		loose[i] = f(it)
	}
	return Array{v.meta, v.a.with(items, loose)}
}
