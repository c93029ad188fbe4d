package oracle

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

const document = "../../../docs/oracle.md"

func promises(t *testing.T) *stated {
	t.Helper()
	text, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	s, err := readStated(string(text))
	if err != nil {
		t.Fatalf("%s: %v", document, err)
	}
	return s
}

// TestDocument holds the document to be readable and to state every outcome,
// and the comparison with it to notice one pair less.
func TestDocument(t *testing.T) {
	s := promises(t)
	for r, counts := range s.counts {
		if !slices.Contains(classes, r.class) || !slices.Contains(modes, r.mode) {
			t.Errorf("there are no %s pairs, %s", r.class, r.mode)
		}
		for _, o := range outcomes {
			if _, ok := counts[o]; !ok {
				t.Errorf("%s pairs, %s: nothing is stated of %q", r.class, r.mode, o)
			}
		}
	}
	if got := s.worse(s.counts); len(got) > 0 {
		t.Errorf("what is stated falls short of itself: %v", got)
	}
	for r, counts := range s.counts {
		less := maps.Clone(s.counts)
		less[r] = maps.Clone(counts)
		less[r][equal]--
		less[r][differs]++
		if got := s.worse(less); len(got) != 2 {
			t.Errorf("one pair less of %v gives %v", r, got)
		}
	}
	if got := s.otherNever(s.never); len(got) > 0 || len(s.never) == 0 {
		t.Errorf("what is stated of %v differs from itself: %v", s.never, got)
	}
	if got := s.otherNever(append(s.never[1:len(s.never):len(s.never)], "unknown: other/main.bicep")); len(got) != 2 {
		t.Errorf("one pair exchanged for another gives %v", got)
	}
	text, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	for _, damage := range []string{"| official |", "Leaves known:", "Leaves known with", "Mutations reported"} {
		if _, err := readStated(strings.ReplaceAll(string(text), damage, "")); err == nil {
			t.Errorf("without %q the document is still read", damage)
		}
	}
}
