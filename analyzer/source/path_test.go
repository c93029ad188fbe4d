package source_test

import (
	"errors"
	"io/fs"
	"testing"

	"moat/analyzer/source"
)

func TestJoin(t *testing.T) {
	for _, tt := range []struct {
		file, rel, want string
		err             error
	}{
		{"main.bicep", "kv.bicep", "kv.bicep", nil},
		{"main.bicep", "./modules//kv.bicep", "modules/kv.bicep", nil},
		{"infra/main.bicep", "../kv.bicep", "kv.bicep", nil},
		{"infra/main.bicep", "..", ".", nil},
		{"infra/main.bicep", ".", "infra", nil},
		{"infra/main.bicep", "", "infra", nil},
		{"infra/main.bicep", "..kv.bicep", "infra/..kv.bicep", nil},
		{"infra/main.bicep", "../../kv.bicep", "", source.ErrOutside},
		{"infra/main.bicep", "../../infra/kv.bicep", "", source.ErrOutside},
		{"main.bicep", "/etc/passwd", "", source.ErrOutside},
		{"main.bicep", "a\x00b", "", fs.ErrNotExist},
	} {
		got, err := source.Join(tt.file, tt.rel)
		if got != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("Join(%q, %q) = %q, %v; want %q, %v", tt.file, tt.rel, got, err, tt.want, tt.err)
		}
		var pe *fs.PathError
		if tt.err != nil && (!errors.As(err, &pe) || pe.Path != tt.rel && tt.err == source.ErrOutside) {
			t.Errorf("Join(%q, %q): the error %q doesn't name the text as written", tt.file, tt.rel, err)
		}
	}
}
