package config

import (
	"path"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"moat/analyzer/source"
)

// Ignores answers what the .gitignore files of a workspace leave out. Source of
// the rules: Git's documentation, "gitignore", section "Pattern format". It is
// not safe for concurrent use.
type Ignores struct {
	files source.FS
	byDir map[string][]ignorePattern
}

// NewIgnores reads .gitignore files as they are needed.
func NewIgnores(files source.FS) *Ignores {
	return &Ignores{files: files, byDir: map[string][]ignorePattern{}}
}

type ignorePattern struct {
	glob    string // relative to the folder of its file
	negated bool
	dirOnly bool
}

// Ignored says whether a path itself is left out. Of several patterns the last
// decides, those of deeper folders after those above. That nothing below a
// folder that is left out can come back is up to the walk, which doesn't enter
// it.
func (i *Ignores) Ignored(p string, isDir bool) bool {
	ignored := false
	if p == "." {
		return false
	}
	for _, dir := range ancestors(p) {
		rel := p
		if dir != "." {
			rel = p[len(dir)+1:]
		}
		for _, pattern := range i.of(dir) {
			if pattern.dirOnly && !isDir {
				continue
			}
			if ok, err := doublestar.Match(pattern.glob, rel); err == nil && ok {
				ignored = !pattern.negated
			}
		}
	}
	return ignored
}

// ancestors are the folders above a path, the root first.
func ancestors(p string) []string {
	out := []string{"."}
	for i, c := range p {
		if c == '/' {
			out = append(out, p[:i])
		}
	}
	return out
}

func (i *Ignores) of(dir string) []ignorePattern {
	if have, ok := i.byDir[dir]; ok {
		return have
	}
	var out []ignorePattern
	// A file that can't be read leaves nothing out: more is analysed then, not
	// less.
	if f, err := i.files.ReadFile(path.Join(dir, ".gitignore")); err == nil {
		for line := range strings.Lines(string(f.Content())) {
			if p, ok := parseIgnore(strings.TrimRight(line, "\r\n")); ok {
				out = append(out, p)
			}
		}
	}
	i.byDir[dir] = out
	return out
}

func parseIgnore(line string) (ignorePattern, bool) {
	trimmed := strings.TrimRight(line, " ")
	if strings.HasSuffix(trimmed, `\`) && len(trimmed) < len(line) {
		trimmed += " "
	}
	var p ignorePattern
	if rest, ok := strings.CutPrefix(trimmed, "!"); ok {
		p.negated, trimmed = true, rest
	} else if strings.HasPrefix(trimmed, "#") {
		return p, false
	}
	if rest, ok := strings.CutSuffix(trimmed, "/"); ok {
		p.dirOnly, trimmed = true, rest
	}
	if trimmed == "" {
		return p, false
	}
	// Braces are plain characters to Git.
	glob := strings.NewReplacer("{", `\{`, "}", `\}`).Replace(trimmed)
	if strings.Contains(glob, "/") {
		p.glob = strings.TrimPrefix(glob, "/")
	} else {
		p.glob = "**/" + glob
	}
	return p, doublestar.ValidatePattern(p.glob)
}
