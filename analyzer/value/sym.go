package value

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
	"slices"
	"strings"
)

// Key identifies a value by its canonical form. Keys are comparable and the
// same in every run.
type Key [16]byte

// keyPair is a value's Key and the key under which resource ids, names and
// enums compare: ASCII case folded, toLower and toUpper dropped.
type keyPair struct{ key, id Key }

// Op is what a symbolic form does with its arguments.
type Op uint8

// The operations.
const (
	OpCall      Op = iota // name(args…), name in ARM's spelling
	OpProp                // args[0].name
	OpIndex               // args[0][args[1]]
	OpParam               // parameters('name')
	OpEnv                 // a fixed text such as subscription().subscriptionId
	OpLoopIndex           // the index of a loop over an unknown number of items: args[0], at a nesting depth
	OpReference           // reference(args[0], 'name'): a resource's run-time state, name being the api-version
	OpAtom                // something that differs wherever it occurs, such as newGuid()
	OpLambda              // a lambda of n parameters with body args[0]
	OpLocal               // a lambda's parameter, by binding depth
)

// Sym is the canonical symbolic form of an unknown value: a small tree,
// normalised when it is built. Syms are immutable and shared.
type Sym struct {
	op   Op
	name string
	qual string // what tells apart equal names: a module instance, a place
	num  int    // loop or lambda depth, number of lambda parameters
	args []Value
	keys keyPair
	size int32 // nodes of the tree written out, saturating
}

// maxSymSize bounds what a symbolic form would be if written out in full; one
// beyond it still compares, but prints cut off.
const maxSymSize = math.MaxInt32 / 2

func newSym(s Sym) *Sym {
	size := int64(1)
	for _, a := range s.args {
		size += int64(sizeOf(a))
	}
	s.size = int32(min(size, maxSymSize))
	s.keys = s.computeKeys()
	return &s
}

func sizeOf(v Value) int32 {
	if IsKnown(v) {
		return int32(min(int64(held(v)), maxSymSize)) // no walk: parts are shared
	}
	switch v := v.(type) {
	case Unknown:
		return v.u.sym.size
	case Text:
		n := int64(1)
		for _, p := range v.pieces {
			if p.Hole != nil {
				n += int64(sizeOf(p.Hole))
			}
		}
		return int32(min(n, maxSymSize))
	case Array:
		if v.a.sym != nil {
			return v.a.sym.size
		}
		n := int64(1)
		for _, it := range v.a.items {
			n += int64(sizeOf(it))
		}
		return int32(min(n, maxSymSize))
	case Object:
		if v.o.sym != nil {
			return v.o.sym.size
		}
		n := int64(1)
		for _, m := range v.o.members {
			n += int64(sizeOf(m.Value))
		}
		return int32(min(n, maxSymSize))
	}
	return 1
}

// Size is the number of nodes the form would have written out in full.
func (s *Sym) Size() int { return int(s.size) }

// Op, Name and Args take the form apart; the caller must not change args.
func (s *Sym) Op() Op         { return s.op }
func (s *Sym) Name() string   { return s.name }
func (s *Sym) Args() []Value  { return s.args }
func (s *Sym) Key() Key       { return s.keys.key }
func (s *Sym) String() string { return exprString(func(p *printer) { p.sym(s) }) }

// SymParam is a parameter without a value. Qual tells the instances of a
// module apart and is "" for the parameters of an entry point, so that equal
// names in the template and its compiled form agree.
func SymParam(name, qual string) *Sym { return newSym(Sym{op: OpParam, name: name, qual: qual}) }

// SymEnv is a fact of the environment, by its canonical text.
func SymEnv(text string) *Sym { return newSym(Sym{op: OpEnv, name: text}) }

// SymAtom prints as text and equals only forms of the same text and id.
func SymAtom(text, id string) *Sym { return newSym(Sym{op: OpAtom, name: text, qual: id}) }

// SymCall is a call of an ARM function. Nested calls of the associative and,
// or and coalesce are flattened; the length of range(a, n) is n.
func SymCall(name string, args ...Value) *Sym {
	switch name {
	case "length":
		if len(args) == 1 {
			if r, ok := asCall(args[0], "range"); ok && len(r.args) == 2 {
				if n, ok := r.args[1].(Unknown); ok {
					return n.u.sym
				}
			}
		}
	case "and", "or", "coalesce":
		flat := make([]Value, 0, len(args))
		for _, a := range args {
			if in, ok := asCall(a, name); ok {
				flat = append(flat, in.args...)
			} else {
				flat = append(flat, a)
			}
		}
		args = flat
	}
	return newSym(Sym{op: OpCall, name: name, args: args})
}

