package tforacle

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"moat/parsers/terraform/function"
)

// fixed are calls on the edges of what functions take.
func fixed() []string {
	return strings.Split(strings.TrimSpace(edges), "\n")
}

// generator makes calls of literals.
type generator struct{ r *rand.Rand }

// generate makes n calls, the same for the same seed.
func generate(n int, seed uint64) []string {
	g := generator{rand.New(rand.NewPCG(seed, 7))}
	var names []string
	for _, f := range function.All() {
		if f.Class == function.Computable && !strings.Contains(f.Name, "sensitive") && f.Name != "ephemeralasnull" {
			names = append(names, f.Name)
		}
	}
	out := make([]string, n)
	for i := range out {
		out[i] = g.call(names[i%len(names)], 0)
	}
	return out
}

func (g generator) pick(of ...string) string { return of[g.r.IntN(len(of))] }

// call is a call with arguments that mostly fit.
func (g generator) call(name string, depth int) string {
	f, _ := function.Lookup(name)
	params, _, _ := strings.Cut(f.Signature, ": ")
	var args []string
	for _, p := range strings.Split(params, ", ") {
		_, t, _ := strings.Cut(p, " ")
		n := 1
		if t, _ = strings.CutSuffix(t, "?"); strings.HasSuffix(t, "…") {
			n = g.r.IntN(3)
			if len(args) == 0 {
				n++
			}
		}
		t = strings.TrimSuffix(strings.TrimSuffix(t, "…"), "?")
		for range n {
			args = append(args, g.arg(name, len(args), t, depth))
		}
	}
	return name + "(" + strings.Join(args, ", ") + ")"
}

