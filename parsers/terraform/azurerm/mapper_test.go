package azurerm

import (
	"testing"

	"moat/analyzer/source"
	"moat/analyzer/value"
)

// at reads a path of the block's own resource.
func (m Mapped) lookup(path string) value.Lookup {
	return value.Get(m.Resources[0].Body, value.ParsePath(path))
}

// lines of a body, by the names of its attributes.
func attributes(pairs ...any) value.Value {
	var members []value.Member
	for i := 0; i < len(pairs); i += 2 {
		v, ok := pairs[i+1].(value.Value)
		switch p := pairs[i+1].(type) {
		case string:
			v = text(p)
		case bool:
			v = value.NewBool(p, nil)
		case nil:
			v = value.NewNull(nil)
		default:
			if !ok {
				panic("no value")
			}
		}
		members = append(members, value.Member{Key: pairs[i].(string), Value: v})
	}
	return object(members)
}

func arrayOf(vs ...value.Value) value.Value { return value.NewArray(vs, nil) }

func openList(name string, loose ...value.Value) value.Value {
	v := param(name, value.TypeArray).(value.Unknown)
	return value.NewOpenArray(nil, loose, v.Sym(), v.Why(), nil)
}

func TestLeaves(t *testing.T) {
	flag := param("flag", value.TypeBool)
	cond := param("private", value.TypeBool)
	choice := func(a, b value.Value) value.Value { return value.NewIf(cond, a, b, nil) }
	null := value.NewNull(nil)
	no := value.NewBool(false, nil)
	for _, c := range []struct {
		name  string
		typ   string
		major int
		body  value.Value
		path  string
		want  string // "" where nothing is sent; maybe in front of what may be absent
	}{
		{"what is written", "azurerm_storage_account", 4, attributes("shared_access_key_enabled", false), "properties.allowSharedKeyAccess", "false()"},
		{"a text for a boolean", "azurerm_storage_account", 4, attributes("shared_access_key_enabled", "false"), "properties.allowSharedKeyAccess", "false()"},
		{"the default", "azurerm_storage_account", 4, attributes(), "properties.allowSharedKeyAccess", "true()"},
		{"a null is a default", "azurerm_storage_account", 4, attributes("shared_access_key_enabled", nil), "properties.allowSharedKeyAccess", "true()"},
		{"a default of azurerm 4", "azurerm_storage_account", 4, attributes(), "properties.allowBlobPublicAccess", "true()"},
		{"a default of azurerm 5", "azurerm_storage_account", 5, attributes(), "properties.allowBlobPublicAccess", "false()"},
		{"the older spelling", "azurerm_storage_account", 3, attributes("enable_https_traffic_only", false), "properties.supportsHttpsTrafficOnly", "false()"},
		{"a spelling of another major", "azurerm_storage_account", 5, attributes("enable_https_traffic_only", false), "properties.supportsHttpsTrafficOnly", "false()"},
		{"the spelling that wins", "azurerm_cosmosdb_account", 4,
			attributes("local_authentication_disabled", true, "local_authentication_enabled", true), "properties.disableLocalAuth", "true()"},
		{"a tier of a kind that has none", "azurerm_storage_account", 4, attributes("account_kind", "BlockBlobStorage"), "properties.accessTier", ""},
		{"false that is never sent", "azurerm_key_vault", 4, attributes("purge_protection_enabled", false), "properties.enablePurgeProtection", ""},

		{"an unknown", "azurerm_search_service", 4, attributes("public_network_access_enabled", flag),
			"properties.publicNetworkAccess", "if(parameters('flag'), 'Enabled', 'Disabled')"},
		{"an unknown negated", "azurerm_search_service", 4, attributes("local_authentication_enabled", flag),
			"properties.disableLocalAuth", "not(parameters('flag'))"},
		{"a conditional", "azurerm_search_service", 4, attributes("network_rule_bypass_option", choice(text("AzureServices"), text("None"))),
			"properties.networkRuleSet.bypass", "if(parameters('private'), 'AzureServices', 'None')"},
		{"a conditional with a null", "azurerm_storage_account", 4, attributes("shared_access_key_enabled", choice(no, null)),
			"properties.allowSharedKeyAccess", "not(parameters('private'))"},
		{"a conditional with nothing to send", "azurerm_cognitive_account", 4, attributes("fqdns", choice(arrayOf(text("a")), null)),
			"properties.allowedFqdnList", "if(parameters('private'), createArray('a'), null())"},
		{"an unknown that another attribute hangs on", "azurerm_search_service", 4, attributes("local_authentication_enabled", flag),
			"properties.authOptions", "if(parameters('flag'), createObject('apiKeyOnly', createObject()), null())"},
		{"a name of a SKU in part", "azurerm_storage_account", 4, attributes("account_tier", "Standard", "account_replication_type", param("kind", value.TypeString)),
			"sku.name", "format('Standard_{0}', parameters('kind'))"},
		{"a name of a SKU by a conditional", "azurerm_storage_account", 4,
			attributes("account_tier", "Standard", "account_replication_type", choice(text("ZRS"), text("LRS"))),
			"sku.name", "if(parameters('private'), 'Standard_ZRS', 'Standard_LRS')"},
		{"a set in order", "azurerm_storage_account_network_rules", 4,
			attributes("storage_account_id", "/a", "bypass", arrayOf(text("Metrics"), text("AzureServices"), text("Metrics"))),
			"properties.networkAcls.bypass", "'AzureServices, Metrics'"},
		{"an address list of azurerm 3", "azurerm_cosmosdb_account", 3, attributes("ip_range_filter", "10.0.0.1,10.0.0.2"),
			"properties.ipRules[1].ipAddressOrRange", "'10.0.0.2'"},

		{"a block that is missing", "azurerm_storage_account", 4, attributes(), "properties.networkAcls.defaultAction", "'Allow'"},
		{"a block", "azurerm_storage_account", 4, attributes("network_rules", arrayOf(attributes("default_action", "Deny"))),
			"properties.networkAcls.defaultAction", "'Deny'"},
		{"a block with what is sent along", "azurerm_storage_account", 4,
			attributes("network_rules", arrayOf(attributes("default_action", "Deny", "ip_rules", arrayOf(text("10.0.0.1"))))),
			"properties.networkAcls.ipRules[0].action", "'Allow'"},
		{"an empty dynamic block", "azurerm_storage_account", 4, attributes("network_rules", arrayOf()), "properties.networkAcls.defaultAction", "'Allow'"},
		{"a dynamic block over something unknown", "azurerm_storage_account", 4,
			attributes("network_rules", openList("rules", attributes("default_action", "Deny"))),
			"properties.networkAcls.defaultAction", "if(empty(parameters('rules')), 'Allow', 'Deny')"},
		{"a dynamic block under a condition", "azurerm_storage_account", 4,
			attributes("network_rules", choice(arrayOf(attributes("default_action", "Deny")), arrayOf())),
			"properties.networkAcls.defaultAction", "if(parameters('private'), 'Deny', 'Allow')"},
		{"a key under a condition", "azurerm_cognitive_account", 4,
			attributes("customer_managed_key", choice(arrayOf(attributes("key_vault_key_id", "https://v.vault.azure.net/keys/k/1")), arrayOf())),
			"properties.encryption.keySource", "maybe 'Microsoft.KeyVault'"},
		{"a key under a condition beside what is certain", "azurerm_storage_account", 4,
			attributes("infrastructure_encryption_enabled", true,
				"customer_managed_key", choice(arrayOf(attributes("key_vault_key_id", "https://v.vault.azure.net/keys/k/1")), arrayOf())),
			"properties.encryption.keySource", "if(parameters('private'), 'Microsoft.Keyvault', 'Microsoft.Storage')"},
		{"what is certain beside a key under a condition", "azurerm_storage_account", 4,
			attributes("infrastructure_encryption_enabled", true,
				"customer_managed_key", choice(arrayOf(attributes("key_vault_key_id", "https://v.vault.azure.net/keys/k/1")), arrayOf())),
			"properties.encryption.requireInfrastructureEncryption", "true()"},
		{"a block in a shared object under a condition", "azurerm_machine_learning_workspace", 4,
			attributes("managed_network", choice(arrayOf(attributes("isolation_mode", "Disabled")), arrayOf())),
			"properties.managedNetwork.isolationMode", "maybe 'Disabled'"},
		{"two blocks that fill one array", "azurerm_monitor_diagnostic_setting", 3,
			attributes("target_resource_id", "/a", "name", "d", "enabled_log", arrayOf(attributes("category", "Audit")), "log", arrayOf(attributes("category", "Trace"))),
			"properties.logs[1].category", "'Trace'"},
		{"an identity", "azurerm_cognitive_account", 4,
			attributes("identity", arrayOf(attributes("type", "UserAssigned", "identity_ids", arrayOf(text("/subscriptions/s/i"))))),
			"identity.userAssignedIdentities", "createObject('/subscriptions/s/i', createObject())"},
		{"an identity under a condition", "azurerm_cognitive_account", 4,
			attributes("identity", choice(arrayOf(attributes("type", "SystemAssigned")), arrayOf())),
			"identity.type", "maybe 'SystemAssigned'"},
		{"a name with dots", "azurerm_api_management", 4, attributes("security", arrayOf(attributes("frontend_tls10_enabled", true))),
			"properties.customProperties", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := mapBlock(t, c.typ, c.major, c.body)
			l := m.lookup(c.path)
			got := ""
			if l.Value != nil {
				got = value.Expr(l.Value)
			}
			if l.Presence == value.Possible {
				got = "maybe " + got
			}
			if c.name == "a name with dots" {
				o, _ := l.Value.(value.Object)
				if mem, ok := o.Member("Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Protocols.Tls10"); !ok || value.Expr(mem.Value) != "'true'" {
					t.Errorf("%s", printed(m.Resources[0].Body))
				}
				return
			}
			if got != c.want {
				t.Errorf("%s is %q, want %q", c.path, got, c.want)
			}
		})
	}
}

