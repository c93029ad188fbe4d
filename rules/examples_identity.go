package rules

import (
	"strings"

	"moat/analyzer/rule"
)

// grantExample gives a project's identity a role on its storage account, or, if
// wide is set, on the whole resource group.
func grantExample(role string, wide bool) rule.Examples {
	scope, arm := "\n  scope: files", "\n      \"scope\": \"[resourceId('Microsoft.Storage/storageAccounts', 'contosofiles')]\","
	if wide {
		scope, arm = "", ""
	}
	fill := strings.NewReplacer("@ROLE", role, "@SCOPE", scope, "@ARMSCOPE", arm)
	return examples(fill.Replace(grantExampleBicep), fill.Replace(grantExampleARM))
}

const projectExampleBicep = `resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' existing = {
  name: 'contoso-agents'
}

resource project 'Microsoft.CognitiveServices/accounts/projects@2025-06-01' = {
  parent: account
  name: 'support'
  location: 'westeurope'
  identity: { type: 'SystemAssigned' }
  properties: {}
}
`

const projectExampleARM = `    {
      "type": "Microsoft.CognitiveServices/accounts/projects",
      "apiVersion": "2025-06-01",
      "name": "contoso-agents/support",
      "location": "westeurope",
      "identity": { "type": "SystemAssigned" },
      "properties": {}
    }`

const grantExampleBicep = projectExampleBicep + `
resource files 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: 'contosofiles'
}

resource grant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {@SCOPE
  name: guid(files.id, project.id)
  properties: {
    principalId: project.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '@ROLE')
  }
}
`

const grantExampleARM = projectExampleARM + `,
    {
      "type": "Microsoft.Authorization/roleAssignments",
      "apiVersion": "2022-04-01",@ARMSCOPE
      "name": "[guid('contosofiles', 'support')]",
      "properties": {
        "principalId": "[reference(resourceId('Microsoft.CognitiveServices/accounts/projects', 'contoso-agents', 'support'), '2025-06-01', 'full').identity.principalId]",
        "principalType": "ServicePrincipal",
        "roleDefinitionId": "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '@ROLE')]"
      }
    }`

// developerExample gives a group of developers a role on a project.
func developerExample(role string) rule.Examples {
	return examples(projectExampleBicep+`
resource grant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: project
  name: guid(project.id, 'developers')
  properties: {
    principalId: '4c1f2a53-6b62-4b83-9f0f-6b1d6c7a1d10'
    principalType: 'Group'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '`+role+`')
  }
}
`, projectExampleARM+`,
    {
      "type": "Microsoft.Authorization/roleAssignments",
      "apiVersion": "2022-04-01",
      "scope": "[resourceId('Microsoft.CognitiveServices/accounts/projects', 'contoso-agents', 'support')]",
      "name": "[guid('support', 'developers')]",
      "properties": {
        "principalId": "4c1f2a53-6b62-4b83-9f0f-6b1d6c7a1d10",
        "principalType": "Group",
        "roleDefinitionId": "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '`+role+`')]"
      }
    }`)
}

// storesExample is a project whose agents keep their vectors in a search
// service, with the roles for that or without.
func storesExample(granted bool) rule.Examples {
	bicep, arm := storesExampleBicep, storesExampleARM
	if granted {
		for _, r := range [...][2]string{{"index", "8ebe5a00-799e-43f5-93ac-243d3dce84a7"}, {"service", "7ca78c08-252a-4471-8644-bb5ff32d4ba0"}} {
			fill := strings.NewReplacer("@NAME", r[0], "@ROLE", r[1])
			bicep += fill.Replace(searchGrantBicep)
			arm = join(arm, fill.Replace(searchGrantARM))
		}
	}
	return examples(bicep, arm)
}

const searchGrantBicep = `
resource @NAME 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: search
  name: guid(search.id, project.id, '@NAME')
  properties: {
    principalId: project.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '@ROLE')
  }
}
`

const searchGrantARM = `    {
      "type": "Microsoft.Authorization/roleAssignments",
      "apiVersion": "2022-04-01",
      "scope": "[resourceId('Microsoft.Search/searchServices', 'contoso-vectors')]",
      "name": "[guid('contoso-vectors', 'support', '@NAME')]",
      "properties": {
        "principalId": "[reference(resourceId('Microsoft.CognitiveServices/accounts/projects', 'contoso-agents', 'support'), '2025-06-01', 'full').identity.principalId]",
        "principalType": "ServicePrincipal",
        "roleDefinitionId": "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '@ROLE')]"
      }
    }`

const storesExampleBicep = projectExampleBicep + `
resource search 'Microsoft.Search/searchServices@2025-05-01' = {
  name: 'contoso-vectors'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: { disableLocalAuth: true }
}

resource connection 'Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01' = {
  parent: project
  name: 'vectors'
  properties: {
    category: 'CognitiveSearch'
    target: 'https://contoso-vectors.search.windows.net'
    authType: 'AAD'
    metadata: { ApiType: 'Azure', ResourceId: search.id }
  }
}

resource host 'Microsoft.CognitiveServices/accounts/projects/capabilityHosts@2025-06-01' = {
  parent: project
  name: 'agents'
  properties: {
    capabilityHostKind: 'Agents'
    vectorStoreConnections: [connection.name]
  }
}
`

const storesExampleARM = projectExampleARM + `,
    {
      "type": "Microsoft.Search/searchServices",
      "apiVersion": "2025-05-01",
      "name": "contoso-vectors",
      "location": "westeurope",
      "sku": { "name": "standard" },
      "properties": { "disableLocalAuth": true }
    },
    {
      "type": "Microsoft.CognitiveServices/accounts/projects/connections",
      "apiVersion": "2025-06-01",
      "name": "contoso-agents/support/vectors",
      "properties": {
        "category": "CognitiveSearch",
        "target": "https://contoso-vectors.search.windows.net",
        "authType": "AAD",
        "metadata": {
          "ApiType": "Azure",
          "ResourceId": "[resourceId('Microsoft.Search/searchServices', 'contoso-vectors')]"
        }
      }
    },
    {
      "type": "Microsoft.CognitiveServices/accounts/projects/capabilityHosts",
      "apiVersion": "2025-06-01",
      "name": "contoso-agents/support/agents",
      "properties": {
        "capabilityHostKind": "Agents",
        "vectorStoreConnections": ["vectors"]
      }
    }`
