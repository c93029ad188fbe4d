// scope: agent
// Only what serves the agents, and how that shows.
param access string

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {
  name: 'contoso-network'

  resource agents 'subnets' existing = {
    name: 'agents'
  }

  resource apps 'subnets' existing = {
    name: 'apps'
  }
}

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  identity: { type: 'SystemAssigned' }
  properties: {
    allowProjectManagement: true
    publicNetworkAccess: 'Disabled'
    networkInjections: [{ scenario: 'agent', subnetArmId: network::agents.id }]
  }
}

// By a connection to its address.
resource connected 'Microsoft.Web/sites@2024-11-01' = { // want warning "the web app can be reached from public networks"
  name: 'contoso-connected'
  location: 'westeurope'
  properties: {}
}

resource connection 'Microsoft.CognitiveServices/accounts/connections@2025-06-01' = {
  parent: account
  name: 'tools'
  properties: { category: 'CustomKeys', authType: 'AAD', target: 'https://contoso-connected.azurewebsites.net/api' }
}

// It may be able to serve in public only.
resource server 'Microsoft.App/containerApps@2025-01-01' = {
  name: 'contoso-mcp'
  location: 'westeurope'
  properties: {
    environmentId: environment.id
    configuration: {
      ingress: {
        external: true // want note "agents may be able to reach such a server in public only"
        targetPort: 80
      }
    }
  }
}

resource environment 'Microsoft.App/managedEnvironments@2025-01-01' = { // want note "the Container Apps environment can be reached from public networks"
  name: 'contoso-environment'
  location: 'westeurope'
  properties: {}
}

resource mcp 'Microsoft.CognitiveServices/accounts/connections@2025-06-01' = {
  parent: account
  name: 'mcp'
  properties: { category: 'RemoteTool', authType: 'AAD', target: 'https://${server.properties.configuration.ingress.fqdn}/mcp' }
}

// By a role that the account's identity has on it.
resource images 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: 'contosoimages'
  location: 'westeurope'
  sku: { name: 'Premium' }
  properties: {
    publicNetworkAccess: access // want undetermined "whether the container registry can be reached from public networks can't be decided"
  }
}

resource pulls 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: images
  name: guid('pulls')
  properties: {
    principalId: account.identity.principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')
  }
}

// By the virtual network that it stands in.
resource inside 'Microsoft.Web/sites@2024-11-01' = {
  name: 'contoso-inside'
  location: 'westeurope'
  properties: {
    virtualNetworkSubnetId: network::apps.id
    siteConfig: {
      publicNetworkAccess: 'Enabled' // want warning "the web app can be reached from public networks"
    }
  }
}

resource filtered 'Microsoft.Web/sites@2024-11-01' = {
  name: 'contoso-filtered'
  location: 'westeurope'
  properties: {
    virtualNetworkSubnetId: network::apps.id
    siteConfig: { ipSecurityRestrictionsDefaultAction: 'Deny', ipSecurityRestrictions: [{ ipAddress: '10.0.0.0/8', action: 'Allow', priority: 1 }] }
  }
}

// Somebody else's.
resource shop 'Microsoft.Web/sites@2024-11-01' = {
  name: 'contoso-shop'
  location: 'westeurope'
  properties: {}
}
