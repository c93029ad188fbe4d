package language

import (
	"moat/analyzer/graph"
	"moat/analyzer/value"
)

// CoverageOf counts the leaves of what would be deployed, and of what modules and
// outputs pass on.
func CoverageOf(root *graph.Module) Coverage {
	c := Coverage{Unknown: map[value.Reason]int{}}
	done := map[*graph.Module]bool{}
	var visit func(m *graph.Module)
	visit = func(m *graph.Module) {
		if m == nil {
			return
		}
		for _, d := range m.Resources {
			if !d.Existing {
				c.Resources++
			}
		}
		if !done[m] {
			done[m] = true
			for _, d := range m.Resources {
				countLeaves(&c, d.OwnName)
				countLeaves(&c, d.Condition)
				countLeaves(&c, d.Body)
			}
			for _, o := range m.Outputs {
				countLeaves(&c, o.Value)
			}
			for _, call := range m.Calls {
				for _, a := range call.Arguments {
					countLeaves(&c, a.Value)
				}
			}
		}
		for _, call := range m.Calls {
			visit(call.Module)
		}
	}
	visit(root)
	return c
}

func countLeaves(c *Coverage, v value.Value) {
	switch v := v.(type) {
	case nil:
	case value.Object:
		for _, m := range v.Members() {
			countLeaves(c, m.Value)
		}
		if v.Open() {
			countWhy(c, v.Why())
		}
	case value.Array:
		for _, it := range v.Items() {
			countLeaves(c, it)
		}
		for _, it := range v.Loose() {
			countLeaves(c, it)
		}
		if v.Open() {
			countWhy(c, v.Why())
		}
	case value.Text, value.Unknown, value.Ref:
		countWhy(c, value.WhyOf(v))
	default:
		c.Known++
	}
}

func countWhy(c *Coverage, why []value.Why) {
	if len(why) > 0 {
		c.Unknown[why[0].Reason]++
	}
}
