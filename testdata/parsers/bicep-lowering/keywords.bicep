// Every keyword and every function name is a name like any other.
param if string
param param string
param output object
var var = true
var resource = 1
var for = [for for in [ 1 ]: for]
var resourceGroup = az.resourceGroup()
var concat = concat([ 1 ], [ resource ])
var existing = resourceGroup.location
var null_ = null
resource module 'Microsoft.Storage/storageAccounts@2023-01-01' = {
  name: if
  tags: { if: if, for: for, param: param, output: output.output }
}
output output string = param
output param bool = var
