var a = 1 +
var b = (1
var c = !!true
var d = +1
var e = x.
var f = x[]
var g = x[1
var h = f(1,, 2)
var i = f(1 2)
var j = f(1,)
var k = ()
var l = (1, 2)
var m = a ? b
var n = a ? : c
var o = 18446744073709551616
var p = '${[]}'
var q = '${a b}'
var r = '${a
var s = "double"
var t = a.?f()
var u = [1 2]
var v = {a: 1 b: 2}
var w = { a 1 }
var x = { : 1 }
var y = [for x in]
var z = a &&
  b
var aa = [for (x) in y: x]
var bb = [
  1,
  2
]
var cc = 1 & 2
var dd = a;
var ee = (a, b + c) => a
var last = 'fine'
