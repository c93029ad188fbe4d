package fn

import (
	"moat/analyzer/value"
)

// maxSplit bounds the branches and domain members that a call is run on.
const maxSplit = 16

// Bounds of calls that set none.
const (
	defaultString = 4 << 20
	defaultItems  = 100_000
)

func (c *Call) maxString() int {
	if c.Limits.String > 0 {
		return c.Limits.String
	}
	return defaultString
}

func (c *Call) maxItems() int {
	if c.Limits.Items > 0 {
		return c.Limits.Items
	}
	return defaultItems
}

// checkString and checkItems are Faults for sizes over the bounds. They are
// asked before anything of that size is built.
func (c *Call) checkString(bytes int) *Fault {
	if bytes > c.maxString() {
		return &Fault{Limit: true, Message: c.Row.Name + "() would build a string that is longer than Moat's limit"}
	}
	return nil
}

func (c *Call) checkItems(n int) *Fault {
	if n > c.maxItems() {
		return &Fault{Limit: true, Message: c.Row.Name + "() would build a collection that is larger than Moat's limit"}
	}
	return nil
}

// eval runs a strict or partial function: on the branches of a conditional
// argument, on the members of an argument's domain, or as it stands.
func (c *Call) eval() (value.Value, *Fault) {
	args := c.Values()
	if len(args) != len(c.Args) && !c.Row.takesLambda() {
		return nil, Faultf("%s() takes no lambda", c.Row.Name)
	}
	known := allKnown(args)
	if !known {
		if v := c.split(); v != nil {
			return v, nil
		}
		if !c.Row.Partial {
			return c.image(c.Unknown(args...)), nil
		}
	}
	v, fault := c.Row.Eval(c)
	if fault != nil {
		return nil, fault
	}
	if c.Row.Secret || !c.Row.Partial && anySecret(args) {
		v = value.AsSecret(v)
	}
	if !known {
		v = c.image(v)
	}
	return v, nil
}

func allKnown(vs []value.Value) bool {
	for _, v := range vs {
		if !value.IsKnown(v) {
			return false
		}
	}
	return true
}

// with is the call with another value of argument i.
func (c *Call) with(i int, v value.Value) *Call {
	d := *c
	d.Args = append([]Arg{}, c.Args...)
	d.Args[i].Force = func() value.Value { return v }
	return &d
}

// split runs the function on both branches of its one conditional argument;
// nil if there isn't exactly one, or the result can't be told.
func (c *Call) split() value.Value {
	if c.Row.Whole {
		return nil
	}
	at := -1
	for i, a := range c.Args {
		if a.Force == nil {
			continue
		}
		v := a.Force()
		if _, ok := conditional(v); ok {
			if at >= 0 {
				return nil
			}
			at = i
		} else if !c.Row.Partial && !value.IsKnown(v) {
			return nil
		}
	}
	if at < 0 || countLeaves(c.Value(at), maxSplit+1) > maxSplit {
		return nil
	}
	return c.branch(at, c.Value(at))
}

func (c *Call) branch(at int, v value.Value) value.Value {
	if args, ok := conditional(v); ok {
		then := c.branch(at, args[1])
		if then == nil {
			return nil
		}
		els := c.branch(at, args[2])
		if els == nil {
			return nil
		}
		return value.NewIf(args[0], then, els, c.Origin(v))
	}
	r, fault := c.with(at, v).eval()
	if fault != nil {
		return nil // the conditional itself can't be told apart from a faulty call
	}
	return r
}

// conditional takes an unknown if() apart.
func conditional(v value.Value) ([]value.Value, bool) {
	args, ok := value.AsCall(v, "if")
	return args, ok && len(args) == 3
}

// countLeaves counts the ends of nested conditionals, up to most.
func countLeaves(v value.Value, most int) int {
	args, ok := conditional(v)
	if !ok || most <= 1 {
		return 1
	}
	n := countLeaves(args[1], most-1)
	if n >= most {
		return n
	}
	return n + countLeaves(args[2], most-n)
}

// choices are the values that v can take, if they can be listed and all are
// known: the members of a domain, also where it stands within a text.
func choices(v value.Value) []value.Value {
	switch v := v.(type) {
	case value.Unknown:
		one := v.OneOf()
		if len(one) == 0 || len(one) > maxSplit || !allKnown(one) {
			return nil
		}
		return one
	case value.Text:
		at := -1
		for i, p := range v.Pieces() {
			if p.Hole != nil {
				if at >= 0 {
					return nil
				}
				at = i
			}
		}
		inner := choices(v.Pieces()[at].Hole)
		out := make([]value.Value, 0, len(inner))
		for _, one := range inner {
			s, ok := value.Render(one, false)
			if _, isObject := one.(value.Object); !ok || isObject || one.Kind() == value.KindArray {
				return nil
			}
			text := ""
			for i, p := range v.Pieces() {
				if i == at {
					text += s
				} else {
					text += p.Lit
				}
			}
			out = append(out, value.NewString(text, v.Origin()))
		}
		return out
	}
	return nil
}

