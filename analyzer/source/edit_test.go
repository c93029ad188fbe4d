package source_test

import (
	"errors"
	"testing"

	"moat/analyzer/source"
)

func TestApplyEdits(t *testing.T) {
	const text = "publicNetworkAccess: 'Enabled'\n"
	f := source.NewFile("main.bicep", []byte(text))
	at := func(start, end int, to string) source.Edit { return source.Edit{At: f.Range(start, end), New: to} }
	for _, tt := range []struct {
		name  string
		edits []source.Edit
		want  string
	}{
		{"none", nil, text},
		{"replace", []source.Edit{at(21, 30, "'Disabled'")}, "publicNetworkAccess: 'Disabled'\n"},
		{"both ends", []source.Edit{at(0, 0, "// x\n"), at(len(text), len(text), "}")}, "// x\n" + text + "}"},
		{"insertions at one place keep their order", []source.Edit{at(0, 0, "a"), at(0, 0, "b"), at(0, 6, "c")}, "abcNetworkAccess: 'Enabled'\n"},
		{"touching", []source.Edit{at(0, 6, ""), at(6, 13, "net")}, "netAccess: 'Enabled'\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := source.ApplyEdits([]byte(text), tt.edits)
			if err != nil || string(got) != tt.want {
				t.Errorf("got %q, %v; want %q", got, err, tt.want)
			}
		})
	}

	other := source.NewFile("other.bicep", []byte(text))
	for name, edits := range map[string][]source.Edit{
		"overlap":      {at(0, 6, ""), at(5, 7, "")},
		"unsorted":     {at(6, 7, ""), at(0, 1, "")},
		"two files":    {at(0, 1, ""), {At: other.Range(2, 3)}},
		"no place":     {{New: "x"}},
		"past the end": {{At: source.Range{File: f, Start: 0, End: len(text) + 1}}},
		"reversed":     {{At: source.Range{File: f, Start: 3, End: 1}}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := source.ApplyEdits([]byte(text), edits)
			if err == nil {
				t.Errorf("applied: %q", got)
			}
			if (name == "overlap" || name == "unsorted") != errors.Is(err, source.ErrEditOrder) {
				t.Errorf("the error is %v", err)
			}
		})
	}
}
