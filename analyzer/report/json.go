package report

import (
	"bytes"
	"encoding/json"
	"io"
	"unicode"
	"unicode/utf8"

	"moat/analyzer"
	"moat/analyzer/config"
	"moat/analyzer/rule"
	"moat/analyzer/source"
)

// JSON prints the report as docs/json.md describes it.
func JSON(w io.Writer, r *analyzer.Report, o Options) error {
	doc := jsonReport{
		Version:  1,
		Findings: []jsonFinding{},
		Errors:   []jsonError{},
		Summary:  jsonSummaryOf(r),
	}
	entries := entriesByName(r)
	for _, f := range Listed(r, o) {
		doc.Findings = append(doc.Findings, jsonFindingOf(f, entries))
	}
	if !o.OmitSuppressed {
		for _, s := range r.Suppressed {
			if s.Verdict == rule.Violated || o.Undetermined {
				doc.Suppressed = append(doc.Suppressed, jsonSuppressed{jsonFindingOf(s.Finding, entries), jsonSuppression{
					InSource: s.By.InSource, Location: location(s.By.At), Reason: s.By.Reason, Until: s.By.Until,
				}})
			}
		}
	}
	if r.Compared {
		doc.Baseline = &jsonBaseline{Known: len(r.Known), Fixed: append([]config.Known{}, r.Fixed...)}
	}
	for _, d := range r.Problems {
		doc.Errors = append(doc.Errors, jsonError{string(d.Kind), location(d.At), d.Message})
	}
	return writeJSON(w, doc)
}

func jsonSummaryOf(r *analyzer.Report) jsonSummary {
	out := jsonSummary{
		Files:          r.Summary.Files,
		EntryPoints:    r.Summary.EntryPoints,
		Resources:      r.Summary.Resources,
		Findings:       r.Summary.Findings,
		Undetermined:   r.Summary.Undetermined,
		Suppressed:     r.Summary.Suppressed,
		Expressions:    jsonExpressions{Known: r.Summary.Known, Unknown: map[string]int{}},
		MissingModules: append([]string{}, r.Summary.MissingModules...),
	}
	for why, n := range r.Summary.Unknown {
		if n > 0 {
			out.Expressions.Unknown[string(why)] = n
		}
	}
	return out
}

func jsonFindingOf(f rule.Finding, entries map[string]analyzer.EntryPoint) jsonFinding {
	out := jsonFinding{
		Rule:        f.Rule.ID,
		Name:        f.Rule.Name,
		Severity:    string(f.Severity),
		Verdict:     string(f.Verdict),
		Assumed:     f.Assumed,
		Message:     f.Message,
		Resource:    jsonResource{f.Resource.Type, f.Resource.Name, f.Resource.DeclaredName},
		Property:    f.Path,
		Location:    location(f.At),
		Evidence:    []jsonEvidence{},
		DependsOn:   f.Settle,
		Fix:         f.Fix,
		Fixable:     f.Rule.Fixable,
		Fingerprint: f.Fingerprint,
		EntryPoints: append([]string{}, f.EntryPoints...),
	}
	withParams := false
	var deployments []jsonDeployment
	for _, name := range f.EntryPoints {
		if e, ok := entries[name]; ok {
			deployments = append(deployments, jsonDeployment{e.Path, append([]string{}, e.Params...)})
			withParams = withParams || len(e.Params) > 0
		}
	}
	if withParams {
		out.Deployments = deployments
	}
	for _, e := range f.Evidence {
		out.Evidence = append(out.Evidence, jsonEvidence{location(e.At), e.Message})
	}
	return out
}

// The order of the fields is the order in the output.
type (
	jsonReport struct {
		Version    int              `json:"version"`
		Findings   []jsonFinding    `json:"findings"`
		Suppressed []jsonSuppressed `json:"suppressed,omitempty"`
		Baseline   *jsonBaseline    `json:"baseline,omitempty"`
		Errors     []jsonError      `json:"errors"`
		Summary    jsonSummary      `json:"summary"`
	}
	jsonSuppressed struct {
		jsonFinding
		Suppression jsonSuppression `json:"suppression"`
	}
	jsonSuppression struct {
		InSource bool          `json:"inSource"`
		Location *jsonLocation `json:"location"`
		Reason   string        `json:"reason"`
		Until    string        `json:"until,omitempty"`
	}
	jsonBaseline struct {
		Known int            `json:"known"`
		Fixed []config.Known `json:"fixed"`
	}
	jsonDeployment struct {
		Template       string   `json:"template"`
		ParameterFiles []string `json:"parameterFiles"`
	}
	jsonFinding struct {
		Rule        string           `json:"rule"`
		Name        string           `json:"name"`
		Severity    string           `json:"severity"`
		Verdict     string           `json:"verdict"`
		Assumed     bool             `json:"assumed"`
		Message     string           `json:"message"`
		Resource    jsonResource     `json:"resource"`
		Property    string           `json:"property,omitempty"`
		Location    *jsonLocation    `json:"location"`
		Evidence    []jsonEvidence   `json:"evidence"`
		DependsOn   string           `json:"dependsOn,omitempty"`
		Fix         string           `json:"fix,omitempty"`
		Fixable     bool             `json:"fixable"`
		Fingerprint string           `json:"fingerprint"`
		EntryPoints []string         `json:"entryPoints"`
		Deployments []jsonDeployment `json:"deployments,omitempty"`
	}
	jsonResource struct {
		Type         string `json:"type"`
		Name         string `json:"name"`
		DeclaredName string `json:"declaredName"`
	}
	jsonLocation struct {
		File        string `json:"file"`
		StartLine   int    `json:"startLine"`
		StartColumn int    `json:"startColumn"`
		EndLine     int    `json:"endLine"`
		EndColumn   int    `json:"endColumn"`
	}
	jsonEvidence struct {
		Location *jsonLocation `json:"location"`
		Message  string        `json:"message"`
	}
	jsonError struct {
		Kind     string        `json:"kind"`
		Location *jsonLocation `json:"location"`
		Message  string        `json:"message"`
	}
	jsonSummary struct {
		Files          int             `json:"files"`
		EntryPoints    int             `json:"entryPoints"`
		Resources      int             `json:"resources"`
		Findings       int             `json:"findings"`
		Undetermined   int             `json:"undetermined"`
		Suppressed     int             `json:"suppressed"`
		Expressions    jsonExpressions `json:"expressions"`
		MissingModules []string        `json:"missingModules"`
	}
	jsonExpressions struct {
		Known   int            `json:"known"`
		Unknown map[string]int `json:"unknown"`
	}
)

// location is nil for the zero Range.
func location(r source.Range) *jsonLocation {
	if !r.IsValid() {
		return nil
	}
	start, end := r.StartPosition(), r.EndPosition()
	return &jsonLocation{r.Path(), start.Line, start.Column, end.Line, end.Column}
}

// writeJSON writes v indented, with a line break at the end. Characters that
// steer a terminal or reorder text, which JSON allows unescaped, are escaped:
// people look at JSON too.
func writeJSON(w io.Writer, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	text := b.Bytes()
	out := make([]byte, 0, len(text))
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		if r >= 0x7f && unicode.In(r, unicode.Cc, unicode.Bidi_Control) {
			// All of these lie below U+10000, and none occurs outside a string.
			out = append(out, '\\', 'u', hexDigit(r>>12), hexDigit(r>>8), hexDigit(r>>4), hexDigit(r))
		} else {
			out = append(out, text[:size]...)
		}
		text = text[size:]
	}
	_, err := w.Write(out)
	return err
}

func hexDigit(r rune) byte { return "0123456789abcdef"[r&15] }
