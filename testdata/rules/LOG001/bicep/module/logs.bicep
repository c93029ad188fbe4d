param accountName string

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' existing = {
  name: accountName
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'all'
  scope: account
  properties: {
    workspaceId: resourceId('Microsoft.OperationalInsights/workspaces', 'contoso-logs')
    logs: [ { categoryGroup: 'allLogs', enabled: true } ]
  }
}
