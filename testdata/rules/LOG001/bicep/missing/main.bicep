// problems: expected
// A module that isn't there may hold the setting of the account it is given,
// and not that of another.

// want undetermined "module \"gone.bicep\""
resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  properties: {}
}

// want "nothing exports"
resource other 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'fabrikam-models'
  location: 'westeurope'
  kind: 'AIServices'
  properties: {}
}

module logs 'gone.bicep' = {
  params: { accountId: account.id }
}
