package fn

import (
	"math/big"
	"net/netip"
	"strings"

	"moat/analyzer/source"
	"moat/analyzer/value"
)

// cidrRows are the functions on IP networks.
func cidrRows() []*Row {
	return []*Row{
		{Name: "cidrHost", Min: 2, Max: 2, In: Everywhere, Result: value.TypeString, Eval: plain(cidrHost)},
		{Name: "cidrSubnet", Min: 3, Max: 3, In: Everywhere, Result: value.TypeString, Eval: plain(cidrSubnet)},
		{Name: "parseCidr", Min: 1, Max: 1, In: Everywhere, Result: value.TypeObject, Eval: plain(parseCIDR)},
	}
}

// network is argument 0; bits that are set behind the prefix are dropped.
func (c *Call) network(args []value.Value) (netip.Prefix, *Fault) {
	s, fault := c.stringArg(args, 0)
	if fault != nil {
		return netip.Prefix{}, fault
	}
	p, err := netip.ParsePrefix(strings.TrimSpace(s))
	if err != nil {
		return p, Faultf("the text given to %s() isn't a network, which is like '10.0.0.0/16'", c.Row.Name)
	}
	return p.Masked(), nil
}

// offset is the address n after a; false if there is none.
func offset(a netip.Addr, n *big.Int) (netip.Addr, bool) {
	sum := new(big.Int).SetBytes(a.AsSlice())
	sum.Add(sum, n)
	if sum.Sign() < 0 || sum.BitLen() > a.BitLen() {
		return a, false
	}
	out, ok := netip.AddrFromSlice(sum.FillBytes(make([]byte, a.BitLen()/8)))
	return out, ok
}

// size is the number of addresses in a network.
func size(p netip.Prefix) *big.Int {
	return new(big.Int).Lsh(big.NewInt(1), uint(p.Addr().BitLen()-p.Bits()))
}

// lastAddress is the last address of a network: for IPv4 its broadcast.
func lastAddress(p netip.Prefix) netip.Addr {
	a, _ := offset(p.Addr(), new(big.Int).Sub(size(p), big.NewInt(1)))
	return a
}

func cidrHost(c *Call, args []value.Value) (value.Value, *Fault) {
	p, fault := c.network(args)
	if fault != nil {
		return nil, fault
	}
	i, fault := c.intArg(args, 1)
	if fault != nil {
		return nil, fault
	}
	at := new(big.Int).Add(big.NewInt(i), big.NewInt(1))
	a, ok := offset(p.Addr(), at)
	if i < 0 || !ok || !p.Contains(a) || p.Addr().Is4() && p.Bits() < 31 && a == lastAddress(p) {
		return nil, Faultf("the network %s given to cidrHost() has no host of index %d", p, i)
	}
	return c.str(a.String(), args...), nil
}

func cidrSubnet(c *Call, args []value.Value) (value.Value, *Fault) {
	p, fault := c.network(args)
	if fault != nil {
		return nil, fault
	}
	bits, fault := c.intArg(args, 1)
	if fault != nil {
		return nil, fault
	}
	i, fault := c.intArg(args, 2)
	if fault != nil {
		return nil, fault
	}
	if bits < int64(p.Bits()) || bits > int64(p.Addr().BitLen()) {
		return nil, Faultf("cidrSubnet() is asked for the prefix length %d; in the network %s it must be from %d to %d", bits, p, p.Bits(), p.Addr().BitLen())
	}
	step := new(big.Int).Lsh(big.NewInt(1), uint(int64(p.Addr().BitLen())-bits))
	at := new(big.Int).Mul(step, big.NewInt(i))
	if i < 0 || at.Cmp(size(p)) >= 0 {
		return nil, Faultf("the network %s has no subnet of prefix length %d and index %d", p, bits, i)
	}
	a, _ := offset(p.Addr(), at)
	return c.str(netip.PrefixFrom(a, int(bits)).String(), args...), nil
}

func parseCIDR(c *Call, args []value.Value) (value.Value, *Fault) {
	p, fault := c.network(args)
	if fault != nil {
		return nil, fault
	}
	first, last := p.Addr(), lastAddress(p)
	mask := make([]byte, p.Addr().BitLen()/8)
	for i := range p.Bits() {
		mask[i/8] |= 0x80 >> (i % 8)
	}
	netmask, _ := netip.AddrFromSlice(mask)
	var members []value.Member
	add := func(name string, v value.Value) { members = append(members, value.Member{Key: name, Value: v}) }
	add("network", c.str(first.String(), args...))
	add("netmask", c.str(netmask.String(), args...))
	if p.Addr().Is4() {
		add("broadcast", c.str(last.String(), args...))
		if p.Bits() < 31 {
			first, last = first.Next(), last.Prev()
		}
	}
	add("firstUsable", c.str(first.String(), args...))
	add("lastUsable", c.str(last.String(), args...))
	add("cidr", c.integer(int64(p.Bits()), args...))
	return value.NewObject(members, source.Range{}, c.Origin(args...)), nil
}
