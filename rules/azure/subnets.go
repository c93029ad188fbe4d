package azure

import (
	"fmt"
	"net/netip"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
)

// Resource types of networks, and the service that agents run in.
const (
	VirtualNetworks     = "Microsoft.Network/virtualNetworks"
	Subnets             = VirtualNetworks + "/subnets"
	Peerings            = VirtualNetworks + "/virtualNetworkPeerings"
	ManagedEnvironments = "Microsoft.App/managedEnvironments"
	AgentDelegation     = "Microsoft.App/environments"
)

// Injection is a subnet that an account lets its agents run in.
type Injection struct {
	Account *graph.Resource
	// Path is that of the subnet's id in Account; "" where it has no certain
	// place.
	Path string
	ID   value.Value
	// Subnets are those of the graph that the id names, existing ones too.
	Subnets []*graph.Resource
}

// Injections lists the subnets of agents in the pass's graph. Passes over one
// graph share the answer.
func Injections(p *rule.Pass) Agents {
	return rule.Fact(p, func(p *rule.Pass) Agents {
		var out Agents
		for _, account := range p.Graph.OfType(Accounts) {
			if !account.External {
				out = append(out, injections(p.Graph, account)...)
			}
		}
		return out
	})
}

// Agents are the injections of a graph.
type Agents []Injection

func injections(g *graph.Graph, account *graph.Resource) []Injection {
	const path = "properties.networkInjections"
	var out []Injection
	list, _ := items(account.Get(path).Value)
	for _, it := range list {
		managed := value.Get(it.value, value.ParsePath("useMicrosoftManagedNetwork"))
		if managed.Value != nil && Truth(managed) == value.Yes {
			continue
		}
		scenario := value.Get(it.value, value.ParsePath("scenario"))
		if scenario.Value != nil && value.EqualID(scenario.Value, value.NewString("agent", nil)) == value.No {
			continue
		}
		id := value.Get(it.value, value.ParsePath("subnetArmId"))
		if id.Value == nil {
			continue
		}
		in := Injection{Account: account, ID: Assuming(account.Deployed, id.Value)}
		if it.index >= 0 {
			in.Path = fmt.Sprintf("%s[%d].subnetArmId", path, it.index)
		}
		for _, branch := range branches(in.ID, 0) {
			for _, subnet := range g.Resolve(branch) {
				if nameless(subnet) {
					continue
				}
				in.Subnets = append(in.Subnets, subnet)
			}
		}
		out = append(out, in)
	}
	return out
}

// nameless says whether a resource has an empty name, as where a parameter file
// leaves the blanks to be filled in: it can't be deployed, and it must not pass
// for every other one without a name.
func nameless(r *graph.Resource) bool {
	name, known := text(r.OwnName)
	return known && name == ""
}

// maxBranches bounds how deep conditionals inside conditionals are followed.
const maxBranches = 6

// branches are the values that a conditional may have, and v itself if it is
// none.
func branches(v value.Value, depth int) []value.Value {
	args, ok := value.AsCall(v, "if")
	if !ok || len(args) != 3 || depth >= maxBranches {
		return []value.Value{v}
	}
	return append(branches(args[1], depth+1), branches(args[2], depth+1)...)
}

// Of returns the injection into a subnet; false if there is none.
func (a Agents) Of(subnet *graph.Resource) (Injection, bool) {
	for _, in := range a {
		for _, s := range in.Subnets {
			if s == subnet {
				return in, true
			}
		}
	}
	return Injection{}, false
}

// Range is one address range of a subnet or virtual network.
type Range struct {
	Path string
	Text string
	// Prefix is valid where the range is known and well formed.
	Prefix netip.Prefix
	Known  bool // the text is known, if not its meaning
}

// SubnetRanges lists the address ranges of a subnet; all is false where there
// may be others.
func SubnetRanges(r *graph.Resource) (list []Range, all bool) {
	all = true
	if l := r.Get("properties.addressPrefix"); l.Presence != value.Absent {
		list = append(list, rangeOf(l.Value, "properties.addressPrefix"))
		all = l.Presence == value.Present
	}
	more, whole := ranges(r, "properties.addressPrefixes")
	if len(more) > 0 { // it takes the place of addressPrefix
		list = more
	}
	return list, all && whole
}

// NetworkRanges lists the address space of a virtual network; all is false
// where there may be more.
func NetworkRanges(r *graph.Resource) (list []Range, all bool) {
	return ranges(r, "properties.addressSpace.addressPrefixes")
}

