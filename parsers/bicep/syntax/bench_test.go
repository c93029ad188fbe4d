package syntax_test

import (
	"fmt"
	"strings"
	"testing"

	"moat/analyzer/source"
	"moat/parsers/bicep/syntax"
)

// template generates a template of n similar resources, with what real ones
// hold: comments, decorators, nested objects, interpolation, conditions.
func template(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `
@description('Required. Name of account number %[1]d, unique in its region.')
@minLength(2)
param accountName%[1]d string = 'account-${uniqueString(resourceGroup().id)}-%[1]d'

// The account keeps its keys for the clients that can't use tokens yet.
resource account%[1]d 'Microsoft.CognitiveServices/accounts@2024-10-01' = if (deployAccounts && !empty(accountName%[1]d)) {
  name: accountName%[1]d
  location: location
  kind: 'AIServices'
  identity: {
    type: empty(identities) ? 'SystemAssigned' : 'SystemAssigned, UserAssigned'
    userAssignedIdentities: reduce(map(identities, id => { '${id}': {} }), {}, (cur, next) => union(cur, next))
  }
  properties: {
    customSubDomainName: toLower('${accountName%[1]d}-sub')
    disableLocalAuth: false
    publicNetworkAccess: networkAcls.?bypass ?? 'Enabled'
    networkAcls: {
      defaultAction: 'Deny'
      ipRules: [for rule in ipRules[?%[1]d]: {
        value: rule.address
      }]
      virtualNetworkRules: []
    }
  }

  resource project 'projects' = {
    name: 'project'
    location: location
    properties: {}
  }
}

output endpoint%[1]d string = account%[1]d!.properties.endpoint
`, i)
	}
	return b.String()
}

// BenchmarkParse reads a generated template of about 150 kB.
func BenchmarkParse(b *testing.B) {
	f := source.NewFile("main.bicep", []byte(template(100)))
	if problems := syntax.Parse(f).Problems; len(problems) > 0 {
		b.Fatal(problems[0])
	}
	b.SetBytes(int64(f.Len()))
	b.ReportAllocs()
	for b.Loop() {
		syntax.Parse(f)
	}
}
