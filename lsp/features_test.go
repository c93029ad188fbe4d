package lsp_test

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

func (c *client) at(rel string, line, char uint32) protocol.TextDocumentPositionParams {
	return protocol.TextDocumentPositionParams{
		TextDocument: protocol.TextDocumentIdentifier{URI: c.uri(rel)}, Position: protocol.Position{Line: line, Character: char},
	}
}

func (c *client) hover(rel string, line, char uint32) string {
	c.t.Helper()
	h, err := c.server.Hover(context.Background(), &protocol.HoverParams{TextDocumentPositionParams: c.at(rel, line, char)})
	c.must(err)
	if h == nil {
		return ""
	}
	return h.Contents.(*protocol.MarkupContent).Value
}

func (c *client) actions(rel string, line, char uint32, only ...protocol.CodeActionKind) map[string]*protocol.CodeAction {
	c.t.Helper()
	p := &protocol.CodeActionParams{TextDocument: protocol.TextDocumentIdentifier{URI: c.uri(rel)}}
	p.Range.Start = protocol.Position{Line: line, Character: char}
	p.Range.End = p.Range.Start
	p.Context.Diagnostics = []protocol.Diagnostic{}
	p.Context.Only = only
	list, err := c.server.CodeAction(context.Background(), p)
	c.must(err)
	out := map[string]*protocol.CodeAction{}
	for _, a := range list {
		action := a.(*protocol.CodeAction)
		out[action.Title] = action
	}
	return out
}

// apply makes a versioned edit of one open document as a client would.
func (c *client) apply(a *protocol.CodeAction, rel, text string, version int32) string {
	c.t.Helper()
	if a == nil || a.Edit == nil || len(a.Edit.DocumentChanges) != 1 {
		c.t.Fatalf("no edit: %+v", a)
	}
	change := a.Edit.DocumentChanges[0].(*protocol.TextDocumentEdit)
	if change.TextDocument.URI != c.uri(rel) || change.TextDocument.Version == nil || *change.TextDocument.Version != version {
		c.t.Fatalf("the edit is for %+v", change.TextDocument)
	}
	lines := strings.SplitAfter(text, "\n")
	for _, e := range change.Edits {
		e := e.(*protocol.TextEdit)
		if e.Range.Start.Line != e.Range.End.Line {
			c.t.Fatalf("an edit of several lines: %+v", e)
		}
		line := []rune(lines[e.Range.Start.Line]) // no character of the tests' lines takes two units
		lines[e.Range.Start.Line] = string(line[:e.Range.Start.Character]) + e.NewText + string(line[e.Range.End.Character:])
	}
	return strings.Join(lines, "")
}

func TestQuickFix(t *testing.T) {
	c := start(t, map[string]string{})
	c.open("main.bicep", account)
	c.diagnostics("main.bicep", 1)
	actions := c.actions("main.bicep", 9, 0)
	fixed := c.apply(actions["Set disableLocalAuth to true (may lock out who uses it today)"], "main.bicep", account, 1)
	if want := strings.Replace(account, "disableLocalAuth: false", "disableLocalAuth: true", 1); fixed != want {
		t.Errorf("fixed:\n%s", fixed)
	}
	c.edit("main.bicep", 2, whole(fixed))
	if got := codes(c.diagnostics("main.bicep", 2)); strings.Contains(got, "IDN001") {
		t.Errorf("after the fix: %s", got)
	}
	if got := c.actions("main.bicep", 9, 0); len(got) != 0 {
		t.Errorf("still offered: %v", got)
	}
	if got := c.actions("main.bicep", 0, 0, protocol.CodeActionKindRefactor); len(got) != 0 {
		t.Errorf("offered to a client that wants refactorings: %v", got)
	}
}

