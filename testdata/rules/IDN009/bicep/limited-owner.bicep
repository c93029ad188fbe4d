// A condition that holds for every action limits whoever it is.
param principal string

resource files 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosofiles'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
}

resource owner 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: files
  name: guid('owner')
  properties: {
    principalId: principal
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b')
    conditionVersion: '2.0'
    condition: '(@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringLikeIgnoreCase \'*-azureml-agent\')'
  }
}
