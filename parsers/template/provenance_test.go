package template_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"moat/analyzer/graph"
	"moat/analyzer/value"
)

func kindName(k value.OriginKind) string {
	return [...]string{"literal", "parameter", "default", "argument", "variable", "output", "provider default", "service default", "computed", "loop", "loaded"}[k]
}

// trail is an explanation as "file:line:column kind", nearest first.
func trail(f *graph.Frame, o *value.Origin) []string {
	var out []string
	for _, s := range graph.Explain(f, o) {
		out = append(out, place(s.At)+" "+kindName(s.Kind))
	}
	return out
}

// found is a property of the declaration of a symbol; n tells apart instances.
func found(t *testing.T, g *graph.Graph, symbol string, n int, path string) (*graph.Frame, value.Value) {
	t.Helper()
	for _, p := range g.Parts {
		if p.Symbol != symbol {
			continue
		}
		if n--; n >= 0 {
			continue
		}
		l := value.Get(p.Body, value.ParsePath(path))
		if l.Value == nil {
			t.Fatalf("%s has no %s", symbol, path)
		}
		return p.Frame, l.Value
	}
	t.Fatalf("no declaration %q", symbol)
	return nil, nil
}

// The files of TestProvenance. Positions in the test are theirs.
func provenanceFiles() map[string]string {
	return map[string]string{
		"main.bicep": `param publicAccess string = 'Enabled'
param settings object = {
  keys: true
  nested: { tls: 'TLS1_0' }
}
var access = publicAccess
var common = { allowBlobPublicAccess: true }
var merged = union(common, { supportsHttpsTrafficOnly: false })
var spread = { ...common, minimumTlsVersion: settings.nested.tls }
var accounts = [
  { name: 'a', open: 'Allow' }
  { name: 'b', open: 'Deny' }
]
var byName = { one: { local: false }, two: { local: true } }

module first 'm.bicep' = {
  name: 'first'
  params: { access: access, config: { deep: { local: settings.keys } } }
}
module second 'm.bicep' = {
  name: 'second'
  params: { access: 'Enabled', config: { deep: { local: true } } }
}

resource direct 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'direct'
  properties: {
    publicNetworkAccess: access
    allowBlobPublicAccess: merged.allowBlobPublicAccess
    supportsHttpsTrafficOnly: merged.supportsHttpsTrafficOnly
    minimumTlsVersion: spread.minimumTlsVersion
    allowSharedKeyAccess: settings.keys
  }
}
resource whole 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'whole'
  properties: union(merged, { publicNetworkAccess: first.outputs.access })
}
resource looped 'Microsoft.Storage/storageAccounts@2023-05-01' = [for a in accounts: {
  name: a.name
  properties: { networkAcls: { defaultAction: a.open } }
}]
resource mapped 'Microsoft.Storage/storageAccounts@2023-05-01' = [for it in map(accounts, a => { name: '${a.name}x', acls: { defaultAction: a.open } }): {
  name: it.name
  properties: { networkAcls: it.acls }
}]
resource itemized 'Microsoft.CognitiveServices/accounts@2024-10-01' = [for it in items(byName): {
  name: it.key
  properties: { disableLocalAuth: it.value.local }
}]
resource chosen 'Microsoft.CognitiveServices/accounts@2024-10-01' = {
  name: 'chosen'
  properties: { publicNetworkAccess: empty(publicAccess) ? 'Disabled' : publicAccess, disableLocalAuth: bool('false') }
}
`,
		"m.bicep": `param access string
param config object
module inner 'n.bicep' = {
  name: 'inner'
  params: { mode: access, options: { ...config.deep, extra: 1 } }
}
resource ai 'Microsoft.CognitiveServices/accounts@2024-10-01' = {
  name: 'ai${access}'
  properties: { publicNetworkAccess: access, disableLocalAuth: config.deep.local }
}
output access string = inner.outputs.mode
`,
		"n.bicep": `param mode string
param options object
var same = mode
resource deep 'Microsoft.Search/searchServices@2023-11-01' = {
  name: 'deep'
  properties: { publicNetworkAccess: same, disableLocalAuth: options.local }
}
output mode string = same
`,
	}
}

