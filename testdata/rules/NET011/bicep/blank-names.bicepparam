using 'blank-names.bicep'

param agents = ''
param endpoints = ''
