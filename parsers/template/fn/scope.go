package fn

import (
	"moat/analyzer/source"
	"moat/analyzer/value"
)

// The canonical texts of what the environment decides.
const (
	symSubscriptionID  = "subscription().subscriptionId"
	symTenantID        = "tenant().tenantId" // also subscription().tenantId, as in official snapshots
	symGroupName       = "resourceGroup().name"
	symGroupLocation   = "resourceGroup().location"
	symManagementGroup = "managementGroup().name"
	symDeployment      = "deployment().name"
	symDeployLocation  = "deployment().location"
)

// scopeRows are the functions that tell where a deployment goes.
func scopeRows() []*Row {
	return []*Row{
		{Name: "subscription", Min: 0, Max: 1, In: Bicep | ARM, Class: Scoped, Result: value.TypeObject, Partial: true, Whole: true, Eval: plain(subscription)},
		{Name: "resourceGroup", Min: 0, Max: 2, In: Bicep | ARM, Class: Scoped, Result: value.TypeObject, Partial: true, Whole: true, Eval: plain(resourceGroup)},
		{Name: "managementGroup", Min: 0, Max: 1, In: Bicep | ARM, Class: Scoped, Result: value.TypeObject, Partial: true, Whole: true, Eval: plain(managementGroup)},
		{Name: "tenant", Min: 0, Max: 0, In: Bicep | ARM, Class: Scoped, Result: value.TypeObject, Partial: true, Eval: plain(tenant)},
		{Name: "deployment", Min: 0, Max: 0, In: Bicep | ARM, Class: Scoped, Result: value.TypeObject, Partial: true, Eval: plain(deployment)},
		{Name: "environment", Min: 0, Max: 0, In: Bicep | ARM, Result: value.TypeObject, Eval: plain(environment)},
	}
}

// env is a string that the environment decides, between least and most units
// long (most 0 for no bound).
func env(text, name string, least, most int64) value.Value {
	d := &value.Domain{MinLength: &least}
	if most > 0 {
		d.MaxLength = &most
	}
	return value.NewUnknown(value.UnknownSpec{Sym: value.SymEnv(text), Type: value.TypeString, Domain: d,
		Why: []value.Why{{Reason: value.ReasonEnvironment, Name: name}}})
}

// guidLength is the length of a subscription's or tenant's id.
const guidLength = 36

// Lengths of names: "Naming rules and restrictions for Azure resources".
func envSubscription() value.Value {
	return env(symSubscriptionID, "subscription", guidLength, guidLength)
}
func envTenant() value.Value          { return env(symTenantID, "tenant", guidLength, guidLength) }
func envGroup() value.Value           { return env(symGroupName, "resourceGroup", 1, 90) }
func envGroupLocation() value.Value   { return env(symGroupLocation, "resourceGroup", 1, 0) }
func envManagementGroup() value.Value { return env(symManagementGroup, "managementGroup", 1, 90) }

// DefaultScope is a scope of which nothing but the level is known.
func DefaultScope(kind ScopeKind) *Scope {
	s := &Scope{Kind: kind, SubscriptionID: envSubscription(), TenantID: envTenant(),
		DeploymentName: env(symDeployment, "deployment", 1, 64)}
	switch kind {
	case ResourceGroup:
		s.ResourceGroupName, s.ResourceGroupLocation = envGroup(), envGroupLocation()
	case ManagementGroup:
		s.ManagementGroupName = envManagementGroup()
		fallthrough
	case Subscription, Tenant:
		s.DeploymentLocation = env(symDeployLocation, "deployment", 1, 0)
	}
	return s
}

// FixedScope is a scope with a known subscription, resource group and
// location; "" leaves a part unknown.
func FixedScope(kind ScopeKind, subscription, group, location string) *Scope {
	s := DefaultScope(kind)
	set := func(at *value.Value, text string) {
		if text != "" {
			*at = value.NewString(text, nil)
		}
	}
	set(&s.SubscriptionID, subscription)
	if kind == ResourceGroup {
		set(&s.ResourceGroupName, group)
		set(&s.ResourceGroupLocation, location)
	} else {
		set(&s.DeploymentLocation, location)
	}
	return s
}

// part is a part of the scope, or what stands for it where the scope has none.
func part(v value.Value, otherwise func() value.Value) value.Value {
	if v == nil {
		return otherwise()
	}
	return v
}

func (s *Scope) subscriptionID() value.Value { return part(s.SubscriptionID, envSubscription) }
func (s *Scope) groupName() value.Value      { return part(s.ResourceGroupName, envGroup) }
func (s *Scope) tenantID() value.Value       { return part(s.TenantID, envTenant) }

