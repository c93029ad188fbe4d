package bicep

import (
	"cmp"
	"fmt"
	"slices"

	"moat/analyzer/diag"
	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/parsers/bicep/syntax"
	"moat/parsers/template"
	"moat/parsers/template/expression"
	"moat/parsers/template/fn"
)

// parse reads a file with the functions that the library offers to its kind.
func parse(f *source.File, functions func(fn.Languages) library) language.Tree {
	file := syntax.Parse(f)
	if file.Params {
		l := newLowerer(file, functions(fn.Params))
		p := l.parameterFile()
		return &ParameterTree{l.base(p.Problems), p}
	}
	l := newLowerer(file, functions(fn.Bicep))
	t := l.template()
	return &Tree{l.base(t.Problems), t}
}

func (l *lowerer) base(binding []diag.Diagnostic) base {
	return base{l.file, l.sortedRefs(), diag.Sort(slices.Concat(l.file.Problems, binding))}
}

// lowerer turns the syntax of one file into a template or parameter file.
type lowerer struct {
	file     *syntax.File
	library  library
	scope    *scope
	refs     []language.Ref
	problems []diag.Diagnostic
	dropped  bool // there were more than are listed

	t *template.Template

	// damaged is set by whatever is met that syntax couldn't read; a
	// declaration clears it when it begins.
	damaged bool
	// bodies counts the resource bodies around; this is known inside of one.
	bodies int
	// extension is the alias of the extension that resource types without a
	// prefix and without a dated API version come from; "" without one.
	extension string
}

func newLowerer(file *syntax.File, functions library) *lowerer {
	return &lowerer{file: file, library: functions, scope: newScope()}
}

// at is the place of a piece of syntax.
func (l *lowerer) at(n syntax.Node) source.Range { return l.file.Range(n) }

// tokenAt is the place of a token; the empty place at the start of n for a
// token that isn't there.
func (l *lowerer) tokenAt(t syntax.Tok, n syntax.Node) source.Range {
	if t <= 0 || int(t) >= len(l.file.Tokens) {
		s := n.Extent()
		return syntax.Span{Start: s.Start, End: s.Start}.In(l.file.Source)
	}
	return l.file.Tokens[t].Span.In(l.file.Source)
}

// problem reports something. Past the bound that also holds for syntax, more of
// the same says nothing new.
func (l *lowerer) problem(kind diag.Kind, at source.Range, format string, args ...any) {
	if l.full() {
		l.dropped = true
		return
	}
	l.problems = append(l.problems, diag.Diagnostic{Kind: kind, At: at, Message: fmt.Sprintf(format, args...)})
}

// sortedProblems are the problems in order, and whether there were more.
func (l *lowerer) sortedProblems() []diag.Diagnostic {
	if l.dropped {
		end := l.file.Source.Len()
		l.problems = append(l.problems, diag.Diagnostic{
			Kind: diag.Limit, At: l.file.Source.Range(end, end),
			Message: fmt.Sprintf("only the first %d problems with names are listed", syntax.MaxProblems),
		})
	}
	return diag.Sort(l.problems)
}

// full says whether no further problem is listed.
func (l *lowerer) full() bool { return len(l.problems) >= syntax.MaxProblems }

// unread stands for a piece that syntax couldn't read and has reported.
func (l *lowerer) unread(n syntax.Node) *expression.Bad {
	l.damaged = true
	return &expression.Bad{At: l.at(n)}
}

// refer notes a file that this one names; an unreadable path names none.
func (l *lowerer) refer(kind language.RefKind, ref, written string, at source.Range) {
	if written == "" {
		return
	}
	l.refs = append(l.refs, language.Ref{Kind: kind, Path: ref, Written: written, At: at})
}

func (l *lowerer) sortedRefs() []language.Ref {
	slices.SortStableFunc(l.refs, func(a, b language.Ref) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Kind, b.Kind))
	})
	return l.refs
}