// TestNoQuickFixElsewhere: where the deciding text feeds something else, or the
// property isn't written at all, there is no fix to offer.
func TestNoQuickFixElsewhere(t *testing.T) {
	for name, text := range map[string]string{
		"a parameter": "param keys bool = true\n" + strings.Replace(account, "disableLocalAuth: false", "disableLocalAuth: !keys", 1),
		"a default":   "param off bool = false\n" + strings.Replace(account, "disableLocalAuth: false", "disableLocalAuth: off", 1),
		"nothing":     strings.Replace(account, "    disableLocalAuth: false\n", "", 1),
	} {
		t.Run(name, func(t *testing.T) {
			c := start(t, map[string]string{})
			c.open("main.bicep", text)
			ds := c.diagnostics("main.bicep", 1)
			if !strings.Contains(codes(ds), "IDN001") {
				t.Fatalf("diagnostics %s", codes(ds))
			}
			for _, d := range ds {
				for title := range c.actions("main.bicep", d.Range.Start.Line, d.Range.Start.Character) {
					if strings.HasPrefix(title, "Set disableLocalAuth") {
						t.Error(title)
					}
				}
			}
		})
	}
}

const armAccount = `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.CognitiveServices/accounts", "apiVersion": "2025-06-01", "name": "contoso-agents",
      "location": "westeurope", "kind": "AIServices", "sku": { "name": "S0" },
      "properties": { "allowProjectManagement": true, "customSubDomainName": "contoso-agents",
        "publicNetworkAccess": "Disabled",
        "disableLocalAuth": false
      }
    }
  ]
}
`

func TestIgnore(t *testing.T) {
	c := start(t, map[string]string{}, func(p *protocol.InitializeParams) {
		p.Capabilities.Workspace.WorkspaceEdit.ResourceOperations = []protocol.ResourceOperationKind{protocol.ResourceOperationKindCreate}
	})
	c.open("main.bicep", account)
	c.diagnostics("main.bicep", 1)
	got := c.apply(c.actions("main.bicep", 9, 10)["Ignore IDN001 here, with a reason"], "main.bicep", account, 1)
	if want := strings.Replace(account, "    disableLocalAuth", "    // moat:ignore IDN001 because \n    disableLocalAuth", 1); got != want {
		t.Errorf("in Bicep:\n%s", got)
	}

	c.open("main.json", armAccount)
	c.diagnostics("main.json", 1)
	actions := c.actions("main.json", 9, 10)
	suggested := actions["Ignore IDN001 in .moat.yaml, with a reason"]
	if suggested == nil || len(suggested.Edit.DocumentChanges) != 2 {
		t.Fatalf("in JSON without comments: %v", actions)
	}
	text := suggested.Edit.DocumentChanges[1].(*protocol.TextDocumentEdit).Edits[0].(*protocol.TextEdit).NewText
	if want := "suppress:\n  - rule: IDN001\n    path: \"main.json\"\n    resource: \"contoso-agents\"\n    # reason: say why, and take the # away\n"; text != want {
		t.Errorf("in .moat.yaml: %s", text)
	}
	if actions["Set disableLocalAuth to true (may lock out who uses it today)"] == nil {
		t.Errorf("no quick fix in JSON: %v", actions)
	}

	commented := strings.Replace(armAccount, "  \"resources\"", "  // what we deploy\n  \"resources\"", 1)
	c.edit("main.json", 2, whole(commented))
	c.diagnostics("main.json", 2)
	got = c.apply(c.actions("main.json", 10, 10)["Ignore IDN001 here, with a reason"], "main.json", commented, 2)
	if want := strings.Replace(commented, "        \"disableLocalAuth", "        // moat:ignore IDN001 because \n        \"disableLocalAuth", 1); got != want {
		t.Errorf("in JSON with comments:\n%s", got)
	}
}

