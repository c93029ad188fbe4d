package tforacle

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// sentences makes expressions in the whole language: operators, conditionals,
// templates, for, splats, indices and calls inside one another. Most have a
// value; those that have none are compared too.
type sentences struct {
	r     *rand.Rand
	names []string // variables of for expressions in force
}

func (g *sentences) pick(of ...string) string { return of[g.r.IntN(len(of))] }

// number, text, boolean, list and object make an expression that mostly has that
// type; depth bounds what stands inside it.
func (g *sentences) number(d int) string {
	if d <= 0 {
		return g.pick("0", "1", "2", "3", "-4", "2.5", "10", `"7"`, "0.1", "1e3")
	}
	switch g.r.IntN(10) {
	case 0, 1, 2:
		return fmt.Sprintf("(%s %s %s)", g.number(d-1), g.pick("+", "-", "*", "/", "%"), g.number(d-1))
	case 3:
		return fmt.Sprintf("-%s", g.number(0))
	case 4:
		return fmt.Sprintf("(%s ? %s : %s)", g.boolean(d-1), g.number(d-1), g.number(d-1))
	case 5:
		return fmt.Sprintf("length(%s)", g.list(d-1))
	case 6:
		return fmt.Sprintf("%s[%s]", g.list(d-1), g.pick("0", "1", "0"))
	case 7:
		return fmt.Sprintf("try(%s, %s)", g.any(d-1), g.number(d-1))
	case 8:
		return fmt.Sprintf("sum([for n in [1, 2, 3] : n * %s])", g.number(0))
	}
	return fmt.Sprintf("%s(%s, %s)", g.pick("min", "max"), g.number(d-1), g.number(d-1))
}

func (g *sentences) text(d int) string {
	if d <= 0 {
		if len(g.names) > 0 && g.r.IntN(3) == 0 {
			return g.pick(g.names...)
		}
		return g.pick(`"a"`, `"b"`, `""`, `"Hello"`, `"añ"`, `"x-1"`, `"$${x}"`, "true", "12", `"t\tq\"u"`)
	}
	switch g.r.IntN(9) {
	case 0, 1:
		return fmt.Sprintf(`"<${%s}-${%s}>"`, g.any(d-1), g.text(d-1))
	case 2:
		return fmt.Sprintf(`"%%{if %s}y${%s}%%{else}n%%{endif}"`, g.boolean(d-1), g.text(d-1))
	case 3:
		name := g.variable()
		body := g.within(name, func() string { return g.text(d - 1) })
		return fmt.Sprintf(`"%%{for %s in %s~} ${%s} %%{~endfor}"`, name, g.list(d-1), body)
	case 4:
		return fmt.Sprintf("(%s ? %s : %s)", g.boolean(d-1), g.text(d-1), g.any(d-1))
	case 5:
		return fmt.Sprintf("join(%s, %s)", g.text(0), g.list(d-1))
	case 6:
		return fmt.Sprintf("%s(%s)", g.pick("upper", "lower", "trimspace", "tostring", "jsonencode"), g.text(d-1))
	case 7:
		return fmt.Sprintf(`format("%%s:%%v", %s, %s)`, g.text(d-1), g.any(d-1))
	}
	return fmt.Sprintf("lookup(%s, %s, %s)", g.object(d-1), g.pick(`"a"`, `"b"`, `"zz"`), g.text(d-1))
}

func (g *sentences) boolean(d int) string {
	if d <= 0 {
		return g.pick("true", "false", `"true"`, "true")
	}
	switch g.r.IntN(8) {
	case 0, 1:
		return fmt.Sprintf("(%s %s %s)", g.number(d-1), g.pick("<", "<=", ">", ">="), g.number(d-1))
	case 2, 3:
		return fmt.Sprintf("(%s %s %s)", g.any(d-1), g.pick("==", "!="), g.any(d-1))
	case 4:
		return fmt.Sprintf("(%s %s %s)", g.boolean(d-1), g.pick("&&", "||"), g.boolean(d-1))
	case 5:
		return "!" + g.boolean(0)
	case 6:
		return fmt.Sprintf("can(%s)", g.any(d-1))
	}
	return fmt.Sprintf("contains(%s, %s)", g.list(d-1), g.any(0))
}

