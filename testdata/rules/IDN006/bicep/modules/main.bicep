// params: main.bicepparam
// A credential goes through modules and a file of values; it is told where it is written, once.
@secure()
param searchKey string

module one 'connection.bicep' = {
  name: 'one'
  params: { key: searchKey }
}

module two 'connection.bicep' = {
  name: 'two'
  params: {
    key: 'p0O9i8U7y6' // want error "the value of secure parameter \"key\" is written in the template"
  }
}

module three 'connection.bicep' = {
  name: 'three'
  params: { key: vault.getSecret('search') }
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: 'contoso-keys'
}
