package canary

import (
	"fmt"
	"strconv"
	"strings"
)

// generate turns bytes into a project of Bicep files that is mostly well
// formed: what is used is declared, and mostly of the type that is asked for.
// It always ends: without bytes left it takes the simplest choice. main.bicep
// is the entry point. Literals that only stand in the defaults of secure
// parameters hold the word of secretWord.
func generate(data []byte) map[string]string {
	g := &generator{data: data, files: map[string]string{
		"data.json": `{"a": "text", "d": ["one", "two"], "e": {"a": 1}}`,
		"note.txt":  "some text\n",
		"lib.bicep": lib,
	}}
	for i := g.pick(3); i > 0; i-- {
		g.template(fmt.Sprintf("m%d.bicep", i))
	}
	g.template("main.bicep")
	if g.chance(4) {
		g.parameterFile()
	}
	return g.files
}

// secretWord is in all that must not be printed.
const secretWord = "CANARY"

const lib = `@export()
type shape = {
  a: string
  b: int?
  @secure()
  c: string?
  d: string[]?
}
@export()
var shared = { a: 'shared', d: ['x', 'y'] }
@export()
func twice(x string) string => '${x}${x}'
`

type kind int

const (
	str kind = iota
	num
	flag
	list // of strings, mostly
	obj  // with some of the properties a (string), b (int), c (bool), d (list), e (object)
	kinds
)

var typeNames = [kinds]string{"string", "int", "bool", "array", "object"}

// signature is what others have to know of a module.
type signature struct {
	path    string
	params  []declared
	outputs []declared
}

type declared struct {
	name   string
	kind   kind
	secure bool
}

type generator struct {
	data    []byte
	files   map[string]string
	modules []signature
	next    int // number of the next name
	secrets int

	// Of the template at hand.
	names     [kinds][]string // what can be written for a value of a kind
	functions []declared      // each of one string parameter
	resources []string        // single ones
	many      []string        // loops of resources
	locals    []string        // strings of lambdas and loops
	vaults    []string
}

// pick chooses one of n, the first when the bytes have run out.
func (g *generator) pick(n int) int {
	if len(g.data) == 0 {
		return 0
	}
	b := int(g.data[0])
	g.data = g.data[1:]
	return b % n
}

// chance is true once in n times, never when the bytes have run out.
func (g *generator) chance(n int) bool { return g.pick(n) == n-1 && n > 1 }

func (g *generator) one(of []string) string { return of[g.pick(len(of))] }

func (g *generator) name(prefix string) string {
	g.next++
	return prefix + strconv.Itoa(g.next)
}

// template writes one file: everything in it in an order in which little
// stands before what it uses, as Bicep demands none.
func (g *generator) template(path string) {
	g.names = [kinds][]string{}
	g.functions, g.resources, g.many, g.locals, g.vaults = nil, nil, nil, nil, nil
	sig := signature{path: path}
	var b strings.Builder
	if g.chance(12) {
		fmt.Fprintf(&b, "targetScope = '%s'\n", g.one([]string{"resourceGroup", "subscription", "managementGroup", "tenant"}))
	}
	if g.chance(3) {
		b.WriteString("import { shape, shared, twice } from 'lib.bicep'\n")
		g.names[obj] = append(g.names[obj], "shared")
		g.functions = append(g.functions, declared{name: "twice", kind: str})
	}
	for range 1 + g.pick(4) {
		g.param(&b, &sig)
	}
	for range g.pick(3) {
		g.function(&b)
	}
	for range g.pick(5) {
		g.variable(&b)
	}
	for range 1 + g.pick(4) {
		g.resource(&b)
	}
	for range g.pick(3) {
		if len(g.modules) > 0 {
			g.module(&b)
		}
	}
	for range g.pick(4) {
		k := kind(g.pick(int(kinds)))
		o := declared{g.name("o"), k, g.chance(8)}
		if o.secure {
			b.WriteString("@secure()\n")
		}
		fmt.Fprintf(&b, "output %s %s = %s\n", o.name, typeNames[k], g.top(k, 3))
		sig.outputs = append(sig.outputs, o)
	}
	if g.chance(40) {
		b.WriteString(g.one([]string{"var broken = {\n", "resource r 'x' = \n", "}}\n", "output q string = '${\n"}))
	}
	g.files[path] = b.String()
	g.modules = append(g.modules, sig)
}

