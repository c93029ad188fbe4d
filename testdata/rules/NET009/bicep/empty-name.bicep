// What azurerm sends where nothing is written.
resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    customSubDomainName: '' // want warning "for which customSubDomainName must be set"
    publicNetworkAccess: 'Disabled'
    networkInjections: [
      { scenario: 'agent', subnetArmId: resourceId('Microsoft.Network/virtualNetworks/subnets', 'contoso-network', 'agents') }
    ]
  }
}
