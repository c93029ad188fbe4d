param child string

resource parent 'Microsoft.Sql/servers@2023-08-01' = if (child != '') {
  name: 'p'

  @description('A child.')
  resource child 'databases@2022-05-01' = {
    name: 'c'
    tags: { sibling: sibling.id, own: child.id }

    resource grandchild 'grand' existing = {
      name: parent.name
      tags: { up: child.name }
    }
  }

  #disable-next-line BCP081
  resource sibling 'databases' = [for child in [ 1 ]: {
    name: '${child}'
    properties: {}
    dependsOn: [ grand ]
  }]

  properties: { first: child.properties.a }
}

var grand = child
output fromOutside string = parent::child::grandchild.name
output indexed string = parent::sibling[0].id
