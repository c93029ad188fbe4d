resource narrow 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contosonarrow'
  location: 'westeurope'
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: 'westeurope', failoverPriority: 0 }]
    publicNetworkAccess: 'Enabled' // want note "open to the public networks that its firewall lists: publicNetworkAccess is"
    ipRules: [{ ipAddressOrRange: '203.0.113.0/24' }]
  }
}

resource wide 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contosowide'
  location: 'westeurope'
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: 'westeurope', failoverPriority: 0 }]
    publicNetworkAccess: 'Enabled'
    isVirtualNetworkFilterEnabled: true
    ipRules: [
      { ipAddressOrRange: '0.0.0.0' } // want "its firewall lists \"0.0.0.0\""
    ]
  }
}
