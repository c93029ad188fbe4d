// The key comes in a second step, once the account's identity may use it.

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  identity: { type: 'SystemAssigned' }
  properties: { allowProjectManagement: true }
}

module key 'key.bicep' = {
  params: { account: account.name }
}
