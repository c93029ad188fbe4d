package fn

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// Numbers are formatted as .NET's invariant culture does; see "Standard
// numeric format strings" and "Custom numeric format strings" in its
// documentation.

// maxPrecision bounds the digits that a format specification may ask for.
const maxPrecision = 9999

// standard takes a standard specification apart: a letter and up to nine
// digits. precision is -1 if none is given.
func standard(spec string) (letter byte, precision int, ok bool) {
	if spec == "" {
		return 'G', -1, true
	}
	c := spec[0]
	if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z') {
		return 0, 0, false
	}
	if len(spec) == 1 {
		return c, -1, true
	}
	for _, d := range spec[1:] {
		if d < '0' || d > '9' {
			return 0, 0, false
		}
	}
	n, err := strconv.Atoi(spec[1:])
	if err != nil || n > maxPrecision {
		return 0, 0, false
	}
	return c, n, true
}

// formatInt formats i; false if the specification isn't valid.
func formatInt(i int64, spec string) (string, bool) {
	letter, precision, ok := standard(spec)
	if !ok {
		return formatCustom(new(big.Rat).SetInt64(i), spec)
	}
	switch letter {
	case 'D', 'd':
		return signed(i < 0, leftPad(magnitude(i), precision)), true
	case 'X', 'x':
		s := strconv.FormatUint(uint64(i), 16)
		if letter == 'X' {
			s = strings.ToUpper(s)
		}
		return leftPad(s, precision), true
	case 'B', 'b':
		return leftPad(strconv.FormatUint(uint64(i), 2), precision), true
	case 'G', 'g':
		if precision <= 0 || precision >= len(magnitude(i)) {
			return strconv.FormatInt(i, 10), true
		}
		return general(float64(i), precision, letter == 'G'), true
	case 'R', 'r':
		return "", false
	}
	return formatFixed(new(big.Rat).SetInt64(i), letter, precision)
}

// formatFloat formats f; false if the specification isn't valid.
func formatFloat(f float64, spec string) (string, bool) {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return "", false
	}
	letter, precision, ok := standard(spec)
	r := new(big.Rat)
	r.SetFloat64(f)
	if !ok {
		return formatCustom(r, spec)
	}
	switch letter {
	case 'G', 'g':
		if precision <= 0 {
			precision = -1
		}
		return general(f, precision, letter == 'G'), true
	case 'R', 'r':
		return general(f, -1, true), true
	case 'D', 'd', 'X', 'x', 'B', 'b':
		return "", false
	}
	return formatFixed(r, letter, precision)
}

func general(f float64, precision int, upper bool) string {
	s := strconv.FormatFloat(f, 'G', precision, 64)
	if !upper {
		s = strings.ToLower(s)
	}
	return s
}

// formatFixed does the specifications C, E, F, N and P.
func formatFixed(r *big.Rat, letter byte, precision int) (string, bool) {
	if precision < 0 {
		precision = 2
		if letter == 'E' || letter == 'e' {
			precision = 6
		}
	}
	abs := new(big.Rat).Abs(r)
	switch letter {
	case 'F', 'f':
		return fixedSign(r, abs.FloatString(precision)), true
	case 'N', 'n':
		return fixedSign(r, group(abs.FloatString(precision))), true
	case 'P', 'p':
		abs.Mul(abs, big.NewRat(100, 1))
		return fixedSign(r, group(abs.FloatString(precision))+" %"), true
	case 'C', 'c':
		s := "¤" + group(abs.FloatString(precision))
		if r.Sign() < 0 {
			s = "(" + s + ")"
		}
		return s, true
	case 'E', 'e':
		f, _ := r.Float64()
		s := strconv.FormatFloat(f, letter, precision, 64)
		i := strings.LastIndexAny(s, "+-") // .NET writes at least three digits
		return s[:i+1] + leftPad(s[i+1:], 3), true
	}
	return "", false
}

// fixedSign puts a minus before a negative number that isn't rounded to zero.
func fixedSign(r *big.Rat, s string) string {
	return signed(r.Sign() < 0 && strings.ContainsAny(s, "123456789"), s)
}

func signed(negative bool, s string) string {
	if negative {
		return "-" + s
	}
	return s
}

func magnitude(i int64) string { return strings.TrimPrefix(strconv.FormatInt(i, 10), "-") }

func leftPad(s string, width int) string {
	if n := width - len(s); n > 0 {
		return strings.Repeat("0", n) + s
	}
	return s
}

// group puts commas between the thousands of a decimal number.
func group(s string) string {
	whole, fraction, has := strings.Cut(s, ".")
	var b strings.Builder
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(whole[i])
	}
	if has {
		b.WriteString("." + fraction)
	}
	return b.String()
}

// customPart is one character of a custom specification: a digit place '0' or
// '#', the decimal point '.', or literal text.
type customPart struct {
	kind byte // '0', '#', '.', or 'l'
	text string
}

