// scope: agent

// want "API keys open the account"
resource agents 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  properties: { allowProjectManagement: true }
}

// A model account that the project only connects to.
// want "API keys open the account"
resource models 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-models'
  location: 'westeurope'
  kind: 'OpenAI'
  properties: { customSubDomainName: 'contoso-models-eu' }
}

resource project 'Microsoft.CognitiveServices/accounts/projects@2025-06-01' = {
  parent: agents
  name: 'support'
  location: 'westeurope'
  properties: {}
}

resource connection 'Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01' = {
  parent: project
  name: 'models'
  properties: {
    category: 'AzureOpenAI'
    authType: 'AAD'
    target: 'https://contoso-models-eu.openai.azure.com/'
  }
}

resource elsewhere 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-elsewhere'
  location: 'westeurope'
  kind: 'OpenAI'
  properties: {}
}
