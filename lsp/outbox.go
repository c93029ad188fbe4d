package lsp

import (
	"errors"
	"io"
	"sync"
)

// maxOutbox is how many bytes may wait for a client that doesn't read. It is
// far above what any client lets pile up; past it, writing waits.
const maxOutbox = 64 << 20

// outbox is a writer that doesn't wait for the reader at the other end. Client
// and server write while they read: if both waited for the other to read first,
// both would wait for ever.
type outbox struct {
	to io.Writer

	mu      sync.Mutex
	moved   sync.Cond
	waiting []byte
	err     error
}

func newOutbox(to io.Writer) *outbox {
	o := &outbox{to: to}
	o.moved.L = &o.mu
	go o.deliver()
	return o
}

var errClosed = errors.New("the connection is closed")

// Write implements io.Writer. The error is that of an earlier delivery.
func (o *outbox) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for len(o.waiting) > maxOutbox && o.err == nil {
		o.moved.Wait()
	}
	if o.err != nil {
		return 0, o.err
	}
	o.waiting = append(o.waiting, p...)
	o.moved.Broadcast()
	return len(p), nil
}

func (o *outbox) deliver() {
	for {
		o.mu.Lock()
		for len(o.waiting) == 0 && o.err == nil {
			o.moved.Wait()
		}
		if len(o.waiting) == 0 {
			o.mu.Unlock()
			return
		}
		batch := o.waiting
		o.waiting = nil
		o.moved.Broadcast()
		o.mu.Unlock()
		if _, err := o.to.Write(batch); err != nil {
			o.end(err)
			return
		}
	}
}

// end refuses further writes; what waits is still delivered if it can be.
func (o *outbox) end(err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.err == nil {
		o.err = err
	}
	o.moved.Broadcast()
}

// duplex is a connection whose writes go through an outbox.
type duplex struct {
	io.ReadWriteCloser
	out *outbox
}

func (d duplex) Write(p []byte) (int, error) { return d.out.Write(p) }

func (d duplex) Close() error {
	d.out.end(errClosed)
	return d.ReadWriteCloser.Close()
}
