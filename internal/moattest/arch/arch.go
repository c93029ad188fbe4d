// Package arch checks which package imports which. The table of House is the
// drawing; Check compares the source with it and names every arrow that the
// drawing doesn't have.
package arch

import (
	"fmt"
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Table says who may import whom.
type Table struct {
	Module   string   // the module's path
	Rooms    []Room   // the module's own packages, lowest first
	Doors    []Door   // outside packages, and those of Go's library that are restricted
	TestOnly []string // outside modules that only _test files may import
	Exempt   []string // folders whose packages may import anything
}

// Room is a folder of the module and the rooms below it that it may import.
type Room struct {
	Folder  string
	Imports []string
}

// Door is an outside package and the rooms that may import it. A name with a
// dot in its first segment stands for that module and all its packages; other
// names are single packages of Go's library.
type Door struct {
	Package string
	Rooms   []string
}

// Check reads the Go files of a module's folder and returns one sentence for
// each import that the table doesn't allow, in the order of files and imports.
// Left out are external test packages (their name ends in _test), files built
// only by hand (//go:build ignore), folders named testdata and nested modules.
// The error says that a file can't be read or parsed, or that the table itself
// names a room twice, upwards, or not at all.
func Check(module fs.FS, t Table) ([]string, error) {
	allowed, err := t.closure()
	if err != nil {
		return nil, err
	}
	var wrong []string
	err = fs.WalkDir(module, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name == "." {
				return nil
			}
			if base := d.Name(); base == "testdata" || base == "node_modules" || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") {
				return fs.SkipDir
			}
			if _, err := fs.Stat(module, path.Join(name, "go.mod")); err == nil {
				return fs.SkipDir
			}
			if slices.ContainsFunc(t.Exempt, func(e string) bool { return below(name, e) }) {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		content, err := fs.ReadFile(module, name)
		if err != nil {
			return err
		}
		tokens := token.NewFileSet()
		file, err := parser.ParseFile(tokens, name, content, parser.ImportsOnly|parser.ParseComments)
		if err != nil {
			return err
		}
		if strings.HasSuffix(file.Name.Name, "_test") || builtByHand(file) {
			return nil
		}
		room := t.roomOf(path.Dir(name))
		if room == "" {
			wrong = append(wrong, fmt.Sprintf("%s: the folder belongs to no room of the table", name))
			return nil
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if reason := t.judge(room, imported, strings.HasSuffix(name, "_test.go"), allowed); reason != "" {
				wrong = append(wrong, fmt.Sprintf("%s: %s", tokens.Position(spec.Pos()), reason))
			}
		}
		return nil
	})
	return wrong, err
}

// judge returns why room may not import a package, or "".
func (t Table) judge(room, imported string, test bool, allowed map[string][]string) string {
	if below(imported, t.Module) {
		target := t.roomOf(strings.TrimPrefix(strings.TrimPrefix(imported, t.Module), "/"))
		if target != room && !slices.Contains(allowed[room], target) {
			return fmt.Sprintf("%s may not import %s", room, imported)
		}
		return ""
	}
	outside := strings.Contains(strings.SplitN(imported, "/", 2)[0], ".")
	for _, d := range t.Doors {
		if imported != d.Package && !(outside && below(imported, d.Package)) {
			continue
		}
		if slices.Contains(d.Rooms, room) || test && !outside {
			return ""
		}
		if len(d.Rooms) == 0 {
			return fmt.Sprintf("nobody may import %s", imported)
		}
		return fmt.Sprintf("%s may not import %s: its door is %s", room, imported, strings.Join(d.Rooms, ", "))
	}
	if slices.ContainsFunc(t.TestOnly, func(m string) bool { return below(imported, m) }) {
		if test {
			return ""
		}
		return fmt.Sprintf("only tests may import %s", imported)
	}
	if outside {
		return fmt.Sprintf("%s has no door: decide which room may import it and why (docs/dependencies.md)", imported)
	}
	return ""
}

// roomOf returns the room of a folder: the longest row that holds it.
func (t Table) roomOf(folder string) string {
	var best string
	for _, r := range t.Rooms {
		if below(folder, r.Folder) && len(r.Folder) > len(best) {
			best = r.Folder
		}
	}
	return best
}

// closure maps each room to all rooms that it may import.
func (t Table) closure() (map[string][]string, error) {
	all := make(map[string][]string, len(t.Rooms))
	for _, r := range t.Rooms {
		if _, ok := all[r.Folder]; ok {
			return nil, fmt.Errorf("the room %s has two rows", r.Folder)
		}
		reach := []string{}
		for _, i := range r.Imports {
			further, ok := all[i]
			if !ok {
				return nil, fmt.Errorf("the room %s imports %s, which no row above it describes", r.Folder, i)
			}
			reach = append(append(reach, i), further...)
		}
		slices.Sort(reach)
		all[r.Folder] = slices.Compact(reach)
	}
	for _, d := range t.Doors {
		for _, r := range d.Rooms {
			if _, ok := all[r]; !ok {
				return nil, fmt.Errorf("the door of %s leads to %s, which is no room", d.Package, r)
			}
		}
	}
	return all, nil
}

// below says whether p is folder itself or lies in it.
func below(p, folder string) bool {
	return p == folder || strings.HasPrefix(p, folder+"/")
}

func builtByHand(f *ast.File) bool {
	for _, group := range f.Comments {
		if group.Pos() > f.Package {
			return false
		}
		for _, c := range group.List {
			if !constraint.IsGoBuild(c.Text) {
				continue
			}
			expr, err := constraint.Parse(c.Text)
			if err == nil && !expr.Eval(func(tag string) bool { return tag != "ignore" }) {
				return true
			}
		}
	}
	return false
}
