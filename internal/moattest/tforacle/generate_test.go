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

const edges = `
lower("ÀB")
`
