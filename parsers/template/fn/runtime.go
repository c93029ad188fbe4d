package fn

import (
	"strings"

	"moat/analyzer/value"
)

// runtimeRows are the functions that only Azure, the deploying tool or the
// moment of deployment can answer.
func runtimeRows() []*Row {
	row := func(name string, least, most int, in Languages, class Class, result value.Type, reason value.Reason) *Row {
		return &Row{Name: name, Min: least, Max: most, In: in, Class: class, Result: result, Reason: reason}
	}
	secret := func(r *Row) *Row { r.Secret = true; return r }
	guids := row("newGuid", 0, 0, Bicep|ARM, Runtime, value.TypeString, value.ReasonNonDeterministic)
	guids.Width = guidLength
	lists := secret(row("list*", 0, 3, Bicep|ARM, Runtime, value.TypeAny, value.ReasonRuntimeList))
	variable := row("readEnvironmentVariable", 1, 2, Params, External, value.TypeString, value.ReasonExternalInput)
	variable.Partial, variable.Eval = true, environmentVariable
	return []*Row{
		row("reference", 1, 3, Bicep|ARM, Runtime, value.TypeAny, value.ReasonRuntimeReference),
		row("references", 1, 2, ARM, Runtime, value.TypeArray, value.ReasonRuntimeReference),
		row("resourceInfo", 1, 1, ARM, Runtime, value.TypeObject, value.ReasonRuntimeReference),
		row("invokeResourceMethod", 1, -1, ARM, Runtime, value.TypeAny, value.ReasonRuntimeReference),
		row("target", 0, 1, ARM, Runtime, value.TypeAny, value.ReasonRuntimeReference),
		row("this.exists", 0, 0, Bicep, Runtime, value.TypeBool, value.ReasonRuntimeReference),
		row("this.existingResource", 0, 0, Bicep, Runtime, value.TypeAny, value.ReasonRuntimeReference),
		lists,
		secret(row("listOutputsWithSecureValues", 1, 2, ARM, Runtime, value.TypeObject, value.ReasonRuntimeList)),
		row("pickZones", 3, 5, Bicep|ARM, Environment, value.TypeArray, value.ReasonEnvironment),
		row("toLogicalZone", 3, 3, Bicep|ARM, Environment, value.TypeString, value.ReasonEnvironment),
		row("toLogicalZones", 3, 3, Bicep|ARM, Environment, value.TypeArray, value.ReasonEnvironment),
		row("toPhysicalZone", 3, 3, Bicep|ARM, Environment, value.TypeString, value.ReasonEnvironment),
		row("toPhysicalZones", 3, 3, Bicep|ARM, Environment, value.TypeArray, value.ReasonEnvironment),
		row("providers", 1, 2, Bicep|ARM, Environment, value.TypeAny, value.ReasonEnvironment),
		row("roleDefinitions", 1, 1, Bicep|ARM, Environment, value.TypeObject, value.ReasonEnvironment),
		row("deployer", 0, 0, Bicep|ARM, Environment, value.TypeObject, value.ReasonEnvironment),
		guids,
		row("utcNow", 0, 1, Bicep|ARM, Runtime, value.TypeString, value.ReasonNonDeterministic),
		secret(row("getSecret", 1, 5, Bicep|Params, External, value.TypeString, value.ReasonSecret)),
		row("externalInput", 1, 2, Params, External, value.TypeAny, value.ReasonExternalInput),
		row("externalInputs", 1, 1, ARM, External, value.TypeAny, value.ReasonExternalInput),
		row("extensions", 1, 1, ARM, External, value.TypeAny, value.ReasonExternalInput),
		variable,
		row("readEnvVar", 1, 1, Params, External, value.TypeString, value.ReasonExternalInput),
		row("readCliArg", 1, 1, Params, External, value.TypeString, value.ReasonExternalInput),
	}
}

// environmentVariable answers with the default, as an assumption: the
// environment itself is never read.
func environmentVariable(c *Call) (value.Value, *Fault) {
	args := c.Values()
	if len(args) == 1 {
		return value.NewUnknown(value.UnknownSpec{
			Sym: value.SymCall(c.Row.Name, args...), Type: c.Row.Result,
			Why:    []value.Why{{Reason: c.Row.Reason, Name: value.PlainText(args[0], "…"), At: c.At}},
			Origin: c.Origin(args...), Secret: value.HasSecret(args[0]),
		}), nil
	}
	return value.WithOrigin(args[1], value.AssumedParameter(value.Origin{
		Kind: value.OriginComputed, At: c.At, Name: c.Row.Name, Next: args[1].Origin(),
	})), nil
}

// listNames are list functions by the spelling of Azure's documentation: names
// ignore case, canonical forms don't.
func listNames() []string {
	return []string{
		"listKeys", "listSecrets", "listCredentials", "listCredential", "listAccountSas", "listServiceSas", "listAdminKeys",
		"listQueryKeys", "listConnectionStrings", "listCallbackUrl", "listChannelWithKeys", "listClusterAdminCredential",
		"listClusterUserCredential", "listHostKeys", "listSyncFunctionTriggerStatus", "listPublishingCredentials", "listSas",
		"listAuthKeys", "listSecretKeys", "listUsages", "listValue", "listStatus", "listBuildSourceUploadUrl", "listPackage",
	}
}

// listRow is the row of a provider's list function; nil if name isn't one.
func listRow(t *table, name string) *Row {
	if !isList(name) {
		return nil
	}
	r := *t.byName["list*"]
	r.Name = "list" + name[len("list"):]
	for _, known := range listNames() {
		if strings.EqualFold(known, name) {
			r.Name = known
		}
	}
	return &r
}
