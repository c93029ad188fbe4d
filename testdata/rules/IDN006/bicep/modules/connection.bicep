@secure()
param key string

resource connection 'Microsoft.CognitiveServices/accounts/connections@2025-06-01' = {
  name: 'contoso-agents/weather'
  properties: { category: 'ApiKey', authType: 'ApiKey', target: 'https://weather.contoso.com', credentials: { key: key } }
}
