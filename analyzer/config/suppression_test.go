package config_test

import (
	"fmt"
	"strings"
	"testing"

	"moat/analyzer/config"
	"moat/analyzer/diag"
	"moat/analyzer/language"
	"moat/analyzer/rule"
	"moat/analyzer/source"
)

// tree is a file whose comments run from "#" to the end of the line, or from
// "/*" to "*/".
type tree struct{ file *source.File }

func (t tree) Source() *source.File        { return t.file }
func (t tree) Problems() []diag.Diagnostic { return nil }
func (t tree) Role() language.Role         { return language.Template }
func (t tree) Refs() []language.Ref        { return nil }

func (t tree) Comments() []language.Comment {
	var out []language.Comment
	text := string(t.file.Content())
	for i := 0; i < len(text); {
		open, end := text[i:], ""
		switch {
		case strings.HasPrefix(open, "#"):
			end = "\n"
		case strings.HasPrefix(open, "/*"):
			end = "*/"
		default:
			i++
			continue
		}
		n := strings.Index(open[1:], end) + 1
		if n == 0 {
			n = len(open)
		}
		mark := len(end) // "#" or "/*"
		stop := min(i+n, len(text))
		if end == "*/" {
			stop = min(stop+2, len(text))
		}
		out = append(out, language.Comment{At: t.file.Range(i, stop), Text: strings.TrimSuffix(text[min(i+mark, stop):stop], "*/")})
		i = stop
	}
	return out
}

func TestSuppressionsInComments(t *testing.T) {
	for text, want := range map[string]string{
		"# moat:ignore NET001 because so\nx\n":                                        "2 [NET001] so",
		"x # moat:ignore NET001 because so\n":                                         "1 [NET001] so",
		"# moat:ignore NET001, IDN001 because so\nx":                                  "2 [NET001 IDN001] so",
		"#moat:ignore NET001 until 2027-03-31 because so\nx":                          "2 [NET001] so until 2027-03-31",
		"# moat:ignore NET001 because it ends until 2027-03-31.\nx":                   "2 [NET001] it ends until 2027-03-31",
		"# moat:ignore NET001 because we wait until Monday\nx":                        "2 [NET001] we wait until Monday",
		"# moat:ignore NET001 because it was until 2027\nx":                           "2 [NET001] it was until 2027 wrong",
		"# moat:ignore NET001 until tomorrow because so\nx":                           "2 [NET001] so until tomorrow wrong",
		"# moat:ignore NET001\nx":                                                     "2 [NET001] ",
		"# moat:ignore NET001 becausE so\nx":                                          "2 [NET001 becausE so] ",
		"# moat:ignore because so\nx":                                                 "2 [] so wrong",
		"# moat:ignore NET001 because a; moat:ignore IDN001 because b\nx":             "2 [NET001] a; 2 [IDN001] b",
		"# moat:ignore NET001 because so\n# other\n\nx":                               "3 [NET001] so",
		"# moat:ignore NET001 because so\n/* a\nb */\nx":                              "4 [NET001] so",
		"# moat:ignore NET001 because so\n/* a\nb */ y\nx":                            "2 [NET001] so",
		"/* moat:ignore NET001\n * because two\n * lines until 2027-01-01 */\nx":      "4 [NET001] two lines until 2027-01-01",
		"/*\n * Words.\n * moat:ignore NET001 because so\n */ x":                      "4 [NET001] so",
		"# about moat:ignore NET001 because so\nx":                                    "",
		"# moat:ignored\nx":                                                           "",
		"# moat:ignore NET001 because the end of the file comes":                      "2 [NET001] the end of the file comes",
		"\t \t# moat:ignore foundry-public-network-access because of tabs\r\n\tx\r\n": "2 [foundry-public-network-access] of tabs",
	} {
		var got []string
		for _, s := range config.InComments(tree{source.NewFile("a", []byte(text))}) {
			line := 0
			f := source.NewFile("a", []byte(strings.Repeat("\n", 9)))
			for n := 1; n < 9; n++ {
				if s.Covers(rule.Finding{At: f.Line(n)}) {
					line = n
				}
			}
			one := fmt.Sprintf("%d %v %s", line, s.Rules, s.Reason)
			if s.Until != "" {
				one += " until " + s.Until
			}
			if s.Wrong != "" {
				one += " wrong"
			}
			got = append(got, one)
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%q: got %q, want %q", text, strings.Join(got, "; "), want)
		}
	}
}

func TestLastDay(t *testing.T) {
	s := &config.Suppression{Until: "2027-03-31"}
	for today, want := range map[string]bool{"2027-03-30": false, "2027-03-31": false, "2027-04-01": true, "": false} {
		if s.Expired(today) != want {
			t.Errorf("on %q: %t", today, !want)
		}
	}
}

func FuzzInComments(f *testing.F) {
	f.Add("# moat:ignore NET001 until 2027-03-31 because so\nx /* moat:ignore A, B\n because c until 1 */")
	f.Add("/* moat:ignore\r\n\xff because */ moat:ignore")
	f.Fuzz(func(t *testing.T, text string) {
		file := source.NewFile("a", []byte(text))
		for _, s := range config.InComments(tree{file}) {
			if s.At.File != file || s.At.End > file.Len() || strings.ContainsAny(s.Reason, "\n\r") {
				t.Fatalf("%q: %+v", text, s)
			}
			s.Covers(rule.Finding{At: file.Range(0, 0)})
		}
	})
}
