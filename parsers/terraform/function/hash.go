package function

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
)

// digest is one way to make a text of a hash; the functions of texts and those
// of files share them.
type digest struct {
	name   string
	hash   func() hash.Hash
	base64 bool
}

func digests() []digest {
	return []digest{
		{"md5", md5.New, false}, {"sha1", sha1.New, false}, {"sha256", sha256.New, false}, {"sha512", sha512.New, false},
		{"base64sha256", sha256.New, true}, {"base64sha512", sha512.New, true},
	}
}

func (d digest) of(b []byte) string {
	h := d.hash()
	h.Write(b)
	if d.base64 {
		return base64.StdEncoding.EncodeToString(h.Sum(nil))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// hashRows are the hashes.
func hashRows() []*Func {
	var out []*Func
	for _, d := range digests() {
		out = append(out, &Func{Name: d.name, Signature: "str string: string",
			known: text(func(s ...string) (string, error) { return d.of([]byte(s[0])), nil })})
	}
	return append(out, &Func{Name: "uuidv5", Signature: "namespace string, name string: string", known: text(uuidV5)})
}

// uuidV5 follows RFC 9562, section 5.5; the names of the namespaces are those
// of its section 6.6.
func uuidV5(s ...string) (string, error) {
	ns := s[0]
	switch ns {
	case "dns":
		ns = "6ba7b810-9dad-11d1-80b4-00c04fd430c8"
	case "url":
		ns = "6ba7b811-9dad-11d1-80b4-00c04fd430c8"
	case "oid":
		ns = "6ba7b812-9dad-11d1-80b4-00c04fd430c8"
	case "x500":
		ns = "6ba7b814-9dad-11d1-80b4-00c04fd430c8"
	}
	id, ok := parseUUID(ns)
	if !ok {
		return "", errors.New("the namespace must be dns, url, oid, x500 or a UUID")
	}
	h := sha1.New()
	h.Write(id)
	h.Write([]byte(s[1]))
	u := h.Sum(nil)[:16]
	u[6] = u[6]&0x0f | 0x50
	u[8] = u[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:]), nil
}

func parseUUID(s string) ([]byte, bool) {
	if len(s) != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return nil, false
	}
	b, err := hex.DecodeString(s[:8] + s[9:13] + s[14:18] + s[19:23] + s[24:])
	return b, err == nil
}
