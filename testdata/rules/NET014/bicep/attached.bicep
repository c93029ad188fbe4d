// scope: agent
// Only groups of subnets that serve agents.
resource ours 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'contoso-ours'
  location: 'westeurope'
  properties: {
    securityRules: [
      { name: 'allow', properties: { direction: 'Inbound', access: 'Allow', priority: 200, protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } } // want error "lets traffic in from anywhere"
    ]
  }
}

resource theirs 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'contoso-theirs'
  location: 'westeurope'
  properties: {
    securityRules: [
      { name: 'allow', properties: { direction: 'Inbound', access: 'Allow', priority: 200, protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }
    ]
  }
}

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
          networkSecurityGroup: { id: ours.id }
          delegations: [{ name: 'agents', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      { name: 'gateway', properties: { addressPrefix: '10.20.1.0/24', networkSecurityGroup: { id: theirs.id } } }
    ]
  }
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
