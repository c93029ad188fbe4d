package lsp

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"go.lsp.dev/protocol"

	"moat/analyzer"
	"moat/analyzer/rule"
	"moat/analyzer/source"
	"moat/analyzer/value"
)

// CodeLens is the request textDocument/codeLens: how many gaps an entry point
// and each of its resources have.
func (s *server) CodeLens(ctx context.Context, p *protocol.CodeLensParams) ([]protocol.CodeLens, error) {
	out := []protocol.CodeLens{}
	path := pathOf(p.TextDocument.URI)
	s.mu.Lock()
	on := s.settings.CodeLens
	s.mu.Unlock()
	if path == "" || !on {
		return out, nil
	}
	path = filepath.Clean(path)
	r, done, doc, err := s.await(ctx, path)
	if err != nil || r == nil || doc == nil {
		return out, err
	}
	rel, _ := r.rel(path)
	lens := func(at source.Range, title string) {
		out = append(out, protocol.CodeLens{Range: s.position.rangeOf(at, true), Command: protocol.Command{Title: title}})
	}
	type named struct {
		kind string
		name value.Key
	}
	byResource := map[named]*tally{}
	var whole tally
	mine := map[string]bool{} // names of the deployments of this template
	for _, e := range done.report.Entries {
		if deploys(e, rel) {
			mine[e.Name()] = true
		}
	}
	for i := range done.report.Findings {
		f := &done.report.Findings[i]
		if slices.ContainsFunc(f.EntryPoints, func(e string) bool { return mine[e] }) {
			whole.count(f)
		}
		k := named{strings.ToLower(f.Resource.Type), f.Resource.IDKey}
		if byResource[k] == nil {
			byResource[k] = &tally{}
		}
		byResource[k].count(f)
	}
	for _, e := range done.report.Entries {
		if deploys(e, rel) {
			lens(e.Source.Range(0, 0), "deployment: "+whole.String())
			break
		}
	}
	// A declaration can be several resources, each in several deployments.
	heads := map[source.Range]map[named]bool{}
	for _, e := range done.report.Entries {
		if e.Graph == nil {
			continue
		}
		for _, part := range e.Graph.Parts {
			if part.At.Path() != rel || part.Existing {
				continue
			}
			if heads[part.At] == nil {
				heads[part.At] = map[named]bool{}
			}
			heads[part.At][named{strings.ToLower(part.Type), value.IDKey(part.Name)}] = true
		}
	}
	for at, resources := range heads {
		var t tally
		for k := range resources {
			if have := byResource[k]; have != nil {
				t.gaps += have.gaps
				t.undetermined += have.undetermined
			}
		}
		if t.gaps+t.undetermined > 0 {
			lens(at, t.String())
		}
	}
	slices.SortFunc(out, func(a, b protocol.CodeLens) int {
		return cmp.Or(cmp.Compare(a.Range.Start.Line, b.Range.Start.Line), cmp.Compare(a.Range.Start.Character, b.Range.Start.Character), cmp.Compare(a.Command.Title, b.Command.Title))
	})
	return out, nil
}

// deploys says whether a file stands for an entry point: it is the template, or
// the one of its folder that is shown for it.
func deploys(e analyzer.EntryPoint, rel string) bool {
	return e.Path == rel || e.Folder && e.Source.Path() == rel
}

// tally counts findings.
type tally struct{ gaps, undetermined int }

func (t *tally) count(f *rule.Finding) {
	if f.Verdict == rule.Undetermined {
		t.undetermined++
	} else {
		t.gaps++
	}
}

// String is "2 gaps · 1 undetermined".
func (t tally) String() string {
	text := "no gaps"
	if t.gaps == 1 {
		text = "1 gap"
	} else if t.gaps > 1 {
		text = fmt.Sprintf("%d gaps", t.gaps)
	}
	if t.undetermined > 0 {
		text += fmt.Sprintf(" · %d undetermined", t.undetermined)
	}
	return text
}