func TestProvenance(t *testing.T) {
	e := runEngine(t, provenanceFiles(), "main.bicep")
	if len(e.Problems) > 0 {
		t.Fatal(problems(e.Report))
	}
	tests := []struct {
		symbol string
		n      int
		path   string
		want   string // steps, nearest first, joined by " < "
	}{
		{"direct", 0, "properties.publicNetworkAccess", "main.bicep:6:5 variable < main.bicep:1:7 default < main.bicep:1:29 literal"},
		{"direct", 0, "properties.allowBlobPublicAccess", "main.bicep:7:39 literal"},
		{"direct", 0, "properties.supportsHttpsTrafficOnly", "main.bicep:8:56 literal"},
		{"direct", 0, "properties.minimumTlsVersion", "main.bicep:2:7 default < main.bicep:4:18 literal"},
		{"direct", 0, "properties.allowSharedKeyAccess", "main.bicep:2:7 default < main.bicep:3:9 literal"},
		{"whole", 0, "properties.allowBlobPublicAccess", "main.bicep:7:39 literal"},
		{"whole", 0, "properties.publicNetworkAccess", "m.bicep:11:8 output < n.bicep:8:8 output < n.bicep:3:5 variable < n.bicep:1:7 parameter < m.bicep:5:19 argument < m.bicep:1:7 parameter < main.bicep:18:21 argument < main.bicep:6:5 variable < main.bicep:1:7 default < main.bicep:1:29 literal"},
		{"looped", 0, "properties.networkAcls.defaultAction", "main.bicep:11:22 literal"},
		{"looped", 1, "properties.networkAcls.defaultAction", "main.bicep:12:22 literal"},
		{"mapped", 1, "properties.networkAcls.defaultAction", "main.bicep:12:22 literal"},
		{"itemized", 0, "properties.disableLocalAuth", "main.bicep:14:30 literal"},
		{"chosen", 0, "properties.publicNetworkAccess", "main.bicep:1:7 default < main.bicep:1:29 literal"},
		{"chosen", 0, "properties.disableLocalAuth", "main.bicep:53:105 computed < main.bicep:53:110 literal"},
		{"ai", 0, "properties.publicNetworkAccess", "m.bicep:1:7 parameter < main.bicep:18:21 argument < main.bicep:6:5 variable < main.bicep:1:7 default < main.bicep:1:29 literal"},
		{"ai", 1, "properties.publicNetworkAccess", "m.bicep:1:7 parameter < main.bicep:22:21 argument"},
		{"ai", 0, "properties.disableLocalAuth", "m.bicep:2:7 parameter < main.bicep:18:37 argument < main.bicep:2:7 default < main.bicep:3:9 literal"},
		{"ai", 1, "properties.disableLocalAuth", "m.bicep:2:7 parameter < main.bicep:22:40 argument < main.bicep:22:57 literal"},
		{"deep", 0, "properties.publicNetworkAccess", "n.bicep:3:5 variable < n.bicep:1:7 parameter < m.bicep:5:19 argument < m.bicep:1:7 parameter < main.bicep:18:21 argument < main.bicep:6:5 variable < main.bicep:1:7 default < main.bicep:1:29 literal"},
		{"deep", 1, "properties.publicNetworkAccess", "n.bicep:3:5 variable < n.bicep:1:7 parameter < m.bicep:5:19 argument < m.bicep:1:7 parameter < main.bicep:22:21 argument"},
		{"deep", 0, "properties.disableLocalAuth", "n.bicep:2:7 parameter < m.bicep:5:36 argument < m.bicep:2:7 parameter < main.bicep:18:37 argument < main.bicep:2:7 default < main.bicep:3:9 literal"},
		{"deep", 1, "properties.disableLocalAuth", "n.bicep:2:7 parameter < m.bicep:5:36 argument < m.bicep:2:7 parameter < main.bicep:22:40 argument < main.bicep:22:57 literal"},
	}
	for _, test := range tests {
		f, v := found(t, e.graph(), test.symbol, test.n, test.path)
		if got := strings.Join(trail(f, v.Origin()), " < "); got != test.want {
			t.Errorf("%s[%d] %s:\n got %s\nwant %s", test.symbol, test.n, test.path, got, test.want)
		}
	}
}

