variable "replication" {
  type = string
}

variable "zones" {
  type    = string
  default = "ZRS"
}


locals {
  # One for each store, the second with copies elsewhere.
  stores = {
    here  = "LRS"
    there = "GZRS"
  }
}

resource "azurerm_storage_account" "local" {
  name                     = "contosolocal"
  location                 = "westeurope"
  resource_group_name      = "contoso-agents"
  account_tier             = "Standard"
  account_replication_type = "LRS" # want "sku.name is \"Standard_LRS\""
}

resource "azurerm_storage_account" "premium" {
  name                     = "contosopremium"
  location                 = "westeurope"
  resource_group_name      = "contoso-agents"
  account_kind             = "BlockBlobStorage"
  account_tier             = "Premium"
  account_replication_type = "ZRS" # want "premium storage can't be geo-redundant"
}

resource "azurerm_storage_account" "geo" {
  name                     = "contosogeo"
  location                 = "westeurope"
  resource_group_name      = "contoso-agents"
  account_tier             = "Standard"
  account_replication_type = "GZRS"
}

resource "azurerm_storage_account" "plain_geo" {
  name                     = "contosoplaingeo"
  location                 = "westeurope"
  resource_group_name      = "contoso-agents"
  account_tier             = "Standard"
  account_replication_type = "RAGRS" # want note "in it stands in one datacenter"
}

resource "azurerm_storage_account" "unknown" {
  name                     = "contosounknown"
  location                 = "westeurope"
  resource_group_name      = "contoso-agents"
  account_tier             = "Standard"
  account_replication_type = var.replication # want undetermined "\"replication\", which has no default"
}

resource "azurerm_storage_account" "assumed" {
  name                     = "contosoassumed"
  location                 = "westeurope"
  resource_group_name      = "contoso-agents"
  account_tier             = "Standard"
  account_replication_type = var.zones # want assumed "Standard_ZRS"
}

resource "azurerm_storage_account" "store" {
  for_each = local.stores

  name                     = "contoso${each.key}"
  location                 = "westeurope"
  resource_group_name      = "contoso-agents"
  account_tier             = "Standard"
  account_replication_type = each.value # want "Standard_LRS"
}

resource "azurerm_storage_account" "second" {
  name                              = "contososecond"
  location                          = "westeurope"
  resource_group_name               = "contoso-agents"
  account_tier                      = "Standard"
  provisioned_billing_model_version = "V2"
  account_replication_type          = "ZRS" # want "StandardV2_ZRS"
}
