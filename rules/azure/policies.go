package azure

import (
	"fmt"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
)

// AgentPolicy is an access policy of a key vault that lets an identity of the
// agents' side change or destroy what the vault holds.
type AgentPolicy struct {
	In       *graph.Resource
	Path     string // of the permission in In
	Identity Identity
	Verb, Of string // "purge", "secrets"
}

// AgentPolicies lists such policies of a key vault, its own and those added to
// it.
func AgentPolicies(p *rule.Pass, vault *graph.Resource) []AgentPolicy {
	agents := Members(p).agentSide()
	var out []AgentPolicy
	places := append([]*graph.Resource{vault}, p.Graph.Children(vault, KeyVaults+"/accessPolicies")...)
	for _, r := range places {
		list, _ := items(r.Get("properties.accessPolicies").Value)
		for _, it := range list {
			who, found := Identity{}, false
			object := value.Get(it.value, value.ParsePath("objectId"))
			for _, id := range mentions(object.Value) {
				if who, found = agents[value.IDKey(id)]; found {
					break
				}
			}
			if !found || it.index < 0 {
				continue
			}
			for _, of := range [...]string{"keys", "secrets"} {
				path := fmt.Sprintf("properties.accessPolicies[%d].permissions.%s", it.index, of)
				permissions, _ := items(r.Get(path).Value)
				for _, perm := range permissions {
					for _, verb := range [...]string{"all", "purge", "set", "delete"} {
						if value.EqualID(perm.value, value.NewString(verb, nil)) == value.Yes {
							out = append(out, AgentPolicy{r, path, who, verb, of})
						}
					}
				}
			}
		}
	}
	return out
}
