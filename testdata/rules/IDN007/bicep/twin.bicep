resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = { // want error "the account has no managed identity"
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: { allowProjectManagement: true }
}

resource support 'Microsoft.CognitiveServices/accounts/projects@2025-06-01' = {
  parent: account
  name: 'support'
  location: 'westeurope'
  identity: { type: 'None' } // want error "the project has no managed identity"
  properties: {}
}

resource sales 'Microsoft.CognitiveServices/accounts/projects@2025-06-01' = {
  parent: account
  name: 'sales'
  location: 'westeurope'
  identity: { type: 'SystemAssigned' }
  properties: {}
}

resource vectors 'Microsoft.Search/searchServices@2025-05-01' = { // want warning "the search service has no managed identity"
  name: 'contoso-vectors'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: { encryptionWithCmk: { enforcement: 'Enabled' } }
}
