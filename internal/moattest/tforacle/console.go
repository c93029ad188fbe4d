package tforacle

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Console evaluates expressions with a real Terraform.
type Console struct {
	path, dir string
	env       []string
}

// Result is what Terraform makes of an expression. Type is in the notation of
// its type(), without white space and trailing commas. Both are empty for a value
// that the console doesn't print, such as a sensitive or an infinite one.
type Result struct {
	OK         bool
	JSON, Type string
}

// NewConsole prepares an empty module; the test is skipped where there is no
// terraform.
func NewConsole(t *testing.T) *Console {
	t.Helper()
	if os.Getenv("MOAT_TERRAFORM") == "" {
		t.Skip("only with MOAT_TERRAFORM=1, as make oracle sets it: other versions of Terraform answer otherwise here and there")
	}
	path, err := exec.LookPath("terraform")
	if err != nil {
		t.Skip("there is no terraform on the PATH")
	}
	dir := t.TempDir()
	rc := filepath.Join(dir, "empty.rc")
	for _, name := range []string{rc, filepath.Join(dir, "main.tf")} {
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c := &Console{path: path, dir: dir, env: append(os.Environ(), "TF_CLI_CONFIG_FILE="+rc, "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1")}
	if out, err := c.run("", "init", "-backend=false", "-no-color"); err != nil {
		t.Skipf("terraform init failed: %v\n%s", err, out)
	}
	return c
}

// Run runs a terraform command with text on its standard input.
func (c *Console) run(stdin string, args ...string) (string, error) {
	cmd := exec.Command(c.path, args...)
	cmd.Dir, cmd.Env, cmd.Stdin = c.dir, c.env, strings.NewReader(stdin)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	return out.String(), err
}

// Output is what terraform prints for a command that must not fail.
func (c *Console) Output(t *testing.T, args ...string) string {
	t.Helper()
	out, err := c.run("", args...)
	if err != nil {
		t.Fatalf("terraform %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return out
}

// Eval evaluates expressions, each of one line, in as few processes as it can.
func (c *Console) Eval(t *testing.T, exprs []string) []Result {
	t.Helper()
	out := make([]Result, len(exprs))
	good := c.valid(t, exprs)
	var which []int
	for i, ok := range good {
		if ok {
			which = append(which, i)
		}
	}
	c.fill(t, exprs, which, out)
	return out
}

// valid says which expressions have a value.
func (c *Console) valid(t *testing.T, exprs []string) []bool {
	t.Helper()
	if len(exprs) == 0 {
		return nil
	}
	calls := make([]string, len(exprs))
	for i, e := range exprs {
		calls[i] = "can(" + e + ")"
	}
	raw, err := c.run("jsonencode(["+strings.Join(calls, ", ")+"])\n", "console", "-no-color")
	var text string
	var ok []bool
	if err == nil && json.Unmarshal([]byte(raw), &text) == nil && json.Unmarshal([]byte(text), &ok) == nil && len(ok) == len(exprs) {
		return ok
	}
	if len(exprs) == 1 {
		return []bool{false} // not even can() takes it
	}
	half := len(exprs) / 2
	return append(c.valid(t, exprs[:half]), c.valid(t, exprs[half:])...)
}

// fill evaluates the expressions of these numbers.
func (c *Console) fill(t *testing.T, exprs []string, which []int, out []Result) {
	t.Helper()
	if len(which) == 0 {
		return
	}
	encoded, plain := make([]string, len(which)), make([]string, len(which))
	for i, w := range which {
		encoded[i] = "jsonencode(" + exprs[w] + ")"
		plain[i] = exprs[w]
	}
	var text string
	var vs []string
	values, err := c.run("jsonencode(["+strings.Join(encoded, ", ")+"])\n", "console", "-no-color")
	if err == nil && json.Unmarshal([]byte(values), &text) == nil && json.Unmarshal([]byte(text), &vs) == nil && len(vs) == len(which) {
		types, err := c.run("type(["+strings.Join(plain, ", ")+"])\n", "console", "-no-color")
		if ts, ok := splitTypes(types); err == nil && ok && len(ts) == len(which) {
			for i, w := range which {
				out[w] = Result{OK: true, JSON: vs[i], Type: ts[i]}
			}
			return
		}
	}
	if len(which) == 1 {
		out[which[0]].OK = true // a value that the console doesn't print
		return
	}
	half := len(which) / 2
	c.fill(t, exprs, which[:half], out)
	c.fill(t, exprs, which[half:], out)
}

// Compact is a type as type() prints it, without white space and trailing
// commas.
func Compact(s string) string {
	s = strings.Join(strings.Fields(s), "")
	for _, end := range []string{"]", "}", ")"} {
		s = strings.ReplaceAll(s, ","+end, end)
	}
	return s
}

// splitTypes are the types of the elements of a tuple.
func splitTypes(s string) ([]string, bool) {
	s = Compact(s)
	inner, ok := strings.CutPrefix(s, "tuple([")
	if !ok {
		return nil, false
	}
	if inner, ok = strings.CutSuffix(inner, "])"); !ok {
		return nil, false
	}
	var out []string
	depth, start := 0, 0
	for i, b := range []byte(inner) {
		switch b {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
		case ',':
			if depth == 0 {
				out = append(out, inner[start:i])
				start = i + 1
			}
		}
	}
	return append(out, inner[start:]), true
}
