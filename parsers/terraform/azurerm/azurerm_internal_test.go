package azurerm

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"testing"

	"moat/analyzer/value"
)

func param(name string, typ value.Type) value.Value {
	return value.NewUnknown(value.UnknownSpec{Sym: value.SymParam(name, ""), Why: []value.Why{{Reason: value.ReasonParameter, Name: name}}, Type: typ})
}

func testEnv(major int) Env {
	return Env{Major: major, Subscription: text("11111111-1111-1111-1111-111111111111"), Tenant: text("22222222-2222-2222-2222-222222222222")}
}

func printed(v value.Value) string {
	var out bytes.Buffer
	if err := json.Indent(&out, value.AppendJSON(nil, v, value.JSONOptions{}), "", "  "); err != nil {
		return err.Error()
	}
	return out.String()
}

func mapBlock(t *testing.T, typ string, major int, body value.Value) Mapped {
	t.Helper()
	m, ok := NewTypes().Map(Block{Type: typ, Address: typ + ".it", Body: body.(value.Object)}, testEnv(major))
	if !ok {
		t.Fatalf("%s isn't mapped", typ)
	}
	return m
}

func TestEveryFileCanBeRead(t *testing.T) {
	n := 0
	err := fs.WalkDir(typeFiles, "types", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		n++
		text, err := typeFiles.ReadFile(path)
		if err != nil {
			return err
		}
		if _, err := parseType("azurerm_x", path, string(text)); err != nil {
			t.Error(err)
		}
		return nil
	})
	if err != nil || n < 83 {
		t.Errorf("%d files, %v", n, err)
	}
}

// TestDefaultsHaveTheirKind: a default stands for something that could have been
// written.
func TestDefaultsHaveTheirKind(t *testing.T) {
	kinds := map[kind]value.Kind{kindString: value.KindString, kindBool: value.KindBool, kindInt: value.KindInt, kindFloat: value.KindInt,
		kindList: value.KindArray, kindSet: value.KindArray, kindMap: value.KindObject}
	var check func(typ string, rows []*row)
	check = func(typ string, rows []*row) {
		for _, r := range rows {
			for _, d := range r.defaults {
				if d != nil && d.Kind() != kinds[r.kind] {
					t.Errorf("%s.%s: the default %s is of another kind", typ, r.dotted, value.Expr(d))
				}
			}
			check(typ, r.rows)
		}
	}
	for _, info := range All() {
		check(info.Name, readType(info.Name, info.Data).rows)
	}
}
