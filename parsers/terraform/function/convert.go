package function

import (
	"fmt"

	"github.com/zclconf/go-cty/cty"

	"moat/analyzer/value"
	"moat/parsers/terraform/typed"
)

// convertRows are the conversions, and the functions on sensitive values.
func convertRows() []*Func {
	to := func(name string, t cty.Type, signature string) *Func {
		return &Func{Name: name, Signature: signature, whole: true, partial: func(c *call) (typed.Value, error) {
			v, err := typed.Convert(c.args[0], t, c.env.At)
			if err != nil {
				return v, c.wrong(0, "%s", err)
			}
			return v, nil
		}}
	}
	return []*Func{
		to("tostring", cty.String, "v any?: string"),
		to("tonumber", cty.Number, "v any?: number"),
		to("tobool", cty.Bool, "v any?: bool"),
		to("tolist", cty.List(cty.DynamicPseudoType), "v any?: list(any)"),
		to("toset", cty.Set(cty.DynamicPseudoType), "v any?: set(any)"),
		to("tomap", cty.Map(cty.DynamicPseudoType), "v any?: map(any)"),
		{Name: "sensitive", Signature: "value any?: any", whole: true, partial: func(c *call) (typed.Value, error) {
			return typed.Value{V: value.AsSecret(c.args[0].V), T: c.args[0].T}, nil
		}},
		// What was marked stays a secret here: it may be printed no more than
		// before.
		{Name: "nonsensitive", Signature: "value any?: any", whole: true, partial: func(c *call) (typed.Value, error) { return c.args[0], nil }},
		{Name: "issensitive", Signature: "value any?: bool", whole: true, partial: isSensitive},
		{Name: "ephemeralasnull", Signature: "value any?: any", whole: true, partial: ephemeralAsNull},
	}
}

// isSensitive asks the value itself: marks of its parts count in Terraform only
// where the whole is marked. Of an unknown it isn't known what a provider says.
func isSensitive(c *call) (typed.Value, error) {
	v := c.args[0].V
	if !v.Secret() && !value.IsKnown(v) && isHole(v) {
		return c.unknown(""), nil
	}
	return typed.Value{V: value.NewBool(v.Secret(), c.origin()), T: cty.Bool}, nil
}

// ephemeralAsNull is the argument, unless that may come from something
// ephemeral: a secret, or a value that only a provider knows.
func ephemeralAsNull(c *call) (typed.Value, error) {
	if a := c.args[0]; a.IsKnown() && !value.HasSecret(a.V) {
		return a, nil
	}
	return c.unknownOf(c.args[0].T, ""), nil
}

// otherRows are the functions that have no result offline, and those that the
// evaluator runs itself.
func otherRows() []*Func {
	lazy := func(c *call) (typed.Value, error) {
		return typed.Value{}, fmt.Errorf("%s takes expressions, which are evaluated one at a time", c.f.Name)
	}
	return []*Func{
		{Name: "try", Signature: "expressions any…: any", Class: Lazy, partial: lazy, whole: true},
		{Name: "can", Signature: "expression any: bool", Class: Lazy, partial: lazy, whole: true},
		{Name: "timestamp", Signature: ": string", Class: Impure},
		{Name: "plantimestamp", Signature: ": string", Class: Impure},
		{Name: "uuid", Signature: ": string", Class: Impure},
		{Name: "bcrypt", Signature: "str string, cost number…: string", Class: Impure},
		{Name: "rsadecrypt", Signature: "ciphertext string, privatekey string: string", Class: Opaque},
		{Name: "abspath", Signature: "path string: string", Class: Machine},
		{Name: "pathexpand", Signature: "path string: string", Class: Machine, partial: pathExpand},
	}
}
