package azure

import (
	"net/netip"
	"strings"

	"moat/analyzer/value"
)

// Prefix reads an address range, such as 10.0.0.0/24, or a single address, which
// is a range of one. Host bits are cut off, and an IPv4 address written as IPv6
// is taken for what it is; false for anything else.
func Prefix(text string) (netip.Prefix, bool) {
	text = strings.TrimSpace(text)
	if !strings.Contains(text, "/") {
		a, err := netip.ParseAddr(text)
		if err != nil || a.Zone() != "" {
			return netip.Prefix{}, false
		}
		a = a.Unmap()
		return netip.PrefixFrom(a, a.BitLen()), true
	}
	p, err := netip.ParsePrefix(text)
	if err != nil {
		return netip.Prefix{}, false
	}
	if a := p.Addr(); a.Is4In6() && p.Bits() >= 96 {
		p = netip.PrefixFrom(a.Unmap(), p.Bits()-96)
	}
	return p.Masked(), true
}

// narrowest is the length below which a public range filters nothing worth the
// name.
const narrowest = 8

// OpenRange says whether an address range of a firewall takes in so much of the
// internet that it filters nothing: everything, or a public prefix shorter than
// /8. A text that isn't a range settles nothing.
func OpenRange(v value.Value) value.Tri {
	s, ok := v.(value.String)
	if !ok {
		return anyOf(v, OpenRange)
	}
	p, ok := Prefix(s.String())
	if !ok {
		return value.Maybe
	}
	return value.TriOf(p.Bits() < narrowest && !Covers(uniqueLocal(), p))
}

// uniqueLocal is the private space of IPv6, the only one that is wider than /8;
// source: RFC 4193.
func uniqueLocal() netip.Prefix { return netip.MustParsePrefix("fc00::/7") }

// DatacenterRange is OpenRange for Cosmos DB, where the single address 0.0.0.0
// lets every address of Azure's own data centres in, other customers' machines
// included.
//
// Source: Microsoft Learn, Configure an IP firewall in Azure Cosmos DB.
func DatacenterRange(v value.Value) value.Tri {
	s, ok := v.(value.String)
	if !ok {
		return anyOf(v, DatacenterRange)
	}
	if p, ok := Prefix(s.String()); ok && p.Addr().IsUnspecified() {
		return value.Yes
	}
	return OpenRange(v)
}

// anyOf asks each value that v may take: Yes if all of them are, No if none is.
func anyOf(v value.Value, ask func(value.Value) value.Tri) value.Tri {
	if v == nil || v.Kind() != value.KindUnknown {
		return value.Maybe
	}
	all := value.Candidates(v)
	if len(all) == 0 {
		return value.Maybe
	}
	first := ask(all[0])
	for _, c := range all[1:] {
		if c.Kind() == value.KindUnknown || ask(c) != first {
			return value.Maybe
		}
	}
	return first
}

// privateSpace is the address space of RFC 1918.
func privateSpace() []netip.Prefix {
	return []netip.Prefix{
		netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("172.16.0.0/12"), netip.MustParsePrefix("192.168.0.0/16"),
	}
}

// IsPrivateSpace says whether an IPv4 range lies wholly in one block of RFC 1918.
func IsPrivateSpace(p netip.Prefix) bool {
	for _, block := range privateSpace() {
		if Covers(block, p) {
			return true
		}
	}
	return false
}

// Covers says whether outer holds all of inner.
func Covers(outer, inner netip.Prefix) bool {
	return outer.Bits() <= inner.Bits() && outer.Contains(inner.Addr())
}

// Reserved returns the range, of those that the platform keeps for itself, that
// a virtual network's range overlaps; false if it overlaps none.
//
// Source: README of sample 15 of microsoft-foundry/foundry-samples; Microsoft
// Learn, Provide a virtual network to an Azure Container Apps environment (the
// last two of 100.100.0.0/16).
func Reserved(p netip.Prefix) (netip.Prefix, bool) {
	for _, text := range [...]string{
		"169.254.0.0/16", "172.30.0.0/16", "172.31.0.0/16", "192.0.2.0/24", "0.0.0.0/8", "127.0.0.0/8",
		"100.100.0.0/17", "100.100.192.0/19", "100.100.224.0/19", "100.64.0.0/11",
		"100.100.128.0/19", "100.100.160.0/19",
	} {
		if r := netip.MustParsePrefix(text); r.Overlaps(p) {
			return r, true
		}
	}
	return netip.Prefix{}, false
}
