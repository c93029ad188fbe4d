package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"moat/analyzer/value"
)

// writeWithoutNulls writes v as indented JSON without the members and elements
// that are null: the SARIF library writes some that SARIF's schema forbids.
func writeWithoutNulls(w io.Writer, v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	c := nullDropper{dec: dec}
	if _, err := c.value(); err != nil {
		return err
	}
	return writeJSON(w, json.RawMessage(c.out))
}

// nullDropper copies JSON in its order and leaves out what is null.
type nullDropper struct {
	dec *json.Decoder
	out []byte
}

// value copies the next value, and says whether it was written.
func (c *nullDropper) value() (bool, error) {
	token, err := c.dec.Token()
	if err != nil {
		return false, err
	}
	switch t := token.(type) {
	case nil:
		return false, nil
	case json.Delim:
		return true, c.container(t)
	case string:
		c.out = value.AppendString(c.out, t)
	case bool:
		c.out = strconv.AppendBool(c.out, t)
	case json.Number:
		c.out = append(c.out, t...)
	default:
		return false, fmt.Errorf("unexpected JSON token %v", token)
	}
	return true, nil
}

// container copies an object or a list, whose opening bracket was read.
func (c *nullDropper) container(open json.Delim) error {
	c.out = append(c.out, byte(open))
	first := true
	for c.dec.More() {
		before := len(c.out)
		if !first {
			c.out = append(c.out, ',')
		}
		if open == '{' {
			if _, err := c.value(); err != nil { // the name
				return err
			}
			c.out = append(c.out, ':')
		}
		written, err := c.value()
		if err != nil {
			return err
		}
		if !written {
			c.out = c.out[:before]
			continue
		}
		first = false
	}
	closing, err := c.dec.Token()
	if err != nil {
		return err
	}
	c.out = append(c.out, byte(closing.(json.Delim)))
	return nil
}
