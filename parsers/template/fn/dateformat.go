package fn

import (
	"fmt"
	"strings"
	"time"
)

// formatDate formats a UTC date with a .NET format string, invariant culture;
// see "Standard date and time format strings" and "Custom date and time format
// strings" in its documentation. The result is false if the string isn't one.
func formatDate(t time.Time, format string) (string, bool) {
	if len(format) == 1 {
		custom := standardDate(format[0])
		if custom == "" {
			return "", false
		}
		return customDate(t, custom)
	}
	return customDate(t, format)
}

// standardDate is the custom format that a standard one stands for.
func standardDate(c byte) string {
	switch c {
	case 'd':
		return "MM/dd/yyyy"
	case 'D':
		return "dddd, dd MMMM yyyy"
	case 'f':
		return "dddd, dd MMMM yyyy HH:mm"
	case 'F', 'U':
		return "dddd, dd MMMM yyyy HH:mm:ss"
	case 'g':
		return "MM/dd/yyyy HH:mm"
	case 'G':
		return "MM/dd/yyyy HH:mm:ss"
	case 'm', 'M':
		return "MMMM dd"
	case 'o', 'O':
		return "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK"
	case 'r', 'R':
		return "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'"
	case 's':
		return "yyyy'-'MM'-'dd'T'HH':'mm':'ss"
	case 't':
		return "HH:mm"
	case 'T':
		return "HH:mm:ss"
	case 'u':
		return "yyyy'-'MM'-'dd HH':'mm':'ss'Z'"
	case 'y', 'Y':
		return "yyyy MMMM"
	}
	return ""
}

func customDate(t time.Time, format string) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(format); {
		c := format[i]
		switch c {
		case '\'', '"':
			end := i + 1
			for end < len(format) && format[end] != c {
				if format[end] == '\\' {
					end++
				}
				if end < len(format) {
					b.WriteByte(format[end])
				}
				end++
			}
			if end >= len(format) {
				return "", false
			}
			i = end + 1
			continue
		case '\\':
			if i+1 >= len(format) {
				return "", false
			}
			b.WriteByte(format[i+1])
			i += 2
			continue
		case '%':
			if i+1 >= len(format) || format[i+1] == '%' {
				return "", false
			}
			i++
			continue
		}
		n := 1
		for i+n < len(format) && format[i+n] == c {
			n++
		}
		i += n
		switch {
		case c == 'F' && n <= 7:
			digits := strings.TrimRight(fraction(t, n), "0")
			if digits == "" && strings.HasSuffix(b.String(), ".") {
				kept := b.String()[:b.Len()-1] // the point goes with the digits
				b.Reset()
				b.WriteString(kept)
			}
			b.WriteString(digits)
		case strings.IndexByte("dfFghHKmMstyz", c) >= 0:
			s, ok := datePart(t, c, n)
			if !ok {
				return "", false
			}
			b.WriteString(s)
		default:
			b.WriteString(format[i-n : i])
		}
	}
	return b.String(), true
}

// fraction are the first n digits of the fraction of a second.
func fraction(t time.Time, n int) string {
	return fmt.Sprintf("%07d", t.Nanosecond()/100)[:n]
}

// datePart formats a run of n times the letter c.
func datePart(t time.Time, c byte, n int) (string, bool) {
	pad := func(v int) string { return fmt.Sprintf("%0*d", min(n, 2), v) }
	switch c {
	case 'd':
		switch n {
		case 1, 2:
			return pad(t.Day()), true
		case 3:
			return t.Format("Mon"), true
		}
		return t.Format("Monday"), true
	case 'M':
		switch n {
		case 1, 2:
			return pad(int(t.Month())), true
		case 3:
			return t.Format("Jan"), true
		}
		return t.Format("January"), true
	case 'y':
		if n <= 2 {
			return pad(t.Year() % 100), true
		}
		return fmt.Sprintf("%0*d", n, t.Year()), true
	case 'h':
		return pad((t.Hour()+11)%12 + 1), true
	case 'H':
		return pad(t.Hour()), true
	case 'm':
		return pad(t.Minute()), true
	case 's':
		return pad(t.Second()), true
	case 't':
		s := t.Format("PM")
		return s[:min(n, 2)], true
	case 'f':
		if n > 7 {
			return "", false
		}
		return fraction(t, n), true
	case 'g':
		return "A.D.", true
	case 'K':
		return strings.Repeat("Z", n), true
	case 'z':
		switch n {
		case 1:
			return "+0", true
		case 2:
			return "+00", true
		}
		return "+00:00", true
	}
	return "", false
}
