// Package bench measures the stages of an analysis against each other, over the
// corpus where it is present, and over a generated project always.
package bench

import (
	"context"
	"fmt"
	"os"
	"path"
	"runtime"
	"strings"
	"testing"
	"time"

	"moat/analyzer"
	"moat/analyzer/graph"
	"moat/analyzer/language"
	"moat/analyzer/rule"
	"moat/analyzer/source"
	"moat/parsers"
	"moat/rules"
)

// project is the files of one benchmark, with the entry points among them.
type project struct {
	name    string
	files   source.FS
	entries []string
}

// generated is a deployment of n modules that each make an account with its
// private endpoint, over two regions.
func generated(n int) project {
	var main strings.Builder
	main.WriteString("param prefix string\nparam location string = resourceGroup().location\nvar tags = { app: prefix, team: 'agents' }\n")
	for i := range n {
		fmt.Fprintf(&main, "module m%d 'service.bicep' = {\n  name: 'service-%d'\n  params: { name: '${prefix}-%d', location: location, tags: tags, private: %t }\n}\n", i, i, i, i%2 == 0)
	}
	service := `param name string
param location string
param tags object
param private bool
resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: '${name}-account'
  location: location
  tags: union(tags, { service: name })
  kind: 'AIServices'
  sku: { name: 'S0' }
  identity: { type: 'SystemAssigned' }
  properties: {
    allowProjectManagement: true
    publicNetworkAccess: private ? 'Disabled' : 'Enabled'
    disableLocalAuth: private
    customSubDomainName: toLower('${name}${uniqueString(resourceGroup().id)}')
  }
}
resource endpoints 'Microsoft.Network/privateEndpoints@2024-05-01' = [for region in ['westeurope', 'northeurope']: if (private) {
  name: '${name}-${region}-endpoint'
  location: region
  properties: {
    privateLinkServiceConnections: [
      { name: 'link', properties: { privateLinkServiceId: account.id, groupIds: ['account'] } }
    ]
  }
}]
output endpoint string = account.properties.endpoint
`
	return project{"generated", source.Map(map[string]string{"main.bicep": main.String(), "service.bicep": service}), []string{"main.bicep"}}
}

// projects are the generated one and, where there is a corpus, its Bicep entry
// points and its ARM templates.
func projects(b *testing.B) []project {
	out := []project{generated(200)}
	root := os.Getenv("MOAT_CORPUS")
	if root == "" {
		b.Log("SKIPPED corpus: MOAT_CORPUS names none")
		return out
	}
	disk, err := source.Disk(root)
	if err != nil {
		b.Fatal(err)
	}
	engine := &analyzer.Engine{Languages: parsers.All()}
	r, err := engine.Analyze(context.Background(), disk, analyzer.Options{Paths: []string{"deployments", "registry-modules", "bicep-language"}})
	if err != nil {
		b.Fatal(err)
	}
	byLanguage := map[string][]string{}
	for _, e := range r.Entries {
		if len(e.Params) == 0 {
			byLanguage[e.Language] = append(byLanguage[e.Language], e.Path)
		}
	}
	for _, lang := range []string{"bicep", "arm"} {
		out = append(out, project{"corpus-" + lang, disk, byLanguage[lang]})
	}
	return out
}

// loader keeps what it has read: parsing is measured apart from evaluation.
type loader struct {
	files source.FS
	read  map[string]*source.File
	trees map[string]language.Tree
}

func (l *loader) Read(p string) (*source.File, error) {
	if f, ok := l.read[p]; ok {
		return f, nil
	}
	f, err := l.files.ReadFile(p)
	if err == nil {
		l.read[p] = f
	}
	return f, err
}

func (l *loader) Load(p string) (language.Tree, error) {
	if t, ok := l.trees[p]; ok {
		return t, nil
	}
	f, err := l.Read(p)
	if err != nil {
		return nil, err
	}
	for _, lang := range parsers.All() {
		if lang.Claims(p, f.Content()[:min(f.Len(), language.HeadSize)]) {
			l.trees[p] = lang.Parse(f)
			return l.trees[p], nil
		}
	}
	return nil, language.ErrUnclaimed
}

func (l *loader) List(p string) ([]source.Entry, error) { return l.files.ReadDir(p) }

func languageOf(b *testing.B, p string) language.Language {
	for _, lang := range parsers.All() {
		if strings.HasSuffix(p, ".bicep") == (lang.Name() == "bicep") {
			return lang
		}
	}
	b.Fatalf("no language reads %s", path.Base(p))
	return nil
}

// BenchmarkStages measures parsing, evaluation, linking and the rules, each
// alone, over the same entry points and the files that they lead to.
func BenchmarkStages(b *testing.B) {
	for _, p := range projects(b) {
		l := &loader{p.files, map[string]*source.File{}, map[string]language.Tree{}}
		evaluate := func(b *testing.B) []*language.Result {
			out := make([]*language.Result, 0, len(p.entries))
			for _, e := range p.entries {
				tree, err := l.Load(e)
				if err != nil {
					b.Fatal(err)
				}
				r, err := languageOf(b, e).Evaluate(context.Background(), language.Entry{Tree: tree}, l)
				if err != nil {
					b.Fatal(err)
				}
				out = append(out, r)
			}
			return out
		}
		results := evaluate(b)
		size := 0
		for name := range l.trees {
			size += l.read[name].Len()
		}
		var parse time.Duration // of one round
		b.Run(p.name+"/parse", func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			for b.Loop() {
				for name := range l.trees {
					f := l.read[name]
					for _, lang := range parsers.All() {
						if lang.Claims(name, f.Content()[:min(f.Len(), language.HeadSize)]) {
							lang.Parse(source.NewFile(name, f.Content()))
							break
						}
					}
				}
			}
			parse = b.Elapsed() / time.Duration(b.N)
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/float64(b.N)/float64(size), "allocB/inputB")
		})
		b.Run(p.name+"/evaluate", func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				evaluate(b)
			}
			if parse > 0 { // it isn't when -bench picks this stage alone
				b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(parse), "evaluate/parse")
			}
		})
		b.Run(p.name+"/link", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, r := range results {
					graph.New(r.Root)
				}
			}
		})
		graphs := make([]*graph.Graph, len(results))
		for i, r := range results {
			graphs[i] = graph.New(r.Root)
		}
		all := rules.All()
		b.Run(p.name+"/rules", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, g := range graphs {
					check(all, g)
				}
			}
		})
	}
}

func check(all []*rule.Rule, g *graph.Graph) int {
	facts, n := rule.NewFacts(), 0
	for _, r := range all {
		r.Check(rule.NewPass(r, g, rule.ScopeAuto, func(rule.Finding) { n++ }).Sharing(facts))
	}
	return n
}
