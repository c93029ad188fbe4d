package graph

import (
	"cmp"
	"fmt"
	"strings"
)

// Dialect is how the people who write a module speak of what it is made of, and
// what its language does otherwise than ARM. The zero Dialect is ARM's own.
type Dialect struct {
	// Name is the language's own, where it has other names for what it deploys
	// than ARM; Block is what people write there for a resource of an ARM type,
	// "" if there is nothing.
	Name  string
	Block func(typ string) string
	// Parameter and Variable are what a Parameter and a Variable are called.
	Parameter, Variable string
	// Secure is what one is called whose value isn't shown.
	Secure string
	// Record is where values that aren't secure stay after a deployment.
	Record string
	// Addresses is set where symbols are addresses, which those of the calls on
	// the way stand in front of: module.net.azurerm_subnet.agents.
	Addresses bool
	// PassesOutputs is set where what a called module gives out goes to its
	// caller and is kept nowhere.
	PassesOutputs bool
	// KeysAreProperties is set where a key that Azure lists is read as a
	// property of its resource, without a call.
	KeysAreProperties bool
}

// NamedParameter names a parameter: parameter "x".
func (d Dialect) NamedParameter(name string) string {
	return fmt.Sprintf("%s %q", d.ParameterWord(), name)
}

// NamedVariable names a variable: variable "x".
func (d Dialect) NamedVariable(name string) string {
	return fmt.Sprintf("%s %q", cmp.Or(d.Variable, "variable"), name)
}

// ParameterWord is the noun for a parameter.
func (d Dialect) ParameterWord() string { return cmp.Or(d.Parameter, "parameter") }

// Spelled says what to write for resources of ARM types; "" where ARM's own
// names are written.
func (d Dialect) Spelled(types []string) string {
	if d.Block == nil {
		return ""
	}
	var names []string
	for _, t := range types {
		if name := d.Block(t); name != "" {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "in " + d.Name + ": " + strings.Join(names, ", ")
}

// SecureWord is the adjective for what isn't shown.
func (d Dialect) SecureWord() string { return cmp.Or(d.Secure, "secure") }

// RecordName is where what isn't secure stays.
func (d Dialect) RecordName() string { return cmp.Or(d.Record, "the deployment's history") }

// Dialect is that of the module whose instance it is; ARM's own without one.
func (f *Frame) Dialect() Dialect {
	if f == nil || f.Module == nil {
		return Dialect{}
	}
	return f.Module.Dialect
}

// Address is what the declaration is known by in the whole deployment: its
// symbol, in a language of addresses behind those of the calls that lead to it.
func (p *Part) Address() string {
	if !p.Frame.Dialect().Addresses {
		return p.Symbol
	}
	address := p.Symbol
	for f := p.Frame; f.Call != nil; f = f.Parent {
		address = strings.TrimSuffix(f.Call.Symbol+"."+address, ".")
	}
	return address
}
