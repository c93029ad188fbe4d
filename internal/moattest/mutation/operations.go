package mutation

import (
	"fmt"
	"strings"

	"moat/analyzer/value"
)

// operation gives a value something else to be.
type operation struct {
	name string
	to   any
}

// operations lists what is done to a value. What isn't known before the
// deployment can only be dropped, but for principals.
func operations(typ, path string, v value.Value) []operation {
	switch v := v.(type) {
	case nil:
		return nil
	case value.Bool:
		return []operation{{"flip", !v.Bool()}}
	case value.Int:
		return set(others(typ, path, fmt.Sprint(v.Int())), func(s string) any { return number(s) })
	case value.String:
		if strings.HasSuffix(path, "properties.condition") {
			return []operation{{"=tags", tagsOnly}}
		}
		if s := v.String(); !strings.HasPrefix(s, "/") {
			return set(others(typ, path, s), func(s string) any { return s })
		}
	}
	id := value.PlainText(v, "x")
	switch {
	case strings.HasSuffix(path, "roleDefinitionId"):
		return roles(typ)
	case strings.HasSuffix(path, "principalId"):
		return []operation{{"foreign", somebody}}
	case strings.HasSuffix(path, "target") && !strings.HasPrefix(id, "/"):
		return set(others(typ, path, id), func(s string) any { return s })
	case strings.HasSuffix(path, "scope"):
		return []operation{{"=/", "/"}, {"foreign", foreign(id)}}
	case strings.HasPrefix(id, "/"):
		return []operation{{"foreign", foreign(id)}}
	}
	return nil
}

func set(values []string, to func(string) any) []operation {
	var out []operation
	for _, v := range values {
		name := "=" + v
		if strings.HasPrefix(v, "\x00") { // made from the value
			name, v = "other", v[1:]
		}
		out = append(out, operation{name, to(v)})
	}
	return out
}

func number(s string) any {
	var n int64
	if _, err := fmt.Sscan(s, &n); err != nil {
		panic("internal error: " + s + " isn't a number")
	}
	return n
}

// roles are other roles than the one that is given.
func roles(typ string) []operation {
	if strings.HasSuffix(typ, "sqlRoleAssignments") {
		// Cosmos DB's own reader.
		return []operation{{"=Reader", foreign("/providers/Microsoft.DocumentDB/databaseAccounts/x/sqlRoleDefinitions/") + "/00000000-0000-0000-0000-000000000001"}}
	}
	const prefix = "/providers/Microsoft.Authorization/roleDefinitions/"
	return []operation{
		{"=Owner", prefix + "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"},
		{"=Contributor", prefix + "b24988ac-6180-42a0-ab88-20f7382dd24c"},
		{"=Reader", prefix + "acdd72a7-3385-48ef-bd42-f606fba81ae7"},
	}
}

// foreign is the id of a resource of the same type in a group and subscription
// that this deployment has nothing to do with.
func foreign(id string) string {
	const prefix = "/subscriptions/5f0d8c6e-2a0b-4c1d-8e3f-7a6b5c4d3e2f/resourceGroups/rg-other/providers/"
	i := strings.LastIndex(strings.ToLower(id), "/providers/")
	if i < 0 {
		return strings.TrimSuffix(prefix, "/resourceGroups/rg-other/providers/")
	}
	segments := strings.Split(id[i+len("/providers/"):], "/")
	for j := 2; j < len(segments); j += 2 {
		segments[j] = "other"
	}
	return prefix + strings.Join(segments, "/")
}

// others lists the plausible other values of a property: those that the table
// has for it, else one made from the value.
func others(typ, path, have string) []string {
	path = strings.NewReplacer("0", "", "1", "", "2", "", "3", "", "4", "", "5", "", "6", "", "7", "", "8", "", "9", "").Replace(path)
	path = strings.ReplaceAll(path, "[]", "")
	name := path[strings.LastIndexByte(path, '.')+1:]
	typ = typ[strings.LastIndexByte(typ, '/')+1:]
	table := alternatives()
	for _, key := range []string{typ + " " + path, typ + " " + name, name} {
		list, ok := table[key]
		if !ok {
			continue
		}
		var out []string
		for _, v := range list {
			if v != have {
				out = append(out, v)
			}
		}
		return out
	}
	return []string{"\x00" + have + "1"}
}

