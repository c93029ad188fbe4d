// A function app keeps its triggers in queues, another one its content in a file share.

// want "no private endpoint leads to sub-resource \"queue\" of the storage account"
resource host 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'contosohost'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    publicNetworkAccess: 'Disabled'
  }
}

// want "no private endpoint leads to sub-resource \"file\" of the storage account"
resource content 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'contosocontent'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    publicNetworkAccess: 'Disabled'
  }
}

resource website 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'contosowebsite'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    publicNetworkAccess: 'Disabled'
  }
}

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {
  name: 'contoso-network'

  resource subnet 'subnets' existing = {
    name: 'endpoints'
  }
}

resource a 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'contoso-a'
  location: 'westeurope'
  properties: {
    subnet: { id: network::subnet.id }
    privateLinkServiceConnections: [
      {
        name: 'connection'
        properties: {
          privateLinkServiceId: host.id
          groupIds: ['blob']
        }
      }
    ]
  }
}

resource b 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'contoso-b'
  location: 'westeurope'
  properties: {
    subnet: { id: network::subnet.id }
    privateLinkServiceConnections: [
      {
        name: 'connection'
        properties: {
          privateLinkServiceId: content.id
          groupIds: ['blob']
        }
      }
    ]
  }
}

resource c 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'contoso-c'
  location: 'westeurope'
  properties: {
    subnet: { id: network::subnet.id }
    privateLinkServiceConnections: [
      {
        name: 'connection'
        properties: {
          privateLinkServiceId: website.id
          groupIds: ['blob']
        }
      }
    ]
  }
}

resource tool 'Microsoft.Web/sites@2024-04-01' = {
  name: 'contoso-tool'
  location: 'westeurope'
  kind: 'functionapp,linux'
  properties: {
    siteConfig: {
      appSettings: [
        { name: 'AzureWebJobsStorage__accountName', value: host.name }
      ]
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: {
      WEBSITE_CONTENTAZUREFILECONNECTIONSTRING: 'DefaultEndpointsProtocol=https;AccountName=${content.name};AccountKey=${content.listKeys().keys[0].value}'
    }
  }
}
