package terraform

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"moat/analyzer/source"
)

// lockedVersions reads a dependency lock file.
func lockedVersions(f *source.File) map[string]string {
	if tooNested(f.Content()) != nil {
		return nil
	}
	parsed, diags := hclsyntax.ParseConfig(f.Content(), f.Path(), hcl.InitialPos)
	if diags.HasErrors() || parsed == nil { // Terraform writes it; a damaged one tells nothing
		return nil
	}
	b, ok := parsed.Body.(*hclsyntax.Body)
	if !ok {
		return nil
	}
	out := map[string]string{}
	for _, block := range b.Blocks {
		if block.Type != "provider" || len(block.Labels) != 1 {
			continue
		}
		if a := block.Body.Attributes["version"]; a != nil {
			if text, ok := literalString(a.Expr); ok {
				out[lastTwo(block.Labels[0])] = text
			}
		}
	}
	return out
}

const azurermSource = "hashicorp/azurerm"

// majors are those of the azurerm provider that Moat knows.
var majors = []int{3, 4, 5}

// chooseMajor decides which major version of azurerm the configuration runs
// with: what is locked, else what all constraints leave, else what resources
// and attributes are used that only some of them have, else 4. The note says
// so; it is empty where nothing of azurerm is used.
func (r *run) chooseMajor() (major int, note string) {
	mods := r.reachable()
	used := false
	for _, m := range mods {
		used = used || slices.ContainsFunc(m.resources, func(d *resource) bool { return strings.HasPrefix(d.typ, "azurerm_") })
	}
	say := func(major int, why string) (int, string) {
		if !used {
			return major, ""
		}
		return major, fmt.Sprintf("%s: taken as version %d of the azurerm provider, %s", r.root.dir, major, why)
	}
	if v, ok := parseVersion(r.root.lock[azurermSource]); ok {
		return say(max(3, min(v[0], 5)), "which "+lockFile+" names")
	}
	left := slices.Clone(majors)
	constrained := false
	for _, m := range mods {
		for _, q := range m.required {
			if q.source == azurermSource && q.version != "" {
				constrained = true
				left = slices.DeleteFunc(left, func(major int) bool { return !allows(q.version, major) })
			}
		}
	}
	switch len(left) {
	case 0:
		left = slices.Clone(majors)
		constrained = false
	case 1:
		return say(left[0], "which the version constraints name")
	}
	byUse := r.majorsByUse(mods, left)
	if len(byUse) == 1 {
		return say(byUse[0], "which alone has all that is used here")
	}
	if len(byUse) > 0 {
		left = byUse
	}
	major = 4
	if !slices.Contains(left, 4) {
		major = left[len(left)-1]
	}
	if constrained {
		return say(major, "one of several that the version constraints allow")
	}
	return say(major, "since nothing says which one is used")
}

// majorsByUse drops the majors that lack a resource type or an argument that is
// used.
func (r *run) majorsByUse(mods []*module, left []int) []int {
	out := slices.Clone(left)
	narrow := func(typ, attr string) {
		have, known := r.types.Majors(typ, attr)
		if known {
			out = slices.DeleteFunc(out, func(m int) bool { return !slices.Contains(have, m) })
		}
	}
	for _, m := range mods {
		for _, d := range m.resources {
			if !strings.HasPrefix(d.typ, "azurerm_") || d.mode != managed {
				continue
			}
			narrow(d.typ, "")
			for _, a := range d.body.attrs {
				narrow(d.typ, a.name)
			}
			for _, n := range d.body.blocks {
				narrow(d.typ, blockName(n))
			}
		}
	}
	return out
}

// reachable lists the root module and the modules on disk that it calls,
// directly or through others.
func (r *run) reachable() []*module {
	var out []*module
	seen := map[*module]bool{}
	var visit func(m *module, prefix string, depth int)
	visit = func(m *module, prefix string, depth int) {
		if seen[m] || depth > maxNesting {
			return
		}
		seen[m] = true
		out = append(out, m)
		for _, c := range m.calls {
			p, ok := "", false
			if isLocal(c.source) {
				joined, err := source.JoinDir(m.dir, c.source)
				p, ok = joined, err == nil
			} else if c.source != "" {
				p, ok = r.installed(prefix+c.name, c)
			}
			if !ok {
				continue
			}
			if tree, err := r.loader.Load(p); err == nil {
				if t, ok := tree.(*Tree); ok {
					visit(t.mod, prefix+c.name+".", depth+1)
				}
			}
		}
	}
	visit(r.root, "", 0)
	return out
}

type version [3]int

func parseVersion(s string) (version, bool) {
	s, _, _ = strings.Cut(strings.TrimSpace(strings.TrimPrefix(s, "v")), "-")
	var v version
	parts := strings.Split(s, ".")
	if s == "" || len(parts) > 3 {
		return v, false
	}
	for i, p := range parts {
		n, err := strconv.Atoi(p)
		if err != nil || n < 0 {
			return v, false
		}
		v[i] = n
	}
	return v, true
}

// allows says whether some release of a major meets a version constraint.
//
// Source: "Version Constraints" of Terraform's documentation.
func allows(constraint string, major int) bool {
	low, high := version{major, 0, 0}, version{major + 1, 0, 0} // high is excluded
	for part := range strings.SplitSeq(constraint, ",") {
		part = strings.TrimSpace(part)
		op := part[:len(part)-len(strings.TrimLeft(part, "=!<>~ "))]
		number := strings.TrimSpace(part[len(op):])
		v, ok := parseVersion(number)
		if !ok {
			continue
		}
		next := v
		next[2]++
		switch strings.TrimSpace(op) {
		case "", "=":
			low, high = later(low, v), earlier(high, next)
		case ">=":
			low = later(low, v)
		case ">":
			low = later(low, next)
		case "<":
			high = earlier(high, v)
		case "<=":
			high = earlier(high, next)
		case "~>":
			low = later(low, v)
			up := version{v[0] + 1, 0, 0}
			if strings.Count(number, ".") == 2 {
				up = version{v[0], v[1] + 1, 0}
			}
			high = earlier(high, up)
		}
	}
	return slices.Compare(low[:], high[:]) < 0
}

func later(a, b version) version {
	if slices.Compare(a[:], b[:]) < 0 {
		return b
	}
	return a
}

func earlier(a, b version) version {
	if slices.Compare(a[:], b[:]) > 0 {
		return b
	}
	return a
}
