package source_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"moat/analyzer/source"
)

// walked lists the paths of a walk; one that couldn't be listed has its error
// after it.
func walked(t *testing.T, files source.FS, root string) []string {
	t.Helper()
	var got []string
	err := source.Walk(context.Background(), files, root, func(p string, e source.Entry, err error) error {
		if e.IsDir {
			p += "/"
		}
		if err != nil {
			p += " " + err.Error()
		}
		got = append(got, p)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestWalk(t *testing.T) {
	files := source.Map(map[string]string{
		"main.bicep": "", "b/z.bicep": "", "b/a.bicep": "", "a-b.bicep": "", "a/x.bicep": "",
		".git/config": "", "b/.terraform/modules/m.tf": "", "b/node_modules/p/azuredeploy.json": "", ".venv/lib/x.json": "",
		".github/x.json": "",
	})
	for root, want := range map[string][]string{
		".":             {"./", ".github/", ".github/x.json", "a/", "a/x.bicep", "a-b.bicep", "b/", "b/a.bicep", "b/z.bicep", "main.bicep"},
		"b":             {"b/", "b/a.bicep", "b/z.bicep"},
		"b/a.bicep":     {"b/a.bicep"},
		"b/.terraform/": {"b/.terraform/", "b/.terraform/modules/", "b/.terraform/modules/m.tf"},
	} {
		if got := walked(t, files, root); !slices.Equal(got, want) {
			t.Errorf("walk of %s:\n got %v\nwant %v", root, got, want)
		}
	}
}

func TestWalkGoesOnPastAClosedFolder(t *testing.T) {
	files := closed{FS: source.Map(map[string]string{"a/x.bicep": "", "b/y.bicep": "", "c.bicep": ""}), folder: "a"}
	want := []string{"./", "a/", "a/ list a: permission denied", "b/", "b/y.bicep", "c.bicep"}
	if got := walked(t, files, "."); !slices.Equal(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
}

func TestWalkEndsOnLinksInACircle(t *testing.T) {
	root := t.TempDir()
	put(t, root, "a/b/main.bicep", "")
	link(t, "../..", filepath.Join(root, "a", "b", "up"))
	link(t, "b", filepath.Join(root, "a", "twin"))
	link(t, "self", filepath.Join(root, "self"))
	link(t, "b/main.bicep", filepath.Join(root, "a", "main.bicep"))
	d := disk(t, root)
	want := []string{"./", "a/", "a/b/", "a/b/main.bicep", "a/main.bicep"}
	if got := walked(t, d, "."); !slices.Equal(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
	want = []string{"a/twin/", "a/twin/main.bicep"}
	if got := walked(t, d, "a/twin"); !slices.Equal(got, want) {
		t.Errorf("a linked folder as the start: got %v\nwant %v", got, want)
	}
}

func TestWalkBoundsDepth(t *testing.T) {
	deep := strings.Repeat("d/", source.MaxDepth+10) + "main.bicep"
	var tooDeep int
	err := source.Walk(context.Background(), source.Map(map[string]string{deep: "", "a.bicep": ""}), ".",
		func(p string, e source.Entry, err error) error {
			if errors.Is(err, source.ErrTooDeep) {
				tooDeep++
			}
			if p == deep {
				t.Error("the file below the limit was visited")
			}
			return nil
		})
	if err != nil || tooDeep != 1 {
		t.Errorf("%d reports of depth, %v; want 1", tooDeep, err)
	}
}

func TestWalkStops(t *testing.T) {
	files := source.Map(map[string]string{"a/x": "", "a/y": "", "b/z": "", "c": ""})
	broken := errors.New("broken")
	for _, tt := range []struct {
		name   string
		at     string
		answer error
		want   []string
		err    error
	}{
		{"leave out a folder", "a", fs.SkipDir, []string{".", "a", "b", "b/z", "c"}, nil},
		{"leave out the rest of a folder", "a/x", fs.SkipDir, []string{".", "a", "a/x", "b", "b/z", "c"}, nil},
		{"end", "a/x", fs.SkipAll, []string{".", "a", "a/x"}, nil},
		{"fail", "b", broken, []string{".", "a", "a/x", "a/y", "b"}, broken},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			err := source.Walk(context.Background(), files, ".", func(p string, e source.Entry, err error) error {
				got = append(got, p)
				if p == tt.at {
					return tt.answer
				}
				return nil
			})
			if !errors.Is(err, tt.err) || !slices.Equal(got, tt.want) {
				t.Errorf("got %v, %v; want %v, %v", got, err, tt.want, tt.err)
			}
		})
	}
	ctx, cancel := context.WithCancel(context.Background())
	var visits int
	err := source.Walk(ctx, files, ".", func(string, source.Entry, error) error {
		visits++
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) || visits != 1 {
		t.Errorf("after cancelling: %d visits, %v", visits, err)
	}
	if err := source.Walk(context.Background(), files, "gone", nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a start that doesn't exist: %v", err)
	}
}

func TestFindRoot(t *testing.T) {
	top := t.TempDir()
	put(t, top, "repo/.git", "gitdir: elsewhere")
	put(t, top, "repo/infra/main.bicep", "")
	put(t, top, "repo/product/.moat.yaml", "")
	put(t, top, "repo/product/infra/main.bicep", "")
	put(t, top, "loose/main.bicep", "")
	for p, want := range map[string]string{
		"repo":                          "repo",
		"repo/infra/main.bicep":         "repo",
		"repo/product/infra":            "repo/product",
		"repo/product/infra/main.bicep": "repo/product",
		"loose":                         "loose",
		"loose/main.bicep":              "loose",
	} {
		got, err := source.FindRoot(filepath.Join(top, p))
		if err != nil || got != filepath.Join(top, want) {
			t.Errorf("FindRoot(%s) = %s, %v; want %s", p, got, err, want)
		}
	}
	if _, err := source.FindRoot(filepath.Join(top, "gone")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a path that doesn't exist: %v", err)
	}
}
