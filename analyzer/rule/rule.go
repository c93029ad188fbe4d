// Package rule says what a rule is and what it reports. Rules see the resource
// graph and nothing else: they can't tell which language it came from.
package rule

import (
	"cmp"
	"strings"

	"moat/analyzer/fix"
	"moat/analyzer/graph"
	"moat/analyzer/source"
	"moat/analyzer/value"
)

// Severity orders findings. The strings are part of the JSON output's contract.
type Severity string

// The severities, mildest first.
const (
	Note    Severity = "note"
	Warning Severity = "warning"
	Error   Severity = "error"
)

// Rank orders severities: note 1, warning 2, error 3; anything else 0.
func (s Severity) Rank() int {
	switch s {
	case Note:
		return 1
	case Warning:
		return 2
	case Error:
		return 3
	}
	return 0
}

// Rule is one check with its documentation.
type Rule struct {
	ID               string // NET001
	Name             string // kebab-case, names the bad pattern
	Severity         Severity
	SecuritySeverity float64 // GitHub's scale: 9.0 critical, 7.0 high, 4.0 medium, above 0 low
	Precision        string  // very-high, high, medium or low
	Tags             []string
	Control          string   // the control of Microsoft's guidance that it checks
	Types            []string // the resource types it judges
	Fixable          bool     // an exact edit exists
	// FindsSecrets is set where findings name literals to mask: whatever prints
	// values runs the rule, if only to know what not to print.
	FindsSecrets bool
	// Adds are the ARM types of the resources that the rule's fix adds.
	Adds []string
	Doc  Doc
	// Check reports findings. It is pure: no input or output, no globals, no
	// error.
	Check func(*Pass)
}

// Doc is a rule's documentation. The examples are run as tests: Bad gives at
// least one finding of this rule, Good none.
type Doc struct {
	Summary string // one sentence: what must hold
	Why     string // what an attacker gains, or what breaks
	Fix     string // what to change, in words
	Bad     Examples
	Good    Examples
	Sources []string // titles or addresses of the documents behind it
}

// Examples is one template per language; "" where there is none yet.
type Examples struct {
	Bicep, ARM, Terraform string
}

// Verdict says how sure a finding is. The strings are part of the JSON output's
// contract.
type Verdict string

// The verdicts.
const (
	Violated     Verdict = "violated"
	Undetermined Verdict = "undetermined"
)

// Finding is one violation, or one question that can't be decided.
type Finding struct {
	Rule             *Rule
	Severity         Severity
	SecuritySeverity float64
	Verdict          Verdict
	// Assumed findings rest on a parameter's default, which a deployment may
	// replace.
	Assumed  bool
	Resource ResourceRef
	Path     string // the property concerned, dotted; "" for the resource as a whole
	Message  string
	At       source.Range // the narrowest range that a person must change
	Evidence []Evidence
	Settle   string // undetermined only: what would decide it
	// Secrets are ranges of literals that turned out to be secret: no output
	// quotes them, on the lines of this finding or of any other.
	Secrets []source.Range
	Fix     string // what to change, in words
	// Fixes are changes each of which closes the gap by itself; none where that
	// takes more, or more than one place.
	Fixes []fix.Intent
	// EntryPoints are the deployments that show it, sorted: the path of the
	// template, and in brackets those of its parameter files. The Engine fills
	// it, and the fingerprints.
	EntryPoints []string
	Fingerprint string
	// Moved is the fingerprint without the file, to recognise a finding by
	// after its file was renamed.
	Moved string
}

// ResourceRef names a resource for people and machines.
type ResourceRef struct {
	Type         string
	Name         string // canonical: known text, or an expression in brackets
	DeclaredName string // the symbolic name
	IDKey        value.Key
	// At is the head of its declaration, Whole all of it with its decorators.
	At, Whole source.Range
}

// Evidence is one place that shows why, with a sentence.
type Evidence struct {
	At      source.Range
	Message string
}