func ranges(r *graph.Resource, path string) (list []Range, all bool) {
	l := r.Get(path)
	if l.Presence == value.Absent {
		return nil, !r.Damaged
	}
	its, whole := items(l.Value)
	for _, it := range its {
		at := path
		if it.index >= 0 {
			at = fmt.Sprintf("%s[%d]", path, it.index)
		}
		x := rangeOf(it.value, at)
		if it.maybe {
			x = Range{Path: at}
		}
		list = append(list, x)
	}
	return list, whole && l.Presence == value.Present
}

func rangeOf(v value.Value, path string) Range {
	x := Range{Path: path}
	if x.Text, x.Known = text(v); x.Known && strings.Contains(x.Text, "/") {
		x.Prefix, _ = Prefix(x.Text)
	}
	return x
}

// Delegation is one service that a subnet is handed over to.
type Delegation struct {
	Path    string // of the service's name; "" where it has no certain place
	Service value.Value
	Maybe   bool
}

// Delegations lists the services that a subnet is handed over to; all is false
// where there may be more.
func Delegations(subnet *graph.Resource) (list []Delegation, all bool) {
	const path = "properties.delegations"
	l := subnet.Get(path)
	its, whole := items(l.Value)
	for _, it := range its {
		service := value.Get(it.value, value.ParsePath("properties.serviceName"))
		if service.Presence == value.Absent && !subnet.Damaged { // handed over to nobody
			continue
		}
		d := Delegation{Service: service.Value, Maybe: it.maybe}
		if it.index >= 0 {
			d.Path = fmt.Sprintf("%s[%d].properties.serviceName", path, it.index)
		}
		list = append(list, d)
	}
	return list, whole && l.Presence != value.Possible && !subnet.Damaged
}

// Delegated says whether a subnet is handed over to a service.
func Delegated(subnet *graph.Resource, service string) value.Tri {
	list, all := Delegations(subnet)
	answer := value.TriOf(!all).And(value.Maybe)
	for _, d := range list {
		is := value.Maybe
		if d.Service != nil {
			is = value.EqualID(d.Service, value.NewString(service, nil))
		}
		if d.Maybe {
			is = is.And(value.Maybe)
		}
		answer = answer.Or(is)
	}
	return answer
}

// tenant is a type of resource that takes a place in a subnet, with the path of
// the subnet's id.
type tenant struct{ typ, path, what string }

// Source: the resource schemas of the types.
func tenants() []tenant {
	return []tenant{
		{PrivateEndpoint, "properties.subnet.id", "private endpoint"},
		{Sites, "properties.virtualNetworkSubnetId", "web app"},
		{ManagedEnvironments, "properties.vnetConfiguration.infrastructureSubnetId", "Container Apps environment"},
	}
}

// Tenant is a resource that stands in a subnet.
type Tenant struct {
	*graph.Resource
	What, Path string
}

// Tenants lists the resources that stand in a subnet for certain.
func Tenants(g *graph.Graph, subnet *graph.Resource) []Tenant {
	var out []Tenant
	for _, t := range tenants() {
		for _, r := range g.OfType(t.typ) {
			l := r.Get(t.path)
			if r.External || l.Presence != value.Present || r.Deployed.Contradicts(subnet.Deployed) == value.Yes {
				continue
			}
			if value.EqualID(Assuming(r.Deployed, l.Value), subnet.ID) == value.Yes {
				out = append(out, Tenant{r, t.what, t.path})
			}
		}
	}
	return append(out, interfaces(g, subnet)...)
}

// interfaces lists the network interfaces in a subnet.
func interfaces(g *graph.Graph, subnet *graph.Resource) []Tenant {
	var out []Tenant
	for _, nic := range g.OfType("Microsoft.Network/networkInterfaces") {
		configs, _ := items(nic.Get("properties.ipConfigurations").Value)
		for _, c := range configs {
			l := value.Get(c.value, value.ParsePath("properties.subnet.id"))
			if !nic.External && !c.maybe && c.index >= 0 && l.Presence == value.Present && value.EqualID(l.Value, subnet.ID) == value.Yes {
				out = append(out, Tenant{nic, "network interface", fmt.Sprintf("properties.ipConfigurations[%d].properties.subnet.id", c.index)})
				break
			}
		}
	}
	return out
}
