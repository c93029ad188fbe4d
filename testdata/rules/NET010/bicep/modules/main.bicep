module network 'network.bicep' = {
  name: 'network'
  params: {
    range: '10.20.0.0/26' // want warning "its range is /26"
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
        subnetArmId: network.outputs.agents
      }
    ]
  }
}
