package lsp

import (
	"context"
	"slices"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// capabilities is what the client can do, as far as the server cares.
type capabilities struct {
	related       bool // information related to a diagnostic
	codeLink      bool // a link behind a diagnostic's code
	pull          bool // asks for diagnostics itself
	pullRefresh   bool
	lensRefresh   bool
	watch         bool // tells of changed files
	watchRelative bool // outside of its workspace folders too
	progress      bool
	configuration bool
	versionedEdit bool
	createFile    bool
	disabled      bool // shows actions that can't be done, with the reason
	folders       bool
}

func capabilitiesOf(c protocol.ClientCapabilities) capabilities {
	var out capabilities
	if t := c.TextDocument; t != nil {
		if p := t.PublishDiagnostics; p != nil {
			out.related, out.codeLink = is(p.RelatedInformation), is(p.CodeDescriptionSupport)
		}
		if d := t.Diagnostic; d != nil {
			out.pull = true
			out.related = out.related || is(d.RelatedInformation)
			out.codeLink = out.codeLink || is(d.CodeDescriptionSupport)
		}
		if a := t.CodeAction; a != nil {
			out.disabled = is(a.DisabledSupport)
		}
	}
	if w := c.Workspace; w != nil {
		if d := w.Diagnostics; d != nil {
			out.pullRefresh = is(d.RefreshSupport)
		}
		if l := w.CodeLens; l != nil {
			out.lensRefresh = is(l.RefreshSupport)
		}
		if f := w.DidChangeWatchedFiles; f != nil {
			out.watch = is(f.DynamicRegistration)
			out.watchRelative = is(f.RelativePatternSupport)
		}
		if e := w.WorkspaceEdit; e != nil {
			out.versionedEdit = is(e.DocumentChanges)
			out.createFile = slices.Contains(e.ResourceOperations, protocol.ResourceOperationKindCreate)
		}
		out.configuration = is(w.Configuration)
		out.folders = is(w.WorkspaceFolders)
	}
	if w := c.Window; w != nil {
		out.progress = is(w.WorkDoneProgress)
	}
	return out
}

// foldersOf are the workspace folders, in the oldest form too in which a client
// may give them.
func foldersOf(p *protocol.InitializeParams) []uri.URI {
	var out []uri.URI
	if list, ok := p.WorkspaceFolders.Get(); ok {
		for _, f := range list {
			out = append(out, f.URI)
		}
		return out
	}
	//lint:ignore SA1019 a client that has no workspace folders gives one root
	root, dir := p.RootURI, p.RootPath
	if root != nil {
		return append(out, *root)
	}
	if d, ok := dir.Get(); ok && d != "" {
		return append(out, uri.File(d))
	}
	return out
}

// Initialize is the request initialize.
func (s *server) Initialize(_ context.Context, p *protocol.InitializeParams) (*protocol.InitializeResult, error) {
	s.can = capabilitiesOf(p.Capabilities)
	s.position = encodingOf(p.Capabilities.General)
	s.mu.Lock()
	defer s.mu.Unlock()
	if p.ProcessID != nil && *p.ProcessID > 0 {
		s.parent = int(*p.ProcessID)
	}
	s.settings = readSettings(s.settings, p.InitializationOptions)
	s.addFolders(foldersOf(p))
	s.phase.Store(int32(phaseRunning))

	caps := protocol.ServerCapabilities{
		PositionEncoding: s.position.kind(),
		TextDocumentSync: &protocol.TextDocumentSyncOptions{
			OpenClose: ptr(true), Change: ptr(protocol.TextDocumentSyncKindIncremental), Save: protocol.Boolean(true),
		},
		HoverProvider: protocol.Boolean(true),
		CodeActionProvider: &protocol.CodeActionOptions{
			CodeActionKinds: []protocol.CodeActionKind{protocol.CodeActionKindQuickFix},
		},
		CodeLensProvider:       &protocol.CodeLensOptions{},
		ExecuteCommandProvider: protocol.ExecuteCommandOptions{Commands: commandNames()},
		Workspace: &protocol.WorkspaceOptions{WorkspaceFolders: &protocol.WorkspaceFoldersServerCapabilities{
			Supported: ptr(true), ChangeNotifications: protocol.Boolean(true),
		}},
	}
	if s.pulls() {
		caps.DiagnosticProvider = &protocol.DiagnosticOptions{Identifier: ptr("moat"), InterFileDependencies: true}
	}
	info := protocol.ServerInfo{Name: "moat"}
	if s.config.Version != "" {
		info.Version = protocol.NewOptional(s.config.Version)
	}
	return &protocol.InitializeResult{Capabilities: caps, ServerInfo: info}, nil
}
