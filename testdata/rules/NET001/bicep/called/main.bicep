module account 'account.bicep' = {
  name: 'account'
  params: {
    access: 'Enabled' // want "publicNetworkAccess is \"Enabled\""
  }
}
