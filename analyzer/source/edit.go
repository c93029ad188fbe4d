package source

import (
	"errors"
	"fmt"
)

// ApplyEdits returns content with every edit made. The edits' offsets are
// those of content as it was before any of them; they must be sorted by start
// and must not overlap. Several insertions at one offset are made in the order
// given. An error names the edit at fault, and nothing is half done.
func ApplyEdits(content []byte, edits []Edit) ([]byte, error) {
	size, end := len(content), 0
	for i, e := range edits {
		switch {
		case e.At.File == nil:
			return nil, fmt.Errorf("edit %d has no place", i)
		case e.At.File != edits[0].At.File:
			return nil, fmt.Errorf("edit %d is for %s, the first one for %s", i, e.At.Path(), edits[0].At.Path())
		case e.At.Start < 0 || e.At.End < e.At.Start || e.At.End > len(content):
			return nil, fmt.Errorf("edit %d: bytes %d to %d are no range of %d bytes", i, e.At.Start, e.At.End, len(content))
		case e.At.Start < end:
			return nil, fmt.Errorf("edit %d at byte %d: %w", i, e.At.Start, ErrEditOrder)
		}
		end = e.At.End
		size += len(e.New) - (e.At.End - e.At.Start)
	}
	edited := make([]byte, 0, size)
	at := 0
	for _, e := range edits {
		edited = append(edited, content[at:e.At.Start]...)
		edited = append(edited, e.New...)
		at = e.At.End
	}
	return append(edited, content[at:]...), nil
}

// ErrEditOrder is the cause when edits overlap or aren't sorted.
var ErrEditOrder = errors.New("starts before the end of the edit before it")
