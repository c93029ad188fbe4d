package azurerm

import (
	"testing"

	"pgregory.net/rapid"

	"moat/analyzer/value"
)

// words are texts that a verb's attribute may hold.
func words() *rapid.Generator[string] { return rapid.StringMatching(`[a-z][a-z0-9-]{0,8}`) }

// written1 draws what may be written for a verb: its attribute, and those it
// takes along.
type written1 func(t *rapid.T, r *row) []value.Value

func boolean(t *rapid.T, _ *row) []value.Value {
	return []value.Value{value.NewBool(rapid.Bool().Draw(t, "v"), nil)}
}

func word(t *rapid.T, _ *row) []value.Value { return []value.Value{text(words().Draw(t, "v"))} }

func wordList(t *rapid.T, _ *row) []value.Value {
	items := []value.Value{}
	for _, w := range rapid.SliceOfN(words(), 0, 4).Draw(t, "v") {
		items = append(items, text(w))
	}
	return []value.Value{value.NewArray(items, nil)}
}

func oneOf(options ...string) written1 {
	return func(t *rapid.T, _ *row) []value.Value {
		return []value.Value{text(rapid.SampledFrom(options).Draw(t, "v"))}
	}
}

// TestVerbsRoundTrip has every verb make properties of what is written, and
// its inverse say what to write for them.
func TestVerbsRoundTrip(t *testing.T) {
	rows := []struct {
		row  string
		draw written1
		// lossy is set for a verb that several written values give the same
		// for: what it gives back has to come to the same again.
		lossy bool
	}{
		{"a string p copy", word, false},
		{"a bool p not", boolean, false},
		{"a bool p bool_enabled_disabled", boolean, false},
		{"a bool p bool_disabled_enabled", boolean, false},
		{"a bool p bool_enabled_disabled_lower", boolean, false},
		{"a bool p bool_string", boolean, false},
		{"a string p map:private=None,blob=Blob,container=Container", oneOf("private", "blob", "container"), false},
		{"a bool p map:true=Default,false=DoNotEnforce", boolean, false},
		{"a string p.{name,tier} copy_to_both", word, false},
		{"a bool p copy_when_true", func(*rapid.T, *row) []value.Value { return []value.Value{value.NewBool(true, nil)} }, false},
		{"a string p copy_unless:none", word, false},
		{"a bool p const_when_true:ServicePrincipal", func(*rapid.T, *row) []value.Value { return []value.Value{value.NewBool(true, nil)} }, false},
		{"a string p wrap_list", word, false},
		{"a set p join_csv", wordList, false},
		{"a string p location_normalize", oneOf("West Europe", "westeurope", "Sweden Central"), true},
		{"a string p rfc3339_to_unix", func(t *rapid.T, r *row) []value.Value {
			back, _ := unixTimeBack(r, []value.Value{value.NewInt(rapid.Int64Range(0, 4e9).Draw(t, "v"), nil)})
			return back
		}, false},
		{"a string p json_parse", func(t *rapid.T, r *row) []value.Value {
			list := wordList(t, r)[0]
			doc := object([]value.Member{{Key: "list", Value: list}, {Key: "on", Value: value.NewBool(true, nil)}, {Key: "n", Value: value.NewInt(3, nil)}})
			return []value.Value{text(string(value.AppendJSON(nil, doc, value.JSONOptions{})))}
		}, false},
		{"a string sku.{name,tier} sku_storage with:b,c", func(t *rapid.T, _ *row) []value.Value {
			out := []value.Value{text(rapid.SampledFrom([]string{"Standard", "Premium"}).Draw(t, "tier")), text(rapid.SampledFrom([]string{"LRS", "GZRS"}).Draw(t, "kind")), nil}
			if rapid.Bool().Draw(t, "v2") {
				out[2] = text("V2")
			}
			return out
		}, false},
		{"a string sku.{name,capacity} sku_split_underscore", func(t *rapid.T, _ *row) []value.Value {
			return []value.Value{text(rapid.StringMatching(`[A-Z][a-zA-Z0-9]{0,8}_(0|[1-9][0-9]{0,2})`).Draw(t, "v"))}
		}, false},
		{"a set p[].value list_to_objects +action=Allow", wordList, false},
		{"a list p[].properties.id list_to_objects", wordList, false},
		{"a string p[].trigger.timeBeforeExpiry rotation_action:notify", word, false},
		{"a string p[] field_equals:category", word, false},
		{"a list p[] field_equals:status", wordList, false},
		{"a map p[] map_to_name_value", func(t *rapid.T, _ *row) []value.Value {
			var members []value.Member
			for _, w := range rapid.SliceOfNDistinct(words(), 0, 4, rapid.ID[string]).Draw(t, "v") {
				members = append(members, value.Member{Key: w, Value: text(w + "!")})
			}
			return []value.Value{object(members)}
		}, false},
		{"a string p[] app_setting:Store", word, false},
		{"a bool p[] app_setting:Store__accountName with:b", func(t *rapid.T, r *row) []value.Value {
			return []value.Value{value.NewBool(true, nil), word(t, r)[0]}
		}, false},
		{"a string p.{keyName,keyVersion,keyVaultUri} key_id_split", func(t *rapid.T, _ *row) []value.Value {
			return []value.Value{text("https://" + words().Draw(t, "vault") + ".vault.azure.net/keys/" + words().Draw(t, "key") +
				rapid.SampledFrom([]string{"", "/0123abcd"}).Draw(t, "version"))}
		}, false},
		{"a string p role_name_to_id", oneOf("Reader", "Storage Blob Data Owner", "AcrPull"), false},
		{"a string p role_id_normalize", word, false},
		{"a string p search_auth_options with:b", func(t *rapid.T, _ *row) []value.Value {
			on := rapid.Bool().Draw(t, "on")
			out := []value.Value{nil, value.NewBool(on, nil)}
			if on && rapid.Bool().Draw(t, "mode") {
				out[0] = text("http403")
			}
			return out
		}, false},
		{"a block identity identity", func(t *rapid.T, r *row) []value.Value {
			return []value.Value{object([]value.Member{{Key: "type", Value: text("UserAssigned")}, {Key: "identity_ids", Value: wordListDistinct(t)}})}
		}, false},
		{"a string p copy_with with:b", func(t *rapid.T, r *row) []value.Value {
			return []value.Value{word(t, r)[0], text("b")}
		}, true},
	}
	tested := map[string]bool{}
	for _, c := range rows {
		t.Run(c.row, func(t *testing.T) {
			r, err := parseRow(c.row)
			if err != nil {
				t.Fatal(err)
			}
			tested[r.verb.name] = true
			rapid.Check(t, func(t *rapid.T) {
				in := c.draw(t, r)
				out := r.verb.forward(input{v: in[0], with: in[1:], row: r})
				back, ok := r.verb.inverse(r, out)
				if !ok {
					t.Fatalf("%s of %s has no way back", r.verb.name, exprs(in))
				}
				if !c.lossy {
					for i := range back {
						if !sameValue(back[i], in[i]) {
							t.Fatalf("%s: %s became %s, and that %s", r.verb.name, exprs(in), exprs(out), exprs(back))
						}
					}
				}
				for len(back) < len(in) {
					back = append(back, in[len(back)])
				}
				again := r.verb.forward(input{v: back[0], with: back[1:], row: r})
				for i := range out {
					if !sameValue(out[i], again[i]) {
						t.Fatalf("%s: %s came to %s once and to %s then", r.verb.name, exprs(in), exprs(out), exprs(again))
					}
				}
			})
		})
	}
	oneWay := map[string]bool{"vault_uri_of": true, "workspace_customer_id": true}
	for _, v := range verbs {
		if v.forward != nil && !tested[v.name] && !oneWay[v.name] {
			t.Errorf("no round trip of %s", v.name)
		}
	}
}

