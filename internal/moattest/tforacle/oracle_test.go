package tforacle

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"moat/parsers/terraform/function"
)

// exception is why a call differs from Terraform 1.11 by intent; "" for all
// others.
func exception(expr string, want Result) string {
	switch {
	case want.OK && want.JSON == "":
		return "the console doesn't print it: an infinite number, which Moat takes as unknown"
	case want.OK:
	case strings.HasPrefix(expr, "element("):
		return "Terraform 1.11 crashes on negative places; later versions count from the end"
	case strings.HasPrefix(expr, "signum("):
		return "Terraform 1.11 takes no fractions; later versions do"
	}
	return ""
}

func compare(t *testing.T, expr string, want Result) (same bool) {
	got, err := evaluate(expr)
	if errors.Is(err, errForeign) {
		t.Fatalf("%s: %v", expr, err)
	}
	if reason := exception(expr, want); reason != "" && err == nil {
		return true
	}
	if err != nil {
		if want.OK {
			t.Errorf("%s\n  is %s\n  not an error: %v", expr, want.JSON, err)
		}
		return !want.OK
	}
	js, typ, err := show(got)
	switch {
	case err != nil:
		t.Errorf("%s\n  is %s\n  not %v", expr, want.JSON, err)
	case !want.OK:
		t.Errorf("%s\n  has no value\n  but is here %s", expr, js)
	case js != want.JSON || typ != want.Type:
		t.Errorf("%s\n  is  %s %s\n  not %s %s", expr, want.JSON, want.Type, js, typ)
	default:
		return true
	}
	return false
}

// Generated calls give the value and the type that Terraform gives.
func TestFunctionsAgreeWithTerraform(t *testing.T) {
	c := NewConsole(t)
	exprs := append(fixed(), generate(500, 1)...)
	results := c.Eval(t, exprs)
	same, failing := 0, 0
	for i, e := range exprs {
		if compare(t, e, results[i]) {
			same++
			if !results[i].OK {
				failing++
			}
		}
	}
	t.Logf("%d of %d calls agree; %d of them have no value", same, len(exprs), failing)
	if failing*3 > len(exprs) {
		t.Errorf("%d of %d calls have no value: too many to compare anything", failing, len(exprs))
	}
}

// The table has the functions that this Terraform lists.
func TestTableAgreesWithTerraform(t *testing.T) {
	c := NewConsole(t)
	var got struct {
		Functions map[string]json.RawMessage `json:"function_signatures"`
	}
	if err := json.Unmarshal([]byte(c.Output(t, "metadata", "functions", "-json")), &got); err != nil {
		t.Fatal(err)
	}
	n := 0
	for name := range got.Functions {
		if strings.HasPrefix(name, "core::") {
			continue
		}
		n++
		if _, ok := function.Lookup(name); !ok {
			t.Errorf("no row for %s", name)
		}
	}
	t.Logf("%d functions", n)
	if n < 100 {
		t.Errorf("only %d functions are listed", n)
	}
}

// Recorded results: those of the corpus that consist of calls and literals.
func TestFunctionsAgreeWithRecords(t *testing.T) {
	dir := os.Getenv("MOAT_CORPUS")
	if dir == "" {
		t.Skip("MOAT_CORPUS is not set")
	}
	raw, err := os.ReadFile(filepath.Join(dir, "terraform-expr-oracle.tsv"))
	if err != nil {
		t.Skip(err)
	}
	n := 0
	for i, line := range strings.Split(strings.TrimSuffix(string(raw), "\n"), "\n") {
		cols := strings.Split(line, "\t")
		if i == 0 || len(cols) < 5 {
			continue
		}
		if _, err := evaluate(cols[1]); errors.Is(err, errForeign) || strings.Contains(cols[1], "sensitive") || strings.Contains(cols[1], "templatestring") {
			continue
		}
		n++
		compare(t, cols[1], Result{OK: cols[2] == "ok", JSON: cols[3], Type: Compact(cols[4])})
	}
	t.Logf("%d recorded calls", n)
	if n == 0 {
		t.Error("no recorded call was compared")
	}
}
