param account string

resource encrypted 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: account
  location: 'westeurope'
  kind: 'AIServices'
  identity: { type: 'SystemAssigned' }
  properties: {
    encryption: {
      keySource: 'Microsoft.KeyVault'
      keyVaultProperties: { keyName: 'agents', keyVaultUri: 'https://contoso.vault.azure.net' }
    }
  }
}