func TestProviderDefaultOrigin(t *testing.T) {
	file := source.NewFile("main.tf", []byte(`resource "azurerm_storage_account" "it" {}`))
	head := file.Range(0, 39)
	b := Block{Type: "azurerm_storage_account", Address: "azurerm_storage_account.it", Body: object(nil), Head: head, Whole: file.Range(0, 42)}
	m, _ := NewTypes().Map(b, testEnv(4))
	for path, want := range map[string]string{
		"properties.publicNetworkAccess":       "azurerm 4 sets true when public_network_access_enabled is omitted",
		"properties.networkAcls.defaultAction": `azurerm 4 sets "Allow" when network_rules is omitted`,
		"properties.minimumTlsVersion":         `azurerm 4 sets "TLS1_2" when min_tls_version is omitted`,
	} {
		o := m.lookup(path).Value.Origin()
		if o == nil || o.Kind != value.OriginProviderDefault || o.At != head || o.Name != want {
			t.Errorf("%s: %+v", path, o)
		}
	}
}

// TestDefaultOfTheLastingName: of two names of one property the evidence tells
// of the one that isn't on its way out, unless the other is written.
func TestDefaultOfTheLastingName(t *testing.T) {
	for _, c := range []struct {
		body value.Value
		want string
	}{
		{attributes("name", "v"), "azurerm 4 sets false when rbac_authorization_enabled is omitted"},
		{attributes("name", "v", "enable_rbac_authorization", nil), "azurerm 4 sets false when enable_rbac_authorization is omitted"},
	} {
		m := mapBlock(t, "azurerm_key_vault", 4, c.body)
		if o := m.lookup("properties.enableRbacAuthorization").Value.Origin(); o == nil || o.Name != c.want {
			t.Errorf("%+v, want %s", o, c.want)
		}
	}
}

