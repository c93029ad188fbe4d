package main

import (
	"bytes"
	"testing"
	"time"
)

// TestProgressLine shows how far a run is on a terminal's standard error only,
// and leaves nothing behind.
func TestProgressLine(t *testing.T) {
	run := func(tty, hidden bool, step time.Duration) string {
		now := time.Unix(0, 0)
		var b bytes.Buffer
		term := &terminal{stderr: &b, stderrIsTTY: tty, now: func() time.Time { return now }}
		p := newProgressLine(term, hidden)
		for i := range 4 {
			p.tell(i, 3)
			now = now.Add(step)
		}
		p.clear()
		return b.String()
	}
	want := "\r\x1b[Kanalysing: 2 of 3 deployments\r\x1b[Kanalysing: 3 of 3 deployments\r\x1b[K"
	if got := run(true, false, 600*time.Millisecond); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for name, got := range map[string]string{
		"no terminal": run(false, false, time.Minute), "hidden": run(true, true, time.Minute), "short": run(true, false, time.Millisecond),
	} {
		if got != "" {
			t.Errorf("%s: %q", name, got)
		}
	}
	if got := run(true, false, 40*time.Millisecond); got != "" {
		t.Errorf("%q", got)
	}
}