func (g *generator) param(b *strings.Builder, sig *signature) {
	p := declared{g.name("p"), kind(g.pick(int(kinds))), g.chance(4)}
	typ := typeNames[p.kind]
	if p.secure && p.kind != obj {
		p.kind, typ = str, "string"
	}
	value := ""
	switch {
	case p.secure && p.kind == str:
		g.secrets++
		b.WriteString("@secure()\n")
		value = fmt.Sprintf("'%s%d'", secretWord, g.secrets)
		if g.chance(3) {
			value = fmt.Sprintf("'${%s}%s%d'", inside(g.expr(str, 1)), secretWord, g.secrets)
		}
	case p.secure:
		g.secrets++
		b.WriteString("@secure()\n")
		value = fmt.Sprintf("{ a: '%s%d', d: ['%s%d'] }", secretWord, g.secrets, secretWord, g.secrets)
	case p.kind == str && g.chance(4):
		b.WriteString("@allowed(['one', 'two'])\n")
		value = "'one'"
	case p.kind == str && g.chance(6):
		typ = "'one' | 'two'"
		value = "'two'"
	case p.kind == obj && g.chance(4):
		typ = "{ a: string, b: int?, *: any }"
		value = g.expr(obj, 2)
	case p.kind == num && g.chance(4):
		b.WriteString("@minValue(1)\n@maxValue(9)\n")
		value = "3"
	default:
		value = g.expr(p.kind, 2)
	}
	switch g.pick(5) {
	case 0, 1, 2:
		fmt.Fprintf(b, "param %s %s = %s\n", p.name, typ, value)
	case 3:
		fmt.Fprintf(b, "param %s %s\n", p.name, typ)
	case 4:
		if strings.Contains(typ, "|") {
			typ = "(" + typ + ")"
		}
		fmt.Fprintf(b, "param %s %s?\n", p.name, typ)
	}
	g.names[p.kind] = append(g.names[p.kind], p.name)
	sig.params = append(sig.params, p)
}

func (g *generator) function(b *strings.Builder) {
	f := declared{name: g.name("f"), kind: kind(g.pick(int(kinds)))}
	kept := g.names
	keptLocals := g.locals
	g.names, g.locals = [kinds][]string{}, []string{"x"} // a function sees nothing but its own
	body := g.expr(f.kind, 3)
	if g.chance(30) { // not allowed to call itself
		body = f.name + "(x)"
	}
	g.names, g.locals = kept, keptLocals
	fmt.Fprintf(b, "func %s(x string) %s => %s\n", f.name, typeNames[f.kind], body)
	g.functions = append(g.functions, f)
}

func (g *generator) variable(b *strings.Builder) {
	name, k := g.name("v"), kind(g.pick(int(kinds)))
	fmt.Fprintf(b, "var %s = %s\n", name, g.top(k, 4))
	g.names[k] = append(g.names[k], name)
}

// top is an expression where a loop may stand too.
func (g *generator) top(k kind, depth int) string {
	if k == list && g.chance(3) {
		return g.loop(func(int) string { return g.expr(str, depth-1) })
	}
	return g.expr(k, depth)
}

// loop is a for expression around a body of strings.
func (g *generator) loop(body func(depth int) string) string {
	x, i := g.name("x"), g.name("i")
	over := g.expr(list, 2)
	kept, keptNums := g.locals, g.names[num]
	g.locals = append(kept[:len(kept):len(kept)], x)
	head := fmt.Sprintf("for %s in %s", x, over)
	if g.chance(3) {
		head = fmt.Sprintf("for (%s, %s) in %s", x, i, over)
		g.names[num] = append(keptNums[:len(keptNums):len(keptNums)], i)
	}
	out := fmt.Sprintf("[%s: %s]", head, body(2))
	g.locals, g.names[num] = kept, keptNums
	return out
}

// resourceTypes are types with a type of child of theirs.
var resourceTypes = [][2]string{
	{"Microsoft.Storage/storageAccounts@2023-05-01", "blobServices"},
	{"Microsoft.CognitiveServices/accounts@2024-10-01", "deployments"},
	{"Microsoft.Network/virtualNetworks@2023-11-01", "subnets"},
	{"Microsoft.Search/searchServices@2023-11-01", "privateEndpointConnections"},
	{"Microsoft.KeyVault/vaults@2023-07-01", "secrets"},
}