func (g *sentences) list(d int) string {
	if d <= 0 {
		return g.pick("[]", `["a", "b"]`, "[1, 2, 3]", `["x", 1, null]`, `toset(["b", "a"])`, "tolist([3, 1])", `[{a = 1}, {a = "y"}]`, `[["p"], []]`)
	}
	switch g.r.IntN(8) {
	case 0:
		return fmt.Sprintf("[%s, %s]", g.any(d-1), g.any(d-1))
	case 1, 2:
		name := g.variable()
		over := g.list(d - 1)
		cond := ""
		body := g.within(name, func() string {
			if g.r.IntN(2) == 0 {
				cond = " if " + g.boolean(d-1)
			}
			return g.any(d - 1)
		})
		return fmt.Sprintf("[for %s in %s : %s%s]", name, over, body, cond)
	case 3:
		k, v := g.variable(), g.variable()+"v"
		over := g.pick(g.object(d-1), g.list(d-1))
		body := g.within(k, func() string { return g.within(v, func() string { return g.any(d - 1) }) })
		return fmt.Sprintf("[for %s, %s in %s : [%s, %s]]", k, v, over, k, body)
	case 4:
		return fmt.Sprintf("%s[*]", g.any(d-1))
	case 5:
		return fmt.Sprintf("%s[*].a", g.list(d-1))
	case 6:
		return fmt.Sprintf("concat(%s, %s)", g.list(d-1), g.list(d-1))
	}
	return fmt.Sprintf("%s(%s)", g.pick("flatten", "distinct", "toset", "reverse", "keys", "tolist"), g.list(d-1))
}

func (g *sentences) object(d int) string {
	if d <= 0 {
		return g.pick("{}", "{a = 1, b = 2}", `{a = "x"}`, `{"k-1" = [1]}`, `tomap({a = "m", b = "n"})`, "{b = null, a = true}")
	}
	switch g.r.IntN(6) {
	case 0, 1:
		return fmt.Sprintf("{a = %s, (%s) = %s}", g.any(d-1), g.pick(`"b"`, `"c"`, `"a"`), g.any(d-1))
	case 2:
		return fmt.Sprintf("merge(%s, %s)", g.object(d-1), g.object(d-1))
	case 3, 4:
		k, v := g.variable(), g.variable()+"v"
		over := g.pick(g.object(d-1), g.list(0))
		group := g.pick("", "", "...")
		key := g.pick(k, `"k${`+k+`}"`, `"same"`)
		body := g.within(v, func() string { return g.any(d - 1) })
		return fmt.Sprintf("{for %s, %s in %s : %s => %s%s}", k, v, over, key, body, group)
	}
	return fmt.Sprintf("(%s ? %s : %s)", g.boolean(d-1), g.object(d-1), g.object(d-1))
}

func (g *sentences) any(d int) string {
	if len(g.names) > 0 && g.r.IntN(5) == 0 {
		return g.pick(g.names...)
	}
	switch g.r.IntN(7) {
	case 0:
		return g.number(d)
	case 1, 2:
		return g.text(d)
	case 3:
		return g.boolean(d)
	case 4:
		return g.list(d)
	case 5:
		return g.object(d)
	}
	if d > 0 {
		return fmt.Sprintf("%s.%s", g.object(d-1), g.pick("a", "b"))
	}
	return "null"
}

func (g *sentences) variable() string { return fmt.Sprintf("v%d", len(g.names)) }

func (g *sentences) within(name string, f func() string) string {
	g.names = append(g.names, name)
	defer func() { g.names = g.names[:len(g.names)-1] }()
	return f()
}

// 500 expressions in the whole language give the value and the type that
// Terraform gives.
func TestLanguageAgreesWithTerraform(t *testing.T) {
	c := NewConsole(t)
	exprs := make([]string, 0, 500)
	seen := map[string]bool{}
	for i := uint64(0); len(exprs) < 500; i++ {
		g := &sentences{r: rand.New(rand.NewPCG(i, 13))}
		e := g.any(1 + int(i%3))
		if seen[e] || strings.Contains(e, "null[") {
			continue
		}
		seen[e] = true
		exprs = append(exprs, e)
	}
	results := c.Eval(t, exprs)
	same, failing := 0, 0
	for i, e := range exprs {
		if compareWhole(t, e, results[i]) {
			same++
			if !results[i].OK {
				failing++
			}
		}
	}
	t.Logf("%d of %d expressions agree; %d of them have no value", same, len(exprs), failing)
	if failing*2 > len(exprs) {
		t.Errorf("%d of %d expressions have no value: too many to compare anything", failing, len(exprs))
	}
}
