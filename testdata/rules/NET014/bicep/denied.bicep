// What a rule with a lower number denies, one with a higher number can't allow.
param priority int
param extra bool

resource closed 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'contoso-closed'
  location: 'westeurope'
  properties: {
    securityRules: [
      { name: 'deny', properties: { direction: 'Inbound', access: 'Deny', priority: 100, protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*' } }
      { name: 'allow', properties: { direction: 'Inbound', access: 'Allow', priority: 200, protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }
    ]
  }
}

resource late 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'contoso-late'
  location: 'westeurope'
  properties: {
    securityRules: [
      { name: 'deny', properties: { direction: 'Inbound', access: 'Deny', priority: 300, protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*' } }
      { name: 'allow', properties: { direction: 'Inbound', access: 'Allow', priority: 200, protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } } // want error "lets traffic in from anywhere"
    ]
  }
}

resource otherPorts 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'contoso-ports'
  location: 'westeurope'
  properties: {
    securityRules: [
      { name: 'deny', properties: { direction: 'Inbound', access: 'Deny', priority: 100, protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRanges: ['22', '8000-9000'] } }
      { name: 'allow', properties: { direction: 'Inbound', access: 'Allow', priority: 200, protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } } // want error "lets traffic in from anywhere"
      { name: 'covered', properties: { direction: 'Inbound', access: 'Allow', priority: 201, protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '8080-8090' } }
    ]
  }
}

resource otherProtocol 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'contoso-protocol'
  location: 'westeurope'
  properties: {
    securityRules: [
      { name: 'deny', properties: { direction: 'Inbound', access: 'Deny', priority: 100, protocol: 'Udp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*' } }
      { name: 'allow', properties: { direction: 'Inbound', access: 'Allow', priority: 200, protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } } // want error "lets traffic in from anywhere"
    ]
  }
}

resource unknownOrder 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'contoso-order'
  location: 'westeurope'
  properties: {
    securityRules: [
      { name: 'deny', properties: { direction: 'Inbound', access: 'Deny', priority: priority, protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*' } }
      { name: 'allow', properties: { direction: 'Inbound', access: 'Allow', priority: 200, protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } } // want undetermined "a rule with a lower priority number may deny it first"
    ]
  }
}

resource sometimes 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'contoso-sometimes'
  location: 'westeurope'

  resource allow 'securityRules' = {
    name: 'allow'
    properties: { direction: 'Inbound', access: 'Allow', priority: 200, protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } // want undetermined "may deny it first"
  }
}

resource deny 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = if (extra) {
  parent: sometimes
  name: 'deny'
  properties: { direction: 'Inbound', access: 'Deny', priority: 100, protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*' }
}
