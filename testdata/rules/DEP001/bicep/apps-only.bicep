// Subnets of container apps alone.
resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'contoso-network'
  location: 'westeurope'
  properties: {
    addressSpace: { addressPrefixes: ['10.20.0.0/16'] }
    subnets: [
      {
        name: 'agents'
        properties: {
          addressPrefix: '10.20.0.0/24'
          delegations: [
            {
              name: 'Microsoft.app/environments'
              properties: { serviceName: 'Microsoft.app/environments' }
            }
          ]
        }
      }
      {
        name: 'apps'
        properties: {
          addressPrefix: '10.20.1.0/24'
          delegations: [{ name: 'apps', properties: { serviceName: 'microsoft.app/environments' } }]
        }
      }
    ]
  }
}
