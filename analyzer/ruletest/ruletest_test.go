package ruletest_test

import (
	"strings"
	"testing"

	"moat/analyzer/rule"
	"moat/analyzer/ruletest"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers"
)

const (
	head      = "resource v 'Microsoft.KeyVault/vaults@2023-07-01' = {\n  name: 'v'\n  properties: {\n    "
	tail      = "\n  }\n}\n"
	armHead   = `{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#","contentVersion":"1.0.0.0","resources":[{"type":"Microsoft.KeyVault/vaults","apiVersion":"2023-07-01","name":"v","properties":{` + "\n"
	armTail   = "\n}}]}"
	tfHead    = "resource \"azapi_resource\" \"v\" {\n  type = \"Microsoft.KeyVault/vaults@2023-07-01\"\n  name = \"v\"\n  parent_id = \"/subscriptions/s/resourceGroups/r\"\n  body = {\n    properties = {\n"
	tfTail    = "\n    }\n  }\n}\n"
	expected  = ` // want "open"`
	parameter = "param open bool\n"
)

// openVault is a rule that dislikes one property.
func openVault() *rule.Rule {
	return &rule.Rule{
		ID: "TST001", Name: "open-vault", Severity: rule.Error, Control: "Doors",
		Types: []string{"Microsoft.KeyVault/vaults"},
		Doc: rule.Doc{
			Summary: "Vaults must be shut.", Why: "They are open.", Fix: "shut it", Sources: []string{"here"},
			Bad:  rule.Examples{Bicep: head + "open: true" + tail, ARM: armHead + `"open":true` + armTail, Terraform: tfHead + "open = true" + tfTail},
			Good: rule.Examples{Bicep: head + "open: false" + tail, ARM: armHead + `"open":false` + armTail, Terraform: tfHead + "open = false" + tfTail},
		},
		Check: func(p *rule.Pass) {
			for _, r := range p.Deployed() {
				l := r.Get("properties.open")
				f := rule.Finding{At: l.At, Path: "properties.open", Message: "the vault is open"}
				switch {
				case l.Value == nil:
					continue
				case l.Value.Kind() == value.KindUnknown:
					f.Verdict = rule.Undetermined
				case value.Equal(l.Value, value.NewBool(true, nil)) != value.Yes:
					continue
				}
				p.Report(r, f)
			}
		},
	}
}

func suite(files map[string]string) ruletest.Suite {
	return ruletest.Suite{Languages: parsers.All(), Rules: []*rule.Rule{openVault()}, Files: source.Map(files)}
}

// faults runs everything that Run runs.
func faults(s ruletest.Suite) []string {
	r := s.Rules[0]
	fixtures, out := s.Fixtures(r)
	for _, f := range fixtures {
		out = append(out, s.Check(r, f)...)
	}
	out = append(out, s.Parity(r, fixtures)...)
	return append(out, s.Documentation(r)...)
}

