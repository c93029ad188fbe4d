using
usng 'x.bicep'
using '${x}.bicep'
resource r 'A.B/c@2024-01-01' = {}
param
param p string = 'x'
param p
extends
extensionConfig e
@description('lonely')