// SymProp is a property of an unknown.
func SymProp(base Value, name string) *Sym {
	return newSym(Sym{op: OpProp, name: name, args: []Value{base}})
}

// SymIndex is an element of something, of which at least one is unknown. What
// stands in range(0, n) at the index of a loop that runs n times is the index
// itself: loops over range(0, length(x)) then meet loops over x.
func SymIndex(base, index Value) *Sym {
	if i, ok := index.(Unknown); ok && i.u.sym.op == OpLoopIndex {
		if r, ok := asCall(base, "range"); ok && len(r.args) == 2 {
			if from, ok := r.args[0].(Int); ok && from.i == 0 && r.args[1].Key() == i.u.sym.args[0].Key() {
				return i.u.sym
			}
		}
	}
	return newSym(Sym{op: OpIndex, args: []Value{base, index}})
}

// SymLoopIndex is the index of a loop that runs count times; depth is the
// number of loops around it.
func SymLoopIndex(count Value, depth int) *Sym {
	return newSym(Sym{op: OpLoopIndex, num: depth, args: []Value{count}})
}

// SymReference is the run-time state of the resource with this id.
func SymReference(id Value, apiVersion string) *Sym {
	return newSym(Sym{op: OpReference, name: apiVersion, args: []Value{id}})
}

// SymLambda is a function of n parameters; SymLocal(depth) are its parameters,
// numbered from the outermost lambda's first.
func SymLambda(n int, body Value) *Sym {
	return newSym(Sym{op: OpLambda, num: n, args: []Value{body}})
}

// SymLocal is the lambda parameter with this number.
func SymLocal(number int) *Sym { return newSym(Sym{op: OpLocal, num: number}) }

// asCall returns v's form if v is an unknown call of the named function.
func asCall(v Value, name string) (*Sym, bool) {
	if u, ok := v.(Unknown); ok && u.u.sym.op == OpCall && u.u.sym.name == name {
		return u.u.sym, true
	}
	return nil, false
}

// AsCall returns the arguments if v is an unknown call of the named function.
func AsCall(v Value, name string) ([]Value, bool) {
	if s, ok := asCall(v, name); ok {
		return s.args, true
	}
	return nil, false
}

// hasher feeds tagged, length-prefixed data, so that different structures
// never give the same bytes.
type hasher struct{ buf []byte }

// newHasher makes room for n bytes. SHA-256 lets its input escape, so room that
// is too large costs as much as room that has to grow.
func newHasher(n int) hasher { return hasher{make([]byte, 0, n)} }

const (
	wordSize = 8 // bytes of a number, and of the length in front of a text
	keySize  = len(Key{})
)

func (h *hasher) tag(t byte)   { h.buf = append(h.buf, t) }
func (h *hasher) num(n int64)  { h.buf = binary.LittleEndian.AppendUint64(h.buf, uint64(n)) }
func (h *hasher) key(k Key)    { h.buf = append(h.buf, k[:]...) }
func (h *hasher) str(s string) { h.num(int64(len(s))); h.buf = append(h.buf, s...) }
func (h *hasher) sum() Key {
	full := sha256.Sum256(h.buf)
	return Key(full[:16])
}

const (
	tagNull byte = iota
	tagBool
	tagInt
	tagFloat
	tagString
	tagArray
	tagObject
	tagText
	tagRef
	tagSym
)

// commutes lists the functions whose arguments' order doesn't matter.
func commutes(name string) bool {
	return name == "and" || name == "or" || name == "equals"
}

func (s *Sym) computeKeys() keyPair {
	if s.op == OpCall && (s.name == "toLower" || s.name == "toUpper") && len(s.args) == 1 {
		return keyPair{s.hash(false), IDKey(s.args[0])}
	}
	return keyPair{s.hash(false), s.hash(true)}
}

