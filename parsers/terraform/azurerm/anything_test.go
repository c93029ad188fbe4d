package azurerm

import (
	"testing"

	"pgregory.net/rapid"

	"moat/analyzer/value"
)

// anything draws a value of any kind, known or not.
func anything(depth int) *rapid.Generator[value.Value] {
	return rapid.Custom(func(t *rapid.T) value.Value {
		kinds := 8
		if depth > 0 {
			kinds = 13
		}
		inner := func(label string) value.Value { return anything(depth-1).Draw(t, label) }
		switch rapid.IntRange(0, kinds-1).Draw(t, "kind") {
		case 0:
			return value.NewNull(nil)
		case 1:
			return value.NewBool(rapid.Bool().Draw(t, "bool"), nil)
		case 2:
			return value.NewInt(rapid.Int64().Draw(t, "int"), nil)
		case 3:
			return value.NewFloat(1.5, nil)
		case 4:
			return text(rapid.SampledFrom([]string{"", "/", "/a/b/c/d/e/f/g/h", "https://v.vault.azure.net/keys/k", "true", "{", "[1]", "A_1", "2026-01-31T00:00:00Z", "x, y"}).Draw(t, "text"))
		case 5:
			return param("p", value.TypeAny)
		case 6:
			return value.NewText([]value.Piece{{Lit: "/subscriptions/"}, {Hole: param("p", value.TypeString)}, {Lit: "/x"}}, nil)
		case 7:
			return value.AsSecret(text("hidden"))
		case 8:
			return arrayOf(inner("item"), inner("item"))
		case 9:
			return openList("list", inner("loose"))
		case 10:
			return value.NewIf(param("c", value.TypeBool), inner("then"), inner("else"), nil)
		case 11:
			return object([]value.Member{{Key: "name", Value: inner("member")}, {KeyValue: param("k", value.TypeString), Value: inner("member")}})
		}
		return value.NewOpenObject(nil, object(nil).At(), value.SymParam("o", ""), []value.Why{{Reason: value.ReasonParameter}}, nil)
	})
}

// blockOf draws a block of a type: some of its attributes and blocks, with
// whatever may stand there.
func blockOf(t *rapid.T, rows []*row, depth int) value.Value {
	var members []value.Member
	add := func(name string, v value.Value) { members = append(members, value.Member{Key: name, Value: v}) }
	for _, r := range rows {
		switch {
		case r.verb.attributes:
			o := blockOf(t, r.rows, depth).(value.Object)
			members = append(members, o.Members()...)
		case !rapid.Bool().Draw(t, r.dotted):
		case len(r.rows) > 0 && depth > 0 && rapid.Bool().Draw(t, "block"):
			one := blockOf(t, r.rows, depth-1)
			switch rapid.IntRange(0, 3).Draw(t, "dynamic") {
			case 0:
				add(r.name, arrayOf(one))
			case 1:
				add(r.name, openList("many", one))
			case 2:
				add(r.name, value.NewIf(param("c", value.TypeBool), arrayOf(one), arrayOf(), nil))
			default:
				add(r.name, value.NewIf(param("c", value.TypeBool), arrayOf(one, one), openList("many", one), nil))
			}
		default:
			add(r.name, anything(2).Draw(t, r.dotted))
		}
	}
	return object(members)
}

// TestAnythingCanBeMapped: whatever is written, there is a resource with an id,
// and every attribute has a value. Mapping it twice gives the same.
func TestAnythingCanBeMapped(t *testing.T) {
	all := All()
	types := NewTypes()
	rapid.Check(t, func(t *rapid.T) {
		info := rapid.SampledFrom(all).Draw(t, "type")
		f := types.file(info.Name, info.Data)
		body := blockOf(t, f.rows, 3).(value.Object)
		for _, name := range [...]string{"name", "resource_group_name"} {
			if rapid.Bool().Draw(t, name) {
				body = object(append(body.Members()[:len(body.Members()):len(body.Members())], value.Member{Key: name, Value: anything(1).Draw(t, name)}))
			}
		}
		b := Block{Type: info.Name, Address: info.Name + ".it", Data: info.Data, Body: body}
		env := testEnv(rapid.IntRange(2, 6).Draw(t, "major"))
		m, ok := types.Map(b, env)
		again, _ := types.Map(b, env)
		if !ok || len(m.Resources) != len(again.Resources) {
			t.Fatal("not mapped twice alike")
		}
		for i, r := range m.Resources {
			if r.ID == nil || r.Name == nil || r.OwnName == nil {
				t.Fatalf("a resource without an id or a name: %+v", r)
			}
			if r.Body.Key() != again.Resources[i].Body.Key() || r.ID.Key() != again.Resources[i].ID.Key() {
				t.Fatalf("mapped twice, %s differs", r.Type)
			}
		}
		for _, r := range f.rows {
			if m.Attr(r.name) == nil {
				t.Fatalf("%s has no value", r.name)
			}
		}
		for _, c := range f.computed {
			if m.Attr(c.name[0]) == nil {
				t.Fatalf("%s has no value", c.name[0])
			}
		}
	})
}
