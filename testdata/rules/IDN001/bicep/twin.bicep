param keysOff bool

resource open 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-open'
  location: 'westeurope'
  kind: 'AIServices'
  properties: {
    disableLocalAuth: false // want "disableLocalAuth is false"
  }
}

resource unknown 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-unknown'
  location: 'westeurope'
  kind: 'AIServices'
  properties: {
    disableLocalAuth: keysOff // want undetermined "keysOff"
  }
}

resource shut 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-shut'
  location: 'westeurope'
  kind: 'AIServices'
  properties: { disableLocalAuth: true }
}