// TestIgnoreInTerraform: the comment stands before a heredoc, not in it.
func TestIgnoreInTerraform(t *testing.T) {
	text := `resource "azurerm_cognitive_account" "a" {
  name                = "contoso-agents"
  location            = "westeurope"
  resource_group_name = "rg"
  kind                = "AIServices"
  sku_name            = "S0"
  tags = { note = <<EOT
  a
  b
  EOT
  }
  local_auth_enabled = true
}
`
	c := start(t, map[string]string{})
	c.open("main.tf", text)
	ds := c.diagnostics("main.tf", 1)
	for _, d := range ds {
		if d.Code.(protocol.String) != "IDN001" {
			continue
		}
		got := c.apply(c.actions("main.tf", d.Range.Start.Line, 0)["Ignore IDN001 here, with a reason"], "main.tf", text, 1)
		if want := strings.Replace(text, "  local_auth", "  # moat:ignore IDN001 because \n  local_auth", 1); got != want {
			t.Errorf("got\n%s", got)
		}
		return
	}
	t.Errorf("diagnostics %s", codes(ds))
}

// TestConfiguration: .moat.yaml counts, from the editor as from the disk, and
// an accepted finding is gone once its reason is there.
func TestConfiguration(t *testing.T) {
	c := start(t, map[string]string{"main.bicep": account, ".moat.yaml": "rules:\n  IDN001: off\n"})
	c.open("main.bicep", account)
	if got := codes(c.diagnostics("main.bicep", 1)); strings.Contains(got, "IDN001") {
		t.Errorf("a rule that is off: %s", got)
	}
	c.open(".moat.yaml", "rules:\n  IDN001: on\n")
	c.until("the rule's finding", func() bool { return strings.Contains(codes(c.last("main.bicep").Diagnostics), "IDN001") })
	c.edit(".moat.yaml", 2, whole("rules: [\n"))
	if got := c.diagnostics(".moat.yaml", 2); len(got) == 0 {
		t.Error("nothing is said of a broken configuration")
	}
	c.edit(".moat.yaml", 3, whole(""))
	c.until("the finding again", func() bool { return strings.Contains(codes(c.last("main.bicep").Diagnostics), "IDN001") })

	ignored := c.apply(c.actions("main.bicep", 9, 10)["Ignore IDN001 here, with a reason"], "main.bicep", account, 1)
	c.edit("main.bicep", 2, whole(ignored))
	if got := codes(c.diagnostics("main.bicep", 2)); !strings.Contains(got, "IDN001") || !strings.Contains(got, "MOA002") {
		t.Errorf("ignored without a reason: %s", got)
	}
	c.edit("main.bicep", 3, whole(strings.Replace(ignored, "because ", "because only the test network reaches it", 1)))
	if got := codes(c.diagnostics("main.bicep", 3)); strings.Contains(got, "IDN001") || strings.Contains(got, "MOA") {
		t.Errorf("ignored with a reason: %s", got)
	}

	c.edit("main.bicep", 4, whole(strings.Replace(ignored, "moat:ignore IDN001 because ", "", 1)))
	c.diagnostics("main.bicep", 4)
	c.open("main.json", armAccount)
	c.diagnostics("main.json", 1)
	action := c.actions("main.json", 9, 10)["Ignore IDN001 in .moat.yaml, with a reason"]
	entry := c.apply(action, ".moat.yaml", "", 3)
	c.edit(".moat.yaml", 4, whole(entry))
	if got := c.diagnostics(".moat.yaml", 4); len(got) != 1 || !strings.Contains(string(got[0].Message.(protocol.String)), `"reason" is missing`) {
		t.Errorf("an entry without a reason: %v\n%s", got, entry)
	}
	c.edit(".moat.yaml", 5, whole(strings.Replace(entry, "# reason: say why, and take the # away", "reason: a test network", 1)))
	if got := codes(c.diagnostics(".moat.yaml", 5)); got != "" {
		t.Errorf("an entry with a reason: %s", got)
	}
	c.until("the finding in JSON to go", func() bool { return !strings.Contains(codes(c.last("main.json").Diagnostics), "IDN001") })
}

