resource "azurerm_security_center_subscription_pricing" "least" {
  tier = "Standard"
}

resource "azurerm_security_center_subscription_pricing" "all" {
  resource_type = "AI"
  tier          = "Standard"
  subplan       = "subplan"

  extension {
    name = "OnUploadMalwareScanning"
    additional_extension_properties = {
      CapGBPerMonthPerStorageAccount = "5000"
    }
  }
}
