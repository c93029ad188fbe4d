var before = 1
var x = {
  a: 1
  b c
  d: [
