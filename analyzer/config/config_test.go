package config_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"moat/analyzer/config"
	"moat/analyzer/rule"
	"moat/analyzer/source"
)

func catalogue() []*rule.Rule {
	return []*rule.Rule{
		{ID: "NET001", Name: "foundry-public-network-access"}, {ID: "NET010", Name: "agent-subnet-undersized"}, {ID: "IDN001", Name: "foundry-local-auth-enabled"},
	}
}

func parse(text string) (*config.Config, []string) {
	c, problems := config.Parse(source.NewFile(".moat.yaml", []byte(text)), ".", catalogue())
	var out []string
	for _, p := range problems {
		at := p.At.StartPosition()
		out = append(out, fmt.Sprintf("%d:%d %s", at.Line, at.Column, p.Message))
	}
	return c, out
}

// TestSchemaAgreesWithTheDecoder gives both the same files: what one takes the
// other takes too. What a schema can't say (a rule that doesn't exist, a day
// that no month has) is left to the decoder.
func TestSchemaAgreesWithTheDecoder(t *testing.T) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(config.Schema()))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("moat.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("moat.json")
	if err != nil {
		t.Fatal(err)
	}
	good := []string{
		"{}",
		"include: [infra/**]\nexclude: []\ngitignore: false\n",
		"rules:\n  NET001: off\n  NET: on\n  idn001: note\n  agent-subnet-undersized: { severity: error, suppressible: false }\n",
		"scope: agent\nfailOn: never\nbaseline: .moat-baseline.json\n",
		"thresholds: { agentSubnetPrefix: 26, logRetentionDays: 365 }\n",
		"parameters:\n  infra/main.bicep:\n    - infra/dev.bicepparam\n    - [infra/common.json, infra/prod.json]\n",
		"overrides:\n  - paths: [sandbox/**]\n    rules: { NET: off }\n    scope: all\n    thresholds: { agentSubnetPrefix: 27 }\n",
		"suppress:\n  - { rule: NET001, path: a/*.json, resource: hub, reason: 'it is closed by hand', until: 2027-03-31 }\n  - rule: IDN001\n    reason: keys\n",
	}
	bad := []string{
		"[]", "text", "rulse: {}", "include: infra", "include: [1]", "include: [/etc]", "gitignore: yes", "rules: []", "rules: { NET001: loud }",
		"rules: { NET001: { severity: off, other: 1 } }", "rules: { NET001: { suppressible: no } }", "rules: { '': off }", "scope: every", "failOn: high",
		"thresholds: { agentSubnetPrefix: 7 }", "thresholds: { logRetentionDays: 0 }", "thresholds: { days: 1 }", "thresholds: { logRetentionDays: 1.5 }",
		"parameters: { main.bicep: a.json }", "parameters: { main.bicep: [1] }", "parameters: { main.bicep: [[[a]]] }",
		"overrides: [{ rules: {} }]", "overrides: [{ paths: [a], exclude: [b] }]", "overrides: [{ paths: [a], rules: { NET001: { severity: off } } }]",
		"suppress: [{ rule: NET001 }]", "suppress: [{ reason: r }]", "suppress: [{ rule: NET001, reason: '' }]", "suppress: [{ rule: NET001, reason: r, until: soon }]",
		"suppress: [NET001]", "baseline: ''", "baseline: /etc/x", "rules:",
	}
	for i, text := range append(slices.Clone(good), bad...) {
		isGood := i < len(good)
		asJSON, err := yaml.YAMLToJSON([]byte(text))
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(asJSON))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); (err == nil) != isGood {
			t.Errorf("schema of %q: %v", text, err)
		}
		if c, problems := parse(text); (len(problems) == 0) != isGood || (c != nil) != isGood {
			t.Errorf("decoder of %q: %v", text, problems)
		}
	}
}

// TestSchemaNamesEveryKey takes each key of the schema for one that the decoder
// knows, and the other way round.
func TestSchemaNamesEveryKey(t *testing.T) {
	var schema struct{ Properties map[string]any }
	if err := json.Unmarshal(config.Schema(), &schema); err != nil {
		t.Fatal(err)
	}
	_, problems := parse("nothing_like_it: 1\n")
	if len(problems) != 1 {
		t.Fatal(problems)
	}
	_, names, _ := strings.Cut(problems[0], "it takes ")
	for _, name := range strings.Split(names, ", ") {
		if schema.Properties[name] == nil {
			t.Errorf("the schema lacks %s", name)
		}
		delete(schema.Properties, name)
	}
	if len(schema.Properties) > 0 {
		t.Errorf("the decoder lacks %v", schema.Properties)
	}
}

func TestPlacesOfProblems(t *testing.T) {
	for text, want := range map[string]string{
		"# ü😀\r\nüb: 1\r\n":                                     `2:1 unknown key "üb"`,
		"rules: {'NET001': \"ofg\"}":                            `1:19 unknown value "ofg"`,
		"\uFEFFscope: aut\n":                                    `1:8 unknown value "aut": did you mean "auto"?`,
		"a: [\n":                                                `the file isn't YAML`,
		"scope: all\n---\nscope: agent\n":                       `more than one document`,
		"scope: &a all\n":                                       "anchors, aliases and tags",
		"scope: !!str all\n":                                    "anchors, aliases and tags",
		"scope: all\nscope: all\n":                              `2:1 the key "scope" stands here twice`,
		"include:\n  - a\n  - \xff\n":                           "isn't UTF-8",
		"include: " + strings.Repeat("[", 100_000):              "nested deeper",
		strings.Repeat("- ", 100_000):                           "nested deeper",
		strings.Repeat("# comment\n", 200_000):                  "larger than 1 MiB",
		"thresholds: {agentSubnetPrefix: 99999999999999999999}": "this is text, where a whole number is wanted",
	} {
		c, problems := parse(text)
		if c != nil || len(problems) == 0 || !strings.Contains(problems[0], want) {
			t.Errorf("%.40q: %v, want %q", text, problems, want)
		}
	}
	for _, text := range []string{"", "# only a comment\n", "---\n", "~\n"} {
		if c, problems := parse(text); c == nil || len(problems) > 0 {
			t.Errorf("%q: %v", text, problems)
		}
	}
}

