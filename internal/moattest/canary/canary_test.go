// Package canary proves that secrets are never printed: it plants unique texts
// wherever a template can hold a secret, prints everything in every format,
// and looks for them.
package canary

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"moat/analyzer"
	"moat/analyzer/graph"
	"moat/analyzer/language"
	"moat/analyzer/report"
	"moat/analyzer/rule"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers"
	"moat/rules"
)

// quoteAll finds fault with every value of every resource, so that every line
// that has a part in one is quoted, with all that led to it.
func quoteAll() *rule.Rule {
	r := &rule.Rule{ID: "TST001", Name: "any-value", Severity: rule.Error, Doc: rule.Doc{Summary: "A value."}}
	r.Check = func(p *rule.Pass) {
		for _, res := range p.Graph.Parts {
			var visit func(v value.Value, at source.Range)
			visit = func(v value.Value, at source.Range) {
				var evidence []rule.Evidence
				for _, s := range graph.Explain(res.Frame, v.Origin()) {
					evidence = append(evidence, rule.Evidence{At: s.At, Message: "it comes from " + s.Name})
				}
				if at.IsValid() {
					p.Report(p.Graph.Resources[0], rule.Finding{At: at, Message: "here is a value", Evidence: evidence})
				}
				switch v := v.(type) {
				case value.Object:
					for _, m := range v.Members() {
						visit(m.Value, m.At)
					}
				case value.Array:
					for _, it := range v.Items() {
						visit(it, at)
					}
				}
			}
			visit(res.Body, res.Whole)
		}
	}
	return r
}

var planted = regexp.MustCompile(`(?i)CANARY[0-9]+`)

// leaks analyses files, prints all there is in all formats, and returns the
// canaries of the files that come out, with the format and the line.
func leaks(t *testing.T, files map[string]string, vars ...language.Var) []string {
	t.Helper()
	r := analyse(t, files, analyzer.Options{Paths: []string{"."}, Scope: rule.ScopeAll, Vars: vars})
	if len(r.Entries) == 0 || len(r.Findings) == 0 {
		t.Fatalf("nothing was analysed: %v", r.Problems)
	}
	return append(printedSecrets(t, r, false), printedSecrets(t, r, true)...)
}

// analyse leaves out the rules that find credentials: what is declared secret
// has to stay secret without them.
func analyse(t *testing.T, files map[string]string, o analyzer.Options) *analyzer.Report {
	t.Helper()
	return analyseBy(t, slices.DeleteFunc(rules.All(), func(r *rule.Rule) bool { return r.FindsSecrets }), files, o)
}

