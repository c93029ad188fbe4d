// A function app keeps jobs in queues and its content in a share.

// want "data of the storage account's blob service"
// want "data of the storage account's queue service"
// want "data of the storage account's file service"
resource jobs 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosojobs'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
}

// want "data of the storage account's blob service"
// want "data of the storage account's queue service"
resource byIdentity 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosoidentity'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
}

resource tool 'Microsoft.Web/sites@2024-04-01' = {
  name: 'contoso-tool'
  location: 'westeurope'
  kind: 'functionapp'
  properties: {
    siteConfig: {
      appSettings: [
        { name: 'AzureWebJobsStorage', value: 'AccountName=${jobs.name};AccountKey=${jobs.listKeys().keys[0].value}' }
        { name: 'WEBSITE_CONTENTAZUREFILECONNECTIONSTRING', value: 'AccountName=${jobs.name};AccountKey=${jobs.listKeys().keys[0].value}' }
        { name: 'AzureWebJobsStorage__accountName', value: byIdentity.name }
      ]
    }
  }
}
