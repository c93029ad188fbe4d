// An app is no more public than its environment.
param internal bool

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: { allowProjectManagement: true, publicNetworkAccess: 'Disabled' }
}

resource environments 'Microsoft.App/managedEnvironments@2025-01-01' = {
  name: 'contoso-inside'
  location: 'westeurope'
  properties: { vnetConfiguration: { internal: true } }
}

resource inside 'Microsoft.App/containerApps@2025-01-01' = {
  name: 'contoso-inside'
  location: 'westeurope'
  properties: { environmentId: environments.id, configuration: { ingress: { external: true, targetPort: 80 } } }
}

resource unknown 'Microsoft.App/managedEnvironments@2025-01-01' = {
  name: 'contoso-unknown'
  location: 'westeurope'
  properties: {
    vnetConfiguration: { internal: internal } // want undetermined "whether the Container Apps environment can be reached"
  }
}

resource closed 'Microsoft.App/managedEnvironments@2025-01-01' = {
  name: 'contoso-closed'
  location: 'westeurope'
  properties: { publicNetworkAccess: 'Disabled' }
}

resource flow 'Microsoft.Logic/workflows@2019-05-01' = { // want warning "the logic app can be reached from public networks"
  name: 'contoso-flow'
  location: 'westeurope'
  properties: { definition: {} }
}
