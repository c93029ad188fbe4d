resource "azurerm_policy_definition" "least" {
  management_group_id = "/providers/Microsoft.Management/managementGroups/contoso"
  name                = "contoso-least"
  policy_type         = "Static"
  mode                = "Microsoft.Synapse.Data"
  display_name        = "display-name"
}

resource "azurerm_policy_definition" "all" {
  management_group_id = "/providers/Microsoft.Management/managementGroups/contoso"
  name                = "contoso-all"
  policy_type         = "Static"
  mode                = "Microsoft.Synapse.Data"
  policy_rule         = jsonencode({ if = { field = "type", equals = "Microsoft.Storage/storageAccounts" }, then = { effect = "audit" } })
  parameters          = jsonencode({ effect = { value = "Audit" } })
  metadata            = jsonencode({ category = "AI" })
  display_name        = "display-name"
}
