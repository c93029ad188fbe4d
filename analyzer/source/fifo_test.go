//go:build unix

package source_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"moat/analyzer/source"
)

func TestDiskNeverWaitsForAFIFO(t *testing.T) {
	root := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(root, "pipe.bicep"), 0o644); err != nil {
		t.Skipf("no FIFOs here: %v", err)
	}
	link(t, "pipe.bicep", filepath.Join(root, "link.bicep"))
	put(t, root, "main.bicep", "")
	d := disk(t, root)
	within(t, "reading a FIFO", func() {
		for _, name := range []string{"pipe.bicep", "link.bicep"} {
			if _, err := d.ReadFile(name); !errors.Is(err, source.ErrNotRegular) {
				t.Errorf("%s: %v, want ErrNotRegular", name, err)
			}
			if _, err := d.ReadHead(name, 10); !errors.Is(err, source.ErrNotRegular) {
				t.Errorf("the head of %s: %v, want ErrNotRegular", name, err)
			}
			if _, err := d.ReadDir(name); !errors.Is(err, source.ErrNotRegular) {
				t.Errorf("listing %s: %v, want ErrNotRegular", name, err)
			}
		}
		entries, err := d.ReadDir(".")
		if got, want := names(entries), []string{"link.bicep@", "main.bicep", "pipe.bicep"}; err != nil || !slices.Equal(got, want) {
			t.Errorf("list: %v, %v", got, err)
		}
	})
}

func TestDiskRefusesDevices(t *testing.T) {
	if info, err := os.Stat("/dev/zero"); err != nil || info.Mode()&fs.ModeDevice == 0 {
		t.Skip("no /dev/zero here")
	}
	d := disk(t, "/dev")
	within(t, "reading a device", func() {
		if _, err := d.ReadFile("zero"); !errors.Is(err, source.ErrNotRegular) {
			t.Errorf("%v, want ErrNotRegular", err)
		}
	})
}
