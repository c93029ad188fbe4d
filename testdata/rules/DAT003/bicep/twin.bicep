// want "keySource isn't set"
resource none 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-none'
  location: 'westeurope'
  kind: 'AIServices'
  properties: {}
}
