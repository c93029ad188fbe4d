package function

import (
	"fmt"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/terraform/typed"
)

// mapRows are the functions on maps and objects.
func mapRows() []*Func {
	return []*Func{
		{Name: "merge", Signature: "maps any?…: any", known: std(stdlib.MergeFunc), partial: merge, structural: true, whole: true, sym: mergeSym},
		{Name: "lookup", Signature: "inputMap any, key string, default any?…: any", partial: lookup},
		{Name: "keys", Signature: "inputMap any: any", known: std(stdlib.KeysFunc), partial: keys, structural: true},
		{Name: "values", Signature: "mapping any: any", known: std(stdlib.ValuesFunc), partial: mapValues, structural: true},
		{Name: "zipmap", Signature: "keys list(string), values any: any", known: std(stdlib.ZipmapFunc), partial: zipMap, structural: true},
		{Name: "transpose", Signature: "values map(list(string)): map(list(string))", partial: transpose},
	}
}

func mayBeMap(v typed.Value) bool {
	if v.V.Kind() == value.KindObject {
		return true
	}
	return isHole(v.V) && (v.T == cty.DynamicPseudoType || typed.IsMapping(v.T))
}

func mergeSym(args []value.Value) *value.Sym {
	return value.SymCall("shallowMerge", value.NewArray(args, nil))
}

// merge takes the members of all, the later ones winning. A conditional among
// the arguments is merged branch by branch, so that what depends on a condition
// depends on nothing else.
func merge(c *call) (typed.Value, error) {
	var args []typed.Value
	leaves := 1
	for i, a := range c.args {
		if a.IsNull() {
			continue
		}
		if !mayBeMap(a) {
			return typed.Value{}, c.wrong(i, "it must be a map or an object")
		}
		if _, ok := conditional(a.V); ok {
			leaves *= value.Branches(a.V, maxSplit+1)
		}
		if leaves > maxSplit {
			leaves = maxSplit + 1
		}
		args = append(args, a)
	}
	t := c.typeBy(stdlib.MergeFunc)
	v, err := c.mergeBranches(args, leaves <= maxSplit)
	return typed.Value{V: v, T: t}, err
}

func (c *call) mergeBranches(args []typed.Value, split bool) (value.Value, error) {
	for i, a := range args {
		cond, ok := conditional(a.V)
		if !ok || !split {
			continue
		}
		var out [2]value.Value
		for b := range out {
			taken := slices.Clone(args)
			for j, x := range taken {
				for {
					other, ok := conditional(x.V)
					if !ok || other[0].Key() != cond[0].Key() {
						break
					}
					var err error
					if x, err = c.branchOf(x, other[1+b]); err != nil {
						return c.mergeAll(args)
					}
				}
				taken[j] = x
			}
			if !mayBeMap(taken[i]) && !taken[i].IsNull() {
				return c.mergeAll(args) // the branch has no value: no deployment takes it
			}
			taken = slices.DeleteFunc(taken, typed.Value.IsNull)
			var err error
			if out[b], err = c.mergeBranches(taken, true); err != nil {
				return nil, err
			}
		}
		return value.NewIf(cond[0], out[0], out[1], c.origin()), nil
	}
	return c.mergeAll(args)
}

func (c *call) mergeAll(args []typed.Value) (value.Value, error) {
	if len(args) == 1 {
		return args[0].V, nil
	}
	var members []value.Member
	at := map[string]int{}
	open := false
	var why []value.Why
	doubt := func(but map[string]bool, reasons []value.Why) {
		if !open {
			open, why = true, reasons
		}
		for i, m := range members {
			if m.KeyValue == nil && !but[m.Key] {
				members[i].Maybe = true
			}
		}
	}
	place := source.Range{}
	secret := false
	operands := make([]value.Value, len(args))
	for i, a := range args {
		operands[i] = a.V
		secret = secret || a.V.Secret()
		o, ok := a.V.(value.Object)
		if !ok {
			doubt(nil, value.WhyOf(a.V))
			continue
		}
		if i == 0 {
			place = o.At()
		}
		if len(members)+len(o.Members()) > maxItems {
			return nil, limitError{}
		}
		if o.Open() {
			own := map[string]bool{}
			for _, m := range o.Members() {
				own[m.Key] = m.KeyValue == nil && !m.Maybe
			}
			doubt(own, o.Why())
		}
		for _, m := range o.Members() {
			k, known := at[m.Key]
			switch {
			case m.KeyValue != nil:
				members = append(members, m)
			case known:
				members[k] = m
			default:
				at[m.Key] = len(members)
				members = append(members, m)
			}
		}
	}
	if !open {
		v := value.Value(value.NewObject(members, place, c.origin()))
		if secret {
			v = value.AsSecret(v)
		}
		return v, nil
	}
	if len(why) == 0 {
		why = c.spec("").Why
	}
	sym := mergeSym(operands)
	if len(members) == 0 {
		return value.NewUnknown(value.UnknownSpec{Sym: sym, Why: why, Type: value.TypeObject, Secret: c.secret(), Origin: c.origin()}), nil
	}
	v := value.Value(value.NewOpenObject(members, place, sym, why, c.origin()))
	if secret {
		v = value.AsSecret(v)
	}
	return v, nil
}

