package rules

import (
	"fmt"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// dnsQuestion asks whether the names behind a private endpoint resolve to it.
type dnsQuestion struct {
	p          *rule.Pass
	pe, target *graph.Resource
	seen       map[*graph.Resource]bool
}

// A zone that registers machines by itself fills up with names that nobody
// asked for.
const registrationSeverity = 4.0

func (q dnsQuestion) judge(needed []string) {
	zones, grouped, all := azure.ZonesOf(q.p.Graph, q.pe)
	evidence := []rule.Evidence{{At: firstLine(q.target.At), Message: "the endpoint leads to this"}}
	gaps := q.p.Graph.MayHide(q.pe, azure.DNSZoneGroups)
	switch {
	case grouped == value.No && len(gaps) == 0:
		q.found(rule.Finding{
			Message: fmt.Sprintf("the private endpoint has no DNS zone group: names of the %s go on resolving to its public address", azure.Noun(q.target)),
		}, evidence)
		return
	case grouped == value.No:
		q.open(fmt.Sprintf("it may stand in %s, which can't be read", gapName(gaps[0])), "restore what is missing", evidence)
		return
	}
	var lacking, doubtful []string
	for _, name := range needed {
		switch has := hasZone(zones, name); {
		case has == value.No && all:
			lacking = append(lacking, name)
		case has != value.Yes:
			doubtful = append(doubtful, name)
		}
	}
	switch {
	case len(lacking) > 0:
		q.found(rule.Finding{
			Message: fmt.Sprintf("the DNS zone group of the private endpoint lacks %s: those names of the %s go on resolving to its public address",
				strings.Join(lacking, " and "), azure.Noun(q.target)),
		}, append(evidence, groupEvidence(zones)...))
	case len(doubtful) > 0:
		q.open(fmt.Sprintf("which zones its zone group names isn't known; needed: %s", strings.Join(doubtful, ", ")), "", append(evidence, groupEvidence(zones)...))
	}
	q.links(zones)
}

// hasZone says whether zones hold one of a name.
func hasZone(zones []azure.Zone, name string) value.Tri {
	answer := value.No
	for _, z := range zones {
		switch z.Name {
		case name:
			answer = answer.Or(z.Sure)
		case "":
			answer = answer.Or(value.Maybe)
		}
	}
	return answer
}

func groupEvidence(zones []azure.Zone) []rule.Evidence {
	if len(zones) == 0 {
		return nil
	}
	return []rule.Evidence{{At: firstLine(zones[0].Group.At), Message: "this is its zone group"}}
}

// links asks whether the zones that the graph deploys answer in the endpoint's
// network.
func (q dnsQuestion) links(zones []azure.Zone) {
	network := azure.NetworkOf(q.p.Graph, q.pe)
	for _, z := range zones {
		for _, zone := range z.Resources {
			if network != nil {
				q.linked(zone, network)
			}
			for _, link := range q.p.Graph.Children(zone, azure.DNSZoneLinks) {
				registers := read(link, "properties.registrationEnabled")
				if link.External || q.seen[link] || registers.is(value.No, true) != value.Yes {
					continue
				}
				q.seen[link] = true
				report(q.p, registers, rule.Finding{
					SecuritySeverity: registrationSeverity,
					Message:          "the link registers every machine of the network in a zone that is meant for private endpoints",
					Fix:              "set properties.registrationEnabled to false",
				})
			}
		}
	}
}

func (q dnsQuestion) linked(zone *graph.Resource, network value.Value) {
	g := q.p.Graph
	linked := azure.Linked(g, zone, network)
	if linked == value.Yes || q.seen[zone] {
		return
	}
	q.seen[zone] = true
	name := rule.RefTo(zone).Name
	f := rule.Finding{
		Message:  fmt.Sprintf("the DNS zone %s isn't linked to the virtual network of the private endpoint: nothing there asks it", name),
		Fix:      "add a virtualNetworkLinks child to the zone for that virtual network",
		Evidence: []rule.Evidence{{At: firstLine(q.pe.At), Message: "this endpoint registers its names in the zone"}},
	}
	gaps := g.MayHide(zone, azure.DNSZoneLinks)
	switch {
	case linked == value.Maybe:
		f.Verdict, f.Settle = rule.Undetermined, "make the zone's link unconditional, or give the parameters behind it a value"
		f.Message = fmt.Sprintf("whether the DNS zone %s is linked to the virtual network of the private endpoint can't be decided", name)
	case len(gaps) > 0:
		f.Verdict, f.Settle = rule.Undetermined, "restore what is missing"
		f.Message = fmt.Sprintf("whether the DNS zone %s is linked to the virtual network of the private endpoint can't be decided: the link may stand in %s, which can't be read", name, gapName(gaps[0]))
	case azure.OwnDNS(g, network):
		f.Verdict, f.Settle = rule.Undetermined, "see whether those servers forward to a network that the zone is linked to"
		f.Message += ", though its own DNS servers may"
	}
	q.p.Report(zone, f)
}

// found reports what is missing at the endpoint, unless something else may
// provide it.
func (q dnsQuestion) found(f rule.Finding, evidence []rule.Evidence) {
	g := q.p.Graph
	switch {
	case azure.AssignsPolicy(g, azure.DNSPolicies()...):
		q.open("a policy of this deployment may add what is missing", "look in Azure once the policy has run", evidence)
	case azure.OwnDNS(g, azure.NetworkOf(g, q.pe)):
		q.open("the virtual network has DNS servers of its own, which may know the names", "see how those servers answer", evidence)
	default:
		f.Evidence = evidence
		q.p.Report(q.pe, f)
	}
}

func (q dnsQuestion) open(why, settle string, evidence []rule.Evidence) {
	q.p.Report(q.pe, rule.Finding{
		Verdict: rule.Undetermined, Settle: settle, Evidence: evidence,
		Message: fmt.Sprintf("whether names of the %s resolve to its private endpoint can't be decided: %s", azure.Noun(q.target), why),
	})
}
