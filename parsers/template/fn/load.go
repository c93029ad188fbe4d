package fn

import (
	"encoding/base64"
	"path"
	"slices"
	"strings"
	"unicode/utf16"

	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/jsonc"
)

// loadRows are the functions that read files while compiling.
func loadRows() []*Row {
	row := func(name string, most int, result value.Type, f func(*Call, []value.Value) (value.Value, *Fault)) *Row {
		return &Row{Name: name, Min: 1, Max: most, In: Bicep | Params, Result: result, Eval: plain(f)}
	}
	return []*Row{
		row("loadTextContent", 2, value.TypeString, loadText),
		row("loadFileAsBase64", 1, value.TypeString, loadBase64),
		row("loadJsonContent", 3, value.TypeAny, loadJSON),
		row("loadYamlContent", 3, value.TypeAny, loadYAML),
		row("loadDirectoryFileInfo", 2, value.TypeArray, loadDirectory),
	}
}

// Bounds of Bicep: characters of a text, bytes of a binary file, characters of
// a JSON or YAML file.
const (
	maxText   = 131072
	maxBinary = 98304
	maxJSON   = 1048576
)

// file reads the file that argument 0 names.
func (c *Call) file(args []value.Value) (*source.File, string, *Fault) {
	name, fault := c.stringArg(args, 0)
	if fault != nil {
		return nil, "", fault
	}
	if c.Files == nil {
		return nil, "", Faultf("%s() can't be used here: no files can be read", c.Row.Name)
	}
	f, fault := c.Files.Load(c.At, name)
	return f, name, fault
}

// encoding is argument i, the name of an encoding; "" if it isn't given.
func (c *Call) encoding(args []value.Value, i int) (string, *Fault) {
	if i >= len(args) {
		return "", nil
	}
	name, fault := c.stringArg(args, i)
	if fault != nil {
		return "", fault
	}
	switch e := strings.ToLower(name); e {
	case "us-ascii", "iso-8859-1", "utf-8", "utf-16", "utf-16be":
		return e, nil
	}
	return "", Faultf("%s() doesn't know the encoding %q; it takes us-ascii, iso-8859-1, utf-8, utf-16 and utf-16BE", c.Row.Name, clip(name))
}

