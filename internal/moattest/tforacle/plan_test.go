package tforacle

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"sort"
	"testing"

	"moat/analyzer"
	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/terraform"
)

// plans are configurations without providers. What Terraform plans for them,
// instance by instance and output by output, is what Moat has to find.
var plans = map[string]map[string]string{
	"count and for_each": {"main.tf": `
locals {
  names = ["web", "api", "db"]
  sizes = { small = 1, large = 8 }
  on    = length(local.names) > 2
}
resource "terraform_data" "counted" {
  count = local.on ? length(local.names) : 0
  input = "${count.index}-${local.names[count.index]}"
}
resource "terraform_data" "none" {
  count = local.on ? 0 : 1
  input = "never"
}
resource "terraform_data" "each" {
  for_each = { for k, v in local.sizes : k => v * 2 if v > 1 }
  input    = { key = each.key, twice = each.value }
}
resource "terraform_data" "set" {
  for_each = toset(concat(local.names, ["web"]))
  input    = upper(each.value)
}
resource "terraform_data" "single" {
  input = [for r in terraform_data.counted : r.input]
}
output "inputs" { value = { for k, r in terraform_data.set : k => r.input } }
output "first" { value = terraform_data.counted[0].input }
output "splat" { value = terraform_data.counted[*].input }
output "none" { value = one(terraform_data.none[*].input) }
output "tried" { value = try(terraform_data.none[0].input, "absent") }
output "keys" { value = keys(terraform_data.each) }
output "large" { value = terraform_data.each["large"].input.twice }
`},
	"modules": {
		"main.tf": `
variable "prefix" { default = "demo" }
variable "tiers" {
  type = map(object({ size = number, name = optional(string), tags = optional(map(string), { owner = "me" }) }))
  default = {
    a = { size = 1 }
    b = { size = "2", name = "bee" }
  }
}
module "tier" {
  source   = "./tier"
  for_each = var.tiers
  name     = coalesce(each.value.name, "${var.prefix}-${each.key}")
  tier     = each.value
}
module "extra" {
  count  = 2
  source = "./tier"
  name   = "extra${count.index}"
  tier   = { size = count.index }
}
output "names" { value = { for k, m in module.tier : k => m.name } }
output "tags" { value = module.tier["a"].tags }
output "sizes" { value = module.extra[*].size }
output "both" { value = merge([for m in module.extra : m.all]...) }
`,
		"tier/main.tf": `
variable "name" { type = string }
variable "tier" {
  type = object({ size = number, tags = optional(map(string), {}) })
}
variable "nothing" {
  type     = string
  default  = "default"
  nullable = false
}
locals { size = var.tier.size + 1 }
resource "terraform_data" "this" { input = "${var.name}/${local.size}/${var.nothing}" }
module "inner" {
  source = "../inner"
  parent = terraform_data.this.input
  count  = local.size > 1 ? 1 : 0
}
output "name" { value = var.name }
output "size" { value = local.size }
output "tags" { value = var.tier.tags }
output "all" { value = { (var.name) = local.size } }
`,
		"inner/main.tf": `
variable "parent" {}
resource "terraform_data" "leaf" { input = split("/", var.parent) }
`,
	},
	"values and overrides": {
		"main.tf": `
variable "a" { default = 1 }
variable "b" { default = 1 }
variable "c" { type = list(string) }
variable "d" { default = "from default" }
variable "e" { type = any }
locals {
  x = "original"
  y = "kept"
}
resource "terraform_data" "over" { input = "original" }
output "all" { value = [var.a, var.b, var.c, var.d, var.e, local.x, local.y] }
`,
		"main_override.tf": `
variable "d" { default = "from override" }
locals { x = "overridden" }
resource "terraform_data" "over" { input = local.x }
`,
		"terraform.tfvars":   "a = 2\nb = 2\nc = [1, true]\n",
		"z.auto.tfvars":      "b = 4\n",
		"a.auto.tfvars.json": `{"b": 3, "e": {"k": "${1 + 1}", "l": [null, 1.5]}}`,
		"prod.tfvars":        "a = 100\n",
	},
	"json": {
		"main.tf.json": `{
  "variable": {"n": {"type": "number", "default": 2}},
  "locals": {"list": ["x", "${upper(\"y\")}"]},
  "resource": {"terraform_data": {
    "j": {"count": "${var.n}", "input": {"i": "${count.index}", "t": "a\t${local.list[1]}", "n": 1.50}}
  }},
  "output": {"o": {"value": "${terraform_data.j[*].input.i}"}, "s": {"value": "plain"}}
}`,
	},
	"templates": {
		"main.tf": `
locals {
  doc = <<-EOT
    first
      second ${1 + 1}
    %{for x in ["a", "b"]~}
    - ${x}
    %{endfor~}
    last
  EOT
  raw = <<EOT
  kept ${local.n}
EOT
  n = 3
}
output "doc" { value = local.doc }
output "raw" { value = local.raw }
output "file" { value = templatefile("${path.module}/t.tpl", { list = ["p", "q"], on = true }) }
output "read" { value = trimspace(file("t.txt")) }
output "paths" { value = [path.module, path.root, terraform.workspace] }
`,
		"t.tpl": "%{ if on }yes%{ endif }\n%{ for i, x in list ~}\n${i}:${upper(x)}\n%{ endfor }",
		"t.txt": "text\n",
	},
}

