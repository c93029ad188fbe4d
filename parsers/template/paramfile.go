package template

import (
	"bytes"
	"strconv"
	"strings"

	"moat/analyzer/diag"
	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/jsonc"
	"moat/parsers/template/expression"
	"moat/parsers/template/fn"
)

// maxExtends bounds a chain of parameter files that extend each other.
const maxExtends = 16

// parameterValues collects the values that parameter files and --var give, by
// lower-case name.
func (r *run) parameterValues(t *Template, e language.Entry) map[string]value.Value {
	args := map[string]value.Value{}
	declared := map[string]*Parameter{}
	for _, p := range t.Parameters {
		declared[lower(p.Name)] = p
	}
	for _, tree := range e.Params {
		src, ok := tree.(ParameterSource)
		if !ok {
			continue
		}
		file := src.ParameterFile()
		filled := filledIn(file)
		for _, a := range r.assignments(file, 0) {
			p := declared[lower(a.name)]
			if p == nil {
				if !a.inherited && !filled {
					r.problem(diag.Binding, a.at, "%q has no parameter %q", t.File.Path(), a.name)
				}
				continue
			}
			if p.Secure {
				r.noteSecrets(a.expr)
			}
			if s, ok := a.v.(value.String); ok && a.verbatim {
				if filled && s.String() == "" && basicType(p.Type) != value.TypeString {
					continue // nothing was filled in
				}
				a.v = fromText(s, p)
			}
			if filled && !value.IsKnown(a.v) && value.TypeOf(a.v) == value.TypeString {
				a.v = converted(a.v, p)
			}
			args[lower(a.name)] = a.v
		}
	}
	for _, v := range e.Vars {
		p := declared[lower(v.Name)]
		if p == nil {
			continue // several entry points share the option; the command line reports names that fit none
		}
		o := value.NewOrigin(value.Origin{Kind: value.OriginArgument, At: p.NameAt, Name: p.Name})
		args[lower(v.Name)] = fromText(value.NewString(v.Value, o), p)
	}
	return args
}

// filledIn says whether a deploying tool fills a JSON parameter file in, as the
// Azure Developer CLI does with ${NAME}. Such a tool passes on what the template
// declares and nothing else, and leaves out what stays empty.
func filledIn(f *ParameterFile) bool {
	return f.Verbatim && bytes.Contains(f.File.Content(), []byte("${"))
}

// converted is a text that isn't known, as the value of the parameter's type
// that the tool will make of it.
func converted(v value.Value, p *Parameter) value.Value {
	typ := basicType(p.Type)
	if typ == value.TypeString || typ == value.TypeAny {
		return v
	}
	return value.NewUnknown(value.UnknownSpec{
		Sym: value.SymCall("json", v), Why: value.WhyOf(v), Type: typ, Secret: value.HasSecret(v), Origin: v.Origin(),
	})
}

// baseName is how a parameter file calls the values of the file it extends.
const baseName = "base"

// assigned is the value that a parameter file gives a parameter.
type assigned struct {
	name      string
	at        source.Range
	v         value.Value
	expr      expression.Expr
	inherited bool
	verbatim  bool
}

// assignments evaluates a parameter file, those of the file that it extends
// first.
func (r *run) assignments(f *ParameterFile, depth int) []assigned {
	var inherited []assigned
	if f.Extends != "" {
		if depth >= maxExtends {
			r.problem(diag.Evaluation, f.ExtendsAt, "parameter files extend each other in a chain of more than %d", maxExtends)
		} else if tree, err := r.loader.Load(f.Extends); err != nil {
			kind, msg := ioReason(err, f.Extends)
			r.problem(kind, f.ExtendsAt, "%s", msg)
		} else if src, ok := tree.(ParameterSource); ok {
			inherited = r.assignments(src.ParameterFile(), depth+1)
			for i := range inherited {
				inherited[i].inherited = true
			}
		} else {
			r.problem(diag.Binding, f.ExtendsAt, "%q isn't a parameter file", f.Extends)
		}
	}
	// The file's own names: its assignments are parameters whose "default" is
	// what it assigns.
	t := &Template{File: f.File, FoldNames: f.Verbatim, Variables: f.Variables, Imports: f.Imports}
	for _, a := range f.Assignments {
		if a.Value != nil {
			t.Parameters = append(t.Parameters, &Parameter{Name: a.Name, NameAt: a.NameAt, At: a.NameAt, Type: &Type{}, Default: a.Value})
		}
	}
	in := r.newInstance(t, fn.DefaultScope(fn.ResourceGroup), nil, "params", 0)
	in.given = true
	in.inherited = baseObject(inherited)
	out := inherited
	for _, a := range f.Assignments {
		v := assigned{name: a.Name, at: a.NameAt, expr: a.Value, verbatim: f.Verbatim}
		if a.Value != nil {
			v.v = in.parameter(a.Name, a.NameAt)
		} else {
			v.v = value.NewUnknown(value.UnknownSpec{
				Sym: value.SymCall("getSecret", value.NewString(a.Name, nil)), Type: value.TypeString, Secret: true,
				Why:    []value.Why{{Reason: value.ReasonSecret, Name: a.Name, At: a.NameAt}},
				Origin: value.NewOrigin(value.Origin{Kind: value.OriginArgument, At: a.NameAt, Name: a.Name}),
			})
		}
		out = append(out, v)
	}
	return out
}

// baseObject is base, the values of the extended file.
func baseObject(inherited []assigned) value.Value {
	var b objectBuilder
	for _, a := range inherited {
		b.set(value.Member{Key: a.name, Value: a.v})
	}
	return b.value(nil)
}

// fromText reads a value that was given as text, converting it to the
// parameter's type: deploying tools do the same.
func fromText(s value.String, p *Parameter) value.Value {
	text := s.String()
	switch basicType(p.Type) {
	case value.TypeBool:
		if b, err := strconv.ParseBool(strings.ToLower(text)); err == nil {
			return value.NewBool(b, s.Origin())
		}
	case value.TypeInt:
		if i, err := strconv.ParseInt(text, 10, 64); err == nil {
			return value.NewInt(i, s.Origin())
		}
	case value.TypeArray, value.TypeObject:
		doc := jsonc.Parse(source.NewFile(p.Name, []byte(text)))
		if len(doc.Problems) == 0 && doc.Root != nil {
			return value.Rebase(plainValue(doc.Root), func(value.Path, *value.Origin) *value.Origin { return s.Origin() })
		}
	}
	return s
}

// plainValue is a JSON value as it stands, without reading its strings as
// expressions.
func plainValue(n *jsonc.Node) value.Value {
	switch n.Kind() {
	case jsonc.Bool:
		return value.NewBool(n.Bool(), nil)
	case jsonc.Number:
		if i, ok := n.Int(); ok {
			return value.NewInt(i, nil)
		}
		f, _ := n.Float()
		return value.NewFloat(f, nil)
	case jsonc.String:
		return value.NewString(n.Text(), nil)
	case jsonc.Array:
		var items []value.Value
		for _, it := range n.Items() {
			items = append(items, plainValue(it))
		}
		return value.NewArray(items, nil)
	case jsonc.Object:
		var b objectBuilder
		for _, m := range n.Members() {
			b.set(value.Member{Key: m.Key, Value: plainValue(m.Value)})
		}
		return b.value(nil)
	}
	return value.NewNull(nil)
}
