package azure

import (
	"slices"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
)

// Store is a service of one's own in which the agents of a project keep
// something: what a connection leads to that a capability host names.
type Store struct {
	Project    *graph.Resource
	Connection *graph.Resource
	Service    *graph.Resource
}

// Stores lists the stores of the projects in the pass's graph that are reached
// by identity, in declared order. Passes over one graph share the answer.
func Stores(p *rule.Pass) []Store {
	type stores []Store
	return rule.Fact(p, func(p *rule.Pass) stores {
		m := Members(p)
		var out stores
		for _, h := range p.Graph.OfType(ProjectHosts) {
			project := m.projectOf(h)
			if project == nil {
				continue
			}
			for _, store := range hostStores() {
				if store.what == "models" {
					continue
				}
				list, ok := h.Get(store.path).Value.(value.Array)
				if !ok {
					continue
				}
				for _, c := range m.connectionsFor(h) {
					named := slices.ContainsFunc(list.Items(), func(name value.Value) bool { return value.EqualID(name, ownName(c)) == value.Yes })
					if !named || !c.External && Is(c, "properties.authType", "AAD") == value.No {
						continue
					}
					for _, t := range m.targets(c) {
						s := Store{project, c, t.r}
						if t.strength == Certain && !slices.ContainsFunc(out, func(have Store) bool { return have.Project == s.Project && have.Service == s.Service }) {
							out = append(out, s)
						}
					}
				}
			}
		}
		return out
	})
}

// projectOf is the project of a capability host; nil if the graph doesn't know
// it.
func (m *Membership) projectOf(h *graph.Resource) *graph.Resource {
	list := owners(h.ID)
	if len(list) < 2 {
		return nil
	}
	for _, r := range m.g.Resolve(list[1]) {
		if strings.EqualFold(r.Type, Projects) {
			return r
		}
	}
	return nil
}

// Need is a role that agents need on a store of theirs.
type Need struct {
	Role string // GUID
	Name string
	// Cosmos marks a role of Cosmos DB's own data plane.
	Cosmos bool
	// Core is set for the roles that the guidance names itself.
	Core bool
	// Enough are roles that hold the needed one's rights too.
	Enough []string
}

// Needs lists the roles that a project's identity needs on a service.
//
// Source: Microsoft Learn, Standard agent setup of the Foundry Agent Service;
// sample 15 of microsoft-foundry/foundry-samples.
func Needs(g *graph.Graph, service *graph.Resource) []Need {
	control := []string{OwnerRole, ContributorRole}
	switch strings.ToLower(service.Type) {
	case strings.ToLower(StorageAccounts):
		out := []Need{
			{Role: BlobContributorRole, Name: "Storage Blob Data Contributor", Core: true, Enough: []string{BlobOwnerRole}},
			{Role: BlobOwnerRole, Name: "Storage Blob Data Owner"},
		}
		if slices.Contains(StorageServices(g, service), "queueServices") {
			out = append(out, Need{Role: QueueContributorRole, Name: "Storage Queue Data Contributor"})
		}
		return out
	case strings.ToLower(SearchServices):
		return []Need{
			{Role: SearchIndexRole, Name: "Search Index Data Contributor", Core: true},
			{Role: SearchServiceRole, Name: "Search Service Contributor", Enough: control},
		}
	case strings.ToLower(CosmosAccounts):
		return []Need{
			{Role: CosmosDataContributorRole, Name: "Cosmos DB Built-in Data Contributor", Cosmos: true, Core: true},
			{Role: CosmosOperatorRole, Name: "Cosmos DB Operator", Enough: append(control, "5bd9cd88-fe45-4216-938b-f97437e15450")},
		}
	}
	return nil
}

// Given says whether a project's identity holds a needed role on a service. A
// grant to somebody who isn't known, to a group say, may be the one; so may
// one in the wrong place whose scope can't be read.
func (rights Rights) Given(n Need, s Store) value.Tri {
	answer := value.No
	for _, g := range rights {
		if g.Cosmos != n.Cosmos {
			continue
		}
		answer = answer.Or(g.assigns(n).And(g.reaches(s.Service)).And(g.to(s.Project)).And(countsFor(g.Part, s.Project)))
	}
	return answer
}

func (g Grant) assigns(n Need) value.Tri {
	if g.Cosmos {
		l := g.Get("properties.roleDefinitionId")
		if l.Value == nil {
			return value.Maybe
		}
		_, last, ok := cutLast(l.Value)
		if !ok {
			return value.Maybe
		}
		return value.EqualID(last, value.NewString(n.Role, nil))
	}
	if g.Role == value.Maybe {
		return value.Maybe
	}
	for _, r := range g.Roles {
		switch {
		case r.ID == n.Role:
			return onlyIf(len(g.Roles) == 1)
		case slices.Contains(n.Enough, r.ID):
			// Under a condition it isn't enough for what the condition shuts out.
			limited, _ := g.Conditional()
			return onlyIf(len(g.Roles) == 1).And(limited.Not())
		}
	}
	return value.No
}

func onlyIf(sure bool) value.Tri {
	if sure {
		return value.Yes
	}
	return value.Maybe
}

// reaches says whether the grant's scope is a service, a part of it or
// something around it.
func (g Grant) reaches(service *graph.Resource) value.Tri {
	if g.Cosmos {
		list := owners(g.ID)
		return value.EqualID(list[min(1, len(list)-1)], service.ID)
	}
	switch {
	case g.Level == LevelUnknown:
		return value.Maybe
	case g.Level.Wide():
		return value.Yes
	}
	answer := value.No
	for _, b := range branches(Assuming(service.Deployed, g.Scope), 0) {
		for _, id := range owners(b) {
			answer = answer.Or(value.EqualID(id, service.ID))
		}
	}
	return answer
}

// to says whether the grant is one to a project's identity.
func (g Grant) to(project *graph.Resource) value.Tri {
	answer := value.No
	key := value.IDKey(project.ID)
	for _, who := range g.Identities {
		if value.IDKey(who.Of.ID) == key {
			return onlyIf(len(g.Identities) == 1)
		}
	}
	// An identity attached to the account and the project is listed with the
	// one that was found first.
	for _, id := range attachedIDs(project) {
		for _, said := range mentions(g.Get("properties.principalId").Value) {
			if value.IDKey(said) == value.IDKey(id) {
				return value.Yes
			}
		}
	}
	if !g.machine {
		answer = value.Maybe
	}
	return answer
}