func TestMaybeElements(t *testing.T) {
	m := mapBlock(t, "azurerm_monitor_diagnostic_setting", 4, attributes("name", "d", "target_resource_id", "/a",
		"enabled_log", openList("categories", attributes("category", param("category", value.TypeString)))))
	logs, ok := m.lookup("properties.logs").Value.(value.Array)
	if !ok || !logs.Open() || len(logs.Items()) != 0 || len(logs.Loose()) != 1 {
		t.Fatalf("%s", printed(m.Resources[0].Body))
	}
	if l := value.Get(logs.Loose()[0], value.ParsePath("enabled")); l.Value == nil || value.Expr(l.Value) != "true()" {
		t.Error("what is sent along is missing")
	}
}

// TestMaybeElementsMeet: what two kinds of blocks put into one array stands in
// it, however certain each of them is.
func TestMaybeElementsMeet(t *testing.T) {
	cond := param("private", value.TypeBool)
	maybe := func(category string) value.Value {
		return value.NewIf(cond, arrayOf(attributes("category", category)), arrayOf(), nil)
	}
	sure := arrayOf(attributes("category", "Audit"))
	for _, c := range []struct {
		name         string
		enabled, log value.Value
		items, loose int
	}{
		{"both certain", sure, arrayOf(attributes("category", "Trace")), 2, 0},
		{"one certain", sure, maybe("Trace"), 1, 1},
		{"the other certain", maybe("Trace"), sure, 1, 1},
		{"none certain", maybe("Audit"), maybe("Trace"), 0, 2},
		{"one over something unknown", openList("categories", attributes("category", "Trace")), sure, 1, 1},
	} {
		m := mapBlock(t, "azurerm_monitor_diagnostic_setting", 3, attributes("name", "d", "target_resource_id", "/a", "enabled_log", c.enabled, "log", c.log))
		a, ok := m.lookup("properties.logs").Value.(value.Array)
		if !ok || len(a.Items()) != c.items || len(a.Loose()) != c.loose || a.Open() != (c.loose > 0) {
			t.Errorf("%s: %s", c.name, printed(m.Resources[0].Body))
		}
	}
}

