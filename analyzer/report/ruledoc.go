package report

import (
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"moat/analyzer/config"
	"moat/analyzer/rule"
)

// ruleSection is one part of a rule's documentation: prose, code or a list.
type ruleSection struct {
	title    string
	prose    string
	language string // of the code, as Markdown names it
	code     string
	list     []string
}

// ruleSections are the parts of a rule's documentation that it has, in the
// order in which they are read.
func ruleSections(r *rule.Rule) []ruleSection {
	var out []ruleSection
	add := func(s ruleSection) {
		if s.prose != "" || s.code != "" || len(s.list) > 0 {
			out = append(out, s)
		}
	}
	add(ruleSection{title: "Why", prose: r.Doc.Why})
	add(ruleSection{title: "How to fix", prose: fullSentence(r.Doc.Fix)})
	for _, l := range [...]struct{ name, markdown, bad, good string }{
		{"Bicep", "bicep", r.Doc.Bad.Bicep, r.Doc.Good.Bicep},
		{"ARM JSON", "json", r.Doc.Bad.ARM, r.Doc.Good.ARM},
		{"Terraform", "terraform", r.Doc.Bad.Terraform, r.Doc.Good.Terraform},
	} {
		add(ruleSection{title: "Bad, in " + l.name, language: l.markdown, code: l.bad})
		add(ruleSection{title: "Good, in " + l.name, language: l.markdown, code: l.good})
	}
	add(ruleSection{title: "Applies to", list: r.Types})
	add(ruleSection{title: "Sources", list: r.Doc.Sources})
	return out
}

// fullSentence begins with a capital, unless it begins with a name of the
// template, and ends with a full stop.
func fullSentence(s string) string {
	if s == "" {
		return ""
	}
	word, _, _ := strings.Cut(s, " ")
	if first, size := utf8.DecodeRuneInString(s); first < utf8.RuneSelf && strings.ToLower(word) == word && !strings.ContainsAny(word, "._'") {
		s = strings.ToUpper(s[:size]) + s[size:]
	}
	return ended(s)
}

// ended is a sentence with its full stop.
func ended(s string) string {
	if s == "" || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") {
		return s
	}
	return s + "."
}

// weight is a rule's place on GitHub's scale of security severities, in words.
func weight(severity float64) string {
	switch {
	case severity >= 9:
		return "critical"
	case severity >= 7:
		return "high"
	case severity >= 4:
		return "medium"
	}
	return "low"
}

// securityWeight is a rule's security severity with its place on the scale. A
// rule about deployments that fail has none: a failure is no vulnerability.
func securityWeight(r *rule.Rule, of string) string {
	if r.SecuritySeverity == 0 {
		return "none: it is about deployments that fail"
	}
	return fmt.Sprintf("%s%s (%s)", score(r.SecuritySeverity), of, weight(r.SecuritySeverity))
}

func score(severity float64) string { return strconv.FormatFloat(severity, 'f', 1, 64) }

// explainWidth is the width of explanations in columns: that of the narrowest
// terminals in use.
const explainWidth = 80

// Explain prints one rule at length for a terminal of 80 columns. Prose is
// wrapped; the lines of examples stay as they are. The error is w's.
func Explain(w io.Writer, r *rule.Rule) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n\n", r.ID, r.Name)
	b.WriteString(wrap(r.Doc.Summary, "", explainWidth))
	fmt.Fprintf(&b, "\n  severity:          %s\n", r.Severity)
	fmt.Fprintf(&b, "  security severity: %s\n", securityWeight(r, " of 10"))
	fmt.Fprintf(&b, "  precision:         %s\n", r.Precision)
	b.WriteString("\n" + explanation(r, explainWidth))
	if len(r.Types) > 0 {
		fmt.Fprintf(&b, "\nAccept one finding\n\n  // %s %s because REASON\n\n%s", config.Marker, r.ID, wrap(acceptHint, "  ", explainWidth))
	}
	fmt.Fprintf(&b, "\nLeave it out of a run\n\n  moat scan --ignore %s\n", r.ID)
	_, err := io.WriteString(w, b.String())
	return err
}

