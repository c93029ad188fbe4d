package lsp

import (
	"context"
	"sync/atomic"

	"go.lsp.dev/protocol"
)

// progressTokens numbers the tokens of the process; they only have to differ.
type progressTokens struct{ last atomic.Int64 }

// progress shows in the client that something is under way, until end is called.
// Nothing waits for the client's consent.
func (s *server) progress(ctx context.Context, title, message string) (end func()) {
	if !s.can.progress {
		return func() {}
	}
	over := make(chan struct{})
	s.workers.Go(func() {
		token := protocol.Integer(s.tokens.last.Add(1))
		if err := s.client.WorkDoneProgressCreate(ctx, &protocol.WorkDoneProgressCreateParams{Token: token}); err != nil {
			s.report(ctx, err)
			return
		}
		say := func(v any) {
			raw, err := protocol.Marshal(v)
			if err != nil {
				s.trouble("progress: " + err.Error())
				return
			}
			// A client that can't be written to is gone, which shows elsewhere.
			s.client.Progress(s.ctx, &protocol.ProgressParams{Token: token, Value: raw})
		}
		say(protocol.WorkDoneProgressBegin{Kind: "begin", Title: title, Message: &message})
		select {
		case <-over:
		case <-ctx.Done():
		}
		say(protocol.WorkDoneProgressEnd{Kind: "end"})
	})
	return func() { close(over) }
}
