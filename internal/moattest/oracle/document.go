package oracle

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// stated is what docs/oracle.md promises.
type stated struct {
	counts map[row]map[outcome]int
	never  []string // pairs that nobody can deploy: "mode: pair", sorted
	leaves float64  // per cent of leaves known, of those that aren't for run time
	// inside is the same for runs with symbolic scopes, of those leaves that the
	// environment doesn't decide either; outside counts these too.
	inside, outside float64
	caught          int // mutations reported
	of              int // mutations made
}

var (
	leavesLine    = regexp.MustCompile(`(?m)^Leaves known: ([0-9.]+) %`)
	symbolicLine  = regexp.MustCompile(`(?m)^Leaves known with symbolic scopes: ([0-9.]+) %, or ([0-9.]+) %`)
	mutationsLine = regexp.MustCompile(`(?m)^Mutations reported: ([0-9]+) of ([0-9]+)`)
)

// readStated reads the table whose header begins with "Class" and "Mode" and
// names outcomes, that of the pairs which nobody can deploy, and the lines that
// say what else is measured.
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
		case len(cells) == 3 && cells[0] == "Pair" && cells[1] == "Modes":
			header = cells
		case len(header) == 3 && len(cells) == 3 && !strings.HasPrefix(cells[0], "--"):
			for m := range strings.SplitSeq(cells[1], ", ") {
				s.never = append(s.never, m+": "+cells[0])
			}
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
	slices.Sort(s.never)
	leaves, mutations := leavesLine.FindStringSubmatch(text), mutationsLine.FindStringSubmatch(text)
	symbolic := symbolicLine.FindStringSubmatch(text)
	if leaves == nil || symbolic == nil || mutations == nil || len(s.counts) != len(classes)*len(modes) {
		return nil, fmt.Errorf("the table has %d rows, want %d; leaves stated: %v and %v, mutations stated: %v",
			len(s.counts), len(classes)*len(modes), leaves != nil, symbolic != nil, mutations != nil)
	}
	var err error
	for _, n := range []struct {
		text string
		to   *float64
	}{{leaves[1], &s.leaves}, {symbolic[1], &s.inside}, {symbolic[2], &s.outside}} {
		if *n.to, err = strconv.ParseFloat(n.text, 64); err != nil {
			return nil, err
		}
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

// shortName is what the document calls a pair: the folder and name of its Bicep
// file.
func (p pair) shortName() string {
	return path.Join(path.Base(path.Dir(p.bicep)), path.Base(p.bicep))
}

// otherNever lists where the pairs that nobody can deploy aren't those stated.
func (s *stated) otherNever(have []string) []string {
	var out []string
	for _, p := range have {
		if !slices.Contains(s.never, p) {
			out = append(out, p+" can't be deployed, and docs/oracle.md doesn't say why")
		}
	}
	for _, p := range s.never {
		if !slices.Contains(have, p) {
			out = append(out, p+" can't be deployed, says docs/oracle.md, and it isn't so")
		}
	}
	return out
}
