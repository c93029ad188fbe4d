package azurerm

import (
	"testing"

	"moat/parsers/terraform/azurerm"
	"moat/rules/azure"
)

// TestRolesAgree: parsers and rules may not import each other, so each has a
// table of its own. A role that a rule knows and the parser doesn't would be
// unknown wherever Terraform gives it by name.
func TestRolesAgree(t *testing.T) {
	for _, r := range azure.Roles() {
		for _, name := range []string{r.Name, r.Formerly} {
			if name == "" {
				continue
			}
			if id, ok := azurerm.RoleID(name); !ok || id != r.ID {
				t.Errorf("%s is %s to the rules and %q to azurerm", name, r.ID, id)
			}
		}
	}
}
