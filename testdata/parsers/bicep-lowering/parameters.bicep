metadata owner = { team: 'platform' }
targetScope = 'subscription'

@description('Where everything goes.')
@allowed([ 'westeurope', 'northeurope' ])
param location string = 'westeurope'

@secure()
param password string

@sys.secure()
param settings object = {}

@minValue(-3)
@maxValue(10)
param count int = 1

@minLength(3)
@maxLength(24)
param names string[]

@allowed([ true, null, -1, { a: [ 1, 'b' ] } ])
param mixed any

param nullable string?
param sized ('S' | 'M' | 'L')? = 'S'
param noDefault bool
param resourceTyped resource 'Microsoft.Storage/storageAccounts@2023-01-01'
param derived resourceInput<'Microsoft.Storage/storageAccounts@2023-01-01'>.properties.networkAcls?
param defaulted string = '${location}-${count}'

@export()
var prefix = 'app'
var typed string = prefix
var looped = [for (n, i) in names: '${n}${i}']

@secure()
output secret string = password
output list array = [for n in names: { name: n }]
output withoutType resource 'Microsoft.Storage/storageAccounts@2023-01-01' = resourceTyped
assert positive = count > 0
