package canary

import (
	"fmt"
	"strings"
)

// expr is an expression of a kind, mostly.
func (g *generator) expr(k kind, depth int) string {
	if g.chance(60) {
		k = kind(g.pick(int(kinds)))
	}
	if depth <= 0 || len(g.data) == 0 {
		return g.leaf(k)
	}
	switch g.pick(8) {
	case 0, 1:
		return g.leaf(k)
	case 2:
		return fmt.Sprintf("(%s ? %s : %s)", g.expr(flag, depth-1), g.expr(k, depth-1), g.expr(k, depth-1))
	case 3:
		for _, f := range g.functions {
			if f.kind == k && !g.chance(3) {
				return fmt.Sprintf("%s(%s)", f.name, g.expr(str, depth-1))
			}
		}
	case 4:
		if g.chance(2) {
			return fmt.Sprintf("(%s.?%s ?? %s)", g.expr(obj, depth-1), property[k], g.expr(k, depth-1))
		}
		return fmt.Sprintf("%s.%s", g.expr(obj, depth-1), property[k])
	}
	s, n, f, l, o := g.call(str, depth), g.call(num, depth), g.call(flag, depth), g.call(list, depth), g.call(obj, depth)
	switch k {
	case str:
		return g.text(s, n, l, o)
	case num:
		return g.number(s, n, l)
	case flag:
		return g.boolean(s, n, f, l, o)
	case list:
		return g.array(s, n, l, o)
	default:
		return g.object(s, n, f, l, o)
	}
}

var property = [kinds]string{"a", "b", "c", "d", "e"}

// call defers making an operand until it is known to be used.
func (g *generator) call(k kind, depth int) func() string {
	return func() string { return g.expr(k, depth-1) }
}

func (g *generator) leaf(k kind) string {
	if k == str && len(g.locals) > 0 && g.chance(2) {
		return g.one(g.locals)
	}
	if names := g.names[k]; len(names) > 0 && g.pick(3) > 0 {
		return g.one(names)
	}
	if g.chance(100) {
		return fmt.Sprintf("v%d", g.next+g.pick(3)) // what comes later, or what isn't there
	}
	switch k {
	case str:
		return g.one([]string{"'a'", "''", "'Text-1'", `'it\'s'`, "'${'b'}c'", "'''\nmany\nlines'''", "'é ☃'", "'a,b'", "resourceGroup().location", "'one'"})
	case num:
		return g.one([]string{"0", "1", "2", "-1", "7", "1000"})
	case flag:
		return g.one([]string{"true", "false"})
	case list:
		return g.one([]string{"['a', 'b']", "[]", "['x']", "range(0, 3)", "[\n  'a'\n  'b'\n  'A'\n]"})
	default:
		return g.one([]string{"{ a: 'x', b: 1, c: true, d: ['y'], e: { a: 'z' } }", "{}", "{ a: 'only' }", "{ d: [], 'e': { e: {} } }", "resourceGroup()"})
	}
}

// text, number, boolean, array and object choose a form and fill it in.
func (g *generator) text(s, n, l, o func() string) string {
	switch g.pick(30) {
	default:
		return "'${" + inside(s()) + "}-" + "${" + inside(s()) + "}'"
	case 1:
		return "concat(" + s() + ", " + s() + ")"
	case 2:
		return "format('{0}/{1:D3}', " + s() + ", " + n() + ")"
	case 3:
		return "toLower(" + s() + ")"
	case 4:
		return "toUpper(" + s() + ")"
	case 5:
		return "replace(" + s() + ", 'a', " + s() + ")"
	case 6:
		return "take(" + s() + ", " + n() + ")"
	case 7:
		return "join(" + l() + ", ',')"
	case 8:
		return "first(" + l() + ")"
	case 9:
		return "string(" + o() + ")"
	case 10:
		return "uniqueString(" + s() + ")"
	case 11:
		return "guid(" + s() + ", 'x')"
	case 12:
		return "base64(" + s() + ")"
	case 13:
		return l() + "[" + n() + "]"
	case 14:
		return o() + "[" + s() + "]"
	case 15:
		return "coalesce(" + o() + ".?a, " + s() + ")"
	case 16:
		return "trim(padLeft(" + s() + ", 12))"
	case 17:
		return "split(" + s() + ", '-')[0]"
	case 18:
		return "resourceId('Microsoft.Storage/storageAccounts', " + s() + ")"
	case 19:
		return "reduce(" + l() + ", " + s() + ", (cur, next) => '${cur}${next}')"
	case 20, 21:
		if len(g.resources) > 0 {
			r := g.one(g.resources)
			return g.one([]string{r + ".id", r + ".name", r + ".properties.a", r + ".location", r + ".listKeys().keys[0].value", r + ".?tags.?a"})
		}
		return "newGuid()"
	case 22:
		if len(g.many) > 0 {
			return fmt.Sprintf("%s[%s].%s", g.one(g.many), n(), g.one([]string{"id", "name", "properties.a"}))
		}
		return "utcNow()"
	case 23:
		return "uri('https://example.com/', " + s() + ")"
	case 24:
		return "loadTextContent('note.txt')"
	case 25:
		return "substring(" + s() + ", 0, 1)"
	case 26:
		return "string(" + n() + ")"
	case 27:
		return "environment().suffixes.storage"
	case 28:
		return "any(" + s() + ")"
	case 29:
		return "last(" + l() + ")!"
	}
}

