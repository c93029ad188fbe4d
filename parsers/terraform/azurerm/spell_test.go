package azurerm

import (
	"strings"
	"testing"

	"moat/analyzer/value"
)

func TestSpell(t *testing.T) {
	const account, storage, cosmos = "azurerm_cognitive_account", "azurerm_storage_account", "azurerm_cosmosdb_account"
	off, on, disabled := value.NewBool(false, nil), value.NewBool(true, nil), text("Disabled")
	tests := []struct {
		name    string
		typ     string
		major   int
		written []string
		path    string
		want    value.Value
		spelled string
	}{
		{"a boolean turned round", account, 4, nil, "properties.disableLocalAuth", on, "local_auth_enabled = false"},
		{"a boolean for a word", storage, 4, nil, "properties.publicNetworkAccess", disabled, "public_network_access_enabled = false"},
		{"in another case", storage, 4, nil, "Properties.PublicNetworkAccess", text("disabled"), "public_network_access_enabled = false"},
		{"a word for a word", "azurerm_ai_services", 4, nil, "properties.publicNetworkAccess", disabled, `public_network_access = "Disabled"`},
		{"the same boolean", storage, 4, nil, "properties.allowSharedKeyAccess", off, "shared_access_key_enabled = false"},
		{"the newer of two spellings", cosmos, 4, nil, "properties.disableLocalAuth", on, "local_authentication_enabled = false"},
		{"the spelling that is written", cosmos, 4, []string{"local_authentication_disabled"}, "properties.disableLocalAuth", on, "local_authentication_disabled = true"},
		{"the only spelling of the version", cosmos, 3, nil, "properties.disableLocalAuth", on, "local_authentication_disabled = true"},
		{"several attributes", storage, 4, nil, "sku.name", text("Standard_GZRS"), `account_tier = "Standard", account_replication_type = "GZRS"`},
		{"those that are lacking", storage, 4, []string{"account_tier"}, "sku.name", text("Standard_GZRS"), `account_replication_type = "GZRS"`},
		{"in a block", "azurerm_key_vault", 4, nil, "properties.networkAcls.bypass", text("AzureServices"), `network_acls.bypass = "AzureServices"`},
		{"a block", account, 4, nil, "properties.encryption", nil, "customer_managed_key"},
		{"what a block brings along", account, 4, nil, "properties.encryption.keySource", nil, "customer_managed_key"},
		{"an element", account, 4, nil, "properties.networkAcls.ipRules[3].value", nil, "network_acls.ip_rules"},
		{"a list", account, 4, nil, "properties.networkAcls.ipRules", nil, "network_acls.ip_rules"},
		{"a value that nothing gives", storage, 4, nil, "properties.publicNetworkAccess", text("SecuredByPerimeter"), "public_network_access_enabled"},
		{"a part of another resource", storage + "_network_rules", 4, nil, "properties.networkAcls.defaultAction", text("Deny"), `default_action = "Deny"`},
		{"nothing of the kind", account, 4, nil, "properties.nothing", on, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var pairs []any
			for _, name := range tt.written {
				v := value.Value(off)
				if name == "account_tier" {
					v = text("Standard")
				}
				pairs = append(pairs, name, v)
			}
			if got := mapBlock(t, tt.typ, tt.major, attributes(pairs...)).Spell(tt.path, tt.want); got != tt.spelled {
				t.Errorf("got %q, want %q", got, tt.spelled)
			}
		})
	}
}

// TestEverySettingIsSpelled: each property that an attribute sets is spelled
// with an attribute that sets it.
func TestEverySettingIsSpelled(t *testing.T) {
	for _, info := range All() {
		if info.Data || info.ARM == "" {
			continue
		}
		names := map[string]map[string]bool{}
		for _, s := range info.Settings {
			if s.Child == "" && s.Path != "" {
				if names[s.Path] == nil {
					names[s.Path] = map[string]bool{}
				}
				names[s.Path][s.Attr] = true
			}
		}
		for _, s := range info.Settings {
			if s.Child != "" || s.Path == "" || len(s.Majors) == 0 {
				continue
			}
			m := mapBlock(t, info.Name, s.Majors[0], attributes())
			got := m.Spell(strings.ReplaceAll(s.Path, "[]", "[0]"), nil)
			if got == "" {
				t.Errorf("%s: nothing is said to set %s", info.Name, s.Path)
			}
			if len(names[s.Path]) == 1 && got != s.Attr {
				t.Errorf("%s: %s is said to set %s, and %s does", info.Name, got, s.Path, s.Attr)
			}
		}
	}
}
