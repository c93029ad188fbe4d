package source

import (
	"context"
	"errors"
	"io/fs"
	"path"
)

// MaxDepth is how many folders deep Walk goes below its start. People's
// folders end far earlier; a generated chain of folders must not cost more
// than its listing.
const MaxDepth = 128

// ErrTooDeep is what Walk reports for a folder below MaxDepth.
var ErrTooDeep = errors.New("folders are nested more than 128 deep")

// WalkFunc receives each file and folder of a walk. With err set, the folder
// at path could not be listed (e names it) and the walk goes on without it.
// Returning fs.SkipDir for a folder leaves out what it holds, fs.SkipAll ends
// the walk without an error, any other error ends it with that error.
type WalkFunc func(path string, e Entry, err error) error

// Walk visits root and everything below it, a folder before its contents and
// names in byte order, so that equal trees give equal walks. A root that is a
// file is visited alone. Below the root it enters neither folders reached
// through a symbolic link, so links in a circle end, nor .git, .terraform,
// node_modules and .venv, which tools fill.
//
// The error is that of Stat on root, the context's, or the one fn returned.
func Walk(ctx context.Context, files FS, root string, fn WalkFunc) error {
	root, err := Clean(root)
	if err != nil {
		return err
	}
	e, err := files.Stat(root)
	if err != nil {
		return err
	}
	w := walker{ctx: ctx, files: files, fn: fn}
	if err := w.visit(root, e, 0); err != nil && !errors.Is(err, fs.SkipAll) && !errors.Is(err, fs.SkipDir) {
		return err
	}
	return nil
}

type walker struct {
	ctx   context.Context
	files FS
	fn    WalkFunc
}

func (w *walker) visit(name string, e Entry, depth int) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	if depth > 0 && e.IsDir && (e.Link || toolFolder(e.Name)) {
		return nil
	}
	if err := w.fn(name, e, nil); err != nil || !e.IsDir {
		return err
	}
	if depth >= MaxDepth {
		return w.fn(name, e, pathError("list", name, ErrTooDeep))
	}
	children, err := w.files.ReadDir(name)
	if err != nil {
		return w.fn(name, e, err)
	}
	for _, child := range children {
		err := w.visit(path.Join(name, child.Name), child, depth+1)
		if err != nil && !(child.IsDir && errors.Is(err, fs.SkipDir)) {
			return err
		}
	}
	return nil
}

// toolFolder names the folders that hold what tools fetched or keep for
// themselves: never the user's own deployment, often tens of thousands of
// files.
func toolFolder(name string) bool {
	switch name {
	case ".git", ".terraform", "node_modules", ".venv":
		return true
	}
	return false
}
