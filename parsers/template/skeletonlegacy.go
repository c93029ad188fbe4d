package template

import (
	"strings"

	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/template/expression"
)

// legacyExtension rewrites the older spelling of an extension resource, which
// puts what it extends into type and name,
//
//	Microsoft.X/y/providers/locks  named  y1/Microsoft.Authorization/lock1
//
// into the present one: type Microsoft.Authorization/locks, name lock1, and the
// id of y1 as scope. A name that can't be taken apart is left as it stands.
//
// Source: https://learn.microsoft.com/azure/azure-resource-manager/templates/scope-extension-resources
func (b *builder) legacyExtension(r *Resource) {
	parentType, last, ok := cutProviders(r.Type)
	if !ok || r.Name == nil || r.ScopeRef != nil {
		return
	}
	segments := split(b.chunks(r.Name))
	if len(segments) > 0 && len(segments[0]) == 0 { // a leading slash
		segments = segments[1:]
	}
	// The namespace is the first segment that is literal and holds a dot, behind
	// the names of what is extended.
	at := strings.Count(parentType, "/")
	if at >= len(segments) {
		return
	}
	namespace, ok := literal(segments[at])
	if !ok || !strings.Contains(namespace, ".") || len(segments)-at-1 != 1+strings.Count(last, "/") {
		return
	}
	target, names := parentType, segments[:at]
	if parentType == "" {
		if r.Parent == nil {
			return
		}
		if target, names, ok = b.ancestry(r.Parent); !ok {
			return
		}
		if r.Loop == nil {
			r.Loop = loopOf(r.Parent)
		}
	}
	call := &expression.Call{At: r.Name.Range(), NameAt: r.Name.Range(), Name: "resourceId"}
	call.Args = append(call.Args, text(target, r.TypeAt))
	for _, s := range names {
		call.Args = append(call.Args, join(s, r.Name))
	}
	name := segments[at+1]
	for _, s := range segments[at+2:] {
		name = append(append(name[:len(name):len(name)], chunk{lit: "/"}), s...)
	}
	r.Type, r.ScopeRef, r.Name, r.Parent = namespace+"/"+last, call, join(name, r.Name), nil
}

// cutProviders splits Microsoft.X/y/providers/locks at its providers.
func cutProviders(typ string) (before, after string, ok bool) {
	const word = "providers/"
	lower := strings.ToLower(typ)
	if strings.HasPrefix(lower, word) {
		return "", typ[len(word):], true
	}
	i := strings.Index(lower, "/"+word)
	if i < 0 {
		return "", "", false
	}
	return typ[:i], typ[i+1+len(word):], true
}

// ancestry is the full type of a resource and the segments of its full name.
func (b *builder) ancestry(r *Resource) (typ string, names [][]chunk, ok bool) {
	if r.Name == nil || r.ScopeRef != nil {
		return "", nil, false
	}
	own := split(b.chunks(r.Name))
	typ, _ = fullType(r)
	if r.Parent != nil {
		parentType, parentNames, ok := b.ancestry(r.Parent)
		if !ok {
			return "", nil, false
		}
		if !isFullType(r, parentType) {
			own = append(parentNames[:len(parentNames):len(parentNames)], own...)
		}
	}
	return typ, own, len(own) == strings.Count(typ, "/")
}

func text(s string, at source.Range) *expression.Literal {
	return &expression.Literal{At: at, Value: value.NewString(s, value.Literal(at))}
}
