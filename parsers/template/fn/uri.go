package fn

import (
	"net/url"
	"strconv"
	"strings"

	"moat/analyzer/source"
	"moat/analyzer/value"
)

// uriRows are the functions on URIs.
func uriRows() []*Row {
	return []*Row{
		{Name: "uri", Min: 2, Max: 2, In: Everywhere, Result: value.TypeString, Eval: plain(resolveURI)},
		{Name: "uriComponent", Min: 1, Max: 1, In: Everywhere, Result: value.TypeString, Eval: plain(uriComponent)},
		{Name: "uriComponentToString", Min: 1, Max: 1, In: Everywhere, Result: value.TypeString, Eval: plain(uriComponentToString)},
		{Name: "buildUri", Min: 1, Max: 1, In: Everywhere, Result: value.TypeString, Eval: plain(buildURI)},
		{Name: "parseUri", Min: 1, Max: 1, In: Everywhere, Result: value.TypeObject, Eval: plain(parseURI)},
	}
}

// absolute parses an absolute URI; .NET writes its scheme and host in lower
// case.
func (c *Call) absolute(s string) (*url.URL, *Fault) {
	u, err := url.Parse(s)
	if err != nil || u.Scheme == "" || u.Host == "" {
		return nil, Faultf("the text given to %s() isn't an absolute URI, which is like 'https://example.com/path'", c.Row.Name)
	}
	u.Host = strings.ToLower(u.Host)
	if u.Path == "" {
		u.Path = "/"
	}
	return u, nil
}

// resolveURI is RFC 3986's reference resolution.
func resolveURI(c *Call, args []value.Value) (value.Value, *Fault) {
	ss, fault := c.stringsOf(args)
	if fault != nil {
		return nil, fault
	}
	base, fault := c.absolute(ss[0])
	if fault != nil {
		return nil, fault
	}
	rel, err := url.Parse(ss[1])
	if err != nil {
		// A colon in the first segment is no scheme where none can be read.
		if rel, err = url.Parse("./" + ss[1]); err != nil {
			return nil, Faultf("the relative URI given to uri() can't be read")
		}
	}
	return c.str(base.ResolveReference(rel).String(), args...), nil
}

func unreserved(b byte) bool {
	return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || '0' <= b && b <= '9' || strings.IndexByte("-_.~", b) >= 0
}

func uriComponent(c *Call, args []value.Value) (value.Value, *Fault) {
	const hex = "0123456789ABCDEF"
	s, fault := c.stringArg(args, 0)
	if fault != nil {
		return nil, fault
	}
	if fault := c.checkString(3 * len(s)); fault != nil {
		return nil, fault
	}
	out := make([]byte, 0, len(s)+len(s)/2)
	for i := range len(s) {
		if b := s[i]; unreserved(b) {
			out = append(out, b)
		} else {
			out = append(out, '%', hex[b>>4], hex[b&15])
		}
	}
	return c.str(string(out), args...), nil
}

func uriComponentToString(c *Call, args []value.Value) (value.Value, *Fault) {
	s, fault := c.stringArg(args, 0)
	if fault != nil {
		return nil, fault
	}
	return c.str(unescape(s), args...), nil
}

// unescape decodes percent escapes; what isn't one stays as it is.
func unescape(s string) string {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				out = append(out, byte(n))
				i += 2
				continue
			}
		}
		out = append(out, s[i])
	}
	return strings.ToValidUTF8(string(out), "\uFFFD")
}

// buildURI puts together scheme, host, port, path and query.
func buildURI(c *Call, args []value.Value) (value.Value, *Fault) {
	o, ok := args[0].(value.Object)
	if !ok {
		return nil, c.wrong(0, args[0], "an object with the members scheme and host")
	}
	text := func(name string) (string, *Fault) {
		m, ok := o.Member(name)
		if !ok || m.Value.Kind() == value.KindNull {
			return "", nil
		}
		s, ok := m.Value.(value.String)
		if !ok {
			return "", Faultf("the member %s of the object given to buildUri() is %s; it must be a string", name, describe(m.Value))
		}
		return s.String(), nil
	}
	var parts [4]string
	for i, name := range [...]string{"scheme", "host", "path", "query"} {
		var fault *Fault
		if parts[i], fault = text(name); fault != nil {
			return nil, fault
		}
	}
	if parts[0] == "" || parts[1] == "" {
		return nil, Faultf("the object given to buildUri() must have the members scheme and host")
	}
	s := strings.ToLower(parts[0]) + "://" + parts[1]
	if m, ok := o.Member("port"); ok && m.Value.Kind() != value.KindNull {
		port, ok := m.Value.(value.Int)
		if !ok || port.Int() < 0 || port.Int() > 65535 {
			return nil, Faultf("the member port of the object given to buildUri() must be an integer from 0 to 65535")
		}
		if !defaultPort(parts[0], port.Int()) {
			s += ":" + strconv.FormatInt(port.Int(), 10)
		}
	}
	s += "/" + strings.TrimPrefix(parts[2], "/")
	if parts[3] != "" {
		s += "?" + strings.TrimPrefix(parts[3], "?")
	}
	if fault := c.checkString(len(s)); fault != nil {
		return nil, fault
	}
	return c.str(s, args...), nil
}

func defaultPort(scheme string, port int64) bool {
	switch strings.ToLower(scheme) {
	case "https":
		return port == 443
	case "http":
		return port == 80
	}
	return false
}

// parseURI takes a URI apart into the members that buildURI takes.
func parseURI(c *Call, args []value.Value) (value.Value, *Fault) {
	s, fault := c.stringArg(args, 0)
	if fault != nil {
		return nil, fault
	}
	u, fault := c.absolute(s)
	if fault != nil {
		return nil, fault
	}
	members := []value.Member{{Key: "scheme", Value: c.str(u.Scheme)}, {Key: "host", Value: c.str(u.Hostname())}}
	port := int64(-1)
	switch u.Scheme {
	case "https":
		port = 443
	case "http":
		port = 80
	}
	if n, err := strconv.ParseInt(u.Port(), 10, 64); err == nil {
		port = n
	}
	if port >= 0 {
		members = append(members, value.Member{Key: "port", Value: c.integer(port)})
	}
	members = append(members, value.Member{Key: "path", Value: c.str(u.EscapedPath())})
	if u.RawQuery != "" {
		members = append(members, value.Member{Key: "query", Value: c.str("?" + u.RawQuery)})
	}
	return value.NewObject(members, source.Range{}, c.Origin(args...)), nil
}
