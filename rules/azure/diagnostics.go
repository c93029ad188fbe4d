package azure

import (
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/value"
)

// Setting is a diagnostic setting as seen from the resource it may log.
type Setting struct {
	*graph.Resource
	// Logs says whether the setting is there, and on that resource, whenever
	// the resource is deployed: never No.
	Logs value.Tri
}

// Log is what a setting has to switch on: a category, or a group of them.
type Log struct {
	Name  string
	Group bool
}

// SettingsOf lists the diagnostic settings of what an id names: the resource r
// itself, or something inside it such as its blob service.
func SettingsOf(g *graph.Graph, r *graph.Resource, id value.Value) []Setting {
	var out []Setting
	for _, s := range g.OfType(Diagnostics) {
		if s.Scope == nil {
			continue
		}
		on := sameTarget(g, Assuming(r.Deployed, s.Scope), r, id)
		if on == value.No {
			continue
		}
		if !s.External {
			on = on.And(countsFor(s.Part, r))
		}
		if on != value.No {
			out = append(out, Setting{s, on})
		}
	}
	return out
}

// sameTarget says whether a scope is the id. One that names another resource of
// the graph isn't, even where the two names can't be told apart.
func sameTarget(g *graph.Graph, scope value.Value, r *graph.Resource, id value.Value) value.Tri {
	if ref, ok := scope.(value.Ref); ok {
		scope = ref.ID()
	}
	same := value.EqualID(scope, id)
	if same != value.Maybe {
		return same
	}
	if typ := TypeOfID(scope); typ != "" && !strings.EqualFold(typ, TypeOfID(id)) {
		return value.No
	}
	for _, other := range g.Resolve(scope) {
		if other != r && !other.External {
			return value.No
		}
	}
	return value.Maybe
}

// Switches says whether a setting exports a log.
func (s Setting) Switches(l Log) value.Tri {
	logs := s.Get("properties.logs")
	list, all := items(logs.Value)
	answer := value.TriOf(!all || logs.Presence == value.Possible || s.Damaged || s.External).And(value.Maybe)
	for _, it := range list {
		name := "category"
		if l.Group {
			name = "categoryGroup"
		}
		on := value.No
		if e := value.Get(it.value, value.ParsePath("enabled")); e.Presence != value.Absent {
			on = Truth(e)
		}
		is := value.No
		if c := value.Get(it.value, value.ParsePath(name)); c.Value != nil {
			is = value.EqualID(c.Value, value.NewString(l.Name, nil))
		} else if c.Presence == value.Possible {
			is = value.Maybe
		}
		on = on.And(is)
		if it.maybe {
			on = on.And(value.Maybe)
		}
		answer = answer.Or(on)
	}
	return answer
}

// Covered says whether the settings together export every log of one of the
// sets. Two settings may share the work.
func Covered(settings []Setting, sets [][]Log) value.Tri {
	answer := value.No
	for _, set := range sets {
		whole := value.Yes
		for _, l := range set {
			one := value.No
			for _, s := range settings {
				one = one.Or(s.Logs.And(s.Switches(l)))
			}
			whole = whole.And(one)
		}
		answer = answer.Or(whole)
	}
	return answer
}

// Sinks says whether a setting sends its logs anywhere, and to a Log Analytics
// workspace.
func (s Setting) Sinks() (anywhere, workspace value.Tri) {
	for i, name := range [...]string{"workspaceId", "storageAccountId", "eventHubAuthorizationRuleId", "marketplacePartnerId"} {
		l := s.Get("properties." + name)
		set := value.No
		switch {
		case l.Presence == value.Possible, s.External:
			set = value.Maybe
		case l.Value != nil:
			set = value.EqualID(l.Value, value.NewString("", nil)).Not()
			if set == value.Maybe && nonEmpty(l.Value) {
				set = value.Yes
			}
		}
		if i == 0 {
			anywhere, workspace = set, set
			continue
		}
		anywhere = anywhere.Or(set)
	}
	return anywhere, workspace
}

// nonEmpty says whether a value that isn't known is still an id: that of a
// resource is never empty.
func nonEmpty(v value.Value) bool {
	switch v := v.(type) {
	case value.Ref, value.Text:
		return true
	case value.Unknown:
		whys := v.Why()
		return len(whys) > 0 && whys[0].Reason == value.ReasonRuntimeReference
	}
	return false
}

// category and group make Logs.
func category(name string) Log { return Log{Name: name} }
func group(name string) Log    { return Log{Name: name, Group: true} }

// LogSets are the sets of logs that show who read and changed the data of a
// type, any one of which is enough; nil for a type that isn't listed.
//
// Source: Microsoft Learn, "Supported resource log categories for Azure
// Monitor", one page for each type.
func LogSets(typ string) [][]Log {
	all, audit := []Log{group("allLogs")}, []Log{group("audit")}
	switch strings.ToLower(typ) {
	case "microsoft.cognitiveservices/accounts":
		return [][]Log{
			all,
			{group("audit"), category("RequestResponse")},
			{category("Audit"), category("RequestResponse")},
		}
	case "microsoft.storage/storageaccounts":
		return [][]Log{all, audit, {category("StorageRead"), category("StorageWrite"), category("StorageDelete")}}
	case "microsoft.documentdb/databaseaccounts":
		return [][]Log{all, audit, {category("DataPlaneRequests"), category("ControlPlaneRequests")}}
	case "microsoft.search/searchservices":
		return [][]Log{all, {category("OperationLogs")}}
	case "microsoft.keyvault/vaults":
		return [][]Log{all, audit, {category("AuditEvent")}}
	case "microsoft.containerregistry/registries":
		return [][]Log{all, audit, {category("ContainerRegistryRepositoryEvents"), category("ContainerRegistryLoginEvents")}}
	case "microsoft.machinelearningservices/workspaces":
		return [][]Log{all, audit}
	}
	return nil
}

// UsageLogs export how much of each model was used by whom.
func UsageLogs() [][]Log {
	return [][]Log{{group("allLogs")}, {category("AzureOpenAIRequestUsage")}}
}

// LogTarget is what carries logs of a resource.
type LogTarget struct {
	ID      value.Value
	Service string // of a storage account: "blob service"; "" for the resource itself
}

// LogTargets lists what carries a resource's logs: itself, but storage accounts
// have metrics only, and each service that is used logs.
func LogTargets(g *graph.Graph, r *graph.Resource) []LogTarget {
	if !strings.EqualFold(r.Type, StorageAccounts) {
		return []LogTarget{{ID: r.ID}}
	}
	var out []LogTarget
	for _, service := range StorageServices(g, r) {
		id := value.NewText(append(piecesOf(r.ID), value.Piece{Lit: "/" + service + "/default"}), nil)
		out = append(out, LogTarget{id, strings.TrimSuffix(service, "Services") + " service"})
	}
	return out
}

// DiagnosticPolicies are the built-in definitions, and initiatives of them, that
// give resources a diagnostic setting by themselves.
//
// Source: Azure Policy, category Monitoring.
func DiagnosticPolicies() []string {
	return []string{
		"0884adba-2312-4468-abeb-5422caed1038", // allLogs of supported resources to Log Analytics
		"f5b29bc4-feca-4cc6-a58a-772dd5e290a5", // audit of supported resources to Log Analytics
		"b4fe1a3b-0715-4c6c-a5ea-ffc33cf823cb", // blob services to a Log Analytics workspace
	}
}
