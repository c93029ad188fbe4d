// A small agent deployment as one finds it in many tutorials: it works at once,
// and it is open to anyone who finds its name or one of its keys.
targetScope = 'resourceGroup'

@description('Where everything goes.')
param location string = resourceGroup().location

@description('Begins every name.')
@minLength(3)
@maxLength(12)
param prefix string = 'support'

@description('Who may reach the account over the network.')
@allowed(['Enabled', 'Disabled'])
param publicAccess string = 'Enabled'

var accountName = '${prefix}-${uniqueString(resourceGroup().id)}'

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: accountName
  location: location
  kind: 'AIServices'
  sku: {
    name: 'S0'
  }
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    allowProjectManagement: true
    customSubDomainName: accountName
    disableLocalAuth: false
    publicNetworkAccess: publicAccess
  }
}

resource project 'Microsoft.CognitiveServices/accounts/projects@2025-06-01' = {
  parent: account
  name: 'helpdesk'
  location: location
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    displayName: 'Help desk'
    description: 'Answers questions about orders.'
  }
}

resource model 'Microsoft.CognitiveServices/accounts/deployments@2025-06-01' = {
  parent: account
  name: 'gpt-4o'
  sku: {
    name: 'GlobalStandard'
    capacity: 10
  }
  properties: {
    model: {
      format: 'OpenAI'
      name: 'gpt-4o'
      version: '2024-11-20'
    }
  }
}

output endpoint string = account.properties.endpoint
