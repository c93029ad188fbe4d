package report

import (
	"fmt"
	"io"
	"strings"

	"moat/analyzer/rule"
)

// CatalogueFormat is one way to print the list of rules.
type CatalogueFormat struct {
	Name  string
	Write func(w io.Writer, rules []*rule.Rule) error // the error is w's
}

// CatalogueFormats lists the formats of the catalogue, the default first.
func CatalogueFormats() []CatalogueFormat {
	return []CatalogueFormat{
		{"text", catalogueText},
		{"json", catalogueJSON},
		{"markdown", catalogueMarkdown},
	}
}

func catalogueText(w io.Writer, rules []*rule.Rule) error {
	var id, severity, name int
	for _, r := range rules {
		id, severity, name = max(id, len(r.ID)), max(severity, len(r.Severity)), max(name, len(r.Name))
	}
	var b strings.Builder
	for _, r := range rules {
		fmt.Fprintf(&b, "%-*s  %-*s  %-*s  %s\n", id, r.ID, severity, r.Severity, name, r.Name, r.Doc.Summary)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func catalogueJSON(w io.Writer, rules []*rule.Rule) error {
	type row struct {
		ID               string  `json:"id"`
		Name             string  `json:"name"`
		Severity         string  `json:"severity"`
		SecuritySeverity float64 `json:"securitySeverity"`
		Summary          string  `json:"summary"`
		Fixable          bool    `json:"fixable"`
	}
	doc := struct {
		Version int   `json:"version"`
		Rules   []row `json:"rules"`
	}{1, []row{}}
	for _, r := range rules {
		doc.Rules = append(doc.Rules, row{r.ID, r.Name, string(r.Severity), r.SecuritySeverity, r.Doc.Summary, r.Fixable})
	}
	return writeJSON(w, doc)
}

func catalogueMarkdown(w io.Writer, rules []*rule.Rule) error {
	cell := strings.NewReplacer("|", `\|`, "\n", " ")
	var b strings.Builder
	b.WriteString("| rule | name | severity | what must hold |\n| --- | --- | --- | --- |\n")
	for _, r := range rules {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", r.ID, r.Name, r.Severity, cell.Replace(r.Doc.Summary))
	}
	_, err := io.WriteString(w, b.String())
	return err
}