// Callers with equal arguments share one evaluation, and each keeps its own
// evidence.
func TestProvenanceOfSharedModules(t *testing.T) {
	e := runEngine(t, map[string]string{
		"main.bicep": `var mode = 'Enabled'
module a 'm.bicep' = if (!other) {
  name: 'same'
  params: { access: 'Enabled', config: { deep: [true] } }
}
module b 'm.bicep' = if (other) {
  name: 'same'
  params: { access: mode, config: { deep: [true] } }
}
output first string = other ? '' : a.outputs.access
output second string = other ? b.outputs.access : ''
param other bool
`,
		"m.bicep": `param access string
param config object
resource r 'Microsoft.CognitiveServices/accounts@2024-10-01' = {
  name: 'r'
  properties: { publicNetworkAccess: access, disableLocalAuth: config.deep[0] }
}
output access string = access
`,
	}, "main.bicep")
	g := e.graph()
	if g.Root.Calls[0].Module != g.Root.Calls[1].Module {
		t.Error("equal calls are evaluated twice")
	}
	for i, want := range []string{
		"m.bicep:1:7 parameter < main.bicep:4:21 argument",
		"m.bicep:1:7 parameter < main.bicep:8:21 argument < main.bicep:1:5 variable < main.bicep:1:12 literal",
	} {
		f, v := found(t, g, "r", i, "properties.publicNetworkAccess")
		if got := strings.Join(trail(f, v.Origin()), " < "); got != want {
			t.Errorf("caller %d:\n got %s\nwant %s", i, got, want)
		}
		want = "m.bicep:7:8 output < " + want
		branches, _ := value.AsCall(e.output(t, []string{"first", "second"}[i]), "if")
		if len(branches) != 3 {
			t.Fatalf("output %d is no choice", i)
		}
		if got := strings.Join(trail(&graph.Frame{Module: g.Root}, branches[2-i].Origin()), " < "); got != want {
			t.Errorf("output %d:\n got %s\nwant %s", i, got, want)
		}
	}
	for i, want := range []string{"main.bicep:4:49 literal", "main.bicep:8:44 literal"} {
		f, v := found(t, g, "r", i, "properties.disableLocalAuth")
		steps := trail(f, v.Origin())
		if got := steps[len(steps)-1]; got != want {
			t.Errorf("caller %d ends at %s, want %s", i, got, want)
		}
	}
}

func TestProvenanceFromParameterFiles(t *testing.T) {
	e := runEngine(t, map[string]string{
		"main.bicep":      "param access string\nresource r 'Microsoft.CognitiveServices/accounts@2024-10-01' = {\n  name: 'r'\n  properties: { publicNetworkAccess: access }\n}\n",
		"main.bicepparam": "using 'main.bicep'\nvar shared = 'Enabled'\nparam access = shared\n",
	}, "main.bicepparam")
	f, v := found(t, e.graph(), "r", 0, "properties.publicNetworkAccess")
	want := "main.bicepparam:3:7 argument < main.bicepparam:2:5 variable < main.bicepparam:2:14 literal"
	if got := strings.Join(trail(f, v.Origin()), " < "); got != want {
		t.Errorf(" got %s\nwant %s", got, want)
	}
	if v.Origin().Assumed() {
		t.Error("what a parameter file gives is no assumption")
	}
}

