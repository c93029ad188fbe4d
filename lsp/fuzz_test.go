package lsp_test

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"
)

// FuzzMessages feeds a session whatever bytes there are behind an initialize,
// and then asks for something: the server answers, and has met no trouble.
func FuzzMessages(f *testing.F) {
	at := func(rest string) string { return `{"textDocument":{"uri":"file:///nowhere/main.bicep"` + rest }
	open := frame(`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///nowhere/main.bicep","languageId":"bicep","version":1,"text":"param x string\nvar y = x\n"}}}`)
	for _, seed := range []string{
		"", "Content-Length: 3\r\n\r\n{}}", frame(`{}`), frame(`[]`), frame(`{"jsonrpc":"2.0","method":"exit"`),
		open, open + open,
		open + frame(`{"jsonrpc":"2.0","method":"textDocument/didChange","params":`+at(`,"version":2},"contentChanges":[{"range":{"start":{"line":0,"character":3},"end":{"line":9,"character":0}},"text":"é🙂"},{"text":"x"}]}}`)),
		open + frame(`{"jsonrpc":"2.0","id":2,"method":"textDocument/hover","params":`+at(`},"position":{"line":0,"character":7}}}`)),
		open + frame(`{"jsonrpc":"2.0","id":2,"method":"textDocument/codeAction","params":`+at(`},"range":{"start":{"line":5,"character":0},"end":{"line":0,"character":0}},"context":{"diagnostics":[]}}}`)),
		open + frame(`{"jsonrpc":"2.0","id":2,"method":"textDocument/codeLens","params":`+at(`}}}`)) + frame(`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":2}}`),
		open + frame(`{"jsonrpc":"2.0","id":2,"method":"textDocument/diagnostic","params":`+at(`},"previousResultId":"x"}}`)),
		frame(`{"jsonrpc":"2.0","method":"workspace/didChangeWatchedFiles","params":{"changes":[{"uri":"file:///nowhere","type":3},{"uri":"untitled:1","type":9}]}}`),
		frame(`{"jsonrpc":"2.0","method":"workspace/didChangeConfiguration","params":{"settings":{"moat":{"undetermined":false}}}}`),
		frame(`{"jsonrpc":"2.0","method":"workspace/didChangeWorkspaceFolders","params":{"event":{"added":[{"uri":"file:///nowhere/at/all","name":""}],"removed":[{"uri":"","name":""}]}}}`),
		frame(`{"jsonrpc":"2.0","id":"a","method":"workspace/executeCommand","params":{"command":"moat.explain","arguments":["NET001"]}}`),
		frame(`{"jsonrpc":"2.0","id":17,"result":null}`),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, sent []byte) {
		if leads(sent) {
			t.Skip("names a place outside of the test")
		}
		trouble := &syncBuffer{}
		conn, _ := serve(t, trouble)
		conn.SetDeadline(time.Now().Add(patience))
		answers := make(chan []byte, 1)
		go func() {
			text, _ := io.ReadAll(conn) // the error is the end, which the test makes
			answers <- text
		}()
		// Behind whatever came stand two line ends, at which a broken header ends.
		if err := write(conn, frame(initialize), sent, "\r\n\r\n"); err != nil {
			t.Fatalf("the server doesn't read: %v", err)
		}
		// What was sent may announce more than it holds: then this is a part of it.
		write(conn, strings.Repeat(frame(`{"jsonrpc":"2.0","id":"the end","method":"textDocument/nope"}`), 3))
		time.Sleep(time.Millisecond)
		conn.Close()
		<-answers
		if text := trouble.String(); text != "" {
			t.Error(text)
		}
	})
}

func write(conn net.Conn, parts ...any) error {
	var b bytes.Buffer
	for _, p := range parts {
		fmt.Fprintf(&b, "%s", p)
	}
	_, err := conn.Write(b.Bytes())
	return err
}

// leads says whether a message opens folders of this machine: what lies there
// is none of the test's business.
func leads(sent []byte) bool {
	for _, part := range strings.SplitAfter(string(sent), "file:") {
		if strings.HasSuffix(part, "file:") {
			continue
		}
		if strings.HasPrefix(part, "//") && !strings.HasPrefix(part, "///nowhere") {
			return true
		}
	}
	return strings.Contains(strings.ToLower(string(sent)), "file%3a") || strings.Contains(string(sent), "..") || strings.Contains(string(sent), `\u`)
}
