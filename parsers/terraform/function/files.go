package function

import (
	"encoding/base64"
	"errors"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/zclconf/go-cty/cty"

	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/terraform/typed"
)

// Bounds of what fileset looks at: folders below one another, and entries.
const (
	maxFolders = 32
	maxEntries = 10_000
)

// fileRows are the functions on paths and files.
func fileRows() []*Func {
	out := []*Func{
		{Name: "basename", Signature: "path string: string", known: text(func(s ...string) (string, error) { return path.Base(s[0]), nil })},
		{Name: "dirname", Signature: "path string: string", known: text(func(s ...string) (string, error) { return path.Dir(s[0]), nil })},
		{Name: "file", Signature: "path string: string", Class: Files, partial: readFile(func(c *call, b []byte) (string, error) {
			if !utf8.Valid(b) {
				return "", c.wrong(0, "the file %s is no text in UTF-8; filebase64 reads files of any kind", quoted(c.shown(0)))
			}
			return string(b), nil
		})},
		{Name: "filebase64", Signature: "path string: string", Class: Files, partial: readFile(func(_ *call, b []byte) (string, error) {
			return base64.StdEncoding.EncodeToString(b), nil
		})},
		{Name: "fileexists", Signature: "path string: bool", Class: Files, partial: fileExists},
		{Name: "fileset", Signature: "path string, pattern string: set(string)", Class: Files, partial: fileSet},
		{Name: "templatefile", Signature: "path string, vars any: any", Class: Files, whole: true, partial: templateFile},
		{Name: "templatestring", Signature: "template string, vars any: string", Class: Files, whole: true, partial: templateString},
	}
	for _, d := range digests() {
		name := "file" + d.name
		out = append(out, &Func{Name: name, Signature: "path string: string", Class: Files,
			partial: readFile(func(_ *call, b []byte) (string, error) { return d.of(b), nil })})
	}
	return out
}

func pathExpand(c *call) (typed.Value, error) {
	head, _ := ends(c.args[0].V)
	if head != "" && !strings.HasPrefix(head, "~") {
		return c.args[0], nil
	}
	return c.unknown(value.ReasonEnvironment), nil
}

// load reads the file that argument 1 names; the second result is false where
// that can't be known here.
func (c *call) load() (*source.File, bool, error) {
	name, ok := c.args[0].V.(value.String)
	if !ok || c.env.ReadFile == nil {
		return nil, false, nil
	}
	at, err := c.resolve(name.String())
	if err != nil {
		return nil, false, err
	}
	f, err := c.env.ReadFile(at)
	if err != nil {
		return nil, false, c.unreadable(err)
	}
	return f, true, nil
}

// resolve is a path as an FS takes it.
func (c *call) resolve(name string) (string, error) {
	if path.IsAbs(name) || strings.HasPrefix(name, "~") {
		return "", c.wrong(0, "%s lies outside the workspace, which Moat doesn't read", quoted(c.shown(0)))
	}
	at, err := source.JoinDir(c.env.RootDir, name)
	if err != nil {
		return "", c.unreadable(err)
	}
	return at, nil
}

func (c *call) unreadable(err error) error {
	why := err.Error()
	switch {
	case errors.Is(err, fs.ErrNotExist):
		why = "there is no such file"
	case errors.Is(err, source.ErrOutside):
		why = "it lies outside the workspace, which Moat doesn't read"
	case errors.Is(err, source.ErrTooLarge):
		why = source.ErrTooLarge.Error()
	case errors.Is(err, source.ErrNotRegular):
		why = "it is no regular file"
	case errors.Is(err, fs.ErrPermission):
		why = "it may not be read"
	}
	return c.wrong(0, "%s can't be read: %s", quoted(c.shown(0)), why)
}

// unread is the result where no file can be read.
func (c *call) unread() typed.Value {
	if c.isKnown() {
		return c.unknown(value.ReasonExternalInput)
	}
	return c.unknown("")
}

