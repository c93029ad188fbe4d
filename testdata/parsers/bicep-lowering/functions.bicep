import { make as build } from 'lib.bicep'
import * as lib from 'lib.bicep'

param name string
var other = 'x'

@export()
func greet(name string, times int) string => '${name}${times}${other}'
func nested(items array) array => map(items, name => greet(name, length(items)))
func empty() object => {}
func multi(
  a string
) string =>
  lib.join(a, build(a))

output a string = greet(name, 2)
output b array = nested([ 'a' ])