func analyseBy(t *testing.T, by []*rule.Rule, files map[string]string, o analyzer.Options) *analyzer.Report {
	t.Helper()
	engine := &analyzer.Engine{Languages: parsers.All(), Rules: append(by, quoteAll())}
	r, err := engine.Analyze(context.Background(), source.Map(files), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// printedSecrets prints a report in all formats and returns the canaries that
// come out, with the format and the line.
func printedSecrets(t *testing.T, r *analyzer.Report, color bool) []string {
	t.Helper()
	var out []string
	look := func(format string, write func(*bytes.Buffer) error) {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(b.String()) {
			if found := planted.FindString(line); found != "" {
				out = append(out, fmt.Sprintf("%s in %s: %.200s", found, format, strings.TrimSpace(line)))
			}
		}
	}
	o := report.Options{Undetermined: true, Color: color, Width: 200}
	for _, f := range report.Formats() {
		look(f.Name, func(b *bytes.Buffer) error { return f.Write(b, r, o) })
	}
	look("problems", func(b *bytes.Buffer) error { return report.Problems(b, r, o) })
	for _, f := range report.GraphFormats() {
		for _, normalize := range []bool{false, true} {
			look("graph "+f.Name, func(b *bytes.Buffer) error { return f.Write(b, r, report.GraphOptions{Normalize: normalize}) })
		}
	}
	return out
}

// site uses a secret wherever a resource can.
const site = `
resource site 'Microsoft.Web/sites@2023-12-01' = {
  name: 'site'
  properties: {
    plain: SECRET
    text: 'Server=tcp:x;Password=${SECRET};'
    concat: concat('Password=', SECRET, ';')
    lower: toUpper(toLower('${SECRET}other900'))
    encoded: base64(SECRET)
    nested: { a: [SECRET, { b: SECRET }] }
    string: string({ a: SECRET })
    join: join([SECRET, 'b'], ',')
    replaced: replace(SECRET, 'x', 'y')
    taken: take(SECRET, 9)
    chosen: unknown ? SECRET : 'no'
    mapped: map([SECRET], x => { value: x })
    loop: [for x in [SECRET]: { name: 'n', value: x }]
    merged: union({ a: 'b' }, { a: SECRET })
    mergedOpen: union(open, { a: SECRET })
    spread: { ...{ a: SECRET }, b: 1 }
    spreadOpen: { ...open, a: SECRET }
    compared: SECRET == 'x'
    formatted: format('{0}-{1}', unknown, SECRET)
    unknownText: '${open.name}${SECRET}'
    unknownCall: replace('${open.name}${SECRET}', 'a', 'b')
    coalesced: open.?name ?? SECRET
    indexed: { x: SECRET }[open.name]
  }
  tags: { secret: SECRET }
}
output o string = SECRET
output p string = '${open.name}${SECRET}'
`

const unknowns = "param unknown bool\nparam open object\n"

func with(secret, text string) string { return strings.ReplaceAll(text, "SECRET", secret) }

func TestNoSecretIsPrinted(t *testing.T) {
	tests := []struct {
		name  string
		files map[string]string
		vars  []language.Var
	}{
		{name: "default of a secure parameter", files: map[string]string{
			"main.bicep": unknowns + "@secure()\nparam password string = 'CANARY1'\n" + with("password", strings.ReplaceAll(site, "other900", "")),
		}},
		{name: "interpolated default", files: map[string]string{
			"main.bicep": unknowns + "@secure()\nparam password string = 'x${unknown}CANARY2${open.name}CANARY3'\n" + with("password", strings.ReplaceAll(site, "other900", "")),
		}},
		{name: "conditional default", files: map[string]string{
			"main.bicep": unknowns + "@secure()\nparam password string = unknown ? 'CANARY4' : 'CANARY5'\n" + with("password", strings.ReplaceAll(site, "other900", "")),
		}},
		{name: "default through variables", files: map[string]string{
			"main.bicep": unknowns + "var inner = 'CANARY6'\nvar outer = { a: ['${inner}CANARY7', 'CANARY8'] }\n@secure()\nparam password string = '${outer.a[0]}${outer.a[1]}'\n" +
				with("password", strings.ReplaceAll(site, "other900", "")),
		}},
		{name: "default through functions", files: map[string]string{
			"main.bicep": unknowns + "func f(x string) string => '${x}CANARY9'\n@secure()\nparam password string = f(concat('a', 'CANARY10', toLower('CANARY11'), open.name))\n" +
				with("password", strings.ReplaceAll(site, "other900", "")),
		}},
		{name: "literal beside a secret", files: map[string]string{
			"main.bicep": unknowns + "@secure()\nparam password string\n" + with("password", strings.ReplaceAll(site, "other900", "")),
		}},
		{name: "secure object", files: map[string]string{
			"main.bicep": unknowns + `@secure()
param all object = {
  password: 'CANARY12'
  list: ['CANARY13', { deep: 'CANARY14${open.name}' }]
  'CANARY15': 1
}
` + with("all.password", strings.ReplaceAll(site, "other900", "")) + "output q object = all\noutput r string = all.list[1].deep\noutput s object = union(all, open)\noutput t object = { ...all, ...open }\noutput u array = items(all)\noutput v array = objectKeys(all)\n",
		}},
		{name: "secure properties of types", files: map[string]string{
			"main.bicep": unknowns + `type login = {
  user: string
  @secure()
  password: string
  more: {
    @secure()
    key: string
  }[]
  pair: [string, secret]?
}
@secure()
type secret = string
@discriminator('kind')
type either = { kind: 'a', @secure()
 key: string } | { kind: 'b' }
param given login = {
  user: 'me'
  password: 'CANARY16'
  more: [{ key: 'CANARY17${open.name}' }]
  pair: ['plain', 'CANARY18']
}
param chosen login = unknown ? { user: 'me', password: 'CANARY19', more: [] } : { user: 'you', password: 'CANARY20', more: [{ key: 'CANARY21' }] }
param spread login = { ...open, user: 'me', password: 'CANARY22', more: [] }
param merged login = union({ user: 'me', password: 'CANARY23', more: [] }, open)
param kind either = { kind: 'a', key: 'CANARY24' }
` + with("given.password", strings.ReplaceAll(site, "other900", "")) + "output q object = given\noutput r object = chosen\noutput s object = spread\noutput t object = merged\noutput u object = kind\noutput v string = chosen.password\noutput w string = merged.password\n" +
				"resource all 'Microsoft.Web/sites@2023-12-01' = {\n  name: 'all'\n  properties: { given: given, chosen: chosen, spread: spread, merged: merged, kind: kind }\n}\n",
		}},
		{name: "arguments of a module", files: map[string]string{
			"main.bicep": unknowns + `var kept = 'CANARY30'
var connection = 'Password=${kept}'
module m 'm.bicep' = {
  name: 'm'
  params: {
    unknown: unknown
    open: open
    password: 'CANARY31'
    other: '${open.name}CANARY32'
    third: unknown ? 'CANARY33' : connection
    login: { user: 'me', password: 'CANARY34' }
    whole: { ...open, deep: { key: ['CANARY35'] } }
  }
}
output back string = m.outputs.back
`,
			"m.bicep": unknowns + `@secure()
param password string
@secure()
param other string
@secure()
param third string
param login { user: string, @secure()
 password: string }
@secure()
param whole object
` + with("third", strings.ReplaceAll(site, "other900", "")) + "output back string = '${password}${other}${login.password}'\n@secure()\noutput kept string = 'CANARY36'\n",
		}},
		{name: "two levels of modules", files: map[string]string{
			"main.bicep": unknowns + "module m 'm.bicep' = {\n  name: 'm'\n  params: { password: 'CANARY40', unknown: unknown, open: open }\n}\n",
			"m.bicep":    unknowns + "param password string\nmodule n 'n.bicep' = {\n  name: 'n'\n  params: { secret: password, unknown: unknown, open: open }\n}\n",
			"n.bicep":    unknowns + "@secure()\nparam secret string\n" + with("secret", strings.ReplaceAll(site, "other900", "")),
		}},
		{name: "parameter file", files: map[string]string{
			"main.bicep": unknowns + "@secure()\nparam password string\n@secure()\nparam whole object\n" + with("password", strings.ReplaceAll(site, "other900", "")) + "output q object = whole\n",
			"main.bicepparam": "using 'main.bicep'\nvar v = 'CANARY50'\nparam unknown = bool(externalInput('x'))\nparam open = { name: 'n' }\n" +
				"param password = 'CANARY51${v}'\nparam whole = {\n  a: v\n  b: ['CANARY52']\n}\n",
		}},
		{name: "parameters on the command line", files: map[string]string{
			"main.bicep": unknowns + "@secure()\nparam password string\n@secure()\nparam whole object\n@secure()\nparam number int\n" + with("password", strings.ReplaceAll(site, "other900", "")) + "output q object = whole\noutput r int = number\n",
		}, vars: []language.Var{{Name: "password", Value: "CANARY60"}, {Name: "whole", Value: `{"a": "CANARY61"}`}, {Name: "number", Value: "CANARY62"}}},
		{name: "names made of secrets", files: map[string]string{
			"main.bicep": unknowns + `@secure()
param password string = 'CANARY70'
@secure()
param maybe string = unknown ? 'CANARY71' : 'CANARY72'
resource a 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: password }
resource b 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' = {
  parent: a
  name: '${password}x'
}
resource c 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: maybe }
resource d 'Microsoft.Authorization/locks@2020-05-01' = {
  name: 'lock'
  scope: a
  properties: { id: a.id, other: c.id, made: resourceId('Microsoft.Storage/storageAccounts', password), more: resourceId('A.B/c', maybe) }
}
resource e 'Microsoft.Storage/storageAccounts@2023-05-01' = if (password == 'CANARY73') { name: 'e', dependsOn: [c, b] }
resource f 'Microsoft.Storage/storageAccounts@2023-05-01' = [for x in [password, maybe]: { name: x, tags: { '${password}': 1, '${maybe}': 2 } }]
module m 'm.bicep' = {
  name: '${password}-${maybe}'
  scope: resourceGroup(password)
}
`,
			"m.bicep": "resource z 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 'z${resourceGroup().name}' }\n",
		}},
		{name: "mistakes with secrets", files: map[string]string{
			"main.bicep": unknowns + `@secure()
param password string = 'CANARY80'
@secure()
param whole object = { a: { b: 'CANARY81' } }
@secure()
@allowed(['CANARY83', 'CANARY84'])
param allowed string
resource a 'Microsoft.Web/sites@2023-12-01' = {
  name: 'a'
  properties: {
    a: int(password)
    b: json(password)
    c: whole.none
    d: whole.a.none
    e: password.x
    f: cidrHost(password, 1)
    g: dateTimeAdd(password, 'P1D')
    h: { a: 1 }[password]
    i: loadTextContent(password)
    j: format(password, 1, 2)
    k: reference(password)
    l: resourceId(password)
    m: frobnicate(password)
    n: parameters(password)
    o: allowed
    p: bool(password)
    q: base64ToString(password)
    r: 1 + password
    s: [1][password]
    t: toObject([password, password], x => x)
    u: uri(password, password)
    v: listKeys(password, password)
    w: subscriptionResourceId(password)
    x: { '${password}': 1 }.none
    y: toObject([password], x => x).none
    z: fail(password)
    aa: dateTimeAdd('2024-05-01T10:00:00Z', password)
    ab: dateTimeAdd('2024-05-01T10:00:00Z', 'P1D', password)
    ac: format('{0:${password}}', 1)
    ad: format('${password}{')
    ae: padLeft('x', 4, password)
    af: loadTextContent('plain.txt', password)
    ag: loadJsonContent('plain.json', password)
    ah: json('{"a": 1e9999, ${password}')
    ai: float(password)
    aj: union({ '${password}': 1 }, {}).none
    ak: groupBy([password], x => x).none
    al: json('{"${password}": 1}').none
    am: items({ '${password}': 1 })[0].none
    ao: { a: 'x', ...union({ '${password}': 1 }, {}) }
    ap: { ...resourceGroup(), '${password}': 1 }
    an: objectKeys({ '${password}': 1 }).none
  }
}
module m 'm.bicep' = {
  name: 'm'
  params: { number: password, other85: 1 }
}
`,
			"m.bicep":    "@secure()\nparam number int\n@secure()\nparam text int = 'CANARY86'\n",
			"plain.txt":  "text",
			"plain.json": "{}",
		}},
		{name: "keys and what is built from them", files: map[string]string{
			"main.bicep": unknowns + `resource kv 'Microsoft.KeyVault/vaults@2023-07-01' existing = { name: 'kv' }
resource st 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 'st' }
module m 'm.bicep' = {
  name: 'm'
  params: { secret: kv.getSecret('name'), other: st.listKeys().keys[0].value }
}
resource s 'Microsoft.Web/sites@2023-12-01' = {
  name: 's'
  properties: { c: 'AccountKey=${st.listKeys().keys[0].value};other90', d: concat('other91', listKeys(st.id, '2023-05-01').keys[0].value) }
}
`,
			"m.bicep": "@secure()\nparam secret string\n@secure()\nparam other string\nresource s 'Microsoft.Web/sites@2023-12-01' = {\n  name: 's'\n  properties: { a: '${secret}other92', b: 'other93${other}' }\n}\n",
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			found := leaks(t, test.files, test.vars...)
			for i, l := range found {
				if i == 12 {
					t.Errorf("… and %d more", len(found)-i)
					break
				}
				t.Error(l)
			}
		})
	}
}

// Something must be there to be found: the same texts are printed where
// nothing says that they are secret, neither a declaration nor a password's
// name beside them.
func TestPlainTextsArePrinted(t *testing.T) {
	plain := strings.ReplaceAll(with("label", site), "Password=", "Label=")
	if len(leaks(t, map[string]string{"main.bicep": unknowns + "param label string = 'CANARY1'\n" + plain})) == 0 {
		t.Error("the texts would not be found")
	}
}

// TestFoundCredentials looks for texts that nobody calls secret, and that a
// rule finds to be: with that rule they are printed nowhere.
func TestFoundCredentials(t *testing.T) {
	files := map[string]string{
		"main.bicep": `param password string = 'CANARY101a!'
var copied = password
resource site 'Microsoft.Web/sites@2024-11-01' = {
  name: 'contoso-app'
  location: 'westeurope'
  tags: { a: copied, b: 'x${password}y', c: 'CANARY102aB3cD4eF5' }
  properties: { siteConfig: { appSettings: [{ name: 'SEARCH_API_KEY', value: 'CANARY102aB3cD4eF5' }] } }
}
resource connection 'Microsoft.CognitiveServices/accounts/connections@2025-06-01' = {
  name: 'contoso-agents/weather'
  properties: { category: 'ApiKey', authType: 'ApiKey', target: 'https://contoso.com', credentials: { key: 'CANARY103x' } }
}
module inner 'inner.bicep' = { name: 'inner', params: { key: 'CANARY104x' } }
`,
		"inner.bicep": "@secure()\nparam key string\noutput o string = key\n",
	}
	o := analyzer.Options{Paths: []string{"."}, Scope: rule.ScopeAll}
	if len(printedSecrets(t, analyse(t, files, o), false)) == 0 {
		t.Error("without the rule they would not be found")
	}
	for _, color := range []bool{false, true} {
		for _, l := range printedSecrets(t, analyseBy(t, rules.All(), files, o), color) {
			t.Error(l)
		}
	}
}