// special are arguments of functions that take a text of a certain form.
func (g generator) special(name string, i int) string {
	switch {
	case strings.HasPrefix(name, "cidr") && i == 0:
		return g.pick(`"10.0.0.0/16"`, `"192.168.1.7/24"`, `"fd00:1::/56"`, `"10.1.2.0/28"`, `"10.0.0.0"`)
	case strings.HasPrefix(name, "cidr"):
		return g.pick("0", "1", "2", "3", "4", "8", "-1")
	case name == "formatdate" && i == 0:
		return g.pick(`"YYYY-MM-DD"`, `"DD MMM YYYY hh:mm ZZZ"`, `"EEEE, h'h' AA"`, `"x"`)
	case name == "formatdate", name == "timecmp", name == "timeadd" && i == 0:
		return g.pick(`"2020-02-03T04:05:06Z"`, `"2021-12-31T23:59:59+02:00"`, `"2020-02-03T04:05:06-07:00"`)
	case name == "timeadd":
		return g.pick(`"1h"`, `"-90m"`, `"36h15s"`, `"1d"`)
	case strings.HasPrefix(name, "regex") && i == 0:
		return g.pick(`"[a-z]+"`, `"(\\w)(\\d)?"`, `"(?P<x>a)"`, `"^$"`, `"("`)
	case name == "base64decode", name == "textdecodebase64" && i == 0:
		return g.pick(`"aGVsbG8="`, `"YQ=="`, `"!"`)
	case strings.HasPrefix(name, "text"):
		return g.pick(`"UTF-16LE"`, `"UTF-8"`, `"ISO-8859-1"`, `"windows-1252"`, `"nope"`)
	case name == "jsondecode":
		return g.pick(`"{\"a\":[1,2.5,null,true],\"b\":\"<\"}"`, `"[]"`, `"\"x\""`, `"1e3"`, `"{"`)
	case name == "yamldecode":
		return g.pick(`"a: [1, two]\nb: {c: yes}"`, `"- 1\n- x: 2"`, `"x"`, `"[1, 2.5, null]"`, `"a: b: c"`, `"&a [1]"`)
	case name == "csvdecode":
		return g.pick(`"a,b\n1,2\n3,4"`, `"a\n"`, `"a,b\n1"`)
	case name == "uuidv5" && i == 0:
		return g.pick(`"dns"`, `"url"`, `"6ba7b810-9dad-11d1-80b4-00c04fd430c8"`, `"nope"`)
	case name == "parseint" && i == 0:
		return g.pick(`"ff"`, `"101"`, `"-12"`, `"z"`, "12")
	case name == "parseint", name == "log" && i == 1:
		return g.pick("2", "8", "10", "16", "62")
	case strings.HasPrefix(name, "format") && i == 0:
		return g.pick(`"%s"`, `"%s-%s"`, `"%v|%5v"`, `"%d"`, `"%03d-%x"`, `"%.2f"`, `"%t"`, `"%q"`, `"%-5s|"`, `"plain"`, `"%[2]s %[1]s"`, `"%%%v"`)
	case strings.HasPrefix(name, "format"):
		return g.pick(`"a"`, "7", "3.25", "true", `"12"`, `["x", "y"]`, `["p", "q"]`)
	case name == "substr" && i > 0, name == "element" && i == 1, name == "slice" && i > 0, name == "chunklist" && i == 1, name == "indent" && i == 0:
		return g.pick("0", "1", "2", "3", "1", "2", "-1")
	case name == "range":
		return g.pick("0", "1", "5", "10", "-2", "0.5", "7")
	case name == "pow" && i == 1:
		return g.pick("0", "2", "3", "-1", "0.5")
	case name == "replace" && i == 1:
		return g.pick(`"a"`, `"-"`, `"/[a-z]/"`, `"/(a)(b)?/"`, `""`)
	case name == "replace" && i == 2:
		return g.pick(`"x"`, `""`, `"$1$1"`, `"<$0>"`)
	case name == "lookup" && i == 1:
		return g.pick(`"a"`, `"b"`, `"zz"`)
	case name == "keys", name == "values", name == "merge", name == "lookup" && i == 0, name == "tomap":
		return g.pick("{a = 1, b = 2}", `{b = "x"}`, "{}", `{a = "y", c = [1]}`, "tomap({a = 1, c = 3})", `tomap({b = "x"})`, "{a = null}")
	case name == "transpose":
		return g.pick(`{a = ["1", "2"], b = ["2"]}`, "{}", `{a = [1]}`, `{a = []}`)
	case name == "zipmap" && i == 1:
		return g.pick("[1, 2]", `["x"]`, "tolist([1, 2])", "[]")
	case name == "sum":
		return g.pick("[1, 2.5]", `["1", 2]`, "toset([1, 2])", "[0.1, 0.2]", "[]")
	case name == "element" && i == 0, name == "concat", name == "slice" && i == 0, name == "reverse", name == "index" && i == 0, name == "contains" && i == 0,
		name == "coalescelist", name == "one", name == "flatten":
		return g.list(0)
	case name == "setproduct":
		return g.pick(`["a", "b"]`, "[1]", `toset(["x", "y"])`, "[]", `[1, "a"]`)
	}
	return ""
}

func (g generator) arg(name string, i int, t string, depth int) string {
	if s := g.special(name, i); s != "" && g.r.IntN(12) > 0 {
		return s
	}
	switch t {
	case "string":
		if depth < 2 && g.r.IntN(6) == 0 {
			return g.call(g.pick("lower", "upper", "trimspace", "strrev", "title", "md5", "base64encode", "urlencode", "tostring"), depth+1)
		}
		return g.scalar(true)
	case "number":
		return g.pick("0", "1", "2", "-3", "1.5", "10", "1e3", `"4"`, "0.1", "255")
	case "bool":
		return g.pick("true", "false", `"true"`)
	case "list(string)", "list(any)", "set(any)":
		return g.list(depth)
	case "list(bool)":
		return g.pick("[]", "[true]", "[true, false]", `["true", false]`, "[null, true]")
	}
	switch g.r.IntN(4) {
	case 0:
		return g.list(depth)
	case 1:
		return g.pick("{}", "{a = 1}", `{a = 1, b = "x"}`, `{b = [1, "y"], a = {c = true}}`, "tomap({a = 1})")
	}
	return g.scalar(false)
}

