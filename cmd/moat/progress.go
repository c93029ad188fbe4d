package main

import (
	"fmt"
	"io"
	"time"
)

// progressLine shows on a terminal's standard error how far a run is. It appears
// once a run has taken a while, so that short ones don't flicker, and goes
// before anything else is printed.
type progressLine struct {
	w           io.Writer // nil: shows nothing
	now         func() time.Time
	start, last time.Time
	shown       bool
}

const (
	progressAfter = time.Second
	progressEvery = 100 * time.Millisecond
)

func newProgressLine(t *terminal, hidden bool) *progressLine {
	p := &progressLine{now: t.now, start: t.now()}
	if t.stderrIsTTY && !hidden {
		p.w = t.stderr
	}
	return p
}

func (p *progressLine) tell(done, all int) {
	if p.w == nil {
		return
	}
	now := p.now()
	if now.Sub(p.start) < progressAfter || p.shown && now.Sub(p.last) < progressEvery {
		return
	}
	p.shown, p.last = true, now
	fmt.Fprintf(p.w, "\r\x1b[Kanalysing: %d of %d deployments", done, all)
}

func (p *progressLine) clear() {
	if p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}
