package terraform

import (
	"path"
	"strings"

	"moat/analyzer/source"
	"moat/parsers/jsonc"
)

// manifest is what `terraform init` wrote about the modules it fetched.
type manifest struct {
	modules map[string]installedModule // by call path, joined by dots
}

type installedModule struct {
	source, version string
	dir             string // relative to the root module
}

// manifestFile is where the list of fetched modules stands, below the root.
const manifestFile = ".terraform/modules/modules.json"

// readManifest reads the list of fetched modules, if there is one.
func (r *run) readManifest() {
	f, err := r.loader.Read(path.Join(r.root.dir, manifestFile))
	if err != nil {
		return // nobody has run init here
	}
	r.modules = map[string]installedModule{}
	for _, n := range jsonc.Parse(f).Root.Get("Modules").Items() {
		r.modules[n.Get("Key").Text()] = installedModule{
			source: n.Get("Source").Text(), version: n.Get("Version").Text(), dir: n.Get("Dir").Text(),
		}
	}
}

// installed is the folder that a module which isn't local was fetched to; false
// if it wasn't, or if something else was fetched in its place.
func (r *run) installed(callPath string, c *moduleCall) (string, bool) {
	m, ok := r.modules[callPath]
	if !ok || !strings.HasSuffix(strings.ToLower(m.source), strings.ToLower(withoutQuery(c.source))) && !strings.Contains(m.source, "://") {
		return "", false
	}
	dir, err := source.JoinDir(r.root.dir, strings.ReplaceAll(m.dir, `\`, "/"))
	if err != nil {
		return "", false
	}
	return dir, true
}

// withoutQuery is a source without what stands behind "?".
func withoutQuery(s string) string {
	s, _, _ = strings.Cut(s, "?")
	return s
}
