package report

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"moat/analyzer/source"
)

// lineHashes keeps the line hashes of the files that were asked for.
type lineHashes map[*source.File][]string

// of is the fingerprint "primaryLocationLineHash" of a place: the only one that
// GitHub reads. Its upload action adds it where it is missing, with a warning
// where it differs from its own; the upload by REST doesn't, and without it
// each upload would open every alert anew.
func (l lineHashes) of(at source.Range) string {
	hashes, ok := l[at.File]
	if !ok {
		hashes = hashLines(at.File.Content())
		l[at.File] = hashes
	}
	return hashes[min(at.StartPosition().Line, len(hashes))-1]
}

// hashSpan is how many characters from the start of a line its hash covers,
// those of the following lines included.
const hashSpan = 100

// hashLines returns the hash of each line as GitHub's github/codeql-action
// computes it (src/fingerprints.ts): a polynomial in 37, modulo 2^64, of the
// first 100 UTF-16 code units from the start of the line. Blanks and tabs don't
// count, every line break counts as one line feed, and U+FFFF followed by zeros
// stands behind the end. A number behind the hash tells equal lines apart.
func hashLines(content []byte) []string {
	units, starts := significant(content)
	out := make([]string, len(starts))
	seen := map[uint64]int{}
	for i, start := range starts {
		var hash uint64
		for _, u := range units[start : start+hashSpan] {
			hash = hash*37 + uint64(u)
		}
		seen[hash]++
		out[i] = strconv.FormatUint(hash, 16) + ":" + strconv.Itoa(seen[hash])
	}
	return out
}

// significant returns the code units that line hashes count, with the padding
// behind the end, and where each line starts among them.
func significant(content []byte) (units []uint16, starts []int) {
	const end = 0xffff
	units = make([]uint16, 0, len(content)+1+hashSpan)
	lineStart, afterReturn := true, false
	take := func(u uint16) {
		if lineStart {
			starts = append(starts, len(units))
		}
		lineStart = u == '\n'
		units = append(units, u)
	}
	for len(content) > 0 {
		r, size := utf8.DecodeRune(content)
		content = content[size:]
		switch {
		case r == ' ' || r == '\t' || r == '\n' && afterReturn:
			afterReturn = false
			continue
		case r == '\r':
			take('\n')
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			take(uint16(high))
			take(uint16(low))
		default:
			take(uint16(r))
		}
		afterReturn = r == '\r'
	}
	take(end)
	return append(units, make([]uint16, hashSpan)...), starts
}
