param name string

module account 'account.bicep' = {
  name: 'account'
  params: { name: name }
}

module endpoint 'endpoint.bicep' = {
  name: 'endpoint'
  params: { name: account.outputs.name }
}
