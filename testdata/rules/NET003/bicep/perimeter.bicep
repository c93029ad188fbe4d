resource guarded 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contosoguarded'
  location: 'westeurope'
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: 'westeurope', failoverPriority: 0 }]
    publicNetworkAccess: 'SecuredByPerimeter'
  }
}

resource alone 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contosoalone'
  location: 'westeurope'
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: 'westeurope', failoverPriority: 0 }]
    publicNetworkAccess: 'SecuredByPerimeter' // want undetermined "whether a network security perimeter guards"
  }
}

resource perimeter 'Microsoft.Network/networkSecurityPerimeters@2023-08-01-preview' = {
  name: 'contoso-perimeter'
  location: 'westeurope'

  resource profile 'profiles' = {
    name: 'agents'
  }

  resource association 'resourceAssociations' = {
    name: 'guarded'
    properties: {
      accessMode: 'Enforced'
      privateLinkResource: { id: guarded.id }
      profile: { id: profile.id }
    }
  }
}
