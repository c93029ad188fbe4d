package lsp

import (
	"context"
	"fmt"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// Initialized is the notification initialized. From here on the server may ask
// the client.
func (s *server) Initialized(context.Context, *protocol.InitializedParams) error {
	s.mu.Lock()
	for _, r := range s.roots {
		r.start()
	}
	s.mu.Unlock()
	s.workers.Go(s.register)
	if s.can.configuration {
		s.workers.Go(s.askSettings)
	}
	return nil
}

// register asks the client to tell of changed files and settings. It watches
// all names: a template may load any file, and a file that wasn't there when it
// was looked for must be noticed when it comes.
func (s *server) register() {
	var list []protocol.Registration
	add := func(method string, options any) {
		raw, err := protocol.Marshal(options)
		if err != nil {
			s.trouble(fmt.Sprintf("registering %s: %v", method, err))
			return
		}
		list = append(list, protocol.Registration{ID: "moat/" + method, Method: method, RegisterOptions: raw})
	}
	if s.can.watch {
		watchers := []protocol.FileSystemWatcher{{GlobPattern: protocol.Pattern("**/*")}}
		if s.can.watchRelative {
			s.mu.Lock()
			for _, r := range s.roots {
				watchers = append(watchers, protocol.FileSystemWatcher{GlobPattern: &protocol.RelativePattern{
					BaseURI: protocol.URI(uri.File(r.dir)), Pattern: "**/*",
				}})
			}
			s.mu.Unlock()
		}
		add(protocol.MethodWorkspaceDidChangeWatchedFiles, protocol.DidChangeWatchedFilesRegistrationOptions{Watchers: watchers})
	}
	if len(list) == 0 {
		return
	}
	if err := s.client.RegisterCapability(s.ctx, &protocol.RegistrationParams{Registrations: list}); err != nil && s.ctx.Err() == nil {
		s.log(s.ctx, protocol.MessageTypeWarning, fmt.Sprintf("the client doesn't tell of changed files, so files outside the editor are read again only when one is opened, saved or closed: %v", err))
		s.mu.Lock()
		s.blind = true
		s.mu.Unlock()
	}
}
