param workspace string
param wanted bool
param logs array

// want warning "nothing exports the account's audit and request logs: no diagnostic setting has it as its scope"
resource none 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-a'
  location: 'westeurope'
  kind: 'AIServices'
  properties: {}
}

resource all 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-b'
  location: 'westeurope'
  kind: 'AIServices'
  properties: {}
}
resource allLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'all'
  scope: all
  properties: { workspaceId: workspace, logs: [ { categoryGroup: 'AllLogs', enabled: true } ] }
}

resource pair 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-c'
  location: 'westeurope'
  kind: 'AIServices'
  properties: {}
}
resource pairLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'pair'
  scope: pair
  properties: {
    workspaceId: workspace
    logs: [ // want note "who used how much of which model"
      { categoryGroup: 'audit', enabled: true }
      { category: 'RequestResponse', enabled: true }
    ]
  }
}

resource shared 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-d'
  location: 'westeurope'
  kind: 'AIServices'
  properties: {}
}
resource sharedAudit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: shared
  properties: { workspaceId: workspace, logs: [ { category: 'Audit', enabled: true }, { category: 'AzureOpenAIRequestUsage', enabled: true } ] }
}
resource sharedRequests 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'requests'
  scope: shared
  properties: { storageAccountId: workspace, logs: [ { category: 'RequestResponse', enabled: true } ] }
}

resource half 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-e'
  location: 'westeurope'
  kind: 'AIServices'
  properties: {}
}
resource halfLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'half'
  scope: half
  properties: {
    workspaceId: workspace
    // want warning "doesn't export all of the account's audit and request logs"
    logs: [ { category: 'Audit', enabled: true }, { category: 'RequestResponse', enabled: false } ]
  }
}

resource nowhere 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-f'
  location: 'westeurope'
  kind: 'AIServices'
  properties: {}
}
// want warning "sends its logs nowhere"
resource nowhereLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'nowhere'
  scope: nowhere
  properties: { workspaceId: '', logs: [ { categoryGroup: 'allLogs', enabled: true } ] }
}

resource archived 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-g'
  location: 'westeurope'
  kind: 'AIServices'
  properties: {}
}
// want note "no Log Analytics workspace"
resource archivedLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'archive'
  scope: archived
  properties: { storageAccountId: archive.id, logs: [ { categoryGroup: 'allLogs', enabled: true } ] }
}

resource perhaps 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-h'
  location: 'westeurope'
  kind: 'AIServices'
  properties: {}
}
// want undetermined "the diagnostic setting is deployed only if"
resource perhapsLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (wanted) {
  name: 'perhaps'
  scope: perhaps
  properties: { workspaceId: workspace, logs: [ { categoryGroup: 'allLogs', enabled: true } ] }
}

resource together 'Microsoft.CognitiveServices/accounts@2025-06-01' = if (wanted) {
  name: 'contoso-i'
  location: 'westeurope'
  kind: 'AIServices'
  properties: {}
}
resource togetherLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (wanted) {
  name: 'together'
  scope: together
  properties: { workspaceId: workspace, logs: [ { categoryGroup: 'allLogs', enabled: true } ] }
}

resource unread 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-j'
  location: 'westeurope'
  kind: 'AIServices'
  properties: {}
}
// want undetermined "what the diagnostic setting exports isn't known"
resource unreadLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'unread'
  scope: unread
  properties: { workspaceId: workspace, logs: logs }
}

resource archive 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: 'contosoarchive'
}

resource there 'Microsoft.CognitiveServices/accounts@2025-06-01' existing = {
  name: 'contoso-there'
}
