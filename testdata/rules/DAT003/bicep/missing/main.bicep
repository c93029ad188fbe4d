// problems: expected
// want undetermined "module"
resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  properties: {}
}

module key 'gone.bicep' = {
  params: { account: account.name }
}
