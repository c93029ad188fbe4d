package azurerm

import (
	"io/fs"
	"slices"
	"strings"
)

// Setting is one attribute of a type and the ARM property that it comes to, for
// documentation and for checks of the files.
type Setting struct {
	Attr string // dotted: network_acls.bypass
	// Child is the type of the resource below the block's own that has the
	// property; "" for the block's own.
	Child string
	Path  string // properties.networkAcls.ipRules[].value; "" for a part of another setting
	Verb  string
	// Majors are those that have the attribute, Defaults what they set, as JSON,
	// where it isn't written: with nothing, the provider sends nothing.
	Majors   []int
	Defaults map[int]string
}

// TypeInfo is what the file of a type says as a whole.
type TypeInfo struct {
	Name string // azurerm_storage_account
	// ARM is the ARM type, APIVersion that of the schema that its paths were
	// checked against; "" for a data source that looks up no ARM resource.
	ARM, APIVersion string
	// Data marks a file of its own for the data source.
	Data, Patch bool
	Majors      []int
	Settings    []Setting
	// Constants are the properties that the provider sends by itself.
	Constants []Constant
}

// Constant is a property that the provider sends by itself: with every resource
// of a type, or along with a block that is written or isn't.
type Constant struct {
	Child string // as in Setting
	Path  string
}

// All reads every file, sorted by name, those of data sources last.
func All() []TypeInfo {
	var out []TypeInfo
	for _, dir := range [...]string{"types", strings.TrimSuffix(dataDir, "/")} {
		entries, err := fs.ReadDir(typeFiles, dir)
		if err != nil {
			panic("internal error: the embedded files can't be listed: " + err.Error())
		}
		for _, e := range entries {
			if e.IsDir() {
				continue
			}
			name := prefix + strings.TrimSuffix(e.Name(), ".txt")
			f := readType(name, dir != "types")
			info := TypeInfo{
				Name: name, ARM: f.arm, APIVersion: f.api, Data: dir != "types", Patch: f.patch, Majors: f.majors.list(),
			}
			for _, c := range f.sets {
				info.Constants = append(info.Constants, Constant{"", dotted("", c.path)})
			}
			info.settings(f.rows, "", "")
			out = append(out, info)
		}
	}
	return out
}

// settings adds those of rows whose paths begin at base, in the own resource or
// one below.
func (i *TypeInfo) settings(rows []*row, base, child string) {
	for _, r := range rows {
		if r.kind == kindChild {
			for _, c := range r.adds {
				i.Constants = append(i.Constants, Constant{i.ARM + "/" + r.child, dotted("", c.path)})
			}
			i.settings(r.rows, "", i.ARM+"/"+r.child)
			continue
		}
		s := Setting{Attr: r.dotted, Child: child, Verb: r.verb.name, Majors: r.in.list(), Defaults: map[int]string{}}
		for _, m := range allMajors().list() {
			if d := r.defaultFor(m); d != nil {
				s.Defaults[m] = readable(d)
			}
		}
		path := dotted(base, r.path)
		if r.each {
			path += "[]"
		}
		block := r.kind == kindBlock && !r.verb.takesBlock
		for _, c := range slices.Concat(r.adds, r.absent) {
			at := base
			if block || r.each {
				at = path
			}
			i.Constants = append(i.Constants, Constant{child, dotted(at, c.path)})
		}
		if block {
			i.settings(r.rows, path, child)
			continue
		}
		path = dotted(path, r.tail)
		if r.leaves == nil {
			if !r.verb.part && !r.verb.naming {
				s.Path = path
			}
			i.Settings = append(i.Settings, s)
			continue
		}
		for _, leaf := range r.leaves {
			s.Path = dotted(path, []string{leaf})
			i.Settings = append(i.Settings, s)
		}
	}
}

func dotted(base string, steps []string) string {
	if base == "" {
		return strings.Join(steps, ".")
	}
	return strings.Join(append([]string{base}, steps...), ".")
}

// RoleID is the GUID of the built-in role with a name, today's or a former one,
// whatever its case.
func RoleID(name string) (string, bool) { return roleID(name) }