type plannedModule struct {
	Resources []struct {
		Address string         `json:"address"`
		Values  map[string]any `json:"values"`
	} `json:"resources"`
	Children []plannedModule `json:"child_modules"`
}

func (m plannedModule) walk(f func(address string, input any)) {
	for _, r := range m.Resources {
		f(r.Address, r.Values["input"])
	}
	for _, c := range m.Children {
		c.walk(f)
	}
}

// Plans have the same instances, inputs and outputs.
func TestPlansAgreeWithTerraform(t *testing.T) {
	for name, files := range plans {
		t.Run(name, func(t *testing.T) {
			c := NewConsole(t)
			if err := os.Remove(filepath.Join(c.dir, "main.tf")); err != nil {
				t.Fatal(err)
			}
			for path, text := range files {
				at := filepath.Join(c.dir, path)
				if err := os.MkdirAll(filepath.Dir(at), 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(at, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			c.Output(t, "init", "-backend=false", "-no-color")
			c.Output(t, "plan", "-out=plan", "-no-color", "-input=false")
			var want struct {
				Planned struct {
					Outputs map[string]struct {
						Value any `json:"value"`
					} `json:"outputs"`
					Root plannedModule `json:"root_module"`
				} `json:"planned_values"`
			}
			if err := json.Unmarshal([]byte(c.Output(t, "show", "-json", "plan")), &want); err != nil {
				t.Fatal(err)
			}

			fs := source.Map(files)
			got := evaluatePlan(t, fs)
			instances := map[string]any{}
			want.Planned.Root.walk(func(address string, input any) { instances[address] = input })
			if len(instances) == 0 && len(want.Planned.Outputs) == 0 {
				t.Fatal("Terraform plans nothing")
			}
			if !reflect.DeepEqual(instances, got.instances) {
				t.Errorf("instances\n%s\nwant\n%s", text(got.instances), text(instances))
			}
			for name, o := range want.Planned.Outputs {
				if !reflect.DeepEqual(o.Value, got.outputs[name]) {
					t.Errorf("output %s is %s, want %s", name, text(got.outputs[name]), text(o.Value))
				}
			}
		})
	}
}

func text(v any) string {
	raw, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err.Error()
	}
	return string(raw)
}

type plan struct{ instances, outputs map[string]any }

func evaluatePlan(t *testing.T, files source.FS) plan {
	t.Helper()
	out := plan{map[string]any{}, map[string]any{}}
	engine := analyzer.Engine{Languages: []language.Language{terraform.Language{}}}
	rep, err := engine.Analyze(context.Background(), files, analyzer.Options{Paths: []string{"."}})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range rep.Problems {
		t.Errorf("%s: %s", p.At.Path(), p.Message)
	}
	if len(rep.Entries) != 1 {
		t.Fatalf("%d entry points", len(rep.Entries))
	}
	for _, o := range rep.Entries[0].Graph.Root.Outputs {
		out.outputs[o.Name] = plain(t, o.Value)
	}
	l := folders{files}
	tree, err := l.Load(".")
	if err != nil {
		t.Fatal(err)
	}
	list, err := terraform.Instances(context.Background(), language.Entry{Tree: tree}, l)
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range list {
		var input any
		if m, ok := in.Body.Member("input"); ok {
			input = plain(t, m.Value)
		}
		out.instances[in.Address] = input
	}
	return out
}

func plain(t *testing.T, v value.Value) any {
	t.Helper()
	var out any
	if err := json.Unmarshal(value.AppendJSON(nil, v, value.JSONOptions{}), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// folders loads modules of a file system.
type folders struct{ source.FS }

func (f folders) Read(path string) (*source.File, error)   { return f.ReadFile(path) }
func (f folders) List(path string) ([]source.Entry, error) { return f.ReadDir(path) }
func (f folders) Load(dir string) (language.Tree, error) {
	entries, err := f.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var lang terraform.Language
	var files []language.FolderFile
	for _, e := range entries {
		p := filepath.ToSlash(filepath.Join(dir, e.Name))
		if e.IsDir || !lang.Gathers(p) {
			continue
		}
		file, err := f.ReadFile(p)
		if err != nil {
			return nil, err
		}
		files = append(files, language.FolderFile{File: file})
	}
	sort.Slice(files, func(i, j int) bool { return files[i].Path() < files[j].Path() })
	return lang.ParseFolder(dir, files), nil
}
