resource narrow 'Microsoft.Search/searchServices@2025-05-01' = {
  name: 'contosonarrow'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: {
    publicNetworkAccess: 'Enabled' // want note "open to the public networks that its firewall lists: publicNetworkAccess is"
    networkRuleSet: { ipRules: [{ value: '203.0.113.0/24' }] }
  }
}

resource wide 'Microsoft.Search/searchServices@2025-05-01' = {
  name: 'contosowide'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: {
    publicNetworkAccess: 'Enabled'
    networkRuleSet: {
      ipRules: [
        { value: '0.0.0.0/0' } // want "its firewall lists \"0.0.0.0/0\""
      ]
    }
  }
}
