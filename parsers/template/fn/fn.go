// Package fn is the function library of ARM templates and Bicep: one table row
// a function, one file a family. A row declares what the evaluator needs to
// know without running it: how many arguments, whether they are lazy, and
// whether the result can be computed offline at all.
//
// Facts come from the "Bicep functions" and "ARM template functions" reference
// and from the official evaluator's published results.
package fn

import (
	"fmt"

	"moat/analyzer/source"
	"moat/analyzer/value"
)

// Class says whether a result can be worked out offline.
type Class uint8

// The classes. Only the classes Runtime, Environment and External may answer
// unknown for known arguments.
const (
	Computable  Class = iota // known arguments give a known result, or a Fault
	Scoped                   // computable; known once the deployment's scope is
	Runtime                  // only Azure knows, when it deploys
	Environment              // depends on who deploys, where
	External                 // comes from the deploying tool or from a vault
)

// Languages says where a function can be called.
type Languages uint8

// The languages, to be combined.
const (
	Bicep  Languages = 1 << iota
	Params           // .bicepparam files
	ARM
	Everywhere = Bicep | Params | ARM
)

// Row is one function.
type Row struct {
	Name string // ARM's spelling
	Min  int    // fewest arguments
	Max  int    // most arguments; -1 for any number
	In   Languages
	// Lazy functions look at their arguments one at a time and may leave some
	// unevaluated.
	Lazy  bool
	Class Class
	// Result is the type of every result; value.TypeAny if it varies or may be
	// null.
	Result value.Type
	// Reason is why the result is unknown, for classes Runtime, Environment and
	// External.
	Reason value.Reason
	// Secret results are never printed.
	Secret bool
	// Width is the number of UTF-16 units that every result, a string, has; 0
	// if it varies.
	Width int64
	// Whole functions take a conditional argument as it is. Others are run on
	// both of its branches: f(if(c, a, b)) is if(c, f(a), f(b)).
	Whole bool
	// Partial functions can make something of arguments that are not known
	// throughout, and are called with them. The others are called with known
	// arguments only: those that the branches of a conditional or the members
	// of a domain give, if any.
	Partial bool
	// Eval computes; nil for classes whose result is always unknown.
	Eval func(*Call) (value.Value, *Fault)
}

// Call is one call of a function.
type Call struct {
	Row   *Row
	At    source.Range
	Args  []Arg
	Scope *Scope // never nil
	Files Files  // nil where no files can be read
	// Limits bound what one call may build; a zero bound is a generous default.
	Limits Limits
	// Locals is the number of parameters of all lambdas around the call: those
	// of a lambda among its own arguments are numbered from there. Loops is the
	// number of loops and lambdas around it.
	Locals, Loops int
}

// Arg is an argument: a value, or a lambda.
type Arg struct {
	At source.Range
	// Force evaluates the argument. It is called many times and must remember
	// the value. It is nil for lambdas.
	Force func() value.Value
	// Lambda runs the lambda; nil for plain arguments. Params is the number of
	// parameters it declares.
	Lambda func(args ...value.Value) value.Value
	Params int
}

// Fault is why a call with known arguments has no value: a wrong type, an index
// out of range. It is the template's fault, and becomes a diagnostic.
type Fault struct {
	Message string
	// Limit marks a bound of Moat's own rather than an error of the template.
	Limit bool
}

// Faultf makes a Fault.
func Faultf(format string, args ...any) *Fault { return &Fault{Message: fmt.Sprintf(format, args...)} }

// Limits bound what one call may build, as counts.
type Limits struct {
	String int // bytes of one string
	Items  int // elements of one array or object
}

// Files reads the files that load functions name; paths are relative to the
// file that holds the call.
type Files interface {
	// Load returns the file, or a Fault that says why it can't be read.
	Load(from source.Range, path string) (*source.File, *Fault)
	// List returns the paths of the files in a folder, relative to the file
	// that holds the call and sorted.
	List(from source.Range, dir string) ([]string, *Fault)
}

// ScopeKind is the level that a template is deployed at.
type ScopeKind uint8

