package bicep

import (
	"fmt"
	"strings"
)

// maxCandidates bounds how many names a suggestion is looked for among.
const maxCandidates = 2000

// suggest is the end of a message about an unknown name: "; did you mean …?"
// with the nearest of the candidates, "" if none is near. Of equally near ones
// the first wins.
func suggest(name string, candidates ...[]string) string {
	if len(name) > 64 {
		return ""
	}
	best, bestDistance := "", max(1, len(name)/3)+1
	seen := 0
	for _, names := range candidates {
		for _, c := range names {
			if seen++; seen > maxCandidates {
				break
			}
			if len(c) > 64 || c == name {
				continue
			}
			if d := distance(name, c, bestDistance); d < bestDistance {
				best, bestDistance = c, d
			}
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", best)
}

// distance is the number of letters to insert, drop or replace to make b of a,
// or limit if it isn't below that. Names that differ in case alone are 0 apart.
func distance(a, b string, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	a, b = strings.ToLower(a), strings.ToLower(b)
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return min(row[len(b)], limit)
}
