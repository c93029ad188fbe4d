var precedence = 1 + 2 * -3 ?? 4 == 5 && !true || 6 < 7 - 8 - 9
var folded = a =~ b || c !~ d && e != f
var ternaries = a
  ? b ? 1 : 2
  : c ? 3 : 4
var access = a.b.?c[0][?1][^2][?^3]!.d::e.f(1, 'x')!
var spaced = a . ? b
var calls = az.resourceGroup(
  'x',
  2
).id
var nested = (
  1
)
var lambdas = map(x, y => reduce(y, 0, (a, b) => a + b))
var empty = filter(x, () =>
  true)
var list = [1, 2
  'three' // comment
  ...rest, [

  ]]
var object = { a: 1, 'b-c': 2
  'd${e}': [for i in [1]: i]
  ...more,  in: 3 }
var loop = [for (x, i) in items(o): {
  key: x
}]
var big = -9223372036854775808
var hole = '${map(list, x => { a: x })}'
