// scope: agent
param groupId string
param secured bool
param policies string

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'contoso-network'
  location: 'westeurope'
  properties: { addressSpace: { addressPrefixes: ['10.20.0.0/16'] } }
}

resource group 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'contoso-group'
  location: 'westeurope'

  resource deny 'securityRules' = {
    name: 'deny'
    properties: {
      direction: 'Inbound'
      access: 'Deny'
      priority: 4096
      protocol: '*'
      sourceAddressPrefix: '*'
      sourcePortRange: '*'
      destinationAddressPrefix: '*'
      destinationPortRange: '*'
    }
  }
}

resource agents 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = { // want warning "the agents' subnet has no network security group"
  parent: network
  name: 'agents'
  properties: {
    addressPrefix: '10.20.0.0/24'
    delegations: [{ name: 'agents', properties: { serviceName: 'Microsoft.App/environments' } }]
  }
}

resource endpoints 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = { // want warning "the network security group doesn't hold for private endpoints: privateEndpointNetworkPolicies isn't set, and Azure's default is Disabled"
  parent: network
  name: 'endpoints'
  properties: { addressPrefix: '10.20.1.0/24', networkSecurityGroup: { id: group.id } }
}

resource routes 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {
  parent: network
  name: 'routes'
  properties: {
    addressPrefix: '10.20.2.0/24'
    networkSecurityGroup: { id: groupId }
    privateEndpointNetworkPolicies: 'RouteTableEnabled' // want warning "the network security group doesn't hold for private endpoints"
  }
}

resource enforced 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {
  parent: network
  name: 'enforced'
  properties: {
    addressPrefix: '10.20.3.0/24'
    networkSecurityGroup: { id: group.id }
    privateEndpointNetworkPolicies: 'Enabled'
  }
}

resource unknown 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {
  parent: network
  name: 'unknown'
  properties: {
    addressPrefix: '10.20.4.0/24'
    networkSecurityGroup: { id: group.id }
    privateEndpointNetworkPolicies: policies // want undetermined "whether the network security group holds for private endpoints can't be decided"
  }
}

resource maybe 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {
  parent: network
  name: 'maybe'
  properties: {
    addressPrefix: '10.20.5.0/24'
    networkSecurityGroup: secured ? { id: group.id } : null // want undetermined "whether the private endpoints' subnet has a network security group can't be decided"
    privateEndpointNetworkPolicies: 'Enabled'
  }
}

// Nothing of the agents stands in it.
resource others 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {
  parent: network
  name: 'others'
  properties: { addressPrefix: '10.20.6.0/24' }
}

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    publicNetworkAccess: 'Disabled'
    networkInjections: [{ scenario: 'agent', subnetArmId: agents.id }]
  }
}

resource points 'Microsoft.Network/privateEndpoints@2024-05-01' = [for id in [endpoints.id, routes.id, enforced.id, unknown.id, maybe.id]: {
  name: 'contoso-${last(split(id, '/'))}'
  location: 'westeurope'
  properties: {
    subnet: { id: id }
    privateLinkServiceConnections: [{ name: 'account', properties: { privateLinkServiceId: account.id, groupIds: ['account'] } }]
  }
}]
