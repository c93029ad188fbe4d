// Package rules holds the checks, one file each. Rules see the resource graph
// only; what several of them need to know of Azure stands in rules/azure.
package rules

import "moat/analyzer/rule"

// All returns every rule in order of its id. The list is generated from the
// files of the rules: make generate.
func All() []*rule.Rule {
	return []*rule.Rule{
		BCR003(),
		DAT003(),
		DAT004(),
		DAT005(),
		DAT006(),
		DEP001(),
		IDN001(),
		IDN002(),
		IDN003(),
		IDN004(),
		IDN005(),
		IDN006(),
		IDN007(),
		IDN008(),
		IDN009(),
		IDN010(),
		IDN011(),
		IDN012(),
		IDN013(),
		IDN014(),
		LOG001(),
		LOG002(),
		NET001(),
		NET002(),
		NET003(),
		NET004(),
		NET005(),
		NET006(),
		NET007(),
		NET008(),
		NET009(),
		NET010(),
		NET011(),
		NET012(),
		NET013(),
		NET014(),
		NET015(),
	}
}
