resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: 'contoso-keys'
}

resource endless 'Microsoft.KeyVault/vaults/keys@2024-11-01' = { // want note "the key never expires: attributes.exp isn't set"
  parent: vault
  name: 'endless'
  properties: { kty: 'RSA', keySize: 3072 }
}

resource dated 'Microsoft.KeyVault/vaults/keys@2024-11-01' = {
  parent: vault
  name: 'dated'
  properties: { kty: 'RSA', attributes: { exp: 1830297600 } }
}

resource rotated 'Microsoft.KeyVault/vaults/keys@2024-11-01' = {
  parent: vault
  name: 'rotated'
  properties: {
    kty: 'RSA'
    rotationPolicy: {
      attributes: { expiryTime: 'P2Y' }
      lifetimeActions: [{ action: { type: 'rotate' }, trigger: { timeBeforeExpiry: 'P1M' } }]
    }
  }
}

resource secret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = { // want note "the secret never expires"
  parent: vault
  name: 'secret'
  properties: { value: newGuidValue, attributes: { enabled: true } }
}

@secure()
param newGuidValue string = newGuid()
