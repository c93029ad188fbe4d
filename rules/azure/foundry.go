// Package azure is what several rules need to know of Azure: which resources
// make an agent deployment, role ids, private-link groups, defaults by
// api-version. Each fact has its source beside it.
package azure

import (
	"moat/analyzer/graph"
	"moat/analyzer/value"
)

// Resource types of the agent stack.
const (
	Accounts        = "Microsoft.CognitiveServices/accounts"
	Projects        = Accounts + "/projects"
	AccountHosts    = Accounts + "/capabilityHosts"
	ProjectHosts    = Projects + "/capabilityHosts"
	ManagedNetworks = Accounts + "/managedNetworks"
	Workspaces      = "Microsoft.MachineLearningServices/workspaces"
	PrivateEndpoint = "Microsoft.Network/privateEndpoints"
	StorageAccounts = "Microsoft.Storage/storageAccounts"
	CosmosAccounts  = "Microsoft.DocumentDB/databaseAccounts"
	SearchServices  = "Microsoft.Search/searchServices"
	KeyVaults       = "Microsoft.KeyVault/vaults"
	Registries      = "Microsoft.ContainerRegistry/registries"
	Sites           = "Microsoft.Web/sites"
	ContainerApps   = "Microsoft.App/containerApps"
	Workflows       = "Microsoft.Logic/workflows"
	RoleAssignments = "Microsoft.Authorization/roleAssignments"
	Diagnostics     = "Microsoft.Insights/diagnosticSettings"
)

// Kind says whether a resource's kind is one of the wanted ones, whatever its
// case. That of a resource that isn't deployed here isn't known.
func Kind(r *graph.Resource, wanted ...string) value.Tri {
	l := r.Get("kind")
	if l.Presence == value.Absent {
		if r.External { // it isn't written, not absent
			return value.Maybe
		}
		return value.No
	}
	if l.Value == nil {
		return value.Maybe
	}
	answer := value.No
	for _, w := range wanted {
		answer = answer.Or(value.EqualID(l.Value, value.NewString(w, nil)))
	}
	return answer
}

// AccountKinds are the kinds of Cognitive Services account that agents and
// their models run on.
func AccountKinds() []string { return []string{"AIServices", "OpenAI", "CognitiveServices"} }

// IsFoundry says whether an account is a Foundry account, the home of agents:
// it allows projects, has one, has a capability host, or injects agents into a
// network.
func IsFoundry(g *graph.Graph, r *graph.Resource) value.Tri {
	kind := Kind(r, AccountKinds()...)
	if kind == value.No {
		return value.No
	}
	sign := value.No
	if l := r.Get("properties.allowProjectManagement"); l.Presence != value.Absent {
		sign = sign.Or(Truth(l.Lookup))
	}
	if l := r.Get("properties.networkInjections"); l.Presence != value.Absent {
		sign = value.Yes
	}
	if len(g.Children(r, Projects)) > 0 || len(g.Children(r, AccountHosts)) > 0 {
		sign = value.Yes
	}
	return sign.And(kind.Or(value.Maybe))
}

// Truth reads a boolean property; the text "true" counts as true.
func Truth(l value.Lookup) value.Tri {
	if l.Value == nil {
		return value.Maybe
	}
	yes := value.Equal(l.Value, value.NewBool(true, nil))
	return yes.Or(value.EqualID(l.Value, value.NewString("true", nil)))
}

// IsHub says whether a Machine Learning workspace is a hub.
func IsHub(r *graph.Resource) value.Tri { return Kind(r, "Hub") }

// HoldsAgents says whether an entry point deploys an agent deployment: a
// Foundry account, or a hub. It decides what --scope auto means.
func HoldsAgents(g *graph.Graph) bool {
	for _, r := range g.OfType(Accounts) {
		if IsFoundry(g, r) == value.Yes {
			return true
		}
	}
	for _, t := range []string{Projects, AccountHosts, ProjectHosts} {
		if len(g.OfType(t)) > 0 {
			return true
		}
	}
	for _, r := range g.OfType(Workspaces) {
		if IsHub(r) == value.Yes {
			return true
		}
	}
	return false
}
