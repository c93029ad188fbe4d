package value

import "moat/analyzer/source"

// OriginKind tells how a value came to stand where it is.
type OriginKind uint8

// The kinds of origin.
const (
	OriginLiteral         OriginKind = iota // written out in the source
	OriginParameter                         // the value of a parameter of a module instance; the caller's argument is behind it
	OriginDefault                           // a parameter's default
	OriginArgument                          // given by a parameter file or on the command line
	OriginVariable                          // read from a variable
	OriginOutput                            // read from an output of a module call
	OriginProviderDefault                   // what a Terraform provider sets when nothing is written
	OriginServiceDefault                    // what Azure sets when nothing is written
	OriginComputed                          // made by a function or operator
	OriginLoop                              // an item or index of a loop
	OriginLoaded                            // read from a file named in the template
)

// Origin is one step of the way a value came. Origins are immutable and
// shared, so a chain costs one node a step however often it is passed on.
type Origin struct {
	Kind OriginKind
	At   source.Range // what to point at for this step
	Name string       // parameter, variable, output, function or file
	// Path is the place inside the argument or output that Name stands for.
	Path Path
	// Call is, for OriginOutput, the index of the module call among those of
	// the module whose evaluation made this origin; -1 for one that is none of
	// them, such as an item of a loop by an index that isn't known.
	Call int
	// Next is what stood behind this step; nil at the end, and at a module's
	// boundary, where the instance's bindings lead on.
	Next *Origin
	// More are further inputs of a computed value.
	More []*Origin

	assumed bool
}

// NewOrigin completes o: it notes whether a parameter's default stands
// anywhere behind it.
func NewOrigin(o Origin) *Origin {
	o.assumed = o.assumed || o.Kind == OriginDefault || o.Next.Assumed()
	for _, m := range o.More {
		o.assumed = o.assumed || m.Assumed()
	}
	return &o
}

// Literal is the origin of what is written at a place.
func Literal(at source.Range) *Origin { return &Origin{Kind: OriginLiteral, At: at} }

// AssumedParameter is the origin, inside a module, of a parameter's value
// whose argument rests on a default further out.
func AssumedParameter(o Origin) *Origin {
	o.assumed = true
	return NewOrigin(o)
}

// Assumed says whether the value rests on a parameter's default, which a
// deployment may replace. A nil origin assumes nothing.
func (o *Origin) Assumed() bool { return o != nil && o.assumed }

// maxInputs bounds the inputs that a computed origin keeps: enough to explain,
// few enough to stay cheap.
const maxInputs = 8

// Computed is the origin of what a function or operator at a place made from
// args. Assumed-ness counts all of them even where only the first are kept.
func Computed(at source.Range, name string, args ...Value) *Origin {
	o := Origin{Kind: OriginComputed, At: at, Name: name}
	for _, a := range args {
		ao := a.Origin()
		if ao == nil {
			continue
		}
		o.assumed = o.assumed || DeepAssumed(a)
		switch {
		case o.Next == nil:
			o.Next = ao
		case len(o.More) < maxInputs-1 && (ao.Kind != OriginLiteral || !at.Contains(ao.At)):
			o.More = append(o.More, ao)
		}
	}
	return NewOrigin(o)
}

// DeepAssumed says whether v, or anything inside it, rests on a default.
func DeepAssumed(v Value) bool {
	if v.Origin().Assumed() {
		return true
	}
	switch v := v.(type) {
	case Array:
		return v.a.assumed
	case Object:
		return v.o.assumed
	case Text:
		for _, p := range v.pieces {
			if p.Hole != nil && p.Hole.Origin().Assumed() {
				return true
			}
		}
	}
	return false
}

// Reason is why a value is unknown. The strings are part of the JSON output's
// contract.
type Reason string

// The closed list of reasons.
const (
	ReasonParameter        Reason = "parameter"            // no value and no default
	ReasonRuntimeReference Reason = "runtime-reference"    // Azure computes the property when it deploys
	ReasonRuntimeList      Reason = "runtime-list"         // list*() asks a service for keys
	ReasonExisting         Reason = "existing-resource"    // a property of a resource this deployment doesn't make
	ReasonModuleOutput     Reason = "module-output"        // an output whose value the module can't know before it runs
	ReasonExternalModule   Reason = "external-module"      // a module that isn't on disk
	ReasonNonDeterministic Reason = "non-deterministic"    // utcNow(), newGuid()
	ReasonEnvironment      Reason = "environment"          // subscription, resource group, tenant…
	ReasonExternalInput    Reason = "external-input"       // environment variables and other inputs of the deploying tool
	ReasonSecret           Reason = "secret"               // taken from a key vault
	ReasonUnsupported      Reason = "unsupported-function" // Moat doesn't know the function
	ReasonParseError       Reason = "parse-error"          // the source is damaged here
	ReasonTypeError        Reason = "type-error"           // the expression has no value
	ReasonLimit            Reason = "limit"                // a bound was reached
	ReasonUnmappedType     Reason = "type-not-mapped"      // a Terraform type without an ARM counterpart here
	ReasonLoop             Reason = "loop"                 // an item of a loop over an unknown collection
)

// Why is one reason with its place.
type Why struct {
	Reason Reason
	Name   string // the parameter, function, module or resource concerned
	At     source.Range
}

// WhyOf returns the reasons that v, or the first unknown part of it, gives;
// nil if v is known.
func WhyOf(v Value) []Why {
	if IsKnown(v) {
		return nil // parts are shared: looking through all of them could take for ever
	}
	switch v := v.(type) {
	case Unknown:
		return v.u.why
	case Text:
		for _, p := range v.pieces {
			if p.Hole != nil {
				return WhyOf(p.Hole)
			}
		}
	case Ref:
		return []Why{{Reason: ReasonRuntimeReference}}
	case Array:
		for _, it := range v.a.items {
			if w := WhyOf(it); w != nil {
				return w
			}
		}
		return v.a.why
	case Object:
		for _, m := range v.o.members {
			if w := WhyOf(m.Value); w != nil {
				return w
			}
		}
		return v.o.why
	}
	return nil
}

// maxWhys bounds the reasons that a combined value lists.
const maxWhys = 4

// Whys joins the reasons of vs, first come first, without repetition.
func Whys(vs ...Value) []Why {
	var out []Why
	for _, v := range vs {
		ws := WhyOf(v)
		if out == nil {
			out = ws[:len(ws):len(ws)]
			continue
		}
	next:
		for _, w := range ws {
			if len(out) >= maxWhys {
				return out
			}
			for _, have := range out {
				if have == w {
					continue next
				}
			}
			out = append(out, w)
		}
	}
	return out
}
