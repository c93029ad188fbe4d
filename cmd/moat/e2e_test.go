package main

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"flag"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite what the scripts and the README expect")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"moat": main})
}

// TestScripts runs testdata/e2e: whole runs of the program, one file each.
// Besides testscript's own commands they have
//
//	status N COMMAND ARG...  runs a command that must end with exit status N
//	fill FILE COUNT TEXT...  writes each TEXT COUNT times, one after the other
//	bytes FILE HEX...        writes bytes
//	sparse FILE BYTES        writes a file of that size without content
//
// and the condition [superuser], under which permissions don't bind.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "../../testdata/e2e",
		UpdateScripts: *update,
		Condition: func(cond string) (bool, error) {
			if cond == "superuser" {
				return os.Geteuid() == 0, nil
			}
			return false, errors.New("unknown condition " + cond)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": func(ts *testscript.TestScript, neg bool, args []string) {
				if neg || len(args) < 2 {
					ts.Fatalf("usage: status N COMMAND ARG...")
				}
				want := number(ts, args[0])
				err := ts.Exec(args[1], args[2:]...)
				got := 0
				var exit *exec.ExitError
				switch {
				case errors.As(err, &exit):
					got = exit.ExitCode()
				case err != nil:
					ts.Fatalf("%v", err)
				}
				if got != want {
					ts.Fatalf("exit status %d, want %d", got, want)
				}
			},
			"fill": func(ts *testscript.TestScript, _ bool, args []string) {
				var b bytes.Buffer
				for _, text := range args[2:] {
					b.WriteString(strings.Repeat(text, number(ts, args[1])))
				}
				ts.Check(os.WriteFile(ts.MkAbs(args[0]), b.Bytes(), 0o644))
			},
			"bytes": func(ts *testscript.TestScript, _ bool, args []string) {
				content, err := hex.DecodeString(strings.Join(args[1:], ""))
				ts.Check(err)
				ts.Check(os.WriteFile(ts.MkAbs(args[0]), content, 0o644))
			},
			"sparse": func(ts *testscript.TestScript, _ bool, args []string) {
				ts.Check(os.WriteFile(ts.MkAbs(args[0]), nil, 0o644))
				ts.Check(os.Truncate(ts.MkAbs(args[0]), int64(number(ts, args[1]))))
			},
		},
	})
}

func number(ts *testscript.TestScript, s string) int {
	n, err := strconv.Atoi(s)
	ts.Check(err)
	return n
}

func TestInterruptedRunEndsWith130(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out, complaints bytes.Buffer
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	status := run(ctx, &terminal{stdout: &out, stderr: &complaints, dir: here, now: time.Now}, []string{"scan", "demo"})
	if status != exitInterrupted || out.Len() > 0 || complaints.String() != "moat: interrupted\n" {
		t.Errorf("status %d, printed %q and %q", status, out.String(), complaints.String())
	}
}

// TestReadme keeps the transcript of the README true.
func TestReadme(t *testing.T) {
	const readme, begin, end = "../../README.md", "$ bin/moat demo\n", "```\n"
	content, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(content), begin)
	shown, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("the README shows no run of %q", strings.TrimSpace(begin))
	}
	var b bytes.Buffer
	if status := run(context.Background(), &terminal{stdout: &b, stderr: &b, dir: "/", now: time.Now}, []string{"demo"}); status != exitClean {
		t.Fatalf("exit status %d:\n%s", status, b.String())
	}
	if *update {
		if err := os.WriteFile(readme, []byte(before+begin+b.String()+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if shown != b.String() {
		t.Errorf("the README shows\n%s\nbut moat prints\n%s", shown, b.String())
	}
}