func TestConnections(t *testing.T) {
	connection := func(manual any) value.Value {
		return attributes("name", "pe", "resource_group_name", "rg", "subnet_id", "/s",
			"private_service_connection", arrayOf(attributes("name", "c", "private_connection_resource_id", "/t", "is_manual_connection", manual)))
	}
	const auto, man = "properties.privateLinkServiceConnections", "properties.manualPrivateLinkServiceConnections"
	for _, c := range []struct {
		manual any
		want   map[string]int // certain items; -1 for one that may be there
	}{
		{false, map[string]int{auto: 1, man: 0}},
		{true, map[string]int{auto: 0, man: 1}},
		{param("manual", value.TypeBool), map[string]int{auto: -1, man: -1}},
	} {
		m := mapBlock(t, "azurerm_private_endpoint", 4, connection(c.manual))
		for path, want := range c.want {
			a, ok := m.lookup(path).Value.(value.Array)
			got := 0
			if ok {
				got = len(a.Items())
				if a.Open() && len(a.Loose()) == 1 {
					got = -1
				}
			}
			if got != want {
				t.Errorf("%v: %s has %d, want %d", c.manual, path, got, want)
			}
		}
	}
}

func TestIDs(t *testing.T) {
	const sub = "/subscriptions/11111111-1111-1111-1111-111111111111"
	const vnet = sub + "/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub"
	name := param("name", value.TypeString)
	for _, c := range []struct {
		typ                     string
		body                    value.Value
		id, full, scope, parent string
	}{
		{"azurerm_resource_group", attributes("name", "rg"), sub + "/resourceGroups/rg", "rg", "", ""},
		{"azurerm_virtual_network", attributes("name", "hub", "resource_group_name", "rg"), vnet, "hub", sub + "/resourceGroups/rg", ""},
		{"azurerm_subnet", attributes("name", "a", "resource_group_name", "rg", "virtual_network_name", "hub"),
			vnet + "/subnets/a", "hub/a", sub + "/resourceGroups/rg", vnet},
		{"azurerm_cosmosdb_sql_container", attributes("name", "c", "resource_group_name", "rg", "account_name", "db", "database_name", "d"),
			sub + "/resourceGroups/rg/providers/Microsoft.DocumentDB/databaseAccounts/db/sqlDatabases/d/containers/c", "db/d/c", sub + "/resourceGroups/rg",
			sub + "/resourceGroups/rg/providers/Microsoft.DocumentDB/databaseAccounts/db/sqlDatabases/d"},
		{"azurerm_storage_container", attributes("name", "c", "storage_account_id", sub+"/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/s"),
			sub + "/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/s/blobServices/default/containers/c", "s/default/c", sub + "/resourceGroups/rg",
			sub + "/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/s/blobServices/default"},
		{"azurerm_monitor_diagnostic_setting", attributes("name", "d", "target_resource_id", vnet),
			vnet + "/providers/Microsoft.Insights/diagnosticSettings/d", "d", vnet, ""},
		{"azurerm_subnet_network_security_group_association", attributes("subnet_id", vnet+"/subnets/a", "network_security_group_id", "/n"),
			vnet + "/subnets/a", "hub/a", sub + "/resourceGroups/rg", vnet},
		{"azurerm_security_center_subscription_pricing", attributes("resource_type", "AI", "tier", "Standard"),
			sub + "/providers/Microsoft.Security/pricings/AI", "AI", sub, ""},
		{"azurerm_ai_foundry_project", attributes("name", "p", "ai_services_hub_id", sub+"/resourceGroups/ai/providers/Microsoft.MachineLearningServices/workspaces/hub"),
			sub + "/resourceGroups/ai/providers/Microsoft.MachineLearningServices/workspaces/p", "p", sub + "/resourceGroups/ai", ""},
	} {
		t.Run(c.typ, func(t *testing.T) {
			r := mapBlock(t, c.typ, 4, c.body).Resources[0]
			got := []string{plainOf(r.ID), plainOf(r.Name), plainOf(r.Scope), plainOf(r.Parent)}
			for i, want := range []string{c.id, c.full, c.scope, c.parent} {
				if got[i] != want {
					t.Errorf("%s: got %q, want %q", [...]string{"id", "name", "scope", "parent"}[i], got[i], want)
				}
			}
		})
	}
	r := mapBlock(t, "azurerm_virtual_network", 4, attributes("name", name, "resource_group_name", "rg")).Resources[0]
	if got := value.Expr(r.ID); got != "format('"+sub+"/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/{0}', parameters('name'))" {
		t.Error(got)
	}
}

