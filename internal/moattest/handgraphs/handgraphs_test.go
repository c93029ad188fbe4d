package handgraphs

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"moat/analyzer"
	"moat/analyzer/graph"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers"
)

func corpus(t *testing.T) source.FS {
	root := os.Getenv("MOAT_CORPUS")
	if root == "" {
		t.Skip("SKIPPED: MOAT_CORPUS names no corpus")
	}
	disk, err := source.Disk(root)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { disk.Close() })
	return disk
}

func fixtures(t *testing.T) source.FS {
	disk, err := source.Disk("testdata")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { disk.Close() })
	return disk
}

// evaluate evaluates one template without parameter files.
func evaluate(t *testing.T, files source.FS, path string) *graph.Graph {
	t.Helper()
	engine := &analyzer.Engine{Languages: parsers.All()}
	r, err := engine.Analyze(context.Background(), files, analyzer.Options{Paths: []string{path}})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Problems {
		t.Logf("%s:%v: %s: %s", p.At.Path(), p.At.StartPosition(), p.Kind, p.Message)
	}
	if len(r.Entries) != 1 {
		t.Fatalf("%s: %d entry points, want 1", path, len(r.Entries))
	}
	return r.Entries[0].Graph
}

// TestHandGraphs holds the evaluator to the graphs written by hand.
func TestHandGraphs(t *testing.T) {
	files, err := filepath.Glob("*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no expectations: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(file, ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			e, err := read(string(text))
			if err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			var g *graph.Graph
			if e.Fixture != "" {
				g = evaluate(t, fixtures(t), e.Fixture)
			} else {
				g = evaluate(t, corpus(t), e.Entry)
			}
			for _, diff := range compare(e, g) {
				t.Errorf("%s: %s", file, diff)
			}
		})
	}
}

// TestEndpointsMeetTheirServices checks that in the private-network samples each
// private endpoint leads to a resource that the deployment makes, mostly in
// another module, and that each kind of service has one.
func TestEndpointsMeetTheirServices(t *testing.T) {
	const base = "deployments/microsoft-foundry+foundry-samples/infrastructure/infrastructure-setup-bicep/"
	target := value.ParsePath("properties.privateLinkServiceConnections[0].properties.privateLinkServiceId")
	services := []string{
		"Microsoft.CognitiveServices/accounts", "Microsoft.Search/searchServices",
		"Microsoft.Storage/storageAccounts", "Microsoft.DocumentDB/databaseAccounts",
	}
	for _, sample := range []string{
		"15-private-network-standard-agent-setup",
		"16-private-network-standard-agent-apim-setup-preview",
		"17-private-network-standard-user-assigned-identity-agent-setup",
		"18-managed-virtual-network-preview",
	} {
		t.Run(sample, func(t *testing.T) {
			g := evaluate(t, corpus(t), base+sample+"/main.bicep")
			made := map[value.Key]*graph.Part{}
			for _, p := range g.Parts {
				if !p.Existing && slices.Contains(services, p.Type) {
					made[value.IDKey(p.ID)] = p
				}
			}
			met := map[string]bool{}
			for _, pe := range g.Parts {
				if pe.Type != "Microsoft.Network/privateEndpoints" {
					continue
				}
				l := value.Get(pe.Body, target)
				if l.Presence != value.Present {
					t.Errorf("%s has no privateLinkServiceId", show(pe.Name))
					continue
				}
				r := made[value.IDKey(l.Value)]
				if r == nil {
					t.Errorf("%s leads to %s, which nothing in the deployment makes", show(pe.Name), show(l.Value))
					continue
				}
				if r.Frame == pe.Frame {
					t.Errorf("%s and its service stand in the same module: the sample no longer shows the crossing", show(pe.Name))
				}
				met[r.Type] = true
			}
			for _, typ := range services {
				if !met[typ] {
					t.Errorf("no private endpoint leads to a resource of type %s", typ)
				}
			}
		})
	}
}
