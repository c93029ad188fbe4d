// params: decided.bicepparam

param access string = 'Enabled'

resource a 'Microsoft.Search/searchServices@2025-05-01' = {
  name: 'contosoa'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: {
    publicNetworkAccess: access
  }
}
