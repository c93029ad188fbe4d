package tforacle

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/terraform"
	"moat/parsers/terraform/typed"
)

// noFiles is the loader of an empty workspace.
type noFiles struct{ source.FS }

func (f noFiles) Load(path string) (language.Tree, error)  { return nil, language.ErrUnclaimed }
func (f noFiles) Read(path string) (*source.File, error)   { return f.ReadFile(path) }
func (f noFiles) List(path string) ([]source.Entry, error) { return f.ReadDir(path) }

// whole evaluates an expression with the whole evaluator. Only what has a value
// and no problem is without an error.
func whole(expr string) (typed.Value, error) {
	f := source.NewFile("console.tf", []byte(expr))
	v, problems := terraform.Expression(context.Background(), f, noFiles{source.Map(nil)})
	if len(problems) > 0 {
		return v, fmt.Errorf("%s", problems[0].Message)
	}
	return v, nil
}

// compareWhole says whether the evaluator gives what Terraform gives.
func compareWhole(t *testing.T, expr string, want Result) bool {
	t.Helper()
	got, err := whole(expr)
	if reason := exception(expr, want); reason != "" {
		t.Logf("%s: %s", expr, reason)
		return true
	}
	switch {
	case err != nil && want.OK:
		t.Errorf("%s\n  is  %s %s\n  not an error: %v", expr, want.JSON, want.Type, err)
		return false
	case err != nil:
		return true
	}
	secret := value.HasSecret(got.V)
	js, typ, err := show(got)
	switch {
	case err != nil && !want.OK && (value.WhyOf(got.V)[0].Reason == value.ReasonTypeError || value.WhyOf(got.V)[0].Reason == value.ReasonLimit):
		return true // no value, or one without end, as of a division by zero
	case err == nil && !want.OK && strings.Contains(expr, "format(") && strings.Contains(expr, "null"):
		t.Logf("%s: Terraform takes a null without a type for unknown here", expr)
		return true
	case err == nil && !want.OK && (strings.Contains(expr, "&&") || strings.Contains(expr, "||")):
		t.Logf("%s: before 1.12, Terraform evaluates both sides of && and ||", expr)
		return true
	case err == nil && !want.OK && strings.Contains(expr, "?") && strings.Contains(expr, "[*]"):
		t.Logf("%s: Terraform gives a splat that fails a type", expr)
		return true
	case err == nil && want.JSON == "-0" && js == "0":
		t.Logf("%s: Terraform tells the zeros apart", expr)
		return true
	case err != nil:
		t.Errorf("%s\n  is  %s %s\n  not %v", expr, want.JSON, want.Type, err)
	case !want.OK:
		t.Errorf("%s\n  has no value\n  but is here %s", expr, js)
	case secret && want.JSON == "(sensitive value)" && typ == want.Type:
		return true
	case js != want.JSON || typ != want.Type:
		t.Errorf("%s\n  is  %s %s\n  not %s %s", expr, want.JSON, want.Type, js, typ)
	default:
		return true
	}
	return false
}

// recordedExceptions are records in which Moat is another Terraform than 1.11.
var recordedExceptions = map[string]string{
	`element(["a", "b", "c"], -1)`: "Terraform 1.11 crashes here; later versions count from the end",
}

// Recorded results of expressions in the whole language.
func TestLanguageAgreesWithRecords(t *testing.T) {
	dir := os.Getenv("MOAT_CORPUS")
	if dir == "" {
		t.Skip("MOAT_CORPUS is not set")
	}
	raw, err := os.ReadFile(filepath.Join(dir, "terraform-expr-oracle.tsv"))
	if err != nil {
		t.Skip(err)
	}
	n, same := 0, 0
	for i, line := range strings.Split(strings.TrimSuffix(string(raw), "\n"), "\n") {
		cols := strings.Split(line, "\t")
		if i == 0 || len(cols) < 5 {
			continue
		}
		n++
		if why := recordedExceptions[cols[1]]; why != "" {
			t.Logf("%s: %s", cols[1], why)
			same++
			continue
		}
		if compareWhole(t, cols[1], Result{OK: cols[2] == "ok", JSON: cols[3], Type: Compact(cols[4])}) {
			same++
		}
	}
	t.Logf("%d of %d recorded expressions agree", same, n)
	if n == 0 {
		t.Error("nothing was compared")
	}
}
