package terraform_test

import (
	"context"
	"strings"
	"testing"

	"moat/analyzer"
	"moat/analyzer/diag"
	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/parsers/terraform"
)

// Whatever stands in a file: no panic, every problem has a place in the file,
// every resource a head, and a second run says the same.
func FuzzEvaluate(f *testing.F) {
	for name, files := range hostile() {
		for _, text := range files {
			if len(text) < 1500 && name != "nested loops" {
				f.Add(text)
			}
		}
	}
	for _, text := range seeds {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<14 {
			return
		}
		name := "main.tf"
		if strings.HasPrefix(text, "{") {
			name = "main.tf.json"
		}
		run := func() *analyzer.Report {
			engine := analyzer.Engine{Languages: []language.Language{terraform.Language{}}}
			r, err := engine.Analyze(context.Background(), source.Map(map[string]string{name: text}), analyzer.Options{Paths: []string{"."}, Jobs: 1})
			if err != nil {
				t.Fatal(err)
			}
			return r
		}
		r := run()
		for _, p := range r.Problems {
			switch {
			case p.Kind == diag.Internal:
				t.Fatalf("%s: %s", place(p.At), p.Message)
			case !p.At.IsValid() || p.At.End > p.At.File.Len() || p.Message == "":
				t.Fatalf("a problem without a place or a message: %v", p)
			case strings.ContainsAny(p.At.Text(), "\n"):
				t.Fatalf("%s: the place runs over a line: %s", place(p.At), p.Message)
			}
		}
		for _, e := range r.Entries {
			for _, p := range e.Graph.Parts {
				if !p.At.IsValid() || p.ID == nil || p.Name == nil || p.OwnName == nil {
					t.Fatalf("%s is not complete", p.Symbol)
				}
			}
		}
		if again := run(); problems(again) != problems(r) || printed(t, again) != printed(t, r) {
			t.Fatal("a second run says something else")
		}
	})
}

// seeds are configurations that use most of the language.
var seeds = []string{`
variable "names" {
  type    = map(object({ size = optional(number, 1), tags = optional(map(string)) }))
  default = { a = {}, b = { size = "2" } }
  validation {
    condition     = length(var.names) > 0
    error_message = "none"
  }
}
variable "on" { type = bool }
variable "secret" {
  type      = string
  sensitive = true
}
locals {
  list = [for k, v in var.names : "${k}-${v.size}" if v.size > 0]
  text = <<-EOT
    %{for x in local.list~}
    ${x}
    %{endfor~}
  EOT
  tried = try(azapi_resource.maybe[0].id, null)
}
resource "azapi_resource" "maybe" {
  count     = var.on ? 1 : 0
  type      = "Microsoft.CognitiveServices/accounts@2025-06-01"
  name      = "acc${count.index}"
  parent_id = "/subscriptions/s/resourceGroups/rg"
  identity { type = "SystemAssigned" }
  body = merge({ properties = { disableLocalAuth = var.on } }, { kind = "AIServices" })
}
resource "azapi_resource" "each" {
  for_each  = var.names
  type      = "Microsoft.CognitiveServices/accounts/projects@2025-06-01"
  name      = each.key
  parent_id = one(azapi_resource.maybe[*].id)
  body      = jsonencode({ properties = { displayName = each.value.tags["x"], key = var.secret } })
}
resource "azurerm_storage_account" "s" {
  name = "x"
  dynamic "network_rules" {
    for_each = var.on ? [1] : []
    iterator = it
    content { default_action = it.value == 1 ? "Deny" : "Allow" }
  }
}
resource "azapi_update_resource" "u" {
  type        = "Microsoft.CognitiveServices/accounts@2025-06-01"
  resource_id = azapi_resource.maybe[0].id
  body        = { properties = { encryption = { keySource = "Microsoft.KeyVault" } } }
}
output "o" { value = [azapi_resource.each["a"].id, local.text, local.tried, azapi_resource.maybe[*].identity[0].principal_id] }
`, `
module "m" {
  source    = "./m"
  providers = { azurerm = azurerm.hub }
  x         = module.m.y
}
provider "azurerm" {
  alias           = "hub"
  subscription_id = "00000000-0000-0000-0000-000000000000"
}
data "azapi_resource" "d" {
  type        = "Microsoft.Network/virtualNetworks/subnets@2024-05-01"
  resource_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/s"
}
`, `{"variable": {"on": {"type": "bool"}}, "locals": {"a": ["x", "${upper(\"y\")}"]},
"resource": {"azapi_resource": {"a": {"count": "${var.on ? 1 : 0}", "type": "Microsoft.X/y@2025-01-01", "name": "n", "parent_id": "/", "body": {"k\t": "${local.a[0]}"}}}}}`}
