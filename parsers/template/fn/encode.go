package fn

import (
	"encoding/base64"
	"strings"

	"moat/analyzer/value"
)

// encodeRows are base 64 and data URIs.
func encodeRows() []*Row {
	return []*Row{
		{Name: "base64", Min: 1, Max: 1, In: Everywhere, Result: value.TypeString, Eval: plain(toBase64)},
		{Name: "base64ToString", Min: 1, Max: 1, In: Everywhere, Result: value.TypeString, Eval: plain(fromBase64)},
		{Name: "base64ToJson", Min: 1, Max: 1, In: Everywhere, Eval: plain(base64ToJSON)},
		{Name: "dataUri", Min: 1, Max: 1, In: Everywhere, Result: value.TypeString, Eval: plain(dataURI)},
		{Name: "dataUriToString", Min: 1, Max: 1, In: Everywhere, Result: value.TypeString, Eval: plain(dataURIToString)},
	}
}

func toBase64(c *Call, args []value.Value) (value.Value, *Fault) {
	s, fault := c.stringArg(args, 0)
	if fault != nil {
		return nil, fault
	}
	if fault := c.checkString(base64.StdEncoding.EncodedLen(len(s))); fault != nil {
		return nil, fault
	}
	return c.str(base64.StdEncoding.EncodeToString([]byte(s)), args...), nil
}

// decode64 reads base 64 as .NET does: white space is skipped, padding is a
// must.
func (c *Call) decode64(s string) (string, *Fault) {
	clean := strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\r\n", r) {
			return -1
		}
		return r
	}, s)
	b, err := base64.StdEncoding.DecodeString(clean)
	if err != nil {
		return "", Faultf("the text given to %s() isn't base 64", c.Row.Name)
	}
	return strings.ToValidUTF8(string(b), "\uFFFD"), nil
}

func (c *Call) decodeArg(args []value.Value) (string, *Fault) {
	s, fault := c.stringArg(args, 0)
	if fault != nil {
		return "", fault
	}
	return c.decode64(s)
}

func fromBase64(c *Call, args []value.Value) (value.Value, *Fault) {
	s, fault := c.decodeArg(args)
	if fault != nil {
		return nil, fault
	}
	return c.str(s, args...), nil
}

func base64ToJSON(c *Call, args []value.Value) (value.Value, *Fault) {
	s, fault := c.decodeArg(args)
	if fault != nil {
		return nil, fault
	}
	return c.parseJSON(s, args)
}

// dataURI encodes a value as the documentation shows: the charset is spelled
// without a hyphen.
func dataURI(c *Call, args []value.Value) (value.Value, *Fault) {
	media := "text/plain"
	if k := args[0].Kind(); k == value.KindObject || k == value.KindArray {
		media = "application/json"
	}
	s, fault := c.render(args[0], '"')
	if fault != nil {
		return nil, fault
	}
	if fault := c.checkString(base64.StdEncoding.EncodedLen(len(s)) + 64); fault != nil {
		return nil, fault
	}
	return c.str("data:"+media+";charset=utf8;base64,"+base64.StdEncoding.EncodeToString([]byte(s)), args...), nil
}

func dataURIToString(c *Call, args []value.Value) (value.Value, *Fault) {
	s, fault := c.stringArg(args, 0)
	if fault != nil {
		return nil, fault
	}
	rest, isData := strings.CutPrefix(s, "data:")
	head, body, hasBody := strings.Cut(rest, ",")
	if !isData || !hasBody {
		return nil, Faultf("the text given to dataUriToString() isn't a data URI, which is like 'data:text/plain;base64,SGk='")
	}
	if strings.HasSuffix(strings.ToLower(head), ";base64") {
		text, fault := c.decode64(body)
		if fault != nil {
			return nil, fault
		}
		return c.str(text, args...), nil
	}
	return c.str(unescape(body), args...), nil
}
