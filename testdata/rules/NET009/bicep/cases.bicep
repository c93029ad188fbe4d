// The ways in which an injection can be wrong.
param subnetId string
param noSubnet string = ''
param scenario string
param injections array
param managed bool

resource nowhere 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-nowhere'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    customSubDomainName: 'contoso-nowhere'
    publicNetworkAccess: 'Disabled'
    networkInjections: [
      { scenario: 'agent', subnetArmId: noSubnet } // want error "the account's agents are put into no network"
    ]
  }
}

resource twice 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-twice'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    customSubDomainName: 'contoso-twice'
    networkInjections: [
      { scenario: 'agent', subnetArmId: network::agents.id, useMicrosoftManagedNetwork: true } // want error "the account's agents are put into two networks at once"
    ]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {
  name: 'contoso-network'

  resource agents 'subnets' existing = {
    name: 'agents'
  }
}

resource unmanaged 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-unmanaged'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    customSubDomainName: 'contoso-unmanaged'
    networkInjections: [
      { scenario: 'agent', useMicrosoftManagedNetwork: true } // want error "are to run in a managed network, and nothing here deploys one"
    ]
  }
}

resource managedAccount 'Microsoft.CognitiveServices/accounts@2025-10-01-preview' = {
  name: 'contoso-managed'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    customSubDomainName: 'contoso-managed'
    networkInjections: [
      { scenario: 'agent', subnetArmId: '', useMicrosoftManagedNetwork: true }
    ]
  }

  resource ofIt 'managednetworks@2025-10-01-preview' = {
    name: 'default'
    properties: { managedNetwork: { IsolationMode: 'AllowOnlyApprovedOutbound' } }
  }
}

resource object 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-object'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    customSubDomainName: 'contoso-object'
    networkInjections: any({ // want error "networkInjections is an object, and must be a list of objects"
      scenario: 'agent'
    })
  }
}

// What must be set with it, when the account is made.
resource bare 'Microsoft.CognitiveServices/accounts@2025-06-01' = { // want warning "for which customSubDomainName must be set"
  name: 'contoso-bare'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: false // want warning "for which allowProjectManagement must be set"
    networkInjections: [{ scenario: 'agent', subnetArmId: subnetId }]
  }
}

resource unknown 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-unknown'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    customSubDomainName: 'contoso-unknown'
    networkInjections: injections // want undetermined "whether the account's agents run in a virtual network can't be decided"
  }
}

resource unknownScenario 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-scenario'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    customSubDomainName: 'contoso-scenario'
    networkInjections: [{ scenario: scenario, subnetArmId: subnetId }] // want undetermined "whether the account's agents run in a virtual network can't be decided"
  }
}

// Either way there is one.
resource either 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-either'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    customSubDomainName: 'contoso-either'
    networkInjections: [{ scenario: 'agent', subnetArmId: subnetId, useMicrosoftManagedNetwork: managed }]
  }
}

// An account for models alone takes no agents.
resource models 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-models'
  location: 'westeurope'
  kind: 'OpenAI'
  sku: { name: 'S0' }
  properties: { publicNetworkAccess: 'Disabled' }
}
