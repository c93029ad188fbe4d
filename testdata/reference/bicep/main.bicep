// A standard agent deployment in a private network, as a platform team keeps it:
// stores of one's own, one customer-managed key, every service behind a private
// endpoint, logs in one workspace, least rights for the project's identity.
targetScope = 'subscription'

@description('Ends the names of all resources, so that the deployment can stand several times.')
@minLength(2)
@maxLength(8)
param suffix string = 'prod01'

@description('The region of everything but the thread store\'s second copy.')
param location string = 'swedencentral'

@description('The second region of the thread store.')
param secondLocation string = 'norwayeast'

@description('Object id of the Entra group whose members build agents.')
param developersGroupId string = '6b1c1c1e-9d0e-4f5e-8f4b-3f1d2c7a5e90'

@description('Who is told of alerts.')
param operatorsEmail string = 'agent-operations@contoso.com'

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-agents-${suffix}'
  location: location
}

module monitoring 'monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    suffix: suffix
    location: location
    operatorsEmail: operatorsEmail
  }
}

module network 'network.bicep' = {
  name: 'network'
  scope: group
  params: {
    suffix: suffix
    location: location
  }
}

module dependencies 'dependencies.bicep' = {
  name: 'dependencies'
  scope: group
  params: {
    suffix: suffix
    location: location
    secondLocation: secondLocation
    workspaceId: monitoring.outputs.workspaceId
  }
}

module account 'account.bicep' = {
  name: 'account'
  scope: group
  params: {
    suffix: suffix
    location: location
    agentSubnetId: network.outputs.agentSubnetId
    keysIdentityName: dependencies.outputs.keysIdentityName
    vaultName: dependencies.outputs.vaultName
    keyName: dependencies.outputs.keyName
    workspaceId: monitoring.outputs.workspaceId
    actionGroupId: monitoring.outputs.actionGroupId
  }
}

module endpoints 'endpoints.bicep' = {
  name: 'endpoints'
  scope: group
  params: {
    suffix: suffix
    location: location
    subnetId: network.outputs.endpointSubnetId
    accountId: account.outputs.accountId
    storageId: dependencies.outputs.storageId
    cosmosId: dependencies.outputs.cosmosId
    searchId: dependencies.outputs.searchId
    vaultId: dependencies.outputs.vaultId
    monitorScopeId: monitoring.outputs.monitorScopeId
  }
}

module project 'project.bicep' = {
  name: 'project'
  scope: group
  params: {
    suffix: suffix
    location: location
    accountName: account.outputs.accountName
    storageName: dependencies.outputs.storageName
    cosmosName: dependencies.outputs.cosmosName
    searchName: dependencies.outputs.searchName
    insightsName: monitoring.outputs.insightsName
    developersGroupId: developersGroupId
  }
  dependsOn: [
    endpoints
  ]
}

module governance 'governance.bicep' = {
  name: 'governance'
  params: {
    workspaceId: monitoring.outputs.workspaceId
    operatorsEmail: operatorsEmail
  }
}
