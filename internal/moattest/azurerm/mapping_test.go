// Package azurerm compares what the parser knows of the azurerm provider with
// the mapping that was worked out from the provider's sources.
package azurerm

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"moat/parsers/terraform/azurerm"
)

// mapping is the part of terraform-mapping.yaml that is compared.
type mapping struct {
	Resources map[string]struct {
		ARMType    string   `yaml:"arm_type"`
		PresentIn  []string `yaml:"present_in"`
		Attributes []struct {
			HCL     string         `yaml:"hcl"`
			ARM     string         `yaml:"arm"`
			Default map[string]any `yaml:"default"`
			// Sent is what the create code sends without a default in the schema.
			Sent map[string]any `yaml:"effective_when_omitted"`
		} `yaml:"attributes"`
	} `yaml:"resources"`
	BuiltinRoles map[string]string `yaml:"builtin_roles"`
	Patches      map[string]any    `yaml:"patch_resources"`
}

func load(t *testing.T) mapping {
	t.Helper()
	root := os.Getenv("MOAT_CORPUS")
	if root == "" {
		t.Skip("SKIPPED: MOAT_CORPUS names no corpus")
	}
	data, err := os.ReadFile(filepath.Join(root, "..", "design", "terraform-mapping.yaml"))
	if os.IsNotExist(err) {
		t.Skip("SKIPPED: no mapping beside the corpus")
	}
	if err != nil {
		t.Fatal(err)
	}
	var m mapping
	if err := yaml.Unmarshal(data, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

var (
	namedSetting = regexp.MustCompile(`\[[^\]]+\]`)               // appSettings[AzureWebJobsStorage]
	property     = regexp.MustCompile(`customProperties\{(.*)\}`) // of API Management
)

// paths are the properties that an attribute comes to, as Setting has them.
func paths(arm string) []string {
	if rest, ok := strings.CutPrefix(arm, "child:"); ok {
		arm = rest[strings.Index(rest, ":")+1:]
	}
	arm = namedSetting.ReplaceAllString(arm, "[]")
	arm = property.ReplaceAllString(arm, "customProperties.$1")
	before, names, ok := strings.Cut(arm, "{")
	if !ok {
		return []string{arm}
	}
	var out []string
	for name := range strings.SplitSeq(strings.TrimSuffix(names, "}"), ",") {
		out = append(out, before+name)
	}
	return out
}

// TestMappingIsWhole: every resource and attribute of the mapping has a row that
// leads to the same property, in the same majors.
func TestMappingIsWhole(t *testing.T) {
	m := load(t)
	types := map[string]azurerm.TypeInfo{}
	for _, info := range azurerm.All() {
		if !info.Data {
			types[info.Name] = info
		}
	}
	attributes := 0
	for name, r := range m.Resources {
		info, ok := types[name]
		if !ok {
			t.Errorf("%s has no file", name)
			continue
		}
		if info.ARM != r.ARMType {
			t.Errorf("%s is %s, want %s", name, info.ARM, r.ARMType)
		}
		if len(info.Majors) != len(r.PresentIn) {
			t.Errorf("%s: majors %v, want %v", name, info.Majors, r.PresentIn)
		}
		if _, patch := m.Patches[name]; patch != info.Patch {
			t.Errorf("%s: a part of another resource: %v", name, info.Patch)
		}
		for _, a := range r.Attributes {
			attributes++
			compare(t, info, a.HCL, a.ARM, a.Default)
			compareDefaults(t, info, a.HCL, a.Default, a.Sent)
		}
	}
	t.Logf("%d resources, %d attributes", len(m.Resources), attributes)
}

func compare(t *testing.T, info azurerm.TypeInfo, hcl, arm string, defaults map[string]any) {
	t.Helper()
	want := 0
	for _, v := range defaults {
		if v != "(attribute absent)" {
			want++
		}
	}
	got := map[string]bool{}
	var found *azurerm.Setting
	for i, s := range info.Settings {
		if s.Attr == hcl {
			found = &info.Settings[i]
			got[s.Path] = true
		}
	}
	if found == nil {
		for _, s := range info.Settings { // a block: what is in it has rows
			if strings.HasPrefix(s.Attr, hcl+".") {
				return
			}
		}
		t.Errorf("%s: no row of %s", info.Name, hcl)
		return
	}
	if want > 0 && len(found.Majors) != want {
		t.Errorf("%s.%s: in %v, want %d majors of %v", info.Name, hcl, found.Majors, want, defaults)
	}
	switch arm {
	case "parent", "scope", "target", "name":
		return // the id says it
	}
	switch found.Verb {
	case "name", "part", "search_auth_options":
		return // the id says it, or another row
	}
	for _, p := range paths(arm) {
		if !got[p] {
			t.Errorf("%s.%s comes to %v, want %s", info.Name, hcl, got, p)
		}
	}
}

// compareDefaults: what isn't written is sent as the mapping says, for each
// major. Beyond it stand zero values that its examples and notes tell of.
func compareDefaults(t *testing.T, info azurerm.TypeInfo, hcl string, schema, code map[string]any) {
	t.Helper()
	want := map[int]string{}
	for major := 3; major <= 5; major++ {
		v := schema[fmt.Sprintf("v%d", major)]
		switch v {
		case "(none)", nil:
			v = code[fmt.Sprintf("v%d", major)]
		case "(required)", "(attribute absent)":
			continue
		}
		if v == nil || v == "[scope]" { // the scope of a role definition: a row of its own
			continue
		}
		if f, ok := v.(float64); ok && f == math.Trunc(f) {
			v = int(f)
		}
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		want[major] = string(text)
	}
	for _, s := range info.Settings {
		if s.Attr != hcl || s.Verb == "scope_id" {
			continue
		}
		for major := 3; major <= 5; major++ {
			got := strings.Trim(s.Defaults[major], `"`) // a number may be written as text
			want[major] = strings.Trim(want[major], `"`)
			zero := want[major] == "" && (got == "[]" || got == "")
			if got != want[major] && !zero && !slices.Contains(ownDefaults, info.Name+"."+hcl) {
				t.Errorf("%s.%s: azurerm %d sets %q, want %q", info.Name, hcl, major, got, want[major])
			}
		}
		return
	}
}

// ownDefaults are told in a note of the mapping only.
var ownDefaults = []string{
	"azurerm_subscription_policy_assignment.enforce", // true in all majors
	"azurerm_monitor_activity_log_alert.location",    // global in azurerm 3
}

func TestRoles(t *testing.T) {
	for name, guid := range load(t).BuiltinRoles {
		if got, ok := azurerm.RoleID(name); !ok || got != guid {
			t.Errorf("%s is %q, want %s", name, got, guid)
		}
	}
}
