// Networks that have nothing to do with agents.

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'contoso-network'
  location: 'westeurope'
  properties: {
    addressSpace: {
      addressPrefixes: [
        '20.40.0.0/16'
      ]
    }
    subnets: [
      {
        name: 'front'
        properties: {
          addressPrefix: '20.40.0.0/24'
        }
      }
    ]
  }
}