func readFile(f func(*call, []byte) (string, error)) func(*call) (typed.Value, error) {
	return func(c *call) (typed.Value, error) {
		file, ok, err := c.load()
		if err != nil {
			return typed.Value{}, err
		}
		if !ok {
			return c.unread(), nil
		}
		s, err := f(c, file.Content())
		if err != nil {
			return typed.Value{}, err
		}
		if len(s) > maxString {
			return typed.Value{}, limitError{}
		}
		v := value.Value(value.NewString(s, loaded(file)))
		if c.secret() {
			v = value.AsSecret(v)
		}
		return typed.Value{V: v, T: cty.String}, nil
	}
}

func loaded(f *source.File) *value.Origin {
	return value.NewOrigin(value.Origin{Kind: value.OriginLoaded, At: f.Range(0, f.Len()), Name: f.Path()})
}

func fileExists(c *call) (typed.Value, error) {
	name, ok := c.args[0].V.(value.String)
	if !ok || c.env.ReadFile == nil {
		return c.unread(), nil
	}
	at, err := c.resolve(name.String())
	if err != nil {
		return typed.Value{}, err
	}
	switch _, err = c.env.ReadFile(at); {
	case err == nil, errors.Is(err, source.ErrTooLarge):
		return c.boolean(true)
	case errors.Is(err, fs.ErrNotExist):
		return c.boolean(false)
	}
	return typed.Value{}, c.unreadable(err)
}

func fileSet(c *call) (typed.Value, error) {
	dir, ok := c.args[0].V.(value.String)
	pattern, known := c.args[1].V.(value.String)
	if !ok || !known || c.env.List == nil {
		return c.unread(), nil
	}
	root, err := c.resolve(dir.String())
	if err != nil {
		return typed.Value{}, err
	}
	p := path.Clean(pattern.String())
	if strings.HasPrefix(p, "../") || p == ".." || path.IsAbs(p) {
		return typed.Value{}, c.wrong(1, "%s leads outside the folder", quoted(c.shown(1)))
	}
	if !doublestar.ValidatePattern(p) {
		return typed.Value{}, c.wrong(1, "%s is no pattern of file names", quoted(c.shown(1)))
	}
	var found []value.Value
	left := maxEntries
	var walk func(at, rel string, depth int) error
	walk = func(at, rel string, depth int) error {
		entries, err := c.env.List(at)
		if err != nil {
			if rel == "" && errors.Is(err, fs.ErrNotExist) {
				return nil // Terraform finds nothing there
			}
			return c.unreadable(err)
		}
		for _, e := range entries {
			if left--; left < 0 || depth > maxFolders {
				return limitError{}
			}
			name := path.Join(rel, e.Name)
			if e.IsDir {
				if e.Link || !strings.Contains(p, "**") && strings.Count(p, "/") <= depth {
					continue
				}
				if err := walk(path.Join(at, e.Name), name, depth+1); err != nil {
					return err
				}
				continue
			}
			if doublestar.MatchUnvalidated(p, name) {
				found = append(found, value.NewString(name, c.origin()))
			}
		}
		return nil
	}
	if err := walk(root, "", 0); err != nil {
		return typed.Value{}, err
	}
	list := typed.Value{V: value.NewArray(found, c.origin()), T: cty.List(cty.String)}
	if c.secret() {
		list.V = value.AsSecret(list.V)
	}
	return typed.Convert(list, cty.Set(cty.String), c.env.At)
}

func templateFile(c *call) (typed.Value, error) {
	if err := c.templateVars(); err != nil {
		return typed.Value{}, err
	}
	file, ok, err := c.load()
	if err != nil {
		return typed.Value{}, err
	}
	if !ok || c.env.Template == nil {
		return c.unread(), nil
	}
	return c.render(file)
}

func templateString(c *call) (typed.Value, error) {
	if err := c.templateVars(); err != nil {
		return typed.Value{}, err
	}
	s, ok := c.args[0].V.(value.String)
	if !ok || c.env.Template == nil {
		return c.unread(), nil
	}
	return c.render(source.NewFile("templatestring", []byte(s.String())))
}

func (c *call) render(file *source.File) (typed.Value, error) {
	v, err := c.env.Template(file, c.args[1])
	if err == nil && value.HasSecret(c.args[0].V) {
		v.V = value.AsSecret(v.V)
	}
	return v, err
}

func (c *call) templateVars() error {
	if !mayBeMap(c.args[1]) {
		return c.wrong(1, "it must be a map or an object: the variables of the template")
	}
	return nil
}
