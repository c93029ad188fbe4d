// params: prod.bicepparam
param keysOff bool = true

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  properties: {
    disableLocalAuth: keysOff
  }
}
