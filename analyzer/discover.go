package analyzer

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"moat/analyzer/diag"
	"moat/analyzer/language"
	"moat/analyzer/source"
)

// candidate is a file that was found or named.
type candidate struct {
	path  string
	named bool // on the command line
	tree  language.Tree
	lang  language.Language
}

// entry is one deployment to evaluate.
type entry struct {
	candidate
	params []string
}

// name tells the deployment apart from others of the same template.
func (e entry) name() string { return nameOf(e.path, e.params) }

// search lists the files below the given paths that a language reads, sorted,
// and parses them.
func (a *analysis) search(ctx context.Context, paths []string) ([]candidate, error) {
	found := map[string]bool{} // path → named
	leavesOut := a.leavesOut()
	if a.opts.Callers {
		paths = append(slices.Clone(paths), ".")
	}
	for i, p := range paths {
		named := !a.opts.Callers || i < len(a.opts.Paths)
		err := source.Walk(ctx, a.files, p, func(at string, e source.Entry, err error) error {
			switch {
			case err != nil:
				a.unreadable(at, err)
				return fs.SkipDir
			case (at != p || a.opts.Callers) && leavesOut(at, e.IsDir):
				if e.IsDir {
					return fs.SkipDir
				}
				return nil
			case e.IsDir:
				return nil
			case at == p, a.opts.Callers && named && a.load.mayClaim(at):
				found[at] = true
			case !found[at] && a.load.mayClaim(at):
				found[at] = false
			}
			return nil
		})
		switch {
		case err == nil:
		case ctx.Err() != nil:
			return nil, ctx.Err()
		default:
			a.unreadable(p, err)
		}
	}
	out := a.gather(found)
	slices.SortFunc(out, func(x, y candidate) int { return strings.Compare(x.path, y.path) })
	a.each(len(out), func(i int) { a.parse(&out[i]) })
	return slices.DeleteFunc(out, func(c candidate) bool { return c.tree == nil }), ctx.Err()
}

// gather makes candidates of the files that were found: one for all the files
// of a folder that make one template.
func (a *analysis) gather(found map[string]bool) []candidate {
	out := make([]candidate, 0, len(found))
	folders := map[string]int{}
	for p, named := range found {
		dir, lang := a.load.folderOf(p)
		if lang == nil {
			out = append(out, candidate{path: p, named: named})
			continue
		}
		i, ok := folders[dir]
		if !ok {
			i = len(out)
			folders[dir] = i
			out = append(out, candidate{path: dir, lang: lang})
		}
		out[i].named = out[i].named || named
	}
	return out
}

// parse fills in the tree of a candidate. A file that no language claims is
// passed over, unless it was named.
func (a *analysis) parse(c *candidate) {
	defer a.recovered(c.path, "parsing")
	if c.lang == nil {
		head, err := a.head(c.path)
		if err != nil {
			a.unreadable(c.path, err)
			return
		}
		c.lang = a.load.claims(c.path, head)
	}
	if c.lang == nil {
		if c.named && !a.opts.Callers { // hooks name whatever was changed
			a.problem(diag.Diagnostic{
				Kind: diag.Unsupported, At: source.NewFile(c.path, nil).Range(0, 0),
				Message: "this isn't a template that Moat can read: it reads " + a.load.names(),
			})
		}
		return
	}
	tree, err := a.load.Load(c.path)
	if err != nil {
		a.unreadable(c.path, err)
		return
	}
	c.tree = tree
}

// headReader is an FS that can read the beginning of a file alone.
type headReader interface {
	ReadHead(path string, n int) ([]byte, error)
}

func (a *analysis) head(p string) ([]byte, error) {
	if h, ok := a.files.(headReader); ok {
		return h.ReadHead(p, language.HeadSize)
	}
	f, err := a.load.Read(p)
	if err != nil {
		return nil, err
	}
	return f.Content()[:min(f.Len(), language.HeadSize)], nil
}

func (a *analysis) unreadable(p string, err error) { a.problem(unreadable(p, err)) }

func unreadable(p string, err error) diag.Diagnostic {
	kind, msg := diag.IO, "can't be read: "+cause(err)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		msg = "doesn't exist"
	case errors.Is(err, fs.ErrPermission):
		msg = "can't be read: permission denied"
	case errors.Is(err, source.ErrTooLarge):
		kind, msg = diag.Limit, fmt.Sprintf("is larger than %d MiB, the most that Moat reads; exclude it, or split it up", source.MaxFileSize>>20)
	case errors.Is(err, source.ErrOutside):
		msg = "leads outside the workspace, which Moat doesn't read; widen it with --root"
	case errors.Is(err, source.ErrNotRegular):
		msg = "isn't a regular file"
	}
	return diag.Diagnostic{Kind: kind, At: source.NewFile(p, nil).Range(0, 0), Message: fmt.Sprintf("%s %s", p, msg)}
}

// cause is an error without the path that our message names already.
func cause(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}

