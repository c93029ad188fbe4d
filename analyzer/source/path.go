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

// FindRoot returns the workspace root of paths of the machine, as an absolute
// path: the nearest folder at or above the first of them that holds .git or
// .moat.yaml; without one, the deepest folder that holds them all. A file stands
// for its folder. The error says that a path can't be looked at, most often
// fs.ErrNotExist.
func FindRoot(first string, others ...string) (string, error) {
	start, err := folderOf(first)
	if err != nil {
		return "", err
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
			break
		}
		dir = parent
	}
	root := start
	for _, p := range others {
		dir, err := folderOf(p)
		if err != nil {
			return "", err
		}
		for !holds(root, dir) && root != filepath.Dir(root) {
			root = filepath.Dir(root)
		}
	}
	return root, nil
}

// folderOf is a folder itself, or the folder of a file, as an absolute path.
func folderOf(p string) (string, error) {
	abs, err := filepath.Abs(p)
	if err != nil {
		return "", err
	}
	info, err := os.Stat(abs)
	if err != nil {
		return "", err
	}
	if !info.IsDir() {
		return filepath.Dir(abs), nil
	}
	return abs, nil
}

// holds says whether dir is root or lies below it; both are absolute.
func holds(root, dir string) bool {
	rel, err := filepath.Rel(root, dir)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

func pathError(op, p string, err error) error {
	return &fs.PathError{Op: op, Path: p, Err: err}
}
