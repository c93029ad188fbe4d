package integrations

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// clone checks one commit of this repository out in a folder of that name.
func clone(t *testing.T, name, commit string) string {
	t.Helper()
	here, err := filepath.Abs(project)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), name)
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	must(t, project, nil, "git", "clone", "-q", "--no-checkout", here, dir)
	must(t, dir, nil, "git", "checkout", "-q", commit)
	return dir
}

// TestBuildIsReproducible builds the program twice from clones in different
// places, each with an empty cache of its own: nothing is taken over.
func TestBuildIsReproducible(t *testing.T) {
	enabled(t)
	commit := strings.TrimSpace(must(t, project, nil, "git", "rev-parse", "HEAD"))
	var built [2][]byte
	for i, name := range [...]string{"first", "second/of another depth"} {
		dir := clone(t, name, commit)
		env := []string{"CGO_ENABLED=0", "GOFLAGS=", "GOCACHE=" + t.TempDir()}
		must(t, dir, env, "go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w -buildid= -X main.releaseVersion=v1.2.3", "-o", "moat", "./cmd/moat")
		built[i] = []byte(read(t, dir, "moat"))
		if out := must(t, dir, nil, filepath.Join(dir, "moat"), "version"); !strings.HasPrefix(out, "moat v1.2.3\n") {
			t.Errorf("version: %s", out)
		}
	}
	if !bytes.Equal(built[0], built[1]) {
		t.Error("two builds of one commit differ")
	}
	if here, err := os.Getwd(); err != nil || bytes.Contains(built[0], []byte(here)) {
		t.Errorf("the program holds a path of the machine (%v)", err)
	}
	t.Logf("twice the same %d bytes", len(built[0]))
}

// TestReleaseIsReproducible makes the release of the last commit twice, in
// folders of different names, and compares every file.
func TestReleaseIsReproducible(t *testing.T) {
	enabled(t)
	bin := os.Getenv("MOAT_GORELEASER")
	if bin == "" {
		folder := t.TempDir()
		must(t, project, []string{"GOBIN=" + folder, "GOFLAGS="}, "go", "install", "github.com/goreleaser/goreleaser/v2@v2.16.0")
		bin = filepath.Join(folder, "goreleaser")
	}
	commit := strings.TrimSpace(must(t, project, nil, "git", "rev-parse", "HEAD"))
	var dists [2]string
	for i, name := range [...]string{"first", "second/of another depth"} {
		dir := clone(t, name, commit)
		must(t, dir, []string{"GOFLAGS="}, bin, "check")
		must(t, dir, []string{"GOFLAGS="}, bin, "release", "--snapshot", "--clean", "--skip=publish")
		dists[i] = filepath.Join(dir, "dist")
	}
	released := func(dir string) map[string][]byte {
		out := map[string][]byte{}
		err := filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
			name := filepath.Base(p)
			if err != nil || d.IsDir() || !strings.HasPrefix(name, "moat") && name != "checksums.txt" {
				return err
			}
			rel, err := filepath.Rel(dir, p)
			if err != nil {
				return err
			}
			out[rel], err = os.ReadFile(p)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	first, second := released(dists[0]), released(dists[1])
	if len(first) != len(second) {
		t.Errorf("%d and %d files", len(first), len(second))
	}
	count := map[string]int{}
	for name, content := range first {
		count[filepath.Ext(name)]++
		if !bytes.Equal(content, second[name]) {
			t.Errorf("%s differs", name)
		}
	}
	if count[".gz"] != 4 || count[".zip"] != 2 || count[".json"] != 6 || count[".txt"] != 1 {
		t.Errorf("released: %v", count)
	}
	sums := string(first["checksums.txt"])
	for name, content := range first {
		if ext := filepath.Ext(name); ext == ".gz" || ext == ".zip" || ext == ".json" {
			sum := sha256.Sum256(content)
			if !strings.Contains(sums, fmt.Sprintf("%s  %s\n", hex.EncodeToString(sum[:]), filepath.Base(name))) {
				t.Errorf("checksums.txt doesn't hold %s", name)
			}
		}
	}
	t.Logf("%d files are the same: %v", len(first), count)
	for name := range first {
		if strings.Contains(name, "linux_amd64") && filepath.Base(name) == "moat" {
			t.Log(must(t, dists[0], nil, filepath.Join(dists[0], name), "version"))
		}
	}
}
