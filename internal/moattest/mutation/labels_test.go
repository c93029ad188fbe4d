package mutation

import "testing"

func TestPattern(t *testing.T) {
	for _, c := range []struct {
		pattern, text string
		fits          bool
	}{
		{"", "", true},
		{"", "properties", false},
		{"*", "", true},
		{"*", "properties.state", true},
		{"drop|flip", "flip", true},
		{"drop|flip", "flipped", false},
		{"|properties", "", true},
		{"=*", "=Enabled", true},
		{"=*", "drop", false},
		{"=~*", "=*", true},
		{"=~*", "=Enabled", false},
		{"properties.a*", "properties.ab", true},
		{"properties.a*", "properties.b", false},
		{"*.name", "properties.list[0].name", true},
		{"*.name", "name", false},
		{"a*b*c", "a-b-c", true},
		{"a*b*c", "a-c-b", false},
		{"kv > * for id", "kv > role for id", true},
		{"ab*ba", "aba", false},
	} {
		if got := compile(c.pattern).fits(c.text); got != c.fits {
			t.Errorf("%q fits %q: %v", c.pattern, c.text, got)
		}
	}
}
