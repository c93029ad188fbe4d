extension az
extension kubernetes with {
  namespace: 'default'
  kubeConfig: config
} as k8s
extension 'br:example.azurecr.io/extensions/graph:1.0.0'
import 'old@1.0.0' as older

@secure()
param config string

resource service 'core/Service@v1' = {
  metadata: { name: 'svc' }
}
resource prefixed 'older:thing@v1' = {}
resource bare 'request' = {}
resource azure 'Microsoft.Storage/storageAccounts@2023-01-01' = { name: 'a' }
module m 'm.bicep' = {
  extensionConfigs: { k8s: k8s.config }
}
test mine 'tested.bicep' = { params: {} }
