package integrations

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// hookRun runs the hooks over what is staged, without a network where the
// machine can take it away.
func hookRun(t *testing.T, dir string, env []string, args ...string) (string, int) {
	t.Helper()
	all := append([]string{"pre-commit", "run", "--verbose"}, args...)
	if err := exec.Command("unshare", "-rn", "true").Run(); err == nil {
		all = append([]string{"unshare", "-rn"}, all...)
	}
	return run(t, dir, env, all[0], all[1:]...)
}

// TestSystemHook follows what "moat init --pre-commit" writes.
func TestSystemHook(t *testing.T) {
	enabled(t)
	tool(t, "pre-commit")
	bin := moat(t)
	env := []string{"PATH=" + bin + string(os.PathListSeparator) + os.Getenv("PATH"), "PRE_COMMIT_HOME=" + t.TempDir()}
	dir := repository(t, account("Disabled"))
	must(t, dir, env, filepath.Join(bin, "moat"), "init", "--pre-commit")
	must(t, dir, nil, "git", "add", ".pre-commit-config.yaml")
	must(t, dir, nil, "git", "commit", "-q", "-m", "hook")
	tryHook(t, dir, env)
}

// TestHooksOfThisRepository takes the hooks from this repository's last commit:
// one that pre-commit builds with Go, and one that runs the moat on the PATH.
func TestHooksOfThisRepository(t *testing.T) {
	enabled(t)
	tool(t, "pre-commit")
	here, err := filepath.Abs(project)
	if err != nil {
		t.Fatal(err)
	}
	commit := strings.TrimSpace(must(t, project, nil, "git", "rev-parse", "HEAD"))
	onPath := "PATH=" + moat(t) + string(os.PathListSeparator) + os.Getenv("PATH")
	for id, env := range map[string][]string{"moat": nil, "moat-system": {onPath}} {
		t.Run(id, func(t *testing.T) {
			env := append(env, "PRE_COMMIT_HOME="+t.TempDir())
			dir := repository(t, account("Disabled"))
			write(t, dir, map[string]string{".pre-commit-config.yaml": fmt.Sprintf("repos:\n  - repo: %s\n    rev: %s\n    hooks: [{ id: %s }]\n", here, commit, id)})
			must(t, dir, nil, "git", "add", ".")
			must(t, dir, nil, "git", "commit", "-q", "-m", "hook")
			// Go's files in a cache are read-only, and would outlive the test's folder.
			must(t, dir, append(env, "GOFLAGS=-modcacherw"), "pre-commit", "install-hooks")
			tryHook(t, dir, env)
		})
	}
}

func tryHook(t *testing.T, dir string, env []string) {
	t.Helper()
	expect := func(what string, out string, status, want int, has ...string) {
		t.Helper()
		if status != want {
			t.Errorf("%s: status %d, want %d:\n%s", what, status, want, out)
		}
		for _, h := range has {
			if !strings.Contains(out, h) {
				t.Errorf("%s: no %q in\n%s", what, h, out)
			}
		}
		t.Logf("%s: status %d", what, status)
	}
	out, status := hookRun(t, dir, env, "--all-files")
	expect("everything is closed", out, status, 0, "Passed")

	write(t, dir, map[string]string{"notes.md": "more\n"})
	must(t, dir, nil, "git", "add", ".")
	out, status = hookRun(t, dir, env)
	expect("no template changed", out, status, 0, "Skipped")

	// The module alone shows nothing that its caller doesn't decide; --callers
	// leads from it to the entry point.
	write(t, dir, account("Enabled"))
	must(t, dir, nil, "git", "add", "modules")
	out, status = hookRun(t, dir, env)
	expect("a module opens the account", out, status, 1, "Failed", "NET001", "modules/account.bicep:5:", "deployed by: main.bicep")

	must(t, dir, nil, "git", "commit", "-q", "--no-verify", "-m", "open")
	write(t, dir, map[string]string{"other.bicep": "param other string = 'x'\n"})
	must(t, dir, nil, "git", "add", "other.bicep")
	out, status = hookRun(t, dir, env)
	expect("another deployment changes", out, status, 0, "Passed")
	if strings.Contains(out, "NET001") {
		t.Errorf("a finding of a deployment that didn't change:\n%s", out)
	}
}
