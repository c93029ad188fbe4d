using 'main.bicep' with {
  mode: 'stack'
}
extends 'base.bicepparam'
import { x } from 'x.bicep'
type t = string
var v = base.name
@description('a')
param name = toUpper(v)
extension ext
extensionConfig k8s with {
  kubeConfig: az.getSecret('s', 'g', 'v', 'n')
}