// However many modules a value passes through, the last step is where it was
// written.
func TestLongProvenanceEndsAtTheLiteral(t *testing.T) {
	files := map[string]string{
		"main.bicep": "module m 'm0.bicep' = {\n  name: 'm'\n  params: { a: 'written' }\n}\n",
		"m20.bicep":  "param a string\nresource r 'Microsoft.CognitiveServices/accounts@2024-10-01' = {\n  name: 'r'\n  properties: { publicNetworkAccess: a }\n}\n",
	}
	for i := range 20 {
		files[fmt.Sprintf("m%d.bicep", i)] = fmt.Sprintf("param a string\nvar v = a\nmodule m 'm%d.bicep' = {\n  name: 'm'\n  params: { a: v }\n}\n", i+1)
	}
	e := runEngine(t, files, "main.bicep")
	f, v := found(t, e.graph(), "r", 0, "properties.publicNetworkAccess")
	steps := trail(f, v.Origin())
	if got, want := steps[len(steps)-1], "main.bicep:3:16 argument"; got != want {
		t.Errorf("the last of %d steps is %s, want %s", len(steps), got, want)
	}
	if got, want := steps[0], "m20.bicep:1:7 parameter"; got != want || len(steps) > 16 {
		t.Errorf("the first of %d steps is %s, want %s", len(steps), got, want)
	}
}

// heapOf evaluates and returns what the whole report keeps alive, in MiB.
func heapOf(t *testing.T, files map[string]string, want int) uint64 {
	t.Helper()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	e := runEngine(t, files, "main.bicep")
	runtime.GC()
	runtime.ReadMemStats(&after)
	if len(e.Problems) > 0 || len(e.graph().Parts) != want {
		t.Fatalf("%d declarations, want %d; problems %v", len(e.graph().Parts), want, problems(e.Report))
	}
	used := (after.HeapAlloc - min(before.HeapAlloc, after.HeapAlloc)) >> 20
	t.Logf("%d MiB kept, %d MiB allocated", used, e.allocated>>20)
	runtime.KeepAlive(e)
	return used
}

const manyProperties = `{
  name: NAME
  location: location
  tags: tags
  sku: { name: 'Standard_LRS' }
  properties: {
    publicNetworkAccess: access
    minimumTlsVersion: 'TLS1_2'
    networkAcls: { defaultAction: 'Deny', bypass: 'None', ipRules: [{ value: '10.0.0.0/8' }] }
    encryption: { services: { blob: { enabled: true }, file: { enabled: true } }, keySource: 'Microsoft.Storage' }
  }
}`

func TestTenThousandInstances(t *testing.T) {
	body := strings.ReplaceAll(manyProperties, "NAME", "'s${i}'")
	head := "param location string = resourceGroup().location\nparam access string = 'Enabled'\nparam tags object = { a: 'b', c: 'd' }\n"
	tests := map[string]map[string]string{
		"resources": {"main.bicep": head + "resource s 'Microsoft.Storage/storageAccounts@2023-05-01' = [for i in range(0, 10000): " + body + "]\n"},
		"modules, all different": {
			"main.bicep": head + "module m 'm.bicep' = [for i in range(0, 10000): {\n  name: 'm${i}'\n  params: { i: i, access: access, tags: tags }\n}]\n",
			"m.bicep":    "param i int\n" + head + "resource s 'Microsoft.Storage/storageAccounts@2023-05-01' = " + body + "\noutput id string = s.id\n",
		},
		"modules, all the same": {
			"main.bicep": head + "module m 'm.bicep' = [for i in range(0, 10000): {\n  name: 'm'\n  params: { i: 1, access: access, tags: tags }\n}]\n",
			"m.bicep":    "param i int\n" + head + "resource s 'Microsoft.Storage/storageAccounts@2023-05-01' = " + body + "\noutput id string = s.id\n",
		},
	}
	for name, files := range tests {
		t.Run(name, func(t *testing.T) {
			if got := heapOf(t, files, 10_000); got > 200 {
				t.Errorf("%d MiB kept, the bound is 200", got)
			}
		})
	}
}
