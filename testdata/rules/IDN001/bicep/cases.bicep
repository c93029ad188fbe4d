param noDefault bool
param onByDefault bool = true
param offByDefault bool = false
param new bool
@allowed(['false', 'False'])
param onlyBad string
@allowed(['true', 'True'])
param onlyGood string

resource keysWritten 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-a'
  location: 'westeurope'
  kind: 'AIServices'
  properties: {
    publicNetworkAccess: 'Disabled'
    disableLocalAuth: false // want error "API keys open the account: disableLocalAuth is false"
  }
}

// want "disableLocalAuth isn't set, and Azure's default is false; with public access"
resource keysByDefault 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-b'
  location: 'westeurope'
  kind: 'openai'
  properties: {}
}

// want "api-version 2017-04-18 has no disableLocalAuth"
resource tooOld 'Microsoft.CognitiveServices/accounts@2017-04-18' = {
  name: 'contoso-c'
  location: 'westeurope'
  kind: 'CognitiveServices'
  properties: { disableLocalAuth: true }
}

resource tokensOnly 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-d'
  location: 'westeurope'
  kind: 'AIServices'
  properties: { DisableLocalAuth: true }
}

resource tokensOnlyAsText 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-e'
  location: 'westeurope'
  kind: 'AIServices'
  properties: { disableLocalAuth: onlyGood }
}

resource keysAsText 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-f'
  location: 'westeurope'
  kind: 'AIServices'
  properties: {
    disableLocalAuth: onlyBad // want "none of the values that disableLocalAuth can take closes it"
  }
}

resource unknown 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-g'
  location: 'westeurope'
  kind: 'AIServices'
  properties: {
    disableLocalAuth: noDefault // want undetermined "parameter \"noDefault\", which has no default"
  }
}

resource fromRuntime 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-h'
  location: 'westeurope'
  kind: 'AIServices'
  properties: {
    disableLocalAuth: there.properties.disableLocalAuth // want undetermined "which this template doesn't deploy"
  }
}

resource assumedShut 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-i'
  location: 'westeurope'
  kind: 'AIServices'
  properties: { disableLocalAuth: onByDefault }
}

resource assumedOpen 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-j'
  location: 'westeurope'
  kind: 'AIServices'
  properties: {
    disableLocalAuth: offByDefault // want assumed "disableLocalAuth is false"
  }
}

resource there 'Microsoft.CognitiveServices/accounts@2025-06-01' existing = {
  name: 'contoso-there'
}

resource speech 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-speech'
  location: 'westeurope'
  kind: 'SpeechServices'
  properties: { disableLocalAuth: false }
}

resource one 'Microsoft.CognitiveServices/accounts@2025-06-01' = if (new) {
  name: 'contoso-k'
  location: 'westeurope'
  kind: 'AIServices'
  properties: { disableLocalAuth: true }
}

resource other 'Microsoft.CognitiveServices/accounts@2025-06-01' = if (!new) {
  name: 'contoso-k'
  location: 'westeurope'
  kind: 'AIServices'
  properties: {
    disableLocalAuth: new // want "API keys open the account"
  }
}
