targetScope = 'subscription'
metadata owner = { team: 'platform' }

@description('''where''')
@sys.allowed(['westeurope', 'northeurope'])
param location string = 'westeurope'
param sizes int[]?
@secure()

// the blank line above is allowed
param key string
var if = true
var resource string = 'a keyword is a name'
type port = 80 | 443
func twice(s string,
  n int) string => '${s}${n}'
func none() bool =>
  true
resource account 'Microsoft.CognitiveServices/accounts@2024-10-01' existing = {
  name: 'a'
  resource: 'a property, not a nested resource'
  @batchSize(1)
  resource project 'projects' = [for (p, i) in range(0, 2): if (p > 0) {
    name: 'p${i}'
  }]
}
resource maybe 'A.B/c@2024-01-01' = // why
  if (twice('x', 1) == 'x1') {
    name: 'b'
  }
module net './net.bicep' = [
  for n in sizes: {
    name: 'n'
  }
]
output id string = account::project[0].id
output res resource = account
import { a, b as c, 'd-e' as d } from 'shared.bicep'
import * as all from 'shared.bicep'
import 'kubernetes@1.0.0' with { namespace: 'x' } as k8s
extension graph
extension 'br:example.azurecr.io/ext:1' as ext
provider old
assert positive = 1 > 0
test t 'main.test.bicep' = {
  params: {}
}