func wordListDistinct(t *rapid.T) value.Value {
	items := []value.Value{}
	for _, w := range rapid.SliceOfNDistinct(words(), 0, 3, rapid.ID[string]).Draw(t, "ids") {
		items = append(items, text(w))
	}
	return value.NewArray(items, nil)
}

func sameValue(a, b value.Value) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	return a.Key() == b.Key()
}

func exprs(vs []value.Value) []string {
	out := make([]string, len(vs))
	for i, v := range vs {
		if v == nil {
			out[i] = "nothing"
			continue
		}
		out[i] = value.Expr(v)
	}
	return out
}

// TestVerbsOfUnknown tells what a property is while what is written isn't
// known: the form that the same has in ARM.
func TestVerbsOfUnknown(t *testing.T) {
	x := param("x", value.TypeAny)
	flag := param("x", value.TypeBool)
	list := param("x", value.TypeArray)
	for _, c := range []struct {
		row  string
		v    value.Value
		want []string
	}{
		{"a string p copy", x, []string{"parameters('x')"}},
		{"a bool p not", flag, []string{"not(parameters('x'))"}},
		{"a bool p bool_enabled_disabled", flag, []string{"if(parameters('x'), 'Enabled', 'Disabled')"}},
		{"a bool p bool_disabled_enabled", flag, []string{"if(parameters('x'), 'Disabled', 'Enabled')"}},
		{"a bool p copy_when_true", flag, []string{"if(parameters('x'), true(), null())"}},
		{"a string p copy_unless:none", x, []string{"if(equals(parameters('x'), 'none'), null(), parameters('x'))"}},
		{"a bool p map:true=Default,false=DoNotEnforce", flag, []string{"if(parameters('x'), 'Default', 'DoNotEnforce')"}},
		{"a string p map:private=None,blob=Blob,container=Container", x,
			[]string{"if(equals(parameters('x'), 'private'), 'None', if(equals(parameters('x'), 'blob'), 'Blob', 'Container'))"}},
		{"a set p join_csv", list, []string{"join(parameters('x'), ', ')"}},
		{"a string p.{n,c} sku_split_underscore", x, []string{"first(split(parameters('x'), '_'))", "int(last(split(parameters('x'), '_')))"}},
		{"a string p rfc3339_to_unix", x, []string{"dateTimeToEpoch(parameters('x'))"}},
		{"a string p json_parse", x, []string{"json(parameters('x'))"}},
		{"a string p vault_uri_of", x, []string{"format('https://{0}.vault.azure.net/', last(split(parameters('x'), '/')))"}},
		{"a string p.{n,v,u} key_id_split", x, []string{
			"split(parameters('x'), '/')[4]", "split(parameters('x'), '/')[5]", "format('https://{0}/', split(parameters('x'), '/')[2])"}},
		{"a string p role_name_to_id", x, []string{"tf.roleDefinitionId(parameters('x'))"}},
		{"a string p workspace_customer_id", x, []string{"reference(parameters('x')).customerId"}},
		{"a set p[].value list_to_objects", list, []string{
			"copy(length(parameters('x')), createArray(), createArray(createObject('value', parameters('x')[$i0])))"}},
	} {
		r, err := parseRow(c.row)
		if err != nil {
			t.Fatal(err)
		}
		got := exprs(r.verb.forward(input{v: c.v, row: r}))
		if len(got) != len(c.want) {
			t.Errorf("%s: %v", c.row, got)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s:\n got %s\nwant %s", c.row, got[i], c.want[i])
			}
		}
	}
}
