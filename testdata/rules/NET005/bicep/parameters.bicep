param open string

@allowed(['Disabled', 'disabled'])
param onlyGood string

@allowed(['Enabled', 'enabled'])
param onlyBad string

param assumed string = 'Enabled'

resource a 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'contosoa'
  location: 'westeurope'
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    publicNetworkAccess: open // want undetermined "depends on parameter \"open\""
  }
}

resource b 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'contosob'
  location: 'westeurope'
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    publicNetworkAccess: onlyGood
  }
}

resource c 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'contosoc'
  location: 'westeurope'
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    publicNetworkAccess: onlyBad // want "none of the values that publicNetworkAccess can take closes it"
  }
}

resource d 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'contosod'
  location: 'westeurope'
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    publicNetworkAccess: assumed // want assumed "can be reached from the public internet"
  }
}
