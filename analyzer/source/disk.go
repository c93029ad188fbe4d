package source

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"syscall"
)

// DiskFS is the FS of a folder of the machine. It reads nothing outside that
// folder: neither ".." nor a symbolic link leads out of it, even while
// somebody changes the links (the operating system opens each path segment
// relative to the folder before it). An absolute link counts as leading
// outside, wherever it points.
type DiskFS struct {
	root *os.Root
	// escapes is what os.Root answers to a path that leads outside. The
	// package exports no name for it, so it is asked for once.
	escapes error
}

// Disk opens the folder root. The error is the operating system's.
func Disk(root string) (*DiskFS, error) {
	r, err := os.OpenRoot(root)
	if err != nil {
		return nil, err
	}
	_, err = r.Lstat("..")
	var pe *fs.PathError
	if !errors.As(err, &pe) {
		r.Close()
		return nil, fmt.Errorf("the sandbox at %s doesn't hold: its parent folder can be read", root)
	}
	return &DiskFS{root: r, escapes: pe.Err}, nil
}

// Close gives the folder back to the operating system. Files read before stay
// valid.
func (d *DiskFS) Close() error { return d.root.Close() }

// ReadHead returns up to n bytes from the beginning of a file, whatever its
// size. The errors are those of ReadFile.
func (d *DiskFS) ReadHead(name string, n int) ([]byte, error) {
	name, err := Clean(name)
	if err != nil {
		return nil, err
	}
	f, info, err := d.open(name)
	if err != nil {
		return nil, d.fault("read", name, err)
	}
	defer f.Close()
	if !info.Mode().IsRegular() {
		return nil, pathError("read", name, ErrNotRegular)
	}
	head, err := io.ReadAll(io.LimitReader(f, int64(n)))
	if err != nil {
		return nil, d.fault("read", name, err)
	}
	return head, nil
}

// ReadFile is FS.ReadFile.
func (d *DiskFS) ReadFile(name string) (*File, error) {
	name, err := Clean(name)
	if err != nil {
		return nil, err
	}
	f, info, err := d.open(name)
	if err != nil {
		return nil, d.fault("read", name, err)
	}
	defer f.Close()
	switch {
	case !info.Mode().IsRegular():
		return nil, pathError("read", name, ErrNotRegular)
	case info.Size() > MaxFileSize:
		return nil, pathError("read", name, ErrTooLarge)
	}
	content := make([]byte, 0, info.Size()+1)
	content, err = readBounded(content, f)
	if err != nil {
		return nil, d.fault("read", name, err)
	}
	return NewFile(name, content), nil
}

// readBounded reads to the end of r: the size that a file announces can be
// wrong, since it may grow meanwhile and kernel files announce 0.
func readBounded(buf []byte, r io.Reader) ([]byte, error) {
	for {
		if len(buf) > MaxFileSize {
			return nil, ErrTooLarge
		}
		if len(buf) == cap(buf) {
			buf = slices.Grow(buf, 512)
		}
		n, err := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if err == io.EOF {
			return buf, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// open never blocks: the plain opening of a FIFO waits for a writer, and the
// kind of file that stood there before opening may not be the one opened.
func (d *DiskFS) open(name string) (*os.File, fs.FileInfo, error) {
	info, err := d.root.Stat(name)
	if err != nil {
		return nil, nil, err
	}
	if !info.Mode().IsRegular() && !info.IsDir() {
		return nil, nil, ErrNotRegular
	}
	f, err := d.root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, nil, err
	}
	info, err = f.Stat()
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	return f, info, nil
}

// ReadDir is FS.ReadDir.
func (d *DiskFS) ReadDir(name string) ([]Entry, error) {
	name, err := Clean(name)
	if err != nil {
		return nil, err
	}
	f, info, err := d.open(name)
	if err != nil {
		return nil, d.fault("list", name, err)
	}
	defer f.Close()
	if !info.IsDir() {
		return nil, pathError("list", name, fmt.Errorf("not a folder: %w", fs.ErrNotExist))
	}
	listed, err := f.ReadDir(-1)
	if err != nil {
		return nil, d.fault("list", name, err)
	}
	entries := make([]Entry, 0, len(listed))
	for _, l := range listed {
		e, err := d.describe(path.Join(name, l.Name()), l)
		if err == nil {
			entries = append(entries, e)
		}
		// Otherwise it vanished meanwhile, or is a link that leads nowhere,
		// outside, or in a circle: by contract not listed.
	}
	slices.SortFunc(entries, func(a, b Entry) int { return cmp.Compare(a.Name, b.Name) })
	return entries, nil
}

func (d *DiskFS) describe(name string, l fs.DirEntry) (Entry, error) {
	link := l.Type()&fs.ModeSymlink != 0
	var info fs.FileInfo
	var err error
	if link {
		info, err = d.root.Stat(name)
	} else {
		info, err = l.Info()
	}
	if err != nil {
		return Entry{}, err
	}
	return entryOf(name, info, link), nil
}

// Stat is FS.Stat.
func (d *DiskFS) Stat(name string) (Entry, error) {
	name, err := Clean(name)
	if err != nil {
		return Entry{}, err
	}
	own, err := d.root.Lstat(name)
	if err != nil {
		return Entry{}, d.fault("stat", name, err)
	}
	info, err := d.root.Stat(name)
	if err != nil {
		return Entry{}, d.fault("stat", name, err)
	}
	return entryOf(name, info, own.Mode()&fs.ModeSymlink != 0), nil
}

func entryOf(name string, info fs.FileInfo, link bool) Entry {
	e := Entry{Name: path.Base(name), IsDir: info.IsDir(), Link: link}
	if !e.IsDir {
		e.Size = info.Size()
	}
	return e
}

// fault brings the operating system's answer into the closed list that FS
// promises. Whatever isn't in the list (a failing disk) keeps its own error.
func (d *DiskFS) fault(op, name string, err error) error {
	var pe *fs.PathError
	cause := err
	if errors.As(err, &pe) {
		cause = pe.Err
	}
	switch {
	case errors.Is(cause, d.escapes):
		cause = ErrOutside
	case errors.Is(cause, fs.ErrNotExist):
		cause = fs.ErrNotExist
	case errors.Is(cause, fs.ErrPermission):
		cause = fs.ErrPermission
	case errors.Is(cause, syscall.ELOOP):
		cause = fmt.Errorf("symbolic links lead in a circle: %w", fs.ErrNotExist)
	case errors.Is(cause, syscall.ENOTDIR), errors.Is(cause, syscall.ENAMETOOLONG), errors.Is(cause, syscall.EINVAL):
		cause = fs.ErrNotExist
	}
	return pathError(op, name, cause)
}
