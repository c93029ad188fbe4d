// want "enforcement isn't set"
resource none 'Microsoft.Search/searchServices@2024-06-01-preview' = {
  name: 'contoso-none'
  location: 'westeurope'
  sku: { name: 'standard' }
}