func (s *Sym) hash(fold bool) Key {
	h := newHasher(2 + 3*wordSize + len(s.name) + len(s.qual) + len(s.args)*keySize)
	h.tag(tagSym)
	h.tag(byte(s.op))
	name := s.name
	if fold || s.op == OpParam || s.op == OpProp {
		name = foldASCII(name) // Azure finds parameters and properties whatever their case
	}
	h.str(name)
	h.str(s.qual)
	h.num(int64(s.num))
	keys := make([]Key, len(s.args))
	for i, a := range s.args {
		keys[i] = keyOf(a, fold && s.foldsArg(i))
	}
	if s.op == OpCall && commutes(s.name) {
		slices.SortFunc(keys, func(a, b Key) int { return slices.Compare(a[:], b[:]) })
	}
	for _, k := range keys {
		h.key(k)
	}
	return h.sum()
}

// foldsArg says whether results that differ in ASCII case only follow from
// arguments i that differ so. Most functions look at the case: a hash of 'A' is
// not the hash of 'a'.
func (s *Sym) foldsArg(i int) bool {
	switch s.op {
	case OpProp, OpReference:
		return true
	case OpIndex:
		return i == 0
	case OpCall:
	default:
		return false
	}
	switch s.name {
	case "if":
		return i > 0
	case "substring", "take", "skip", "padLeft":
		return i == 0
	case "split": // at something that has no case
		if i == 0 && len(s.args) == 2 {
			at, ok := s.args[1].(String)
			return ok && strings.ToLower(at.s) == strings.ToUpper(at.s)
		}
		return false
	case "toLower", "toUpper", "trim", "concat", "join", "coalesce", "tryGet", "first", "last", "indexFromEnd", "createArray", "flatten",
		"shallowMerge", "resourceId", "subscriptionResourceId", "tenantResourceId", "managementGroupResourceId", "extensionResourceId",
		"subscription", "resourceGroup", "managementGroup", "references", "getSecret":
		return true
	}
	return strings.HasPrefix(s.name, "list") // asks a resource, by its id
}

