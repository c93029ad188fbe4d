package analyzer

import (
	"strings"
	"sync"

	"moat/analyzer/language"
	"moat/analyzer/source"
)

// loader reads and parses each file of a workspace once. It is safe for
// concurrent use.
type loader struct {
	files     source.FS
	languages []language.Language

	mu    sync.Mutex
	read  map[string]*loaded[*source.File]
	trees map[string]*loaded[language.Tree]
}

// loaded is a file that is read or parsed at most once, whoever asks first.
type loaded[T any] struct {
	once sync.Once
	v    T
	err  error
}

func newLoader(files source.FS, languages []language.Language) *loader {
	return &loader{
		files: files, languages: languages,
		read: map[string]*loaded[*source.File]{}, trees: map[string]*loaded[language.Tree]{},
	}
}

// names lists what the languages are called, in a sentence's way.
func (l *loader) names() string {
	names := make([]string, len(l.languages))
	for i, lang := range l.languages {
		names[i] = lang.Name()
	}
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

func slot[T any](l *loader, m map[string]*loaded[T], path string) *loaded[T] {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := m[path]
	if s == nil {
		s = &loaded[T]{}
		m[path] = s
	}
	return s
}

// Read implements language.Loader.
func (l *loader) Read(path string) (*source.File, error) {
	s := slot(l, l.read, path)
	s.once.Do(func() { s.v, s.err = l.files.ReadFile(path) })
	return s.v, s.err
}

// Load implements language.Loader.
func (l *loader) Load(path string) (language.Tree, error) {
	s := slot(l, l.trees, path)
	s.once.Do(func() {
		f, err := l.Read(path)
		if err != nil {
			s.err = err
			return
		}
		lang := l.claims(path, f.Content()[:min(f.Len(), language.HeadSize)])
		if lang == nil {
			s.err = language.ErrUnclaimed
			return
		}
		s.v = lang.Parse(f)
	})
	return s.v, s.err
}

// List implements language.Loader.
func (l *loader) List(path string) ([]source.Entry, error) { return l.files.ReadDir(path) }

// claims is the language that reads a file; nil if none does.
func (l *loader) claims(path string, head []byte) language.Language {
	for _, lang := range l.languages {
		if f, ok := lang.(language.PathFilter); ok && !f.MayClaim(path) {
			continue
		}
		if lang.Claims(path, head) {
			return lang
		}
	}
	return nil
}

// mayClaim says whether some language might read a file of this path.
func (l *loader) mayClaim(path string) bool {
	for _, lang := range l.languages {
		if f, ok := lang.(language.PathFilter); !ok || f.MayClaim(path) {
			return true
		}
	}
	return false
}

// parsed are the trees of all files that were asked for, by path.
func (l *loader) parsed() map[string]language.Tree {
	l.mu.Lock()
	defer l.mu.Unlock()
	out := make(map[string]language.Tree, len(l.trees))
	for p, s := range l.trees {
		if s.v != nil {
			out[p] = s.v
		}
	}
	return out
}
