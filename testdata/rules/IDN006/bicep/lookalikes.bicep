// What looks like a credential and is none.
@description('The password of the administrator, such as P@ssw0rd1234; the key is rotated by secret-rotation.')
@secure()
param adminPassword string = newGuid()

@secure()
param optional string = ''

@secure()
param settings object = {}

param searchConnectionName string = 'contoso-search-key'
param keyVaultName string = 'contoso-secrets'
param secretName string = 'search-admin-key-2025'
param tenant string = '72f988bf-86f1-41af-91ab-2d7cd011db47'
param passwordPolicy string = 'rotate-every-90-days'

var role = '53ca6127-db72-4b80-b1b0-d745d6d5456d'
var thumbprint = 'A909502DD82AE41433E6F83886B00D4277A32A7B'
var digest = 'sha256:9b2d6e1a3f4c5b60718293a4b5c6d7e8f90112233445566778899aabbccddeef'
var emulator = 'UseDevelopmentStorage=true;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='
var template = 'Server=tcp:contoso.database.windows.net;Database=agents;Authentication=Active Directory Default'
var filled = 'Server=tcp:contoso.database.windows.net;Database=agents;User ID=app;Password=<your-password>'
var query = 'https://contosofiles.blob.core.windows.net/seed?sv=2024-01-01&sig=${optional}'

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: keyVaultName
}

resource site 'Microsoft.Web/sites@2024-11-01' = {
  name: 'contoso-app'
  location: 'westeurope'
  tags: { digest: digest, thumbprint: thumbprint, role: role, tenant: tenant, emulator: emulator, sql: template, filled: filled, query: query }
  properties: {
    siteConfig: {
      appSettings: [
        { name: 'SEARCH_KEY', value: '@Microsoft.KeyVault(SecretUri=https://contoso.vault.azure.net/secrets/search)' }
        { name: 'SEARCH_API_KEY', value: '@Microsoft.KeyVault(VaultName=contoso;SecretName=search-admin-key-2025)' }
        { name: 'KEY', value: secretName }
        { name: 'AUTH_TOKEN', value: 'https://login.microsoftonline.com/common/oauth2/v2.0/token' }
        { name: 'APPINSIGHTS_KEY', value: tenant }
        { name: 'PARTITION_KEY', value: '/tenantId/userId/sessionId' }
        { name: 'CLIENT_SECRET', value: 'MICROSOFT_PROVIDER_AUTHENTICATION_SECRET' }
        { name: 'FUNCTIONS_EXTENSION_VERSION', value: '~4' }
        { name: 'CONNECTION', value: searchConnectionName }
        { name: 'POLICY', value: passwordPolicy }
        { name: 'FROM_AZURE_KEY', value: vault.listSecrets().value }
      ]
    }
  }
}

resource secret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {
  parent: vault
  name: 'settings'
  properties: { value: string(settings) }
}

resource address 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {
  parent: vault
  name: 'address'
  properties: { value: 'https://contoso-agents.cognitiveservices.azure.com' }
}

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' existing = {
  name: 'contoso-agents'
}

// By identity, and to an application that says who it is.
resource connection 'Microsoft.CognitiveServices/accounts/connections@2025-06-01' = {
  parent: account
  name: 'app'
  properties: {
    category: 'GenericHttp'
    authType: 'ServicePrincipal'
    target: 'https://contoso.com'
    credentials: { clientId: tenant, tenantId: tenant, clientSecret: adminPassword }
  }
}

// A name that a secret only chose between.
output chosen string = empty(optional) ? 'without' : 'with'
output hashed string = uniqueString(adminPassword)

@secure()
output kept string = adminPassword
