package source

import (
	"cmp"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
)

// Map returns an FS in memory, from path to content; folders exist because
// files lie in them. A path that Clean refuses is a mistake of the caller and
// panics. Meant for tests and for examples embedded in a program.
func Map(files map[string]string) FS {
	contents := make(map[string][]byte, len(files))
	for p, text := range files {
		contents[p] = []byte(text)
	}
	return Overlay(nothing{}, contents)
}

// Overlay returns base with files on top, from path to content: a file of the
// overlay hides the one of base, or stands where base has none. Editors keep
// unsaved text so. It keeps the contents, which must not change afterwards. A
// path that Clean refuses is a mistake of the caller and panics.
func Overlay(base FS, files map[string][]byte) FS {
	o := &overlay{
		base:    base,
		files:   make(map[string]*File, len(files)),
		folders: map[string]map[string]bool{".": {}},
	}
	for _, p := range slices.Sorted(maps.Keys(files)) {
		clean, err := Clean(p)
		if err != nil {
			panic(err)
		}
		o.files[clean] = NewFile(clean, files[p])
		for child := clean; child != "."; child = path.Dir(child) {
			dir := path.Dir(child)
			if o.folders[dir] == nil {
				o.folders[dir] = map[string]bool{}
			}
			o.folders[dir][path.Base(child)] = true
		}
	}
	return o
}

type overlay struct {
	base    FS
	files   map[string]*File
	folders map[string]map[string]bool // folder → names in it that the overlay brings
}

func (o *overlay) ReadFile(name string) (*File, error) {
	name, err := Clean(name)
	if err != nil {
		return nil, err
	}
	if f, ok := o.files[name]; ok {
		if f.Len() > MaxFileSize {
			return nil, pathError("read", name, ErrTooLarge)
		}
		return f, nil
	}
	f, err := o.base.ReadFile(name)
	if err != nil && o.folders[name] != nil {
		return nil, pathError("read", name, ErrNotRegular)
	}
	return f, err
}

func (o *overlay) ReadDir(name string) ([]Entry, error) {
	name, err := Clean(name)
	if err != nil {
		return nil, err
	}
	if o.files[name] != nil {
		return nil, pathError("list", name, fs.ErrNotExist)
	}
	entries, err := o.base.ReadDir(name)
	own := o.folders[name]
	if own == nil {
		return entries, err
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		// What base holds there can't be told; half a list would pass for the whole.
		return nil, err
	}
	entries = slices.DeleteFunc(slices.Clone(entries), func(e Entry) bool { return own[e.Name] })
	for child := range own {
		entries = append(entries, o.own(path.Join(name, child)))
	}
	slices.SortFunc(entries, func(a, b Entry) int { return cmp.Compare(a.Name, b.Name) })
	return entries, nil
}

func (o *overlay) Stat(name string) (Entry, error) {
	name, err := Clean(name)
	if err != nil {
		return Entry{}, err
	}
	if o.files[name] != nil || o.folders[name] != nil {
		return o.own(name), nil
	}
	return o.base.Stat(name)
}

// own describes a path that the overlay brings.
func (o *overlay) own(name string) Entry {
	if f, ok := o.files[name]; ok {
		return Entry{Name: path.Base(name), Size: int64(f.Len())}
	}
	return Entry{Name: path.Base(name), IsDir: true}
}

// nothing is the FS without any file.
type nothing struct{}

func (nothing) ReadFile(name string) (*File, error) {
	return nil, pathError("read", name, fs.ErrNotExist)
}

func (nothing) ReadDir(name string) ([]Entry, error) {
	return nil, pathError("list", name, fs.ErrNotExist)
}

func (nothing) Stat(name string) (Entry, error) {
	return Entry{}, pathError("stat", name, fs.ErrNotExist)
}
