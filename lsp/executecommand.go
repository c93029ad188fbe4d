package lsp

import (
	"context"
	"strings"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"moat/analyzer/rule"
)

// explainCommand returns a rule's documentation in Markdown; its argument is the
// rule's id. The VS Code extension shows it beside the file.
const explainCommand = "moat.explain"

func commandNames() []string { return []string{explainCommand} }

// ExecuteCommand is the request workspace/executeCommand.
func (s *server) ExecuteCommand(_ context.Context, p *protocol.ExecuteCommandParams) (protocol.LSPAny, error) {
	if p.Command != explainCommand {
		return nil, jsonrpc2.NewError(jsonrpc2.InvalidParams, "the command isn't known")
	}
	var id string
	if len(p.Arguments) != 1 || protocol.Unmarshal(p.Arguments[0], &id) != nil {
		return nil, jsonrpc2.NewError(jsonrpc2.InvalidParams, explainCommand+" takes the id of a rule")
	}
	r := s.rule(id)
	if r == nil {
		return nil, jsonrpc2.NewError(jsonrpc2.InvalidParams, "there is no rule of this id")
	}
	page, err := s.config.Page(r)
	if err != nil {
		return nil, err
	}
	return protocol.Marshal(page)
}

func (s *server) rule(id string) *rule.Rule {
	for _, r := range s.config.Engine.Catalogue() {
		if strings.EqualFold(r.ID, id) {
			return r
		}
	}
	return nil
}
