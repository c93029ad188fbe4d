param before string
resource open 'Microsoft.Storage/storageAccounts@2023-01-01' = {
  name: before
  properties: {
    a: 1

resource after 'Microsoft.Storage/storageAccounts@2023-01-01' = {
  name: before
}
