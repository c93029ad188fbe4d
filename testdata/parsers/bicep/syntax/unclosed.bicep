resource a 'A.B/c@2024-01-01' = {
  name: 'a'
  properties: {
    size: [
      1

@secure()
param p string

resource b 'A.B/d@2024-01-01' = {
  name: 'b'
  resource c 'd' = {
    name: 'c'
  }
}
var v = f(1,

output o string = 'x'
