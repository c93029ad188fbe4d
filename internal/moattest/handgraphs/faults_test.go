package handgraphs

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"moat/analyzer/graph"
	"moat/analyzer/source"
)

// workspace writes files into a folder of their own.
func workspace(t *testing.T, files map[string]string) source.FS {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	disk, err := source.Disk(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { disk.Close() })
	return disk
}

func expect(t *testing.T, text string, g *graph.Graph) []string {
	t.Helper()
	e, err := read("entry main.bicep\n" + text)
	if err != nil {
		t.Fatal(err)
	}
	return compare(e, g)
}

const accountModule = `param name string
resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: name
  location: 'westeurope'
  sku: { name: 'Standard_LRS' }
}
output id string = account.id
`

// TestFoundByHand keeps what the graphs written by hand brought to light.
func TestFoundByHand(t *testing.T) {
	tests := []struct {
		name string
		main string
		want string
	}{
		{"an item of a module loop by an unknown index is no further deployment", `
param pick int
module stores 'account.bicep' = [for n in ['a', 'b']: {
  name: n
  params: { name: n }
}]
module after 'account.bicep' = {
  name: 'after'
  params: { name: 'c${length(stores[pick].outputs.id)}' }
}
output picked string = stores[pick].outputs.id
`, `
calls 3
resource Microsoft.Storage/storageAccounts "a"
resource Microsoft.Storage/storageAccounts "b"
resource Microsoft.Storage/storageAccounts "c{length}"
output picked = unknown(module-output)
`},
		{"the deployment's own group, spelled out, is no other scope", `
resource near 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: 'near'
  scope: resourceGroup()
}
resource nearSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: near
  name: 's'
}
resource named 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: 'named'
  scope: resourceGroup(subscription().subscriptionId, resourceGroup().name)
}
resource namedSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: named
  name: 's'
}
resource lock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: near
  name: 'l'
  properties: { level: 'CanNotDelete' }
}
resource far 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: 'far'
  scope: resourceGroup('elsewhere')
}
`, `
existing Microsoft.KeyVault/vaults "near"
resource Microsoft.KeyVault/vaults/secrets "near/s"
  id "/subscriptions/{sub}/resourceGroups/{rg}/providers/Microsoft.KeyVault/vaults/near/secrets/s"
existing Microsoft.KeyVault/vaults "named"
resource Microsoft.KeyVault/vaults/secrets "named/s"
resource Microsoft.Authorization/locks "l"
  in id-of(Microsoft.KeyVault/vaults "near")
existing Microsoft.KeyVault/vaults "far"
  in "/subscriptions/{sub}/resourceGroups/elsewhere"
`},
		{"endpoints looped over positions meet accounts looped over names", `
param names array
resource accounts 'Microsoft.Storage/storageAccounts@2023-05-01' = [for n in names: {
  name: n
}]
resource endpoints 'Microsoft.Network/privateEndpoints@2023-09-01' = [for i in range(0, length(names)): {
  name: '${names[i]}-pe'
  properties: {
    privateLinkServiceConnections: [{ properties: { privateLinkServiceId: accounts[i].id, groupIds: ['blob'] } }]
  }
}]
`, `
resource Microsoft.Storage/storageAccounts "{name}"
  each
resource Microsoft.Network/privateEndpoints "{name}-pe"
  each
  properties.privateLinkServiceConnections[0].properties.privateLinkServiceId = id-of(Microsoft.Storage/storageAccounts "{name}")
`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			files := workspace(t, map[string]string{"main.bicep": tt.main, "account.bicep": accountModule})
			for _, diff := range expect(t, tt.want, evaluate(t, files, "main.bicep")) {
				t.Error(diff)
			}
		})
	}
}

