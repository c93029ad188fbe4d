package lsp

import (
	"bytes"
	"unicode/utf8"

	"go.lsp.dev/protocol"

	"moat/analyzer/source"
)

// There are three coordinate systems: byte offsets (everywhere inside Moat),
// source.Position (1-based, UTF-16, for people), and the protocol's (0-based,
// counting what client and server agreed on). This file is the one place that
// converts to and from the protocol's.

// encoding is what the protocol's columns count.
type encoding uint8

const (
	countUTF16 encoding = iota
	countUTF8
)

// encodingOf chooses the first encoding of the client's list that the server
// knows; UTF-16 is what every client has to take.
func encodingOf(g *protocol.GeneralClientCapabilities) encoding {
	if g != nil {
		for _, k := range g.PositionEncodings {
			switch k {
			case protocol.PositionEncodingKindUTF8:
				return countUTF8
			case protocol.PositionEncodingKindUTF16:
				return countUTF16
			}
		}
	}
	return countUTF16
}

func (e encoding) kind() protocol.PositionEncodingKind {
	if e == countUTF8 {
		return protocol.PositionEncodingKindUTF8
	}
	return protocol.PositionEncodingKindUTF16
}

var byteOrderMark = []byte("\uFEFF")

// lineStart is the offset of the first character of a 0-based line. Unlike
// source.File.Line it counts a byte-order mark as a character where the text
// came from the client, which then sees one too.
func lineStart(f *source.File, line int, fromClient bool) int {
	at := f.Line(line + 1)
	if line == 0 && fromClient && bytes.HasPrefix(f.Content(), byteOrderMark) {
		return 0
	}
	return at.Start
}

// toProtocol converts a byte offset.
func (e encoding) toProtocol(f *source.File, offset int, fromClient bool) protocol.Position {
	offset = min(max(offset, 0), f.Len())
	line := f.Position(offset).Line - 1
	text := f.Content()[min(lineStart(f, line, fromClient), offset):offset]
	n := len(text)
	if e == countUTF16 {
		n = source.UTF16Len(text)
	}
	return protocol.Position{Line: uint32(line), Character: uint32(n)}
}

func (e encoding) rangeOf(r source.Range, fromClient bool) protocol.Range {
	return protocol.Range{Start: e.toProtocol(r.File, r.Start, fromClient), End: e.toProtocol(r.File, r.End, fromClient)}
}

// toOffset converts a position of a document back. Lines and columns past the
// end are clamped to it, as the protocol says; a column inside a character goes
// to its start.
func (e encoding) toOffset(f *source.File, p protocol.Position) int {
	if int64(p.Line) >= int64(f.Lines()) {
		return f.Len()
	}
	line := int(p.Line)
	at, end := lineStart(f, line, true), f.Line(line+1).End
	content := f.Content()
	for units := int64(p.Character); units > 0 && at < end; {
		r, size := utf8.DecodeRune(content[at:end])
		switch {
		case e == countUTF8:
			units -= int64(size)
		case r > 0xFFFF:
			units -= 2
		default:
			units--
		}
		if units < 0 {
			break
		}
		at += size
	}
	return at
}
