// Command sbom writes what a Go program was built from, as a software bill of
// materials (CycloneDX 1.6, JSON), to go with a release:
//
//	go run ./internal/sbom PROGRAM FILE
//
// Everything in it comes from the program itself, so that it can't be about
// another build; and there is no time and no random number in it, so that equal
// programs give equal files. Source of the format: CycloneDX v1.6 JSON reference.
package main

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"runtime/debug"
	"slices"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: sbom PROGRAM FILE")
		os.Exit(2)
	}
	if err := write(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "sbom:", err)
		os.Exit(1)
	}
}

func write(program, file string) error {
	content, err := os.ReadFile(program)
	if err != nil {
		return err
	}
	info, err := buildinfo.Read(bytes.NewReader(content))
	if err != nil {
		return fmt.Errorf("%s: %w", program, err)
	}
	text, err := document(info, filepath.Base(program), content)
	if err != nil {
		return err
	}
	return os.WriteFile(file, text, 0o644)
}

type (
	bom struct {
		Format       string       `json:"bomFormat"`
		SpecVersion  string       `json:"specVersion"`
		Version      int          `json:"version"`
		Metadata     metadata     `json:"metadata"`
		Components   []component  `json:"components"`
		Dependencies []dependency `json:"dependencies"`
	}
	metadata struct {
		Component component `json:"component"`
	}
	component struct {
		Type       string     `json:"type"`
		Ref        string     `json:"bom-ref"`
		Name       string     `json:"name"`
		Version    string     `json:"version"`
		Purl       string     `json:"purl,omitempty"`
		Hashes     []hash     `json:"hashes,omitempty"`
		Properties []property `json:"properties,omitempty"`
	}
	hash struct {
		Algorithm string `json:"alg"`
		Content   string `json:"content"`
	}
	property struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	dependency struct {
		Ref       string   `json:"ref"`
		DependsOn []string `json:"dependsOn"`
	}
)

// document is the bill of a program with the given content.
func document(info *debug.BuildInfo, name string, content []byte) ([]byte, error) {
	sum := sha256.Sum256(content)
	version := cmp.Or(info.Main.Version, "(devel)")
	main := component{
		Type: "application", Ref: "program", Name: name, Version: version,
		Hashes: []hash{{"SHA-256", hex.EncodeToString(sum[:])}},
	}
	for _, s := range info.Settings {
		// What the program was built for and from; the flags of the build may
		// hold paths of the machine.
		switch s.Key {
		case "GOOS", "GOARCH", "CGO_ENABLED", "vcs.revision", "vcs.modified", "-trimpath":
			main.Properties = append(main.Properties, property{"go:build:" + s.Key, s.Value})
		}
	}
	doc := bom{Format: "CycloneDX", SpecVersion: "1.6", Version: 1, Metadata: metadata{main}}
	goVersion := info.GoVersion
	doc.Components = append(doc.Components, component{Type: "library", Ref: "pkg:golang/std@" + goVersion, Name: "std", Version: goVersion, Purl: "pkg:golang/std@" + goVersion})
	for _, d := range info.Deps {
		if d.Replace != nil {
			d = d.Replace
		}
		purl := "pkg:golang/" + path.Clean(d.Path) + "@" + d.Version
		c := component{Type: "library", Ref: purl, Name: d.Path, Version: d.Version, Purl: purl}
		if d.Sum != "" {
			// Go's own sum is over the files' names and hashes, no hash of one file.
			c.Properties = []property{{"go:sum", d.Sum}}
		}
		doc.Components = append(doc.Components, c)
	}
	slices.SortFunc(doc.Components, func(a, b component) int { return cmp.Compare(a.Ref, b.Ref) })
	on := dependency{Ref: "program"}
	for _, c := range doc.Components {
		on.DependsOn = append(on.DependsOn, c.Ref)
	}
	doc.Dependencies = []dependency{on}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(doc)
	return b.Bytes(), err
}
