package azure

import (
	"fmt"

	"moat/analyzer/graph"
	"moat/analyzer/value"
)

// AgentInjection is an element of an account's networkInjections that speaks of
// agents.
type AgentInjection struct {
	Path    string // "" where it has no certain place
	Managed value.Tri
	Subnet  value.Tri // names a subnet
}

// AgentInjected tells how an account's agents are put into networks.
type AgentInjected struct {
	Any  value.Tri
	List []AgentInjection
}

// AgentInjections reads the networkInjections of an account. A conditional
// element that is null in one branch, or one of scenario none, injects nothing.
//
// Source: Azure/bicep-types-az, Microsoft.CognitiveServices/accounts.
func AgentInjections(account *graph.Resource) AgentInjected {
	const path = "properties.networkInjections"
	l := account.Get(path)
	out := AgentInjected{Any: value.No}
	if l.Presence == value.Absent {
		return out
	}
	list, all := items(l.Value)
	if l.Value == nil || !all || l.Presence == value.Possible {
		out.Any = value.Maybe
	}
	for _, it := range list {
		scenario := value.Get(it.value, value.ParsePath("scenario"))
		is := value.No
		switch {
		case scenario.Value != nil:
			is = value.EqualID(scenario.Value, value.NewString("agent", nil))
		case scenario.Presence == value.Possible:
			is = value.Maybe
		}
		if it.maybe {
			is = is.And(value.Maybe)
		}
		out.Any = out.Any.Or(is)
		if is != value.Yes {
			continue
		}
		in := AgentInjection{Managed: value.No, Subnet: filled(it.value, "subnetArmId")}
		if m := value.Get(it.value, value.ParsePath("useMicrosoftManagedNetwork")); m.Presence != value.Absent {
			in.Managed = Truth(m)
		}
		if it.index >= 0 {
			in.Path = fmt.Sprintf("%s[%d]", path, it.index)
		}
		out.List = append(out.List, in)
	}
	return out
}

// filled says whether a member of v holds a text.
func filled(v value.Value, name string) value.Tri {
	l := value.Get(v, value.ParsePath(name))
	switch {
	case l.Presence == value.Absent:
		return value.No
	case l.Value == nil || l.Presence == value.Possible:
		return value.Maybe
	}
	empty := value.EqualID(l.Value, value.NewString("", nil))
	if empty == value.Maybe && isID(l.Value) {
		return value.Yes
	}
	return empty.Not()
}

// isID says whether an unknown value is read from a resource, and so is the id
// of something.
func isID(v value.Value) bool {
	for _, m := range mentions(v)[1:] {
		if m.Kind() != value.KindUnknown {
			return true
		}
	}
	return false
}
