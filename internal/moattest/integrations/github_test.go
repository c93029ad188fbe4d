package integrations

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

// TestWorkflowIsClean has actionlint check the workflow that "moat init
// --workflow" writes, with the action itself in the place of its repository.
func TestWorkflowIsClean(t *testing.T) {
	enabled(t)
	dir := t.TempDir()
	written := read(t, project, "cmd/moat/init/workflow.yml")
	local := strings.ReplaceAll(written, "OWNER/moat@main", "./")
	if local == written {
		t.Fatal("the workflow doesn't use the action")
	}
	write(t, dir, map[string]string{
		".github/workflows/moat.yml": written, ".github/workflows/local.yml": local,
		".github/workflows/wrong.yml": strings.ReplaceAll(local, "sarif: moat.sarif", "no-such-input: x"),
		"action.yml":                  read(t, project, "action.yml"),
	})
	must(t, dir, nil, "git", "init", "-q")
	bin := t.TempDir()
	must(t, project, []string{"GOBIN=" + bin, "GOFLAGS="}, "go", "install", "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12")
	lint := filepath.Join(bin, "actionlint")
	out := must(t, dir, nil, lint, ".github/workflows/moat.yml", ".github/workflows/local.yml")
	t.Logf("clean: %q", out)
	if out, status := run(t, dir, nil, lint, ".github/workflows/wrong.yml"); status != 1 || !strings.Contains(out, "no-such-input") {
		t.Errorf("actionlint doesn't see the action's inputs: status %d, %s", status, out)
	}
}

// TestActionScans runs the action's own script as a runner would.
func TestActionScans(t *testing.T) {
	enabled(t)
	tool(t, "bash")
	bin := filepath.Join(moat(t), "moat")
	script, err := filepath.Abs(filepath.Join(project, ".github/scan.sh"))
	if err != nil {
		t.Fatal(err)
	}
	files := account("Enabled")
	files["a b/$(touch injected).bicep"] = "resource = {\n"
	dir := repository(t, files)
	summary := filepath.Join(dir, "summary.md")
	env := []string{
		"GITHUB_STEP_SUMMARY=" + summary, "INPUT_PATHS=main.bicep\na b\n", "INPUT_SARIF=moat.sarif", "INPUT_FAIL_ON=", "INPUT_BASELINE=", "INPUT_INLINE=true", "INPUT_SUMMARY=true",
	}
	out, status := run(t, dir, env, "bash", script, bin)
	if status != 1 || !strings.Contains(out, "::error file=modules/account.bicep,line=5,") || !strings.Contains(out, "::warning file=a b/$(touch injected).bicep") {
		t.Errorf("status %d:\n%s", status, out)
	}
	var log struct {
		Runs []struct {
			Results []struct{ RuleID string }
		}
	}
	if err := json.Unmarshal([]byte(read(t, dir, "moat.sarif")), &log); err != nil || len(log.Runs) != 1 || len(log.Runs[0].Results) != 1 {
		t.Errorf("%v: %+v", err, log)
	}
	if text := read(t, summary); !strings.HasPrefix(text, "## Moat\n") || !strings.Contains(text, "NET001") {
		t.Errorf("summary: %s", text)
	}
	if out, status := run(t, dir, append(env, "INPUT_FAIL_ON=never", "INPUT_PATHS=main.bicep"), "bash", script, bin); status != 0 {
		t.Errorf("fail-on never: status %d:\n%s", status, out)
	}
	if out, status := run(t, dir, append(env, "INPUT_PATHS=--version"), "bash", script, bin); status != 2 || !strings.Contains(out, "no such file") {
		t.Errorf("a path that looks like an option: status %d:\n%s", status, out)
	}
	if strings.Contains(must(t, dir, nil, "git", "status", "--short"), "injected\n") {
		t.Error("a path was run as code")
	}
}
