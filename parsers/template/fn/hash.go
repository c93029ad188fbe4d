package fn

import (
	"crypto/sha1"
	"encoding/binary"
	"fmt"
	"math/bits"
	"strings"

	"moat/analyzer/value"
)

// hashRows are the functions that turn text into identifiers.
func hashRows() []*Row {
	return []*Row{
		{Name: "uniqueString", Min: 1, Max: -1, In: Everywhere, Result: value.TypeString, Width: 13, Eval: plain(func(c *Call, args []value.Value) (value.Value, *Fault) {
			return hashed(c, args, uniqueString)
		})},
		{Name: "guid", Min: 1, Max: -1, In: Everywhere, Result: value.TypeString, Width: 36, Eval: plain(func(c *Call, args []value.Value) (value.Value, *Fault) {
			return hashed(c, args, guid)
		})},
	}
}

func hashed(c *Call, args []value.Value, f func(string) string) (value.Value, *Fault) {
	total := 0
	parts := make([]string, len(args))
	for i := range args {
		s, fault := c.stringArg(args, i)
		if fault != nil {
			return nil, fault
		}
		if total += len(s); total > c.maxString() {
			return nil, c.checkString(total)
		}
		parts[i] = s
	}
	return c.str(f(strings.Join(parts, "-")), args...), nil
}

// base32 is the alphabet of uniqueString, in order.
const base32 = "abcdefghijklmnopqrstuvwxyz234567"

// uniqueString is MurmurHash3's two-lane 64-bit variant of the text, seeds
// zero, in base 32. It agrees with all published values.
func uniqueString(s string) string {
	const a, b = 0x239B961B, 0xAB0E9789
	data := []byte(s)
	var h1, h2 uint32
	for ; len(data) >= 8; data = data[8:] {
		k1, k2 := binary.LittleEndian.Uint32(data), binary.LittleEndian.Uint32(data[4:])
		h1 ^= bits.RotateLeft32(k1*a, 15) * b
		h1 = bits.RotateLeft32(h1, 19) + h2
		h1 = h1*5 + 0x561CCD1B
		h2 ^= bits.RotateLeft32(k2*b, 17) * a
		h2 = bits.RotateLeft32(h2, 13) + h1
		h2 = h2*5 + 0x0BCAA747
	}
	if len(data) > 0 {
		var tail [8]byte
		copy(tail[:], data)
		h1 ^= bits.RotateLeft32(binary.LittleEndian.Uint32(tail[:])*a, 15) * b
		if len(data) > 4 {
			h2 ^= bits.RotateLeft32(binary.LittleEndian.Uint32(tail[4:])*b, 17) * a
		}
	}
	n := uint32(len(s))
	h1, h2 = h1^n, h2^n
	h1 += h2
	h2 += h1
	h1, h2 = murmurMix(h1), murmurMix(h2)
	h1 += h2
	h2 += h1
	v := uint64(h2)<<32 | uint64(h1)
	var out [13]byte
	for i := range out {
		out[i] = base32[v>>59]
		v <<= 5
	}
	return string(out[:])
}

func murmurMix(h uint32) uint32 {
	h ^= h >> 16
	h *= 0x85EBCA6B
	h ^= h >> 13
	h *= 0xC2B2AE35
	return h ^ h>>16
}

// guidNamespace is the namespace of guid()'s name-based UUIDs, as bytes.
const guidNamespace = "\x11\xfb\x06\xfb\x71\x2d\x4d\xdd\x98\xc7\xe7\x1b\xbd\x58\x88\x30"

// guid is the UUID of version 5 (RFC 4122) of the text.
func guid(s string) string {
	h := sha1.New()
	h.Write([]byte(guidNamespace))
	h.Write([]byte(s))
	u := h.Sum(nil)[:16]
	u[6] = u[6]&0x0f | 0x50
	u[8] = u[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}
