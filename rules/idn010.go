package rules

import (
	"fmt"
	"slices"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// IDN010 asks that custom roles list what they allow.
func IDN010() *rule.Rule {
	return &rule.Rule{
		ID: "IDN010", Name: "custom-role-wildcard",
		Severity: rule.Error, SecuritySeverity: 8.2, Precision: "very-high",
		Tags:    []string{"security", "identity", "external/cwe/cwe-250"},
		Control: "Implement role-based access control for dependent resources",
		Types:   []string{azure.RoleDefinitions},
		Doc: rule.Doc{
			Summary: "Custom roles must not contain wildcard actions, nor the right to hand out roles.",
			Why:     "\"*\" in actions or dataActions is Owner under another name, and escapes every review that looks for the built-in one. What notActions takes away today, a new action brings back tomorrow.",
			Fix:     "list the actions that the role's holders need",
			Bad:     inTerraform(customRoleExample("'*'", `"*"`), customRoleTerraform(`"*"`)),
			Good:    inTerraform(customRoleExample("'Microsoft.Search/searchServices/read'", `"Microsoft.Search/searchServices/read"`), customRoleTerraform(`"Microsoft.Search/searchServices/read"`)),
			Sources: []string{
				"Microsoft Learn: Azure custom roles",
				"Azure Policy a451c1ef-c6ca-483d-87ed-f49761e3ffb5: Audit usage of custom RBAC roles",
				"Microsoft cloud security benchmark PA-7: Follow just enough administration (least privilege) principle",
			},
		},
		Check: checkIDN010,
	}
}

func customRoleExample(bicep, arm string) rule.Examples {
	return examples(`resource operators 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(resourceGroup().id, 'operators')
  properties: {
    roleName: 'Contoso operators'
    type: 'CustomRole'
    permissions: [{ actions: [`+bicep+`] }]
    assignableScopes: [resourceGroup().id]
  }
}
`, `    {
      "type": "Microsoft.Authorization/roleDefinitions",
      "apiVersion": "2022-04-01",
      "name": "[guid(resourceGroup().id, 'operators')]",
      "properties": {
        "roleName": "Contoso operators",
        "type": "CustomRole",
        "permissions": [{ "actions": [`+arm+`] }],
        "assignableScopes": ["[resourceGroup().id]"]
      }
    }`)
}

// A provider's wildcard leaves the other providers alone; a role that can be
// assigned in a whole subscription weighs half a point more.
const (
	providerWildcardSeverity = 5.5
	widelyAssignable         = 0.5
)

func checkIDN010(p *rule.Pass) {
	for _, r := range p.Deployed() {
		permissions := read(r, "properties.permissions")
		list, ok := permissions.Value.(value.Array)
		if permissions.Presence != value.Absent && (!ok || list.Open()) {
			undetermined(p, permissions, "whether the custom role allows everything can't be decided")
		}
		if !ok {
			continue
		}
		for i := range list.Items() {
			for _, kind := range [...]string{"actions", "dataActions"} {
				judgeActions(p, r, fmt.Sprintf("properties.permissions[%d].%s", i, kind))
			}
		}
	}
}

func judgeActions(p *rule.Pass, r *graph.Resource, path string) {
	actions := read(r, path)
	list, ok := actions.Value.(value.Array)
	if actions.Presence == value.Absent {
		return
	}
	if !ok || list.Open() {
		undetermined(p, actions, "whether the custom role allows everything can't be decided")
	}
	if !ok {
		return
	}
	for i := range list.Items() {
		action := read(r, fmt.Sprintf("%s[%d]", path, i))
		text, known := action.Value.(value.String)
		if !known {
			undetermined(p, action, "whether the custom role allows everything can't be decided")
			continue
		}
		f, bad := wildcard(text.String())
		if !bad {
			continue
		}
		if f.SecuritySeverity == 0 {
			f.SecuritySeverity = p.Rule.SecuritySeverity
		}
		if assignableWidely(r) {
			f.SecuritySeverity += widelyAssignable
		}
		report(p, action, f)
	}
}

// wildcard says what an action allows too much.
func wildcard(action string) (rule.Finding, bool) {
	switch lower := strings.ToLower(action); {
	case lower == "*" || lower == "*/*":
		return rule.Finding{Message: fmt.Sprintf("the custom role allows everything: %q", action)}, true
	case lower == "microsoft.authorization/*", strings.HasPrefix(lower, "microsoft.authorization/role") && (strings.HasSuffix(lower, "/write") || strings.HasSuffix(lower, "/*")):
		return rule.Finding{Message: fmt.Sprintf("whoever has the custom role can hand out roles, every other one included: %q", action)}, true
	case strings.HasSuffix(lower, "/listkeys/action"):
		return rule.Finding{Severity: rule.Warning, SecuritySeverity: providerWildcardSeverity,
			Message: fmt.Sprintf("the custom role reads keys, which open everything behind them to whoever has them: %q", action)}, true
	default:
		for _, provider := range [...]string{"cognitiveservices", "storage", "documentdb", "search", "keyvault"} {
			if lower == "microsoft."+provider+"/*" {
				return rule.Finding{Severity: rule.Warning, SecuritySeverity: providerWildcardSeverity,
					Message: fmt.Sprintf("the custom role allows everything of one provider: %q", action)}, true
			}
		}
	}
	return rule.Finding{}, false
}

// assignableWidely says whether a role can be assigned in a whole subscription
// or management group.
func assignableWidely(r *graph.Resource) bool {
	scopes, ok := read(r, "properties.assignableScopes").Value.(value.Array)
	return ok && slices.ContainsFunc(scopes.Items(), func(s value.Value) bool { return azure.LevelOf(s) >= azure.LevelSubscription })
}