func (g *generator) resource(b *strings.Builder) {
	name, t := g.name("r"), resourceTypes[g.pick(len(resourceTypes))]
	body := func(extra string) string {
		return fmt.Sprintf("{\n  name: %s\n%s  properties: %s\n  tags: %s\n}", g.expr(str, 2), extra, g.expr(obj, 3), g.expr(obj, 1))
	}
	switch g.pick(9) {
	case 0, 1, 2:
		fmt.Fprintf(b, "resource %s '%s' = %s\n", name, t[0], body(""))
	case 3:
		fmt.Fprintf(b, "resource %s '%s' = if (%s) %s\n", name, t[0], g.expr(flag, 3), body(""))
	case 4:
		text := g.loop(func(int) string {
			out := body("")
			if g.chance(3) {
				out = fmt.Sprintf("if (%s) %s", g.expr(flag, 2), out)
			}
			return out
		})
		fmt.Fprintf(b, "resource %s '%s' = %s\n", name, t[0], text)
		g.many = append(g.many, name)
		return
	case 5:
		fmt.Fprintf(b, "resource %s '%s' existing = { name: %s }\n", name, t[0], g.expr(str, 1))
		if strings.HasPrefix(t[0], "Microsoft.KeyVault") {
			g.vaults = append(g.vaults, name)
		}
	case 6: // with a nested child that uses its parent
		child := g.name("c")
		g.resources = append(g.resources, name)
		nested := fmt.Sprintf("  resource %s '%s' = {\n    name: %s\n    properties: %s\n  }\n", child, t[1], g.expr(str, 1), g.expr(obj, 2))
		fmt.Fprintf(b, "resource %s '%s' = %s\n", name, t[0], body(nested))
		g.resources = append(g.resources, name+"::"+child)
		return
	case 7:
		if len(g.resources) == 0 {
			return
		}
		fmt.Fprintf(b, "resource %s '%s' = {\n  parent: %s\n  name: %s\n  properties: %s\n}\n", name,
			strings.Replace(t[0], "@", "/"+t[1]+"@", 1), g.one(g.resources), g.expr(str, 1), g.expr(obj, 2))
	case 8:
		if len(g.resources) == 0 {
			return
		}
		fmt.Fprintf(b, "resource %s 'Microsoft.Authorization/roleAssignments@2022-04-01' = {\n  name: guid(%s)\n  scope: %s\n  properties: %s\n  dependsOn: [%s]\n}\n",
			name, g.expr(str, 1), g.one(g.resources), g.expr(obj, 2), g.one(g.resources))
	}
	g.resources = append(g.resources, name)
}

func (g *generator) module(b *strings.Builder) {
	name, sig := g.name("n"), g.modules[g.pick(len(g.modules))]
	path := sig.path
	switch {
	case g.chance(30):
		path = "main.bicep" // in a module this is a cycle, in itself too
	case g.chance(30):
		path = "br:example.azurecr.io/there:v1"
	}
	body := func(int) string {
		var p strings.Builder
		for _, d := range sig.params {
			switch {
			case g.chance(5):
			case d.secure && d.kind == str && len(g.vaults) > 0 && g.chance(2):
				fmt.Fprintf(&p, "    %s: %s.getSecret('s')\n", d.name, g.one(g.vaults))
			default:
				fmt.Fprintf(&p, "    %s: %s\n", d.name, g.expr(d.kind, 2))
			}
		}
		scope := ""
		if g.chance(8) {
			scope = fmt.Sprintf("  scope: %s\n", g.one([]string{"resourceGroup(" + g.expr(str, 1) + ")", "subscription()", "tenant()"}))
		}
		return fmt.Sprintf("{\n  name: %s\n%s  params: {\n%s  }\n}", g.expr(str, 1), scope, p.String())
	}
	switch g.pick(4) {
	case 2:
		fmt.Fprintf(b, "module %s '%s' = if (%s) %s\n", name, path, g.expr(flag, 2), body(0))
	case 3:
		fmt.Fprintf(b, "module %s '%s' = %s\n", name, path, g.loop(body))
		for _, o := range sig.outputs {
			g.names[o.kind] = append(g.names[o.kind], fmt.Sprintf("%s[0].outputs.%s", name, o.name))
		}
		return
	default:
		fmt.Fprintf(b, "module %s '%s' = %s\n", name, path, body(0))
	}
	for _, o := range sig.outputs {
		g.names[o.kind] = append(g.names[o.kind], fmt.Sprintf("%s.outputs.%s", name, o.name))
	}
}

// parameterFile gives main.bicep some of its parameters.
func (g *generator) parameterFile() {
	g.names = [kinds][]string{}
	g.functions, g.resources, g.many, g.locals, g.vaults = nil, nil, nil, nil, nil
	var b strings.Builder
	b.WriteString("using 'main.bicep'\n")
	for range g.pick(2) {
		g.variable(&b)
	}
	for _, p := range g.modules[len(g.modules)-1].params {
		if g.chance(3) {
			continue
		}
		text := g.expr(p.kind, 2)
		if p.secure && p.kind == str {
			g.secrets++
			text = fmt.Sprintf("'%s%d'", secretWord, g.secrets)
		}
		fmt.Fprintf(&b, "param %s = %s\n", p.name, text)
	}
	g.files["main.bicepparam"] = b.String()
}
