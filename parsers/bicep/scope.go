package bicep

import (
	"moat/analyzer/source"
	"moat/parsers/bicep/syntax"
)

// symbolKind is what a name stands for.
type symbolKind uint8

const (
	symbolParameter symbolKind = iota
	symbolVariable
	symbolResource // or a module
	symbolType
	symbolFunction
	symbolImport    // taken from another file, which alone knows what it is
	symbolNamespace // a wildcard import, an extension, base of a parameter file
	symbolLocal
)

// kindNames are what messages call a symbol that stands in a wrong place.
var kindNames = [...]string{
	symbolParameter: "a parameter", symbolVariable: "a variable", symbolResource: "a resource or module",
	symbolType: "a type", symbolFunction: "a function", symbolImport: "an imported name",
	symbolNamespace: "a namespace", symbolLocal: "a local variable",
}

// symbol is something declared.
type symbol struct {
	kind symbolKind
	name string // as the template calls it; parent::child for nested resources
	at   source.Range
}

// A scope is the names in force at a place: those of the file, and the local
// ones around the place, of which the innermost counts.
type scope struct {
	file   map[string]symbol
	order  []string                    // the file's names as declared
	types  []string                    // those that may be types, likewise
	funcs  []string                    // the functions among them
	nested map[string]*syntax.Resource // nested resources by full symbol
	local  map[string][]symbol
	stack  []string // the local names, innermost last
}

func newScope() *scope {
	return &scope{
		file:   map[string]symbol{},
		nested: map[string]*syntax.Resource{},
		local:  map[string][]symbol{},
	}
}

// declare adds a name of the file. If the name is taken, it changes nothing and
// gives the symbol that has it.
func (s *scope) declare(name string, sym symbol) (first symbol, taken bool) {
	if first, taken := s.file[name]; taken {
		return first, true
	}
	s.file[name] = sym
	s.order = append(s.order, name)
	switch sym.kind {
	case symbolType, symbolImport:
		s.types = append(s.types, name)
	case symbolFunction:
		s.funcs = append(s.funcs, name)
	}
	return symbol{}, false
}

// enter begins a group of local names; leave takes its result.
func (s *scope) enter() int { return len(s.stack) }

func (s *scope) push(name string, sym symbol) {
	s.local[name] = append(s.local[name], sym)
	s.stack = append(s.stack, name)
}

func (s *scope) leave(mark int) {
	for _, name := range s.stack[mark:] {
		syms := s.local[name]
		s.local[name] = syms[:len(syms)-1]
	}
	s.stack = s.stack[:mark]
}

func (s *scope) lookup(name string) (symbol, bool) {
	if syms := s.local[name]; len(syms) > 0 {
		return syms[len(syms)-1], true
	}
	sym, ok := s.file[name]
	return sym, ok
}

// builtinNamespace says whether a name that nothing declares is one of the
// namespaces that are always there.
func builtinNamespace(name string) bool { return name == "sys" || name == "az" }
