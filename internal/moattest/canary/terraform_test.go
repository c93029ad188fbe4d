package canary

import (
	"strings"
	"testing"

	"moat/analyzer/language"
)

// terraformSite uses a secret wherever an expression of Terraform can.
const terraformSite = `
resource "azapi_resource" "site" {
  type      = "Microsoft.Web/sites@2023-12-01"
  name      = "site"
  parent_id = "/subscriptions/s/resourceGroups/rg"
  tags      = { secret = SECRET }
  body = {
    properties = {
      plain      = SECRET
      text       = "Server=tcp:x;Password=${SECRET};"
      heredoc    = <<-EOT
        first
        ${SECRET}
      EOT
      directive  = "%{if var.unknown}${SECRET}%{else}no%{endif}"
      repeated   = "%{for x in [SECRET, "b"]}${x};%{endfor}"
      lower      = upper(lower("${SECRET}other"))
      encoded    = base64encode(SECRET)
      nested     = { a = [SECRET, { b = SECRET }] }
      json       = jsonencode({ a = SECRET })
      yaml       = yamlencode({ a = SECRET })
      join       = join(",", [SECRET, "b"])
      replaced   = replace(SECRET, "x", "y")
      taken      = substr(SECRET, 0, 9)
      chosen     = var.unknown ? SECRET : "no"
      mapped     = [for x in [SECRET] : { value = x }]
      keyed      = { for x in [SECRET] : x => 1 }
      merged     = merge({ a = "b" }, { a = SECRET })
      mergedOpen = merge(var.open, { a = SECRET })
      compared   = SECRET == "x"
      formatted  = format("%s-%s", var.unknown, SECRET)
      mixed      = "${var.open.name}${SECRET}"
      coalesced  = try(var.open.name, SECRET)
      indexed    = { x = SECRET }[var.open.name]
      looked     = lookup({ x = SECRET }, "x", "none")
      split      = split("-", SECRET)
      list       = concat([SECRET], ["b"])
      set        = toset([SECRET])
    }
  }
}
output "o" {
  value     = SECRET
  sensitive = true
}
output "p" {
  value     = "${var.open.name}${SECRET}"
  sensitive = true
}
output "q" { value = [SECRET] }
`

const terraformUnknowns = "variable \"unknown\" { type = bool }\nvariable \"open\" {}\n"