// alternatives are the values that a property may plausibly have instead, by
// its name, with the last segment of the resource's type where it matters.
func alternatives() map[string][]string {
	return map[string][]string{
		"publicNetworkAccess":               {"Enabled"},
		"publicNetworkAccessForIngestion":   {"Enabled"},
		"publicNetworkAccessForQuery":       {"Enabled"},
		"ingestionAccessMode":               {"Open"},
		"queryAccessMode":                   {"Open"},
		"defaultAction":                     {"Allow"},
		"bypass":                            {"None", "AzureServices"},
		"networkAclBypass":                  {"AzureServices"},
		"accounts kind":                     {"OpenAI", "FormRecognizer"},
		"storageAccounts kind":              {"BlobStorage"},
		"databaseAccounts kind":             {"MongoDB"},
		"components kind":                   {"other"},
		"storageAccounts sku.name":          {"Standard_LRS", "Standard_ZRS", "Standard_GRS", "Standard_RAGZRS"},
		"searchServices sku.name":           {"free", "basic"},
		"deployments properties.model.name": {"computer-use-preview", "gpt-4o"},
		"accounts keySource":                {"Microsoft.CognitiveServices"},
		"storageAccounts keySource":         {"Microsoft.Storage"},
		"keyType":                           {"Service"},
		"enforcement":                       {"Disabled", "Unspecified"},
		"minimumTlsVersion":                 {"TLS1_0", "TLS1_1"},
		"minimalTlsVersion":                 {"Tls", "Tls11"},
		"accessTier":                        {"Cool"},
		"expirationAction":                  {"Log"},
		"defaultConsistencyLevel":           {"Eventual"},
		"tier":                              {"Continuous7Days"},
		"defaultIdentity":                   {"FirstPartyIdentity"},
		"accounts identity.type":            {"None", "SystemAssigned", "UserAssigned"},
		"projects identity.type":            {"None", "SystemAssigned"},
		"searchServices identity.type":      {"None"},
		"storageAccounts identity.type":     {"None", "SystemAssigned"},
		"databaseAccounts identity.type":    {"None", "SystemAssigned"},
		"authType":                          {"ApiKey", "AccountKey", "ManagedIdentity", "None"},
		"connections category":              {"CosmosDB", "AzureStorageAccount", "CognitiveSearch", "AppInsights", "AzureBlob"},
		"diagnosticSettings category":       {"Trace"},
		"diagnosticSettings categoryGroup":  {"audit"},
		"logAnalyticsDestinationType":       {"AzureDiagnostics"},
		"level":                             {"ReadOnly", "NotSpecified"},
		"access":                            {"Allow", "Deny"},
		"direction":                         {"Inbound", "Outbound"},
		"protocol":                          {"*", "Tcp"},
		"sourceAddressPrefix":               {"*", "Internet", "0.0.0.0/0"},
		"sourcePortRange":                   {"1024-65535"},
		"destinationAddressPrefix":          {"*", "Internet"},
		"destinationPortRange":              {"*", "22", "443"},
		"virtualNetworks addressPrefixes":   {"172.30.0.0/16", "10.20.0.0/24", "20.0.0.0/16", "10.20.0.0/16"},
		"subnets addressPrefixes":           {"10.20.2.0/26", "10.20.2.0/28", "100.64.0.0/24", "20.0.0.0/24", "10.20.0.0/23", "10.30.0.0/24"},
		"serviceName":                       {"microsoft.app/environments", "Microsoft.Web/serverFarms"},
		"privateEndpointNetworkPolicies":    {"Disabled", "RouteTableEnabled", "NetworkSecurityGroupEnabled"},
		"scenario":                          {"none"},
		"groupIds":                          {"file", "account", "vault", "nothing"},
		"state":                             {"Disabled"},
		"databaseAccounts properties.backupPolicy.type": {"Periodic"},
		"roleAssignments properties.principalId":        {somebody},
		"deployments sku.name":                          {"GlobalStandard"},
		"pricingTier":                                   {"Free"},
		"subPlan":                                       {"PerTransaction"},
		"isEnabled":                                     {"False"},
		"enforcementMode":                               {"DoNotEnforce"},
		"raiPolicies mode":                              {"Default", "Deferred", "Asynchronous_filter"},
		"severityThreshold":                             {"Low", "High"},
		"source":                                        {"Prompt", "Completion"},
		"basePolicyName":                                {"Microsoft.Nil"},
		"raiPolicyName":                                 {"Microsoft.DefaultV2", "other"},
		"principalType":                                 {"User", "Group", "ServicePrincipal"},
		"location":                                      {"westus3", "global"},
		"locationName":                                  {"swedencentral", "westus3"},
		"retentionInDays":                               {"30", "90"},
		"softDeleteRetentionInDays":                     {"7"},
		"days":                                          {"1", "7"},
		"priority":                                      {"101", "4096"},
		"failoverPriority":                              {"2"},
		"replicaCount":                                  {"1"},
		"capacity":                                      {"1"},
		"keySize":                                       {"2048"},
		"kty":                                           {"RSA"},
		"keyOps":                                        {"sign"},
		"expiryTime":                                    {"P10Y"},
		"timeBeforeExpiry":                              {"P30D"},
		"target":                                        {"http://other.contoso.com/"},
		"versionUpgradeOption":                          {"NoAutoUpgrade"},
	}
}

// tagsOnly is a condition found in many templates: it limits two actions on
// tags, and lets all others pass.
const tagsOnly = "((!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags/read'}) AND !(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/filter/action'})) OR (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringLikeIgnoreCase '*-azureml-agent'))"

// somebody is the object id of a principal that this deployment doesn't know.
const somebody = "0b9d2f7e-5d3c-4f6a-9a51-c2f3f0b7d611"
