package lsp

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"moat/analyzer"
	"moat/analyzer/diag"
	"moat/analyzer/rule"
	"moat/analyzer/source"
)

// shown is a finding or a problem as the editor shows it.
type shown struct {
	at         source.Range
	finding    *rule.Finding // nil for a problem
	diagnostic protocol.Diagnostic
}

// sent is what the client was told of a file last.
type sent struct {
	any     bool // it was told of something
	open    bool
	version int32
	text    []byte // the diagnostics as JSON
	uri     uri.URI
}

// reopened sees to it that a document is told of again though its version and
// text are those of the one that was closed: it is another document.
func (r *root) reopened(path string) {
	rel, ok := r.rel(path)
	if told, known := r.sent[rel]; ok && known {
		told.open = false
		r.sent[rel] = told
	}
}

// conclude turns a report into what the editor shows. It is a function of the
// report, the settings and the session's capabilities alone.
func (r *root) conclude(snap *snapshot, report *analyzer.Report, show settings) *result {
	out := &result{snap: snap, report: report, shown: map[string][]shown{}, asking: &r.asking}
	add := func(at source.Range, f *rule.Finding, d protocol.Diagnostic) {
		d.Range = r.server.position.rangeOf(at, snap.docs[at.Path()] != nil)
		d.Source = protocol.NewOptional("moat")
		out.shown[at.Path()] = append(out.shown[at.Path()], shown{at, f, d})
	}
	for i := range report.Findings {
		f := &report.Findings[i]
		if f.Verdict == rule.Undetermined && !show.Undetermined {
			continue
		}
		add(f.At, f, r.ofFinding(snap, f, show))
	}
	if show.Problems {
		for _, p := range report.Problems {
			if p.At.IsValid() {
				add(p.At, nil, ofProblem(p))
			}
		}
	}
	return out
}

func (r *root) ofFinding(snap *snapshot, f *rule.Finding, show settings) protocol.Diagnostic {
	d := protocol.Diagnostic{Code: protocol.String(f.Rule.ID), Message: protocol.String(message(f))}
	switch {
	case f.Verdict == rule.Undetermined:
		d.Severity = protocol.DiagnosticSeverityHint
	case f.Severity == rule.Error:
		d.Severity = protocol.DiagnosticSeverityError
	case f.Severity == rule.Warning:
		d.Severity = protocol.DiagnosticSeverityWarning
	default:
		d.Severity = protocol.DiagnosticSeverityInformation
	}
	if show.RuleLink != "" && r.server.can.codeLink {
		if u, err := uri.Parse(strings.ReplaceAll(show.RuleLink, "{rule}", f.Rule.ID)); err == nil {
			d.CodeDescription = protocol.CodeDescription{Href: u}
		}
	}
	if r.server.can.related {
		for _, e := range f.Evidence {
			if e.At.IsValid() && (e.At != f.At || len(f.Evidence) > 1) {
				d.RelatedInformation = append(d.RelatedInformation, protocol.DiagnosticRelatedInformation{
					Location: r.location(snap, e.At), Message: clean(e.Message),
				})
			}
		}
	}
	// What the server needs to know it by again; the range that a client echoes
	// is not to be trusted.
	data, err := protocol.Marshal(map[string]string{"fingerprint": f.Fingerprint})
	if err == nil {
		d.Data = data
	}
	return d
}

// message is a finding in a sentence, what to do about it, and what it rests on
// that has no place.
func message(f *rule.Finding) string {
	text := clean(f.Message)
	if f.Assumed {
		text += " (with the defaults)"
	}
	for _, e := range f.Evidence {
		if !e.At.IsValid() && e.Message != "" {
			text += "\n" + clean(e.Message)
		}
	}
	switch {
	case f.Verdict == rule.Undetermined && f.Settle != "":
		text += "\nTo settle it: " + clean(f.Settle)
	case f.Fix != "":
		text += "\nFix: " + clean(f.Fix)
	}
	return text
}

// clean leaves no control characters in text that was built from source.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case r < ' ' || r == 0x7f:
			return -1
		}
		return r
	}, text)
}

// ofProblem shows what Moat could not read. It is mild where the language's own
// server says the same: the point is only that findings may be missing there.
func ofProblem(p diag.Diagnostic) protocol.Diagnostic {
	severity := protocol.DiagnosticSeverityInformation
	switch p.Kind {
	case diag.IO, diag.Limit, diag.Internal:
		severity = protocol.DiagnosticSeverityWarning
	}
	return protocol.Diagnostic{Severity: severity, Code: protocol.String(p.Kind), Message: protocol.String(clean(p.Message))}
}

