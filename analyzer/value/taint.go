package value

import (
	"slices"
	"strings"
)

// AsSecretAt returns v with what stands at a path of names tainted, wherever it
// does; "*" stands for every item of an array. Names fold ASCII case.
func AsSecretAt(v Value, path ...string) Value {
	if len(path) == 0 {
		return AsSecret(v)
	}
	switch v := v.(type) {
	case Object:
		members := slices.Clone(v.o.members)
		changed := false
		for i, m := range members {
			if m.KeyValue == nil && strings.EqualFold(m.Key, path[0]) {
				members[i].Value, changed = AsSecretAt(m.Value, path[1:]...), true
			}
		}
		if changed {
			return Object{v.meta, v.o.with(members)}
		}
	case Array:
		if path[0] == "*" {
			each := func(list []Value) []Value {
				out := make([]Value, len(list))
				for i, it := range list {
					out[i] = AsSecretAt(it, path[1:]...)
				}
				return out
			}
			return Array{v.meta, v.a.with(each(v.a.items), each(v.a.loose))}
		}
	}
	return v
}
