package lsp_test

import (
	"context"
	"strings"
	"testing"

	"go.lsp.dev/protocol"
)

const account = `resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    customSubDomainName: 'contoso-agents'
    publicNetworkAccess: 'Disabled'
    disableLocalAuth: false
  }
}
`

func TestDiagnosticsFollowTheText(t *testing.T) {
	c := start(t, map[string]string{"main.bicep": account})
	c.until("the file on the disk", func() bool {
		p := c.last("main.bicep")
		return p != nil && strings.Contains(codes(p.Diagnostics), "IDN001")
	})
	c.open("main.bicep", account)
	if got := codes(c.diagnostics("main.bicep", 1)); !strings.Contains(got, "IDN001") {
		t.Errorf("opened: %s", got)
	}
	c.edit("main.bicep", 2, partial(9, 22, 9, 27, "true"))
	if got := codes(c.diagnostics("main.bicep", 2)); strings.Contains(got, "IDN001") {
		t.Errorf("edited: %s", got)
	}
	c.must(c.server.DidClose(context.Background(), &protocol.DidCloseTextDocumentParams{TextDocument: protocol.TextDocumentIdentifier{URI: c.uri("main.bicep")}}))
	c.until("the file on the disk again", func() bool {
		p := c.last("main.bicep")
		_, versioned := p.Version.Get()
		return !versioned && strings.Contains(codes(p.Diagnostics), "IDN001")
	})
}
