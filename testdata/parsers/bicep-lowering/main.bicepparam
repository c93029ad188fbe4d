using '../main.bicep'
extends 'shared.bicepparam'

import { tags as commonTags } from 'common.bicep'
import * as c from 'common.bicep'

@description('unused by the template')
var region string = 'westeurope'
type local = { a: string }

param location = region
param name = '${location}-${base.name}'
param everything = union(base, { tags: commonTags, more: c.more })
param secret = az.getSecret('sub', 'rg', 'kv', 'name')
param fromEnv = readEnvironmentVariable('X', 'default')
param none = null
param listed = [for i in range(0, 2): i]

extensionConfig k8s with {
  namespace: name
}