// ID is the id that ids of resources deployed at the scope start with: that of
// the resource group, subscription or management group; "" for the tenant.
func (s *Scope) ID() value.Value {
	switch s.Kind {
	case ResourceGroup:
		return groupID(s.subscriptionID(), s.groupName(), nil)
	case Subscription:
		return subscriptionIDText(s.subscriptionID(), nil)
	case ManagementGroup:
		return managementGroupID(part(s.ManagementGroupName, envManagementGroup), nil)
	}
	return value.NewString("", nil)
}

// segments is an id made of literal text and values in turn.
func segments(o *value.Origin, parts ...any) value.Value {
	pieces := make([]value.Piece, len(parts))
	for i, p := range parts {
		switch p := p.(type) {
		case string:
			pieces[i].Lit = p
		case value.Value:
			pieces[i].Hole = p
		}
	}
	return value.NewText(pieces, o)
}

func subscriptionIDText(sub value.Value, o *value.Origin) value.Value {
	return segments(o, "/subscriptions/", sub)
}

func groupID(sub, group value.Value, o *value.Origin) value.Value {
	return segments(o, "/subscriptions/", sub, "/resourceGroups/", group)
}

func managementGroupID(name value.Value, o *value.Origin) value.Value {
	return segments(o, "/providers/Microsoft.Management/managementGroups/", name)
}

// unlisted is a fact of the environment that no option sets.
func (c *Call) unlisted(text string, typ value.Type) value.Value {
	return value.NewUnknown(value.UnknownSpec{Sym: value.SymEnv(text), Type: typ, Why: c.environmental(), Origin: c.Origin()})
}

func (c *Call) environmental() []value.Why {
	return []value.Why{{Reason: value.ReasonEnvironment, Name: c.Row.Name, At: c.At}}
}

// facts is an object of names and values in turn; Azure's own has more.
func (c *Call) facts(args []value.Value, pairs ...any) value.Object {
	members := make([]value.Member, 0, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		members = append(members, value.Member{Key: pairs[i].(string), Value: pairs[i+1].(value.Value)})
	}
	return value.NewOpenObject(members, source.Range{}, value.SymCall(c.Row.Name, args...), c.environmental(), c.Origin(args...))
}

// named checks that an argument may be a string, as the name of a scope.
func (c *Call) named(args []value.Value) *Fault {
	for i, a := range args {
		if !can(a, value.TypeString) {
			return c.wrong(i, a, "a string")
		}
	}
	return nil
}

func subscription(c *Call, args []value.Value) (value.Value, *Fault) {
	if fault := c.named(args); fault != nil {
		return nil, fault
	}
	o := c.Origin(args...)
	if len(args) == 1 {
		return c.facts(args, "id", subscriptionIDText(args[0], o), "subscriptionId", args[0]), nil
	}
	if c.Scope.Kind == ManagementGroup || c.Scope.Kind == Tenant {
		return nil, Faultf("subscription() has no value in a deployment to a management group or tenant; name a subscription")
	}
	id := c.Scope.subscriptionID()
	return c.facts(args, "id", subscriptionIDText(id, o), "subscriptionId", id, "tenantId", c.Scope.tenantID(),
		"displayName", c.unlisted("subscription().displayName", value.TypeString)), nil
}

func resourceGroup(c *Call, args []value.Value) (value.Value, *Fault) {
	if fault := c.named(args); fault != nil {
		return nil, fault
	}
	o := c.Origin(args...)
	typ := c.str("Microsoft.Resources/resourceGroups")
	switch len(args) {
	case 1:
		return c.facts(args, "id", groupID(c.Scope.subscriptionID(), args[0], o), "name", args[0], "type", typ), nil
	case 2:
		return c.facts(args, "id", groupID(args[0], args[1], o), "name", args[1], "type", typ), nil
	}
	if c.Scope.Kind != ResourceGroup && c.Scope.Kind != Local {
		return nil, Faultf("resourceGroup() has a value only in a deployment to a resource group; name a group")
	}
	return c.facts(args, "id", groupID(c.Scope.subscriptionID(), c.Scope.groupName(), o), "name", c.Scope.groupName(), "type", typ,
		"location", part(c.Scope.ResourceGroupLocation, envGroupLocation),
		"tags", c.unlisted("resourceGroup().tags", value.TypeAny),
		"managedBy", c.unlisted("resourceGroup().managedBy", value.TypeAny),
		"properties", value.NewObject([]value.Member{{Key: "provisioningState", Value: c.str("Succeeded")}}, source.Range{}, o)), nil
}