// The levels.
const (
	ResourceGroup ScopeKind = iota
	Subscription
	ManagementGroup
	Tenant
	Local
)

// Scope is where a deployment goes. Every value is a String where known, and
// otherwise an Unknown with a fixed canonical form, so that ids stay
// comparable.
type Scope struct {
	Kind                  ScopeKind
	SubscriptionID        value.Value
	ResourceGroupName     value.Value // of a resource-group deployment
	ResourceGroupLocation value.Value
	ManagementGroupName   value.Value // of a management-group deployment
	TenantID              value.Value
	DeploymentName        value.Value
	DeploymentLocation    value.Value
}

// Arg values ------------------------------------------------------------

// Value evaluates argument i.
func (c *Call) Value(i int) value.Value { return c.Args[i].Force() }

// Values evaluates all plain arguments.
func (c *Call) Values() []value.Value {
	vs := make([]value.Value, 0, len(c.Args))
	for _, a := range c.Args {
		if a.Force != nil {
			vs = append(vs, a.Force())
		}
	}
	return vs
}

// Origin is the origin of what this call computes from vs.
func (c *Call) Origin(vs ...value.Value) *value.Origin {
	return value.Computed(c.At, c.Row.Name, vs...)
}

// Unknown is the result for arguments that leave it open: the call itself, in
// canonical form, with the arguments' reasons.
func (c *Call) Unknown(args ...value.Value) value.Value {
	why := value.Whys(args...)
	if why == nil {
		why = []value.Why{{Reason: value.ReasonTypeError, Name: c.Row.Name, At: c.At}}
	}
	return value.NewUnknown(value.UnknownSpec{
		Sym: value.SymCall(c.Row.Name, args...), Why: why, Type: c.Row.Result, Domain: c.Row.domain(),
		Secret: c.Row.Secret || anySecret(args), Origin: c.Origin(args...),
	})
}

// domain is what the row says of every result.
func (r *Row) domain() *value.Domain {
	switch {
	case r.Width > 0:
		return &value.Domain{MinLength: &r.Width, MaxLength: &r.Width}
	case r.Result == value.TypeBool:
		return &value.Domain{OneOf: []value.Value{value.NewBool(true, nil), value.NewBool(false, nil)}}
	}
	return nil
}

// Apply runs a function of the table. The caller has checked the number of
// arguments. A Fault comes with an unknown value of reason type-error or limit.
func Apply(c *Call) (value.Value, *Fault) {
	row := c.Row
	if row.Eval == nil {
		args := c.Values()
		sym := value.SymCall(row.Name, args...)
		if row.Name == "newGuid" {
			// Two calls never give the same value.
			sym = value.SymAtom("newGuid()", fmt.Sprintf("%s:%d", c.At.Path(), c.At.Start))
		}
		return value.NewUnknown(value.UnknownSpec{
			Sym: sym, Type: row.Result, Domain: row.domain(), Secret: row.Secret || anySecret(args),
			Why: []value.Why{{Reason: row.Reason, Name: row.Name, At: c.At}}, Origin: c.Origin(args...),
		}), nil
	}
	if row.Lazy {
		v, fault := row.Eval(c)
		if fault != nil {
			return c.failed(fault), fault
		}
		if row.Secret {
			v = value.AsSecret(v)
		}
		return v, nil
	}
	v, fault := c.eval()
	if fault != nil {
		return c.failed(fault, c.Values()...), fault
	}
	return v, nil
}

// failed is the value of a call that has none.
func (c *Call) failed(fault *Fault, args ...value.Value) value.Value {
	reason := value.ReasonTypeError
	if fault.Limit {
		reason = value.ReasonLimit
	}
	return value.NewUnknown(value.UnknownSpec{
		Sym: value.SymCall(c.Row.Name, args...), Secret: c.Row.Secret || anySecret(args),
		Why: []value.Why{{Reason: reason, Name: c.Row.Name, At: c.At}}, Origin: c.Origin(args...),
	})
}

func anySecret(vs []value.Value) bool {
	for _, v := range vs {
		if value.HasSecret(v) {
			return true
		}
	}
	return false
}
