package lsp

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"sync"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// The library's own server isn't used: it handles messages side by side, so
// that one change of a document can overtake another, and its cancelling of
// requests can bring the process down (a context that is derived from the
// recycled one of a request). This dispatcher handles notifications in order,
// on the goroutine that reads; requests are answered beside it, each seeing the
// documents as they were when it came.

// codec is the library's codec for the protocol's types, which it doesn't
// export.
type codec struct{}

func (codec) Marshal(v any) ([]byte, error) {
	if raw, ok := v.(jsonrpc2.RawMessage); ok {
		if raw == nil {
			return []byte("null"), nil
		}
		return raw, nil
	}
	return protocol.Marshal(v)
}

func (codec) Unmarshal(b []byte, v any) error {
	if raw, ok := v.(*jsonrpc2.RawMessage); ok {
		*raw = append(jsonrpc2.RawMessage(nil), b...)
		return nil
	}
	return protocol.Unmarshal(b, v)
}

// dispatcher hands messages to the server and keeps track of what runs.
type dispatcher struct {
	server *server
	handle jsonrpc2.Handler

	mu      sync.Mutex
	running map[jsonrpc2.ID]context.CancelFunc
}

func newDispatcher(s *server) *dispatcher {
	return &dispatcher{
		server: s, handle: protocol.ServerHandler(s, jsonrpc2.MethodNotFoundHandler),
		running: map[jsonrpc2.ID]context.CancelFunc{},
	}
}

// errCancelled answers a request that the client took back; errModified one
// about a document that changed meanwhile.
var (
	errCancelled = jsonrpc2.NewError(-32800, "cancelled")
	errModified  = jsonrpc2.NewError(-32801, "the document changed meanwhile")
)

// dispatch is the jsonrpc2.Handler of the connection.
func (d *dispatcher) dispatch(ctx context.Context, req *jsonrpc2.Request) (any, error) {
	if !req.IsCall() {
		d.notify(ctx, req)
		return nil, nil // an error would end the connection
	}
	if err := d.server.admits(req.Method()); err != nil {
		return nil, err
	}
	switch req.Method() {
	default:
		return nil, jsonrpc2.NewError(jsonrpc2.MethodNotFound, fmt.Sprintf("the method %q isn't known", req.Method()))
	case protocol.MethodTextDocumentHover, protocol.MethodTextDocumentCodeAction, protocol.MethodTextDocumentCodeLens,
		protocol.MethodTextDocumentDiagnostic, protocol.MethodWorkspaceExecuteCommand:
	case protocol.MethodInitialize, protocol.MethodShutdown:
		// What comes behind them depends on them.
		return d.safely(req.Method(), func() (any, error) { return d.handle(ctx, req) })
	}
	id := req.ID()
	// Not from ctx itself, which is recycled when the handler returns.
	callCtx, cancel := context.WithCancel(jsonrpc2.DetachContext(ctx))
	callCtx = context.WithValue(callCtx, viewKey{}, d.server.view())
	d.mu.Lock()
	d.running[id] = cancel
	d.mu.Unlock()
	defer func() {
		d.mu.Lock()
		delete(d.running, id)
		d.mu.Unlock()
		cancel()
	}()
	jsonrpc2.Async(ctx)
	result, err := d.safely(req.Method(), func() (any, error) { return d.handle(callCtx, req) })
	if err != nil && errors.Is(err, context.Canceled) {
		return nil, errCancelled
	}
	return result, err
}

func (d *dispatcher) notify(ctx context.Context, req *jsonrpc2.Request) {
	switch method := req.Method(); {
	case method == protocol.MethodCancelRequest:
		d.cancel(req)
	case method != protocol.MethodExit && d.server.admits(method) != nil:
		// By the protocol, dropped before initialize and after shutdown.
	default:
		if method == protocol.MethodTextDocumentDidOpen {
			ctx = context.WithValue(ctx, writtenKey{}, writtenURI(req.Params()))
		}
		if _, err := d.safely(method, func() (any, error) { return d.handle(ctx, req) }); err != nil && !strings.HasPrefix(method, "$/") {
			d.server.log(ctx, protocol.MessageTypeError, fmt.Sprintf("%s: %v", method, err))
		}
	}
}

// writtenKey is that of the address of an opened document as the client wrote
// it. The library brings addresses into its own form, and some clients know
// theirs only by comparing the text.
type writtenKey struct{}

func writtenURI(params []byte) uri.URI {
	var p struct {
		TextDocument struct {
			URI string `json:"uri"`
		} `json:"textDocument"`
	}
	if protocol.Unmarshal(params, &p) != nil {
		return ""
	}
	return uri.URI(strings.Clone(p.TextDocument.URI))
}

// cancel ends a running request; one that is over already is nothing to do
// about.
func (d *dispatcher) cancel(req *jsonrpc2.Request) {
	var p protocol.CancelParams
	if protocol.Unmarshal(req.Params(), &p) != nil {
		return
	}
	var id jsonrpc2.ID
	switch v := p.ID.(type) {
	case protocol.Integer:
		id = jsonrpc2.NewNumberID(int64(v))
	case protocol.String:
		id = jsonrpc2.NewStringID(strings.Clone(string(v)))
	default:
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if cancel := d.running[id]; cancel != nil {
		cancel()
	}
}

// safely turns a panic into an error: one request fails, the server goes on.
func (d *dispatcher) safely(method string, do func() (any, error)) (result any, err error) {
	defer func() {
		if p := recover(); p != nil {
			d.server.trouble(fmt.Sprintf("%s: %v\n%s", method, p, debug.Stack()))
			result, err = nil, jsonrpc2.NewError(jsonrpc2.InternalError, fmt.Sprintf("%s failed: %v (a fault of Moat; please report it)", method, p))
		}
	}()
	result, err = do()
	var answer *jsonrpc2.Error
	if errors.As(err, &answer) && answer.Code == jsonrpc2.ParseError {
		// The message was JSON: it is its parameters that make no sense.
		err = jsonrpc2.NewError(jsonrpc2.InvalidParams, answer.Message)
	}
	return result, err
}
