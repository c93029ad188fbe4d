// scope: all
// Azure Bastion is reached on port 443 of the internet, and by nothing else.
resource bastion 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'contoso-bastion'
  location: 'westeurope'
  properties: {
    securityRules: [
      { name: 'https', properties: { direction: 'Inbound', access: 'Allow', priority: 120, protocol: 'Tcp', sourceAddressPrefix: 'Internet', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }
      { name: 'ssh', properties: { direction: 'Inbound', access: 'Allow', priority: 130, protocol: 'Tcp', sourceAddressPrefix: 'Internet', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRanges: ['443', '22'] } } // want error "lets traffic in from anywhere"
    ]
  }
}

resource shared 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'contoso-shared'
  location: 'westeurope'
  properties: {
    securityRules: [
      { name: 'https', properties: { direction: 'Inbound', access: 'Allow', priority: 120, protocol: 'Tcp', sourceAddressPrefix: 'Internet', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } } // want error "lets traffic in from anywhere"
    ]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'contoso-network'
  location: 'westeurope'
  properties: {
    addressSpace: { addressPrefixes: ['10.20.0.0/16'] }
    subnets: [
      { name: 'AzureBastionSubnet', properties: { addressPrefix: '10.20.0.0/26', networkSecurityGroup: { id: bastion.id } } }
      { name: 'machines', properties: { addressPrefix: '10.20.1.0/24', networkSecurityGroup: { id: shared.id } } }
    ]
  }
}

resource hub 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'contoso-hub'
  location: 'westeurope'
  properties: {
    addressSpace: { addressPrefixes: ['10.30.0.0/16'] }
    subnets: [
      { name: 'AzureBastionSubnet', properties: { addressPrefix: '10.30.0.0/26', networkSecurityGroup: { id: shared.id } } }
    ]
  }
}
