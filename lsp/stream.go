package lsp

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// Bounds of one message. A template may have source.MaxFileSize bytes, and JSON
// can double them.
const (
	maxMessage    = 128 << 20
	maxHeaderLine = 8 << 10
)

// stream reads messages one by one and goes on after one that can't be read:
// the client gets an error, and the connection lives. (The library's own stream
// ends it.) Writing is the library's.
type stream struct {
	jsonrpc2.Stream
	in *bufio.Reader
}

func newStream(rwc io.ReadWriteCloser) *stream {
	rwc = duplex{rwc, newOutbox(rwc)}
	return &stream{Stream: jsonrpc2.NewHeaderStream(rwc), in: bufio.NewReaderSize(rwc, 64<<10)}
}

// Read implements jsonrpc2.Stream.
func (s *stream) Read(ctx context.Context) (jsonrpc2.Message, int64, error) {
	for {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		length, err := s.length()
		if err != nil {
			return nil, 0, err
		}
		if length > maxMessage {
			s.refuse(ctx, jsonrpc2.NewError(jsonrpc2.InvalidRequest, fmt.Sprintf("a message has at most %d MiB", maxMessage>>20)))
			if _, err := io.CopyN(io.Discard, s.in, length); err != nil {
				return nil, 0, ended(err)
			}
			continue
		}
		// The buffer grows with what arrives, not with what is announced.
		var body bytes.Buffer
		if _, err := io.CopyN(&body, s.in, length); err != nil {
			return nil, 0, ended(err)
		}
		msg, err := jsonrpc2.DecodeMessage(body.Bytes())
		if err == nil {
			return msg, length, nil
		}
		var known *jsonrpc2.Error
		if !errors.As(err, &known) {
			known = jsonrpc2.NewError(jsonrpc2.ParseError, err.Error())
		}
		s.refuse(ctx, known)
	}
}

// ended is the end of input in the middle of a message.
func ended(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// length reads the header of a message. Lines that are no header are passed
// over: behind a message whose length was wrong, the next header is the only
// place to go on at.
func (s *stream) length() (int64, error) {
	length := int64(-1)
	for {
		line, err := s.line()
		if err != nil {
			return 0, err
		}
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 && length > 0 {
			return length, nil
		}
		name, text, ok := bytes.Cut(line, []byte(":"))
		if !ok || !bytes.EqualFold(bytes.TrimSpace(name), []byte("Content-Length")) {
			continue
		}
		if n, err := strconv.ParseInt(string(bytes.TrimSpace(text)), 10, 64); err == nil {
			length = n
		}
	}
}

// line returns the next line, or the first bytes of a very long one.
func (s *stream) line() ([]byte, error) {
	var line []byte
	for {
		part, err := s.in.ReadSlice('\n')
		if room := maxHeaderLine - len(line); room > 0 {
			line = append(line, part[:min(len(part), room)]...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
	}
}

// refuse answers a message that has no id that could be read. A failure to
// write shows at the next answer, or as the end of input.
func (s *stream) refuse(ctx context.Context, e *jsonrpc2.Error) {
	raw, ok := s.Stream.(interface {
		WriteFrame(ctx context.Context, data []byte) (int64, error)
	})
	if !ok {
		return
	}
	text, err := protocol.Marshal(protocol.String(e.Message))
	if err != nil {
		return
	}
	raw.WriteFrame(ctx, fmt.Appendf(nil, `{"jsonrpc":"2.0","id":null,"error":{"code":%d,"message":%s}}`, e.Code, text))
}
