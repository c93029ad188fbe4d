resource group 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'contoso-group'
  location: 'westeurope'
  properties: {
    securityRules: [
      {
        name: 'web'
        properties: {
          direction: 'Inbound'
          access: 'Allow'
          priority: 200
          protocol: 'Tcp'
          sourceAddressPrefix: 'Internet' // want error "the security rule lets traffic in from anywhere: sourceAddressPrefix is \"Internet\""
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '443'
        }
      }
      {
        name: 'ssh'
        properties: {
          direction: 'Inbound'
          access: 'Allow'
          priority: 210
          protocol: '*'
          sourceAddressPrefixes: [
            '0.0.0.0/0' // want error "that includes port 22, by which machines are administered"
            '10.0.0.0/8'
          ]
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRanges: ['20-30', '8080']
        }
      }
      {
        name: 'balancer'
        properties: {
          direction: 'Inbound'
          access: 'Allow'
          priority: 220
          protocol: '*'
          sourceAddressPrefix: 'AzureLoadBalancer'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
      {
        name: 'out'
        properties: {
          direction: 'Outbound'
          access: 'Allow'
          priority: 230
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}
