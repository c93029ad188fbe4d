package reference

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"moat/analyzer"
	"moat/analyzer/graph"
	"moat/analyzer/value"
	"moat/rules"
)

// analyse analyses the deployment in every language.
func analyse(t *testing.T) map[string]*analyzer.Report {
	t.Helper()
	all, err := Editions()
	if err != nil {
		t.Fatal(err)
	}
	a := NewAnalyser()
	out := map[string]*analyzer.Report{}
	for _, e := range all {
		r, err := a.Analyse(e, nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Entries) != 1 {
			t.Fatalf("%s: %d entry points", e.Name, len(r.Entries))
		}
		out[e.Name] = r
	}
	return out
}

// TestSilent holds every rule to have nothing to say of the deployment, and the
// languages to read all of it.
func TestSilent(t *testing.T) {
	for name, r := range analyse(t) {
		t.Run(name, func(t *testing.T) {
			for _, f := range r.Findings {
				t.Errorf("%s:%v: %s %s: %s", f.At.Path(), f.At.StartPosition(), f.Rule.ID, f.Verdict, f.Message)
			}
			for _, p := range r.Problems {
				t.Errorf("%s:%v: %s", p.At.Path(), p.At.StartPosition(), p.Message)
			}
			if gaps := r.Entries[0].Graph.Gaps; len(gaps) > 0 {
				t.Errorf("%d gaps, the first at %v: %s", len(gaps), gaps[0].At.StartPosition(), gaps[0].Why)
			}
		})
	}
}

// TestBodies compares what the languages deploy, leaf by leaf, for the types
// that rules read. What a Terraform provider adds by itself may be missing from
// the others, and so may the tier of a storage account, which azurerm sends
// beside the name that holds it.
func TestBodies(t *testing.T) {
	reports := analyse(t)
	want := bodies(reports["bicep"].Entries[0].Graph)
	if len(want) < 500 {
		t.Fatalf("only %d leaves", len(want))
	}
	for _, name := range slices.Sorted(maps.Keys(reports)) {
		got := bodies(reports[name].Entries[0].Graph)
		for _, at := range slices.Sorted(maps.Keys(want)) {
			if g, ok := got[at]; !ok && name == "azurerm" && strings.HasSuffix(at, " appi-agents-prod01 kind") {
				continue // Azure's portal reads it, and no rule
			} else if !ok {
				t.Errorf("%s lacks %s = %s", name, at, want[at].text)
			} else if g.text != want[at].text {
				t.Errorf("%s has %s = %s, not %s", name, at, g.text, want[at].text)
			}
		}
		for _, at := range slices.Sorted(maps.Keys(got)) {
			if _, ok := want[at]; !ok && !got[at].byDefault && !strings.HasSuffix(at, " sku.tier") {
				t.Errorf("%s has %s = %s too", name, at, got[at].text)
			}
		}
	}
}

type body struct {
	text      string
	byDefault bool // a provider adds it
}

// bodies are the leaves of all resources of the types that rules read, by type,
// name and path.
func bodies(g *graph.Graph) map[string]body {
	read := typesRead()
	out := map[string]body{}
	for _, r := range g.Resources {
		if r.External || !read[strings.ToLower(r.Type)] {
			continue
		}
		head := strings.ToLower(r.Type) + " " + Name(r.Declaration)
		out[head] = body{}
		for _, p := range append([]*graph.Part{r.Part}, r.Overlays...) {
			leaves(p.Body, "", func(path string, v value.Value) {
				if text, ok := leaf(path, v); ok {
					out[head+" "+path] = body{text, v.Origin() != nil && v.Origin().Kind == value.OriginProviderDefault}
				}
			})
		}
	}
	return out
}

// typesRead are the types that rules judge, and those that they look up.
func typesRead() map[string]bool {
	out := map[string]bool{}
	for _, r := range rules.All() {
		for _, typ := range r.Types {
			out[strings.ToLower(typ)] = true
		}
	}
	for _, typ := range []string{
		"Microsoft.Authorization/locks", "Microsoft.Authorization/policyAssignments", "Microsoft.Authorization/roleAssignments",
		"Microsoft.CognitiveServices/accounts/deployments", "Microsoft.CognitiveServices/accounts/projects",
		"Microsoft.CognitiveServices/accounts/projects/capabilityHosts", "Microsoft.CognitiveServices/accounts/projects/connections",
		"Microsoft.CognitiveServices/accounts/raiPolicies", "Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments",
		"Microsoft.Insights/components", "Microsoft.Insights/diagnosticSettings", "Microsoft.KeyVault/vaults/keys",
		"Microsoft.ManagedIdentity/userAssignedIdentities", "Microsoft.Network/networkSecurityGroups",
		"Microsoft.Network/privateDnsZones", "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
		"Microsoft.Network/privateEndpoints/privateDnsZoneGroups", "Microsoft.OperationalInsights/workspaces",
		"Microsoft.Security/pricings", "Microsoft.Storage/storageAccounts/blobServices",
	} {
		out[strings.ToLower(typ)] = true
	}
	return out
}

func leaves(v value.Value, path string, visit func(string, value.Value)) {
	switch v := v.(type) {
	case value.Object:
		for _, m := range v.Members() {
			key := m.Key
			if m.KeyValue != nil {
				key = plain(m.KeyValue)
			}
			leaves(m.Value, path+"."+strings.ToLower(key), visit)
		}
		if len(v.Members()) > 0 {
			return
		}
	case value.Array:
		for i, item := range v.Items() {
			leaves(item, fmt.Sprintf("%s[%d]", path, i), visit)
		}
		if len(v.Items()) > 0 {
			return
		}
	}
	visit(strings.TrimPrefix(path, "."), v)
}

var vaultURI = regexp.MustCompile(`\[?(?:format\('\{0\}(keys/\w+)', )?reference\(format\('[^']*/microsoft\.keyvault/vaults/([\w-]+)', subscription\(\)\.subscriptionId\)\)\.vaultUri\)?\]?`)

var apiVersion = regexp.MustCompile(`, '20\d\d-\d\d-\d\d(-preview)?'`)

// leaf writes a leaf so that equal ones are equal in every language; false for
// what isn't compared: what is null, and the free names of entries in a zone
// group, which azurerm takes from the zones.
func leaf(path string, v value.Value) (string, bool) {
	if v == nil || v.Kind() == value.KindNull || strings.HasPrefix(path, "properties.privatednszoneconfigs") && strings.HasSuffix(path, ".name") {
		return "", false
	}
	if strings.HasSuffix(path, "roledefinitionid") { // Azure takes a role's id with and without a subscription
		return last(plain(v)), true
	}
	text := string(value.AppendJSON(nil, v, value.JSONOptions{Expressions: true, SortKeys: true, FoldIDs: true}))
	// A property that is known only in Azure is the same whatever version of the
	// interface reads it, and azurerm makes a vault's address out of its name.
	text = apiVersion.ReplaceAllString(text, "")
	return vaultURI.ReplaceAllString(text, "https://$2.vault.azure.net/$1"), true
}
