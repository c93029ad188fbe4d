package source_test

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"moat/analyzer/source"
)

func TestMap(t *testing.T) {
	m := source.Map(map[string]string{
		"main.bicep":        "main",
		"modules/kv.bicep":  "kv",
		"modules/a/b.bicep": "b",
	})
	entries, err := m.ReadDir("modules")
	if got, want := names(entries), []string{"a/", "kv.bicep"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("modules lists %v, %v; want %v", got, err, want)
	}
	f, err := m.ReadFile("./modules/../modules/kv.bicep")
	if err != nil || string(f.Content()) != "kv" || f.Path() != "modules/kv.bicep" {
		t.Errorf("ReadFile: %v, %v", f, err)
	}
	if e, err := m.Stat("modules/a"); err != nil || !e.IsDir || e.Name != "a" {
		t.Errorf("Stat of a folder: %+v, %v", e, err)
	}
	if e, err := m.Stat("main.bicep"); err != nil || e.IsDir || e.Size != 4 {
		t.Errorf("Stat of a file: %+v, %v", e, err)
	}
	for name, want := range map[string]error{
		"gone.bicep":  fs.ErrNotExist,
		"modules":     source.ErrNotRegular,
		"../up.bicep": source.ErrOutside,
		"/etc/passwd": source.ErrOutside,
	} {
		if _, err := m.ReadFile(name); !errors.Is(err, want) || err == want {
			t.Errorf("ReadFile(%s): %v, want it to wrap %v", name, err, want)
		}
	}
	if _, err := source.Map(nil).ReadDir("."); err != nil {
		t.Errorf("the root of an empty workspace: %v", err)
	}
}

func TestOverlay(t *testing.T) {
	base := source.Map(map[string]string{"main.bicep": "saved", "infra/kv.bicep": "kv", "infra/net.bicep": "net"})
	o := source.Overlay(base, map[string][]byte{
		"main.bicep":       []byte("unsaved"),
		"infra/new.bicep":  []byte("new"),
		"new/folder.bicep": []byte("folder"),
	})
	for name, want := range map[string]string{
		"main.bicep": "unsaved", "infra/kv.bicep": "kv", "infra/new.bicep": "new", "new/folder.bicep": "folder",
	} {
		f, err := o.ReadFile(name)
		if err != nil || string(f.Content()) != want {
			t.Errorf("ReadFile(%s) = %v, %v; want %q", name, f, err, want)
		}
	}
	for dir, want := range map[string][]string{
		".":     {"infra/", "main.bicep", "new/"},
		"infra": {"kv.bicep", "net.bicep", "new.bicep"},
		"new":   {"folder.bicep"},
	} {
		entries, err := o.ReadDir(dir)
		if got := names(entries); err != nil || !slices.Equal(got, want) {
			t.Errorf("ReadDir(%s) = %v, %v; want %v", dir, got, err, want)
		}
	}
	if e, err := o.Stat("main.bicep"); err != nil || e.Size != int64(len("unsaved")) {
		t.Errorf("Stat = %+v, %v: the size on disk shows through", e, err)
	}
	if f, _ := base.ReadFile("main.bicep"); string(f.Content()) != "saved" {
		t.Error("the overlay changed its base")
	}
	large := source.Overlay(base, map[string][]byte{"large.bicep": []byte(strings.Repeat(" ", source.MaxFileSize+1))})
	if _, err := large.ReadFile("large.bicep"); !errors.Is(err, source.ErrTooLarge) {
		t.Errorf("large text: %v, want ErrTooLarge", err)
	}
}

func TestOverlayNeverShowsHalfAList(t *testing.T) {
	base := closed{FS: source.Map(map[string]string{"infra/kv.bicep": "kv"}), folder: "infra"}
	o := source.Overlay(base, map[string][]byte{"infra/new.bicep": nil})
	if entries, err := o.ReadDir("infra"); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("ReadDir = %v, %v; want fs.ErrPermission", names(entries), err)
	}
}

// closed is an FS in which one folder can't be listed.
type closed struct {
	source.FS
	folder string
}

func (c closed) ReadDir(name string) ([]source.Entry, error) {
	if name == c.folder {
		return nil, &fs.PathError{Op: "list", Path: name, Err: fs.ErrPermission}
	}
	return c.FS.ReadDir(name)
}
