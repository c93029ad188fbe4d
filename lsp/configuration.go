package lsp

import (
	"context"
	"strings"

	"go.lsp.dev/protocol"
)

// settings are what a user can switch in the editor. What is found is decided
// by the workspace's own configuration alone; these say what is shown of it.
type settings struct {
	// Undetermined shows, as hints, what can't be decided.
	Undetermined bool `json:"undetermined"`
	// Problems shows what Moat could not read.
	Problems bool `json:"problems"`
	// CodeLens shows counts above entry points and resources.
	CodeLens bool `json:"codeLens"`
	// Diagnostics is "push", or "pull" for clients that ask themselves.
	Diagnostics string `json:"diagnostics"`
	// RuleLink is the address behind a rule's id, with {rule} for the id; "" for
	// none. Clients that can run commands from a link give one.
	RuleLink string `json:"ruleLink"`
}

func defaultSettings() settings {
	return settings{Undetermined: true, Problems: true, CodeLens: true, Diagnostics: "push"}
}

// settingsSection is what clients keep the settings under.
const settingsSection = "moat"

// readSettings returns s with what the client gives changed. Clients wrap the
// settings in a section or don't; members of another type are passed over one
// by one, so that one slip doesn't undo the rest.
func readSettings(s settings, raw protocol.LSPAny) settings {
	var members map[string]protocol.LSPAny
	if len(raw) == 0 || protocol.Unmarshal(raw, &members) != nil {
		return s
	}
	if inner, ok := members[settingsSection]; ok {
		return readSettings(s, inner)
	}
	for name, to := range map[string]any{
		"undetermined": &s.Undetermined, "problems": &s.Problems, "codeLens": &s.CodeLens,
		"diagnostics": &s.Diagnostics, "ruleLink": &s.RuleLink,
	} {
		if v, ok := members[name]; ok {
			switch to := to.(type) {
			case *bool:
				var b bool
				if protocol.Unmarshal(v, &b) == nil {
					*to = b
				}
			case *string:
				var text string
				if protocol.Unmarshal(v, &text) == nil {
					*to = strings.Clone(text)
				}
			}
		}
	}
	return s
}

// DidChangeConfiguration is the notification workspace/didChangeConfiguration.
func (s *server) DidChangeConfiguration(_ context.Context, p *protocol.DidChangeConfigurationParams) error {
	if s.can.configuration {
		s.workers.Go(s.askSettings)
		return nil
	}
	s.apply(func(have settings) settings { return readSettings(have, p.Settings) })
	return nil
}

// askSettings asks the client for the present settings.
func (s *server) askSettings() {
	section := settingsSection
	answers, err := s.client.Configuration(s.ctx, &protocol.ConfigurationParams{Items: []protocol.ConfigurationItem{{Section: &section}}})
	if err != nil {
		s.report(s.ctx, err)
		return
	}
	if len(answers) == 1 {
		s.apply(func(have settings) settings { return readSettings(have, answers[0]) })
	}
}

// apply changes the settings and shows everything anew by them.
func (s *server) apply(change func(settings) settings) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := change(s.settings)
	// How diagnostics travel was agreed on at the start.
	now.Diagnostics = s.settings.Diagnostics
	if now == s.settings {
		return
	}
	s.settings = now
	for _, r := range s.roots {
		r.renew()
	}
	s.publishView()
}
