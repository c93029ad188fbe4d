// Package terraform reads Terraform: folders of .tf files with the local
// modules that they call. It evaluates expressions itself, over the syntax
// trees of HashiCorp's HCL library, since what isn't known has to keep its
// reason, its branches and its place.
//
// Subpackages, none of which imports this one: typed values, the function
// library, and the azurerm provider as data.
package terraform

import (
	"context"
	"path"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/language"
	"moat/analyzer/source"
)

// Language is Terraform: folders of configuration, and .tfvars files.
type Language struct{}

// Name is "terraform".
func (Language) Name() string { return "terraform" }

// endings of the files that make up a module, longest first.
var configEndings = [...]string{".tf.json", ".tofu.json", ".tf", ".tofu"}

// configName splits a file's name into its stem and ending; false if it isn't
// a configuration file. Hidden files and backups of editors are none.
//
// Source: "Files and configuration structure" of Terraform's documentation.
func configName(name string) (stem, ending string, ok bool) {
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "#") || strings.HasSuffix(name, "~") {
		return "", "", false
	}
	for _, e := range configEndings {
		if s, cut := strings.CutSuffix(name, e); cut {
			return s, e, true
		}
	}
	return "", "", false
}

// isValues says whether a file gives values to variables.
func isValues(name string) bool {
	return strings.HasSuffix(name, ".tfvars") || strings.HasSuffix(name, ".tfvars.json")
}

// isAuto says whether Terraform loads a file of values without being told to.
//
// Source: "Variable definition precedence" of Terraform's documentation.
func isAuto(name string) bool {
	return name == "terraform.tfvars" || name == "terraform.tfvars.json" ||
		strings.HasSuffix(name, ".auto.tfvars") || strings.HasSuffix(name, ".auto.tfvars.json")
}

// lockFile is where Terraform writes which provider versions it chose.
const lockFile = ".terraform.lock.hcl"

// Claims says whether a file is Terraform's, by its name alone.
func (Language) Claims(p string, _ []byte) bool {
	name := path.Base(p)
	_, _, config := configName(name)
	return config || isValues(name)
}

// MayClaim leaves files of values out that Terraform doesn't load by itself:
// many are examples. They are read where --params names them.
func (l Language) MayClaim(p string) bool { return l.Gathers(p) && path.Base(p) != lockFile }

// Gathers says whether a file is a part of the module that its folder is.
func (Language) Gathers(p string) bool {
	name := path.Base(p)
	_, _, config := configName(name)
	return config || isAuto(name) || name == lockFile
}

// Parse reads one file: a *Values for one of values, else a *Tree of a module
// that consists of it alone.
func (l Language) Parse(f *source.File) language.Tree {
	if isValues(path.Base(f.Path())) {
		return parseValues(f)
	}
	return l.ParseFolder(path.Dir(f.Path()), []language.FolderFile{{File: f}})
}

// ParseFolder reads the files of a folder as a module. The result is a *Tree.
func (Language) ParseFolder(dir string, files []language.FolderFile) language.Tree {
	return parseFolder(dir, files)
}

// Takes says whether a parameter file is a .tfvars file.
func (Language) Takes(params language.Tree) bool {
	_, ok := params.(*Values)
	return ok
}

// Evaluate works out what a root module would deploy.
func (Language) Evaluate(ctx context.Context, e language.Entry, l language.Loader) (*language.Result, error) {
	return evaluate(ctx, e, l)
}

// dialect is how Terraform's people speak of their modules. A module's outputs
// reach its caller alone; those of the root are kept in the state.
//
// Source: "Output values" of Terraform's documentation.
func dialect() graph.Dialect {
	return graph.Dialect{
		Name: "Terraform", Block: blockFor,
		Parameter: "variable", Variable: "local value", Secure: "sensitive", Record: "Terraform's plans and state",
		Addresses: true, PassesOutputs: true, KeysAreProperties: true,
	}
}

// blockFor is the block of azurerm for what ARM has a resource of its own for.
func blockFor(typ string) string {
	switch strings.ToLower(typ) {
	case "microsoft.insights/diagnosticsettings":
		return "azurerm_monitor_diagnostic_setting"
	case "microsoft.network/privateendpoints":
		return "azurerm_private_endpoint"
	case "microsoft.network/privateendpoints/privatednszonegroups":
		return "private_dns_zone_group in azurerm_private_endpoint"
	case "microsoft.network/privatednszones/virtualnetworklinks":
		return "azurerm_private_dns_zone_virtual_network_link"
	}
	return ""
}
