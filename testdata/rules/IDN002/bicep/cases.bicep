param keysOff bool
param options object

// want error "API keys are the only way into the search service: disableLocalAuth isn't set"
resource untouched 'Microsoft.Search/searchServices@2024-06-01-preview' = {
  name: 'contoso-a'
  location: 'westeurope'
  sku: { name: 'standard' }
}

resource keysOnly 'Microsoft.Search/searchServices@2024-06-01-preview' = {
  name: 'contoso-b'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: {
    disableLocalAuth: false // want error "disableLocalAuth is false, and authOptions doesn't let"
    authOptions: { apiKeyOnly: {} }
  }
}

resource both 'Microsoft.Search/searchServices@2024-06-01-preview' = {
  name: 'contoso-c'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: {
    disableLocalAuth: false // want warning "API keys open the search service beside Microsoft Entra tokens"
    authOptions: { aadOrApiKey: { aadAuthFailureMode: 'http401WithBearerChallenge' } }
  }
}

resource unknownOptions 'Microsoft.Search/searchServices@2024-06-01-preview' = {
  name: 'contoso-d'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: {
    disableLocalAuth: false // want warning "API keys open the search service"
    authOptions: options
  }
}

resource tokensOnly 'Microsoft.Search/searchServices@2024-06-01-preview' = {
  name: 'contoso-e'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: {
    disableLocalAuth: true
    authOptions: null
  }
}

resource refused 'Microsoft.Search/searchServices@2024-06-01-preview' = {
  name: 'contoso-f'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: {
    disableLocalAuth: true
    // want error "the deployment fails"
    authOptions: { aadOrApiKey: { aadAuthFailureMode: 'http403' } }
  }
}

resource unknown 'Microsoft.Search/searchServices@2024-06-01-preview' = {
  name: 'contoso-g'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: {
    disableLocalAuth: keysOff // want undetermined "parameter \"keysOff\""
  }
}

// want "api-version 2020-08-01 has no disableLocalAuth"
resource tooOld 'Microsoft.Search/searchServices@2020-08-01' = {
  name: 'contoso-h'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: { disableLocalAuth: true }
}

resource there 'Microsoft.Search/searchServices@2024-06-01-preview' existing = {
  name: 'contoso-there'
}
