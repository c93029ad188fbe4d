package azure

import (
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/value"
)

// InPerimeter says whether the graph associates r with a network security
// perimeter.
func InPerimeter(g *graph.Graph, r *graph.Resource) value.Tri {
	answer := value.No
	for _, a := range g.OfType("Microsoft.Network/networkSecurityPerimeters/resourceAssociations") {
		l := a.Get("properties.privateLinkResource.id")
		if l.Value == nil {
			continue
		}
		answer = answer.Or(value.EqualID(Assuming(r.Deployed, l.Value), r.ID).And(countsFor(a.Part, r)))
	}
	return answer
}

// AssignsPolicy says whether the graph assigns one of the built-in policies
// whose ids are given: those that deploy what is missing once Azure sees it.
func AssignsPolicy(g *graph.Graph, ids ...string) bool {
	for _, a := range g.OfType("Microsoft.Authorization/policyAssignments") {
		definition := value.PlainText(a.Get("properties.policyDefinitionId").Value, "*")
		for _, id := range ids {
			if strings.HasSuffix(strings.ToLower(definition), id) {
				return true
			}
		}
	}
	return false
}