func foldASCII(s string) string {
	for i := 0; i < len(s); i++ {
		if 'A' <= s[i] && s[i] <= 'Z' {
			b := []byte(s)
			for j := i; j < len(b); j++ {
				if 'A' <= b[j] && b[j] <= 'Z' {
					b[j] += 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return s
}

// IDKey identifies v as a resource id, name or enum: keys that differ only in
// ASCII case, or in a toLower or toUpper, are the same.
func IDKey(v Value) Key { return keyOf(v, true) }

func keyOf(v Value, fold bool) Key {
	switch v := v.(type) {
	case Unknown:
		return v.u.sym.keys.pick(fold)
	case Text:
		return v.keys.pick(fold)
	case Array:
		return cachedKeys(&v.a.keys, func(fold bool) Key { return v.hash(fold) }).pick(fold)
	case Object:
		return cachedKeys(&v.o.keys, func(fold bool) Key { return v.hash(fold) }).pick(fold)
	case Ref:
		h := newHasher(1 + keySize)
		h.tag(tagRef)
		h.key(keyOf(v.id, fold))
		return h.sum()
	}
	return scalarKey(v, fold)
}

// scalarKey is keyOf for what holds no other values.
func scalarKey(v Value, fold bool) Key {
	size := 1 + wordSize
	if s, ok := v.(String); ok {
		size += len(s.s)
	}
	h := newHasher(size)
	switch v := v.(type) {
	case Null:
		h.tag(tagNull)
	case Bool:
		h.tag(tagBool)
		if v.b {
			h.tag(1)
		} else {
			h.tag(0)
		}
	case Int:
		h.tag(tagInt)
		h.num(v.i)
	case Float:
		if i := int64(v.f); float64(i) == v.f && math.Abs(v.f) < 1<<53 {
			h.tag(tagInt) // 1.0 and 1 are the same number
			h.num(i)
		} else {
			h.tag(tagFloat)
			h.num(int64(math.Float64bits(v.f)))
		}
	case String:
		h.tag(tagString)
		if fold {
			h.str(foldASCII(v.s))
		} else {
			h.str(v.s)
		}
	default:
		panic("internal error: key of an unlisted kind of value")
	}
	return h.sum()
}

func (k keyPair) pick(fold bool) Key {
	if fold {
		return k.id
	}
	return k.key
}

func cachedKeys(at interface {
	Load() *keyPair
	Store(*keyPair)
}, hash func(bool) Key) *keyPair {
	if k := at.Load(); k != nil {
		return k
	}
	k := &keyPair{hash(false), hash(true)}
	at.Store(k)
	return k
}

func (v Array) hash(fold bool) Key {
	if v.a.sym != nil {
		return v.a.sym.keys.pick(fold)
	}
	h := newHasher(1 + len(v.a.items)*keySize)
	h.tag(tagArray)
	for _, it := range v.a.items {
		h.key(keyOf(it, fold))
	}
	return h.sum()
}

func (v Object) hash(fold bool) Key {
	if v.o.sym != nil {
		return v.o.sym.keys.pick(fold)
	}
	h := newHasher(1 + 2*len(v.o.members)*keySize)
	h.tag(tagObject)
	type entry struct{ name, val Key }
	entries := make([]entry, 0, len(v.o.members))
	for _, m := range v.o.members {
		name := m.KeyValue
		if name == nil {
			name = String{s: m.Key}
		}
		entries = append(entries, entry{keyOf(name, fold), keyOf(m.Value, fold)})
	}
	slices.SortStableFunc(entries, func(a, b entry) int { return slices.Compare(a.name[:], b.name[:]) })
	for _, e := range entries {
		h.key(e.name)
		h.key(e.val)
	}
	return h.sum()
}

// Key methods of the sum.
func (v Null) Key() Key    { return keyOf(v, false) }
func (v Bool) Key() Key    { return keyOf(v, false) }
func (v Int) Key() Key     { return keyOf(v, false) }
func (v Float) Key() Key   { return keyOf(v, false) }
func (v String) Key() Key  { return keyOf(v, false) }
func (v Array) Key() Key   { return keyOf(v, false) }
func (v Object) Key() Key  { return keyOf(v, false) }
func (v Text) Key() Key    { return keyOf(v, false) }
func (v Ref) Key() Key     { return keyOf(v, false) }
func (v Unknown) Key() Key { return keyOf(v, false) }

func textKeys(pieces []Piece) *keyPair {
	size := 1
	for _, p := range pieces {
		size += 1 + max(keySize, wordSize+len(p.Lit))
	}
	hash := func(fold bool) Key {
		h := newHasher(size)
		h.tag(tagText)
		for _, p := range pieces {
			if p.Hole != nil {
				h.tag(1)
				h.key(keyOf(p.Hole, fold))
				continue
			}
			h.tag(0)
			if fold {
				h.str(foldASCII(p.Lit))
			} else {
				h.str(p.Lit)
			}
		}
		return h.sum()
	}
	return &keyPair{hash(false), hash(true)}
}

// NewText returns the string made of the pieces: a String if none is unknown,
// the hole itself if it is all there is and is known to be a string, else a
// canonical Text. Known holes must have been rendered by the caller.
func NewText(pieces []Piece, o *Origin) Value {
	var out []Piece
	var secret bool
	var add func(ps []Piece)
	// Of many known pieces, each added to what the others make would copy that
	// once more.
	var run strings.Builder
	lit := func(s string) { run.WriteString(s) }
	flush := func() {
		if run.Len() > 0 {
			out = append(out, Piece{Lit: run.String()})
			run.Reset()
		}
	}
	add = func(ps []Piece) {
		for _, p := range ps {
			switch h := p.Hole.(type) {
			case nil:
				lit(p.Lit)
			case String:
				secret = secret || h.secret
				lit(h.s)
			case Text:
				secret = secret || h.secret
				add(h.pieces)
			default:
				secret = secret || HasSecret(h)
				flush()
				out = append(out, p)
			}
		}
	}
	add(pieces)
	flush()
	m := meta{o, secret}
	switch {
	case len(out) == 0:
		return String{m, ""}
	case len(out) == 1 && out[0].Hole == nil:
		return String{m, out[0].Lit}
	case len(out) == 1 && TypeOf(out[0].Hole) == TypeString:
		v := out[0].Hole
		vm := v.metadata()
		vm.secret = vm.secret || secret
		if o != nil {
			vm.origin = o
		}
		return v.withMeta(vm)
	}
	return Text{m, out, textKeys(out)}
}

// PlainText joins the known pieces of a string value, with mark in place of
// each unknown part; "" for other kinds.
func PlainText(v Value, mark string) string {
	switch v := v.(type) {
	case String:
		return v.s
	case Text:
		var b strings.Builder
		for _, p := range v.pieces {
			if p.Hole != nil {
				b.WriteString(mark)
			} else {
				b.WriteString(p.Lit)
			}
		}
		return b.String()
	case Unknown:
		return mark
	}
	return ""
}