func plainOf(v value.Value) string {
	if v == nil {
		return ""
	}
	return value.PlainText(v, "?")
}

// TestOwner: a link that names its zone by reading the zone's name belongs to
// that zone, although it says another resource group.
func TestOwner(t *testing.T) {
	types := NewTypes()
	zone, _ := types.Map(Block{Type: "azurerm_private_dns_zone", Address: "azurerm_private_dns_zone.z",
		Body: attributes("name", "privatelink.openai.azure.com", "resource_group_name", "dns").(value.Object)}, testEnv(4))
	name := zone.Attr("name")
	env := testEnv(4)
	env.Owner = func(v value.Value) (value.Value, bool) { return zone.Resources[0].ID, v == name }
	link, _ := types.Map(Block{Type: "azurerm_private_dns_zone_virtual_network_link", Address: "azurerm_private_dns_zone_virtual_network_link.l",
		Body: attributes("name", "l", "private_dns_zone_name", name, "resource_group_name", param("group", value.TypeString), "virtual_network_id", "/v").(value.Object)}, env)
	if r := link.Resources[0]; value.EqualID(r.Parent, zone.Resources[0].ID) != value.Yes || plainOf(r.Name) != "privatelink.openai.azure.com/l" {
		t.Errorf("%s below %s", value.Expr(r.ID), value.Expr(r.Parent))
	}
}