// TestIgnoreInALongText: a comment can't stand inside a text of several lines.
func TestIgnoreInALongText(t *testing.T) {
	text := strings.Replace(account, "    customSubDomainName: 'contoso-agents'\n    publicNetworkAccess: 'Disabled'\n",
		"    customSubDomainName: 'contoso-agents'\n    publicNetworkAccess: 'Disabled'\n    apiProperties: { note: '''\nlong''' , other: 1}\n", 1)
	text = strings.Replace(text, ", other: 1}\n    disableLocalAuth", "}\n    disableLocalAuth", 1)
	c := start(t, map[string]string{})
	c.open("main.bicep", text)
	ds := c.diagnostics("main.bicep", 1)
	if !strings.Contains(codes(ds), "IDN001") {
		t.Fatalf("diagnostics %s", codes(ds))
	}
	got := c.apply(c.actions("main.bicep", 11, 6)["Ignore IDN001 here, with a reason"], "main.bicep", text, 1)
	c.edit("main.bicep", 2, whole(got))
	for _, d := range c.diagnostics("main.bicep", 2) {
		if d.Code.(protocol.String) == "syntax" {
			t.Errorf("the comment broke the text: %v", d.Message)
		}
	}
}

func TestHover(t *testing.T) {
	text := "@secure()\nparam key string\nparam place string = 'westeurope'\nparam size string\n" +
		strings.Replace(account, "location: 'westeurope'", "location: place\n  tags: { key: key, size: size }", 1)
	c := start(t, map[string]string{})
	c.open("main.bicep", text)
	c.diagnostics("main.bicep", 1)
	for _, x := range []struct {
		name       string
		line, char uint32
		want       []string
	}{
		{"a finding", 14, 23, []string{"**IDN001** foundry-local-auth-enabled", "API keys must be disabled", "*Fix:*", "false"}},
		{"a resource", 4, 3, []string{"contoso-agents", "`Microsoft.CognitiveServices/accounts`", "Open:", "IDN001", "No gap found by:", "NET001"}},
		{"a default", 6, 14, []string{`"westeurope"`, "with the defaults"}},
		{"a parameter's name", 2, 8, []string{`"westeurope"`}},
		{"an unknown", 7, 29, []string{`parameter "size" has no value and no default`}},
		{"a secret", 7, 17, []string{"a secret"}},
	} {
		got := strings.ReplaceAll(c.hover("main.bicep", x.line, x.char), `\_`, "_")
		for _, want := range x.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q isn't in\n%s", x.name, want, got)
			}
		}
	}
	if got := c.hover("main.bicep", 3, 0); got != "" {
		t.Errorf("on a keyword: %s", got)
	}
}

func TestHoverNeverShowsASecret(t *testing.T) {
	text := "@secure()\nparam key string = 'hunter2'\nvar derived = 'x${key}'\n" +
		strings.Replace(account, "sku: {", "tags: { key: key, derived: derived, both: '${key}-1' }\n  sku: {", 1)
	c := start(t, map[string]string{})
	c.open("main.bicep", text)
	c.diagnostics("main.bicep", 1)
	lines := strings.Split(text, "\n")
	for l, line := range lines {
		for ch := range len(line) + 1 {
			if got := c.hover("main.bicep", uint32(l), uint32(ch)); strings.Contains(got, "hunter2") {
				t.Fatalf("%d:%d shows the secret:\n%s", l, ch, got)
			}
		}
	}
}

func TestCodeLens(t *testing.T) {
	c := start(t, map[string]string{})
	c.open("main.bicep", account)
	c.diagnostics("main.bicep", 1)
	lenses := func() string {
		list, err := c.server.CodeLens(context.Background(), &protocol.CodeLensParams{TextDocument: protocol.TextDocumentIdentifier{URI: c.uri("main.bicep")}})
		c.must(err)
		var out []string
		for _, l := range list {
			out = append(out, l.Command.Title)
		}
		return strings.Join(out, ", ")
	}
	before := lenses()
	if !strings.Contains(before, "gap") || strings.Count(before, ",") != 1 {
		t.Errorf("lenses: %s", before)
	}
	c.edit("main.bicep", 2, whole("param x string\noutput y string = x\n"))
	c.diagnostics("main.bicep", 2)
	if got := lenses(); got != "deployment: no gaps" {
		t.Errorf("lenses of an empty deployment: %s", got)
	}
}

