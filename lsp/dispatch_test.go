package lsp_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// TestChangesKeepTheirOrder: thousands of small changes, sent without waiting,
// give the text that they give one after the other. The library's own server
// lets them overtake each other.
func TestChangesKeepTheirOrder(t *testing.T) {
	c := start(t, map[string]string{})
	c.open("main.bicep", "")
	const n = 2000
	var want strings.Builder
	for i := range n {
		text := fmt.Sprintf("// %d\n", i)
		want.WriteString(text)
		c.edit("main.bicep", int32(i+2), partial(uint32(i), 0, uint32(i), 0, text))
	}
	// One more line at the very end of what must be n lines tells that they are.
	c.edit("main.bicep", n+2, partial(n, 0, n, 0, account))
	ds := c.diagnostics("main.bicep", n+2)
	if len(ds) == 0 || ds[0].Range.Start.Line < n {
		t.Errorf("diagnostics %v", ds)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	last := int32(0)
	for _, p := range c.published {
		v, ok := p.Version.Get()
		if ok && v <= last {
			t.Errorf("version %d was published after %d", v, last)
		}
		last = max(last, v)
	}
	if len(c.logged) > 0 {
		t.Errorf("logged %q", c.logged)
	}
}

// TestManyRequestsAtOnce: requests that run side by side, many of them taken
// back, leave the process alive. The library's own cancelling brings it down.
func TestManyRequestsAtOnce(t *testing.T) {
	c := start(t, map[string]string{"main.bicep": account})
	c.open("main.bicep", account)
	c.diagnostics("main.bicep", 1)
	const workers, each = 8, 2500
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			for i := range each {
				ctx, cancel := context.WithCancel(context.Background())
				if i%3 == 0 {
					go cancel()
				}
				p := &protocol.HoverParams{}
				p.TextDocument.URI = c.uri("main.bicep")
				p.Position = protocol.Position{Line: uint32(i % 12), Character: uint32(w)}
				_, err := c.server.Hover(ctx, p)
				var answer *jsonrpc2.Error
				if modified := errors.As(err, &answer) && answer.Code == -32801; err != nil && !modified && ctx.Err() == nil {
					t.Errorf("hover: %v", err)
				}
				cancel()
			}
		})
	}
	for i := range 200 {
		c.edit("main.bicep", int32(i+2), partial(0, 0, 0, 0, "\n"), partial(0, 0, 1, 0, ""))
		time.Sleep(time.Millisecond)
	}
	group.Wait()
	if got := codes(c.diagnostics("main.bicep", 201)); !strings.Contains(got, "IDN001") {
		t.Errorf("diagnostics %s", got)
	}
}

// wire talks to a server in bytes.
type wire struct {
	t     *testing.T
	conn  net.Conn
	in    *bufio.Reader
	ended chan bool
}

func dial(t *testing.T) *wire {
	trouble := &syncBuffer{}
	conn, ended := serve(t, trouble)
	t.Cleanup(func() {
		if text := trouble.String(); text != "" {
			t.Errorf("trouble: %s", text)
		}
	})
	return &wire{t, conn, bufio.NewReader(conn), ended}
}

func (w *wire) raw(text string) {
	w.t.Helper()
	w.conn.SetDeadline(time.Now().Add(patience))
	if _, err := io.WriteString(w.conn, text); err != nil {
		w.t.Error(err)
	}
}

func (w *wire) send(body string) { w.t.Helper(); w.raw(frame(body)) }

func frame(body string) string { return fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body) }

// answer reads messages until one answers the id, which is "null" for none.
func (w *wire) answer(id string) (code int, result string) {
	w.t.Helper()
	for {
		length := 0
		for {
			line, err := w.in.ReadString('\n')
			if err != nil {
				w.t.Fatalf("waiting for the answer to %s: %v", id, err)
			}
			if line == "\r\n" {
				break
			}
			if text, ok := strings.CutPrefix(line, "Content-Length: "); ok {
				length, _ = strconv.Atoi(strings.TrimSpace(text))
			}
		}
		body := make([]byte, length)
		if _, err := io.ReadFull(w.in, body); err != nil {
			w.t.Fatal(err)
		}
		var m struct {
			ID     json.RawMessage
			Method string
			Result json.RawMessage
			Error  *struct{ Code int }
		}
		if err := json.NewDecoder(bytes.NewReader(body)).Decode(&m); err != nil {
			w.t.Fatalf("%v in %s", err, body)
		}
		if m.Method != "" || string(m.ID) != id {
			continue
		}
		if m.Error != nil {
			return m.Error.Code, ""
		}
		return 0, string(m.Result)
	}
}

const initialize = `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}`

