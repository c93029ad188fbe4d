package rules

import (
	"fmt"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// NET014 asks that security rules on the agents' subnets let nobody in from the internet.
func NET014() *rule.Rule {
	return &rule.Rule{
		ID: "NET014", Name: "nsg-allows-any-inbound",
		Severity: rule.Error, SecuritySeverity: 7.6, Precision: "high",
		Tags:    []string{"security", "network", "external/cwe/cwe-284"},
		Control: "Enable network security groups with restrictive rules",
		Types:   []string{azure.SecurityRules},
		Doc: rule.Doc{
			Summary: "Network security groups of the agents' subnets must not let in traffic from the internet or from anywhere.",
			Why:     "A network security group turns away whatever no rule lets in; one broad rule gives that protection up.",
			Fix:     "give the rule the addresses or the service tag that need to get in as its source, or delete it",
			Bad:     inTerraform(groupExample(attachedBicep, attachedARM, ruleBicep("Allow"), ruleARM("Allow")), securedTerraform("Allow")),
			Good:    inTerraform(groupExample(attachedBicep, attachedARM, denyBicep(), denyARM()), securedTerraform("Deny")),
			Sources: []string{
				"Microsoft Learn: Azure security baseline for Azure AI Foundry (network security)",
				"Microsoft Learn: Network security groups",
			},
		},
		Check: checkNET014,
	}
}

const (
	administrationSeverity = 9.0
	widePublicSeverity     = 5.0
)

// bastionSubnet is the subnet of Azure Bastion, which is reached on port 443 of
// the internet by design, and in which nothing else can stand.
//
// Source: Microsoft Learn, Working with NSG access and Azure Bastion.
const bastionSubnet = "AzureBastionSubnet"

func checkNET014(p *rule.Pass) {
	all := azure.Members(p).Scope() == rule.ScopeAll
	judged, bastions := map[*graph.Resource]bool{}, map[*graph.Resource]bool{}
	for _, subnet := range p.Graph.OfType(azure.Subnets) {
		use, used := subnetUse(p, subnet)
		groups, _ := azure.GroupOf(p.Graph, subnet)
		for _, group := range groups {
			if !used || judged[group] {
				continue
			}
			if called(subnet, bastionSubnet) {
				bastions[group] = true
				continue
			}
			judged[group] = true
			evidence := append([]rule.Evidence{{At: firstLine(subnet.At), Message: fmt.Sprintf("the group protects this, the %s", use.noun)}}, use.evidence...)
			rules, _ := azure.RulesOf(p, group)
			for _, r := range rules {
				judgeInbound(p, r, rules, evidence)
			}
		}
	}
	if !all {
		return
	}
	for _, group := range p.Graph.OfType(azure.SecurityGroups) {
		rules, _ := azure.RulesOf(p, group)
		for _, r := range rules {
			if !judged[group] && !(bastions[group] && r.OpensOnly(443)) {
				judgeInbound(p, r, rules, nil)
			}
			judged[r.Resource] = true
		}
		judged[group] = true
	}
	for _, r := range p.Deployed() { // of groups that aren't in the graph
		if !judged[r] && len(p.Graph.Resolve(azure.GroupID(r))) == 0 {
			judgeInbound(p, azure.ReadRule(r), nil, nil)
		}
	}
}

func judgeInbound(p *rule.Pass, r azure.SecurityRule, others []azure.SecurityRule, evidence []rule.Evidence) {
	lets := r.Inbound.And(r.Allows)
	if lets == value.No {
		return
	}
	sources, all := r.Sources()
	widest, at := azure.Narrow, read(r.Resource, "properties.sourceAddressPrefix")
	doubt := at
	for _, s := range sources {
		switch w := azure.WidthOf(s.Value); {
		case w == azure.WidthUnknown || s.Maybe:
			all, doubt = false, read(r.Resource, s.Path)
		case w > widest:
			widest, at = w, read(r.Resource, s.Path)
		}
	}
	if widest == azure.Narrow && all {
		return
	}
	const question = "whether the security rule lets traffic in from anywhere can't be decided"
	denied := r.DeniedBefore(others)
	switch {
	case denied == value.Yes:
	case widest == azure.Narrow:
		undeterminedWith(p, doubt, question, evidence)
	case lets == value.Maybe:
		undeterminedWith(p, deciding(r), question, evidence)
	case denied == value.Maybe:
		report(p, at, rule.Finding{
			Verdict: rule.Undetermined, Evidence: evidence,
			Message: question + ": a rule with a lower priority number may deny it first",
		})
	case widest == azure.WidePublic:
		report(p, at, rule.Finding{
			Severity: rule.Warning, SecuritySeverity: widePublicSeverity, Evidence: evidence,
			Message: fmt.Sprintf("the security rule lets in a large part of the internet: %s", state(at, "none")),
		})
	default:
		f := rule.Finding{Evidence: evidence, Message: fmt.Sprintf("the security rule lets traffic in from anywhere: %s", state(at, "none"))}
		if port, yes := r.OpensAdministration(); yes {
			f.SecuritySeverity = administrationSeverity
			f.Message += fmt.Sprintf("; that includes port %d, by which machines are administered", port)
		}
		report(p, at, f)
	}
}

// deciding is the property that leaves open whether a rule lets anything in.
func deciding(r azure.SecurityRule) property {
	if r.Inbound == value.Maybe {
		return read(r.Resource, "properties.direction")
	}
	return read(r.Resource, "properties.access")
}
