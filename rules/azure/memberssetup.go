package azure

import (
	"slices"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/value"
)

// Standard says whether an account follows the Standard Setup: a capability
// host of it, or of a project of it, names stores of one's own. Without one it
// is the Basic Setup, where the service keeps the agents' data. A host that
// can't be read, or may stand in a module that isn't there, makes it Maybe.
func (m *Membership) Standard(account *graph.Resource) value.Tri {
	answer := value.No
	id := value.IDKey(account.ID)
	for _, h := range Hosts(m.g) {
		if !slices.ContainsFunc(owners(h.ID), func(up value.Value) bool { return value.IDKey(up) == id }) {
			continue
		}
		if h.External {
			answer = answer.Or(value.Maybe)
			continue
		}
		for _, store := range hostStores() {
			if store.what == "models" {
				continue
			}
			answer = answer.Or(named(h.Get(store.path)))
		}
	}
	if answer == value.No && len(m.g.MayHide(account, AccountHosts, ProjectHosts)) > 0 {
		return value.Maybe
	}
	return answer
}

// named says whether a list of connections has an entry.
func named(f graph.Field) value.Tri {
	if f.Presence == value.Absent {
		return value.No
	}
	list, ok := f.Value.(value.Array)
	switch {
	case ok && len(list.Items()) > 0:
		return value.Yes
	case ok && !list.Open():
		return value.No
	}
	return value.Maybe
}

// Noun is what messages call a resource of the agent stack.
func Noun(r *graph.Resource) string {
	if strings.EqualFold(r.Type, Workspaces) && Kind(r, "Project") == value.Yes {
		return "project"
	}
	return NounOf(r.Type)
}

// NounOf is Noun for a resource of which only the type is known.
func NounOf(typ string) string {
	switch strings.ToLower(typ) {
	case strings.ToLower(Accounts):
		return "account"
	case strings.ToLower(Workspaces):
		return "hub"
	case strings.ToLower(StorageAccounts):
		return "storage account"
	case strings.ToLower(CosmosAccounts):
		return "Cosmos DB account"
	case strings.ToLower(SearchServices):
		return "search service"
	case strings.ToLower(KeyVaults):
		return "key vault"
	case strings.ToLower(Registries):
		return "container registry"
	case strings.ToLower(Projects):
		return "project"
	case strings.ToLower(Sites):
		return "web app"
	case strings.ToLower(ContainerApps):
		return "container app"
	case strings.ToLower(ManagedEnvironments):
		return "Container Apps environment"
	case strings.ToLower(Workflows):
		return "logic app"
	}
	return "resource"
}