// TestAcrossFiles: changing a module changes what is said of its callers, and
// the reverse.
func TestAcrossFiles(t *testing.T) {
	module := strings.Replace(account, "disableLocalAuth: false", "disableLocalAuth: off", 1)
	module = "param off bool\n" + module
	main := "module m 'm.bicep' = {\n  name: 'm'\n  params: { off: false }\n}\n"
	c := start(t, map[string]string{"main.bicep": main, "m.bicep": module})
	has := func(rel, code string) func() bool {
		return func() bool { p := c.last(rel); return p != nil && strings.Contains(codes(p.Diagnostics), code) }
	}
	hasNot := func(rel, code string) func() bool {
		return func() bool { p := c.last(rel); return p == nil || !strings.Contains(codes(p.Diagnostics), code) }
	}
	c.until("a finding at the caller's argument", has("main.bicep", "IDN001"))
	c.open("m.bicep", module)
	c.diagnostics("m.bicep", 1)
	c.edit("m.bicep", 2, whole(strings.Replace(module, "disableLocalAuth: off", "disableLocalAuth: true", 1)))
	c.until("the caller to be rid of it", hasNot("main.bicep", "IDN001"))
	c.edit("m.bicep", 3, whole(module))
	c.until("the finding again", has("main.bicep", "IDN001"))
	related := c.last("main.bicep").Diagnostics
	if !slices.ContainsFunc(related, func(d protocol.Diagnostic) bool {
		return slices.ContainsFunc(d.RelatedInformation, func(i protocol.DiagnosticRelatedInformation) bool { return i.Location.URI == c.uri("m.bicep") })
	}) {
		t.Error("nothing leads into the module")
	}
	c.open("main.bicep", main)
	c.edit("main.bicep", 2, whole(strings.Replace(main, "off: false", "off: true", 1)))
	c.until("the caller's fix", hasNot("main.bicep", "IDN001"))
}

// TestWatchedFiles: files that come, change and go on the disk count, one that
// was looked for and absent included.
func TestWatchedFiles(t *testing.T) {
	c := start(t, map[string]string{"main.bicep": "module m 'lib/m.bicep' = { name: 'm' }\n"})
	c.until("a word about the module", func() bool { p := c.last("main.bicep"); return p != nil && codes(p.Diagnostics) == "binding" })
	c.write("lib/m.bicep", account)
	c.watched(protocol.FileChangeTypeCreated, "lib/m.bicep")
	c.until("the module's finding", func() bool {
		p := c.last("lib/m.bicep")
		return p != nil && strings.Contains(codes(p.Diagnostics), "IDN001")
	})
	c.write("lib/m.bicep", strings.Replace(account, "Auth: false", "Auth: true", 1))
	c.watched(protocol.FileChangeTypeChanged, "lib/m.bicep")
	c.until("the finding to go", func() bool { return !strings.Contains(codes(c.last("lib/m.bicep").Diagnostics), "IDN001") })
	c.must(os.RemoveAll(c.path("lib")))
	c.watched(protocol.FileChangeTypeDeleted, "lib") // some clients tell of the folder alone
	c.until("a word about the module again", func() bool { return codes(c.last("main.bicep").Diagnostics) == "binding" })
}

