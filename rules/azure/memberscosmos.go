package azure

import (
	"moat/analyzer/graph"
	"moat/analyzer/value"
)

// SQLAPI says whether a Cosmos DB account speaks the SQL (NoSQL) API, the one
// that keeps the agents' threads: its kind is GlobalDocumentDB, which is the
// default, and no capability turns it to another API.
//
// Source: rule catalogue, decision 22; the schema of
// Microsoft.DocumentDB/databaseAccounts.
func SQLAPI(r *graph.Resource) value.Tri {
	answer := value.Yes
	if l := r.Get("kind"); l.Presence != value.Absent {
		answer = Kind(r, "GlobalDocumentDB")
	}
	l := r.Get("properties.capabilities")
	if l.Presence == value.Absent {
		return answer
	}
	list, ok := l.Value.(value.Array)
	if !ok {
		return answer.And(value.Maybe)
	}
	if list.Open() {
		answer = answer.And(value.Maybe)
	}
	for _, it := range list.Items() {
		name := value.Get(it, value.ParsePath("name"))
		if name.Value == nil {
			continue
		}
		other := value.No
		for _, api := range [...]string{"EnableTable", "EnableCassandra", "EnableGremlin", "EnableMongo"} {
			other = other.Or(value.EqualID(name.Value, value.NewString(api, nil)))
		}
		answer = answer.And(other.Not())
	}
	return answer
}
