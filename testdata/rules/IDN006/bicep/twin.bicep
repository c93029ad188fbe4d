// The credentials are made up.
param openKey string

@secure()
param safeKey string

@secure()
param password string = 'Contoso-4711' // want error "the default of secure parameter \"password\" is written in the template"

var flow = 'DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey=k9Qw3eRt7yUi1oPa5sDf2gHj8kLz4xCv6bNm0QwErTyUiOp3aSdFgHjK' // want error "the key in a connection string is written in the template, in variable \"flow\""

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' existing = {
  name: 'contoso-agents'
}

resource open 'Microsoft.CognitiveServices/accounts/connections@2025-06-01' = {
  parent: account
  name: 'open'
  properties: {
    category: 'ApiKey'
    authType: 'ApiKey'
    target: 'https://weather.contoso.com'
    credentials: {
      key: openKey // want error "comes from parameter \"openKey\", which isn't secure"
    }
  }
}

resource safe 'Microsoft.CognitiveServices/accounts/connections@2025-06-01' = {
  parent: account
  name: 'safe'
  properties: {
    category: 'ApiKey'
    authType: 'ApiKey'
    target: 'https://weather.contoso.com'
    credentials: { key: safeKey }
  }
}

resource listed 'Microsoft.CognitiveServices/accounts/connections@2025-06-01' = {
  parent: account
  name: 'listed'
  properties: {
    category: 'AIServices'
    authType: 'ApiKey'
    target: 'https://contoso-agents.cognitiveservices.azure.com'
    credentials: {
      key: account.listKeys().key1 // want warning "the connection stores a key that the template reads from Azure"
    }
  }
}

resource written 'Microsoft.CognitiveServices/accounts/connections@2025-06-01' = {
  parent: account
  name: 'written'
  properties: {
    category: 'ApiKey'
    authType: 'ApiKey'
    target: 'https://weather.contoso.com'
    credentials: {
      key: '7c1d9a' // want error "the connection's credential is written in the template"
    }
  }
}

resource site 'Microsoft.Web/sites@2024-11-01' = {
  name: 'contoso-app'
  location: 'westeurope'
  properties: {
    siteConfig: {
      appSettings: [
        {
          name: 'WEATHER_API_KEY'
          value: 'q7Rk2Zt9Lw4Xb8Vn1Mc6' // want error "the value of setting \"WEATHER_API_KEY\" is written in the template"
        }
        { name: 'WEATHER_URL', value: 'https://weather.contoso.com' }
        { name: 'FLOW', value: flow }
      ]
    }
  }
}

output key string = account.listKeys().key1 // want error "output \"key\" gives a key away"
output copy string = safeKey // want error "output \"copy\" gives a secret away"
output name string = account.name
