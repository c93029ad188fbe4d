// The setting stands in a module of its own.

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  properties: {}
}

module logs 'logs.bicep' = {
  params: { accountName: account.name }
}
