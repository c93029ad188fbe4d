package fn

import (
	"strings"

	"moat/analyzer/value"
)

// idRows are the functions that build resource ids.
func idRows() []*Row {
	row := func(name string, least int, prefix func(*Call, []value.Value) (value.Value, *Fault), most int) *Row {
		return &Row{Name: name, Min: least, Max: -1, In: Bicep | ARM, Class: Scoped, Result: value.TypeString, Partial: true, Whole: true,
			Eval: plain(func(c *Call, args []value.Value) (value.Value, *Fault) {
				return idCall(c, args, most, prefix)
			})}
	}
	return []*Row{
		row("resourceId", 2, groupPrefix, 2),
		row("subscriptionResourceId", 2, subscriptionPrefix, 1),
		row("tenantResourceId", 2, func(*Call, []value.Value) (value.Value, *Fault) { return value.NewString("", nil), nil }, 0),
		row("managementGroupResourceId", 2, managementPrefix, 1),
		{Name: "extensionResourceId", Min: 3, Max: -1, In: Bicep | ARM, Class: Scoped, Result: value.TypeString, Partial: true, Whole: true, Eval: plain(extensionResourceID)},
	}
}

// groupPrefix is the id that resourceId() starts with: leading arguments name
// a resource group, or a subscription and a group.
func groupPrefix(c *Call, lead []value.Value) (value.Value, *Fault) {
	switch {
	case len(lead) == 2:
		return groupID(lead[0], lead[1], nil), nil
	case len(lead) == 0:
		return c.Scope.ID(), nil
	case c.Scope.Kind != ResourceGroup && isSubscription(lead[0]):
		return subscriptionIDText(lead[0], nil), nil
	}
	return groupID(c.Scope.subscriptionID(), lead[0], nil), nil
}

// isSubscription tells a subscription's id from a group's name.
func isSubscription(v value.Value) bool {
	switch v := v.(type) {
	case value.String:
		s := v.String()
		return len(s) == guidLength && strings.Count(s, "-") == 4 && strings.Trim(strings.ToLower(s), "0123456789abcdef-") == ""
	case value.Unknown:
		return v.Sym().Op() == value.OpEnv && v.Sym().Name() == symSubscriptionID
	}
	return false
}

func subscriptionPrefix(c *Call, lead []value.Value) (value.Value, *Fault) {
	if len(lead) == 1 {
		return subscriptionIDText(lead[0], nil), nil
	}
	return subscriptionIDText(c.Scope.subscriptionID(), nil), nil
}

func managementPrefix(c *Call, lead []value.Value) (value.Value, *Fault) {
	if len(lead) == 1 {
		return managementGroupID(lead[0], nil), nil
	}
	return managementGroupID(part(c.Scope.ManagementGroupName, envManagementGroup), nil), nil
}

// idCall finds the type among the arguments: what stands before it names the
// scope, what follows names the resource.
func idCall(c *Call, args []value.Value, most int, prefix func(*Call, []value.Value) (value.Value, *Fault)) (value.Value, *Fault) {
	for i, a := range args {
		if !can(a, value.TypeString) {
			return nil, c.wrong(i, a, "a string")
		}
	}
	at, typ, names := findType(args, most)
	if at < 0 {
		if !allKnown(args) {
			return c.Unknown(args...), nil
		}
		return nil, Faultf("%s() is given no resource type; one of its first %d arguments must be like 'Microsoft.Storage/storageAccounts'", c.Row.Name, most+1)
	}
	scope, fault := prefix(c, args[:at])
	if fault != nil {
		return nil, fault
	}
	return c.id(scope, typ, names, args)
}

// findType returns the place of the type among the arguments, the type, and
// the names. Older templates give the provider and the types one by one.
func findType(args []value.Value, most int) (at int, typ string, names []value.Value) {
	for i := 0; i <= most && i < len(args); i++ {
		s, ok := args[i].(value.String)
		if !ok {
			continue
		}
		if strings.Contains(s.String(), "/") {
			return i, s.String(), args[i+1:]
		}
		rest := args[i+1:]
		if !strings.Contains(s.String(), ".") || len(rest) == 0 || len(rest)%2 != 0 {
			continue
		}
		typ := s.String()
		for _, a := range rest[:len(rest)/2] {
			t, ok := a.(value.String)
			if !ok || strings.Contains(t.String(), "/") {
				typ = ""
				break
			}
			typ += "/" + t.String()
		}
		if typ != "" {
			return i, typ, rest[len(rest)/2:]
		}
	}
	return -1, "", nil
}

func extensionResourceID(c *Call, args []value.Value) (value.Value, *Fault) {
	for i, a := range args {
		if !can(a, value.TypeString) {
			return nil, c.wrong(i, a, "a string")
		}
	}
	typ, ok := args[1].(value.String)
	if !ok {
		return c.Unknown(args...), nil
	}
	return c.id(args[0], typ.String(), args[2:], args)
}

