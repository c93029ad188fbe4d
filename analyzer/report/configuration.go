package report

import (
	"io"

	"moat/analyzer"
	"moat/analyzer/diag"
)

// Configuration prints what is wrong with a configuration file, with its place,
// and an empty line behind each. The error is w's.
func Configuration(w io.Writer, problems []diag.Diagnostic, o Options) error {
	p := newPage(&analyzer.Report{}, o)
	for _, d := range problems {
		p.head(styleError, "configuration error", "", d.Message)
		p.frame(d.At, styleError, '^', nil)
		p.line("")
	}
	return p.flush(w)
}