func TestFixtures(t *testing.T) {
	tests := map[string]struct {
		files map[string]string
		want  []string // part of each fault, in order; none: all is well
	}{
		"met": {map[string]string{"TST001/bicep/a.bicep": head + "open: true" + expected + tail}, nil},
		"met from the line above": {map[string]string{
			"TST001/bicep/a.bicep": head + "// want error \"TST001\" \"vault is open\"\n // a remark\n open: true" + tail,
		}, nil},
		"silent": {map[string]string{"TST001/bicep/a.bicep": head + "open: false" + tail}, nil},
		"unexpected": {map[string]string{"TST001/bicep/a.bicep": head + "open: true" + tail},
			[]string{"unexpected: TST001/bicep/a.bicep:4: TST001 violated error: the vault is open"}},
		"missing": {map[string]string{"TST001/bicep/a.bicep": head + "open: false" + expected + tail},
			[]string{`missing: TST001/bicep/a.bicep:4: violated "open"`}},
		"on another line": {map[string]string{"TST001/bicep/a.bicep": head + "open: true\n" + tail + "//" + expected[3:]},
			[]string{"unexpected", "missing"}},
		"another verdict": {map[string]string{"TST001/bicep/a.bicep": parameter + head + "open: open" + expected + tail},
			[]string{"unexpected: TST001/bicep/a.bicep:5: TST001 undetermined", "missing"}},
		"another severity": {map[string]string{"TST001/bicep/a.bicep": head + `open: true // want note "open"` + tail},
			[]string{"unexpected", "missing"}},
		"undetermined": {map[string]string{"TST001/bicep/a.bicep": parameter + head + `open: open // want undetermined "open"` + tail}, nil},
		"parameter file": {map[string]string{
			"TST001/bicep/a.bicep":      "// params: a.bicepparam\n" + parameter + head + "open: open" + expected + tail,
			"TST001/bicep/a.bicepparam": "using 'a.bicep'\nparam open = true\n",
		}, nil},
		"several files": {map[string]string{
			"TST001/bicep/case/main.bicep":   "module m 'm/part.bicep' = { name: 'm' }\n",
			"TST001/bicep/case/m/part.bicep": head + "open: true" + expected + tail,
		}, nil},
		"the same in two languages": {map[string]string{
			"TST001/bicep/a.bicep": head + "open: true" + expected + tail,
			"TST001/arm/a.json":    armHead + `"open": true` + expected + armTail,
		}, nil},
		"files of a folder alone": {map[string]string{
			"TST001/terraform/a.tf":     tfHead + "open = true # want \"open\"\n" + tfTail,
			"TST001/terraform/b.tf":     tfHead + "open = false\n" + tfTail,
			"TST001/terraform/c.tf":     "# params: c.tfvars\nvariable \"open\" { type = bool }\n" + tfHead + "# want \"open\"\nopen = var.open\n" + tfTail,
			"TST001/terraform/c.tfvars": "open = true\n",
			"TST001/bicep/a.bicep":      head + "open: true" + expected + tail,
		}, nil},
		"a folder with modules": {map[string]string{
			"TST001/terraform/case/main.tf":     "module \"m\" { source = \"./m\" }\n",
			"TST001/terraform/case/more.tf":     "locals { unused = 1 }\n",
			"TST001/terraform/case/m/vault.tf":  tfHead + "open = local.open # want \"open\"\n" + tfTail,
			"TST001/terraform/case/m/locals.tf": "locals { open = true }\n",
		}, nil},
		"languages differ": {map[string]string{
			"TST001/bicep/a.bicep": head + "open: true" + expected + tail,
			"TST001/arm/a.json":    armHead + `"open": false` + armTail,
		}, []string{"differ"}},
		"source with a problem": {map[string]string{"TST001/bicep/a.bicep": head + "open: false" + tail + "resource"},
			[]string{"problems in the source: expected false"}},
		"problem expected": {map[string]string{"TST001/bicep/a.bicep": "// problems: expected\n" + head + "open: false" + tail + "resource"}, nil},
		"no problem after all": {map[string]string{"TST001/bicep/a.bicep": "// problems: expected\n" + head + "open: false" + tail},
			[]string{"problems in the source: expected true"}},
		"word that means nothing": {map[string]string{"TST001/bicep/a.bicep": "// want maybe \"x\"\n" + head + tail},
			[]string{`"maybe" isn't something to want`}},
		"text of another rule": {map[string]string{"TST001/bicep/a.bicep": "// want \"TST002\" \"x\"\n" + head + tail},
			[]string{"expected one part of a message of rule TST001"}},
		"scope that doesn't exist": {map[string]string{"TST001/bicep/a.bicep": "// scope: everything\n" + head + tail}, []string{"no such scope: everything"}},
		"no language of that name": {map[string]string{"TST001/cobol/a.bicep": head + tail}, []string{"not the name of a language"}},
		"no main template":         {map[string]string{"TST001/bicep/a/other.bicep": head + tail}, []string{"no main template"}},
		"no fixtures":              {map[string]string{"TST002/bicep/a.bicep": ""}, []string{"TST001 has no fixtures"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := faults(suite(tt.files))
			if len(got) != len(tt.want) {
				t.Fatalf("got %q, want %q", got, tt.want)
			}
			for i := range got {
				if !strings.Contains(got[i], tt.want[i]) {
					t.Errorf("fault %d: got %q, want a part %q", i, got[i], tt.want[i])
				}
			}
		})
	}
}

func TestDocumentation(t *testing.T) {
	tests := map[string]struct {
		change func(*rule.Rule)
		want   string
	}{
		"bad example shows nothing": {func(r *rule.Rule) { r.Doc.Bad.Bicep = r.Doc.Good.Bicep }, "the bad example.bicep shows no violation"},
		"good example is bad":       {func(r *rule.Rule) { r.Doc.Good.ARM = r.Doc.Bad.ARM }, "the good example.json has a finding"},
		"example is broken":         {func(r *rule.Rule) { r.Doc.Good.Bicep += "resource" }, "good example.bicep: example.bicep:7"},
		"half a pair":               {func(r *rule.Rule) { r.Doc.Good.ARM = "" }, "one example without the other"},
		"no reason":                 {func(r *rule.Rule) { r.Doc.Why = "" }, "TST001 has no reason"},
		"not a template":            {func(r *rule.Rule) { r.Doc.Good.ARM = "{}" }, "no language reads the good example.json"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := suite(map[string]string{"TST001/bicep/a.bicep": ""})
			tt.change(s.Rules[0])
			got := s.Documentation(s.Rules[0])
			if len(got) != 1 || !strings.Contains(got[0], tt.want) {
				t.Errorf("got %q, want one with %q", got, tt.want)
			}
		})
	}
}
