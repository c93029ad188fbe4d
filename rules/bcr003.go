package rules

import (
	"fmt"

	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// BCR003 asks that the agents' storage has copies in a second region.
func BCR003() *rule.Rule {
	return &rule.Rule{
		ID: "BCR003", Name: "storage-single-region",
		Severity: rule.Warning, SecuritySeverity: 5.2, Precision: "very-high",
		Tags:    []string{"security", "recovery"},
		Control: "Enable Azure Storage redundancy",
		Types:   []string{azure.StorageAccounts},
		Doc: rule.Doc{
			Summary: "The storage of the agents' files should be geo-redundant.",
			Why: "Locally and zone-redundant storage keeps all copies in one region: when that is lost, the files " +
				"of every agent are lost with it.",
			Fix:  "set sku.name to 'Standard_GZRS', or to 'Standard_GRS' where the account is locally redundant today; a ZRS account turns into GZRS by a conversion that is asked for",
			Bad:  inTerraform(examples(storageBicepSKU("Standard_ZRS", "allowSharedKeyAccess: false"), storageARMSKU("Standard_ZRS", `"allowSharedKeyAccess": false`)), storageTerraform("ZRS", keysOffTerraform)),
			Good: inTerraform(examples(storageBicepSKU("Standard_GZRS", "allowSharedKeyAccess: false"), storageARMSKU("Standard_GZRS", `"allowSharedKeyAccess": false`)), storageTerraform("GZRS", keysOffTerraform)),
			Sources: []string{
				"Microsoft Learn: Azure Storage redundancy",
				"Microsoft Learn: High availability and resiliency of Microsoft Foundry projects and Agent Services",
				"Azure Policy bf045164-79ba-4215-8f95-f8048dc1780b: Geo-redundant storage should be enabled for Storage Accounts",
			},
		},
		Check: checkBCR003,
	}
}

// The SKUs of storage accounts. Source: the schema of
// Microsoft.Storage/storageAccounts in Azure/bicep-types-az.
func standardOneRegion() []any {
	return []any{"Standard_LRS", "Standard_ZRS", "StandardV2_LRS", "StandardV2_ZRS"}
}

func premiumSKUs() []any {
	return []any{"Premium_LRS", "Premium_ZRS", "PremiumV2_LRS", "PremiumV2_ZRS"}
}

func geoWithoutZones() []any { return []any{"Standard_GRS", "Standard_RAGRS", "StandardV2_GRS"} }

func checkBCR003(p *rule.Pass) {
	members := azure.Members(p)
	for _, r := range p.Deployed() {
		if !members.InScope(r) {
			continue
		}
		sku := read(r, "sku.name")
		f := rule.Finding{Evidence: members.Evidence(r)}
		premium := sku.is(value.No, premiumSKUs()...)
		switch sku.is(value.No, append(standardOneRegion(), premiumSKUs()...)...) {
		case value.Maybe:
			undetermined(p, sku, "whether the storage account has copies in a second region can't be decided")
			continue
		case value.Yes:
			f.Message = fmt.Sprintf("all copies of the storage account are in one region: %s", skuState(sku))
			if premium == value.Yes {
				f.Message += ", and premium storage can't be geo-redundant"
				f.Fix = "copy the data to an account in another region, or use a standard account with sku.name 'Standard_GZRS'"
			}
		default:
			if sku.is(value.No, geoWithoutZones()...) != value.Yes {
				continue
			}
			f.Severity, f.SecuritySeverity = rule.Note, 1.5
			f.Message = fmt.Sprintf("the storage account survives the loss of its region, but in it stands in one datacenter: %s", skuState(sku))
			f.Fix = "set sku.name to 'Standard_GZRS', which spreads the copies over zones too"
		}
		report(p, sku, f)
	}
}

// skuState says what the SKU is, or could be.
func skuState(sku property) string {
	if t := sku.text(); t != "" {
		return "sku.name is " + t
	}
	return "sku.name can take no other value"
}