// A sensitive value of Terraform is printed in no format, wherever it comes from
// and whatever is made of it.
func TestNoTerraformSecretIsPrinted(t *testing.T) {
	site := func(secret string) string { return terraformUnknowns + with(secret, terraformSite) }
	tests := []struct {
		name  string
		files map[string]string
		vars  []language.Var
	}{
		{name: "default of a sensitive variable", files: map[string]string{
			"main.tf": "variable \"password\" {\n  default   = \"CANARY1\"\n  sensitive = true\n}\n" + site("var.password"),
		}},
		{name: "ephemeral variable", files: map[string]string{
			"main.tf": "variable \"password\" {\n  default   = \"CANARY2\"\n  ephemeral = true\n}\n" + site("var.password"),
		}},
		{name: "default of an object", files: map[string]string{
			"main.tf": "variable \"login\" {\n  type = object({ user = string, password = string, more = optional(list(string), [\"CANARY3\"]) })\n" +
				"  default   = { user = \"CANARY4\", password = \"CANARY5\" }\n  sensitive = true\n}\n" + site("var.login.password") +
				"output \"r\" { value = var.login }\noutput \"s\" { value = keys(var.login) }\noutput \"t\" { value = var.login.more[0] }\n",
		}},
		{name: "files of values", files: map[string]string{
			"main.tf":            "variable \"password\" { sensitive = true }\nvariable \"other\" { sensitive = true }\n" + site("var.password") + "output \"x\" { value = var.other }\n",
			"terraform.tfvars":   "password = \"CANARY6\"\nopen = { name = \"n\" }\n",
			"z.auto.tfvars.json": `{"other": {"a": ["CANARY7"]}}`,
		}},
		{name: "values on the command line", files: map[string]string{
			"main.tf": "variable \"password\" { sensitive = true }\nvariable \"whole\" {\n  type = any\n  sensitive = true\n}\nvariable \"number\" {\n  type = number\n  sensitive = true\n}\n" +
				site("var.password") + "output \"x\" { value = [var.whole, var.number] }\n",
		}, vars: []language.Var{{Name: "password", Value: `"CANARY8"`}, {Name: "whole", Value: `{ a = "CANARY9" }`}, {Name: "number", Value: "CANARY10"}}},
		{name: "sensitive()", files: map[string]string{
			"main.tf": "locals { password = sensitive(\"CANARY11\") }\n" + site("local.password"),
		}},
		{name: "sensitive() through locals", files: map[string]string{
			"main.tf": "locals {\n  inner = \"CANARY12\"\n  parts = { a = [local.inner, \"CANARY13\"] }\n  password = sensitive(join(\"-\", local.parts.a))\n}\n" + site("local.password"),
		}},
		{name: "arguments of a module", files: map[string]string{
			"main.tf": terraformUnknowns + "locals { kept = \"CANARY14\" }\nmodule \"m\" {\n  source   = \"./m\"\n  unknown  = var.unknown\n  open     = var.open\n" +
				"  password = \"x-CANARY15\"\n  second   = var.unknown ? \"CANARY16\" : local.kept\n  whole    = { deep = [\"CANARY17\"] }\n}\noutput \"back\" { value = module.m.back }\n",
			"m/main.tf": "variable \"password\" { sensitive = true }\nvariable \"second\" { sensitive = true }\nvariable \"whole\" { sensitive = true }\n" + site("var.second") +
				"output \"back\" {\n  value     = [var.password, var.whole]\n  sensitive = true\n}\noutput \"kept\" {\n  value     = \"CANARY18\"\n  sensitive = true\n}\n",
		}},
		{name: "two levels of modules", files: map[string]string{
			"main.tf":   terraformUnknowns + "module \"m\" {\n  source   = \"./m\"\n  unknown  = var.unknown\n  open     = var.open\n  password = \"CANARY19\"\n}\n",
			"m/main.tf": terraformUnknowns + "variable \"password\" {}\nmodule \"n\" {\n  source   = \"../n\"\n  unknown  = var.unknown\n  open     = var.open\n  password = var.password\n}\n",
			"n/main.tf": "variable \"password\" { sensitive = true }\n" + site("var.password"),
		}},
		{name: "sensitive_body", files: map[string]string{
			"main.tf": "resource \"azapi_resource\" \"a\" {\n  type = \"Microsoft.Web/sites@2023-12-01\"\n  name = \"a\"\n  parent_id = \"/subscriptions/s/resourceGroups/rg\"\n" +
				"  body = { properties = { open = 1 } }\n  sensitive_body = { properties = { password = \"CANARY20\", list = [\"CANARY21\"] } }\n}\noutput \"o\" { value = azapi_resource.a.output }\n",
		}},
		{name: "instances keyed by a secret", files: map[string]string{
			"main.tf": "variable \"password\" {\n  default   = \"CANARY22\"\n  sensitive = true\n}\nresource \"azapi_resource\" \"a\" {\n  for_each = toset([var.password])\n" +
				"  type = \"Microsoft.Web/sites@2023-12-01\"\n  name = each.key\n  parent_id = \"/subscriptions/s/resourceGroups/${each.value}\"\n}\noutput \"o\" { value = azapi_resource.a[\"none\"].id }\n",
		}},
		{name: "mistakes with a secret", files: map[string]string{
			"main.tf": "variable \"password\" {\n  default   = \"CANARY23\"\n  sensitive = true\n}\nlocals {\n  a = tonumber(var.password)\n  b = [1][var.password]\n  c = { a = 1 }[var.password]\n" +
				"  d = var.password.x\n  e = file(var.password)\n  f = jsondecode(var.password)\n  g = 1 + var.password\n  h = var.password ? 1 : 2\n  i = { (var.password) = 1 }.none\n" +
				"  j = cidrhost(var.password, 1)\n  k = regex(var.password, var.password)\n  l = formatdate(var.password, var.password)\n  m = { for x in [var.password, var.password] : x => 1 }\n" +
				"  n = merge(var.password, {})\n  o = format(var.password, 1, 2)\n  p = base64decode(var.password)\n  q = parseint(var.password, 10)\n  r = element([], var.password)\n  s = yamldecode(\"{${var.password}\")\n" +
				"  t = templatefile(var.password, {})\n  u = index([\"a\"], var.password)\n}\n" + site("var.password"),
		}},
		{name: "JSON", files: map[string]string{
			"main.tf.json": `{"variable": {"password": {"default": "CANARY24", "sensitive": true}},
				"resource": {"azapi_resource": {"a": {"type": "Microsoft.Web/sites@2023-12-01", "name": "a", "parent_id": "/subscriptions/s/resourceGroups/rg",
				"body": {"properties": {"p": "${var.password}", "q": "x-${var.password}"}}}}}}`,
		}},
		{name: "attribute of azurerm", files: map[string]string{
			"main.tf": "variable \"password\" {\n  default   = \"CANARY25\"\n  sensitive = true\n}\nresource \"azurerm_storage_account\" \"s\" {\n  name = \"st\"\n  resource_group_name = \"rg\"\n" +
				"  location = \"x\"\n  account_tier = \"Standard\"\n  account_replication_type = \"LRS\"\n  tags = { p = var.password }\n}\n",
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			found := leaks(t, test.files, test.vars...)
			for i, l := range found {
				if i == 12 {
					t.Errorf("… and %d more", len(found)-i)
					break
				}
				t.Error(l)
			}
		})
	}
}

// Something must be there to be found.
func TestPlainTerraformTextsArePrinted(t *testing.T) {
	text := "variable \"password\" { default = \"CANARY1\" }\n" + terraformUnknowns + with("var.password", terraformSite)
	if len(leaks(t, map[string]string{"main.tf": strings.ReplaceAll(text, "sensitive = true", "")})) == 0 {
		t.Error("the texts would not be found")
	}
}
