import * as shared from 'shared.bicep'
import { Size, 'a-b' as dashed, other as renamed } from '../common/types.json'

// A declared type may hide one of the language; sys. still reaches it.
type bool = string
type real = sys.bool
type color =
  | 'red'
  | 'green'
type numbers = 1 | -10 | 3
type truths = !true | false | null
type site = {
  @minLength(3)
  name: string
  @secure()
  key: string?
  'quoted-key': int
  tags: { *: string }
  inner: {
    @description('x')
    a: color, b: (string | int)[]
  }
  next: site?
  *: any
}
type pair = [
  string
  @minValue(1)
  int
]
type chosen = site.tags.* | site.inner.b[*] | pair[1]
@discriminator('kind')
type shape = { kind: 'circle', radius: int } | square
type square = { kind: 'square', side: int }
type fromShared = shared.Thing.name
type sizes = Size[]?
type strict = site.key!
type input = resourceInput<'Microsoft.Storage/storageAccounts@2023-01-01'>
type out = sys.resourceOutput<'Microsoft.Storage/storageAccounts@2023-01-01'>.properties
@secure()
@export()
type password = string
param used dashed
param used2 renamed
param used3 { a: password }
