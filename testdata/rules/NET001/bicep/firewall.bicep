// A firewall that lists the whole internet filters nothing.

param entry string

resource narrow 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-narrow'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    publicNetworkAccess: 'Enabled'
    networkAcls: { defaultAction: 'deny', ipRules: [{ value: '203.0.113.7' }, { value: '198.51.100.0/24' }] }
  }
}

resource wide 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-wide'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      defaultAction: 'Deny'
      ipRules: [
        { value: '203.0.113.7' }
        { value: '128.0.0.0/1' } // want "its firewall lists \"128.0.0.0/1\""
      ]
    }
  }
}

resource masked 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-masked'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    networkAcls: {
      defaultAction: 'Deny'
      ipRules: [
        { value: '203.0.113.7/0' } // want "its firewall lists"
      ]
    }
  }
}

resource odd 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-odd'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    networkAcls: {
      defaultAction: 'Deny'
      ipRules: [
        { value: entry } // want undetermined "depends on parameter \"entry\""
      ]
    }
  }
}

resource allowing 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-allowing'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    publicNetworkAccess: 'Enabled' // want "can be reached from the public internet"
    networkAcls: { defaultAction: 'Allow', ipRules: [{ value: '203.0.113.7' }] }
  }
}