func TestChildren(t *testing.T) {
	m := mapBlock(t, "azurerm_private_endpoint", 4, attributes("name", "pe", "resource_group_name", "rg",
		"private_dns_zone_group", value.NewIf(param("dns", value.TypeBool),
			arrayOf(attributes("name", "default", "private_dns_zone_ids", arrayOf(text("/z")))), arrayOf(), nil)))
	if len(m.Resources) != 2 {
		t.Fatalf("%d resources", len(m.Resources))
	}
	c := m.Resources[1]
	if c.Condition == nil || value.Expr(c.Condition) != "parameters('dns')" || plainOf(c.Name) != "pe/default" ||
		c.Type != "Microsoft.Network/privateEndpoints/privateDnsZoneGroups" || value.EqualID(c.Parent, m.Resources[0].ID) != value.Yes {
		t.Errorf("%+v", c)
	}
	m = mapBlock(t, "azurerm_linux_function_app", 4, attributes("name", "f", "resource_group_name", "rg"))
	var names []string
	for _, r := range m.Resources[1:] {
		names = append(names, r.Type+" "+plainOf(r.Name))
	}
	if len(names) != 2 || names[0] != "Microsoft.Web/sites/basicPublishingCredentialsPolicies f/ftp" {
		t.Error(names)
	}
}

