package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime/debug"
	"testing"
)

// TestBillOfThisTest writes the bill of the program that runs: a Go program like
// any other.
func TestBillOfThisTest(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "sbom.json")
	if err := write(program, file); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var doc bom
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Format != "CycloneDX" || len(doc.Components) == 0 || len(doc.Metadata.Component.Hashes[0].Content) != 64 {
		t.Errorf("%s", text)
	}
	if err := write(file, file); err == nil {
		t.Error("a file that is no program has a bill")
	}
}

func TestBillListsWhatIsLinked(t *testing.T) {
	text, err := document(&debug.BuildInfo{
		GoVersion: "go1.26.0", Main: debug.Module{Path: "moat", Version: "v1.2.3"},
		Deps: []*debug.Module{
			{Path: "example.com/b", Version: "v2.0.0", Sum: "h1:b"},
			{Path: "example.com/old", Version: "v1.0.0", Replace: &debug.Module{Path: "example.com/a", Version: "v1.1.0", Sum: "h1:a"}},
		},
		Settings: []debug.BuildSetting{{Key: "GOOS", Value: "linux"}, {Key: "-ldflags", Value: "-X /home/somebody"}},
	}, "moat", []byte("x"))
	if err != nil {
		t.Fatal(err)
	}
	want := `{
  "bomFormat": "CycloneDX",
  "specVersion": "1.6",
  "version": 1,
  "metadata": {
    "component": {
      "type": "application",
      "bom-ref": "program",
      "name": "moat",
      "version": "v1.2.3",
      "hashes": [
        {
          "alg": "SHA-256",
          "content": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
        }
      ],
      "properties": [
        {
          "name": "go:build:GOOS",
          "value": "linux"
        }
      ]
    }
  },
  "components": [
    {
      "type": "library",
      "bom-ref": "pkg:golang/example.com/a@v1.1.0",
      "name": "example.com/a",
      "version": "v1.1.0",
      "purl": "pkg:golang/example.com/a@v1.1.0",
      "properties": [
        {
          "name": "go:sum",
          "value": "h1:a"
        }
      ]
    },
    {
      "type": "library",
      "bom-ref": "pkg:golang/example.com/b@v2.0.0",
      "name": "example.com/b",
      "version": "v2.0.0",
      "purl": "pkg:golang/example.com/b@v2.0.0",
      "properties": [
        {
          "name": "go:sum",
          "value": "h1:b"
        }
      ]
    },
    {
      "type": "library",
      "bom-ref": "pkg:golang/std@go1.26.0",
      "name": "std",
      "version": "go1.26.0",
      "purl": "pkg:golang/std@go1.26.0"
    }
  ],
  "dependencies": [
    {
      "ref": "program",
      "dependsOn": [
        "pkg:golang/example.com/a@v1.1.0",
        "pkg:golang/example.com/b@v2.0.0",
        "pkg:golang/std@go1.26.0"
      ]
    }
  ]
}
`
	if string(text) != want {
		t.Errorf("got %s", text)
	}
}