func lookup(c *call) (typed.Value, error) {
	if len(c.args) > 3 {
		return typed.Value{}, fmt.Errorf("lookup takes 2 or 3 arguments, but is given %d", len(c.args))
	}
	m := c.args[0]
	if !mayBeMap(m) {
		return typed.Value{}, c.wrong(0, "it must be a map or an object")
	}
	var def *typed.Value
	if len(c.args) == 3 {
		d := c.args[2]
		if m.T.IsMapType() {
			var err error
			if d, err = typed.Convert(d, m.T.ElementType(), c.env.At); err != nil {
				return typed.Value{}, c.wrong(2, "%s", err)
			}
		}
		if vague(m) {
			d = c.defaultOf(d)
		}
		def = &d
	}
	key, known := c.args[1].V.(value.String)
	o, isObject := m.V.(value.Object)
	if !known || !isObject {
		return c.lookupUnknown(o, isObject, def)
	}
	for _, mem := range o.Members() {
		if mem.KeyValue == nil && !mem.Maybe && mem.Key == key.String() {
			v := m.Member(mem)
			if key.Secret() || o.Secret() {
				v.V = value.AsSecret(v.V)
			}
			return v, nil
		}
	}
	switch {
	case o.Open():
		if def == nil {
			v := c.property(m, key.String())
			return v, nil
		}
		return c.unknownOf(elementType(m.T), ""), nil
	case def != nil:
		if key.Secret() || o.Secret() {
			def.V = value.AsSecret(def.V)
		}
		return *def, nil
	}
	return typed.Value{}, c.wrong(1, "the map has no member %q, and there is no default", clip(key.String()))
}

// defaultOf is a default for a map of which the type isn't known: the map converts
// it to the type of its elements.
func (c *call) defaultOf(d typed.Value) typed.Value {
	if d.T != cty.String || !d.IsKnown() {
		return typed.EitherWay(d, c.spec("").Why)
	}
	one := []value.Value{d.V}
	for _, t := range [...]cty.Type{cty.Number, cty.Bool} {
		if v, err := typed.Convert(d, t, c.env.At); err == nil {
			one = append(one, v.V)
		}
	}
	if len(one) == 1 {
		return d
	}
	return typed.Value{T: cty.DynamicPseudoType, V: value.NewUnknown(value.UnknownSpec{Sym: value.SymCall("tf.convert", d.V), Why: c.spec("").Why,
		Domain: &value.Domain{OneOf: one}, Secret: d.V.Secret(), Origin: d.V.Origin()})}
}

// property is a member of something that isn't known.
func (c *call) property(m typed.Value, name string) typed.Value {
	s := c.spec("")
	s.Sym = value.SymProp(m.V, name)
	return typed.Value{V: value.NewUnknown(s), T: elementType(m.T)}
}

func (c *call) lookupUnknown(o value.Object, isObject bool, def *typed.Value) (typed.Value, error) {
	m := c.args[0]
	if key, ok := c.args[1].V.(value.String); ok && def == nil {
		return c.property(m, key.String()), nil
	}
	if !isObject || o.Open() || len(o.Members()) > maxSplit {
		return c.unknownOf(elementType(m.T), ""), nil
	}
	var vs []typed.Value
	for _, mem := range o.Members() {
		vs = append(vs, m.Member(mem))
	}
	if def != nil {
		vs = append(vs, *def)
	}
	if len(vs) == 0 {
		return typed.Value{}, c.wrong(0, "it is empty, and there is no default")
	}
	return c.oneOf(vs), nil
}

// byName are the members in the order of their names; false if it isn't known.
func byName(o value.Object) ([]value.Member, bool) {
	ms := slices.Clone(o.Members())
	for _, m := range ms {
		if m.KeyValue != nil {
			return nil, false
		}
	}
	slices.SortFunc(ms, func(a, b value.Member) int { return strings.Compare(a.Key, b.Key) })
	return ms, true
}