func (c *Call) id(scope value.Value, typ string, names, args []value.Value) (value.Value, *Fault) {
	v, problem := buildID(scope, typ, names, c.Origin(args...))
	switch {
	case v != nil:
		if fault := c.checkString(len(value.PlainText(v, ""))); fault != nil {
			return nil, fault
		}
		return c.taint(v, args), nil
	case !allKnown(names):
		return c.Unknown(args...), nil
	}
	return nil, Faultf("%s() is given %s", c.Row.Name, problem)
}

// ResourceID is the id of the resource of type typ ("Microsoft.X/a/b", without
// version) and the names of it and its parents, each of which may hold several
// segments. scopeID is the id of what it is deployed to or extends; nil for
// the scope itself. If names and type don't fit, the id is unknown.
func ResourceID(scope *Scope, scopeID value.Value, typ string, names []value.Value, o *value.Origin) value.Value {
	if scopeID == nil {
		scopeID = scope.ID()
	}
	if v, _ := buildID(scopeID, typ, names, o); v != nil {
		return v
	}
	args := append([]value.Value{scopeID, value.NewString(typ, nil)}, names...)
	why := value.Whys(names...)
	if why == nil {
		why = []value.Why{{Reason: value.ReasonTypeError, Name: typ}}
	}
	return value.NewUnknown(value.UnknownSpec{Sym: value.SymCall("extensionResourceId", args...), Why: why,
		Type: value.TypeString, Secret: anySecret(args), Origin: o})
}

// buildID is scope + "/providers/" + provider + type and name segments in
// turn; nil and the problem if they don't fit. Resource groups and
// subscriptions have ids of their own form.
func buildID(scope value.Value, typ string, names []value.Value, o *value.Origin) (value.Value, string) {
	provider, rest, ok := strings.Cut(typ, "/")
	if !ok || provider == "" {
		return nil, "the resource type '" + clip(typ) + "'; a type is like 'Microsoft.Storage/storageAccounts'"
	}
	types := strings.Split(rest, "/")
	segs := nameSegments(names)
	if len(segs) != len(types) {
		return nil, "names that don't fit the type '" + clip(typ) + "': the type wants one name for each segment after the provider"
	}
	if s, ok := scope.(value.String); ok {
		scope = value.NewString(strings.TrimSuffix(s.String(), "/"), s.Origin())
		if s.Secret() {
			scope = value.AsSecret(scope)
		}
	}
	switch strings.ToLower(typ) {
	case "microsoft.resources/resourcegroups":
		return segments(o, scope, "/resourceGroups/", segs[0]), ""
	case "microsoft.resources/subscriptions":
		return segments(o, "/subscriptions/", segs[0]), ""
	}
	parts := make([]any, 0, 2+2*len(segs))
	parts = append(parts, scope, "/providers/"+provider)
	for i, s := range segs {
		parts = append(parts, "/"+types[i]+"/", s)
	}
	return segments(o, parts...), ""
}

// nameSegments cuts names at the slashes of their known parts.
func nameSegments(names []value.Value) []value.Value {
	var out []value.Value
	for _, n := range names {
		var current []value.Piece
		n = segmentOf(n)
		for _, p := range piecesOf(n) {
			if p.Hole != nil {
				current = append(current, p)
				continue
			}
			for i, part := range strings.Split(p.Lit, "/") {
				if i > 0 {
					out = append(out, segment(current, n))
					current = nil
				}
				current = append(current, value.Piece{Lit: part})
			}
		}
		out = append(out, segment(current, n))
	}
	return out
}

// segmentOf reads split(name, '/')[i], as compilers write a segment of a name of
// several: names hold no slashes but those between their segments, so the
// unknown parts of the text lie within segments.
func segmentOf(n value.Value) value.Value {
	u, ok := n.(value.Unknown)
	if !ok || u.Sym().Op() != value.OpIndex {
		return n
	}
	i, ok := u.Sym().Args()[1].(value.Int)
	if !ok {
		return n
	}
	args, ok := value.AsCall(u.Sym().Args()[0], "split")
	if !ok || len(args) != 2 || args[0].Kind() != value.KindText {
		return n
	}
	if sep, ok := args[1].(value.String); !ok || sep.String() != "/" {
		return n
	}
	parts := nameSegments([]value.Value{args[0]})
	if i.Int() < 0 || i.Int() >= int64(len(parts)) {
		return n
	}
	return parts[i.Int()]
}

func segment(pieces []value.Piece, whole value.Value) value.Value {
	v := value.NewText(pieces, whole.Origin())
	if whole.Secret() {
		v = value.AsSecret(v)
	}
	return v
}
