package bicep

import (
	"fmt"
	"strings"

	"moat/analyzer/source"
	"moat/parsers/bicep/syntax"
)

// resolved is a path of another file: Ref relative to the workspace root, ""
// if it isn't local or if problem says what is wrong with it.
type resolved struct {
	written string
	ref     string
	problem string
	at      source.Range
}

// remoteSchemes are what modules, imports and parameter files can name besides
// local files, with or without an alias behind a slash.
var remoteSchemes = [...]string{"br", "ts"}

// path resolves a path that must be written out.
func (l *lowerer) path(x syntax.Expr) resolved {
	r := resolved{at: l.at(x)}
	s, ok := x.(*syntax.String)
	if !ok {
		l.damaged = true
		r.problem = "the path can't be read"
		return r
	}
	text, ok := s.Literal()
	if !ok {
		r.written = l.file.Text(x)
		r.problem = "a path is a plain string, without ${…}"
		return r
	}
	r.written = text
	if scheme, _, found := strings.Cut(text, ":"); found {
		kind, _, _ := strings.Cut(scheme, "/")
		for _, s := range remoteSchemes {
			if kind == s {
				return r
			}
		}
		r.problem = fmt.Sprintf("%q is no path: it is relative to this file, or begins with br: or ts:", text)
		return r
	}
	r.ref, r.problem = l.local(text)
	return r
}

// local resolves a path relative to this file.
func (l *lowerer) local(text string) (ref, problem string) {
	switch {
	case strings.TrimSpace(text) == "":
		return "", "the path is empty"
	case strings.HasPrefix(text, "/"):
		return "", fmt.Sprintf("%q begins with a slash; a path is relative to this file", text)
	case strings.Contains(text, `\`):
		return "", fmt.Sprintf("%q contains a backslash; folders are separated by /", text)
	case strings.IndexByte(text, 0) >= 0:
		return "", "no file has a path with a NUL character"
	}
	ref, err := source.Join(l.file.Source.Path(), text)
	if err != nil {
		return "", fmt.Sprintf("%q lies outside the workspace, which Moat doesn't read; widen it with --root", text)
	}
	return ref, ""
}