func managementGroup(c *Call, args []value.Value) (value.Value, *Fault) {
	if fault := c.named(args); fault != nil {
		return nil, fault
	}
	var name value.Value
	switch {
	case len(args) == 1:
		name = args[0]
	case c.Scope.Kind != ManagementGroup:
		return nil, Faultf("managementGroup() has a value only in a deployment to a management group; name a group")
	default:
		name = part(c.Scope.ManagementGroupName, envManagementGroup)
	}
	return c.facts(args, "id", managementGroupID(name, c.Origin(args...)), "name", name,
		"type", c.str("/providers/Microsoft.Management/managementGroups")), nil
}

func tenant(c *Call, args []value.Value) (value.Value, *Fault) {
	id := c.Scope.tenantID()
	return c.facts(args, "id", segments(c.Origin(), "/tenants/", id), "tenantId", id,
		"countryCode", c.unlisted("tenant().countryCode", value.TypeString),
		"displayName", c.unlisted("tenant().displayName", value.TypeString)), nil
}

// deployment is the deployment's own record. A local template has the content
// version that templates commonly have; the rest only Azure knows.
func deployment(c *Call, args []value.Value) (value.Value, *Fault) {
	open := func(sym, key string, v value.Value) value.Value {
		return value.NewOpenObject([]value.Member{{Key: key, Value: v}}, source.Range{}, value.SymEnv(sym), c.environmental(), c.Origin())
	}
	template := open("deployment().properties.template", "contentVersion", c.str("1.0.0.0"))
	pairs := []any{"name", part(c.Scope.DeploymentName, func() value.Value { return env(symDeployment, "deployment", 1, 64) }),
		"properties", open("deployment().properties", "template", template)}
	if c.Scope.DeploymentLocation != nil {
		pairs = append(pairs, "location", c.Scope.DeploymentLocation)
	}
	return c.facts(args, pairs...), nil
}

// environment is AzureCloud as "environment()" is documented for it.
func environment(c *Call, _ []value.Value) (value.Value, *Fault) {
	return c.literal([]fact{
		{"name", "AzureCloud", nil},
		{"gallery", "https://gallery.azure.com/", nil},
		{"graph", "https://graph.windows.net/", nil},
		{"portal", "https://portal.azure.com", nil},
		{"graphAudience", "https://graph.windows.net/", nil},
		{"activeDirectoryDataLake", "https://datalake.azure.net/", nil},
		{"batch", "https://batch.core.windows.net/", nil},
		{"media", "https://rest.media.azure.net", nil},
		{"sqlManagement", "https://management.core.windows.net:8443/", nil},
		{"vmImageAliasDoc", "https://raw.githubusercontent.com/Azure/azure-rest-api-specs/master/arm-compute/quickstart-templates/aliases.json", nil},
		{"resourceManager", "https://management.azure.com/", nil},
		{"authentication", "", []fact{
			{"loginEndpoint", "https://login.microsoftonline.com/", nil},
			{"audiences", "", []fact{{"", "https://management.core.windows.net/", nil}, {"", "https://management.azure.com/", nil}}},
			{"tenant", "common", nil},
			{"identityProvider", "AAD", nil},
		}},
		{"suffixes", "", []fact{
			{"acrLoginServer", ".azurecr.io", nil},
			{"azureDatalakeAnalyticsCatalogAndJob", "azuredatalakeanalytics.net", nil},
			{"azureDatalakeStoreFileSystem", "azuredatalakestore.net", nil},
			{"azureFrontDoorEndpointSuffix", "azurefd.net", nil},
			{"keyvaultDns", ".vault.azure.net", nil},
			{"sqlServerHostname", ".database.windows.net", nil},
			{"storage", "core.windows.net", nil},
		}},
	}), nil
}

// fact is a named text, or with parts a named object; parts without names make
// a list.
type fact struct {
	name, text string
	parts      []fact
}

func (c *Call) literal(facts []fact) value.Value {
	if facts[0].name == "" {
		items := make([]value.Value, len(facts))
		for i, f := range facts {
			items[i] = c.str(f.text)
		}
		return value.NewArray(items, c.Origin())
	}
	members := make([]value.Member, len(facts))
	for i, f := range facts {
		members[i] = value.Member{Key: f.name, Value: c.str(f.text)}
		if f.parts != nil {
			members[i].Value = c.literal(f.parts)
		}
	}
	return value.NewObject(members, source.Range{}, c.Origin())
}
