// Package reference reads the one agent deployment in testdata/reference that
// no rule objects to. It stands there in each language, written by hand as a
// platform team would in that language; what they deploy is the same.
package reference

import (
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"moat/analyzer"
	"moat/analyzer/graph"
	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers"
	"moat/rules"
)

// Edition is the deployment in one language.
type Edition struct {
	// Name is the folder's: bicep, arm, azapi or azurerm.
	Name string
	// Entry is what to analyse, relative to the folder.
	Entry string
	Files map[string]string // content by path relative to the folder
}

// Editions lists the deployment in each language that Moat reads, in the order
// of the folders' names.
func Editions() ([]Edition, error) {
	known := map[string]string{"bicep": "bicep", "arm": "arm", "azapi": "terraform", "azurerm": "terraform"}
	entries := map[string]string{"bicep": "main.bicep", "arm": "azuredeploy.json", "azapi": ".", "azurerm": "."}
	var out []Edition
	for _, name := range []string{"arm", "azapi", "azurerm", "bicep"} {
		if !slices.ContainsFunc(parsers.All(), func(l language.Language) bool { return l.Name() == known[name] }) {
			continue
		}
		e := Edition{Name: name, Entry: entries[name], Files: map[string]string{}}
		root := filepath.Join(Root(), "testdata", "reference", name)
		err := filepath.WalkDir(root, func(p string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			content, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			rel, err := filepath.Rel(root, p)
			e.Files[filepath.ToSlash(rel)] = string(content)
			return err
		})
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}

// Root is the root of the project.
func Root() string {
	_, here, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(here), "..", "..", "..")
}

// Analyser analyses the deployment over and over, with a file changed here and
// there. What it has parsed once it doesn't parse again. It is safe for
// concurrent use.
type Analyser struct{ engine analyzer.Engine }

// NewAnalyser makes one with every language and rule.
func NewAnalyser() *Analyser {
	a := &Analyser{analyzer.Engine{Rules: rules.All()}}
	for _, l := range parsers.All() {
		if _, folders := l.(language.Folders); folders {
			a.engine.Languages = append(a.engine.Languages, l)
			continue
		}
		a.engine.Languages = append(a.engine.Languages, &remembering{Language: l, trees: map[string]language.Tree{}})
	}
	return a
}

// Analyse analyses an edition with some of its files replaced.
func (a *Analyser) Analyse(e Edition, changed map[string]string) (*analyzer.Report, error) {
	files := e.Files
	if len(changed) > 0 {
		files = make(map[string]string, len(e.Files))
		for p, content := range e.Files {
			files[p] = content
		}
		for p, content := range changed {
			files[p] = content
		}
	}
	return a.engine.Analyze(context.Background(), source.Map(files), analyzer.Options{Paths: []string{e.Entry}, Jobs: 1})
}

// remembering is a language that keeps its trees.
type remembering struct {
	language.Language
	mu    sync.Mutex
	trees map[string]language.Tree // by path and content
}

// Parse parses a file once for each content that it has. Contents that are
// seen once only, those of mutants, are many but small.
func (r *remembering) Parse(f *source.File) language.Tree {
	key := f.Path() + "\x00" + string(f.Content())
	r.mu.Lock()
	tree, ok := r.trees[key]
	r.mu.Unlock()
	if ok {
		return tree
	}
	tree = r.Language.Parse(f)
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.trees) < 64 {
		r.trees[key] = tree
	}
	return tree
}

// MayClaim is the language's own, where it has one.
func (r *remembering) MayClaim(p string) bool {
	if f, ok := r.Language.(language.PathFilter); ok {
		return f.MayClaim(p)
	}
	return true
}

// Name names a declaration in a way that is the same in every language: the
// names by which Azure knows it, and for what extends another resource that
// one's name too. Role assignments, whose own names are generated, are named by
// the role and by who gets it.
func Name(d *graph.Declaration) string {
	own := plain(d.Name)
	switch strings.ToLower(d.Type) {
	case "microsoft.authorization/roleassignments":
		own = fmt.Sprintf("%s for %s", last(plain(at(d, "properties.roleDefinitionId"))), grantee(d))
	case "microsoft.documentdb/databaseaccounts/sqlroleassignments":
		own = path.Dir(own) + "/" + last(plain(at(d, "properties.roleDefinitionId"))) + " for " + grantee(d)
	}
	if d.Scope != nil {
		if isExtension(d) {
			return namesIn(plain(d.Scope)) + " > " + own
		}
	}
	return own
}

// isExtension says whether a declaration extends a resource, instead of being
// deployed into a group or subscription.
func isExtension(d *graph.Declaration) bool {
	id := strings.ToLower(plain(d.ID))
	return strings.Count(id, "/providers/") > 1
}

func at(d *graph.Declaration, p string) value.Value {
	return value.Get(d.Body, value.ParsePath(p)).Value
}

// grantee is the name of the resource whose identity a role is given to, or the
// id of the group.
func grantee(d *graph.Declaration) string {
	v := at(d, "properties.principalId")
	if s, ok := v.(value.String); ok {
		return s.String()
	}
	text := strings.ToLower(value.Expr(v))
	for _, typ := range []string{"/userassignedidentities/", "/searchservices/"} {
		if _, rest, ok := strings.Cut(text, typ); ok {
			return rest[:strings.IndexAny(rest+"'", "'/")]
		}
	}
	return text
}

// plain is a text with what isn't known of it left out.
func plain(v value.Value) string {
	if v == nil {
		return ""
	}
	return value.PlainText(v, "")
}

// namesIn are the names in an id, without its types and without the group.
func namesIn(id string) string {
	_, id, _ = strings.Cut(id[strings.LastIndex(id, "/providers/")+1:], "/")
	var out []string
	for i, segment := range strings.Split(id, "/") {
		if i > 0 && i%2 == 0 {
			out = append(out, segment)
		}
	}
	return strings.Join(out, "/")
}

func last(id string) string { return id[strings.LastIndexByte(id, '/')+1:] }