// entries decides what to evaluate: every parameter file with its template;
// every template that nothing scanned calls and that has no parameter file; and
// whatever was named.
func (a *analysis) entries(files []candidate, params []string) []entry {
	byPath := map[string]candidate{}
	for _, c := range files {
		byPath[c.path] = c
	}
	called := map[string]bool{}
	for _, c := range files {
		for _, r := range c.tree.Refs() {
			if r.Kind == language.RefModule && r.Path != "" && r.Path != c.path {
				called[r.Path] = true
			}
		}
	}
	given := a.givenParams(params)
	configured := a.configured()
	var out []entry
	paired := map[string]bool{}
	for _, c := range files {
		if c.tree.Role() != language.Parameters || slices.Contains(params, c.path) || configured[c.path] && !c.named {
			continue
		}
		t, ok := a.templateOf(c, byPath)
		if !ok {
			if c.named && len(c.tree.Refs()) == 0 {
				a.problem(diag.Diagnostic{
					Kind: diag.Unsupported, At: c.tree.Source().Range(0, 0),
					Message: "this gives values to a template that it doesn't name: name the template, and this file with --params",
				})
			}
			continue
		}
		out = append(out, entry{t, []string{c.path}})
		paired[t.path] = true
	}
	for _, c := range files {
		if c.tree.Role() != language.Template && !(c.named && c.tree.Role() == language.ModuleOnly) {
			continue
		}
		if mine := given.of(c); len(mine) > 0 && (c.named || !called[c.path]) {
			out = append(out, entry{c, mine})
			paired[c.path] = true
			continue
		}
		if lists := a.opts.Config.ParamsOf(c.path); len(lists) > 0 {
			for _, files := range lists {
				out = append(out, entry{c, files})
			}
			paired[c.path] = true
			continue
		}
		switch {
		case paired[c.path]:
		case c.named, !called[c.path] && !a.compiled(c, byPath):
			out = append(out, entry{candidate: c})
		}
	}
	out = append(out, a.unreached(files, out, byPath)...)
	slices.SortStableFunc(out, func(x, y entry) int {
		if d := strings.Compare(x.path, y.path); d != 0 {
			return d
		}
		return slices.Compare(x.params, y.params)
	})
	return out
}

// unreached picks entry points among templates that only call each other in a
// circle: without it they would be passed over in silence.
func (a *analysis) unreached(files []candidate, have []entry, byPath map[string]candidate) []entry {
	reached := map[string]bool{}
	var visit func(p string)
	visit = func(p string) {
		if reached[p] {
			return
		}
		reached[p] = true
		if c, ok := byPath[p]; ok {
			for _, r := range c.tree.Refs() {
				if r.Kind == language.RefModule {
					visit(r.Path)
				}
			}
		}
	}
	for _, e := range have {
		visit(e.path)
	}
	var out []entry
	for _, c := range files {
		if c.tree.Role() == language.Template && !reached[c.path] && !a.compiled(c, byPath) {
			out = append(out, entry{candidate: c})
			visit(c.path)
		}
	}
	return out
}

// templateOf is the template that a parameter file is for: the one it names, or
// the one it is named after.
func (a *analysis) templateOf(c candidate, byPath map[string]candidate) (candidate, bool) {
	for _, r := range c.tree.Refs() {
		if r.Kind != language.RefUsing || r.Path == "" {
			continue
		}
		if t, ok := byPath[r.Path]; ok {
			return t, true
		}
		t := candidate{path: r.Path}
		a.parse(&t)
		if t.tree != nil && t.tree.Role() != language.Parameters {
			return t, true
		}
		return candidate{}, false
	}
	dir, name := path.Split(c.path)
	base, _, ok := strings.Cut(name, ".parameters.")
	if !ok {
		return candidate{}, false
	}
	for _, ext := range [...]string{".bicep", ".json"} {
		if t, ok := byPath[dir+base+ext]; ok && t.tree.Role() == language.Template {
			return t, true
		}
	}
	return candidate{}, false
}

// compiled says whether a template was made from another one that is scanned
// too: it would only be reported twice.
func (a *analysis) compiled(c candidate, byPath map[string]candidate) bool {
	t, ok := c.tree.(language.Compiled)
	if !ok || c.named {
		return false
	}
	for _, from := range t.CompiledFrom() {
		if src, ok := byPath[from]; ok && src.tree.Role() == language.Template {
			return true
		}
	}
	return false
}

// givenParams are the parameter files of --params: those that name their
// template are for it alone, the others for every entry point.
type givenParams struct {
	forAll []givenParam
	byPath map[string][]string
}

type givenParam struct {
	path string
	tree language.Tree
}

func (a *analysis) givenParams(params []string) givenParams {
	g := givenParams{byPath: map[string][]string{}}
	for _, p := range params {
		tree, err := a.load.Load(p)
		if err != nil {
			a.unreadable(p, err)
			continue
		}
		using := ""
		for _, r := range tree.Refs() {
			if r.Kind == language.RefUsing {
				using = r.Path
			}
		}
		if using == "" {
			g.forAll = append(g.forAll, givenParam{p, tree})
		} else {
			g.byPath[using] = append(g.byPath[using], p)
		}
	}
	return g
}

func (g givenParams) of(c candidate) []string {
	var out []string
	for _, p := range g.forAll {
		if t, ok := c.lang.(language.Taker); !ok || t.Takes(p.tree) {
			out = append(out, p.path)
		}
	}
	return append(out, g.byPath[c.path]...)
}

// each runs f for 0…n-1 on as many goroutines as the analysis may use.
func (a *analysis) each(n int, f func(i int)) {
	jobs := min(a.jobs, n)
	if jobs <= 1 {
		for i := range n {
			f(i)
		}
		return
	}
	next := make(chan int)
	var wg sync.WaitGroup
	for range jobs {
		wg.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}
