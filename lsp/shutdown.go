package lsp

import "context"

// Shutdown is the request shutdown.
func (s *server) Shutdown(context.Context) error {
	s.phase.Store(int32(phaseShutDown))
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.roots {
		r.stop()
	}
	return nil
}

// Exit is the notification exit.
func (s *server) Exit(context.Context) error {
	s.exit.Do(func() { close(s.exited) })
	return nil
}
