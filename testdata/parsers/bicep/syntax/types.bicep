type primitive = sys.string
type union = | 'a'
  | 'b'
  | 1
  | null
type numbers = -1 | !true | 5?
type shape = {
  @description('key')
  name: string
  'quoted-name': int?, nested: { *: string }
  *: resourceInput<'A.B/c@2024-01-01'>.properties
}
type tuple = [
  @minLength(1)
  string
  int[]
]
type access = shape.nested.*[*][0].x<int, string>[]!
type paren = (string | int)[]
param derived resource 'A.B/c@2024-01-01'
param old resource<'A.B/c@2024-01-01'>
output anything resource = x