// custom is one section of a custom specification.
type custom struct {
	parts   []customPart
	comma   bool // thousands separators
	scale   int  // commas at the end of the whole part: divide by 1000 each
	percent int  // powers of ten to multiply by
	whole   int  // digit places before the point
	decimal int  // digit places behind it
}

// formatCustom does custom specifications: digit places, grouping, scaling,
// percent, literals and up to three sections.
func formatCustom(r *big.Rat, spec string) (string, bool) {
	sections, ok := splitSections(spec)
	if !ok {
		return "", false
	}
	pick, negative := 0, r.Sign() < 0
	switch {
	case r.Sign() == 0 && len(sections) > 2 && sections[2] != "":
		pick = 2
	case r.Sign() < 0 && len(sections) > 1 && sections[1] != "":
		pick, negative = 1, false
	}
	c, ok := parseCustom(sections[pick])
	if !ok {
		return "", false
	}
	abs := new(big.Rat).Abs(r)
	abs.Mul(abs, new(big.Rat).SetInt(pow10(c.percent)))
	abs.Quo(abs, new(big.Rat).SetInt(pow10(3*c.scale)))
	digits := abs.FloatString(c.decimal)
	if !strings.ContainsAny(digits, "123456789") {
		negative = false
	}
	return signed(negative, c.fill(digits)), true
}

func pow10(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }

// splitSections cuts at semicolons that are no literals.
func splitSections(spec string) ([]string, bool) {
	if len(spec) > maxPrecision {
		return nil, false
	}
	var out []string
	start, quote := 0, byte(0)
	for i := 0; i < len(spec); i++ {
		switch c := spec[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case c == '\\':
			i++
		case c == ';':
			out = append(out, spec[start:i])
			start = i + 1
		}
	}
	return append(out, spec[start:]), quote == 0
}

func parseCustom(s string) (custom, bool) {
	var c custom
	var commas int // seen since the last digit place before the point
	point := false
	lit := func(t string) { c.parts = append(c.parts, customPart{'l', t}) }
	for i := 0; i < len(s); i++ {
		switch ch := s[i]; ch {
		case '0', '#':
			if point {
				c.decimal++
			} else {
				c.comma = c.comma || commas > 0 && c.whole > 0
				commas = 0
				c.whole++
			}
			c.parts = append(c.parts, customPart{ch, ""})
		case '.':
			if !point {
				point = true
				c.scale += commas
				commas = 0
				c.parts = append(c.parts, customPart{'.', ""})
			}
		case ',':
			if !point {
				commas++
			}
		case '%':
			c.percent += 2
			lit("%")
		case '\'', '"':
			end := strings.IndexByte(s[i+1:], ch)
			if end < 0 {
				return c, false
			}
			lit(s[i+1 : i+1+end])
			i += end + 1
		case '\\':
			i++
			if i >= len(s) {
				return c, false
			}
			lit(s[i : i+1])
		case 'e', 'E':
			if i+1 < len(s) && strings.IndexByte("+-0", s[i+1]) >= 0 {
				return c, false // scientific notation is not done
			}
			lit(string(ch))
		default:
			lit(s[i : i+1])
		}
	}
	if !point {
		c.scale += commas
	}
	return c, true
}

// fill puts the digits of a decimal number into the places.
func (c custom) fill(digits string) string {
	whole, fraction, _ := strings.Cut(digits, ".")
	whole = strings.TrimLeft(whole, "0")
	firstZero, lastZero := -1, -1 // the outermost places that always show
	n, d := 0, 0
	point := false
	for _, p := range c.parts {
		switch {
		case p.kind == '.':
			point = true
		case p.kind == '0' && !point:
			if firstZero < 0 {
				firstZero = c.whole - n
			}
			n++
		case p.kind == '#' && !point:
			n++
		case p.kind == '0' && point:
			d++
			lastZero = d
		case p.kind == '#' && point:
			d++
		}
	}
	whole = leftPad(whole, firstZero)
	fraction = strings.TrimRight(fraction, "0")
	for len(fraction) < lastZero {
		fraction += "0"
	}
	var b strings.Builder
	place, used, done := c.whole, 0, 0
	point = false
	put := func(upTo int) { // writes the digits down to a place
		for len(whole)-used > upTo {
			b.WriteByte(whole[used])
			used++
			if left := len(whole) - used; c.comma && left > 0 && left%3 == 0 {
				b.WriteByte(',')
			}
		}
	}
	for _, p := range c.parts {
		switch {
		case p.kind == 'l':
			b.WriteString(p.text)
		case p.kind == '.':
			put(0)
			point = true
			if fraction != "" {
				b.WriteByte('.')
			}
		case point:
			if done < len(fraction) {
				b.WriteByte(fraction[done])
				done++
			}
		default:
			place--
			put(place)
		}
	}
	return b.String()
}
