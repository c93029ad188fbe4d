package rules

import (
	"fmt"
	"net/netip"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// NET001 asks that a Foundry account or hub can't be reached from the public
// internet.
func NET001() *rule.Rule {
	return &rule.Rule{
		ID: "NET001", Name: "foundry-public-network-access",
		Severity: rule.Error, SecuritySeverity: 8.6, Precision: "high",
		Tags:    []string{"security", "network", "external/cwe/cwe-284"},
		Control: "Deploy with private networking using Standard Setup",
		Types:   []string{azure.Accounts, azure.Workspaces},
		Fixable: true,
		Doc: rule.Doc{
			Summary: "The Foundry account or hub must not be reachable from the public internet.",
			Why: "Whoever obtains a token or a key can drive the agents and read their threads from anywhere. " +
				"Private access is the first line of containment.",
			Fix: "set properties.publicNetworkAccess to 'Disabled', and reach the account through a private endpoint",
			Bad: rule.Examples{Bicep: `resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    publicNetworkAccess: 'Enabled'
  }
}
`},
			Good: rule.Examples{Bicep: `resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    publicNetworkAccess: 'Disabled'
  }
}
`},
			Sources: []string{
				"Microsoft Learn: Configure a private link for Microsoft Foundry",
				"Azure Policy 037eea7a-bd0a-46c5-9a66-03aea78705d3: Azure AI Services resources should restrict network access",
				"Azure Policy 438c38d2-3772-465a-a9cc-7a6666a275ce: Azure Machine Learning Workspaces should disable public network access",
			},
		},
		Check: checkNET001,
	}
}

func checkNET001(p *rule.Pass) {
	for _, r := range p.Deployed() {
		if strings.EqualFold(r.Type, azure.Workspaces) {
			if azure.IsHub(r) != value.No {
				judgePublicHub(p, r)
			}
			continue
		}
		if azure.Kind(r, azure.AccountKinds()...) != value.No && azure.Members(p).InScope(r) {
			judgePublicAccount(p, r)
		}
	}
}

func judgePublicAccount(p *rule.Pass, r *graph.Resource) {
	access := read(r, "properties.publicNetworkAccess")
	closed := access.is(value.No, "Disabled")
	filter, filterProperty := networkFilter(r)
	switch {
	case closed == value.Yes:
		return
	case filter == value.Yes: // only chosen networks get in
		if closed == value.No && azure.Members(p).PrivateIntent() == value.Yes {
			report(p, access, rule.Finding{
				Severity: rule.Warning, SecuritySeverity: 5.5,
				Message: fmt.Sprintf("the account is open to the networks that its firewall lists, though the deployment is meant to be private: %s", state(access, "Enabled")),
			})
		}
		return
	case closed == value.Maybe || filter == value.Maybe:
		open := access
		if closed == value.No {
			open = filterProperty
		}
		undetermined(p, open, "whether the account can be reached from the public internet can't be decided")
		return
	}
	report(p, access, rule.Finding{
		Message: fmt.Sprintf("the account can be reached from the public internet: %s", state(access, "Enabled")),
	})
}

// networkFilter says whether the account's firewall turns away whatever it
// doesn't list; a list that takes in the whole internet is no filter. The
// property is the one that decides.
func networkFilter(r *graph.Resource) (value.Tri, property) {
	action := read(r, "properties.networkAcls.defaultAction")
	deny := action.is(value.No, "Deny")
	rules := read(r, "properties.networkAcls.ipRules")
	list, ok := rules.Value.(value.Array)
	if !ok || deny == value.No {
		return deny, action
	}
	for i := range list.Items() {
		addr := read(r, fmt.Sprintf("properties.networkAcls.ipRules[%d].value", i))
		switch openAddress(addr.Value) {
		case value.Yes:
			return value.No, addr
		case value.Maybe:
			return value.Maybe, addr
		}
	}
	if list.Open() {
		return value.Maybe, rules
	}
	return deny, action
}

// openAddress says whether an address range takes in so much of the internet
// that it filters nothing: a public prefix shorter than /8.
func openAddress(v value.Value) value.Tri {
	s, ok := v.(value.String)
	if !ok {
		return value.Maybe
	}
	text := strings.TrimSpace(s.String())
	if !strings.Contains(text, "/") {
		addr, err := netip.ParseAddr(text)
		if err != nil {
			return value.Maybe
		}
		return value.TriOf(addr.IsUnspecified())
	}
	prefix, err := netip.ParsePrefix(text)
	if err != nil {
		return value.Maybe
	}
	return value.TriOf(prefix.Bits() < 8 && (prefix.Bits() == 0 || !prefix.Addr().IsPrivate()))
}

func judgePublicHub(p *rule.Pass, r *graph.Resource) {
	access := read(r, "properties.publicNetworkAccess")
	switch access.is(value.No, "Disabled") {
	case value.No:
		report(p, access, rule.Finding{
			Message: fmt.Sprintf("the hub can be reached from the public internet: %s", state(access, "Enabled")),
		})
		return
	case value.Maybe:
		undetermined(p, access, "whether the hub can be reached from the public internet can't be decided")
		return
	}
	behind := read(r, "properties.allowPublicAccessWhenBehindVnet")
	if behind.is(value.No, true) == value.Yes {
		report(p, behind, rule.Finding{
			Message: "the hub can be reached from the public internet although it is behind a virtual network: allowPublicAccessWhenBehindVnet is true",
			Fix:     "set properties.allowPublicAccessWhenBehindVnet to false",
		})
	}
}
