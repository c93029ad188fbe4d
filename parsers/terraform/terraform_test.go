package terraform_test

import (
	"slices"
	"strings"
	"testing"

	"moat/analyzer"
	"moat/analyzer/graph"
	"moat/analyzer/language"
	"moat/analyzer/value"
)

// Which folders are deployed: those that nothing scanned calls, never what tools
// fetched, never folders without configuration; and whatever is named.
func TestEntryPoints(t *testing.T) {
	files := map[string]string{
		"infra/main.tf":              "module \"net\" { source = \"../modules/net\" }\n",
		"infra/more.tf":              "locals { a = 1 }\n",
		"infra/prod.tfvars":          "not = valid (\n",
		"infra/example.tfvars":       "<your subscription>\n",
		"infra/.hidden.tf":           "damaged {\n",
		"infra/backup.tf~":           "damaged {\n",
		"infra/x.tftest.hcl":         "run \"x\" {}\n",
		"infra/.terraform/m/main.tf": "damaged {\n",
		"modules/net/main.tf":        "output \"x\" { value = 1 }\n",
		"modules/alone/main.tf":      "output \"x\" { value = 1 }\n",
		"values/terraform.tfvars":    "a = 1\n",
		"json/main.tf.json":          `{"locals": {"a": 1}}`,
		"tofu/main.tofu":             "locals { a = 1 }\n",
	}
	for _, test := range []struct {
		name  string
		paths []string
		want  []string
	}{
		{"everything", []string{"."}, []string{"infra", "json", "modules/alone", "tofu"}},
		{"one folder", []string{"infra"}, []string{"infra"}},
		{"a called folder alone", []string{"modules/net"}, []string{"modules/net"}},
		{"a file that is called", []string{"infra", "modules/net/main.tf"}, []string{"infra", "modules/net"}},
		{"one file", []string{"infra/more.tf"}, []string{"infra"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := analyze(t, files, analyzer.Options{Paths: test.paths})
			var got []string
			for _, e := range r.Entries {
				got = append(got, e.Path)
				if !e.Folder {
					t.Errorf("%s isn't said to be a folder", e.Path)
				}
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
			if len(r.Problems) > 0 {
				t.Error(problems(r))
			}
		})
	}
}

// Values of variables: the later source wins, whole.
func TestVariablePrecedence(t *testing.T) {
	files := map[string]string{
		"main.tf": `
variable "a" { default = "default" }
variable "b" { default = "default" }
variable "c" { default = "default" }
variable "d" { default = "default" }
variable "e" { type = number }
variable "f" { type = list(string) }
output "all" { value = [var.a, var.b, var.c, var.d, var.e, var.f] }
`,
		"terraform.tfvars":      "b = \"tfvars\"\nc = \"tfvars\"\nd = \"tfvars\"\n",
		"terraform.tfvars.json": `{"c": "json", "d": "json"}`,
		"b.auto.tfvars":         "d = \"auto b\"\n",
		"a.auto.tfvars":         "d = \"auto a\"\n",
		"prod.tfvars":           "a = \"prod\"\n",
	}
	g := only(t, files, analyzer.Options{Vars: []language.Var{{Name: "e", Value: "7"}, {Name: "f", Value: `["x", 1]`}}})
	if got := output(t, g, "all"); got != `["default","tfvars","json","auto b",7,["x","1"]]` {
		t.Errorf("got %s", got)
	}
	g = only(t, files, analyzer.Options{Params: []string{"prod.tfvars"}, Vars: []language.Var{{Name: "a", Value: "var"}, {Name: "e", Value: "1"}, {Name: "f", Value: "[]"}}})
	if got := output(t, g, "all"); got != `["var","tfvars","json","auto b",1,[]]` {
		t.Errorf("with --params and --var: %s", got)
	}
	g = only(t, files, analyzer.Options{Params: []string{"prod.tfvars"}})
	if got := output(t, g, "all"); !strings.HasPrefix(got, `["prod",`) {
		t.Errorf("with --params: %s", got)
	}
}

// What isn't known keeps its form, its branches and its reason.
func TestUnknown(t *testing.T) {
	const head = `
variable "name" { type = string }
variable "on" { type = bool }
variable "any" {}
variable "kind" {
  type = string
  validation {
    condition     = contains(["a", "b"], var.kind)
    error_message = "a or b"
  }
}
`
	for _, test := range []struct{ expr, want string }{
		{`"${var.name}-kv"`, `"[format('{0}-kv', parameters('name'))]"`},
		{`format("%s-kv", var.name)`, `"[format('{0}-kv', parameters('name'))]"`},
		{`lower(var.name)`, `"[toLower(parameters('name'))]"`},
		{`var.on ? "x" : "x"`, `"x"`},
		{`var.on ? true : false`, `"[parameters('on')]"`},
		{`(var.on ? { p = "x" } : { p = "y" }).p`, `"[if(parameters('on'), 'x', 'y')]"`},
		{`var.on ? (var.on ? 1 : 2) : 3`, `"[if(parameters('on'), 1, 3)]"`},
		{`var.on && false`, `false`},
		{`var.on || true`, `true`},
		{`!(!var.on)`, `"[parameters('on')]"`},
		{`var.name == null`, `false`},
		{`[var.name, 1][1]`, `1`},
		{`{ a = var.any, b = 2 }.b`, `2`},
		{`merge({ a = 1 }, { b = var.any }).a`, `1`},
		{`try(var.any.x.y, 1) == try(var.any.x.y, 1)`, `true`},
		{`try({ a = var.name }.b, "fallback")`, `"fallback"`},
		{`can({ a = var.name }.a)`, `true`},
		{`length([var.name, var.any])`, `2`},
		{`one([var.name])`, `"[parameters('name')]"`},
		{`[for x in [var.name, "b"] : "${x}!"][1]`, `"b!"`},
		{`{ for k, v in { a = var.any, b = 1 } : k => v if k != "a" }`, `{"b":1}`},
		{`{ for k, v in { a = 1 } : k => v if var.on }`, `"[if(parameters('on'), createObject('a', 1), createObject())]"`},
		{`concat([1], var.on ? [2] : [])`, `"[if(parameters('on'), createArray(1, 2), createArray(1))]"`},
		{`(var.on ? [var.name] : [])[0]`, `"[parameters('name')]"`},
		{`try((var.on ? [var.name] : [])[0], "none")`, `"[if(parameters('on'), parameters('name'), 'none')]"`},
		{`"%{if var.on}a%{else}b%{endif}"`, `"[if(parameters('on'), 'a', 'b')]"`},
		{`var.kind == "c"`, `false`},
		{`terraform.workspace`, `"default"`},
		{`path.module`, `"."`},
	} {
		g := one(t, head+"output \"o\" { value = "+test.expr+" }\n")
		if got := output(t, g, "o"); got != test.want {
			t.Errorf("%s\n  is  %s\n  not %s", test.expr, got, test.want)
		}
	}
}

const azapiAccount = `
variable "prefix" { type = string }
resource "azapi_resource" "group" {
  type     = "Microsoft.Resources/resourceGroups@2024-03-01"
  name     = "rg-${var.prefix}"
  location = "swedencentral"
}
resource "azapi_resource" "account" {
  type      = "Microsoft.CognitiveServices/accounts@2025-06-01"
  name      = "${var.prefix}-foundry"
  parent_id = azapi_resource.group.id
  location  = azapi_resource.group.location
  identity {
    type         = "SystemAssigned, UserAssigned"
    identity_ids = ["/subscriptions/s/resourceGroups/r/providers/Microsoft.ManagedIdentity/userAssignedIdentities/u"]
  }
  body = {
    kind = "AIServices"
    properties = {
      publicNetworkAccess = "Disabled"
      networkAcls         = null
    }
  }
  response_export_values = ["properties.endpoint"]
}
`

const (
	groupID   = `[format('/subscriptions/{0}/resourceGroups/rg-{1}`
	accountID = groupID + `/providers/Microsoft.CognitiveServices/accounts/{2}-foundry`
	idArgs    = `', subscription().subscriptionId, parameters('prefix'), parameters('prefix'))]`
)

// azapi blocks are ARM resources as they stand.
func TestAzapi(t *testing.T) {
	g := one(t, azapiAccount+`
resource "azapi_resource" "project" {
  type      = "Microsoft.CognitiveServices/accounts/projects@2025-06-01"
  name      = "p"
  parent_id = azapi_resource.account.id
  body      = jsonencode({ properties = { displayName = azapi_resource.account.name } })
}
resource "azapi_resource" "role" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  name      = "00000000-0000-0000-0000-000000000001"
  parent_id = azapi_resource.account.id
  body = { properties = { principalId = azapi_resource.project.output.identity.principalId, other = azapi_resource.account.identity[0].principal_id } }
}
resource "azapi_update_resource" "key" {
  type        = "Microsoft.CognitiveServices/accounts@2025-06-01"
  resource_id = azapi_resource.account.id
  body        = { properties = { encryption = { keySource = "Microsoft.KeyVault" } } }
}
data "azapi_resource" "net" {
  type        = "Microsoft.Network/virtualNetworks/subnets@2024-05-01"
  resource_id = "/subscriptions/s/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/v/subnets/sn"
}
resource "azapi_resource_action" "keys" {
  type        = "Microsoft.CognitiveServices/accounts@2025-06-01"
  resource_id = azapi_resource.account.id
  action      = "listKeys"
}
output "endpoint" { value = azapi_resource.account.output.properties.endpoint }
output "declared" { value = azapi_resource.account.body.kind }
output "keys" {
  value     = azapi_resource_action.keys.output.key1
  sensitive = true
}
`)
	account := resource(t, g, "azapi_resource.account")
	for _, test := range []struct{ what, got, want string }{
		{"id", jsonText(account.ID), `"` + accountID + idArgs + `"`},
		{"scope", jsonText(account.Scope), `"` + groupID + `', subscription().subscriptionId, parameters('prefix'))]"`},
		{"version", account.APIVersion, "2025-06-01"},
		{"body", jsonText(account.Body), `{"location":"swedencentral","identity":{"type":"SystemAssigned, UserAssigned","userAssignedIdentities":` +
			`{"/subscriptions/s/resourceGroups/r/providers/Microsoft.ManagedIdentity/userAssignedIdentities/u":{}}},"kind":"AIServices","properties":{"publicNetworkAccess":"Disabled"}}`},
		{"name of the child", jsonText(resource(t, g, "azapi_resource.project").Name), `"[format('{0}-foundry/p', parameters('prefix'))]"`},
		{"body in JSON", jsonText(resource(t, g, "azapi_resource.project").Body), `{"properties":{"displayName":"[format('{0}-foundry', parameters('prefix'))]"}}`},
		{"scope of a role", jsonText(resource(t, g, "azapi_resource.role").Scope), `"` + accountID + idArgs + `"`},
		{"existing", jsonText(resource(t, g, "data.azapi_resource.net").Name), `"v/sn"`},
		{"endpoint", output(t, g, "endpoint"), `"[reference(format('/subscriptions/{0}/resourceGroups/rg-{1}/providers/Microsoft.CognitiveServices/accounts/{2}-foundry', ` +
			`subscription().subscriptionId, parameters('prefix'), parameters('prefix')), '2025-06-01').endpoint]"`},
		{"declared value", output(t, g, "declared"), `"AIServices"`},
		{"keys", output(t, g, "keys"), `{"$secret":true}`},
	} {
		if test.got != test.want {
			t.Errorf("%s\n  is  %s\n  not %s", test.what, test.got, test.want)
		}
	}
	if got := jsonText(resource(t, g, "azapi_resource.role").Body); strings.Count(got, ".identity.principalId]") != 2 {
		t.Errorf("principals: %s", got)
	}
	r := g.Resolve(account.ID)
	if len(r) != 1 || len(r[0].Overlays) != 1 {
		t.Fatalf("the update isn't a part of the account: %v", r)
	}
	if f := r[0].Get("properties.encryption.keySource"); f.Presence != value.Present || jsonText(f.Value) != `"Microsoft.KeyVault"` {
		t.Errorf("the key of the update is %v", f.Presence)
	}
	if f := r[0].Get("properties.publicNetworkAccess"); jsonText(f.Value) != `"Disabled"` {
		t.Errorf("public access is %v", jsonText(f.Value))
	}
	if !resource(t, g, "data.azapi_resource.net").Existing {
		t.Error("what a data block looks up is taken to be deployed")
	}
}

// How many instances there are, and under which condition.
func TestInstances(t *testing.T) {
	g := one(t, `
variable "on" { type = bool }
variable "names" { type = set(string) }
variable "sizes" { default = { a = 1, b = 2 } }
resource "azapi_resource" "maybe" {
  count     = var.on ? 1 : 0
  type      = "Microsoft.Search/searchServices@2025-05-01"
  name      = "s"
  parent_id = "/subscriptions/s/resourceGroups/r"
  body      = { properties = { replicaCount = var.on ? 3 : 1 } }
}
resource "azapi_resource" "other" {
  count     = var.on ? 0 : 1
  type      = "Microsoft.Search/searchServices@2025-05-01"
  name      = "s"
  parent_id = "/subscriptions/s/resourceGroups/r"
}
resource "azapi_resource" "each" {
  for_each  = var.sizes
  type      = "Microsoft.Search/searchServices@2025-05-01"
  name      = "each-${each.key}"
  parent_id = "/subscriptions/s/resourceGroups/r"
  body      = { properties = { replicaCount = each.value } }
}
resource "azapi_resource" "some" {
  for_each  = var.names
  type      = "Microsoft.Search/searchServices@2025-05-01"
  name      = each.key
  parent_id = "/subscriptions/s/resourceGroups/r"
}
output "first" { value = azapi_resource.maybe[0].name }
output "tried" { value = try(azapi_resource.maybe[0].name, azapi_resource.other[0].name, "none") }
output "one" { value = one(azapi_resource.maybe[*].id) }
output "ids" { value = { for k, r in azapi_resource.each : k => r.name } }
output "single" { value = azapi_resource.each["b"].body.properties.replicaCount }
`)
	maybe := resource(t, g, "azapi_resource.maybe[0]")
	if got := value.Expr(maybe.Deployed.Value()); got != "parameters('on')" {
		t.Errorf("condition: %s", got)
	}
	if got := jsonText(maybe.Body); got != `{"properties":{"replicaCount":3}}` {
		t.Errorf("under its condition: %s", got)
	}
	if got := value.Expr(resource(t, g, "azapi_resource.other[0]").Deployed.Value()); got != "not(parameters('on'))" {
		t.Errorf("other condition: %s", got)
	}
	if n := len(g.Resolve(maybe.ID)); n != 2 {
		t.Errorf("%d alternatives, want 2", n)
	}
	resource(t, g, `azapi_resource.each["a"]`)
	some := resource(t, g, "azapi_resource.some[*]")
	if some.Loop == nil || !some.Loop.Unknown {
		t.Error("an unknown number of instances isn't marked")
	}
	for name, want := range map[string]string{
		"first": `"s"`, "tried": `"s"`,
		"one":    `"[if(parameters('on'), '/subscriptions/s/resourceGroups/r/providers/Microsoft.Search/searchServices/s', null())]"`,
		"ids":    `{"a":"each-a","b":"each-b"}`,
		"single": `2`,
	} {
		if got := output(t, g, name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
}

// Modules: equal calls, arguments, outputs, whole resources handed on, and
// modules that use each other's outputs.
func TestModules(t *testing.T) {
	g := only(t, map[string]string{
		"main.tf": azapiAccount + `
module "project" {
  source   = "./project"
  for_each = toset(["a", "b"])
  account  = azapi_resource.account
  name     = each.key
  peer     = module.other.name
}
module "other" {
  source  = "./project"
  account = { id = "/subscriptions/s/resourceGroups/r/providers/Microsoft.CognitiveServices/accounts/x", name = "x" }
  name    = "other"
  peer    = module.project["a"].fixed
}
module "away" {
  source  = "Azure/avm-res-keyvault-vault/azurerm"
  version = "0.10.0"
  name    = "kv"
}
output "names" { value = { for k, m in module.project : k => m.name } }
output "id" { value = module.project["a"].id }
output "away" { value = module.away.resource_id }
`,
		"project/main.tf": `
variable "account" { type = object({ id = string, name = string }) }
variable "name" {}
variable "peer" {}
resource "azapi_resource" "this" {
  type      = "Microsoft.CognitiveServices/accounts/projects@2025-06-01"
  name      = var.name
  parent_id = var.account.id
  body      = { properties = { description = "of ${var.account.name}, beside ${var.peer}" } }
}
output "name" { value = azapi_resource.this.name }
output "fixed" { value = "fixed" }
output "id" { value = azapi_resource.this.id }
`,
	}, analyzer.Options{})
	account := resource(t, g, "azapi_resource.account")
	var projects []*graph.Part
	for _, p := range g.Parts {
		if p.Symbol == "azapi_resource.this" {
			projects = append(projects, p)
		}
	}
	if len(projects) != 3 {
		t.Fatalf("%d projects, want 3", len(projects))
	}
	if value.IDKey(projects[0].Parent) != value.IDKey(account.ID) {
		t.Errorf("the project's parent is %s", jsonText(projects[0].Parent))
	}
	if got := jsonText(projects[0].Body); got != `{"properties":{"description":"[format('of {0}-foundry, beside other', parameters('prefix'))]"}}` {
		t.Errorf("body: %s", got)
	}
	for name, want := range map[string]string{
		"names": `{"a":"a","b":"b"}`,
		"id":    `"` + accountID + `/projects/a` + idArgs + `"`,
		"away":  `"[module.away.resource_id]"`,
	} {
		if got := output(t, g, name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	gaps := g.MayHide(g.Resolve(account.ID)[0], "Microsoft.KeyVault/vaults")
	if len(g.Gaps) != 1 || g.Gaps[0].Kind != graph.GapModule || g.Gaps[0].Name != "Azure/avm-res-keyvault-vault/azurerm 0.10.0" {
		t.Errorf("gaps: %v", g.Gaps)
	}
	if len(gaps) != 0 {
		t.Error("a module that isn't told of the account may hide what concerns it")
	}
}

// Modules that terraform init fetched are read where modules.json says.
func TestFetchedModules(t *testing.T) {
	g := only(t, map[string]string{
		"infra/main.tf": "module \"kv\" {\n  source = \"Azure/kv/azurerm\"\n  version = \"1.0.0\"\n}\noutput \"o\" { value = module.kv.name }\n",
		"infra/.terraform/modules/modules.json": `{"Modules":[{"Key":"","Source":"","Dir":"."},` +
			`{"Key":"kv","Source":"registry.terraform.io/Azure/kv/azurerm","Version":"1.0.0","Dir":".terraform/modules/kv"},` +
			`{"Key":"kv.inner","Source":"git::https://example.com/inner","Dir":".terraform/modules/kv.inner"}]}`,
		"infra/.terraform/modules/kv/main.tf":       "module \"inner\" { source = \"git::https://example.com/inner\" }\noutput \"name\" { value = module.inner.name }\n",
		"infra/.terraform/modules/kv.inner/main.tf": "output \"name\" { value = \"found\" }\n",
	}, analyzer.Options{})
	if got := output(t, g, "o"); got != `"found"` {
		t.Errorf("got %s", got)
	}
}

// Which major version of azurerm is taken, and that it is said.
func TestProviderMajor(t *testing.T) {
	const use = "resource \"azurerm_resource_group\" \"g\" {\n  name = \"g\"\n  location = \"x\"\n}\n"
	for _, test := range []struct{ name, text, lock, want string }{
		{"nothing", use, "", "version 4 of the azurerm provider, since nothing says"},
		{"constraint", "terraform {\n  required_providers {\n    azurerm = {\n      source = \"hashicorp/azurerm\"\n      version = \"~> 3.100\"\n    }\n  }\n}\n" + use, "", "version 3 of the azurerm provider, which the version constraints name"},
		{"open constraint", "terraform {\n  required_providers {\n    azurerm = { source = \"hashicorp/azurerm\", version = \">= 3.0, < 5.0\" }\n  }\n}\n" + use, "", "version 4 of the azurerm provider, one of several"},
		{"newest", "terraform {\n  required_providers {\n    azurerm = { source = \"hashicorp/azurerm\", version = \"> 4.99\" }\n  }\n}\n" + use, "", "version"},
		{"lock file", use, "provider \"registry.opentofu.org/hashicorp/azurerm\" {\n  version = \"5.1.0\"\n}\n", "version 5 of the azurerm provider, which .terraform.lock.hcl names"},
		{"not used", "locals { a = 1 }\n", "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			files := map[string]string{"main.tf": test.text}
			if test.lock != "" {
				files[".terraform.lock.hcl"] = test.lock
			}
			r := analyze(t, files, analyzer.Options{})
			got := strings.Join(r.Entries[0].Notes, "\n")
			if (test.want == "") != (got == "") || !strings.Contains(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if len(r.Problems) > 0 {
				t.Error(problems(r))
			}
		})
	}
}

// Resources without a counterpart in ARM are counted, once each, and hide
// nothing.
func TestUnmappedTypes(t *testing.T) {
	r := analyze(t, map[string]string{"main.tf": `
resource "aws_s3_bucket" "b" { bucket = "x" }
resource "random_string" "s" { length = 4 }
output "own" { value = aws_s3_bucket.b.bucket }
output "arn" { value = aws_s3_bucket.b.arn }
output "same" { value = random_string.s.result == random_string.s.result }
`}, analyzer.Options{})
	if len(r.Problems) > 0 {
		t.Error(problems(r))
	}
	if n := r.Summary.Unknown[value.ReasonUnmappedType]; n != 2 { // the bucket, and the output that reads it
		t.Errorf("%d type-not-mapped, want 2", n)
	}
	g := r.Entries[0].Graph
	for name, want := range map[string]string{"own": `"x"`, "arn": `"[aws_s3_bucket.b.arn]"`, "same": "true"} {
		if got := output(t, g, name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
}

// A value is explained down to where it was written, across modules.
func TestProvenance(t *testing.T) {
	g := only(t, map[string]string{
		"main.tf": "module \"m\" {\n  source = \"./m\"\n  settings = { public = local.public }\n}\nlocals {\n  public = \"Enabled\"\n}\n",
		"m/main.tf": `
variable "settings" { type = object({ public = string, other = optional(string, "Deny") }) }
resource "azapi_resource" "a" {
  type      = "Microsoft.CognitiveServices/accounts@2025-06-01"
  name      = "a"
  parent_id = "/subscriptions/s/resourceGroups/r"
  body      = { properties = { publicNetworkAccess = var.settings.public } }
}
`,
	}, analyzer.Options{})
	p := resource(t, g, "azapi_resource.a")
	l := value.Get(p.Body, value.ParsePath("properties.publicNetworkAccess"))
	if got := place(l.At); got != "m/main.tf:7:54" {
		t.Errorf("the property stands at %s", got)
	}
	var steps []string
	for _, s := range graph.Explain(p.Frame, l.Value.Origin()) {
		steps = append(steps, place(s.At))
	}
	if last := steps[len(steps)-1]; last != "main.tf:6:12" {
		t.Errorf("explained by %v", steps)
	}
}

// A default rests on nothing firm.
func TestAssumed(t *testing.T) {
	g := one(t, `
variable "access" { default = "Enabled" }
resource "azapi_resource" "a" {
  type      = "Microsoft.CognitiveServices/accounts@2025-06-01"
  name      = "a"
  parent_id = "/subscriptions/s/resourceGroups/r"
  body      = { properties = { publicNetworkAccess = var.access, disableLocalAuth = true } }
}
`)
	body := resource(t, g, "azapi_resource.a").Body
	for path, want := range map[string]bool{"properties.publicNetworkAccess": true, "properties.disableLocalAuth": false} {
		if got := value.Get(body, value.ParsePath(path)).Value.Origin().Assumed(); got != want {
			t.Errorf("%s: assumed is %t", path, got)
		}
	}
}

// JSON can't tell an attribute from a block: an object stands for one, an array
// for several.
func TestJSON(t *testing.T) {
	g := only(t, map[string]string{"main.tf.json": `{
  "//": "a remark",
  "variable": {"on": {"type": "bool"}},
  "resource": {
    "azurerm_storage_account": {"s": {
      "name": "st", "resource_group_name": "rg", "location": "x", "account_tier": "Standard", "account_replication_type": "LRS",
      "network_rules": {"default_action": "Deny", "bypass": ["AzureServices"]},
      "dynamic": {"identity": {"for_each": "${var.on ? [\"SystemAssigned\"] : []}", "content": {"type": "${identity.value}"}}}
    }},
    "azapi_resource": {"a": {
      "type": "Microsoft.CognitiveServices/accounts@2025-06-01", "name": "a", "parent_id": "/subscriptions/s/resourceGroups/r",
      "identity": [{"type": "SystemAssigned"}],
      "depends_on": ["azurerm_storage_account.s"],
      "body": {"properties": {"nothing": null, "text": "a\t${upper(\"b\")}"}}
    }}
  }
}`}, analyzer.Options{})
	s := resource(t, g, "azurerm_storage_account.s")
	if l := value.Get(s.Body, value.ParsePath("properties.networkAcls.defaultAction")); jsonText(l.Value) != `"Deny"` || place(l.At) != "main.tf.json:7:43" {
		t.Errorf("default action: %s at %s", jsonText(l.Value), place(l.At))
	}
	if l := value.Get(s.Body, value.ParsePath("identity.type")); !strings.Contains(jsonText(l.Value), "SystemAssigned") || l.Presence == value.Absent {
		t.Errorf("identity: %s", jsonText(l.Value))
	}
	a := resource(t, g, "azapi_resource.a")
	if got := jsonText(a.Body); got != `{"identity":{"type":"SystemAssigned"},"properties":{"text":"a\tB"}}` {
		t.Errorf("body: %s", got)
	}
	if !g.Reaches(a, s) {
		t.Error("depends_on isn't followed")
	}
}

// Roots that share modules are evaluated at the same time, and say the same.
func TestRootsShareModules(t *testing.T) {
	files := map[string]string{
		"shared/main.tf": seeds[0],
	}
	for _, name := range []string{"a", "b", "c", "d", "e", "f"} {
		files[name+"/main.tf"] = "variable \"x\" {}\nmodule \"m\" {\n  source = \"../shared\"\n  on     = var.x\n  secret = \"" + name + "\"\n}\noutput \"o\" { value = module.m.o }\n"
	}
	alone := printed(t, analyze(t, files, analyzer.Options{Jobs: 1}))
	for range 4 {
		if together := printed(t, analyze(t, files, analyzer.Options{Jobs: 8})); together != alone {
			t.Fatal("roots that are evaluated at the same time say something else")
		}
	}
}

// Resources that are made for each instance of others are as many as those, also
// where nobody knows how many; those behind a filter aren't.
func TestInstancesOfInstances(t *testing.T) {
	g := one(t, `
variable "all" { type = map(object({ name = string, on = bool })) }
resource "azapi_resource" "a" {
  for_each  = var.all
  type      = "Microsoft.Search/searchServices@2025-05-01"
  name      = each.value.name
  parent_id = "/subscriptions/s/resourceGroups/r"
}
resource "azapi_resource" "each" {
  for_each  = azapi_resource.a
  type      = "Microsoft.Authorization/locks@2020-05-01"
  name      = "l"
  parent_id = each.value.id
}
resource "azapi_resource" "mapped" {
  for_each  = { for k, v in azapi_resource.a : k => v.id }
  type      = "Microsoft.Authorization/locks@2020-05-01"
  name      = "m"
  parent_id = each.value
}
resource "azapi_resource" "filtered" {
  for_each  = { for k, v in var.all : k => azapi_resource.a[k].id if v.on }
  type      = "Microsoft.Authorization/locks@2020-05-01"
  name      = "f"
  parent_id = each.value
}
`)
	a := resource(t, g, "azapi_resource.a[*]")
	for symbol, same := range map[string]bool{"azapi_resource.each[*]": true, "azapi_resource.mapped[*]": true, "azapi_resource.filtered[*]": false} {
		p := resource(t, g, symbol)
		if got := p.Loop.Count.Key() == a.Loop.Count.Key(); got != same {
			t.Errorf("%s: as many is %t: %s and %s", symbol, got, value.Expr(p.Loop.Count), value.Expr(a.Loop.Count))
		}
		if value.IDKey(p.Scope) != value.IDKey(a.ID) {
			t.Errorf("%s is on %s", symbol, jsonText(p.Scope))
		}
	}
}

// What terraform_data gives out is what it was given.
func TestTerraformData(t *testing.T) {
	g := one(t, `
variable "prefix" { type = string }
resource "terraform_data" "kept" {
  input            = { name = "${var.prefix}-kv", public = false }
  triggers_replace = [var.prefix]
}
resource "terraform_data" "empty" {}
output "public" { value = terraform_data.kept.output.public }
output "name" { value = terraform_data.kept.output.name }
output "none" { value = terraform_data.empty.output }
`)
	for name, want := range map[string]string{
		"public": "false", "name": `"[format('{0}-kv', parameters('prefix'))]"`, "none": "null",
	} {
		if got := output(t, g, name); got != want {
			t.Errorf("%s is %s, not %s", name, got, want)
		}
	}
}

// Version 1 of azapi gives its output as JSON text, later ones as an object:
// both are the same answer.
func TestOutputAsText(t *testing.T) {
	g := one(t, `
resource "azapi_resource" "account" {
  type                   = "Microsoft.CognitiveServices/accounts@2025-06-01"
  name                   = "a"
  parent_id              = "/subscriptions/s/resourceGroups/r"
  response_export_values = ["identity.principalId"]
}
data "azapi_resource_action" "keys" {
  type                   = "Microsoft.CognitiveServices/accounts@2025-06-01"
  resource_id            = azapi_resource.account.id
  action                 = "listKeys"
  response_export_values = ["*"]
}
locals { answer = jsondecode(azapi_resource.account.output) }
output "text" { value = local.answer.identity.principalId }
output "object" { value = azapi_resource.account.output.identity.principalId }
output "key" { value = jsondecode(data.azapi_resource_action.keys.output).key1 }
output "inner" { value = jsondecode(azapi_resource.account.output.properties.settings).a }
`)
	want := output(t, g, "object")
	if got := output(t, g, "text"); got != want || !strings.Contains(got, "principalId") {
		t.Errorf("as text it is %s, as an object %s", got, want)
	}
	if got := output(t, g, "key"); got != `{"$secret":true}` {
		t.Errorf("a key is %s", got)
	}
	if got := output(t, g, "inner"); !strings.Contains(got, "tf.jsondecode(") {
		t.Errorf("JSON inside the answer is %s", got)
	}
}
