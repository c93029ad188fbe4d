// Of a subnet that is there already only the sharing is judged.
resource network 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {
  name: 'contoso-network'

  resource subnet 'subnets' existing = {
    name: 'agents'
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
        subnetArmId: network::subnet.id
      }
    ]
  }
}

resource second 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-second'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    publicNetworkAccess: 'Disabled'
    networkInjections: [
      {
        scenario: 'agent'
        subnetArmId: network::subnet.id // want "serves a second account already"
      }
    ]
  }
}