func (g *generator) number(s, n, l func() string) string {
	switch g.pick(9) {
	default:
		return "(" + n() + g.one([]string{" + ", " - ", " * ", " / ", " % "}) + n() + ")"
	case 1:
		return "length(" + l() + ")"
	case 2:
		return "length(" + s() + ")"
	case 3:
		return "int('12')"
	case 4:
		return "indexOf(" + s() + ", 'a')"
	case 5:
		return "min(" + n() + ", " + n() + ")"
	case 6:
		return "max([" + n() + ", " + n() + "])"
	case 7:
		return "-(" + n() + ")"
	case 8:
		return "int(" + s() + ")"
	}
}

func (g *generator) boolean(s, n, f, l, o func() string) string {
	switch g.pick(12) {
	default:
		return "(" + s() + g.one([]string{" == ", " != ", " =~ ", " !~ "}) + s() + ")"
	case 1:
		return "(" + n() + g.one([]string{" < ", " <= ", " > ", " >= ", " == "}) + n() + ")"
	case 2:
		return "(" + f() + " && " + f() + ")"
	case 3:
		return "(" + f() + " || " + f() + ")"
	case 4:
		return "!(" + f() + ")"
	case 5:
		return "contains(" + l() + ", " + s() + ")"
	case 6:
		return "contains(" + o() + ", " + s() + ")"
	case 7:
		return "empty(" + o() + ")"
	case 8:
		return "startsWith(" + s() + ", " + s() + ")"
	case 9:
		return "(" + o() + " == " + o() + ")"
	case 10:
		return "bool('true')"
	case 11:
		return "(" + o() + ".?e == null)"
	}
}

func (g *generator) array(s, n, l, o func() string) string {
	switch g.pick(16) {
	default:
		return "[" + s() + ", " + s() + "]"
	case 1:
		return "concat(" + l() + ", " + l() + ")"
	case 2:
		return "union(" + l() + ", " + l() + ")"
	case 3:
		return "flatten([" + l() + ", " + l() + "])"
	case 4:
		return "map(" + l() + ", " + g.lambda(str) + ")"
	case 5:
		return "filter(" + l() + ", " + g.lambda(flag) + ")"
	case 6:
		return "split(" + s() + ", ',')"
	case 7:
		return "sort(" + l() + ", (x, y) => x < y)"
	case 8:
		return "objectKeys(" + o() + ")"
	case 9:
		return "skip(" + l() + ", " + n() + ")"
	case 10:
		return "[...(" + l() + "), " + s() + "]"
	case 11:
		return "map(items(" + o() + "), i => i.key)"
	case 12:
		return "map(range(0, " + n() + "), i => '${i}')"
	case 13:
		return "intersection(" + l() + ", " + l() + ")"
	case 14:
		if len(g.many) > 0 {
			return "map(" + g.one(g.many) + ", r => r.id)"
		}
		return "array(" + s() + ")"
	case 15:
		return "[" + s() + ", ..." + l() + "]"
	}
}

func (g *generator) object(s, n, f, l, o func() string) string {
	switch g.pick(14) {
	default:
		return "{ a: " + s() + ", b: " + n() + ", c: " + f() + ", d: " + g.top(list, 2) + ", e: " + o() + " }"
	case 1:
		return "union(" + o() + ", " + o() + ")"
	case 2:
		return "{ ..." + o() + ", a: " + s() + " }"
	case 3:
		return "{ a: " + s() + ", ..." + o() + " }"
	case 4:
		return "{ '${" + inside(s()) + "}': " + s() + ", e: " + o() + " }"
	case 5:
		return "toObject(" + l() + ", x => '${x}', x => x)"
	case 6:
		return "json('{\"a\": \"j\", \"d\": [1]}')"
	case 7:
		return "shallowMerge([" + o() + ", " + o() + "])"
	case 8:
		return "mapValues(" + o() + ", v => string(v))"
	case 9:
		return "intersection(" + o() + ", " + o() + ")"
	case 10:
		return "loadJsonContent('data.json')"
	case 11:
		return "groupBy(" + l() + ", x => '${x}')"
	case 12:
		return "{ a: " + s() + ", e: { a: " + s() + ", c: " + f() + " } }"
	case 13:
		return "reduce(" + l() + ", {}, (cur, next) => union(cur, { '${next}': " + s() + " }))"
	}
}

// inside makes an expression one that can stand in an interpolation, where
// objects, arrays and new lines can't.
func inside(expr string) string {
	switch {
	case strings.Contains(expr, "\n"):
		return "'lines'"
	case strings.ContainsAny(strings.ReplaceAll(expr, "${", ""), "{["):
		return "'parts'"
	}
	return expr
}

// lambda takes one string.
func (g *generator) lambda(result kind) string {
	x := g.name("x")
	kept := g.locals
	g.locals = append(kept[:len(kept):len(kept)], x)
	out := x + " => " + g.expr(result, 2)
	g.locals = kept
	return out
}
