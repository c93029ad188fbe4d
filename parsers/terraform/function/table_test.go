package function_test

import (
	"os"
	"strings"
	"testing"

	"moat/parsers/terraform/function"
)

// published reads the signatures of Terraform 1.11, by function.
func published(t *testing.T) map[string]string {
	t.Helper()
	raw, err := os.ReadFile("testdata/functions.tsv")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for line := range strings.Lines(string(raw)) {
		name, signature, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !ok {
			t.Fatalf("no signature: %q", line)
		}
		out[name] = signature
	}
	return out
}

// The table has every function of the language, with its signature, and no
// other.
func TestTableIsTheLanguages(t *testing.T) {
	want := published(t)
	if len(want) < 118 {
		t.Fatalf("only %d functions are listed", len(want))
	}
	for name, signature := range want {
		f, ok := function.Lookup(name)
		if !ok {
			t.Errorf("no row for %s", name)
			continue
		}
		if f.Signature != signature {
			t.Errorf("%s is\n     %s\nnot  %s", name, f.Signature, signature)
		}
		if core, ok := function.Lookup("core::" + name); !ok || core != f {
			t.Errorf("core::%s is another function", name)
		}
	}
	for _, f := range function.All() {
		if want[f.Name] == "" {
			t.Errorf("Terraform has no function %s", f.Name)
		}
	}
}
