@description('No default: anything goes.')
param open string

@allowed(['Enabled', 'Everything'])
param onlyBad string

@allowed(['Disabled', 'disabled'])
param onlyGood string

param assumed string = 'Enabled'

resource a 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-a'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    publicNetworkAccess: open // want undetermined "depends on parameter \"open\""
  }
}

resource b 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-b'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    publicNetworkAccess: onlyBad // want "none of the values that publicNetworkAccess can take closes it"
  }
}

resource c 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-c'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    publicNetworkAccess: onlyGood
  }
}

resource d 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-d'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    publicNetworkAccess: assumed // want assumed "publicNetworkAccess is \"Enabled\""
  }
}

resource e 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-e'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    publicNetworkAccess: other.properties.publicNetworkAccess // want undetermined "read from"
  }
}

resource other 'Microsoft.CognitiveServices/accounts@2025-06-01' existing = {
  name: 'contoso-other'
}
