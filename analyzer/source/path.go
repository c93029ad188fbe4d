package source

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Clean brings a workspace-relative, slash-separated path into the one form
// that an FS takes: no "." or ".." segments, no doubled or trailing slash, "."
// for the root. It works on the text alone and looks at no disk. The error
// wraps ErrOutside for an absolute path and for one that climbs over the root,
// and fs.ErrNotExist for a path with a NUL byte, which no file can have.
func Clean(p string) (string, error) {
	if strings.IndexByte(p, 0) >= 0 {
		return "", pathError("resolve", p, fs.ErrNotExist)
	}
	clean := path.Clean(p)
	if path.IsAbs(clean) || clean == ".." || strings.HasPrefix(clean, "../") {
		return "", pathError("resolve", p, ErrOutside)
	}
	return clean, nil
}

// Join resolves rel as it is written inside the file whose path is file: in
// that file's folder. Join("infra/main.bicep", "../kv.bicep") is "kv.bicep".
// The errors are those of Clean.
func Join(file, rel string) (string, error) {
	return JoinDir(path.Dir(file), rel)
}

// JoinDir resolves rel in the folder dir. The errors are those of Clean.
func JoinDir(dir, rel string) (string, error) {
	if path.IsAbs(rel) {
		return "", pathError("resolve", rel, ErrOutside)
	}
	joined, err := Clean(dir + "/" + rel)
	if errors.Is(err, ErrOutside) {
		return "", pathError("resolve", rel, ErrOutside) // as it was written: the reader looks for that text
	}
	return joined, err
}

// FindRoot returns the workspace root of a path of the machine, as an absolute
// path: the nearest folder at or above it that holds .git or .moat.yaml, else
// the folder itself. A file stands for its folder. The error says that p
// can't be looked at, most often fs.ErrNotExist.
func FindRoot(p string) (string, error) {
	start, err := filepath.Abs(p)
	if err != nil {
		return "", err
	}
	info, err := os.Stat(start)
	if err != nil {
		return "", err
	}
	if !info.IsDir() {
		start = filepath.Dir(start)
	}
	for dir := start; ; {
		for _, mark := range [...]string{".git", ".moat.yaml"} {
			// .git is a file in worktrees and submodules, so its kind doesn't matter.
			if _, err := os.Lstat(filepath.Join(dir, mark)); err == nil {
				return dir, nil
			}
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return start, nil
		}
		dir = parent
	}
}

func pathError(op, p string, err error) error {
	return &fs.PathError{Op: op, Path: p, Err: err}
}
