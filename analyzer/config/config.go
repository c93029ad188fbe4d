// Package config holds what a team decides about Moat: the settings of
// .moat.yaml, the suppressions in comments and there, and the baseline of
// findings that are known.
package config

import (
	"path"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"moat/analyzer/diag"
	"moat/analyzer/rule"
	"moat/analyzer/source"
)

// Name is the configuration file's.
const Name = ".moat.yaml"

// Config is the settings of a workspace. It is immutable; nil stands for the
// defaults.
type Config struct {
	// Dir is the folder, relative to the workspace root, that all paths and
	// patterns of the file are relative to.
	Dir              string
	Include, Exclude []string // patterns as doublestar reads them
	IncludeIgnored   bool     // search what a .gitignore leaves out too
	FailOn           string   // a severity, "never", or ""
	// Parameters are, for each template, the parameter files of each of its
	// deployments. Paths are relative to the workspace root.
	Parameters   []Deployments
	Suppressions []*Suppression
	Baseline     string // path relative to the workspace root; ""

	base      layer
	overrides []override
}

// Deployments are the parameter files that one template is deployed with: a
// list for each deployment, of which the last file wins.
type Deployments struct {
	Template string
	Params   [][]string
}

// layer is settings that a later layer can replace.
type layer struct {
	rules    []ruleSetting
	scope    rule.Scope // "" leaves it
	settings rule.Settings
}

type override struct {
	paths []string
	layer
}

// ruleSetting is one line below "rules".
type ruleSetting struct {
	rule           string // an id, the beginning of ids, or a name
	word           string // off, on, a severity, or ""
	insuppressible bool
}

// Settings are what holds for one deployment.
type Settings struct {
	Scope    rule.Scope
	Settings rule.Settings
	layers   []layer
}

// Taken is how a rule is taken.
type Taken struct {
	Off bool
	// Severity replaces that of the rule's findings; "" leaves it.
	Severity rule.Severity
}

// Locate returns the path of the nearest configuration at or above the folder
// of p, within the workspace; "" if there is none.
func Locate(files source.FS, p string) string {
	dir := p
	if e, err := files.Stat(p); err != nil || !e.IsDir {
		dir = path.Dir(p)
	}
	for {
		name := path.Join(dir, Name)
		if e, err := files.Stat(name); err == nil && !e.IsDir {
			return name
		}
		if dir == "." {
			return ""
		}
		dir = path.Dir(dir)
	}
}

// Parse reads a configuration whose paths are relative to the folder dir of the
// workspace. The rules are the catalogue that it may name. With problems the
// configuration is nil: half of it would be taken for the whole.
func Parse(f *source.File, dir string, rules []*rule.Rule) (*Config, []diag.Diagnostic) {
	r := &reader{file: f}
	doc, ok := r.read()
	if ok {
		c := &checker{reader: r, rules: rules}
		c.check(doc, root())
	}
	if len(r.problems) > 0 {
		return nil, diag.Sort(r.problems)
	}
	return decode(doc, dir), nil
}

// For returns the settings of a deployment: of its template and its parameter
// files.
func (c *Config) For(paths ...string) Settings {
	out := Settings{Scope: rule.ScopeAuto, Settings: rule.DefaultSettings()}
	if c == nil {
		return out
	}
	out.add(c.base)
	for _, o := range c.overrides {
		if slices.ContainsFunc(paths, func(p string) bool { return c.matches(o.paths, p) }) {
			out.add(o.layer)
		}
	}
	return out
}

func (s *Settings) add(l layer) {
	s.layers = append(s.layers, l)
	if l.scope != "" {
		s.Scope = l.scope
	}
	if l.settings.AgentSubnetPrefix > 0 {
		s.Settings.AgentSubnetPrefix = l.settings.AgentSubnetPrefix
	}
	if l.settings.LogRetentionDays > 0 {
		s.Settings.LogRetentionDays = l.settings.LogRetentionDays
	}
}

// Rule says how a rule is taken: of each layer the line that names it most
// exactly, and of those the last.
func (s Settings) Rule(r *rule.Rule) Taken {
	word := ""
	for _, l := range s.layers {
		if line := l.of(r); line.word != "" {
			word = line.word
		}
	}
	switch word {
	case "", "on":
		return Taken{}
	case "off":
		return Taken{Off: true}
	}
	return Taken{Severity: rule.Severity(word)}
}

// of is the line that names a rule most exactly; the zero value if none does.
func (l layer) of(r *rule.Rule) ruleSetting {
	var best ruleSetting
	for _, line := range l.rules {
		switch {
		case matches(line.rule, r):
			return line
		case strings.HasPrefix(r.ID, strings.ToUpper(line.rule)) && len(line.rule) > len(best.rule):
			best = line
		}
	}
	return best
}

