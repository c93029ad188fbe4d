package rules

import (
	"fmt"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// NET015 asks that hosts of agents' tools aren't public in a private deployment.
func NET015() *rule.Rule {
	return &rule.Rule{
		ID: "NET015", Name: "tool-host-public-network-access",
		Severity: rule.Warning, SecuritySeverity: 5.6, Precision: "high",
		Tags:    []string{"security", "network", "external/cwe/cwe-284"},
		Control: "Deploy with private networking using Standard Setup",
		Types:   azure.ToolHostTypes(),
		Fixable: true,
		Doc: rule.Doc{
			Summary: "Web apps, container apps, logic apps and registries that serve the agents' tools should not be public in a private deployment.",
			Why:     "Agents trust what runs their tools and what holds their images: where such a host is public, it is a way into a deployment that is closed everywhere else.",
			Fix:     "set publicNetworkAccess to 'Disabled' and add a private endpoint; of a Container Apps environment set vnetConfiguration.internal to true",
			Bad:     inTerraform(toolHostExample("Enabled"), toolHostTerraform("true")),
			Good:    inTerraform(toolHostExample("Disabled"), toolHostTerraform("false")),
			Sources: []string{
				"Microsoft Learn: Use your own resources and virtual network with the Foundry Agent Service",
				"Azure Policy 969ac98b-88a8-449f-883c-2e9adb123127: Function apps should disable public network access",
				"Azure Policy d074ddf8-01a5-4b5e-a2b8-964aed452c0a: Container Apps environment should disable public network access",
				"Azure Policy 0fdf0491-d080-4575-b627-ad0e843cba0f: Public network access should be disabled for Container registries",
			},
		},
		Check: checkNET015,
	}
}

const mcpHostSeverity = 3.0

func checkNET015(p *rule.Pass) {
	if azure.Members(p).PrivateIntent() != value.Yes {
		return
	}
	for _, r := range p.Deployed() {
		if azure.Tools(p).InScope(r) {
			judgeToolHost(p, r)
		}
	}
}

// reach is how far a tool host can be reached from public networks: the
// property that decides, and what Azure takes it to be where it isn't set.
type reach struct {
	open      value.Tri
	by        property
	otherwise string
}

func judgeToolHost(p *rule.Pass, r *graph.Resource) {
	var at reach
	switch strings.ToLower(r.Type) {
	case strings.ToLower(azure.Sites):
		at = siteReach(r)
	case strings.ToLower(azure.ManagedEnvironments):
		at = environmentReach(r)
	case strings.ToLower(azure.ContainerApps):
		at = appReach(p.Graph, r)
	case strings.ToLower(azure.Registries):
		at = registryReach(r)
	default: // a logic app of the consumption plan has no way to be private
		at = reach{value.Yes, read(r, "properties.accessControl.triggers.allowedCallerIpAddresses"), "anyone"}
		at.open = value.TriOf(at.by.Presence == value.Absent)
	}
	noun := azure.Noun(r)
	host, _ := azure.Tools(p).Of(r)
	switch at.open {
	case value.Maybe:
		undeterminedWith(p, at.by, fmt.Sprintf("whether the %s can be reached from public networks can't be decided", noun), host.Evidence)
	case value.Yes:
		f := rule.Finding{
			Message:  fmt.Sprintf("the %s can be reached from public networks, though the deployment is meant to be private: %s", noun, state(at.by, at.otherwise)),
			Evidence: host.Evidence,
		}
		if host.MCP {
			f.Severity, f.SecuritySeverity = rule.Note, mcpHostSeverity
			f.Message += "; agents may be able to reach such a server in public only"
		}
		report(p, at.by, f)
	}
}

func siteReach(r *graph.Resource) reach {
	at := reach{by: read(r, "properties.publicNetworkAccess"), otherwise: "Enabled"}
	inner := read(r, "properties.siteConfig.publicNetworkAccess")
	shut := at.by.is(value.No, "Disabled").Or(inner.is(value.No, "Disabled"))
	if at.by.Presence == value.Absent && inner.Presence != value.Absent {
		at.by = inner
	}
	listed := read(r, "properties.siteConfig.ipSecurityRestrictionsDefaultAction").is(value.No, "Deny")
	at.open = shut.Or(listed).Not()
	return at
}

func environmentReach(r *graph.Resource) reach {
	internal, access := read(r, "properties.vnetConfiguration.internal"), read(r, "properties.publicNetworkAccess")
	at := reach{by: internal, otherwise: "false"}
	if access.Presence != value.Absent && internal.Presence == value.Absent {
		at = reach{by: access, otherwise: "Enabled"}
	}
	at.open = internal.is(value.No, true).Or(access.is(value.No, "Disabled")).Not()
	return at
}

// appReach is open where both the app and its environment are.
func appReach(g *graph.Graph, r *graph.Resource) reach {
	external := read(r, "properties.configuration.ingress.external")
	at := reach{open: external.is(value.No, true), by: external, otherwise: "false"}
	environments := g.Resolve(azure.EnvironmentOf(r))
	if len(environments) == 0 {
		at.open = at.open.And(value.Maybe)
	}
	for _, env := range environments {
		if env.External {
			at.open = at.open.And(value.Maybe)
		} else {
			at.open = at.open.And(environmentReach(env).open)
		}
	}
	return at
}

func registryReach(r *graph.Resource) reach {
	at := reach{by: read(r, "properties.publicNetworkAccess"), otherwise: "Enabled"}
	at.open = at.by.is(value.No, "Disabled").Or(read(r, "properties.networkRuleSet.defaultAction").is(value.No, "Deny")).Not()
	return at
}
