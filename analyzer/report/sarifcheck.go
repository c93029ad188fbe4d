package report

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/owenrumney/go-sarif/v2/sarif"
)

// Limits over which GitHub refuses a file. Those that only cut what is shown
// stand in sarif.go.
const (
	sarifRefusedRules     = 25_000
	sarifRefusedTags      = 20
	sarifRefusedLocations = 1_000
	sarifRefusedSteps     = 10_000
)

// checkSARIF says why code scanning would refuse a run, or take it wrongly; nil
// if nothing is known against it. One bad result loses the whole file there,
// with all others. Source: GitHub Docs, "SARIF support for code scanning".
func checkSARIF(run *sarif.Run) error {
	driver := run.Tool.Driver
	switch {
	case driver.Name == "":
		return errors.New("the tool has no name")
	case len(driver.Rules) > sarifRefusedRules:
		return fmt.Errorf("%d rules", len(driver.Rules))
	case len(run.Results) > sarifMaxResults:
		return fmt.Errorf("%d results", len(run.Results))
	}
	ids := map[string]bool{}
	for _, r := range driver.Rules {
		if ids[r.ID] {
			return fmt.Errorf("rule %s stands there twice", r.ID)
		}
		ids[r.ID] = true
		if err := checkSARIFRule(r); err != nil {
			return fmt.Errorf("rule %s: %w", r.ID, err)
		}
	}
	for i, r := range run.Results {
		if err := checkSARIFResult(r, driver.Rules); err != nil {
			return fmt.Errorf("result %d: %w", i, err)
		}
	}
	return nil
}

func checkSARIFRule(r *sarif.ReportingDescriptor) error {
	texts := map[string]*sarif.MultiformatMessageString{"short description": r.ShortDescription, "full description": r.FullDescription, "help": r.Help}
	for _, name := range [...]string{"short description", "full description", "help"} {
		switch text := texts[name]; {
		case text == nil || text.Text == nil || *text.Text == "":
			return fmt.Errorf("the %s is empty", name)
		case name != "help" && utf8.RuneCountInString(*text.Text) > sarifMaxText:
			return fmt.Errorf("the %s is too long", name)
		}
	}
	if tags, ok := r.Properties["tags"].([]string); ok && len(tags) > sarifRefusedTags {
		return fmt.Errorf("%d tags", len(tags))
	}
	if s, ok := r.Properties["security-severity"]; ok {
		if n, err := strconv.ParseFloat(fmt.Sprint(s), 64); err != nil || n <= 0 || n > 10 {
			return fmt.Errorf("security severity %v", s)
		}
	}
	return nil
}

func checkSARIFResult(r *sarif.Result, rules []*sarif.ReportingDescriptor) error {
	switch {
	case r.RuleID == nil || r.RuleIndex == nil || int(*r.RuleIndex) >= len(rules) || rules[*r.RuleIndex].ID != *r.RuleID:
		return errors.New("it names no rule of the run")
	case r.Message.Text == nil || *r.Message.Text == "":
		return errors.New("the message is empty")
	case len(r.Locations) == 0:
		return errors.New("it has no location")
	case len(r.Locations) > sarifRefusedLocations:
		return fmt.Errorf("%d locations", len(r.Locations))
	case r.PartialFingerprints["primaryLocationLineHash"] == nil:
		return errors.New("it has no fingerprint")
	}
	places := slices.Concat(r.Locations, r.RelatedLocations)
	for _, flow := range r.CodeFlows {
		for _, thread := range flow.ThreadFlows {
			if len(thread.Locations) > sarifRefusedSteps {
				return fmt.Errorf("%d steps of a flow", len(thread.Locations))
			}
			for _, step := range thread.Locations {
				places = append(places, step.Location)
			}
		}
	}
	for _, p := range places {
		if err := checkSARIFPlace(p); err != nil {
			return err
		}
	}
	return nil
}

func checkSARIFPlace(l *sarif.Location) error {
	p := l.PhysicalLocation
	if p == nil || p.ArtifactLocation == nil || p.ArtifactLocation.URI == nil || *p.ArtifactLocation.URI == "" || p.Region == nil {
		return errors.New("a location is empty")
	}
	uri := *p.ArtifactLocation.URI
	parsed, err := url.Parse(uri)
	switch {
	case err != nil:
		return fmt.Errorf("the address %q: %w", uri, err)
	case parsed.IsAbs() || parsed.Host != "" || strings.HasPrefix(uri, "/") || slices.Contains(strings.Split(uri, "/"), ".."):
		return fmt.Errorf("the address %q leads out of the repository", uri)
	}
	g := p.Region
	for _, n := range [...]*int{g.StartLine, g.StartColumn, g.EndLine, g.EndColumn} {
		if n == nil || *n < 1 {
			return fmt.Errorf("a region of %q has no line or column", uri)
		}
	}
	if *g.EndLine < *g.StartLine || *g.EndLine == *g.StartLine && *g.EndColumn < *g.StartColumn {
		return fmt.Errorf("a region of %q ends before it starts", uri)
	}
	return nil
}
