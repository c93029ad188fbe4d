package jsonc

import (
	"bytes"
	"strings"
)

// HeadInfo is what the start of a file tells about it.
type HeadInfo struct {
	// IsObject says whether the first value is an object.
	IsObject bool
	// Schema is the text of the last top-level "$schema" seen (in any case).
	Schema string
	// Keys are the top-level keys seen, in order, at most 64 of them.
	Keys []string
	// Complete says whether the whole object was seen.
	Complete bool
}

// Has says whether the top-level key was seen, in any case.
func (h HeadInfo) Has(key string) bool {
	for _, k := range h.Keys {
		if EqualFold(k, key) {
			return true
		}
	}
	return false
}

// Head looks at the first n bytes of content, which may end anywhere, and
// reports the keys of the object that it starts with. It takes the dialect of
// Parse but doesn't judge it: after damage it may see less, or take for a
// top-level key what is none. It doesn't keep content.
func Head(content []byte, n int) HeadInfo {
	const maxKeys = 64
	content = content[:min(max(n, 0), len(content))]
	src := string(bytes.TrimPrefix(content, []byte(byteOrderMark)))
	var h HeadInfo
	i := skipBlank(src, 0)
	if i == len(src) || src[i] != '{' {
		return h
	}
	h.IsObject = true
	depth, key := 1, ""
	inKey := true // at depth 1, before the colon
	for i = skipBlank(src, i+1); i < len(src); i = skipBlank(src, i) {
		switch c := src[i]; c {
		case '{', '[':
			depth++
			i++
		case '}', ']':
			i++
			if depth--; depth == 0 {
				h.Complete = true
				return h
			}
		case ':':
			inKey = inKey && depth > 1
			i++
		case ',':
			inKey = inKey || depth == 1
			i++
		case '"', '\'':
			end, flags := scanString(src, i)
			if end < 0 {
				return h
			}
			if depth == 1 {
				if flags&wide != 0 {
					flags |= invalid // decoding leaves valid text as it is
				}
				text := strings.Clone(decode(src[i+1:end-1], flags))
				if !inKey && EqualFold(key, "$schema") {
					h.Schema = text
				} else if inKey {
					key = text
					if len(h.Keys) < maxKeys {
						h.Keys = append(h.Keys, key)
					}
				}
			}
			i = end
		default:
			i = scanWord(src, i)
		}
	}
	return h
}
