package source_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"moat/analyzer/source"
)

// put writes a file of the test's workspace, with its folders.
func put(t *testing.T, root, name, content string) {
	t.Helper()
	full := filepath.Join(root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func link(t *testing.T, target, name string) {
	t.Helper()
	if err := os.Symlink(target, name); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
}

func disk(t *testing.T, root string) *source.DiskFS {
	t.Helper()
	d, err := source.Disk(root)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

func names(entries []source.Entry) []string {
	var out []string
	for _, e := range entries {
		name := e.Name
		if e.IsDir {
			name += "/"
		}
		if e.Link {
			name += "@"
		}
		out = append(out, name)
	}
	return out
}

func TestDiskStaysInItsRoot(t *testing.T) {
	outside := t.TempDir()
	put(t, outside, "secret.bicep", "param secret string")
	root := t.TempDir()
	put(t, root, "infra/main.bicep", "param a string")
	put(t, root, "shared.bicep", "param b string")
	link(t, filepath.Join(outside, "secret.bicep"), filepath.Join(root, "absolute.bicep"))
	climb, err := filepath.Rel(root, filepath.Join(outside, "secret.bicep"))
	if err != nil {
		t.Fatal(err)
	}
	link(t, climb, filepath.Join(root, "relative.bicep"))
	link(t, outside, filepath.Join(root, "elsewhere"))
	link(t, "circle", filepath.Join(root, "circle"))
	link(t, "gone.bicep", filepath.Join(root, "dangling.bicep"))
	link(t, "../shared.bicep", filepath.Join(root, "infra", "shared.bicep"))
	link(t, "..", filepath.Join(root, "infra", "up"))
	d := disk(t, root)

	for _, tt := range []struct {
		path string
		want error
	}{
		{"../secret.bicep", source.ErrOutside},
		{"infra/../../secret.bicep", source.ErrOutside},
		{filepath.ToSlash(filepath.Join(outside, "secret.bicep")), source.ErrOutside},
		{"absolute.bicep", source.ErrOutside},
		{"relative.bicep", source.ErrOutside},
		{"elsewhere/secret.bicep", source.ErrOutside},
		{"circle", fs.ErrNotExist},
		{"circle/main.bicep", fs.ErrNotExist},
		{"dangling.bicep", fs.ErrNotExist},
		{"shared.bicep/main.bicep", fs.ErrNotExist},
		{strings.Repeat("long", 1000), fs.ErrNotExist},
		{"nul\x00byte", fs.ErrNotExist},
		{"infra", source.ErrNotRegular},
	} {
		t.Run(tt.path[:min(len(tt.path), 40)], func(t *testing.T) {
			if _, err := d.ReadFile(tt.path); !errors.Is(err, tt.want) {
				t.Errorf("ReadFile: %v, want %v", err, tt.want)
			} else if err == tt.want {
				t.Errorf("ReadFile: the error is bare")
			}
			if _, err := d.ReadHead(tt.path, 10); !errors.Is(err, tt.want) {
				t.Errorf("ReadHead: %v, want %v", err, tt.want)
			}
			if tt.want == source.ErrNotRegular {
				return // a folder can be described
			}
			if _, err := d.Stat(tt.path); !errors.Is(err, tt.want) {
				t.Errorf("Stat: %v, want %v", err, tt.want)
			}
			if _, err := d.ReadDir(tt.path); !errors.Is(err, tt.want) {
				t.Errorf("ReadDir: %v, want %v", err, tt.want)
			}
		})
	}

	f, err := d.ReadFile("infra/shared.bicep")
	if err != nil || string(f.Content()) != "param b string" || f.Path() != "infra/shared.bicep" {
		t.Errorf("a link inside the root: %v, %v", f, err)
	}
	entries, err := d.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := names(entries), []string{"infra/", "shared.bicep"}; !slices.Equal(got, want) {
		t.Errorf("root lists %v, want %v", got, want)
	}
	entries, err = d.ReadDir("infra")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := names(entries), []string{"main.bicep", "shared.bicep@", "up/@"}; !slices.Equal(got, want) {
		t.Errorf("infra lists %v, want %v", got, want)
	}
}

func TestDiskRefusesLargeFiles(t *testing.T) {
	root := t.TempDir()
	for name, size := range map[string]int64{"large.bicep": 50 << 20, "fits.bicep": source.MaxFileSize} {
		put(t, root, name, "")
		if err := os.Truncate(filepath.Join(root, name), size); err != nil {
			t.Fatal(err)
		}
	}
	d := disk(t, root)
	allocated := testing.AllocsPerRun(1, func() {
		if _, err := d.ReadFile("large.bicep"); !errors.Is(err, source.ErrTooLarge) {
			t.Errorf("50 MB: %v, want ErrTooLarge", err)
		}
	})
	if allocated > 100 {
		t.Errorf("refusing a large file took %v allocations: it was read", allocated)
	}
	if head, err := d.ReadHead("large.bicep", 10); err != nil || len(head) != 10 {
		t.Errorf("the head of a large file: %d bytes, %v", len(head), err)
	}
	if head, err := d.ReadHead("fits.bicep", 0); err != nil || len(head) != 0 {
		t.Errorf("no bytes of a file: %d bytes, %v", len(head), err)
	}
	f, err := d.ReadFile("fits.bicep")
	if err != nil || f.Len() != source.MaxFileSize {
		t.Errorf("a file of exactly the limit: %v", err)
	}
	if e, err := d.Stat("large.bicep"); err != nil || e.Size != 50<<20 {
		t.Errorf("Stat(large.bicep) = %+v, %v", e, err)
	}
}

func TestDiskReportsPermission(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("the superuser may read everything; the handling of the error is tested with a fake")
	}
	root := t.TempDir()
	put(t, root, "closed.bicep", "x")
	put(t, root, "closed/main.bicep", "x")
	for _, name := range []string{"closed.bicep", "closed"} {
		full := filepath.Join(root, name)
		if err := os.Chmod(full, 0); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.Chmod(full, 0o755) })
	}
	d := disk(t, root)
	if _, err := d.ReadFile("closed.bicep"); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("file: %v", err)
	}
	if _, err := d.ReadFile("closed/main.bicep"); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("file in a closed folder: %v", err)
	}
	if _, err := d.ReadDir("closed"); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("folder: %v", err)
	}
}

func TestDiskNeedsAFolder(t *testing.T) {
	root := t.TempDir()
	put(t, root, "file", "")
	for _, p := range []string{filepath.Join(root, "gone"), filepath.Join(root, "file")} {
		if d, err := source.Disk(p); err == nil {
			d.Close()
			t.Errorf("Disk(%s) opened", p)
		}
	}
}

// within fails the test when f takes longer than a blocked system call would
// be noticed after.
func within(t *testing.T, what string, f func()) {
	t.Helper()
	done := make(chan struct{})
	go func() { defer close(done); f() }()
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		t.Fatalf("%s blocks", what)
	}
}
