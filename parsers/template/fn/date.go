package fn

import (
	"strconv"
	"strings"
	"time"

	"moat/analyzer/value"
)

// dateRows are the functions on points in time, all in UTC.
func dateRows() []*Row {
	return []*Row{
		{Name: "dateTimeAdd", Min: 2, Max: 3, In: Everywhere, Result: value.TypeString, Eval: plain(dateTimeAdd)},
		{Name: "dateTimeFromEpoch", Min: 1, Max: 1, In: Everywhere, Result: value.TypeString, Eval: plain(dateTimeFromEpoch)},
		{Name: "dateTimeToEpoch", Min: 1, Max: 1, In: Everywhere, Result: value.TypeInt, Eval: plain(dateTimeToEpoch)},
	}
}

// isoUTC is the form that dates take without a format string.
const isoUTC = "2006-01-02T15:04:05Z"

// inRange says whether .NET has the date: years 1 to 9999.
func inRange(t time.Time) bool { return t.Year() >= 1 && t.Year() <= 9999 }

func dateTimeFromEpoch(c *Call, args []value.Value) (value.Value, *Fault) {
	n, fault := c.intArg(args, 0)
	if fault != nil {
		return nil, fault
	}
	const most = 253402300799 // the end of the year 9999
	if n < -62135596800 || n > most {
		return nil, Faultf("dateTimeFromEpoch() is given %d seconds, which lie outside the years 1 to 9999", n)
	}
	return c.str(time.Unix(n, 0).UTC().Format(isoUTC), args...), nil
}

func dateTimeToEpoch(c *Call, args []value.Value) (value.Value, *Fault) {
	t, fault := c.date(args, 0)
	if fault != nil {
		return nil, fault
	}
	return c.integer(t.Unix(), args...), nil
}

// date reads an argument as an ISO 8601 date; without a zone it is UTC.
func (c *Call) date(args []value.Value, i int) (time.Time, *Fault) {
	s, fault := c.stringArg(args, i)
	if fault != nil {
		return time.Time{}, fault
	}
	text := strings.TrimSpace(s)
	for _, layout := range [...]string{
		"2006-01-02T15:04:05Z07:00", "2006-01-02 15:04:05Z07:00", "2006-01-02T15:04:05", "2006-01-02 15:04:05",
		"2006-01-02T15:04Z07:00", "2006-01-02 15:04Z07:00", "2006-01-02T15:04", "2006-01-02 15:04",
		"20060102T150405Z", "2006-01-02",
	} {
		if t, err := time.Parse(layout, text); err == nil && inRange(t.UTC()) {
			return t.UTC(), nil
		}
	}
	return time.Time{}, Faultf("the text given to %s() isn't a date, which is like '2024-05-01T10:00:00Z'", c.Row.Name)
}

func dateTimeAdd(c *Call, args []value.Value) (value.Value, *Fault) {
	t, fault := c.date(args, 0)
	if fault != nil {
		return nil, fault
	}
	text, fault := c.stringArg(args, 1)
	if fault != nil {
		return nil, fault
	}
	days, rest, ok := parseDuration(text)
	if !ok {
		return nil, Faultf("the text %q given to dateTimeAdd() isn't a duration, which is like 'P1DT2H'", clip(text))
	}
	t = t.AddDate(0, 0, int(days)).Add(rest)
	if !inRange(t) {
		return nil, Faultf("the result of dateTimeAdd() lies outside the years 1 to 9999")
	}
	if len(args) > 2 {
		layout, fault := c.stringArg(args, 2)
		if fault != nil {
			return nil, fault
		}
		if fault := c.checkString(8 * len(layout)); fault != nil {
			return nil, fault
		}
		s, ok := formatDate(t, layout)
		if !ok {
			return nil, Faultf("the text %q given to dateTimeAdd() isn't a date format", clip(layout))
		}
		return c.str(s, args...), nil
	}
	layout := isoUTC
	if t.Nanosecond() != 0 {
		layout = "2006-01-02T15:04:05.9999999Z"
	}
	return c.str(t.Format(layout), args...), nil
}

// maxDays bounds a duration: no two dates lie further apart.
const maxDays = 4_000_000

// parseDuration reads an ISO 8601 duration. As documented for dateTimeAdd(), a
// year is 365 days and a month is 30.
func parseDuration(s string) (days int64, rest time.Duration, ok bool) {
	s = strings.TrimSpace(s)
	s, negative := strings.CutPrefix(s, "-")
	s, hasP := strings.CutPrefix(s, "P")
	if !hasP || s == "" || strings.HasSuffix(s, "T") {
		return 0, 0, false
	}
	// The letters must come in this order; T leads from the first to the second.
	order, inTime := "YMWD", false
	var nanos float64
	for s != "" {
		if s[0] == 'T' && !inTime {
			order, inTime, s = "HMS", true, s[1:]
			continue
		}
		i := 0
		for i < len(s) && (s[i] >= '0' && s[i] <= '9' || s[i] == '.') {
			i++
		}
		if i == 0 || i == len(s) {
			return 0, 0, false
		}
		at := strings.IndexByte(order, s[i])
		n, err := strconv.ParseFloat(s[:i], 64)
		if at < 0 || err != nil || n > 1e12 || strings.Contains(s[:i], ".") && s[i] != 'S' {
			return 0, 0, false
		}
		switch unit := s[i]; {
		case unit == 'Y':
			days += int64(n) * 365
		case unit == 'M' && !inTime:
			days += int64(n) * 30
		case unit == 'W':
			days += int64(n) * 7
		case unit == 'D':
			days += int64(n)
		case unit == 'H':
			nanos += n * 3600e9
		case unit == 'M':
			nanos += n * 60e9
		default:
			nanos += n * 1e9
		}
		order, s = order[at+1:], s[i+1:]
	}
	const day = 86400e9
	whole := int64(nanos / day)
	days += whole
	if days > maxDays {
		return 0, 0, false
	}
	rest = roundTicks(nanos - float64(whole)*day)
	if negative {
		return -days, -rest, true
	}
	return days, rest, true
}

// roundTicks rounds to .NET's resolution of 100 nanoseconds.
func roundTicks(nanos float64) time.Duration {
	return time.Duration(nanos/100+0.5) * 100
}
