// Package parsers is the one list of languages that Moat reads.
package parsers

import (
	"moat/analyzer/language"
	"moat/parsers/arm"
	"moat/parsers/bicep"
	"moat/parsers/terraform"
)

// All returns the languages in the order in which they are asked whether a file
// is theirs.
func All() []language.Language {
	return []language.Language{bicep.Language{}, arm.Language{}, terraform.Language{}}
}
