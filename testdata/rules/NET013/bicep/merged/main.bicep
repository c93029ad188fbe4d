// scope: agent
// The subnet is written in its network, and again with its group in a module.
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
          delegations: [{ name: 'agents', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
    ]
  }
}

module secured 'secured.bicep' = {
  name: 'secured'
  params: { network: network.name }
}

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    networkInjections: [{ scenario: 'agent', subnetArmId: '${network.id}/subnets/agents' }]
  }
}
