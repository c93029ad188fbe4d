package source

import "errors"

// FS is the files of one workspace. Paths are relative to the workspace root,
// slash-separated and cleaned ("." is the root). An FS never leaves its root,
// neither by ".." nor through a symbolic link, and is safe for concurrent use.
type FS interface {
	// ReadFile returns the file. Reading the same unchanged path twice gives
	// equal content, though not always the same *File. Errors wrap
	// fs.ErrNotExist, fs.ErrPermission, ErrOutside, ErrTooLarge or
	// ErrNotRegular, and are never bare.
	ReadFile(path string) (*File, error)
	// ReadDir lists a folder, sorted by name. Symbolic links are resolved:
	// one that leads to a folder is listed as a folder, one that leads
	// nowhere or outside is left out.
	ReadDir(path string) ([]Entry, error)
	// Stat describes one path, following symbolic links inside the root.
	Stat(path string) (Entry, error)
}

// Entry describes a file or folder of an FS.
type Entry struct {
	Name  string // the last path segment
	IsDir bool
	Size  int64 // bytes; 0 for folders
	// Link is set when the entry itself is a symbolic link.
	Link bool
}

// MaxFileSize is the size, in bytes, over which a file is not read. Azure
// takes templates of 4 MB; the bound is wide enough for generated ones and
// keeps a stray binary or dump from filling memory.
const MaxFileSize = 32 << 20

// Errors of an FS, besides those of io/fs.
var (
	ErrOutside    = errors.New("path leads outside the workspace root")
	ErrTooLarge   = errors.New("file is larger than 32 MiB")
	ErrNotRegular = errors.New("not a regular file")
)
