package lsp

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"moat/analyzer/config"
	"moat/analyzer/fix"
	"moat/analyzer/language"
	"moat/analyzer/rule"
	"moat/analyzer/source"
	"moat/analyzer/value"
)

// CodeAction is the request textDocument/codeAction. What it offers is worked
// out from the server's own state; the diagnostics that the client echoes are
// only named in the answer, so that it knows which of them an action is for.
func (s *server) CodeAction(ctx context.Context, p *protocol.CodeActionParams) ([]protocol.CommandOrCodeAction, error) {
	out := []protocol.CommandOrCodeAction{}
	path := pathOf(p.TextDocument.URI)
	if path == "" || !wanted(p.Context.Only) {
		return out, nil
	}
	path = filepath.Clean(path)
	r, done, doc, err := s.await(ctx, path)
	if err != nil || r == nil || doc == nil {
		return out, err
	}
	rel, _ := r.rel(path)
	from, to := doc.at(s.position, p.Range.Start), doc.at(s.position, p.Range.End)
	firstLine, lastLine := doc.file.Position(from).Line, doc.file.Position(to).Line
	for _, found := range done.shown[rel] {
		if found.finding == nil || found.at.EndPosition().Line < firstLine || found.at.StartPosition().Line > lastLine {
			continue
		}
		a := actions{r, done, rel, found}
		out = append(out, a.fixes(ctx)...)
		out = append(out, a.suppress()...)
		out = append(out, a.explain())
	}
	return out, ctx.Err()
}

// wanted says whether the client's filter of kinds lets quick fixes through.
func wanted(only []protocol.CodeActionKind) bool {
	return len(only) == 0 || slices.ContainsFunc(only, func(k protocol.CodeActionKind) bool {
		return k == "" || k == protocol.CodeActionKindQuickFix
	})
}

// actions are what can be done about one finding.
type actions struct {
	root  *root
	done  *result
	rel   string
	found shown
}

func (a actions) action(title string) *protocol.CodeAction {
	return &protocol.CodeAction{
		Title: title, Kind: ptr(protocol.CodeActionKindQuickFix), Diagnostics: []protocol.Diagnostic{a.found.diagnostic},
	}
}

// editor is the language of a file, if it can write, with the file's tree.
func (a actions) editor(rel string) (language.Editor, language.Tree) {
	f, err := a.done.snap.ReadFile(rel)
	if err != nil {
		return nil, nil
	}
	lang := a.root.server.config.Engine.LanguageOf(rel, f.Content())
	e, ok := lang.(language.Editor)
	if !ok {
		return nil, nil
	}
	return e, lang.Parse(f)
}

// fixes are the finding's fixes that are safe to offer: each was tried on the
// contents at hand, and the finding went away.
func (a actions) fixes(ctx context.Context) []protocol.CommandOrCodeAction {
	var out []protocol.CommandOrCodeAction
	for _, intent := range a.found.finding.Fixes {
		set, ok := intent.(fix.Set)
		if !ok {
			continue
		}
		e, tree := a.editor(set.At.Path())
		if e == nil {
			continue
		}
		// The tree was parsed anew: the intent's place belongs to an equal file.
		set.At = tree.Source().Range(set.At.Start, set.At.End)
		edits, err := e.Edits(tree, []fix.Intent{set})
		var refused fix.Refused
		switch {
		case errors.As(err, &refused):
			continue
		case err != nil:
			a.root.server.trouble("a quick fix: " + err.Error())
			continue
		}
		if !a.closes(ctx, set.At.Path(), edits) {
			continue
		}
		name := set.Path[strings.LastIndexByte(set.Path, '.')+1:]
		title := fmt.Sprintf("Set %s to %s", name, value.Expr(set.To))
		if b, ok := set.To.(value.Bool); ok {
			title = fmt.Sprintf("Set %s to %v", name, b.Bool())
		}
		if !set.Safe {
			title += " (may lock out who uses it today)"
		}
		action := a.action(title)
		action.Edit = a.edit(set.At.Path(), edits)
		out = append(out, action)
	}
	return out
}

// closes tries edits on the contents at hand.
func (a actions) closes(ctx context.Context, rel string, edits []source.Edit) bool {
	f, err := a.done.snap.ReadFile(rel)
	if err != nil {
		return false
	}
	text, err := source.ApplyEdits(f.Content(), edits)
	if err != nil {
		a.root.server.trouble("a quick fix: " + err.Error())
		return false
	}
	s := a.root.server
	o := a.done.options
	o.Cache, o.Early = a.root.cache.Clone(), nil
	report, err := s.config.Engine.Analyze(ctx, source.Overlay(a.done.snap, map[string][]byte{rel: text}), o)
	if err != nil {
		return false
	}
	// Neither may the question stay open, nor the text be harmed.
	count := func(fs []rule.Finding) int {
		n := 0
		for _, f := range fs {
			if f.Rule == a.found.finding.Rule {
				n++
			}
		}
		return n
	}
	return count(report.Findings) < count(a.done.report.Findings) && len(report.Problems) <= len(a.done.report.Problems)
}