func TestWorkspaceFolders(t *testing.T) {
	c := start(t, map[string]string{"a/main.bicep": account, "b/main.bicep": account}, func(p *protocol.InitializeParams) {
		dir := p.WorkspaceFolders
		list, _ := dir.Get()
		p.WorkspaceFolders = protocol.NewNullable([]protocol.WorkspaceFolder{{URI: list[0].URI + "/a", Name: "a"}})
	})
	known := func(rel string) func() bool {
		return func() bool { p := c.last(rel); return p != nil && len(p.Diagnostics) > 0 }
	}
	c.until("the first folder", known("a/main.bicep"))
	c.must(c.server.DidChangeWorkspaceFolders(context.Background(), &protocol.DidChangeWorkspaceFoldersParams{
		Event: protocol.WorkspaceFoldersChangeEvent{
			Added:   []protocol.WorkspaceFolder{{URI: c.uri("b"), Name: "b"}},
			Removed: []protocol.WorkspaceFolder{{URI: c.uri("a"), Name: "a"}},
		},
	}))
	c.until("the second folder", known("b/main.bicep"))
	c.until("the first one to be forgotten", func() bool { return !known("a/main.bicep")() })
}

// TestFileOutsideOfFolders: a file alone is analysed as if it was named.
func TestFileOutsideOfFolders(t *testing.T) {
	c := start(t, map[string]string{"other.bicep": account}, func(p *protocol.InitializeParams) {
		p.WorkspaceFolders = protocol.NewNullable([]protocol.WorkspaceFolder{})
	})
	c.open("main.bicep", account)
	if got := codes(c.diagnostics("main.bicep", 1)); !strings.Contains(got, "IDN001") {
		t.Errorf("diagnostics %s", got)
	}
	c.open("notes.md", "# Notes\n")
	if got := c.diagnostics("notes.md", 1); len(got) != 0 {
		t.Errorf("notes: %v", got)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.last("other.bicep") != nil {
		t.Error("a file was looked at that nobody opened")
	}
}

func TestPull(t *testing.T) {
	yes := true
	c := start(t, map[string]string{"main.bicep": account}, func(p *protocol.InitializeParams) {
		p.Capabilities.TextDocument.Diagnostic = &protocol.DiagnosticClientCapabilities{}
		p.Capabilities.Workspace.Diagnostics = &protocol.DiagnosticWorkspaceClientCapabilities{RefreshSupport: &yes}
		p.InitializationOptions = protocol.LSPAny(`{"diagnostics":"pull"}`)
	})
	c.until("what is on the disk", func() bool { p := c.last("main.bicep"); return p != nil && len(p.Diagnostics) > 0 })
	c.open("main.bicep", account)
	pull := func(previous *string) protocol.DocumentDiagnosticReport {
		r, err := c.server.Diagnostic(context.Background(), &protocol.DocumentDiagnosticParams{
			TextDocument: protocol.TextDocumentIdentifier{URI: c.uri("main.bicep")}, PreviousResultID: previous,
		})
		c.must(err)
		return r
	}
	full, ok := pull(nil).(*protocol.RelatedFullDocumentDiagnosticReport)
	if !ok || !strings.Contains(codes(full.Items), "IDN001") {
		t.Fatalf("report %+v", full)
	}
	if same, ok := pull(full.ResultID).(*protocol.RelatedUnchangedDocumentDiagnosticReport); !ok || same.ResultID != *full.ResultID {
		t.Errorf("asked again: %+v", same)
	}
	c.until("the published ones to be taken back", func() bool { return len(c.last("main.bicep").Diagnostics) == 0 })
	c.edit("main.bicep", 2, whole(strings.Replace(account, "Auth: false", "Auth: true", 1)))
	if r, ok := pull(full.ResultID).(*protocol.RelatedFullDocumentDiagnosticReport); !ok || strings.Contains(codes(r.Items), "IDN001") {
		t.Errorf("after an edit: %+v", r)
	}
}

// TestColumns: a finding behind an emoji and a combining accent has the column
// that the client counts, in either encoding, and edits land where they are
// meant.
func TestColumns(t *testing.T) {
	text := strings.Replace(account, "    disableLocalAuth: false", "    /* 🙂e\u0301 */ disableLocalAuth: false", 1)
	for _, x := range []struct {
		name      string
		encodings []protocol.PositionEncodingKind
		column    uint32 // of false
	}{
		{"by default", nil, 33},
		{"UTF-16", []protocol.PositionEncodingKind{"utf-32", "utf-16", "utf-8"}, 33},
		{"UTF-8", []protocol.PositionEncodingKind{"utf-8", "utf-16"}, 36},
	} {
		t.Run(x.name, func(t *testing.T) {
			c := start(t, map[string]string{}, func(p *protocol.InitializeParams) {
				p.Capabilities.General = &protocol.GeneralClientCapabilities{PositionEncodings: x.encodings}
			})
			c.open("main.bicep", text)
			var at protocol.Range
			for _, d := range c.diagnostics("main.bicep", 1) {
				if d.Code.(protocol.String) == "IDN001" {
					at = d.Range
				}
			}
			if at.Start.Line != 9 || at.Start.Character != x.column || at.End.Character != x.column+5 {
				t.Errorf("range %+v", at)
			}
			c.edit("main.bicep", 2, partial(9, x.column, 9, x.column+5, "true"))
			if got := codes(c.diagnostics("main.bicep", 2)); strings.Contains(got, "IDN001") {
				t.Errorf("after the edit: %s", got)
			}
		})
	}
}

func TestSettings(t *testing.T) {
	text := "param off bool\n" + strings.Replace(account, "disableLocalAuth: false", "disableLocalAuth: off", 1) + "resource broken\n"
	c := start(t, map[string]string{}, func(p *protocol.InitializeParams) {
		p.InitializationOptions = protocol.LSPAny(`{"ruleLink":"command:moat.explain?%5B%22{rule}%22%5D","undetermined":7}`)
	})
	c.open("main.bicep", text)
	hints := func(ds []protocol.Diagnostic) (hints, problems int) {
		for _, d := range ds {
			switch {
			case d.Severity == protocol.DiagnosticSeverityHint:
				hints++
				if !strings.Contains(string(d.CodeDescription.Href), "command:moat.explain") {
					t.Errorf("link %q", d.CodeDescription.Href)
				}
			case d.Code.(protocol.String) == "syntax":
				problems++
			}
		}
		return hints, problems
	}
	if h, p := hints(c.diagnostics("main.bicep", 1)); h == 0 || p == 0 {
		t.Errorf("by default: %d hints, %d problems", h, p)
	}
	c.must(c.server.DidChangeConfiguration(context.Background(), &protocol.DidChangeConfigurationParams{
		Settings: protocol.LSPAny(`{"moat":{"undetermined":false,"problems":false}}`),
	}))
	c.until("hints and problems to go", func() bool {
		h, p := hints(c.last("main.bicep").Diagnostics)
		return h == 0 && p == 0
	})
}

func TestExplain(t *testing.T) {
	c := start(t, map[string]string{})
	page, err := c.server.ExecuteCommand(context.Background(), &protocol.ExecuteCommandParams{
		Command: "moat.explain", Arguments: []protocol.LSPAny{protocol.LSPAny(`"net001"`)},
	})
	c.must(err)
	if string(page) != `"# NET001\n"` {
		t.Errorf("page %s", page)
	}
}

// TestUntitled: a document that is no file is left alone.
func TestUntitled(t *testing.T) {
	c := start(t, map[string]string{})
	u := uri.URI("untitled:Untitled-1")
	c.must(c.server.DidOpen(context.Background(), &protocol.DidOpenTextDocumentParams{
		TextDocument: protocol.TextDocumentItem{URI: u, LanguageID: "bicep", Version: 1, Text: account},
	}))
	p := &protocol.HoverParams{}
	p.TextDocument.URI = u
	if h, err := c.server.Hover(context.Background(), p); h != nil || err != nil {
		t.Errorf("hover %v, %v", h, err)
	}
}
