package azurerm

import (
	"moat/analyzer/value"
)

// verb is how the provider makes a property of what is written: one of a
// closed set, each of which is implemented here once, both ways.
type verb struct {
	name string
	// forward gives the properties for one written value, one for each leaf of
	// the row's path; nil is for one that isn't sent. The value is no
	// conditional: the branches of one are given one by one.
	forward func(in input) []value.Value
	// inverse gives what has to be written for the property to have a value:
	// the row's attribute first, then those it takes along. False: nothing
	// that can be written gives it.
	inverse func(r *row, out []value.Value) ([]value.Value, bool)
	// always is set for a verb that is asked even where its attribute isn't
	// written; v is nil then.
	always bool
	// naming is set where the attribute says which resource it is, or which
	// it belongs to: the id tells.
	naming bool
	// part is set where another row takes the attribute along.
	part bool
	// takesBlock is set where a block as a whole makes one property.
	takesBlock bool
	// attributes is set for a child, or an element of an array, whose rows are
	// attributes of the block around it.
	attributes bool
}

// input is what a verb works on.
type input struct {
	v    value.Value
	with []value.Value // of row.with; nil for one that isn't written and has no default
	row  *row
	env  *Env
}

// verbs lists them all.
var verbs = []*verb{
	{name: "copy", forward: same, inverse: sameBack},
	{name: "not", forward: one(not), inverse: oneBack(notBack)},
	{name: "bool_enabled_disabled", forward: one(choice("Enabled", "Disabled")), inverse: oneBack(choiceBack("Enabled", "Disabled"))},
	{name: "bool_disabled_enabled", forward: one(choice("Disabled", "Enabled")), inverse: oneBack(choiceBack("Disabled", "Enabled"))},
	{name: "bool_enabled_disabled_lower", forward: one(choice("enabled", "disabled")), inverse: oneBack(choiceBack("enabled", "disabled"))},
	{name: "bool_string", forward: one(choice("true", "false")), inverse: oneBack(choiceBack("true", "false"))},
	{name: "map", forward: mapped, inverse: mappedBack},
	{name: "copy_to_both", forward: both, inverse: bothBack},
	{name: "copy_when_true", forward: whenTrue, inverse: sameBack},
	{name: "copy_unless", forward: unless, inverse: unlessBack},
	{name: "copy_with", forward: sentWith, inverse: sameBack},
	{name: "const_when_true", forward: constWhenTrue, inverse: constWhenTrueBack},
	{name: "wrap_list", forward: one(wrapList), inverse: wrapListBack},
	{name: "join_csv", forward: one(joinCSV), inverse: joinCSVBack},
	{name: "location_normalize", forward: one(location), inverse: sameBack},
	{name: "json_parse", forward: one(parseJSON), inverse: parseJSONBack},
	{name: "rfc3339_to_unix", forward: one(unixTime), inverse: unixTimeBack},
	{name: "sku_storage", forward: storageSKU, inverse: storageSKUBack},
	{name: "sku_split_underscore", forward: splitSKU, inverse: splitSKUBack},

	{name: "list_to_objects", forward: listToObjects, inverse: listToObjectsBack},
	{name: "rotation_action", forward: rotationAction, inverse: onlyElementBack},
	{name: "field_equals", forward: fieldEquals, inverse: fieldEqualsBack},
	{name: "map_to_name_value", forward: nameValues, inverse: nameValuesBack},
	{name: "app_setting", forward: appSetting, inverse: appSettingBack},

	{name: "key_id_split", forward: splitKeyID, inverse: splitKeyIDBack},
	{name: "vault_uri_of", forward: one(vaultURIOf), inverse: noWayBack},
	{name: "role_name_to_id", forward: roleNameToID, inverse: roleNameToIDBack},
	{name: "role_id_normalize", forward: same, inverse: sameBack},
	{name: "workspace_customer_id", forward: one(customerID), inverse: noWayBack},
	{name: "search_auth_options", forward: searchAuth, inverse: searchAuthBack, always: true},
	{name: "identity", forward: one(identity), inverse: identityBack, takesBlock: true},

	{name: "block1"},
	{name: "blocks_to_objects"},
	{name: "pe_connection"},
	{name: "append_object", attributes: true},
	{name: "child_default"},
	{name: "child_named"},
	{name: "child_per_block"},
	{name: "child_attributes", attributes: true},

	{name: "parent_id", naming: true},
	{name: "parent_by_name", naming: true},
	{name: "patch_target", naming: true},
	{name: "scope_id", naming: true},
	{name: "name", naming: true},
	{name: "part", part: true},
}

func verbNamed(name string) *verb {
	for _, v := range verbs {
		if v.name == name {
			return v
		}
	}
	return nil
}

// one makes a verb of a function that gives one property.
func one(f func(in input) value.Value) func(input) []value.Value {
	return func(in input) []value.Value { return []value.Value{f(in)} }
}

func oneBack(f func(value.Value) (value.Value, bool)) func(*row, []value.Value) ([]value.Value, bool) {
	return func(_ *row, out []value.Value) ([]value.Value, bool) {
		if len(out) != 1 {
			return nil, false
		}
		v, ok := f(out[0])
		return []value.Value{v}, ok
	}
}

func noWayBack(*row, []value.Value) ([]value.Value, bool) { return nil, false }

func same(in input) []value.Value { return []value.Value{in.v} }

func sameBack(_ *row, out []value.Value) ([]value.Value, bool) { return out, len(out) == 1 }

// unknownOf is a property that is worked out of something unknown.
func unknownOf(v value.Value, sym *value.Sym, typ value.Type) value.Value {
	why := value.WhyOf(v)
	if why == nil {
		why = []value.Why{{Reason: value.ReasonTypeError}}
	}
	return value.NewUnknown(value.UnknownSpec{Sym: sym, Why: why, Type: typ, Secret: value.HasSecret(v), Origin: v.Origin()})
}

// call is a function of ARM's of values, at least one of them unknown.
func call(typ value.Type, name string, args ...value.Value) value.Value {
	for _, a := range args {
		if !value.IsKnown(a) {
			v := unknownOf(a, value.SymCall(name, args...), typ)
			for _, other := range args {
				if value.HasSecret(other) {
					return value.AsSecret(v)
				}
			}
			return v
		}
	}
	return unknownOf(args[0], value.SymCall(name, args...), typ)
}

func text(s string) value.Value { return value.NewString(s, nil) }

// keep gives v the origin of what it was made of, and its secrecy.
func keep(v, from value.Value) value.Value {
	v = value.WithOrigin(v, from.Origin())
	if value.HasSecret(from) {
		return value.AsSecret(v)
	}
	return v
}

func not(in input) value.Value { return keep(value.NewNot(in.v, in.v.Origin()), in.v) }

func notBack(out value.Value) (value.Value, bool) {
	return value.NewNot(out, out.Origin()), value.TypeOf(out) == value.TypeBool
}

// choice is a boolean as one of two words.
func choice(yes, no string) func(input) value.Value {
	return func(in input) value.Value {
		return value.NewIf(in.v, keep(text(yes), in.v), keep(text(no), in.v), in.v.Origin())
	}
}

func choiceBack(yes, no string) func(value.Value) (value.Value, bool) {
	return func(out value.Value) (value.Value, bool) {
		for _, b := range [...]bool{true, false} {
			word := no
			if b {
				word = yes
			}
			if value.EqualID(out, text(word)) == value.Yes {
				return value.NewBool(b, out.Origin()), true
			}
		}
		return nil, false
	}
}
