param good string
param
param untyped
param broken string = good +
var cut = [ good, , good
var next = good
resource noBody 'Microsoft.Storage/storageAccounts@2023-01-01' = 
resource noType = { name: good }
resource typing 'Microsoft.Storage/storageAccounts@2023-01-01' = {
  name: good
  properties: {
    a: good.
    b
    c: 1
  }
  tags: { x: 1 }
}
resource fine 'Microsoft.Storage/storageAccounts@2023-01-01' = {
  name: good
}
resource outer 'Microsoft.Sql/servers@2023-08-01' = {
  name: good
  resource inner 'databases' = {
    name: 
  }
}
module half 'm.bicep' = {
  name: good
  params: { a: }
}
module nowhere = { name: good }
resurce typo 'Microsoft.Storage/storageAccounts@2023-01-01' = { name: good }
output after string = next
@description('nothing follows')
