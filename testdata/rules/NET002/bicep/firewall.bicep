resource narrow 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'contosonarrow'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    publicNetworkAccess: 'Enabled'
    networkAcls: { defaultAction: 'Deny', ipRules: [{ value: '203.0.113.0/24' }] }
  }
}

resource wide 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'contosowide'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      defaultAction: 'Deny'
      ipRules: [
        { value: '0.0.0.0/0' } // want "its firewall lists \"0.0.0.0/0\""
      ]
    }
  }
}
