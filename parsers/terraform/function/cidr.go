package function

import (
	"math/big"
	"net/netip"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"moat/parsers/terraform/typed"
)

// cidrRows are the functions on IP networks.
func cidrRows() []*Func {
	return []*Func{
		{Name: "cidrhost", Signature: "prefix string, hostnum number: string", known: cidrHost},
		{Name: "cidrnetmask", Signature: "prefix string: string", known: cidrNetmask},
		{Name: "cidrsubnet", Signature: "prefix string, newbits number, netnum number: string", known: cidrSubnet},
		{Name: "cidrsubnets", Signature: "prefix string, newbits number…: list(string)", known: cidrSubnets},
	}
}

// network is argument 1 of a call: a prefix, with the bits of its host ignored.
func (c *call) network() (netip.Prefix, error) {
	p, err := netip.ParsePrefix(decimalZeros(c.str(0)))
	if err != nil {
		return p, c.wrong(0, "%s is no network in CIDR notation, such as 10.0.0.0/16", quoted(c.shown(0)))
	}
	addr := p.Addr()
	if addr.Is4In6() {
		if bits := p.Bits() - 96; bits >= 0 {
			p = netip.PrefixFrom(addr.Unmap(), bits)
		}
	}
	return p.Masked(), nil
}

// shown is argument i for a message.
func (c *call) shown(i int) string {
	if c.args[i].V.Secret() {
		return "•••"
	}
	return c.str(i)
}

// decimalZeros drops the zeros that lead a decimal number of an IPv4 address:
// Terraform reads 010 as 10.
func decimalZeros(s string) string {
	addr, bits, ok := strings.Cut(s, "/")
	parts := strings.Split(addr, ".")
	if !ok || len(parts) != 4 {
		return s
	}
	for i, p := range parts {
		if t := strings.TrimLeft(p, "0"); t != "" {
			parts[i] = t
		} else if p != "" {
			parts[i] = "0"
		}
	}
	return strings.Join(parts, ".") + "/" + bits
}

// number is argument i, a whole number of any size.
func (c *call) number(i int) (*big.Int, error) {
	f, ok := typed.Number(c.args[i].V)
	if !ok || !f.IsInt() {
		return nil, c.wrong(i, "it must be a whole number")
	}
	n, _ := f.Int(nil)
	return n, nil
}

func addrInt(a netip.Addr) *big.Int { return new(big.Int).SetBytes(a.AsSlice()) }

func intAddr(n *big.Int, like netip.Addr) netip.Addr {
	b := make([]byte, like.BitLen()/8)
	a, _ := netip.AddrFromSlice(n.FillBytes(b))
	return a
}

func cidrHost(c *call) (cty.Value, error) {
	p, err := c.network()
	if err != nil {
		return cty.NilVal, err
	}
	n, err := c.number(1)
	if err != nil {
		return cty.NilVal, err
	}
	free := uint(p.Addr().BitLen() - p.Bits())
	size := new(big.Int).Lsh(big.NewInt(1), free)
	host := new(big.Int).Set(n)
	if n.Sign() < 0 {
		host.Add(host, size)
	}
	if host.Sign() < 0 || host.Cmp(size) >= 0 {
		return cty.NilVal, c.wrong(1, "the network %s has no host %s", p, n)
	}
	return cty.StringVal(intAddr(host.Add(host, addrInt(p.Addr())), p.Addr()).String()), nil
}

func cidrNetmask(c *call) (cty.Value, error) {
	p, err := c.network()
	if err != nil {
		return cty.NilVal, err
	}
	if !p.Addr().Is4() {
		return cty.NilVal, c.wrong(0, "only IPv4 networks have a netmask")
	}
	mask := netip.PrefixFrom(netip.AddrFrom4([4]byte{255, 255, 255, 255}), p.Bits()).Masked()
	return cty.StringVal(mask.Addr().String()), nil
}

// room checks that a network can be cut into parts of so many more bits.
func (c *call) room(p netip.Prefix, i int) (int, error) {
	n, ok := c.whole(i)
	if !ok || n < 0 {
		return 0, c.wrong(i, "it must be a whole number of bits, not negative")
	}
	if free := p.Addr().BitLen() - p.Bits(); n > int64(free) {
		return 0, c.wrong(i, "the network %s can't be extended by %d bits; it has %d left", p, n, free)
	}
	return int(n), nil
}

// cidrSubnet writes the number over the bits behind the prefix, as Terraform
// does: a negative number, or a negative number of bits, writes over the
// network's own.
func cidrSubnet(c *call) (cty.Value, error) {
	p, err := c.network()
	if err != nil {
		return cty.NilVal, err
	}
	n, err := c.number(2)
	if err != nil {
		return cty.NilVal, err
	}
	less, ok := c.whole(1)
	bits := int(less)
	if !ok || less >= 0 {
		if bits, err = c.room(p, 1); err != nil {
			return cty.NilVal, err
		}
		if n.BitLen() > bits {
			return cty.NilVal, c.wrong(2, "%d more bits number networks from 0 to %s; there is no network %s",
				bits, new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), uint(bits)), big.NewInt(1)), n)
		}
	} else if less < int64(-p.Bits()) {
		return cty.NilVal, c.wrong(1, "the network %s has only %d bits", p, p.Bits())
	}
	long := p.Bits() + bits
	total := p.Addr().BitLen()
	at := new(big.Int)
	if n.BitLen() <= total {
		at.Lsh(n, uint(total-long))
		at.Abs(at.Or(at, addrInt(p.Addr())))
	}
	if n.BitLen() > total || at.BitLen() > total {
		return cty.NilVal, c.wrong(2, "there is no network %s", n)
	}
	return cty.StringVal(netip.PrefixFrom(intAddr(at, p.Addr()), long).String()), nil
}

func cidrSubnets(c *call) (cty.Value, error) {
	p, err := c.network()
	if err != nil {
		return cty.NilVal, err
	}
	if len(c.args) > maxItems {
		return cty.NilVal, limitError{}
	}
	if len(c.args) == 1 {
		return cty.ListValEmpty(cty.String), nil
	}
	end := addrInt(p.Addr())
	end.Add(end, new(big.Int).Lsh(big.NewInt(1), uint(p.Addr().BitLen()-p.Bits())))
	next := addrInt(p.Addr())
	out := make([]cty.Value, 0, len(c.args)-1)
	for i := 1; i < len(c.args); i++ {
		if n, ok := c.whole(i); !ok || n < 1 {
			return cty.NilVal, c.wrong(i, "it must be a whole number of bits, one at least")
		}
		bits, err := c.room(p, i)
		if err != nil {
			return cty.NilVal, err
		}
		if bits > 32 {
			return cty.NilVal, c.wrong(i, "it is %d; Terraform extends a prefix here by 32 bits at most", bits)
		}
		long := p.Bits() + bits
		size := new(big.Int).Lsh(big.NewInt(1), uint(p.Addr().BitLen()-long))
		// Each starts at the first address after the one before that is a
		// multiple of its own size.
		if rest := new(big.Int).Mod(next, size); rest.Sign() > 0 {
			next.Add(next, size).Sub(next, rest)
		}
		if new(big.Int).Add(next, size).Cmp(end) > 0 {
			return cty.NilVal, c.wrong(i, "the network %s has no room left for a network of %d more bits", p, bits)
		}
		out = append(out, cty.StringVal(netip.PrefixFrom(intAddr(next, p.Addr()), long).String()))
		next = new(big.Int).Add(next, size)
	}
	return cty.ListVal(out), nil
}
