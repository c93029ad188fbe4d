package integrations

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const project = "../../.."

// enabled skips a test that nobody asked for.
func enabled(t *testing.T) {
	t.Helper()
	if os.Getenv("MOAT_E2E") == "" {
		t.Skip("SKIPPED: MOAT_E2E isn't set (make e2e)")
	}
}

// tool is the path of a program; without it the test is skipped.
func tool(t *testing.T, name string) string {
	t.Helper()
	p, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("SKIPPED: there is no %s", name)
	}
	return p
}

// moat builds the program into a folder of its own and returns that folder.
func moat(t *testing.T) string {
	t.Helper()
	bin := t.TempDir()
	out, status := run(t, project, nil, "go", "build", "-o", filepath.Join(bin, "moat"), "./cmd/moat")
	if status != 0 {
		t.Fatal(out)
	}
	return bin
}

// run returns what a program prints, and its exit status.
func run(t *testing.T, dir string, env []string, name string, args ...string) (string, int) {
	t.Helper()
	var b bytes.Buffer
	c := exec.Command(name, args...)
	c.Dir, c.Stdout, c.Stderr = dir, &b, &b
	c.Env = append(os.Environ(), env...)
	err := c.Run()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return b.String(), 0
	case errors.As(err, &exit):
		return b.String(), exit.ExitCode()
	}
	t.Fatalf("%s: %v", name, err)
	return "", 0
}

func must(t *testing.T, dir string, env []string, name string, args ...string) string {
	t.Helper()
	out, status := run(t, dir, env, name, args...)
	if status != 0 {
		t.Fatalf("%s %s ended with %d:\n%s", name, strings.Join(args, " "), status, out)
	}
	return out
}

func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func read(t *testing.T, parts ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(parts...))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// account is a module whose public access its caller decides.
func account(access string) map[string]string {
	return map[string]string{
		"main.bicep":            "module account 'modules/account.bicep' = {\n  name: 'account'\n}\n",
		"other.bicep":           "param location string = resourceGroup().location\n",
		"notes.md":              "notes\n",
		"modules/account.bicep": "resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {\n  name: 'support'\n  location: 'swedencentral'\n  kind: 'AIServices'\n  properties: { disableLocalAuth: true, publicNetworkAccess: '" + access + "' }\n}\n",
		".moat.yaml":            "rules: { LOG: off, DAT: off, BCR: off, NET006: off, NET007: off, IDN: off }\n",
	}
}

// repository is a scratch repository with one commit.
func repository(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, files)
	for _, args := range [][]string{{"init", "-q"}, {"config", "user.email", "a@contoso.com"}, {"config", "user.name", "A"}, {"add", "."}, {"commit", "-q", "-m", "first"}} {
		must(t, dir, nil, "git", args...)
	}
	return dir
}
