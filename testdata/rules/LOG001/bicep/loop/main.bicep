// A setting for each of the accounts, whose names aren't known.
param names array

resource accounts 'Microsoft.CognitiveServices/accounts@2025-06-01' = [for name in names: {
  name: name
  location: 'westeurope'
  kind: 'AIServices'
  properties: {}
}]

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = [for (name, i) in names: {
  name: 'all'
  scope: accounts[i]
  properties: {
    workspaceId: resourceId('Microsoft.OperationalInsights/workspaces', 'contoso-logs')
    logs: [ { categoryGroup: 'allLogs', enabled: true } ]
  }
}]
