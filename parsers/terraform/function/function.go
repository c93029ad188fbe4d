// Package function is the function library of Terraform's language: one table
// row a function, one file a family. A row holds the signature as Terraform
// publishes it and what the evaluator has to know without running the function:
// whether its result can be computed offline at all.
//
// What is known throughout is computed as Terraform computes it, with the same
// library where that has the function. Of anything else a function keeps what
// holds whatever the unknown parts turn out to be; the rest is unknown in
// canonical form, spelt as ARM's function where that means the same.
//
// Facts come from Terraform's function reference and from `terraform metadata
// functions -json`; the results of a real Terraform are compared in
// internal/moattest/tforacle.
package function

import (
	"fmt"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/terraform/typed"
)

// Class says whether a result can be worked out offline.
type Class uint8

// The classes. Only Impure, Machine and Opaque functions may answer unknown for
// known arguments.
const (
	Computable Class = iota // known arguments give a known result, or an error
	Files                   // computable where the files can be read
	Impure                  // another result with every call
	Machine                 // depends on who runs Terraform, where
	Opaque                  // Moat doesn't compute it
	Lazy                    // the evaluator looks at the arguments one at a time: Try and Can
)

// Env is what a call may use; what its nil callbacks would tell is unknown.
type Env struct {
	At source.Range
	// ModuleDir is the folder of the module that holds the call, RootDir that
	// of the root module: Terraform runs there, so relative paths start there.
	// Both are relative to the workspace root.
	ModuleDir, RootDir string
	// Instance tells apart the evaluations of one place: the module instance
	// and the count or for_each key around it.
	Instance string
	// ReadFile and List take paths that are relative to the workspace root.
	ReadFile func(path string) (*source.File, error)
	List     func(dir string) ([]source.Entry, error)
	// Template renders a template for templatefile and templatestring.
	Template func(src *source.File, vars typed.Value) (typed.Value, error)
}

// Func is one function.
type Func struct {
	Name  string
	Class Class
	// Signature is the parameters and the result, as "str string, n number…:
	// string": "…" marks a parameter that takes any number of arguments, "?"
	// one that takes null.
	Signature string
	params    []param
	rest      *param
	result    cty.Type // of the signature, unless the row knows better
	// known computes from arguments that are known throughout.
	known func(*call) (cty.Value, error)
	// partial makes what it can of arguments that aren't.
	partial func(*call) (typed.Value, error)
	// structural functions hand on parts of their arguments: partial is run on
	// known ones too, for the parts' origins and secrets; known, if there is
	// one, tells errors and the type.
	structural bool
	// whole functions take a conditional argument as it is. Others are run on
	// both of its branches: f(if(c, a, b)) is if(c, f(a), f(b)).
	whole bool
	// sym is the canonical form; nil for tf.name(arguments).
	sym func(args []value.Value) *value.Sym
	// integer results are whole numbers.
	integer bool
}

type param struct {
	name     string
	typ      cty.Type
	nullable bool
}

// Lookup finds a function by name; the prefix "core::" is accepted.
func Lookup(name string) (*Func, bool) {
	f, ok := rows().byName[strings.TrimPrefix(name, "core::")]
	return f, ok
}

// All are the functions in order of name. The caller must not change them.
func All() []*Func { return rows().rows }

// Arity is the fewest and the most arguments; -1 for any number.
func (f *Func) Arity() (least, most int) {
	if f.rest != nil {
		return len(f.params), -1
	}
	return len(f.params), len(f.params)
}

// Call runs the function. The error says why the call has no value.
func (f *Func) Call(env *Env, args []typed.Value) (typed.Value, error) {
	if env == nil {
		env = &Env{}
	}
	c := &call{f: f, env: env}
	if err := c.count(len(args)); err != nil {
		return typed.Value{}, err
	}
	c.args = append([]typed.Value{}, args...)
	v, err := c.run()
	if _, limit := err.(limitError); limit {
		return c.unknown(value.ReasonLimit), nil
	}
	return v, err
}

// limitError is the error of a result that Moat doesn't build for its size; the
// call is unknown then.
type limitError struct{}

func (limitError) Error() string { return "the result is larger than Moat's limit" }

func (c *call) count(n int) error {
	least, most := c.f.Arity()
	switch {
	case n >= least && (most < 0 || n <= most):
		return nil
	case most < 0:
		return fmt.Errorf("%s takes at least %s, but is given %d", c.f.Name, plural(least, "argument"), n)
	}
	return fmt.Errorf("%s takes %s, but is given %d", c.f.Name, plural(least, "argument"), n)
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// Attempt is an argument of try or can, evaluated. Doubt says that it isn't
// known whether the expression has a value at all, as with an attribute of
// something unknown.
type Attempt func() (v typed.Value, doubt bool, err error)

// Try is the value of the first argument that has one. The error is that of
// the last.
func Try(env *Env, attempts []Attempt) (typed.Value, error) {
	if env == nil {
		env = &Env{}
	}
	f, _ := Lookup("try")
	if len(attempts) == 0 {
		return typed.Value{}, fmt.Errorf("try takes at least 1 argument, but is given 0")
	}
	c := &call{f: f, env: env}
	var last error
	for _, attempt := range attempts {
		v, doubt, err := attempt()
		if err != nil {
			last = err
			continue
		}
		c.args = append(c.args, v)
		if !doubt {
			break
		}
	}
	switch len(c.args) {
	case 0:
		return typed.Value{}, fmt.Errorf("no argument of try has a value: %w", last)
	case 1:
		return c.args[0], nil
	}
	return c.oneOf(c.args), nil
}

// Can says whether an argument has a value.
func Can(env *Env, attempt Attempt) typed.Value {
	if env == nil {
		env = &Env{}
	}
	f, _ := Lookup("can")
	c := &call{f: f, env: env}
	v, doubt, err := attempt()
	if doubt && err == nil {
		c.args = []typed.Value{v}
		return c.unknown("")
	}
	return typed.Value{V: value.NewBool(err == nil, c.origin()), T: cty.Bool}
}
