resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'contoso-network'
  location: 'westeurope'
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.20.0.0/16'
      ]
    }
    subnets: [
      {
        name: 'agents'
        properties: {
          addressPrefix: '10.20.0.0/24'
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
    ]
  }
}

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-account'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    publicNetworkAccess: 'Disabled'
    networkInjections: [
      {
        scenario: 'agent'
        subnetArmId: '${network.id}/subnets/agents'
      }
    ]
  }
}

resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'contoso-endpoint'
  location: 'westeurope'
  properties: {
    subnet: {
      id: '${network.id}/subnets/AGENTS' // want "the private endpoint stands in the agents' subnet"
    }
    privateLinkServiceConnections: []
  }
}

resource site 'Microsoft.Web/sites@2024-04-01' = {
  name: 'contoso-site'
  location: 'westeurope'
  properties: {
    virtualNetworkSubnetId: '${network.id}/subnets/agents' // want "the web app stands in the agents' subnet"
  }
}

resource apps 'Microsoft.App/managedEnvironments@2025-01-01' = {
  name: 'contoso-apps'
  location: 'westeurope'
  properties: {
    vnetConfiguration: {
      infrastructureSubnetId: '${network.id}/subnets/agents' // want "the Container Apps environment stands in the agents' subnet"
    }
  }
}

resource card 'Microsoft.Network/networkInterfaces@2024-05-01' = {
  name: 'contoso-card'
  location: 'westeurope'
  properties: {
    ipConfigurations: [
      {
        name: 'first'
        properties: {
          subnet: {
            id: '${network.id}/subnets/agents' // want "the network interface stands in the agents' subnet"
          }
        }
      }
    ]
  }
}