// decodeText turns bytes into text, without a byte-order mark. A mark tells
// the encoding whatever was asked for.
func decodeText(b []byte, encoding string) string {
	s := string(b)
	switch {
	case strings.HasPrefix(s, "\xEF\xBB\xBF"):
		return strings.ToValidUTF8(s[3:], "\uFFFD")
	case strings.HasPrefix(s, "\xFF\xFE"):
		return decodeUTF16(b[2:], 0, 1)
	case strings.HasPrefix(s, "\xFE\xFF"):
		return decodeUTF16(b[2:], 1, 0)
	}
	switch encoding {
	case "utf-16":
		return decodeUTF16(b, 0, 1)
	case "utf-16be":
		return decodeUTF16(b, 1, 0)
	case "us-ascii", "iso-8859-1":
		rs := make([]rune, len(b))
		for i, c := range b {
			rs[i] = rune(c)
			if encoding == "us-ascii" && c >= 0x80 {
				rs[i] = '?'
			}
		}
		return string(rs)
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}

func decodeUTF16(b []byte, low, high int) string {
	us := make([]uint16, len(b)/2)
	for i := range us {
		us[i] = uint16(b[2*i+low]) | uint16(b[2*i+high])<<8
	}
	s := string(utf16.Decode(us))
	if len(b)%2 != 0 {
		s += "\uFFFD"
	}
	return s
}

// content is the decoded text of a file of at most so many characters.
func (c *Call) content(args []value.Value, encodingAt int, most int64) (*source.File, string, string, *Fault) {
	encoding, fault := c.encoding(args, encodingAt)
	if fault != nil {
		return nil, "", "", fault
	}
	f, name, fault := c.file(args)
	if fault != nil {
		return nil, "", "", fault
	}
	if int64(f.Len()) > 4*most {
		return nil, "", "", c.tooLarge(name, most, "characters")
	}
	s := decodeText(f.Content(), encoding)
	if unitLen(s) > most {
		return nil, "", "", c.tooLarge(name, most, "characters")
	}
	return f, name, s, c.checkString(len(s))
}

func (c *Call) tooLarge(name string, most int64, unit string) *Fault {
	return Faultf("the file %q is too large for %s(), which reads at most %d %s", clip(name), c.Row.Name, most, unit)
}

// loaded is the origin of what a file holds at a place.
func (c *Call) loaded(name string, at source.Range, args []value.Value) *value.Origin {
	return value.NewOrigin(value.Origin{Kind: value.OriginLoaded, At: at, Name: name, Next: c.Origin(args...)})
}

func loadText(c *Call, args []value.Value) (value.Value, *Fault) {
	f, name, s, fault := c.content(args, 1, maxText)
	if fault != nil {
		return nil, fault
	}
	return value.NewString(s, c.loaded(name, f.Range(0, f.Len()), args)), nil
}

func loadBase64(c *Call, args []value.Value) (value.Value, *Fault) {
	f, name, fault := c.file(args)
	if fault != nil {
		return nil, fault
	}
	if f.Len() > maxBinary {
		return nil, c.tooLarge(name, maxBinary, "bytes")
	}
	if fault := c.checkString(base64.StdEncoding.EncodedLen(f.Len())); fault != nil {
		return nil, fault
	}
	return value.NewString(base64.StdEncoding.EncodeToString(f.Content()), c.loaded(name, f.Range(0, f.Len()), args)), nil
}

func loadJSON(c *Call, args []value.Value) (value.Value, *Fault) {
	f, name, s, fault := c.content(args, 2, maxJSON)
	if fault != nil {
		return nil, fault
	}
	// Places are right only in a file that was read as it is.
	placed := s == string(f.Content())
	if !placed {
		f = source.NewFile(f.Path(), []byte(s))
	}
	doc := jsonc.Parse(f)
	if !readable(doc) {
		return nil, Faultf("the file %q isn't JSON", clip(name))
	}
	r := nodeReader{c: c, placed: placed, origin: func(at source.Range) *value.Origin {
		if !placed {
			at = source.Range{}
		}
		return c.loaded(name, at, args)
	}}
	v := r.value(doc.Root)
	if r.fault != nil {
		return nil, r.fault
	}
	return c.selectPath(v, args)
}

// selectPath follows the JSONPath in argument 1, if there is one.
func (c *Call) selectPath(v value.Value, args []value.Value) (value.Value, *Fault) {
	if len(args) < 2 {
		return v, nil
	}
	text, fault := c.stringArg(args, 1)
	if fault != nil {
		return nil, fault
	}
	p, ok := parseJSONPath(text)
	if !ok {
		return nil, Faultf("the path %q given to %s() isn't a JSONPath that Moat reads", clip(text), c.Row.Name)
	}
	found, ok := p.find(v, c.maxItems())
	switch {
	case !ok:
		return nil, c.checkItems(c.maxItems() + 1)
	case len(found) == 0:
		return nil, Faultf("the path %q given to %s() leads to nothing in the file", clip(text), c.Row.Name)
	case len(found) == 1:
		return found[0], nil
	}
	return value.NewArray(found, c.Origin(args...)), nil
}

// loadDirectory lists the files of a folder, those in its subfolders left out.
func loadDirectory(c *Call, args []value.Value) (value.Value, *Fault) {
	dir, fault := c.stringArg(args, 0)
	if fault != nil {
		return nil, fault
	}
	pattern := ""
	if len(args) > 1 {
		if pattern, fault = c.stringArg(args, 1); fault != nil {
			return nil, fault
		}
	}
	if c.Files == nil {
		return nil, Faultf("%s() can't be used here: no files can be read", c.Row.Name)
	}
	names, fault := c.Files.List(c.At, dir)
	if fault != nil {
		return nil, fault
	}
	if fault := c.checkItems(len(names)); fault != nil {
		return nil, fault
	}
	names = slices.Clone(names)
	slices.SortStableFunc(names, func(a, b string) int {
		return strings.Compare(strings.ToLower(a), strings.ToLower(b))
	})
	items := []value.Value{}
	for _, n := range names {
		base := path.Base(n)
		if pattern != "" && !glob(strings.ToLower(pattern), strings.ToLower(base)) {
			continue
		}
		items = append(items, value.NewObject([]value.Member{
			{Key: "relativePath", Value: c.str(n, args...)},
			{Key: "baseName", Value: c.str(base, args...)},
			{Key: "extension", Value: c.str(path.Ext(base), args...)},
		}, source.Range{}, c.Origin(args...)))
	}
	return value.NewArray(items, c.Origin(args...)), nil
}

// glob matches a name with a pattern in which * is any text and ? any
// character. The time it takes is at most quadratic.
func glob(pattern, name string) bool {
	ps, ns := []rune(pattern), []rune(name)
	p, n := 0, 0
	star, mark := -1, 0
	for n < len(ns) {
		switch {
		case p < len(ps) && ps[p] == '*':
			star, mark = p, n
			p++
		case p < len(ps) && (ps[p] == '?' || ps[p] == ns[n]):
			p++
			n++
		case star >= 0:
			mark++
			p, n = star+1, mark
		default:
			return false
		}
	}
	for p < len(ps) && ps[p] == '*' {
		p++
	}
	return p == len(ps)
}