// suppress accepts the finding, in a comment where the file may hold one, else
// in .moat.yaml. The reason is for the user to write: until it is there, nothing
// is hidden, and a diagnostic at the place says so.
func (a actions) suppress() []protocol.CommandOrCodeAction {
	f := a.found.finding
	title := fmt.Sprintf("Ignore %s here, with a reason", f.Rule.ID)
	if e, tree := a.editor(a.rel); e != nil {
		edits, err := e.Remark(tree, a.found.at.Start, fmt.Sprintf("moat:ignore %s because ", f.Rule.ID))
		if err == nil {
			action := a.action(title)
			action.Edit = a.edit(a.rel, edits)
			return []protocol.CommandOrCodeAction{action}
		}
	}
	action := a.action(fmt.Sprintf("Ignore %s in %s, with a reason", f.Rule.ID, configFile))
	edit, why := a.configEdit()
	if edit == nil {
		if !a.root.server.can.disabled {
			return nil
		}
		action.Disabled = protocol.CodeActionDisabled{Reason: why}
	}
	action.Edit = edit
	return []protocol.CommandOrCodeAction{action}
}

const configFile = config.Name

// configEdit adds an entry to the list of suppressions in .moat.yaml.
func (a actions) configEdit() (edit *protocol.WorkspaceEdit, why string) {
	f := a.found.finding
	entry := fmt.Sprintf("  - rule: %s\n    path: %s\n    resource: %s\n    # reason: say why, and take the # away\n", f.Rule.ID, yamlText(a.rel), yamlText(f.Resource.Name))
	have, err := a.done.snap.ReadFile(configFile)
	if err != nil {
		can := a.root.server.can
		if !can.createFile || !can.versionedEdit {
			return nil, "there is no " + configFile + ", and the editor can't create one"
		}
		u := uri.File(a.root.abs(configFile))
		return &protocol.WorkspaceEdit{DocumentChanges: []protocol.DocumentChange{
			&protocol.CreateFile{Kind: "create", URI: u, Options: &protocol.CreateFileOptions{IgnoreIfExists: ptr(true)}},
			&protocol.TextDocumentEdit{
				TextDocument: protocol.OptionalVersionedTextDocumentIdentifier{TextDocumentIdentifier: protocol.TextDocumentIdentifier{URI: u}},
				Edits:        []protocol.TextDocumentEditElement{&protocol.TextEdit{NewText: "suppress:\n" + entry}},
			},
		}}, ""
	}
	text := string(have.Content())
	for start := 0; start < len(text); {
		line, _, _ := strings.Cut(text[start:], "\n")
		next := start + len(line) + 1
		if rest, ok := strings.CutPrefix(line, "suppress:"); ok {
			if strings.TrimSpace(rest) != "" || next > len(text) {
				return nil, "the list of suppressions in " + configFile + " isn't written one entry a line"
			}
			return a.edit(configFile, []source.Edit{{At: have.Range(next, next), New: entry}}), ""
		}
		start = next
	}
	if text != "" && !strings.HasSuffix(text, "\n") {
		entry = "\nsuppress:\n" + entry
	} else {
		entry = "suppress:\n" + entry
	}
	return a.edit(configFile, []source.Edit{{At: have.Range(len(text), len(text)), New: entry}}), ""
}

// yamlText writes a text as a quoted YAML scalar, which JSON's strings are.
func yamlText(s string) string { return string(value.AppendString(nil, s)) }

// explain shows the rule's documentation.
func (a actions) explain() protocol.CommandOrCodeAction {
	action := a.action(fmt.Sprintf("Explain %s (%s)", a.found.finding.Rule.ID, a.found.finding.Rule.Name))
	id, err := protocol.Marshal(a.found.finding.Rule.ID)
	if err != nil {
		a.root.server.trouble("explain: " + err.Error())
	}
	action.Command = protocol.Command{Title: action.Title, Command: explainCommand, Arguments: []protocol.LSPAny{id}}
	return action
}

// edit is edits of one file for the client, bound to the version that they were
// worked out for.
func (a actions) edit(rel string, edits []source.Edit) *protocol.WorkspaceEdit {
	s := a.root.server
	doc := a.done.snap.docs[rel]
	u := a.root.uri(a.done.snap, rel)
	var texts []protocol.TextEdit
	for _, e := range edits {
		texts = append(texts, protocol.TextEdit{Range: s.position.rangeOf(e.At, doc != nil), NewText: e.New})
	}
	if !s.can.versionedEdit {
		return &protocol.WorkspaceEdit{Changes: map[uri.URI][]protocol.TextEdit{u: texts}}
	}
	id := protocol.OptionalVersionedTextDocumentIdentifier{TextDocumentIdentifier: protocol.TextDocumentIdentifier{URI: u}}
	if doc != nil {
		id.Version = &doc.version
	}
	change := &protocol.TextDocumentEdit{TextDocument: id}
	for i := range texts {
		change.Edits = append(change.Edits, &texts[i])
	}
	return &protocol.WorkspaceEdit{DocumentChanges: []protocol.DocumentChange{change}}
}
