// Package rules holds the checks, one file each. Rules see the resource graph
// only; what several of them need to know of Azure stands in rules/azure.
package rules

import "moat/analyzer/rule"

// All returns every rule in order of its id.
func All() []*rule.Rule {
	return []*rule.Rule{
		IDN001(),
		NET001(),
	}
}
