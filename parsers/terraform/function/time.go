package function

import (
	"time"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// timeRows are the functions on times that are given.
func timeRows() []*Func {
	return []*Func{
		{Name: "formatdate", Signature: "format string, time string: string", known: std(stdlib.FormatDateFunc)},
		{Name: "timeadd", Signature: "timestamp string, duration string: string", known: std(stdlib.TimeAddFunc)},
		{Name: "timecmp", Signature: "timestamp_a string, timestamp_b string: number", known: timeCmp, integer: true},
	}
}

func timeCmp(c *call) (cty.Value, error) {
	var at [2]time.Time
	for i := range at {
		t, err := time.Parse(time.RFC3339, c.str(i))
		if err != nil {
			return cty.NilVal, c.wrong(i, "%s is no time such as 2026-01-02T15:04:05Z", quoted(c.shown(i)))
		}
		at[i] = t
	}
	return cty.NumberIntVal(int64(at[0].Compare(at[1]))), nil
}
