variable "project_id" {
  type = string
}

resource "azapi_resource" "vectors" {
  type      = "Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01"
  name      = "vectors"
  parent_id = var.project_id

  body = {
    properties = {
      category = "CognitiveSearch"
      authType = "ApiKey" # want "stores a key"
      target   = "https://contoso.search.windows.net"
    }
  }
}
