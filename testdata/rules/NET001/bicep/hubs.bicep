resource open 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: 'contoso-open'
  location: 'westeurope'
  kind: 'Hub'
  properties: {
    publicNetworkAccess: 'Enabled' // want "the hub can be reached from the public internet"
  }
}

resource behind 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: 'contoso-behind'
  location: 'westeurope'
  kind: 'hub'
  properties: {
    publicNetworkAccess: 'Disabled'
    allowPublicAccessWhenBehindVnet: true // want "although it is behind a virtual network"
  }
}

resource shut 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: 'contoso-shut'
  location: 'westeurope'
  kind: 'Hub'
  properties: {
    publicNetworkAccess: 'Disabled'
    allowPublicAccessWhenBehindVnet: false
  }
}

resource project 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: 'contoso-project'
  location: 'westeurope'
  kind: 'Project'
  properties: {
    publicNetworkAccess: 'Enabled'
  }
}
