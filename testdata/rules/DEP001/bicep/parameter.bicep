param service string

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'contoso-network'
  location: 'westeurope'
  properties: {
    addressSpace: { addressPrefixes: ['10.20.0.0/16'] }
    subnets: [
      {
        name: 'agents'
        properties: {
          addressPrefix: '10.20.0.0/24'
          delegations: [
            {
              name: 'Microsoft.app/environments'
              properties: { serviceName: service } // want undetermined "is spelled right can't be decided"
            }
          ]
        }
      }
      {
        name: 'apps'
        properties: {
          addressPrefix: '10.20.1.0/24'
          delegations: [{ name: 'apps', properties: { serviceName: 'microsoft.app/environments' } }]
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
    networkInjections: [{ scenario: 'agent', subnetArmId: '${network.id}/subnets/agents' }]
  }
}
