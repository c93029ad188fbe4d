param
param p
param q string =
param r string 'x'
param 1x string = 'a'
var
var v
var w =
var x = 1 2
output
output o
output o string
output o string = 
resource
resource r
resource r 'A.B/c@2024-01-01'
resource r 'A.B/c@2024-01-01' =
resource r 'A.B/c@2024-01-01' {
  name: 'kept'
}
resource s = {
  name: 'kept too'
}
module m 'x.bicep' = if {
}
module m 'x.bicep' = [for x: { name: x }]
type t
func
func f
func f(
func f(a) string => 1
metadata m
targetScope
import
import { 'x' } from 'y'
import * from 'y'
extension
extension e with
assert a
test t
resurce x 'y' = {}
variable v = 1
123
@
@description('lonely')
