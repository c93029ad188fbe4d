param network string

resource group 'Microsoft.Network/networkSecurityGroups@2024-05-01' existing = {
  name: 'contoso-group'
}

resource agents 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {
  name: '${network}/agents'
  properties: {
    addressPrefix: '10.20.0.0/24'
    networkSecurityGroup: { id: group.id }
    delegations: [{ name: 'agents', properties: { serviceName: 'Microsoft.App/environments' } }]
  }
}
