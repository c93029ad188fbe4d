package config

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"moat/analyzer/rule"
)

// Baseline is the findings that a team knows of: only others are reported. It
// is immutable.
type Baseline struct {
	Entries []Known
}

// Known is one finding of a baseline. The fingerprints identify it; the rest
// tells people which it is.
type Known struct {
	Rule        string `json:"rule"`
	File        string `json:"file"`
	Resource    string `json:"resource"`
	Fingerprint string `json:"fingerprint"`
	// Moved is the fingerprint without the file.
	Moved string `json:"moved"`
}

type baselineFile struct {
	Version  int     `json:"version"`
	Findings []Known `json:"findings"`
}

// ParseBaseline reads what WriteBaseline wrote. The error says what is wrong,
// with the line.
func ParseBaseline(content []byte) (*Baseline, error) {
	dec := json.NewDecoder(bytes.NewReader(content))
	dec.DisallowUnknownFields()
	var doc baselineFile
	if err := dec.Decode(&doc); err != nil {
		line := 1 + bytes.Count(content[:min(int(dec.InputOffset()), len(content))], []byte("\n"))
		return nil, fmt.Errorf("line %d: it isn't a baseline (%w); remove it, and write a new one with --write-baseline", line, err)
	}
	if doc.Version != 1 {
		return nil, fmt.Errorf("it has version %d, and this Moat reads version 1; remove it, and write a new one with --write-baseline", doc.Version)
	}
	return &Baseline{doc.Findings}, nil
}

// WriteBaseline writes the violated ones of findings, and the entries to keep, in
// an order in which changes read well. The error is w's.
func WriteBaseline(w io.Writer, findings []rule.Finding, keep []Known) error {
	doc := baselineFile{Version: 1, Findings: append([]Known{}, keep...)}
	for _, f := range findings {
		if f.Verdict != rule.Violated {
			continue
		}
		resource := f.Resource.Type
		if f.Resource.DeclaredName != "" {
			resource = f.Resource.DeclaredName + " (" + resource + ")"
		}
		file := f.At.Path()
		if f.Resource.At.IsValid() {
			file = f.Resource.At.Path() // as the fingerprint
		}
		doc.Findings = append(doc.Findings, Known{f.Rule.ID, file, resource, f.Fingerprint, f.Moved})
	}
	slices.SortFunc(doc.Findings, func(a, b Known) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Resource, b.Resource), cmp.Compare(a.Fingerprint, b.Fingerprint))
	})
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(doc); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}
