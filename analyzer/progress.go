package analyzer

import "sync"

// progress counts the deployments that are done.
type progress struct {
	mu        sync.Mutex
	done, all int
	tell      func(done, all int)
}

func newProgress(all int, tell func(done, all int)) *progress {
	p := &progress{all: all, tell: tell}
	if tell != nil {
		tell(0, all)
	}
	return p
}

func (p *progress) step() {
	if p.tell == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done++
	p.tell(p.done, p.all)
}