func TestTheMostExactLineWins(t *testing.T) {
	c, problems := parse("rules: { NET: off, NET001: error, NET01: note, foundry-local-auth-enabled: warning }\noverrides:\n  - { paths: ['test/**'], rules: { N: note } }\n  - { paths: [test/a.bicep], rules: { NET001: on } }\n")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	all := catalogue()
	for path, want := range map[string]string{
		"main.bicep":        "error note warning",
		"test/b/main.bicep": "note note warning",
		"test/a.bicep":      " note warning",
	} {
		s := c.For(path)
		var got []string
		for _, r := range all[:2] {
			got = append(got, string(s.Rule(r).Severity))
		}
		got = append(got, string(s.Rule(all[2]).Severity))
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	var none *config.Config
	if s := none.For("x"); s.Scope != rule.ScopeAuto || s.Settings != rule.DefaultSettings() || s.Rule(all[0]) != (config.Taken{}) || !none.Suppressible(all[0]) || none.Excluded("a", false) {
		t.Error("no configuration isn't the default")
	}
}

func TestPathsAreThoseOfTheWorkspace(t *testing.T) {
	c, problems := config.Parse(source.NewFile("infra/.moat.yaml", []byte("exclude: [gen]\ninclude: [main.bicep]\nbaseline: known.json\nparameters: { main.bicep: [[a.json, b.json]] }\n")), "infra", nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if c.Baseline != "infra/known.json" || fmt.Sprint(c.ParamsOf("infra/main.bicep")) != "[[infra/a.json infra/b.json]]" {
		t.Errorf("%s %v", c.Baseline, c.Parameters)
	}
	for path, want := range map[string]bool{"infra/gen": true, "infra/gen/x.bicep": true, "gen": false, "infra/main.bicep": false, "infra/other.bicep": true, "other.bicep": false} {
		if got := c.Excluded(path, !strings.Contains(path, ".")); got != want {
			t.Errorf("%s: excluded %t", path, got)
		}
	}
	files := source.Map(map[string]string{".moat.yaml": "", "infra/.moat.yaml": "", "infra/a/main.bicep": "", "b/main.bicep": ""})
	for path, want := range map[string]string{"infra/a/main.bicep": "infra/.moat.yaml", "infra": "infra/.moat.yaml", "b": ".moat.yaml", ".": ".moat.yaml"} {
		if got := config.Locate(files, path); got != want {
			t.Errorf("%s: %s", path, got)
		}
	}
	if got := config.Locate(source.Map(map[string]string{"a/b.bicep": ""}), "a/b.bicep"); got != "" {
		t.Error(got)
	}
}

// TestGitIgnore follows the examples of Git's documentation, "gitignore".
func TestGitIgnore(t *testing.T) {
	files := source.Map(map[string]string{
		".gitignore":     "# comment\n\\#file\n*.log\n!keep.log\nbuild/\n/top.json\ndoc/*.json\na/**/b\n[ab].txt\ntrailing \\ \n{x}.json\n**/deep\n\n",
		"sub/.gitignore": "!*.log\nlocal\r\n",
	})
	ignores := config.NewIgnores(files)
	for path, want := range map[string]bool{
		"x.log": true, "in/x.log": true, "keep.log": false, "sub/x.log": false, "build/": true, "in/build/": true, "build": false,
		"top.json": true, "in/top.json": false, "doc/a.json": true, "doc/in/a.json": false, "in/doc/a.json": false,
		"a/b": true, "a/x/y/b": true, "a/x/c": false, "a.txt": true, "c.txt": false, "#file": true, "# comment": false,
		"{x}.json": true, "x.json": false, "sub/local": true, "local": false, "p/q/deep": true,
	} {
		dir := strings.HasSuffix(path, "/")
		if got := ignores.Ignored(strings.TrimSuffix(path, "/"), dir); got != want {
			t.Errorf("%s: ignored %t", path, got)
		}
	}
}

func TestBaselineOfAnotherKind(t *testing.T) {
	for text, want := range map[string]string{
		"":                                     "line 1: it isn't a baseline",
		"{\n\"version\": 2, \"findings\": []}": "version 2",
		"{\n\"version\": 1,\n\"other\": 1}":    "it isn't a baseline",
		"{\"version\": 1, \"findings\": 3}":    "it isn't a baseline",
	} {
		if _, err := config.ParseBaseline([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("rules: { NET001: off }\nsuppress:\n  - rule: NET001\n    reason: |\n      x\n    until: 2027-01-01\n")
	f.Add("parameters:\n  a.bicep: [[b], c]\noverrides: [{paths: [x]}]\n")
	f.Add("a: &b [*b]\n? c\n: - d\n<<: 1\n")
	f.Fuzz(func(t *testing.T, text string) {
		file := source.NewFile(".moat.yaml", []byte(text))
		c, problems := config.Parse(file, ".", catalogue())
		if (c == nil) != (len(problems) > 0) {
			t.Fatalf("%q: configuration %v with problems %v", text, c, problems)
		}
		for _, p := range problems {
			if p.At.File != file || p.At.End > file.Len() {
				t.Fatalf("%q: a problem stands outside the file: %v", text, p)
			}
		}
		if c != nil {
			c.Excluded("a/b.bicep", false)
			c.For("a/b.bicep").Rule(catalogue()[0])
		}
	})
}
