resource both 'Microsoft.Search/searchServices@2024-06-01-preview' = {
  name: 'contoso-both'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: {
    disableLocalAuth: false // want warning "beside Microsoft Entra tokens"
    authOptions: { aadOrApiKey: { aadAuthFailureMode: 'http403' } }
  }
}

resource shut 'Microsoft.Search/searchServices@2024-06-01-preview' = {
  name: 'contoso-shut'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: { disableLocalAuth: true }
}
