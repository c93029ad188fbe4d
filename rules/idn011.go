package rules

import (
	"fmt"

	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// IDN011 asks that a project's identity has the documented roles on its stores.
func IDN011() *rule.Rule {
	return &rule.Rule{
		ID: "IDN011", Name: "required-data-role-missing",
		Severity: rule.Warning, SecuritySeverity: 4.8, Precision: "high",
		Tags:    []string{"security", "identity", "external/cwe/cwe-276"},
		Control: "Implement role-based access control for dependent resources",
		Types:   []string{azure.Projects},
		Doc: rule.Doc{
			Summary: "A project's identity needs the documented roles on the storage account, search service and Cosmos DB account of its agents.",
			Why:     "Where a role is missing the agents fail, and keys are switched on again to get them going. These roles and no others are the documented minimum.",
			Fix:     "add a role assignment to the project's identity at the scope of the service",
			Bad:     inTerraform(storesExample(false), storesTerraform(false)),
			Good:    inTerraform(storesExample(true), storesTerraform(true)),
			Sources: []string{
				"Microsoft Learn: Standard agent setup of the Foundry Agent Service",
				"microsoft-foundry/foundry-samples: role assignments of sample 15",
				"Microsoft Learn: Azure built-in roles",
			},
		},
		Check: checkIDN011,
	}
}

const furtherRoleSeverity = 3.0

func checkIDN011(p *rule.Pass) {
	rights := azure.Grants(p)
	for _, s := range azure.Stores(p) {
		// Of a project that is there already the identity can't be seen; of one
		// without an identity IDN007 speaks.
		if s.Project.External || lacksIdentity(s.Project) {
			continue
		}
		for _, need := range azure.Needs(p.Graph, s.Service) {
			judgeNeed(p, s, need, rights.Given(need, s))
		}
	}
}

func judgeNeed(p *rule.Pass, s azure.Store, need azure.Need, given value.Tri) {
	typ := azure.RoleAssignments
	if need.Cosmos {
		typ = azure.CosmosAssignments
	}
	noun := azure.Noun(s.Service)
	evidence := []rule.Evidence{
		{At: firstLine(s.Service.At), Message: fmt.Sprintf("this %s is meant", noun)},
		{At: firstLine(s.Connection.At), Message: "the agents reach it by this connection, with their identity"},
	}
	question := fmt.Sprintf("whether the project's identity holds %s on the %s can't be decided", need.Name, noun)
	gaps := append(p.Graph.MayHide(s.Service, typ), p.Graph.MayHide(s.Project, typ)...)
	open := rule.Finding{Verdict: rule.Undetermined, Evidence: evidence}
	switch {
	case given == value.Yes:
	case given == value.Maybe:
		open.Message = question + ": one that may be the assignment has a role, scope or principal that isn't known"
		p.Report(s.Project, open)
	case len(gaps) > 0:
		open.Message = fmt.Sprintf("%s: the assignment may stand in %s, which can't be read", question, gapName(gaps[0]))
		open.Settle = "restore what is missing"
		p.Report(s.Project, open)
	case s.Service.External:
		open.Message = question + ": the " + noun + " is there already, and this deployment assigns the role to nobody else"
		open.Settle = "look in Azure whether it is assigned"
		p.Report(s.Project, open)
	default:
		f := rule.Finding{
			Message:  fmt.Sprintf("the project's identity lacks the role %s on the %s, in which its agents keep what they work on", need.Name, noun),
			Fix:      fmt.Sprintf("assign %s (%s) to the project's identity at the scope of the %s", need.Name, need.Role, noun),
			Evidence: evidence,
		}
		if need.Cosmos {
			f.Fix = "add a sqlRoleAssignments child to the Cosmos DB account for the project's identity, with sqlRoleDefinitions/" + need.Role
		}
		if !need.Core {
			f.Severity, f.SecuritySeverity = rule.Note, furtherRoleSeverity
		}
		p.Report(s.Project, f)
	}
}
