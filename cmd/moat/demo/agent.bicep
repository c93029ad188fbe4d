// An agent deployment as one finds it in many tutorials: it works at once, and
// it has a gap of each kind that Moat looks for. agent.json and agent.tf say the
// same in ARM JSON and Terraform.
targetScope = 'resourceGroup'

@description('Where everything goes.')
param location string = resourceGroup().location

@description('Begins every name.')
@minLength(3)
@maxLength(12)
param prefix string = 'support'

@description('Whether callers may use the keys of the account.')
param keyAccess bool = true

@description('How many copies of the agents\' files are kept, and where.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GZRS'])
param redundancy string = 'Standard_LRS'

var accountName = '${prefix}-${uniqueString(resourceGroup().id)}'
var storageName = '${prefix}${uniqueString(resourceGroup().id)}'

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: '${prefix}-network'
  location: location
  properties: {
    addressSpace: {
      addressPrefixes: ['10.20.0.0/16']
    }
  }

  resource agents 'subnets' = {
    name: 'agents'
    properties: {
      addressPrefix: '10.20.0.0/28'
      delegations: [
        {
          name: 'agents'
          properties: {
            serviceName: 'Microsoft.App/environments'
          }
        }
      ]
    }
  }
}

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
    disableLocalAuth: !keyAccess
    publicNetworkAccess: 'Disabled'
    networkInjections: [
      {
        scenario: 'agent'
        subnetArmId: network::agents.id
        useMicrosoftManagedNetwork: false
      }
    ]
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

  resource files 'connections' = {
    name: 'files'
    properties: {
      category: 'AzureStorageAccount'
      target: storage.properties.primaryEndpoints.blob
      authType: 'AAD'
      metadata: {
        ApiType: 'Azure'
        ResourceId: storage.id
        location: location
      }
    }
  }
}

resource storage 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: storageName
  location: location
  kind: 'StorageV2'
  sku: {
    name: redundancy
  }
  properties: {
    allowSharedKeyAccess: false
    publicNetworkAccess: 'Disabled'
  }
}