// Compare orders findings by place, rule, resource, message.
func Compare(a, b Finding) int {
	return cmp.Or(
		a.At.Compare(b.At),
		cmp.Compare(a.Rule.ID, b.Rule.ID),
		cmp.Compare(a.Resource.Type, b.Resource.Type),
		cmp.Compare(a.Resource.Name, b.Resource.Name),
		cmp.Compare(a.Path, b.Path),
		cmp.Compare(a.Verdict, b.Verdict),
		cmp.Compare(a.Message, b.Message),
	)
}

// Scope says which resources the rules about dependent services look at.
type Scope string

// The scopes. ScopeAuto is ScopeAgent for an entry point that holds an agent
// deployment, else ScopeAll.
const (
	ScopeAuto  Scope = "auto"
	ScopeAgent Scope = "agent"
	ScopeAll   Scope = "all"
)

// Pass is what a Check is given.
type Pass struct {
	Rule  *Rule
	Graph *graph.Graph
	Scope Scope
	// Settings are the numbers to judge by.
	Settings Settings
	// Report takes a finding. Rule, Severity, SecuritySeverity, Verdict and
	// Resource are filled where they are left empty.
	report func(Finding)
	facts  *Facts
}

// NewPass makes the pass of one rule over one graph.
func NewPass(r *Rule, g *graph.Graph, scope Scope, report func(Finding)) *Pass {
	return &Pass{Rule: r, Graph: g, Scope: scope, Settings: DefaultSettings(), report: report}
}

// Settings are numbers that a team may choose for its rules.
type Settings struct {
	AgentSubnetPrefix int // the longest prefix of an agents' subnet that is large enough
	LogRetentionDays  int // the shortest retention of logs that is long enough
}

// DefaultSettings are a range of /24, as Microsoft Learn recommends it
// ("Networking deep dive of the Foundry Agent Service"), and 90 days: intrusions
// are often found after weeks, when the 30 of a workspace's default are over.
func DefaultSettings() Settings {
	return Settings{AgentSubnetPrefix: 24, LogRetentionDays: 90}
}

// With lets p judge by s, and returns p.
func (p *Pass) With(s Settings) *Pass {
	p.Settings = s
	return p
}

// Deployed returns the resources of the rule's types that the graph itself
// deploys: external ones are left out, since their properties are not judged.
func (p *Pass) Deployed() []*graph.Resource {
	var out []*graph.Resource
	for _, t := range p.Rule.Types {
		for _, r := range p.Graph.OfType(t) {
			if !r.External {
				out = append(out, r)
			}
		}
	}
	return out
}

// Report takes a finding about r. What f leaves empty is filled: the rule and
// its severities, the verdict violated, the resource's head as the place, the
// rule's fix, with what to write for what it adds.
func (p *Pass) Report(r *graph.Resource, f Finding) {
	if !f.At.IsValid() {
		f.At = r.At
	}
	if f.Fix == "" {
		f.Fix = p.Rule.Doc.Fix
		if text := r.Frame.Dialect().Spelled(p.Rule.Adds); text != "" {
			f.Fix += "; " + text
		}
	}
	p.ReportOn(RefTo(r), f)
}

// ReportOn is Report for what is no resource of the graph, such as a parameter
// or an output of a template; f.At must be set.
func (p *Pass) ReportOn(ref ResourceRef, f Finding) {
	f.Rule = p.Rule
	f.Resource = ref
	if f.Severity == "" {
		f.Severity = p.Rule.Severity
	}
	if f.SecuritySeverity == 0 {
		f.SecuritySeverity = p.Rule.SecuritySeverity
	}
	if f.Verdict == "" {
		f.Verdict = Violated
	}
	if f.Fix == "" {
		f.Fix = p.Rule.Doc.Fix
	}
	p.report(f)
}

// RefTo names a resource.
func RefTo(r *graph.Resource) ResourceRef {
	name := value.Expr(r.Name)
	if s, ok := r.Name.(value.String); ok && !s.Secret() {
		name = s.String()
	} else {
		name = "[" + name + "]"
	}
	symbol := r.Address()
	if i := strings.LastIndex(symbol, "::"); i >= 0 {
		symbol = symbol[i+2:]
	}
	return ResourceRef{Type: r.Type, Name: name, DeclaredName: symbol, IDKey: value.IDKey(r.Name), At: r.At, Whole: r.Whole}
}
