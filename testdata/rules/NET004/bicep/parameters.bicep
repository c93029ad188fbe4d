param open string

@allowed(['Disabled', 'disabled'])
param onlyGood string

@allowed(['Enabled', 'enabled'])
param onlyBad string

param assumed string = 'Enabled'

resource a 'Microsoft.Search/searchServices@2025-05-01' = {
  name: 'contosoa'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: {
    publicNetworkAccess: open // want undetermined "depends on parameter \"open\""
  }
}

resource b 'Microsoft.Search/searchServices@2025-05-01' = {
  name: 'contosob'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: {
    publicNetworkAccess: onlyGood
  }
}

resource c 'Microsoft.Search/searchServices@2025-05-01' = {
  name: 'contosoc'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: {
    publicNetworkAccess: onlyBad // want "none of the values that publicNetworkAccess can take closes it"
  }
}

resource d 'Microsoft.Search/searchServices@2025-05-01' = {
  name: 'contosod'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: {
    publicNetworkAccess: assumed // want assumed "can be reached from the public internet"
  }
}