// TestBadMessagesGetErrors: whatever comes, the answer is an error with the code
// that the protocol has for it, and the server goes on.
func TestBadMessagesGetErrors(t *testing.T) {
	deep := strings.Repeat("[", 100_000)
	for _, c := range []struct {
		name, sent, id string
		code           int
	}{
		{"no JSON", frame(`{"jsonrpc":`), "null", -32700},
		{"no object", frame(`17`), "null", -32700},
		{"a batch", frame(`[{"jsonrpc":"2.0","id":7,"method":"shutdown"}]`), "null", -32600},
		{"an empty object", frame(`{}`), "null", -32600},
		{"no method", frame(`{"jsonrpc":"2.0","id":7}`), "null", -32600},
		{"NUL bytes", frame("\x00\x00\x00"), "null", -32700},
		{"rubbish before the header", "GET / HTTP/1.1\r\n\r\n" + frame(`{"jsonrpc":"2.0","id":7,"method":"nope"}`), "7", -32601},
		{"a length that is none", "Content-Length: x\r\n\r\n" + frame(`{"jsonrpc":"2.0","id":7,"method":"nope"}`), "7", -32601},
		{"a negative length", "Content-Length: -5\r\n\r\n" + frame(`{"jsonrpc":"2.0","id":7,"method":"nope"}`), "7", -32601},
		{"a very long header", strings.Repeat("x", 1<<20) + "\r\n" + frame(`{"jsonrpc":"2.0","id":7,"method":"nope"}`), "7", -32601},
		{"an unknown method", frame(`{"jsonrpc":"2.0","id":7,"method":"textDocument/nope","params":{}}`), "7", -32601},
		{"parameters of a wrong type", frame(`{"jsonrpc":"2.0","id":7,"method":"textDocument/hover","params":[1,2]}`), "7", -32602},
		{"no parameters", frame(`{"jsonrpc":"2.0","id":7,"method":"textDocument/hover"}`), "7", -32602},
		{"deep parameters", frame(`{"jsonrpc":"2.0","id":7,"method":"textDocument/hover","params":` + deep + strings.Repeat("]", len(deep)) + `}`), "7", -32602},
		{"a second initialize", frame(strings.Replace(initialize, `"id":1`, `"id":7`, 1)), "7", -32600},
		{"an unknown command", frame(`{"jsonrpc":"2.0","id":7,"method":"workspace/executeCommand","params":{"command":"rm","arguments":[]}}`), "7", -32602},
		{"a command's wrong argument", frame(`{"jsonrpc":"2.0","id":7,"method":"workspace/executeCommand","params":{"command":"moat.explain","arguments":[{"a":1}]}}`), "7", -32602},
		{"a hover in no file", frame(`{"jsonrpc":"2.0","id":7,"method":"textDocument/hover","params":{"textDocument":{"uri":"untitled:x"},"position":{"line":0,"character":0}}}`), "7", 0},
		{"a hover far outside", frame(`{"jsonrpc":"2.0","id":7,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///nowhere/x.bicep"},"position":{"line":4294967295,"character":4294967295}}}`), "7", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := dial(t)
			w.send(initialize)
			if code, _ := w.answer("1"); code != 0 {
				t.Fatalf("initialize: error %d", code)
			}
			go w.raw(c.sent)
			if code, _ := w.answer(c.id); code != c.code {
				t.Errorf("error %d, want %d", code, c.code)
			}
			w.send(`{"jsonrpc":"2.0","id":"still there","method":"shutdown"}`)
			if code, _ := w.answer(`"still there"`); code != 0 {
				t.Errorf("afterwards: error %d", code)
			}
		})
	}
}

// TestLifecycle: nothing is answered before initialize and after shutdown, and
// only a shutdown before exit is clean.
func TestLifecycle(t *testing.T) {
	w := dial(t)
	w.send(`{"jsonrpc":"2.0","id":5,"method":"textDocument/hover","params":{}}`)
	if code, _ := w.answer("5"); code != -32002 {
		t.Errorf("before initialize: %d", code)
	}
	w.send(initialize)
	_, result := w.answer("1")
	if !strings.Contains(result, `"positionEncoding":"utf-16"`) || !strings.Contains(result, `"name":"moat"`) {
		t.Errorf("initialize: %s", result)
	}
	w.send(`{"jsonrpc":"2.0","id":2,"method":"shutdown","params":null}`)
	if code, result := w.answer("2"); code != 0 || result != "null" {
		t.Errorf("shutdown: %d %s", code, result)
	}
	w.send(`{"jsonrpc":"2.0","id":3,"method":"textDocument/hover","params":{}}`)
	if code, _ := w.answer("3"); code != -32600 {
		t.Errorf("after shutdown: %d", code)
	}
	w.send(`{"jsonrpc":"2.0","method":"exit"}`)
	if !<-w.ended {
		t.Error("exit after shutdown isn't clean")
	}

	w = dial(t)
	w.send(initialize)
	w.answer("1")
	w.send(`{"jsonrpc":"2.0","method":"exit"}`)
	if <-w.ended {
		t.Error("exit without shutdown is clean")
	}

	w = dial(t)
	w.send(initialize)
	w.answer("1")
	w.conn.Close()
	if <-w.ended {
		t.Error("the end of the input is clean")
	}
}

// TestBadNotifications: a change that can't be made is told to the client's log
// and changes nothing.
func TestBadNotifications(t *testing.T) {
	c := start(t, map[string]string{})
	c.edit("never.bicep", 1, whole("x"))
	c.until("a word about a document that isn't open", func() bool { return len(c.logged) == 1 })
	c.open("main.bicep", account)
	c.edit("main.bicep", 2, partial(5, 0, 1, 0, ""))
	c.until("a word about a range the wrong way round", func() bool { return len(c.logged) == 2 && strings.Contains(c.logged[1], "before it starts") })
	c.edit("main.bicep", 3, partial(4_000_000_000, 0, 4_000_000_000, 4_000_000_000, "\n// end"))
	if got := codes(c.diagnostics("main.bicep", 3)); !strings.Contains(got, "IDN001") {
		t.Errorf("diagnostics %s", got)
	}
}
