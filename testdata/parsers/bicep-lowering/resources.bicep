param deploy bool
param names array

resource plain 'Microsoft.Storage/storageAccounts@2023-01-01' = {
  name: 'plain'
  location: resourceGroup().location
  resource: 'a property with the name of a keyword'
  dependsOn: [ vault, looped[0] ]
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: 'kv'
  scope: resourceGroup('other')
}

resource conditional 'Microsoft.Storage/storageAccounts@2023-01-01' = /* why */ if (deploy && !empty(names)) {
  name: 'c'
}

@batchSize(2)
@onlyIfNotExists()
resource looped 'az:Microsoft.Storage/storageAccounts@2023-01-01' = [for (name, i) in names: if (i > 0) {
  name: '${name}${i}'
  tags: { n: name }
}]

resource share 'Microsoft.Storage/storageAccounts/fileServices/shares@2023-01-01' = {
  parent: looped[1]
  name: 'share'
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: plain
  name: 'lock'
  properties: { level: 'CanNotDelete', notes: this.exists() ? 'old' : 'new' }
}

resource noblank'Microsoft.Storage/storageAccounts@2023-01-01'existing={
  'name': 'n'
}

resource noVersion 'Microsoft.Storage/storageAccounts' = {
  name: 'n'
  'na${'me'}': 'an interpolated key is no name'
  ...any({})
}
