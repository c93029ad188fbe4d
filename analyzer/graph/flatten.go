package graph

import (
	"slices"
	"strings"

	"moat/analyzer/source"
	"moat/analyzer/value"
)

func foldEqual(a, b string) bool { return strings.EqualFold(a, b) }

// Graph is everything that one entry point would deploy.
type Graph struct {
	Root *Module
	// Frames are the module instances, callers before the modules they call.
	Frames []*Frame
	// Parts are the declarations in every module instance, in declared order,
	// callers before the modules they call. They are never merged.
	Parts []*Part
	// Resources are what the parts make together; see Link in link.go.
	Resources []*Resource
	Gaps      []FramedGap

	byType map[string][]*Resource
	byID   map[value.Key][]*Resource
	links  links
}

// Part is a declaration inside one instance of its module.
type Part struct {
	*Declaration
	Frame *Frame
	// Deployed is the condition of the declaration and of every module call
	// around it.
	Deployed value.Condition
}

// Frame is one instance of a module on the way from the entry point.
type Frame struct {
	Module *Module
	Parent *Frame // nil for the entry point
	Call   *Call  // the call in Parent.Module that made this instance; nil for the entry point
	// Deployed is the condition of every call on the way.
	Deployed value.Condition
}

// FramedGap is a gap with the instance it stands in.
type FramedGap struct {
	Gap
	Frame *Frame
}

// New lays a tree of modules out and links what belongs together.
func New(root *Module) *Graph {
	g := &Graph{Root: root}
	g.add(&Frame{Module: root})
	g.link()
	return g
}

func (g *Graph) add(f *Frame) {
	g.Frames = append(g.Frames, f)
	for _, d := range f.Module.Resources {
		g.Parts = append(g.Parts, &Part{Declaration: d, Frame: f, Deployed: within(f.Deployed, d.Condition)})
	}
	for _, gap := range f.Module.Gaps {
		g.Gaps = append(g.Gaps, FramedGap{gap, f})
	}
	for _, c := range f.Module.Calls {
		if c.Module != nil {
			g.add(&Frame{Module: c.Module, Parent: f, Call: c, Deployed: within(f.Deployed, c.Condition)})
		}
	}
}

// within is a condition inside another one.
func within(outer value.Condition, own value.Value) value.Condition {
	if b, known := own.(value.Bool); known && b.Bool() {
		return outer
	}
	return outer.And(value.ConditionOf(own))
}

// Step is one step of an explanation: a place and what happens there.
type Step struct {
	At   source.Range
	Kind value.OriginKind
	Name string
}

// maxSteps bounds an explanation. Of a longer one the middle is left out: where
// the value is used and where it was written are what a person needs. maxFollow
// bounds the origins that are followed for it.
const (
	maxSteps  = 16
	lastSteps = 8
	maxFollow = 10_000
)

// Explain follows an origin back to where the value was written, crossing from
// a module's parameter to the caller's argument and from an output into the
// module, in the instance f. The first step is the nearest to the value.
func Explain(f *Frame, o *value.Origin) []Step {
	var steps []Step
	for followed := 0; o != nil && followed < maxFollow; followed++ {
		if o.At.IsValid() && (len(steps) == 0 || steps[len(steps)-1].At != o.At) {
			steps = append(steps, Step{o.At, o.Kind, o.Name})
		}
		next := o.Next
		switch o.Kind {
		case value.OriginParameter:
			if next != nil || f == nil || f.Call == nil {
				break
			}
			arg, ok := f.Call.Argument(o.Name)
			f = f.Parent
			if !ok {
				break
			}
			if arg.At.IsValid() {
				steps = append(steps, Step{arg.At, value.OriginArgument, o.Name})
			}
			next = originAt(arg.Value, o.Path)
		case value.OriginOutput:
			if f == nil || o.Call < 0 || o.Call >= len(f.Module.Calls) {
				break
			}
			call := f.Module.Calls[o.Call]
			if call.Module == nil {
				break
			}
			for _, out := range call.Module.Outputs {
				if foldEqual(out.Name, o.Name) {
					f = &Frame{Module: call.Module, Parent: f, Call: call}
					next = originAt(out.Value, o.Path)
					break
				}
			}
		}
		o = next
	}
	if len(steps) > maxSteps {
		steps = slices.Delete(steps, maxSteps-lastSteps, len(steps)-lastSteps)
	}
	return steps
}

func originAt(v value.Value, p value.Path) *value.Origin {
	l := value.Get(v, p)
	if l.Value != nil {
		return l.Value.Origin()
	}
	return v.Origin()
}
