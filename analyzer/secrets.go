package analyzer

import (
	"bytes"
	"strings"

	"moat/analyzer/rule"
	"moat/analyzer/source"
)

// minRepeated is the length, in bytes, below which a credential isn't looked
// for elsewhere: shorter ones are parts of ordinary words.
const minRepeated = 8

// hideFound enters the literals that findings call secret, and every other
// place that spells the same text in a file that findings quote.
func hideFound(findings []rule.Finding, secrets map[source.Range]bool) {
	texts := map[string]bool{}
	quoted := map[*source.File]bool{}
	for _, f := range findings {
		for _, at := range f.Secrets {
			secrets[at] = true
			if text := strings.Trim(at.Text(), "'\""); len(text) >= minRepeated {
				texts[text] = true
			}
		}
		quoted[f.At.File] = true
		for _, e := range f.Evidence {
			quoted[e.At.File] = true
		}
	}
	for file := range quoted {
		if file == nil {
			continue
		}
		for text := range texts {
			for from := 0; ; {
				i := bytes.Index(file.Content()[from:], []byte(text))
				if i < 0 {
					break
				}
				secrets[file.Range(from+i, from+i+len(text))] = true
				from += i + len(text)
			}
		}
	}
}
