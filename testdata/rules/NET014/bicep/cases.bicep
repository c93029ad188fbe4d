param source string
param ports array
param assume string = '*'
param direction string
@allowed(['10.1.0.0/16', 'VirtualNetwork'])
param closed string
@allowed(['*', 'Internet'])
param open string

resource group 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'contoso-group'
  location: 'westeurope'
}

// Children of the group, with what may come from where.
resource rules 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: group
  name: 'range'
  properties: {
    direction: 'inbound'
    access: 'allow'
    priority: 100
    protocol: 'Tcp'
    sourceAddressPrefix: '52.0.0.0/7' // want error "lets traffic in from anywhere"
    sourcePortRange: '*'
    destinationAddressPrefix: '*'
    destinationPortRange: 443
  }
}

resource wide 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: group
  name: 'wide'
  properties: {
    direction: 'Inbound'
    access: 'Allow'
    priority: 101
    protocol: 'Tcp'
    sourceAddressPrefix: '52.0.0.0/12' // want warning "lets in a large part of the internet"
    sourcePortRange: '*'
    destinationAddressPrefix: '*'
    destinationPortRange: '443'
  }
}

resource narrow 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = [for (from, i) in ['52.1.0.0/16', '10.0.0.0/8', 'VirtualNetwork', 'AzureFrontDoor.Backend', closed]: {
  parent: group
  name: 'narrow-${i}'
  properties: {
    direction: 'Inbound'
    access: 'Allow'
    priority: 110 + i
    protocol: 'Tcp'
    sourceAddressPrefix: from
    sourcePortRange: '*'
    destinationAddressPrefix: '*'
    destinationPortRange: '443'
  }
}]

resource unknown 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: group
  name: 'unknown'
  properties: {
    direction: 'Inbound'
    access: 'Allow'
    priority: 120
    protocol: 'Tcp'
    sourceAddressPrefix: source // want undetermined "whether the security rule lets traffic in from anywhere can't be decided"
    sourcePortRange: '*'
    destinationAddressPrefix: '*'
    destinationPortRange: '443'
  }
}

resource assumed 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: group
  name: 'assumed'
  properties: {
    direction: 'Inbound'
    access: 'Allow'
    priority: 121
    protocol: 'Tcp'
    sourceAddressPrefix: assume // want error assumed "lets traffic in from anywhere"
    sourcePortRange: '*'
    destinationAddressPrefix: '*'
    destinationPortRange: '443'
  }
}

resource whicheverOpen 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: group
  name: 'whichever'
  properties: {
    direction: 'Inbound'
    access: 'Allow'
    priority: 122
    protocol: 'Tcp'
    sourceAddressPrefix: open // want error "lets traffic in from anywhere"
    sourcePortRange: '*'
    destinationAddressPrefix: '*'
    destinationPortRange: '443'
  }
}

resource either 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: group
  name: 'either'
  properties: {
    direction: direction // want undetermined "whether the security rule lets traffic in from anywhere can't be decided"
    access: 'Allow'
    priority: 123
    protocol: 'Tcp'
    sourceAddressPrefix: '*'
    sourcePortRange: '*'
    destinationAddressPrefix: '*'
    destinationPortRange: '443'
  }
}

resource unknownPorts 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: group
  name: 'ports'
  properties: {
    direction: 'Inbound'
    access: 'Allow'
    priority: 124
    protocol: 'Tcp'
    sourceAddressPrefix: '::/0' // want error "lets traffic in from anywhere"
    sourcePortRange: '*'
    destinationAddressPrefix: '*'
    destinationPortRanges: ports
  }
}

// A rule of a group that stands elsewhere.
resource stray 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  name: 'contoso-elsewhere/stray'
  properties: {
    direction: 'Inbound'
    access: 'Allow'
    priority: 100
    protocol: 'Tcp'
    sourceAddressPrefix: 'Any' // want error "port 3389"
    sourcePortRange: '*'
    destinationAddressPrefix: '*'
    destinationPortRange: '3389'
  }
}
