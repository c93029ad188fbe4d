package oracle

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// stated is what docs/oracle.md promises.
type stated struct {
	counts map[row]map[outcome]int
	leaves float64 // per cent of leaves known, of those that aren't for run time
	caught int     // mutations reported
	of     int     // mutations made
}

var (
	leavesLine    = regexp.MustCompile(`(?m)^Leaves known: ([0-9.]+) %`)
	mutationsLine = regexp.MustCompile(`(?m)^Mutations reported: ([0-9]+) of ([0-9]+)`)
)

// readStated reads the table whose header begins with "Class" and "Mode" and
// names outcomes, and the two lines that say what else is measured.
func readStated(text string) (*stated, error) {
	s := &stated{counts: map[row]map[outcome]int{}}
	var header []string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "|") {
			header = nil
			continue
		}
		cells := strings.Split(strings.Trim(line, "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		switch {
		case len(cells) > 2 && cells[0] == "Class" && cells[1] == "Mode":
			header = cells
		case header == nil || strings.HasPrefix(cells[0], "--"):
		case len(cells) != len(header):
			return nil, fmt.Errorf("%q has %d cells, want %d", line, len(cells), len(header))
		default:
			r := row{class(cells[0]), mode(cells[1])}
			s.counts[r] = map[outcome]int{}
			for i := 2; i < len(cells); i++ {
				n, err := strconv.Atoi(cells[i])
				if err != nil {
					return nil, fmt.Errorf("%q: %w", line, err)
				}
				s.counts[r][outcome(header[i])] = n
			}
		}
	}
	leaves, mutations := leavesLine.FindStringSubmatch(text), mutationsLine.FindStringSubmatch(text)
	if leaves == nil || mutations == nil || len(s.counts) != len(classes)*len(modes) {
		return nil, fmt.Errorf("the table has %d rows, want %d; leaves stated: %v, mutations stated: %v",
			len(s.counts), len(classes)*len(modes), leaves != nil, mutations != nil)
	}
	var err error
	if s.leaves, err = strconv.ParseFloat(leaves[1], 64); err != nil {
		return nil, err
	}
	if s.caught, err = strconv.Atoi(mutations[1]); err != nil {
		return nil, err
	}
	s.of, err = strconv.Atoi(mutations[2])
	return s, err
}

// worse lists how counts fall short of what is stated.
func (s *stated) worse(counts map[row]map[outcome]int) []string {
	var out []string
	for _, c := range classes {
		for _, m := range modes {
			have, want := counts[row{c, m}], s.counts[row{c, m}]
			if have[equal] < want[equal] {
				out = append(out, fmt.Sprintf("%s pairs, %s: %d are equal, and docs/oracle.md states %d", c, m, have[equal], want[equal]))
			}
			for _, o := range outcomes {
				if o != equal && have[o] > want[o] {
					out = append(out, fmt.Sprintf("%s pairs, %s: %d are %q, and docs/oracle.md states %d", c, m, have[o], o, want[o]))
				}
			}
		}
	}
	return out
}