func keys(c *call) (typed.Value, error) {
	return c.sides(stdlibKeys, func(m value.Member) typed.Value {
		o := c.origin()
		if m.KeyAt.IsValid() {
			o = value.Literal(m.KeyAt)
		}
		return typed.Value{V: value.NewString(m.Key, o), T: cty.String}
	})
}

func mapValues(c *call) (typed.Value, error) {
	return c.sides(stdlibValues, func(m value.Member) typed.Value { return c.args[0].Member(m) })
}

const (
	stdlibKeys   = true
	stdlibValues = false
)

// sides lists what f takes of each member, in the order of their names.
func (c *call) sides(names bool, f func(value.Member) typed.Value) (typed.Value, error) {
	m := c.args[0]
	if !mayBeMap(m) {
		return typed.Value{}, c.wrong(0, "it must be a map or an object")
	}
	t := c.typeBy(stdlib.ValuesFunc)
	if names {
		t = c.typeBy(stdlib.KeysFunc)
	}
	o, ok := m.V.(value.Object)
	if !ok {
		return c.unknownOf(t, ""), nil
	}
	ms, ordered := byName(o)
	var s seq
	if !ordered || o.Open() {
		s.open, s.why = true, value.WhyOf(o)
		for _, mem := range o.Members() {
			if mem.KeyValue == nil {
				s.loose = append(s.loose, f(mem))
			}
		}
		return c.array(s, t)
	}
	for _, mem := range ms {
		s.add(f(mem))
	}
	return c.array(s, t)
}

func zipMap(c *call) (typed.Value, error) {
	ks, ok1 := seqOf(c.args[0])
	vs, ok2 := seqOf(c.args[1])
	if !ok2 || c.args[1].T.IsSetType() {
		return typed.Value{}, c.wrong(1, "it must be a list or a tuple")
	}
	t := c.typeBy(stdlib.ZipmapFunc)
	if !ok1 || ks.open || vs.open || ks.unordered {
		return c.unknownOf(t, ""), nil
	}
	if len(ks.items) != len(vs.items) {
		return typed.Value{}, c.wrong(1, "it has %s, where there are %s; they must be as many", plural(len(vs.items), "element"), plural(len(ks.items), "key"))
	}
	var members []value.Member
	at := map[string]int{}
	for i, k := range ks.items {
		m := value.Member{Value: vs.items[i].V}
		m = m.Named(k.V)
		if j, ok := at[m.Key]; ok && m.KeyValue == nil {
			members[j] = m
			continue
		}
		if m.KeyValue == nil {
			at[m.Key] = len(members)
			for j := range members {
				if members[j].KeyValue != nil {
					continue
				}
			}
		} else {
			// It may name one that is there already.
			for j := range members {
				members[j].Maybe = members[j].KeyValue == nil
			}
		}
		members = append(members, m)
	}
	v := value.Value(value.NewObject(members, source.Range{}, c.origin()))
	if value.HasSecret(c.args[0].V) {
		v = value.AsSecret(v)
	}
	return typed.Value{V: v, T: t}, nil
}

func transpose(c *call) (typed.Value, error) {
	o, ok := c.args[0].V.(value.Object)
	if !ok || o.Open() {
		return c.unknown(""), nil
	}
	ms, _ := byName(o)
	groups := map[string][]value.Value{}
	var order []string
	n := 0
	for _, m := range ms {
		in := c.args[0].Member(m)
		if in.IsNull() {
			return typed.Value{}, c.wrong(0, "its member %s is null", m.Key)
		}
		s, ok := seqOf(in)
		if !ok || s.open {
			return c.unknown(""), nil
		}
		for _, it := range s.items {
			str, ok := it.V.(value.String)
			if it.IsNull() {
				return typed.Value{}, c.wrong(0, "its member %s holds a null", m.Key)
			}
			if !ok {
				return c.unknown(""), nil
			}
			if groups[str.String()] == nil {
				order = append(order, str.String())
			}
			if n++; n > maxItems {
				return typed.Value{}, limitError{}
			}
			origin := c.origin()
			if m.KeyAt.IsValid() {
				origin = value.Literal(m.KeyAt)
			}
			groups[str.String()] = append(groups[str.String()], value.NewString(m.Key, origin))
		}
	}
	slices.Sort(order)
	members := make([]value.Member, 0, len(order))
	for _, k := range order {
		members = append(members, value.Member{Key: k, Value: value.NewArray(groups[k], c.origin())})
	}
	v := value.Value(value.NewObject(members, source.Range{}, c.origin()))
	if c.secret() {
		v = value.AsSecret(v)
	}
	return typed.Value{V: v, T: cty.Map(cty.List(cty.String))}, nil
}
