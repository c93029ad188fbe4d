using 'decided.bicep'

param access = 'Disabled'
