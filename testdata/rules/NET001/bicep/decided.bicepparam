using 'decided.bicep'

param first = 'Disabled'
param second = 'Enabled' // want "publicNetworkAccess is \"Enabled\""
