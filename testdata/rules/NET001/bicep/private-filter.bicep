// Agents run in a network of their own, yet the account lets some of the public in.

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-account'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    publicNetworkAccess: 'Enabled' // want warning "though the deployment is meant to be private"
    networkAcls: { defaultAction: 'Deny', ipRules: [{ value: '203.0.113.7' }] }
    networkInjections: [{ scenario: 'agent', subnetArmId: subnet.id }]
  }
}

resource subnet 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' existing = {
  name: 'contoso-network/agents'
}