// acceptHint says where a suppression stands.
const acceptHint = "The comment stands on the line before the finding or before the declaration of its resource, or at the end of either line. Files that can't hold comments have entries in .moat.yaml (docs/configuration.md)."

// explanation is the sections of a rule as plain text, with an empty line
// between them.
func explanation(r *rule.Rule, width int) string {
	var parts []string
	for _, s := range ruleSections(r) {
		part := s.title + "\n\n"
		if s.prose != "" {
			part += wrap(s.prose, "  ", width)
		}
		for line := range strings.Lines(s.code) {
			part += strings.TrimRight("  "+line, " \n") + "\n"
		}
		for _, item := range s.list {
			part += wrap("- "+item, "  ", width)
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "\n")
}

// wrap breaks prose into lines of at most width characters, each indented; the
// lines of an item that begins with "- " hang below its text.
func wrap(text, indent string, width int) string {
	hang := indent
	if strings.HasPrefix(text, "- ") {
		hang += "  "
	}
	var b strings.Builder
	line := indent
	empty := true
	for word := range strings.FieldsSeq(text) {
		switch {
		case empty:
			line += word
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) <= width:
			line += " " + word
		default:
			b.WriteString(line + "\n")
			line = hang + word
		}
		empty = false
	}
	return b.String() + line + "\n"
}

// RulePage prints a rule's page of the documentation in Markdown. The error is
// w's.
func RulePage(w io.Writer, r *rule.Rule) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s: %s\n\n%s\n\n", r.ID, r.Name, prose(r.Doc.Summary))
	b.WriteString("| severity | security severity | precision | control | tags |\n| --- | --- | --- | --- | --- |\n")
	fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n\n", r.Severity, securityWeight(r, ""), r.Precision, tableCell(prose(cmp.Or(r.Control, "–"))), tableCell(strings.Join(r.Tags, ", ")))
	b.WriteString(explanationMarkdown(r))
	if len(r.Types) > 0 {
		fmt.Fprintf(&b, "\n## Accept one finding\n\n```\n// %s %s because REASON\n```\n\n%s\n", config.Marker, r.ID, prose(acceptHint))
	}
	fmt.Fprintf(&b, "\n## Leave it out of a run\n\n```\nmoat scan --ignore %s\n```\n", r.ID)
	_, err := io.WriteString(w, b.String())
	return err
}

// RuleIndex prints the table of contents of the rules' pages in Markdown, which
// stand in the same folder as <ID>.md. The error is w's.
func RuleIndex(w io.Writer, rules []*rule.Rule) error {
	var b strings.Builder
	b.WriteString("# Rules\n\n`moat explain RULE` prints the same on a terminal. These pages are generated from the rules themselves: `make generate`.\n\n")
	b.WriteString("| rule | name | severity | what must hold |\n| --- | --- | --- | --- |\n")
	for _, r := range rules {
		fmt.Fprintf(&b, "| [%s](%s.md) | %s | %s | %s |\n", r.ID, r.ID, r.Name, r.Severity, tableCell(prose(r.Doc.Summary)))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// explanationMarkdown is the sections of a rule in Markdown, with an empty line
// between them.
func explanationMarkdown(r *rule.Rule) string {
	var parts []string
	for _, s := range ruleSections(r) {
		part := "## " + s.title + "\n\n"
		if s.prose != "" {
			part += prose(s.prose) + "\n"
		}
		if s.code != "" {
			part += "```" + s.language + "\n" + strings.TrimRight(s.code, "\n") + "\n```\n"
		}
		for _, item := range s.list {
			part += "- " + prose(item) + "\n"
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "\n")
}

// prose is plain text that Markdown shows as it is.
func prose(s string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`, "]", `\]`, "<", "&lt;").Replace(s)
}

func tableCell(s string) string { return strings.NewReplacer("|", `\|`, "\n", " ").Replace(s) }
