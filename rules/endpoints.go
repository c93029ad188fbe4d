package rules

import (
	"fmt"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// endpointQuestion asks for a private endpoint of one resource.
type endpointQuestion struct {
	noun  string // what a message calls the resource
	group string // the sub-resource that must be reached
	// policies are built-in ones that create the endpoint once Azure sees that
	// it is missing.
	policies []string
}

// A missing endpoint breaks a deployment that means to be private; elsewhere it
// is one layer less.
const missingEndpointElsewhere = 5.0

// judge reports endpoints that lead to something the resource doesn't have, and
// without those a missing one.
func (q endpointQuestion) judge(p *rule.Pass, r *graph.Resource) {
	m, links := azure.Members(p), azure.Links(p)
	misled := q.misled(p, r)
	reached, possible := links.Reached(r, q.group)
	if reached == value.Yes || misled || azure.AssignsPolicy(p.Graph, q.policies...) {
		return
	}
	open := rule.Finding{Verdict: rule.Undetermined, Evidence: m.Evidence(r)}
	question := fmt.Sprintf("whether a private endpoint leads to sub-resource %q of the %s can't be decided", q.group, q.noun)
	gaps := p.Graph.MayHide(r, azure.PrivateEndpoint)
	switch {
	case reached == value.Maybe:
		link := possible[0]
		open.Message = question + ": " + q.doubt(p, r, link)
		open.Evidence = append(open.Evidence, rule.Evidence{At: firstLine(link.From.At), Message: "this one may"})
		p.Report(r, open)
	case len(gaps) > 0:
		open.Message = fmt.Sprintf("%s: it may stand in %s, which can't be read", question, gapName(gaps[0]))
		open.Settle = "restore what is missing"
		open.Evidence = append(open.Evidence, rule.Evidence{At: firstLine(gaps[0].At), Message: "this can't be read"})
		p.Report(r, open)
	case r.External:
		open.Message = question + ": the " + q.noun + " is there already, and this deployment adds none"
		open.Settle = "look in Azure whether it has one"
		p.Report(r, open)
	default:
		q.missing(p, r)
	}
}

func (q endpointQuestion) missing(p *rule.Pass, r *graph.Resource) {
	m := azure.Members(p)
	f := rule.Finding{
		Severity: rule.Warning, SecuritySeverity: missingEndpointElsewhere, Evidence: m.Evidence(r),
		Message: fmt.Sprintf("no private endpoint leads to sub-resource %q of the %s", q.group, q.noun),
	}
	if m.PrivateIntent() == value.Yes {
		f.Severity, f.SecuritySeverity = p.Rule.Severity, p.Rule.SecuritySeverity
		f.Message += ", though the deployment is meant to be private"
	}
	for _, l := range azure.Links(p).To(r) {
		if names := l.GroupNames(); len(names) > 0 {
			f.Evidence = append(f.Evidence, rule.Evidence{
				At: firstLine(l.From.At), Message: fmt.Sprintf("this one leads to %s alone", strings.Join(names, " and ")),
			})
		}
	}
	p.Report(r, f)
}

// misled reports endpoints that lead to r but ask for a sub-resource that its
// type doesn't have: Azure refuses them.
func (q endpointQuestion) misled(p *rule.Pass, r *graph.Resource) bool {
	found := false
	for _, l := range azure.Links(p).To(r) {
		strange := l.Strange(r.Type)
		if strange == "" || l.Leads != value.Yes || l.From.External {
			continue
		}
		found = true
		var valid []string
		for _, g := range azure.LinkGroups(r.Type) {
			valid = append(valid, fmt.Sprintf("%q", g.ID))
		}
		f := rule.Finding{
			Message:  fmt.Sprintf("the private endpoint asks the %s for sub-resource %q, which it doesn't have", q.noun, strange),
			Fix:      fmt.Sprintf("ask for %q; valid are %s", q.group, strings.Join(valid, ", ")),
			Evidence: []rule.Evidence{{At: firstLine(r.At), Message: "this is what it leads to"}},
		}
		if path := l.GroupsPath(); path != "" {
			report(p, read(l.From, path), f)
		} else {
			p.Report(l.From, f)
		}
	}
	return found
}

// doubt says why a link only may lead to r's sub-resource.
func (q endpointQuestion) doubt(p *rule.Pass, r *graph.Resource, l azure.Link) string {
	switch {
	case l.Target == nil || azure.Links(p).Names(l.Target, r).And(l.Group(q.group)) != value.Yes:
		return "what one of them leads to isn't known"
	case l.From.CountsFor(r) != value.Yes:
		return fmt.Sprintf("one that does is deployed only %s", underCondition(l.From.Part))
	}
	return "one that does stands in a loop over a collection that isn't known"
}

// gapName is what a message calls something that can't be read.
func gapName(g graph.FramedGap) string {
	switch g.Kind {
	case graph.GapModule:
		return fmt.Sprintf("module %q", g.Name)
	case graph.GapDeclaration:
		return fmt.Sprintf("the damaged declaration of %q", g.Name)
	case graph.GapType:
		return fmt.Sprintf("the block %q of an unknown type", g.Name)
	}
	return "a part that lies past a limit of the analysis"
}