// Suppressible says whether findings of a rule can be suppressed.
func (c *Config) Suppressible(r *rule.Rule) bool {
	return c == nil || !c.base.of(r).insuppressible
}

// ParamsOf returns the parameter files of each deployment of a template; none
// if the file doesn't name it.
func (c *Config) ParamsOf(template string) [][]string {
	if c == nil {
		return nil
	}
	for _, d := range c.Parameters {
		if d.Template == template {
			return d.Params
		}
	}
	return nil
}

// matches says whether a path of the workspace matches one of the patterns, or
// lies below a folder that does.
func (c *Config) matches(patterns []string, p string) bool {
	rel, ok := c.relative(p)
	if !ok {
		return false
	}
	for ; rel != "."; rel = path.Dir(rel) {
		for _, pattern := range patterns {
			if ok, err := doublestar.Match(strings.TrimSuffix(pattern, "/"), rel); err == nil && ok {
				return true
			}
		}
	}
	return false
}

// relative is a path of the workspace as seen from the configuration's folder;
// false if it lies elsewhere.
func (c *Config) relative(p string) (string, bool) {
	if c.Dir == "." || c.Dir == "" {
		return p, true
	}
	return strings.CutPrefix(p, c.Dir+"/")
}

// Excluded says whether the search for templates leaves a file or folder out.
// A folder is left out only where nothing below it could be included.
func (c *Config) Excluded(p string, isDir bool) bool {
	if c == nil || p == "." {
		return false
	}
	if c.matches(c.Exclude, p) {
		return true
	}
	if _, inside := c.relative(p); !inside || isDir || len(c.Include) == 0 {
		return false
	}
	return !c.matches(c.Include, p)
}

func decode(doc node, dir string) *Config {
	c := &Config{Dir: dir, base: decodeLayer(doc)}
	each(doc, "include", func(n node) { c.Include = append(c.Include, n.text) })
	each(doc, "exclude", func(n node) { c.Exclude = append(c.Exclude, n.text) })
	if n, ok := doc.member("gitignore"); ok {
		c.IncludeIgnored = !n.flag
	}
	c.FailOn = textOf(doc, "failOn")
	if b := textOf(doc, "baseline"); b != "" {
		c.Baseline = path.Join(dir, b)
	}
	if n, ok := doc.member("parameters"); ok {
		for _, m := range n.members {
			d := Deployments{Template: path.Join(dir, m.key)}
			for _, item := range m.value.items {
				if item.kind == kindText {
					item = node{items: []node{item}}
				}
				var files []string
				for _, f := range item.items {
					files = append(files, path.Join(dir, f.text))
				}
				d.Params = append(d.Params, files)
			}
			c.Parameters = append(c.Parameters, d)
		}
	}
	each(doc, "overrides", func(n node) {
		o := override{layer: decodeLayer(n)}
		each(n, "paths", func(p node) { o.paths = append(o.paths, p.text) })
		c.overrides = append(c.overrides, o)
	})
	each(doc, "suppress", func(n node) {
		c.Suppressions = append(c.Suppressions, &Suppression{
			Rules: []string{textOf(n, "rule")}, Path: textOf(n, "path"), Resource: textOf(n, "resource"),
			Reason: textOf(n, "reason"), Until: textOf(n, "until"), At: n.members[0].value.at, config: c,
		})
	})
	return c
}

func decodeLayer(n node) layer {
	l := layer{scope: rule.Scope(textOf(n, "scope"))}
	if rules, ok := n.member("rules"); ok {
		for _, m := range rules.members {
			line := ruleSetting{rule: m.key, word: m.value.text}
			if m.value.kind == kindObject {
				line.word = textOf(m.value, "severity")
				if s, ok := m.value.member("suppressible"); ok {
					line.insuppressible = !s.flag
				}
			}
			l.rules = append(l.rules, line)
		}
	}
	if t, ok := n.member("thresholds"); ok {
		if n, ok := t.member("agentSubnetPrefix"); ok {
			l.settings.AgentSubnetPrefix = n.number
		}
		if n, ok := t.member("logRetentionDays"); ok {
			l.settings.LogRetentionDays = n.number
		}
	}
	return l
}

func each(n node, key string, f func(node)) {
	if l, ok := n.member(key); ok {
		for _, item := range l.items {
			f(item)
		}
	}
}

func textOf(n node, key string) string {
	v, _ := n.member(key)
	return v.text
}