// image gives an unknown result the domain that its one unknown argument's
// domain leads to. The canonical form stays the call; if all members lead to
// the same value, that is the result.
func (c *Call) image(v value.Value) value.Value {
	u, ok := v.(value.Unknown)
	if !ok || u.OneOf() != nil && u.Type() != value.TypeBool {
		return v
	}
	at := -1
	for i, a := range c.Args {
		if a.Force == nil {
			return v
		}
		if !value.IsKnown(a.Force()) {
			if at >= 0 {
				return v
			}
			at = i
		}
	}
	if at < 0 {
		return v
	}
	var images []value.Value
	seen := map[value.Key]bool{}
	for _, one := range choices(c.Value(at)) {
		r, fault := c.Row.Eval(c.with(at, one))
		if fault != nil {
			continue // a deployment with this value fails
		}
		if !value.IsKnown(r) {
			return v
		}
		if !seen[r.Key()] {
			seen[r.Key()] = true
			images = append(images, r)
		}
	}
	switch {
	case len(images) == 0:
		return v
	case len(images) == 1:
		r := value.WithOrigin(images[0], c.Origin(c.Values()...))
		if u.Secret() {
			r = value.AsSecret(r)
		}
		return r
	}
	typ := value.TypeOf(images[0])
	for _, im := range images {
		if value.TypeOf(im) != typ {
			typ = value.TypeAny
		}
	}
	return value.NewUnknown(value.UnknownSpec{Sym: u.Sym(), Why: u.Why(), Type: typ,
		Domain: &value.Domain{OneOf: images}, Hint: u.Hint(), Secret: u.Secret(), Origin: u.Origin()})
}

// Results and arguments -------------------------------------------------

// plain is f as a Row's Eval, for functions without lambdas.
func plain(f func(*Call, []value.Value) (value.Value, *Fault)) func(*Call) (value.Value, *Fault) {
	return func(c *Call) (value.Value, *Fault) { return f(c, c.Values()) }
}

func (c *Call) taint(v value.Value, args []value.Value) value.Value {
	if anySecret(args) {
		return value.AsSecret(v)
	}
	return v
}

func (c *Call) str(s string, args ...value.Value) value.Value {
	return c.taint(value.NewString(s, c.Origin(args...)), args)
}

func (c *Call) integer(i int64, args ...value.Value) value.Value {
	return c.taint(value.NewInt(i, c.Origin(args...)), args)
}

func (c *Call) boolean(b bool, args ...value.Value) value.Value {
	return c.taint(value.NewBool(b, c.Origin(args...)), args)
}

// decided is a Bool for Yes and No, else unknown.
func (c *Call) decided(t value.Tri, args ...value.Value) value.Value {
	if t == value.Maybe {
		return c.Unknown(args...)
	}
	return c.boolean(t == value.Yes, args...)
}

// describe names a value's kind for messages, with its article.
func describe(v value.Value) string {
	switch value.TypeOf(v) {
	case value.TypeNull:
		return "null"
	case value.TypeBool:
		return "a boolean"
	case value.TypeInt:
		return "an integer"
	case value.TypeString:
		return "a string"
	case value.TypeArray:
		return "an array"
	case value.TypeObject:
		return "an object"
	}
	switch v.Kind() {
	case value.KindFloat:
		return "a number with a fraction"
	case value.KindRef:
		return "a resource"
	}
	return "a value of unknown type"
}

// wrong is the Fault for argument i, counted from 0, that isn't what is wanted.
func (c *Call) wrong(i int, v value.Value, wanted string) *Fault {
	return Faultf("argument %d of %s() is %s; it must be %s", i+1, c.Row.Name, describe(v), wanted)
}

// can says whether v may turn out to be one of the types.
func can(v value.Value, types ...value.Type) bool {
	t := value.TypeOf(v)
	if t == value.TypeAny {
		return v.Kind() != value.KindFloat
	}
	for _, want := range types {
		if t == want {
			return true
		}
	}
	return false
}

// stringArg is a known string argument.
func (c *Call) stringArg(args []value.Value, i int) (string, *Fault) {
	if s, ok := args[i].(value.String); ok {
		return s.String(), nil
	}
	return "", c.wrong(i, args[i], "a string")
}

// intArg is a known integer argument.
func (c *Call) intArg(args []value.Value, i int) (int64, *Fault) {
	switch v := args[i].(type) {
	case value.Int:
		return v.Int(), nil
	case value.Float:
		if n := int64(v.Float()); float64(n) == v.Float() {
			return n, nil
		}
	}
	return 0, c.wrong(i, args[i], "an integer")
}

// stringsOf are all arguments as known strings.
func (c *Call) stringsOf(args []value.Value) ([]string, *Fault) {
	out := make([]string, len(args))
	for i := range args {
		s, fault := c.stringArg(args, i)
		if fault != nil {
			return nil, fault
		}
		out[i] = s
	}
	return out, nil
}
