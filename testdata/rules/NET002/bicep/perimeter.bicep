resource guarded 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'contosoguarded'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    publicNetworkAccess: 'SecuredByPerimeter'
  }
}

resource alone 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'contosoalone'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
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