func (r *root) location(snap *snapshot, at source.Range) protocol.Location {
	return protocol.Location{URI: r.uri(snap, at.Path()), Range: r.server.position.rangeOf(at, snap.docs[at.Path()] != nil)}
}

// uri is a file's address, as the client itself writes it if the file is open.
func (r *root) uri(snap *snapshot, rel string) uri.URI {
	if d := snap.docs[rel]; d != nil {
		return d.uri
	}
	return uri.File(r.abs(rel))
}

// tell publishes what changed since the client was told last. An open document
// is told of once a version even if nothing changed, so that the client knows
// that the version was looked at. With only set, nothing is said of other files.
// It reports whether an open document has other diagnostics than before though
// it is the same version.
func (r *root) tell(ctx context.Context, res *result, only []string) (crossed bool) {
	s := r.server
	s.mu.Lock()
	if r.snap != res.snap || ctx.Err() != nil {
		s.mu.Unlock()
		return false
	}
	pulls := s.pulls()
	var paths []string
	if only != nil {
		paths = slices.Clone(only)
	} else {
		for p := range res.shown {
			paths = append(paths, p)
		}
		for p := range r.sent {
			paths = append(paths, p)
		}
		paths = append(paths, res.snap.open...)
	}
	slices.Sort(paths)
	paths = slices.Compact(paths)
	// Open files first: somebody looks at them.
	slices.SortStableFunc(paths, func(a, b string) int {
		return order(res.snap.docs[a] != nil) - order(res.snap.docs[b] != nil)
	})
	var news []*protocol.PublishDiagnosticsParams
	for _, p := range paths {
		if s.owner(filepath.Join(r.dir, filepath.FromSlash(p))) != r {
			continue
		}
		list := res.diagnostics(p)
		doc := res.snap.docs[p]
		text, err := protocol.Marshal(list)
		if err != nil {
			s.trouble("diagnostics of " + p + ": " + err.Error())
			continue
		}
		now := sent{any: len(list) > 0, open: doc != nil, text: text, uri: r.uri(res.snap, p)}
		params := &protocol.PublishDiagnosticsParams{URI: now.uri, Diagnostics: list}
		if doc != nil {
			now.version = doc.version
			params.Version = protocol.NewOptional(doc.version)
		}
		before, told := r.sent[p]
		same := told && bytes.Equal(before.text, now.text) && before.uri == now.uri
		if same && (doc == nil || before.open && before.version == now.version) || !told && doc == nil && !now.any {
			if doc == nil && !now.any {
				delete(r.sent, p)
			}
			continue
		}
		r.sent[p] = now
		if doc == nil && !now.any {
			delete(r.sent, p)
		}
		if told && before.any && before.uri != now.uri { // written in another way before
			news = append(news, &protocol.PublishDiagnosticsParams{URI: before.uri, Diagnostics: []protocol.Diagnostic{}})
		}
		crossed = crossed || doc != nil && before.open && before.version == now.version
		if doc != nil && pulls {
			if before.open || !before.any {
				continue // the client asks for them
			}
			params.Diagnostics = []protocol.Diagnostic{} // told before it was opened
		}
		news = append(news, params)
	}
	s.mu.Unlock()
	for _, n := range news {
		if err := s.client.PublishDiagnostics(s.ctx, n); err != nil {
			break // the client is gone
		}
	}
	return crossed
}

func order(open bool) int {
	if open {
		return 0
	}
	return 1
}

// diagnostics are those of one file; never nil, which JSON would write as null.
func (res *result) diagnostics(rel string) []protocol.Diagnostic {
	out := make([]protocol.Diagnostic, 0, len(res.shown[rel]))
	for _, s := range res.shown[rel] {
		out = append(out, s.diagnostic)
	}
	return out
}

// pulls says whether the client asks for the diagnostics of open documents,
// which then aren't published: they would be shown twice.
func (s *server) pulls() bool {
	return s.can.pull && s.settings.Diagnostics == "pull"
}

// refresh has the client ask again for what it asks itself, since a change of
// one file can concern another.
func (s *server) refresh(ctx context.Context) {
	s.mu.Lock()
	pulls := s.pulls()
	s.mu.Unlock()
	if pulls && s.can.pullRefresh {
		s.workers.Go(func() { s.report(ctx, s.client.DiagnosticRefresh(s.ctx)) })
	}
	if s.can.lensRefresh {
		s.workers.Go(func() { s.report(ctx, s.client.CodeLensRefresh(s.ctx)) })
	}
}

// report logs what a client answered to a request that it offered to take.
func (s *server) report(ctx context.Context, err error) {
	var answered *jsonrpc2.Error
	if err != nil && ctx.Err() == nil && s.ctx.Err() == nil && errors.As(err, &answered) {
		s.trouble("the client refused a request: " + answered.Message)
	}
}
