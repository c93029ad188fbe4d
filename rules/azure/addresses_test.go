package azure_test

import (
	"net/netip"
	"testing"

	"moat/analyzer/value"
	"moat/rules/azure"
)

func TestOpenRange(t *testing.T) {
	tests := map[string]struct{ everywhere, cosmos value.Tri }{
		"0.0.0.0/0":           {value.Yes, value.Yes},
		"203.0.113.7/0":       {value.Yes, value.Yes},
		"128.0.0.0/1":         {value.Yes, value.Yes},
		"16.0.0.0/7":          {value.Yes, value.Yes},
		"16.0.0.0/8":          {value.No, value.No},
		"10.0.0.0/7":          {value.Yes, value.Yes}, // 11.0.0.0/8 is public
		"10.0.0.0/8":          {value.No, value.No},
		" 203.0.113.0/24 ":    {value.No, value.No},
		"203.0.113.7":         {value.No, value.No},
		"0.0.0.0":             {value.No, value.Yes},
		"::/0":                {value.Yes, value.Yes},
		"2000::/3":            {value.Yes, value.Yes},
		"fc00::/7":            {value.No, value.No},
		"fc00::/6":            {value.Yes, value.Yes},
		"::ffff:0.0.0.0/96":   {value.Yes, value.Yes},
		"::ffff:203.0.113.7":  {value.No, value.No},
		"everything":          {value.Maybe, value.Maybe},
		"203.0.113.7/33":      {value.Maybe, value.Maybe},
		"fe80::1%eth0":        {value.Maybe, value.Maybe},
		"203.0.113.0-20.0.0.": {value.Maybe, value.Maybe},
		"":                    {value.Maybe, value.Maybe},
	}
	for text, want := range tests {
		v := value.NewString(text, nil)
		if got := azure.OpenRange(v); got != want.everywhere {
			t.Errorf("OpenRange(%q) = %v, want %v", text, got, want.everywhere)
		}
		if got := azure.DatacenterRange(v); got != want.cosmos {
			t.Errorf("DatacenterRange(%q) = %v, want %v", text, got, want.cosmos)
		}
	}
}

// An unknown range that can take known values only is as open as they are.
func TestOpenRangeOfChoices(t *testing.T) {
	choice := func(texts ...string) value.Value {
		d := &value.Domain{}
		for _, s := range texts {
			d.OneOf = append(d.OneOf, value.NewString(s, nil))
		}
		return value.NewUnknown(value.UnknownSpec{
			Sym: value.SymParam("range", ""), Why: []value.Why{{Reason: value.ReasonParameter, Name: "range"}}, Domain: d,
		})
	}
	for _, tt := range []struct {
		v    value.Value
		want value.Tri
	}{
		{choice("0.0.0.0/0", "0.0.0.0/1"), value.Yes},
		{choice("203.0.113.0/24", "198.51.100.0/24"), value.No},
		{choice("203.0.113.0/24", "0.0.0.0/0"), value.Maybe},
		{choice(), value.Maybe},
	} {
		if got := azure.OpenRange(tt.v); got != tt.want {
			t.Errorf("OpenRange(one of %v) = %v, want %v", value.Candidates(tt.v), got, tt.want)
		}
	}
}

func TestReserved(t *testing.T) {
	tests := map[string]string{ // range → the reserved one that it overlaps
		"10.0.0.0/8": "", "192.168.0.0/16": "", "172.16.0.0/13": "",
		"172.16.0.0/12": "172.30.0.0/16", "172.31.9.0/24": "172.31.0.0/16", "100.64.0.0/10": "100.100.0.0/17",
		"100.96.0.0/16": "", "100.100.128.0/24": "100.100.128.0/19", "169.254.1.0/24": "169.254.0.0/16", "0.0.0.0/0": "169.254.0.0/16",
	}
	for text, want := range tests {
		got, ok := azure.Reserved(netip.MustParsePrefix(text))
		if ok != (want != "") || ok && got.String() != want {
			t.Errorf("Reserved(%s) = %v, %v, want %q", text, got, ok, want)
		}
	}
}
