package report

import (
	"moat/analyzer/rule"
	"moat/analyzer/value"
)

type reason = value.Reason

// style is the parameter of an ANSI "select graphic rendition" sequence
// (ECMA-48, 8.3.117).
type style string

const (
	styleStrong       style = "1"
	styleError        style = "1;31"
	styleWarning      style = "1;33"
	styleNote         style = "1;36"
	styleUndetermined style = "1;35"
	styleGutter       style = "34"
)

var severityStyles = map[rule.Severity]style{
	rule.Error:   styleError,
	rule.Warning: styleWarning,
	rule.Note:    styleNote,
}

func (p *page) paint(s style, text string) string {
	if !p.o.Color || text == "" {
		return text
	}
	return "\x1b[" + string(s) + "m" + text + "\x1b[0m"
}
