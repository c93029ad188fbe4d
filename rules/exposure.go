package rules

import (
	"fmt"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// exposure is how far a resource can be reached from public networks.
type exposure struct {
	noun   string // what a message calls the resource
	access property
	// shut is Yes where no public network gets in at all.
	shut value.Tri
	// filter is Yes where a firewall turns away what it doesn't list; decides
	// is the property behind that.
	filter  value.Tri
	decides property
	// lone is set where that firewall lists no network at all.
	lone bool
	// narrow is the finding where a filter is all that stands between the
	// resource and public networks, by whether the deployment is meant to be
	// private; no severity means none.
	private, public narrowed
}

// narrowed is how grave it is that only a filter protects.
type narrowed struct {
	severity rule.Severity
	number   float64
}

// shutBy reads publicNetworkAccess. An access that a security perimeter guards
// is shut only where one takes the resource in.
func (e exposure) shutBy(p *rule.Pass, r *graph.Resource, perimeter bool) exposure {
	e.shut = e.access.is(value.No, "Disabled")
	if !perimeter || e.shut == value.Yes {
		return e
	}
	if guarded := e.access.is(value.No, "Disabled", "SecuredByPerimeter"); guarded != value.No {
		e.shut = guarded.And(azure.InPerimeter(p.Graph, r).Or(value.Maybe))
	}
	return e
}

// judge reports what a resource's exposure amounts to.
func (e exposure) judge(p *rule.Pass, r *graph.Resource) {
	narrow := e.public
	if azure.Members(p).PrivateIntent() == value.Yes {
		narrow = e.private
	}
	evidence := azure.Members(p).Evidence(r)
	switch {
	case e.shut == value.Yes:
	case e.filter == value.Yes && narrow.severity == "": // only chosen networks get in
	case e.shut == value.Maybe && e.access.is(value.No, "SecuredByPerimeter") == value.Yes:
		report(p, e.access, rule.Finding{
			Verdict:  rule.Undetermined,
			Message:  fmt.Sprintf("whether a network security perimeter guards the %s can't be decided: this deployment associates none with it", e.noun),
			Settle:   "deploy the perimeter's resourceAssociations together with it, or look the association up in Azure",
			Evidence: evidence,
		})
	case e.shut == value.Maybe:
		undeterminedWith(p, e.access, e.question(), evidence)
	case e.filter == value.Yes:
		message := fmt.Sprintf("the %s is open to the public networks that its firewall lists", e.noun)
		if e.lone {
			message = fmt.Sprintf("the %s keeps its public endpoint, behind a firewall that lists no network", e.noun)
		}
		if narrow == e.private {
			message += ", though the deployment is meant to be private"
		}
		report(p, e.access, rule.Finding{
			Severity: narrow.severity, SecuritySeverity: narrow.number,
			Message: message + ": " + state(e.access, "Enabled"), Evidence: evidence,
		})
	case e.filter == value.Maybe:
		undeterminedWith(p, e.decides, e.question(), evidence)
	case e.decides.path != e.access.path && e.decides.Presence == value.Present && e.decides.entry():
		report(p, e.decides, rule.Finding{
			Message: fmt.Sprintf("the %s can be reached from the public internet: its firewall lists %s", e.noun, e.decides.text()),
			Fix:     "take the entry out of the firewall's list, or set properties.publicNetworkAccess to 'Disabled'", Evidence: evidence,
		})
	default:
		report(p, e.access, rule.Finding{
			Message:  fmt.Sprintf("the %s can be reached from the public internet: %s", e.noun, state(e.access, "Enabled")),
			Evidence: append(evidence, unprotected(p, r)...),
		})
	}
}

func (e exposure) question() string {
	return fmt.Sprintf("whether the %s can be reached from the public internet can't be decided", e.noun)
}

// unprotected says that no private endpoint offers another way in.
func unprotected(p *rule.Pass, r *graph.Resource) []rule.Evidence {
	groups := azure.LinkGroups(r.Type)
	if len(groups) == 0 || len(azure.Links(p).To(r)) > 0 || len(p.Graph.MayHide(r, azure.PrivateEndpoint)) > 0 {
		return nil
	}
	return []rule.Evidence{{At: firstLine(r.At), Message: "no private endpoint of this deployment leads to it, so that its callers need the public one"}}
}

// aclFilter says whether a firewall of the kind that networkAcls describes
// turns away what it doesn't list; one that lists the whole internet is none.
func aclFilter(r *graph.Resource) (value.Tri, property) {
	action := read(r, "properties.networkAcls.defaultAction")
	deny := action.is(value.No, "Deny")
	if deny == value.No {
		return deny, action
	}
	_, open, entry := listed(r, "properties.networkAcls.ipRules", "value", azure.OpenRange)
	if open == value.No || deny == value.Maybe && open == value.Maybe {
		return deny, action
	}
	return deny.And(open.Not()), entry
}

// listsNothing says whether a firewall of the kind that networkAcls describes
// lets in no network and no resource by name.
func listsNothing(r *graph.Resource) bool {
	for _, list := range [...]string{"ipRules", "virtualNetworkRules", "resourceAccessRules"} {
		l := r.Get("properties.networkAcls." + list)
		if a, ok := l.Value.(value.Array); l.Presence != value.Absent && (!ok || len(a.Items()) > 0 || a.Open()) {
			return false
		}
	}
	return !r.Damaged
}

// listed reads a list of address ranges: whether it has any, and whether one of
// them is open; the property is the entry or list that decides.
func listed(r *graph.Resource, path, member string, isOpen func(value.Value) value.Tri) (filled, open value.Tri, at property) {
	at = read(r, path)
	if at.Presence == value.Absent && !r.Damaged {
		return value.No, value.No, at
	}
	list, ok := at.Value.(value.Array)
	if !ok || at.Presence == value.Possible {
		return value.Maybe, value.Maybe, at
	}
	filled, open = value.TriOf(len(list.Items()) > 0), value.No
	deciding := at
	for i := range list.Items() {
		entry := read(r, fmt.Sprintf("%s[%d].%s", path, i, member))
		answer := value.Maybe
		if entry.Value != nil {
			answer = isOpen(entry.Value)
		}
		if answer == value.Yes {
			return value.Yes, answer, entry
		}
		if answer == value.Maybe && open == value.No {
			open, deciding = answer, entry
		}
	}
	if list.Open() {
		filled, open = filled.Or(value.Maybe), value.Maybe
	}
	return filled, open, deciding
}
