resource "azurerm_monitor_action_group" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  short_name          = "oncall"
}

resource "azurerm_monitor_action_group" "all" {
  resource_group_name = "contoso"
  name                = "contoso-all"
  short_name          = "oncall"
  enabled             = false
  tags = {
    team = "agents"
  }

  email_receiver {
    email_address = "oncall@contoso.com"
  }

  webhook_receiver {
    service_uri = "https://oncall.contoso.com"

    aad_auth {
      object_id = "33333333-3333-3333-3333-333333333333"
    }
  }

  arm_role_receiver {
    role_id = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"
  }

  logic_app_receiver {
    resource_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"
  }

  azure_function_receiver {
    function_app_resource_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Web/sites/contoso-tools"
  }
}
