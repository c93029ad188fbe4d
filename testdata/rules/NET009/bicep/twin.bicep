resource injected 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-injected'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    customSubDomainName: 'contoso-injected'
    publicNetworkAccess: 'Disabled'
    networkInjections: [
      {
        scenario: 'agent'
        subnetArmId: resourceId('Microsoft.Network/virtualNetworks/subnets', 'contoso-network', 'agents')
        useMicrosoftManagedNetwork: false
      }
    ]
  }
}

resource absent 'Microsoft.CognitiveServices/accounts@2025-06-01' = { // want error "the account's agents run in Microsoft's public network, though the deployment is meant to be private: networkInjections isn't set"
  name: 'contoso-absent'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: { allowProjectManagement: true, customSubDomainName: 'contoso-absent' }
}

resource none 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-none'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    customSubDomainName: 'contoso-none'
    networkInjections: [{ scenario: 'none' }] // want error "networkInjections has no element with scenario 'agent'"
  }
}
