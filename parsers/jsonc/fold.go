package jsonc

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"moat/analyzer/diag"
)

// Fold maps s so that two keys which Azure takes as one give equal strings. It
// maps each character to its upper case alone, as .NET's OrdinalIgnoreCase
// does; so no character outside ASCII equals one inside.
func Fold(s string) string { return strings.Map(foldRune, s) }

func foldRune(r rune) rune {
	if r < utf8.RuneSelf {
		if 'a' <= r && r <= 'z' {
			r -= 'a' - 'A'
		}
		return r
	}
	if up := unicode.ToUpper(r); up >= utf8.RuneSelf {
		return up
	}
	return r
}

// EqualFold says whether Fold(a) == Fold(b).
func EqualFold(a, b string) bool {
	for i := 0; i < len(a) && i < len(b); i++ {
		x, y := a[i], b[i]
		if x >= utf8.RuneSelf || y >= utf8.RuneSelf {
			return Fold(a[i:]) == Fold(b[i:])
		}
		if x != y && foldRune(rune(x)) != foldRune(rune(y)) {
			return false
		}
	}
	return len(a) == len(b)
}

// CaseClashes reports, at the later key, keys of one object within n that
// differ only in case. Azure reads them as one key; other readers of JSON
// don't. It stops after a hundred.
func CaseClashes(n *Node) []diag.Diagnostic {
	var found []diag.Diagnostic
	clashes(n, &found)
	return diag.Sort(found)
}

func clashes(n *Node, found *[]diag.Diagnostic) {
	members := n.Members()
	var seen map[string]string // folded key to the spelling met first
	if len(members) >= indexFrom {
		seen = make(map[string]string, len(members))
	}
	for i := range members {
		if len(*found) >= maxProblems {
			return
		}
		m := &members[i]
		first, clash := m.Key, false
		if seen == nil {
			for j := 0; j < i && !clash; j++ {
				first, clash = members[j].Key, EqualFold(members[j].Key, m.Key)
			}
		} else if first, clash = seen[Fold(m.Key)]; !clash {
			seen[Fold(m.Key)] = m.Key
		}
		if clash && first != m.Key {
			*found = append(*found, diag.Diagnostic{Kind: diag.Syntax, At: m.KeyRange(), Message: fmt.Sprintf(
				"the key %q differs from %q only in case, which Azure ignores; the later one counts", clip(m.Key), clip(first))})
		}
		clashes(m.Value, found)
	}
	for _, item := range n.Items() {
		clashes(item, found)
	}
}

// clip shortens a text that a message quotes.
func clip(s string) string {
	const most = 60
	if len(s) <= most {
		return s
	}
	cut := most
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}
