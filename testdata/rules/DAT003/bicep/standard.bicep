// scope: agent
// In the Standard Setup the agents' data is elsewhere, and the message doesn't speak of it.

// want "keySource isn't set, and Azure's default is \"Microsoft.CognitiveServices\""
resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  properties: { allowProjectManagement: true }

  resource project 'projects' = {
    name: 'support'
    location: 'westeurope'
    properties: {}

    resource host 'capabilityHosts' = {
      name: 'agents'
      properties: { threadStorageConnections: ['threads'] }
    }
  }
}
