resource group 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'contoso-group'
  location: 'westeurope'
  properties: {
    securityRules: [
      {
        name: 'deny'
        properties: {
          direction: 'Inbound', access: 'Deny', priority: 4096, protocol: '*'
          sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*'
        }
      }
    ]
  }
}

resource blank 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'contoso-blank'
  location: 'westeurope'
  properties: {}
}

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'contoso-network'
  location: 'westeurope'
  properties: {
    addressSpace: { addressPrefixes: ['10.20.0.0/16'] }
    subnets: [
      {
        name: 'bare' // want warning "the subnet has no network security group"
        properties: { addressPrefix: '10.20.0.0/24' }
      }
      {
        name: 'good'
        properties: { addressPrefix: '10.20.1.0/24', networkSecurityGroup: { id: group.id } }
      }
      {
        name: 'empty'
        properties: {
          addressPrefix: '10.20.2.0/24'
          networkSecurityGroup: {
            id: blank.id // want note "the network security group of the subnet has no rule of its own"
          }
        }
      }
      {
        name: 'AzureFirewallSubnet'
        properties: { addressPrefix: '10.20.3.0/26' }
      }
    ]
  }
}
