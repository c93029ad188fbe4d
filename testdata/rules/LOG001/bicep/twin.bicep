// want "nothing exports"
resource none 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-none'
  location: 'westeurope'
  kind: 'AIServices'
  properties: {}
}

resource all 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-all'
  location: 'westeurope'
  kind: 'AIServices'
  properties: {}
}

resource allLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'all'
  scope: all
  properties: {
    workspaceId: resourceId('Microsoft.OperationalInsights/workspaces', 'contoso-logs')
    logs: [ { categoryGroup: 'allLogs', enabled: true } ]
  }
}
