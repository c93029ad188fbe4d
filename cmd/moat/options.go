package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"moat/analyzer/report/excerpt"
	"moat/analyzer/rule"
	"moat/analyzer/source"
	"moat/analyzer/suggest"
)

// choice is a flag that takes one word of a list.
type choice struct {
	value   string
	allowed []string
}

func newChoice(allowed []string, value string) *choice { return &choice{value, allowed} }

func (c *choice) String() string { return c.value }
func (c *choice) Type() string   { return strings.Join(c.allowed, "|") }

func (c *choice) Set(s string) error {
	if slices.Contains(c.allowed, s) {
		c.value = s
		return nil
	}
	if near := suggest.Nearest(s, c.allowed); near != "" {
		return fmt.Errorf("did you mean %q?", near)
	}
	return fmt.Errorf("it takes %s", strings.Join(c.allowed, ", "))
}

// workspace is where a run works: its root, and the named paths in it.
type workspace struct {
	root   string // absolute
	disk   *source.DiskFS
	paths  []string // relative to the root, slash-separated
	params []string // of parameter files, likewise
	dir    string   // the current folder, absolute
}

// openWorkspace finds the workspace of the given paths and parameter files. A
// mistake in them is a usageError. The caller closes the disk.
func openWorkspace(t *terminal, root string, args, params []string) (*workspace, error) {
	if len(args) == 0 {
		args = []string{"."}
	}
	named := slices.Concat(args, params)
	absolute := make([]string, len(named))
	for i, arg := range named {
		if arg == "" {
			return nil, usagef("a path is empty")
		}
		absolute[i] = t.absolute(arg)
		if _, err := os.Stat(absolute[i]); err != nil && !os.IsPermission(err) {
			return nil, usagef("%s: %s", excerpt.Clean(arg), reasonOf(err))
		}
	}
	if root == "" {
		found, err := source.FindRoot(absolute[0], absolute[1:]...)
		if err != nil {
			return nil, usagef("%s: %s", excerpt.Clean(args[0]), reasonOf(err))
		}
		root = found
	} else {
		root = t.absolute(root)
	}
	disk, err := source.Disk(root)
	if err != nil {
		return nil, usagef("workspace root %s: %s", excerpt.Clean(root), reasonOf(err))
	}
	w := &workspace{root: root, disk: disk, dir: t.dir}
	for i, a := range absolute {
		rel, err := filepath.Rel(root, a)
		if err == nil {
			rel, err = source.Clean(filepath.ToSlash(rel))
		}
		if err == nil {
			_, err = disk.Stat(rel)
		}
		if err != nil && !os.IsPermission(cause(err)) {
			disk.Close()
			return nil, usagef("%s lies outside the workspace root %s; name another with --root", excerpt.Clean(named[i]), excerpt.Clean(root))
		}
		if i < len(args) {
			w.paths = append(w.paths, rel)
		} else {
			w.params = append(w.params, rel)
		}
	}
	return w, nil
}

// absolute makes a path of the command line absolute.
func (t *terminal) absolute(path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(t.dir, path)
}

// shown is an absolute path as one would type it here.
func (t *terminal) shown(full string) string {
	if rel, err := filepath.Rel(t.dir, full); err == nil {
		return rel
	}
	return full
}

// plural writes a number with its noun.
func plural(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return strconv.Itoa(n) + " " + noun
}

// display shows a path of the workspace as one would type it here.
func (w *workspace) display(path string) string {
	full := filepath.Join(w.root, filepath.FromSlash(path))
	if rel, err := filepath.Rel(w.dir, full); err == nil {
		return rel
	}
	return full
}

// cause is what the operating system says, without the operation and the path.
func cause(err error) error {
	if pe, ok := err.(*fs.PathError); ok {
		return pe.Err
	}
	return err
}

func reasonOf(err error) string {
	if os.IsNotExist(err) {
		return "no such file or folder"
	}
	return cause(err).Error()
}

// selection checks lists of rule ids and prefixes, as --select and --ignore
// take them, and brings them into the catalogue's spelling.
func selection(flag string, list []string, catalogue []*rule.Rule) ([]string, error) {
	var ids, out []string
	for _, r := range catalogue {
		ids = append(ids, r.ID)
	}
	for _, item := range list {
		id := strings.ToUpper(strings.TrimSpace(item))
		if id != "" && slices.ContainsFunc(ids, func(have string) bool { return strings.HasPrefix(have, id) }) {
			out = append(out, id)
			continue
		}
		message := fmt.Sprintf("--%s: unknown rule %q", flag, excerpt.Clean(item))
		if near := suggest.Nearest(id, ids); near != "" {
			message += fmt.Sprintf("; did you mean %s?", near)
		}
		return nil, usagef("%s (\"moat rules\" lists them)", message)
	}
	return out, nil
}

// colorFlag declares --color.
func colorFlag(flags *pflag.FlagSet) *choice {
	c := newChoice([]string{"auto", "always", "never"}, "auto")
	flags.Var(c, "color", "colour the output; auto: on a terminal, unless NO_COLOR is set")
	return c
}

func (t *terminal) colors(c *choice, isTerminal bool) bool {
	return c.value == "always" || c.value == "auto" && isTerminal && !t.noColor
}