// TestCompareNotices changes one thing of a true expectation after the other.
func TestCompareNotices(t *testing.T) {
	files := workspace(t, map[string]string{"account.bicep": accountModule, "main.bicep": `
param prefix string
param public bool
@secure()
param key string
resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = if (public) {
  name: '${prefix}store'
  sku: { name: 'Standard_LRS' }
  properties: {
    allowSharedKeyAccess: false
    key: key
    ipRules: []
  }
}
resource lock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: account
  name: 'l'
}
module other 'account.bicep' = {
  name: 'other'
  params: { name: '${prefix}other' }
}
output id string = account.id
`})
	const truth = `calls 1
resource Microsoft.Storage/storageAccounts "{prefix}store"
  if {public}
  id "/subscriptions/{sub}/resourceGroups/{rg}/providers/Microsoft.Storage/storageAccounts/{prefix}store"
  sku.name = "Standard_LRS"
  properties.allowSharedKeyAccess = false
  properties.key secret
  properties.ipRules = []
  properties.networkAcls absent
resource Microsoft.Authorization/locks "l"
  in id-of(Microsoft.Storage/storageAccounts "{prefix}store")
  after Microsoft.Storage/storageAccounts "{prefix}store"
resource Microsoft.Storage/storageAccounts "{prefix}other"
  after nothing
call other "other" to "/subscriptions/{sub}/resourceGroups/{rg}"
output id = id-of(Microsoft.Storage/storageAccounts "{prefix}store")
output other.id = id-of(Microsoft.Storage/storageAccounts "{prefix}other")
`
	g := evaluate(t, files, "main.bicep")
	if diffs := expect(t, truth, g); len(diffs) != 0 {
		t.Fatalf("the truth is refused: %q", diffs)
	}
	tests := []struct{ name, old, new string }{
		{"number of calls", "calls 1", "calls 2"},
		{"name", `"{prefix}store"` + "\n  if", `"{prefix}shop"` + "\n  if"},
		{"one value under two words", `"{prefix}other"` + "\n  after", `"{suffix}other"` + "\n  after"},
		{"two values under one word", "{sub}/resourceGroups/{rg}/providers", "{sub}/resourceGroups/{sub}/providers"},
		{"type", "resource Microsoft.Authorization/locks", "resource Microsoft.Authorization/lock"},
		{"existing", "resource Microsoft.Authorization/locks", "existing Microsoft.Authorization/locks"},
		{"condition left out", "  if {public}\n", ""},
		{"condition turned round", "if {public}", "if not {public}"},
		{"condition too many", "if {public}", "if {public} and {prefix}"},
		{"loop", "  if {public}\n", "  if {public}\n  each\n"},
		{"literal", `"Standard_LRS"`, `"Premium_LRS"`},
		{"boolean", "= false", "= true"},
		{"boolean as text", "= false", `= "false"`},
		{"list", "= []", `= ["10.0.0.0/8"]`},
		{"absent", "properties.networkAcls absent", "properties.ipRules absent"},
		{"present", "properties.ipRules = []", "properties.ipRule = []"},
		{"possible", "properties.key secret", "properties.key possible secret"},
		{"secret", "properties.key secret", "properties.ipRules secret"},
		{"reason", "sku.name =", "sku.tier = unknown(parameter)\n  sku.name ="},
		{"hint", `sku.name = "Standard_LRS"`, `sku.name = "Standard_LRS" hint "Standard_LRS"`},
		{"scope left out", "  in id-of(Microsoft.Storage/storageAccounts \"{prefix}store\")\n", ""},
		{"scope of another", `in id-of(Microsoft.Storage/storageAccounts "{prefix}store")`, `in id-of(Microsoft.Storage/storageAccounts "{prefix}other")`},
		{"resource left out", `resource Microsoft.Storage/storageAccounts "{prefix}other"` + "\n  after nothing\n", ""},
		{"dependency left out", `after Microsoft.Storage/storageAccounts "{prefix}store"`, "after nothing"},
		{"dependency too many", "after nothing", `after Microsoft.Storage/storageAccounts "{prefix}store"`},
		{"call's name", `call other "other"`, `call other "another"`},
		{"call's scope", `resourceGroups/{rg}"` + "\noutput", `resourceGroups/rg"` + "\noutput"},
		{"call", "call other", "call others"},
		{"output", "output id", "output ids"},
		{"module's output", `output other.id = id-of(Microsoft.Storage/storageAccounts "{prefix}other")`, `output other.id = id-of(Microsoft.Storage/storageAccounts "{prefix}store")`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Replace(truth, tt.old, tt.new, 1)
			if text == truth {
				t.Fatalf("%q isn't there to be replaced", tt.old)
			}
			if len(expect(t, text, g)) == 0 {
				t.Error("nobody notices")
			}
		})
	}
}

// TestReadRefuses: a line that isn't understood must not pass as nothing.
func TestReadRefuses(t *testing.T) {
	for _, line := range []string{
		"resources Ns/t \"x\"", "resource Ns/t x", "resource Ns/t \"x", "resource Ns/t \"x\" y", "resource Ns/t \"{x\"", "calls many",
		"resource Ns/t \"x\"\n  a.b", "resource Ns/t \"x\"\n  a.b = ", "resource Ns/t \"x\"\n  a.b = unknown(parameter", "resource Ns/t \"x\"\n  a.b = 1 2",
		"resource Ns/t \"x\"\n  a.b = id-of(Ns/t \"x\"", "resource Ns/t \"x\"\n  if a", "  a.b = 1", "output o", "call m", "resource Ns/t \"x\"\n  each time",
		"resource Ns/t \"x\"\n  a.b = {", "resource Ns/t \"x\"\n  a.b missing",
		"resource Ns/t \"x\"\n  after Ns/t x", "fixture f",
	} {
		if _, err := read("entry e\n" + line); err == nil {
			t.Errorf("%q passes", line)
		}
	}
	if _, err := read("calls 1"); err == nil {
		t.Error("an expectation without an entry point passes")
	}
}
