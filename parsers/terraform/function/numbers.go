package function

import (
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// maxDigits bounds the digits of a number that is parsed.
const maxDigits = 4096

// numberRows are the functions on numbers.
func numberRows() []*Func {
	return []*Func{
		{Name: "abs", Signature: "num number: number", known: std(stdlib.AbsoluteFunc)},
		{Name: "ceil", Signature: "num number: number", known: std(stdlib.CeilFunc)},
		{Name: "floor", Signature: "num number: number", known: std(stdlib.FloorFunc)},
		{Name: "log", Signature: "num number, base number: number", known: std(stdlib.LogFunc)},
		{Name: "max", Signature: "numbers number…: number", known: std(stdlib.MaxFunc)},
		{Name: "min", Signature: "numbers number…: number", known: std(stdlib.MinFunc)},
		{Name: "parseint", Signature: "number any, base number: any", known: parseInt},
		{Name: "pow", Signature: "num number, power number: number", known: std(stdlib.PowFunc)},
		{Name: "signum", Signature: "num number: number", known: std(stdlib.SignumFunc)},
	}
}

func parseInt(c *call) (cty.Value, error) {
	if len(c.str(0)) > maxDigits {
		return cty.NilVal, limitError{}
	}
	return std(stdlib.ParseIntFunc)(c)
}
