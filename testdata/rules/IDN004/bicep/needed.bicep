// Storage whose keys something needs.

resource jobs 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosojobs'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    allowSharedKeyAccess: true // want warning "the function app works with them today"
    sasPolicy: { expirationAction: 'Log', sasExpirationPeriod: '1.00:00:00' }
  }
}

resource tool 'Microsoft.Web/sites@2024-04-01' = {
  name: 'contoso-tool'
  location: 'westeurope'
  kind: 'functionapp'
  properties: {
    siteConfig: {
      appSettings: [
        { name: 'FUNCTIONS_EXTENSION_VERSION', value: '~4' }
        { name: 'AzureWebJobsStorage', value: 'DefaultEndpointsProtocol=https;AccountName=${jobs.name};AccountKey=${jobs.listKeys().keys[0].value}' }
        { name: 'AzureWebJobsStorage__accountName', value: byIdentity.name }
      ]
    }
  }
}

resource settings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: tool
  name: 'appsettings'
  properties: {
    WEBSITE_CONTENTAZUREFILECONNECTIONSTRING: 'AccountName=${share.name};AccountKey=${share.listKeys().keys[0].value}'
  }
}

resource share 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contososhare'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    allowSharedKeyAccess: true // want warning "the function app works with them today"
    sasPolicy: { expirationAction: 'Log', sasExpirationPeriod: '1.00:00:00' }
  }
}

resource byIdentity 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosoidentity'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    allowSharedKeyAccess: true // want error "shared keys open the storage account"
    sasPolicy: { expirationAction: 'Log', sasExpirationPeriod: '1.00:00:00' }
  }
}

// A deployment script mounts its storage with a key; only the note is left.
// want note "SAS tokens"
resource scriptFiles 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contososcript'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
}

resource script 'Microsoft.Resources/deploymentScripts@2023-08-01' = {
  name: 'prepare'
  location: 'westeurope'
  kind: 'AzureCLI'
  properties: {
    azCliVersion: '2.60.0'
    retentionInterval: 'PT1H'
    scriptContent: 'true'
    storageAccountSettings: { storageAccountName: scriptFiles.name }
  }
}
