package oracle

import (
	"strings"
	"testing"

	"moat/analyzer/source"
)

// compiledFrom is a compiled template with one parameter, a network whose tag is
// an expression, and an output that is one.
func compiledFrom(param, typ, tag, output string) string {
	return `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": {"` + param + `": {"type": "` + typ + `"}},
  "variables": {"names": ["one", "two"]},
  "resources": [{"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-04-01", "name": "net", "tags": {"t": "[` + tag + `]"}}],
  "outputs": {"o": {"type": "string", "value": "[` + output + `]"}}
}`
}

func bicepFrom(param, typ, tag, output string) string {
	return `param ` + param + ` ` + typ + `
var names = ['one', 'two']
resource net 'Microsoft.Network/virtualNetworks@2023-04-01' = { name: 'net', tags: { t: ` + tag + ` } }
output o string = ` + output + `
`
}

// What fails on both sides counts for nothing until it is told whether other
// values would do; what one side alone sees is a difference.
func TestFailing(t *testing.T) {
	const fine = `variables('names')[0]`
	for _, tt := range []struct {
		name               string
		bicep, arm         string
		unknown, synthetic outcome
	}{
		{"an index that another number fits",
			bicepFrom("n", "int", "names[n]", "names[0]"), compiledFrom("n", "int", "variables('names')[parameters('n')]", fine),
			equal, equal},
		{"indexes that exclude each other",
			bicepFrom("n", "int", "names[n + 1]", "names[n - 1]"),
			compiledFrom("n", "int", "variables('names')[add(parameters('n'), 1)]", "variables('names')[sub(parameters('n'), 1)]"),
			equal, never},
		{"an error with anything given",
			bicepFrom("n", "int", "string(n)", "string(1 / 0)"), compiledFrom("n", "int", "string(parameters('n'))", "string(div(1, 0))"),
			never, never},
		{"an error that another text might not make",
			bicepFrom("s", "string", "string(json(s))", "names[0]"), compiledFrom("s", "string", "string(json(parameters('s')))", fine),
			equal, failing},
		{"an error of one side",
			bicepFrom("n", "int", "string(n)", "string(1 / 0)"), compiledFrom("n", "int", "string(parameters('n'))", "string(div(1, 1))"),
			differs, differs},
		{"errors at different places",
			bicepFrom("n", "int", "string(1 / 0)", "string(n)"), compiledFrom("n", "int", "string(parameters('n'))", "string(div(1, 0))"),
			differs, differs},
		{"another text for the number that fits",
			bicepFrom("n", "int", "'${names[n]}!'", "names[0]"), compiledFrom("n", "int", "format('{0}?', variables('names')[parameters('n')])", fine),
			differs, differs},
	} {
		p := pair{bicep: "main.bicep", arm: "main.json", class: official, fresh: true}
		disk := source.Map(map[string]string{p.bicep: tt.bicep, p.arm: tt.arm})
		form, err := compiled(disk, p.arm)
		if err != nil {
			t.Fatal(err)
		}
		var vs []verdict
		for _, s := range settings() {
			_, _, v, err := compare(disk, p, s, form)
			if err != nil {
				t.Fatal(err)
			}
			vs = append(vs, v)
		}
		if err := settleFailing(disk, p, form, vs); err != nil {
			t.Fatal(err)
		}
		if got := together(vs[:1]); got != tt.unknown {
			t.Errorf("%s, unknown: %s, want %s: %s", tt.name, got, tt.unknown, strings.Join(vs[0].details, "\n"))
		}
		if got := together(vs[1:]); got != tt.synthetic {
			t.Errorf("%s, synthetic: %s, want %s: %v", tt.name, got, tt.synthetic, vs[1:])
		}
	}
}