func (g generator) scalar(text bool) string {
	if text && g.r.IntN(8) > 0 {
		return g.pick(`""`, `"a"`, `"Hello World"`, `"a-b"`, `" padded "`, `"añb"`, `"a,b,,c"`, `"x1y2"`, `"line\nline\n"`, `"a/b.txt"`, `"<&>"`, `"ÀÉ"`)
	}
	return g.pick(`"a"`, `"b"`, "1", "2.50", "true", "null", "-7", `"1"`)
}

func (g generator) list(depth int) string {
	if depth < 2 && g.r.IntN(5) == 0 {
		return g.call(g.pick("distinct", "reverse", "compact", "sort", "toset", "tolist", "concat", "setunion"), depth+1)
	}
	return g.pick("[]", `["a"]`, `["b", "a", "b"]`, "[1, 2]", `[1, "a", true]`, `[["x"], ["y", ["z"]]]`, `["a", "", "b"]`, `toset(["b", "a"])`,
		"tolist([3, 1, 2])", `[{a = 1}, {a = 2}]`, fmt.Sprintf("[%s, %s]", g.scalar(false), g.scalar(false)))
}

// edges are calls of one line each.
const edges = `
alltrue([null])
alltrue([true, null])
anytrue([null, true])
contains(["1"], 1)
contains([1, "a"], "1")
contains(toset(["1"]), 1)
contains([null], null)
flatten([null, [1, null]])
flatten([toset(["b", "a"]), "c"])
flatten([{a = [1]}])
flatten(tolist([["a"], ["b"]]))
coalesce(1, "a")
coalesce(null, "")
coalesce([], [1])
coalesce({a = 1}, {}, null)
coalesce({b = [1, "y"], a = {c = true}}, 1, null)
coalesce(null, false, true)
coalescelist(null, ["a"])
coalescelist([], toset(["a"]))
coalescelist([], tolist(["a"]), ["b"])
lookup(tomap({a = "x"}), "b", 1)
lookup({a = "x"}, "b")
lookup({}, "b", [1])
lookup({a = null}, "a", "d")
lookup({a = 1, b = "x"}, "b")
lookup({a = 1, b = "x"}, "c", "d")
lookup(tomap({a = 1}), "b", "x")
element(["a"], null)
element(toset(["a"]), 0)
element([], 0)
element(["a", "b", 1], 1.5)
element(tolist(["a", "b"]), 5)
index(["a"], "z")
index([1, "1"], "1")
index(toset(["a"]), "a")
keys(tomap({b = 1, a = 2}))
values(tomap({b = 1, a = "x"}))
values({b = [1], a = "x"})
reverse(toset(["b", "a"]))
reverse(["a", 1])
slice(["a", 1, true], 1, 2)
slice(tolist(["a", "b"]), 0, 1)
slice(toset(["a", "b"]), 0, 1)
slice(["a"], 0, 2)
slice(["a", "b"], 1, 0)
zipmap(["a", "a"], [1, 2])
zipmap(["a"], tolist([1]))
zipmap(["a", "b"], [1])
zipmap(["a", "b"], [1, "x"])
merge(tomap({a = "1"}), {b = 2})
merge(tomap({a = "1"}), tomap({b = 2}))
merge(tomap({a = "1"}), tomap({b = "2"}))
merge(tomap({a = "1"}), null)
merge()
merge({a = 1}, null)
merge({a = {x = 1}}, {a = {y = 2}})
merge("a")
concat(tolist(["a"]), ["b"])
concat(tolist(["a"]), tolist([1]))
concat(["a"], [1])
concat(toset(["a"]), [1])
concat()
one(["a", "b"])
one(null)
one([1])
one(tolist([]))
one(toset(["x"]))
sum([])
sum(["1", 2])
sum(toset([1, 2]))
sum([0.1, 0.2])
sum(["a"])
matchkeys(["a", "b"], [1, 2], ["2"])
matchkeys(["a", "b"], ["x", "y"], ["y", "z"])
matchkeys([], [], ["2"])
matchkeys(["a"], ["b", "c"], ["b"])
distinct([1, "1"])
distinct([[1], [1]])
distinct([{a = 1}, {a = 1}])
compact(toset(["a", ""]))
compact([null, "a", 1])
chunklist(["a"], 0)
chunklist([], 2)
chunklist(["a", "b", "c"], 2)
chunklist(["a"], -1)
length(null)
length([null])
length(5)
length("añ👍🏽")
length({})
sort([3, 10, "a"])
sort(toset(["b"]))
sort([null, "a"])
setunion(["a"], [1])
setunion([1], [2])
setunion([], [1])
setintersection(["1"], [1])
setintersection([1, 2], [2, 3], [2])
setsubtract([1, 2], ["1"])
setsubtract([], ["1"])
setsubtract([{a = 1}], [{a = 1}])
setproduct([], [1])
setproduct(["a"])
setproduct(toset(["b", "a"]), ["x", "y"])
setproduct([1, "a"], [true])
setproduct(toset(["a"]), toset([1, 2]))
transpose({})
transpose({b = ["1"], a = ["1"]})
range(1, 5, 0)
range(0, 1e9)
range(0.5, 3)
range(3, 0, -1)
range(1, 2, 3, 4)
tolist({a = 1})
tolist([null, null])
tolist(null)
tolist([[1], ["a"]])
tolist([[1], []])
tolist([{a = 1}, {a = 1, b = "x"}])
tolist(toset([3, 1, 2]))
toset([{a = 1}, {a = "x"}])
toset(["b", "a", "b", null])
toset([1 , true])
toset([])
tomap({a = 1, b = [1]})
tomap({a = {x = 1}, b = {y = 1}})
tomap({a = {x = 1}, b = {x = "s"}})
tomap([1])
tomap({})
tostring(null)
tostring([])
tostring(1e21)
tostring(1.50)
tostring(0.1)
tonumber("1e3")
tonumber("0x10")
tonumber(" 1")
tonumber("")
tonumber(true)
tobool("1")
tobool("True")
tobool(1)
try(tonumber("abc"), -1)
try({}, "x")
can(tonumber("abc"))
can(tonumber("1"))
join(",", [1, true, "x"])
join(",", [null])
join(",", ["a"], ["b"])
join(",", [])
join(",")
join(", ", toset(["b", "a"]))
format("%d", 1.5)
format("%s", [1])
format("%v", {a = "x"})
format("%#v", ["x"])
format("%s %s", "a")
format("%s", "a", "b")
format("%t", "true")
format("%d", "12")
format("%q", 1)
format("%5v|%-5v|", true, "é")
format("%[2]s %[1]s", "a", "b")
format("%s-%03d-%.2f-%t-%v-%q-%%", "a", 7, 3.14159, true, [1, "b"], "q")
format("%5s|%-5s|%+d|%x|%X|%o|%b|%e", "a", "b", 5, 255, 255, 8, 5, 1234.5)
format("%v %s %d", 0.1, 0.1, 3)
format("%z", 1)
format("100%")
format("%v", 12345678901234567890)
format("%.3s|%8.3f|% d", "abcdef", 3.14159, 5)
formatlist("%s", [])
formatlist("%s-%s", ["a", "b"], ["c"])
formatlist("x")
formatlist("%s", toset(["b", "a"]))
formatlist("%v", ["a", 1])
formatlist("%s/%s", ["a", "b"], "z")
formatlist("%s", "a")
split("", "abc")
split(",", "")
split("ab", "xabyab")
replace("hello", "/l+/", "<$0>")
replace("hello", "/(?P<x>l)/", "$${x}-")
replace("abc", "", "-")
replace("a/b", "/", "-")
replace("a//b", "//", "-")
regex("a(b)?", "ac")
regex("x", "a")
regexall("(a)(b)?", "aab")
substr("hello", -3, -1)
substr("hello", 1, 100)
substr("hello", 9, 1)
substr("héllo", 1, 1)
substr("hello", 0, 0)
trim("xxaxx", "x")
trimprefix("prefix-a", "prefix-")
title("hello wORLD-x y")
indent(2, "a\nb\n")
chomp("a\r\n\n")
strrev("añb")
jsonencode({b = [1, null], a = "<&>"})
jsonencode(null)
jsonencode(1e400)
jsonencode("é\u0001")
jsondecode("{\"b\":1e3,\"a\":12345678901234567890}")
jsondecode("[1,")
jsondecode("null")
yamlencode({a = [1, "x"], b = {c = null}})
yamlencode(["yes", "1", 1.5, "a: b", ""])
yamldecode("a: [1, two]\nb: {c: yes}")
yamldecode("- 2001-01-01\n- 0x10\n- ~")
yamldecode("a: &x [1]\nb: *x")
base64decode("4pyT")
base64decode("/w==")
base64decode("YQ")
base64gzip("hello")
textencodebase64("aé", "UTF-16LE")
textdecodebase64("YQA=", "UTF-16LE")
textencodebase64("€", "ISO-8859-1")
urlencode("a b&c/ü~*")
uuidv5("dns", "example.com")
uuidv5("x500", "cn=a")
csvdecode("a,b\n1,2\n3,4")
csvdecode("a,a\n1,2")
csvdecode("")
cidrsubnet("10.0.0.0/16", 8, 256)
cidrsubnet("10.0.0.0/16", 17, 0)
cidrsubnet("fd00::/48", 16, 3)
cidrsubnet("10.0.0.0/16", -1, 8)
cidrsubnet("10.0.0.0/16", 8, -1)
cidrsubnet("010.1.0.0/16", 8, 1)
cidrsubnet("::ffff:10.0.0.0/112", 4, 1)
cidrsubnets("10.0.0.0/16", 8, 8, 4)
cidrsubnets("10.0.0.0/16")
cidrsubnets("10.0.0.0/16", 1, 1, 1)
cidrsubnets("10.0.0.0/16", 0)
cidrsubnets("fd00::/56", 64)
cidrhost("10.0.0.0/24", -1)
cidrhost("10.0.0.0/24", 256)
cidrhost("10.0.0.5/24", 0)
cidrhost("fd00::/64", 255)
cidrnetmask("10.0.0.0/20")
cidrnetmask("fd00::/64")
cidrnetmask("10.0.0.0/33")
timeadd("2020-01-01T00:00:00Z", "36h")
timecmp("2020-01-01T00:00:00Z", "2020-01-01T01:00:00+01:00")
timecmp("2020", "2021")
formatdate("YYYY-MM-DD'T'hh:mm:ssZ", "2020-02-03T04:05:06Z")
formatdate("bad", "2020-02-03T04:05:06Z")
abs("-1.5")
ceil(1.2)
floor(-1.2)
log(16, 2)
log(10, 3)
pow(2, 0.5)
pow(2, 100)
parseint("ff", 16)
parseint("-0b1", 2)
parseint(12, 10)
parseint("zz", 63)
max()
min("1", 2)
max(0.1, 1)
basename("a/b.txt")
basename("a/")
basename("")
dirname("a/b.txt")
dirname("/")
dirname("a")
pathexpand("/x")
startswith("abc", "")
endswith("abc", "bc")
strcontains("abc", "x")
length(jsondecode("[1,2]"))
values(zipmap(split(",", "a,b"), [1, 2]))
`
