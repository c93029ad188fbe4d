package syntaxcorpus

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"moat/analyzer/source"
	"moat/parsers/bicep/syntax"
)

// verdict is a row of bicep-conformance.tsv.
type verdict struct {
	path, status string
	errors       []officialError
}

type officialError struct {
	code     string
	from, to int // 1-based lines
}

func (e officialError) reportedBy(lines map[int]bool) bool {
	for line := e.from; line <= e.to; line++ {
		if lines[line] {
			return true
		}
	}
	return false
}

// conformance reads bicep-conformance.tsv: path, status, errors, syntax errors,
// their ranges as CODE@line:column-line:column joined by semicolons, ….
func conformance(tb testing.TB) []verdict {
	content, err := os.ReadFile(filepath.Join(corpusRoot(tb), "bicep-conformance.tsv"))
	if err != nil {
		tb.Fatal(err)
	}
	var out []verdict
	for i, line := range strings.Split(strings.TrimSuffix(string(content), "\n"), "\n") {
		columns := strings.Split(line, "\t")
		if i == 0 {
			continue
		}
		if len(columns) < 5 {
			tb.Fatalf("bicep-conformance.tsv:%d: %d columns", i+1, len(columns))
		}
		v := verdict{path: columns[0], status: columns[1]}
		for _, e := range strings.Split(columns[4], ";") {
			if e == "" {
				continue
			}
			code, at, _ := strings.Cut(e, "@")
			var from, to, fromColumn, toColumn int
			if _, err := fmt.Sscanf(at, "%d:%d-%d:%d", &from, &fromColumn, &to, &toColumn); err != nil {
				tb.Fatalf("bicep-conformance.tsv:%d: %q: %v", i+1, e, err)
			}
			v.errors = append(v.errors, officialError{code, from, to})
		}
		if want, err := strconv.Atoi(columns[3]); columns[3] != "" && (err != nil || want != len(v.errors)) {
			tb.Fatalf("bicep-conformance.tsv:%d: %s syntax errors, but %d ranges", i+1, columns[3], len(v.errors))
		}
		out = append(out, v)
	}
	return out
}

// officialKinds are the compiler's names of the kinds of tokens.
var officialKinds = map[string]syntax.Kind{
	"EndOfFile": syntax.EndOfFile, "NewLine": syntax.NewLine, "Identifier": syntax.Identifier, "Integer": syntax.Integer,
	"StringComplete": syntax.StringComplete, "StringLeftPiece": syntax.StringLeft,
	"StringMiddlePiece": syntax.StringMiddle, "StringRightPiece": syntax.StringRight,
	"TrueKeyword": syntax.True, "FalseKeyword": syntax.False, "NullKeyword": syntax.Null,
	"At": syntax.At, "LeftBrace": syntax.LeftBrace, "RightBrace": syntax.RightBrace,
	"LeftParen": syntax.LeftParen, "RightParen": syntax.RightParen,
	"LeftSquare": syntax.LeftSquare, "RightSquare": syntax.RightSquare,
	"Comma": syntax.Comma, "Dot": syntax.Dot, "Ellipsis": syntax.Ellipsis,
	"Question": syntax.Question, "DoubleQuestion": syntax.DoubleQuestion,
	"Colon": syntax.Colon, "DoubleColon": syntax.DoubleColon, "Semicolon": syntax.Semicolon,
	"Assignment": syntax.Assign, "Equals": syntax.Equals, "EqualsInsensitive": syntax.EqualsFold, "Arrow": syntax.Arrow,
	"Exclamation": syntax.Exclamation, "NotEquals": syntax.NotEquals, "NotEqualsInsensitive": syntax.NotEqualsFold,
	"LeftChevron": syntax.Less, "LessThanOrEqual": syntax.LessEqual,
	"RightChevron": syntax.Greater, "GreaterThanOrEqual": syntax.GreaterEqual,
	"Plus": syntax.Plus, "Minus": syntax.Minus, "Asterisk": syntax.Asterisk, "Slash": syntax.Slash, "Modulo": syntax.Percent,
	"Hat": syntax.Caret, "LogicalAnd": syntax.And, "LogicalOr": syntax.Or, "Pipe": syntax.Pipe,
	"Unrecognized": syntax.Unrecognized,
}

// token is a token as the official dumps show it: 0-based UTF-16 columns, where
// the end is counted as if the line went on, and the text with escaped breaks.
type token struct {
	start, end int
	kind       syntax.Kind
	text       string
}

var tokenLine = regexp.MustCompile(`^//@\[(\d+):(\d+)\) (\w+) \|(.*)\|$`)

var escapeBreaks = strings.NewReplacer("\n", `\n`, "\r", `\r`)

// dumpedTokens reads the tokens of a dump, which stand between the lines of the
// source.
func dumpedTokens(tb testing.TB, name, dump string) []token {
	var out []token
	for _, text := range strings.Split(strings.ReplaceAll(dump, "\r\n", "\n"), "\n") {
		m := tokenLine.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		kind, ok := officialKinds[m[3]]
		if !ok {
			tb.Fatalf("%s: unknown kind of token %s", name, m[3])
		}
		start, _ := strconv.Atoi(m[1])
		end, _ := strconv.Atoi(m[2])
		out = append(out, token{start, end, kind, m[4]})
	}
	return out
}

func ourTokens(f *source.File) []token {
	tree := syntax.Parse(f)
	var out []token
	for _, t := range tree.Tokens[1:] {
		at := f.Position(int(t.Start))
		text := f.Content()[t.Start:t.End]
		out = append(out, token{at.Column - 1, at.Column - 1 + source.UTF16Len(text), t.Kind, escapeBreaks.Replace(string(text))})
	}
	return out
}

func TestTokenDumps(t *testing.T) {
	root := corpusRoot(t)
	var dumps []string
	for _, f := range bicepFiles(t, "bicep-language") {
		dump := path.Join(path.Dir(f.Path()), "main.tokens.txt")
		if path.Base(f.Path()) != "main.bicep" {
			continue
		}
		if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(dump))); err == nil {
			dumps = append(dumps, dump)
		}
	}
	total, differ := 0, 0
	for _, name := range dumps {
		dump := string(read(t, name).Content())
		f := read(t, path.Join(path.Dir(name), "main.bicep"))
		if strings.Contains(dump, `|\r\n`) && !strings.Contains(string(f.Content()), "\r") {
			// The dump was made of the file with its original line breaks.
			f = source.NewFile(f.Path(), []byte(strings.ReplaceAll(string(f.Content()), "\n", "\r\n")))
		}
		want, got := dumpedTokens(t, name, dump), ourTokens(f)
		if !strings.Contains(dump, " EndOfFile |") { // left out where a token runs on to the end
			got = got[:len(got)-1]
		}
		total += len(want)
		if slices.Equal(want, got) {
			continue
		}
		differ++
		for i := range max(len(want), len(got)) {
			if i >= len(want) {
				t.Errorf("%s: %d tokens, of which the official dump has %d", name, len(got), len(want))
				break
			}
			if i >= len(got) || got[i] != want[i] {
				t.Errorf("%s: token %d: official %+v, ours %+v", name, i, want[i], got[min(i, len(got)-1)])
				break
			}
		}
	}
	t.Logf("%d dumps with %d tokens, %d differ", len(dumps), total, differ)
	if len(dumps) == 0 {
		t.Error("the corpus holds no dumps")
	}
}
