package lsp

import (
	"context"
	"sync/atomic"

	"go.lsp.dev/protocol"
)

// progressTokens numbers the tokens of the process; they only have to differ.
type progressTokens struct{ last atomic.Int64 }

// progress shows in the client that something is under way, until end is called.
func (s *server) progress(ctx context.Context, title, message string) (end func()) {
	nothing := func() {}
	if !s.can.progress {
		return nothing
	}
	token := protocol.Integer(s.tokens.last.Add(1))
	if err := s.client.WorkDoneProgressCreate(ctx, &protocol.WorkDoneProgressCreateParams{Token: token}); err != nil {
		s.report(ctx, err)
		return nothing
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
	return func() { say(protocol.WorkDoneProgressEnd{Kind: "end"}) }
}