func TestAttr(t *testing.T) {
	account := func(pairs ...any) Mapped {
		return mapBlock(t, "azurerm_storage_account", 4, attributes(append([]any{"name", "st", "resource_group_name", "rg"}, pairs...)...))
	}
	m := account("location", "westeurope", "identity", arrayOf(attributes("type", "SystemAssigned")))
	const id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st"
	for name, want := range map[string]string{
		"id": "'" + id + "'", "name": "'st'", "resource_group_name": "'rg'", "location": "'westeurope'",
		"shared_access_key_enabled": "true()", "network_rules": "createArray()",
		"primary_blob_endpoint": "reference('" + id + "', '2025-08-01').primaryEndpoints.blob",
	} {
		if got := value.Expr(m.Attr(name)); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	principal := value.Get(m.Attr("identity"), value.ParsePath("[0].principal_id"))
	if principal.Value == nil || value.Expr(principal.Value) != "reference('"+id+"', '2025-08-01', 'full').identity.principalId" {
		t.Errorf("principal: %v", principal.Value)
	}
	if l := value.Get(m.Attr("identity"), value.ParsePath("[0].nothing_known")); l.Presence != value.Possible {
		t.Error("a block holds what isn't listed too")
	}
	key := m.Attr("primary_access_key")
	if !key.Secret() || value.WhyOf(key)[0].Reason != value.ReasonRuntimeList {
		t.Errorf("key: %s %v", value.Expr(key), value.WhyOf(key))
	}
	other := m.Attr("something_azure_knows")
	if w := value.WhyOf(other); len(w) == 0 || w[0].Reason != value.ReasonRuntimeReference || w[0].Name != "azurerm_storage_account.it" {
		t.Errorf("%v", w)
	}

	types := NewTypes()
	data, ok := types.Map(Block{Type: "azurerm_key_vault", Data: true, Address: "data.azurerm_key_vault.kv",
		Body: attributes("name", "kv", "resource_group_name", "rg").(value.Object)}, testEnv(4))
	if !ok || len(data.Resources) != 1 || !data.Resources[0].Existing {
		t.Fatal("an existing vault")
	}
	if got := value.Expr(data.Attr("vault_uri")); got != "'https://kv.vault.azure.net/'" {
		t.Error(got)
	}
	if w := value.WhyOf(data.Attr("purge_protection_enabled")); len(w) == 0 || w[0].Reason != value.ReasonExisting {
		t.Errorf("%v", w)
	}
	config, ok := types.Map(Block{Type: "azurerm_client_config", Data: true, Address: "data.azurerm_client_config.me", Body: object(nil)}, testEnv(4))
	if !ok || len(config.Resources) != 0 || value.Expr(config.Attr("tenant_id")) != "'22222222-2222-2222-2222-222222222222'" {
		t.Error("the client's configuration")
	}
	role, _ := types.Map(Block{Type: "azurerm_role_definition", Data: true, Address: "data.azurerm_role_definition.r",
		Body: attributes("name", "AcrPull").(value.Object)}, testEnv(4))
	if got := value.Expr(role.Attr("id")); got != "'/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d'" {
		t.Error(got)
	}
	if _, ok := types.Map(Block{Type: "azurerm_client_config", Body: object(nil)}, testEnv(4)); ok {
		t.Error("a data source is no resource")
	}
}

// TestKeyOfVault: the id of a key in the same configuration tells vault and
// name; only its version is Azure's.
func TestKeyOfVault(t *testing.T) {
	key := mapBlock(t, "azurerm_key_vault_key", 4, attributes("name", "cmk", "key_vault_id", "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv"))
	m := mapBlock(t, "azurerm_cognitive_account_customer_managed_key", 4, attributes("cognitive_account_id", "/a", "key_vault_key_id", key.Attr("id")))
	if !m.Resources[0].Patch {
		t.Error("not a part of the account")
	}
	const at = "properties.encryption.keyVaultProperties."
	if l := m.lookup(at + "keyName"); l.Value == nil || value.Expr(l.Value) != "'cmk'" {
		t.Errorf("%v", l.Value)
	}
	if l := m.lookup(at + "keyVaultUri"); l.Value == nil || value.Expr(l.Value) != "'https://kv.vault.azure.net/'" {
		t.Errorf("%v", l.Value)
	}
	if l := m.lookup(at + "keyVersion"); l.Value == nil || value.WhyOf(l.Value)[0].Reason != value.ReasonRuntimeReference {
		t.Errorf("%v", l.Value)
	}
	m = mapBlock(t, "azurerm_cognitive_account_customer_managed_key", 4, attributes("cognitive_account_id", "/a", "key_vault_key_id", key.Attr("versionless_id")))
	if l := m.lookup(at + "keyVersion"); l.Presence != value.Absent {
		t.Errorf("a version: %v", l.Value)
	}
}

func TestSecrets(t *testing.T) {
	m := mapBlock(t, "azurerm_cognitive_account_connection_api_key", 4,
		attributes("name", "c", "cognitive_account_id", "/a", "api_key", "hunter2", "category", "ApiKey"))
	l := m.lookup("properties.credentials.key")
	if l.Value == nil || !l.Value.Secret() {
		t.Errorf("%v", l.Value)
	}
}

func TestMajors(t *testing.T) {
	types := NewTypes()
	for _, c := range []struct {
		typ, attr string
		want      int // the majors as digits; 0 where it isn't known
	}{
		{"azurerm_ai_services", "", 34},
		{"azurerm_key_vault", "", 345},
		{"azurerm_key_vault", "enable_rbac_authorization", 34},
		{"azurerm_subnet", "service_endpoint", 5},
		{"azurerm_subnet", "service_endpoint.service", 5},
		{"azurerm_monitor_diagnostic_setting", "metric", 34},
		{"azurerm_cognitive_deployment", "scale.capacity", 3},
		{"azurerm_linux_function_app", "ftp_publish_basic_authentication_enabled", 345},
		{"azurerm_storage_account", "no_such_thing", 0},
		{"azurerm_no_such_thing", "", 0},
	} {
		majors, ok := types.Majors(c.typ, c.attr)
		got := 0
		for _, m := range majors {
			got = 10*got + m
		}
		if got != c.want || ok != (c.want != 0) {
			t.Errorf("%s %s: %d, %v", c.typ, c.attr, got, ok)
		}
	}
}
