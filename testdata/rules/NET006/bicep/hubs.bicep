// want error "no private endpoint leads to sub-resource \"amlworkspace\" of the hub, though the deployment is meant to be private"
resource alone 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: 'contoso-alone'
  location: 'westeurope'
  kind: 'Hub'
  properties: {
    publicNetworkAccess: 'Disabled'
  }
}

resource reached 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: 'contoso-reached'
  location: 'westeurope'
  kind: 'Hub'
  properties: {
    publicNetworkAccess: 'Disabled'
  }
}

resource project 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: 'contoso-project'
  location: 'westeurope'
  kind: 'Project'
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

resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'contoso-endpoint'
  location: 'westeurope'
  properties: {
    subnet: { id: network::subnet.id }
    privateLinkServiceConnections: [
      {
        name: 'connection'
        properties: {
          privateLinkServiceId: reached.id
          groupIds: ['amlworkspace']
        }
      }
    ]
  }
}
