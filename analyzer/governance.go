package analyzer

import (
	"cmp"
	"slices"

	"moat/analyzer/rule"
)

// Catalogue is every rule whose findings the engine reports, by id: those it was
// given and its own about suppressions.
func (e *Engine) Catalogue() []*rule.Rule {
	return slices.SortedFunc(slices.Values(append(Governance(), e.Rules...)), func(a, b *rule.Rule) int { return cmp.Compare(a.ID, b.ID) })
}

// The ids of the engine's own rules.
const (
	unusedID     = "MOA001"
	reasonlessID = "MOA002"
	expiredID    = "MOA003"
	refusedID    = "MOA004"
	malformedID  = "MOA005"
)

// Governance returns the engine's own rules, about suppressions. Their checks
// find nothing: what a suppression hides is known only after all other rules
// have run.
func Governance() []*rule.Rule {
	own := func(id, name string, severity rule.Severity, doc rule.Doc) *rule.Rule {
		doc.Sources = []string{"docs/configuration.md"}
		return &rule.Rule{
			ID: id, Name: name, Severity: severity, Precision: "very-high", Tags: []string{"maintainability"},
			Doc: doc, Check: func(*rule.Pass) {},
		}
	}
	return []*rule.Rule{
		own(unusedID, "unused-suppression", rule.Note, rule.Doc{
			Summary: "A suppression should hide a finding.",
			Why:     "A suppression that outlives its finding hides the next one at the same place, which nobody has judged.",
			Fix:     "remove the suppression",
			Bad:     suppressed("// moat:ignore NET001 because only the test network reaches it\n", "Disabled"),
			Good:    suppressed("// moat:ignore NET001 because only the test network reaches it\n", "Enabled"),
		}),
		own(reasonlessID, "suppression-without-reason", rule.Warning, rule.Doc{
			Summary: "A suppression must say why.",
			Why:     "Whoever reads it later can't tell a decision from a way to silence the tool. Without a reason it hides nothing.",
			Fix:     "add the reason, as in: because the test network has no private DNS",
			Bad:     suppressed("// moat:ignore NET001\n", "Enabled"),
			Good:    suppressed("// moat:ignore NET001 because only the test network reaches it\n", "Enabled"),
		}),
		own(expiredID, "expired-suppression", rule.Warning, rule.Doc{
			Summary: "A suppression holds until its last day.",
			Why:     "Somebody accepted the finding for a time, and the time is over. It hides nothing any more.",
			Fix:     "fix what it hid, or decide again and give it another day",
			Bad:     suppressed("// moat:ignore NET001 until 2020-01-31 because the move to private endpoints takes a month\n", "Enabled"),
			Good:    suppressed("// moat:ignore NET001 until 2999-12-31 because the move to private endpoints takes a while\n", "Enabled"),
		}),
		own(refusedID, "suppression-not-allowed", rule.Warning, rule.Doc{
			Summary: "Findings of a rule that the configuration declares not suppressible can't be suppressed.",
			Why:     "The team has decided that nobody accepts such a finding alone. The suppression hides nothing.",
			Fix:     "fix what it should hide, or have the rule's line in .moat.yaml changed",
		}),
		own(malformedID, "malformed-suppression", rule.Warning, rule.Doc{
			Summary: "A suppression must name rules that exist, and its last day as a date.",
			Why:     "One that can't be understood hides nothing, though it looks as if it did.",
			Fix:     "write it as: moat:ignore NET001 until 2027-03-31 because REASON",
			Bad:     suppressed("// moat:ignore NET0O1 because only the test network reaches it\n", "Enabled"),
			Good:    suppressed("// moat:ignore NET001 because only the test network reaches it\n", "Enabled"),
		}),
	}
}

// suppressed is an account behind a comment, in each language.
func suppressed(comment, access string) rule.Examples {
	return rule.Examples{
		Bicep: comment + `resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'support'
  location: 'swedencentral'
  kind: 'AIServices'
  properties: {
    publicNetworkAccess: '` + access + `'
  }
}
`,
		ARM: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    ` + comment + `    {
      "type": "Microsoft.CognitiveServices/accounts",
      "apiVersion": "2025-06-01",
      "name": "support",
      "location": "swedencentral",
      "kind": "AIServices",
      "properties": {
        "publicNetworkAccess": "` + access + `"
      }
    }
  ]
}
`,
	}
}
