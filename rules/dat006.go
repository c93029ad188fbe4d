package rules

import (
	"fmt"

	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// DAT006 asks that the vector store insists on keys of one's own.
func DAT006() *rule.Rule {
	return &rule.Rule{
		ID: "DAT006", Name: "search-cmk-not-enforced",
		Severity: rule.Warning, SecuritySeverity: 4.8, Precision: "high",
		Tags:    []string{"security", "data-protection", "external/cwe/cwe-311"},
		Control: "Enable customer-managed keys for encryption",
		Types:   []string{azure.SearchServices},
		Fixable: true,
		Doc: rule.Doc{
			Summary: "The search service that keeps the agents' vectors should insist on customer-managed keys.",
			Why:     "Only a key of one's own lets one cut off access to the indexes, and show an auditor who holds it.",
			Fix:     "set properties.encryptionWithCmk.enforcement to 'Enabled'; indexes without a key are then reported as non-compliant, so give each its key first",
			Bad:     inTerraform(examples(searchBicep("disableLocalAuth: true"), searchARM(`"disableLocalAuth": true`)), searchTerraform("  local_authentication_enabled = false\n")),
			Good: inTerraform(examples(searchBicep("encryptionWithCmk: { enforcement: 'Enabled' }"),
				searchARM(`"encryptionWithCmk": { "enforcement": "Enabled" }`)),
				searchTerraform("  customer_managed_key_enforcement_enabled = true\n")),
			Sources: []string{
				"Microsoft Learn: Configure customer-managed keys for data encryption in Azure AI Search",
				"Azure Policy 76a56461-9dc0-40f0-82f5-2453283afa2f: Azure AI Search services should use customer-managed keys to encrypt data at rest",
			},
		},
		Check: checkDAT006,
	}
}

func checkDAT006(p *rule.Pass) {
	members := azure.Members(p)
	for _, r := range p.Deployed() {
		if !members.InScope(r) {
			continue
		}
		if sku := read(r, "sku.name"); sku.is(value.No, "free") == value.Yes {
			report(p, sku, rule.Finding{
				Message:  "the free tier of the search service can't be encrypted with a key of your own",
				Fix:      "choose a billable tier, then set properties.encryptionWithCmk.enforcement to 'Enabled'",
				Evidence: members.Evidence(r),
			})
			continue
		}
		enforced := readSince(r, "properties.encryptionWithCmk.enforcement", searchAuthSince)
		service := readSince(r, "properties.encryptionWithCmk.serviceLevelEncryptionKey", "2026-03-01")
		switch answer := enforced.is(value.No, "Enabled"); {
		case answer == value.Yes || service.Presence == value.Present:
		case answer == value.Maybe:
			undetermined(p, enforced, "whether the search service insists on keys of your own can't be decided")
		case service.Presence == value.Possible:
			undetermined(p, service, "whether the search service is encrypted with a key of your own can't be decided")
		default:
			report(p, enforced, rule.Finding{
				Message: fmt.Sprintf("the search service doesn't insist on keys of your own: %s; the keys themselves are set for each index, which no template shows",
					state(enforced, `"Unspecified"`)),
				Evidence: members.Evidence(r),
			})
		}
	}
}
