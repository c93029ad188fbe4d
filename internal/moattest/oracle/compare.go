package oracle

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// differences lists where two sides differ, in a fixed order; none where they
// are equal.
func differences(a, b *side) []string {
	var out []string
	for _, part := range []struct {
		name string
		a, b map[string]json.RawMessage
	}{{"resource", a.resources, b.resources}, {"module", a.modules, b.modules}, {"section", a.other, b.other}, {"error at", a.faults, b.faults}} {
		for _, k := range keysOf(part.a, part.b) {
			x, inA := part.a[k]
			y, inB := part.b[k]
			switch {
			case !inB:
				out = append(out, fmt.Sprintf("%s %s: only in Bicep", part.name, k))
			case !inA:
				out = append(out, fmt.Sprintf("%s %s: only in JSON", part.name, k))
			case !bytes.Equal(x, y):
				out = append(out, unequal(part.name+" "+k, decode(x), decode(y))...)
			}
		}
	}
	return out
}

// keysOf lists the keys of two maps, sorted.
func keysOf[V any](a, b map[string]V) []string {
	keys := slices.AppendSeq(slices.Collect(maps.Keys(a)), maps.Keys(b))
	slices.Sort(keys)
	return slices.Compact(keys)
}

func decode(raw json.RawMessage) any {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return err.Error()
	}
	return v
}

func unequal(at string, a, b any) []string {
	switch a := a.(type) {
	case map[string]any:
		b, ok := b.(map[string]any)
		if !ok {
			break
		}
		var out []string
		for _, k := range keysOf(a, b) {
			x, inA := a[k]
			y, inB := b[k]
			switch {
			case !inB:
				out = append(out, fmt.Sprintf("%s.%s: only in Bicep: %s", at, k, text(x)))
			case !inA:
				out = append(out, fmt.Sprintf("%s.%s: only in JSON: %s", at, k, text(y)))
			default:
				out = append(out, unequal(at+"."+k, x, y)...)
			}
		}
		return out
	case []any:
		b, ok := b.([]any)
		if !ok || len(a) != len(b) {
			break
		}
		var out []string
		for i := range a {
			out = append(out, unequal(fmt.Sprintf("%s[%d]", at, i), a[i], b[i])...)
		}
		return out
	}
	if text(a) == text(b) {
		return nil
	}
	return []string{fmt.Sprintf("%s:\n      Bicep %s\n      JSON  %s", at, text(a), text(b))}
}

func text(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(b)
}
