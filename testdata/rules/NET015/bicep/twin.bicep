resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: { allowProjectManagement: true, publicNetworkAccess: 'Disabled' }
}

resource unset 'Microsoft.Web/sites@2024-11-01' = { // want warning "the web app can be reached from public networks, though the deployment is meant to be private: publicNetworkAccess isn't set, and Azure's default is Enabled"
  name: 'contoso-unset'
  location: 'westeurope'
  properties: {}
}

resource shut 'Microsoft.Web/sites@2024-11-01' = {
  name: 'contoso-shut'
  location: 'westeurope'
  properties: { publicNetworkAccess: 'Disabled' }
}

resource environment 'Microsoft.App/managedEnvironments@2025-01-01' = {
  name: 'contoso-environment'
  location: 'westeurope'
  properties: {
    vnetConfiguration: {
      internal: false // want warning "the Container Apps environment can be reached from public networks"
    }
  }
}

resource app 'Microsoft.App/containerApps@2025-01-01' = {
  name: 'contoso-app'
  location: 'westeurope'
  properties: {
    environmentId: environment.id
    configuration: {
      ingress: {
        external: true // want warning "the container app can be reached from public networks"
        targetPort: 80
      }
    }
  }
}

resource images 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: 'contosoimages'
  location: 'westeurope'
  sku: { name: 'Premium' }
  properties: {
    publicNetworkAccess: 'Enabled' // want warning "the container registry can be reached from public networks"
  }
}

resource listed 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: 'contosolisted'
  location: 'westeurope'
  sku: { name: 'Premium' }
  properties: { publicNetworkAccess: 'Enabled', networkRuleSet: { defaultAction: 'Deny' } }
}
