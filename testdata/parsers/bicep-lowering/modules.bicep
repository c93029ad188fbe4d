param names array
param kvName string
param useFirst bool

resource kv 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: kvName
}

module one './modules/one.bicep' = {
  name: 'one'
  scope: subscription()
  params: {
    secret: useFirst ? kv.getSecret('a') : (kv.getSecret('b', 'v1'))
    text: loadTextContent('../texts/hello.txt')
    other: sys.loadJsonContent('config.json', '$.a')
    computed: loadTextContent('${kvName}.txt')
    folder: loadDirectoryFileInfo('folder')
  }
  identity: { type: 'None' }
  dependsOn: [ kv ]
}

module unnamed '../shared/two.bicep' = {}

module looped 'modules/one.bicep' = [for (name, index) in names: if (useFirst) {
  name: 'loop-${name}'
  params: { kv: kv.id, names: [for name in names: '${name}${index}'] }
}]

module remote 'br/public:avm/res/key-vault/vault:0.9.0' = { name: 'remote' }
module spec 'ts:11111111-1111-1111-1111-111111111111/rg/spec:v1' = { name: 'spec' }
module outside '../../../up.bicep' = { name: 'outside' }

output fromLoop array = [for (name, i) in names: looped[i].outputs.value]
output all array = map(looped, one => one.outputs.value)
