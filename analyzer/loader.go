package analyzer

import (
	"path"
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
	cache     *Cache // what earlier analyses read and parsed; nil for nothing

	mu    sync.Mutex
	read  map[string]*loaded[*source.File]
	trees map[string]*loaded[language.Tree]
	// unread are the files of folders that can't be read.
	unread map[string]error
	// claimed are the paths of which it was asked which language reads them;
	// kept with a Cache only.
	claimed map[string]bool
}

// loaded is a file that is read or parsed at most once, whoever asks first.
type loaded[T any] struct {
	once sync.Once
	v    T
	err  error
}

func newLoader(files source.FS, languages []language.Language, cache *Cache) *loader {
	return &loader{
		files: files, languages: languages, cache: cache,
		read: map[string]*loaded[*source.File]{}, trees: map[string]*loaded[language.Tree]{},
		unread: map[string]error{}, claimed: map[string]bool{},
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
	s.once.Do(func() {
		s.v, s.err = l.files.ReadFile(path)
		if s.err == nil && l.cache != nil {
			s.v = l.cache.intern(s.v)
		}
	})
	return s.v, s.err
}

// Load implements language.Loader.
func (l *loader) Load(path string) (language.Tree, error) {
	s := slot(l, l.trees, path)
	s.once.Do(func() {
		f, err := l.Read(path)
		if err != nil {
			if e, statErr := l.files.Stat(path); statErr == nil && e.IsDir {
				s.v, s.err = l.folder(path)
				return
			}
			s.err = err
			return
		}
		lang := l.claims(path, f.Content()[:min(f.Len(), language.HeadSize)])
		if lang == nil {
			s.err = language.ErrUnclaimed
			return
		}
		parse := func() language.Tree { return lang.Parse(f) }
		if l.cache == nil {
			s.v = parse()
			return
		}
		s.v = l.cache.tree(f, parse)
	})
	return s.v, s.err
}

// folder parses what a folder holds, in the first language that gathers
// something of it.
func (l *loader) folder(dir string) (language.Tree, error) {
	entries, err := l.files.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	for _, lang := range l.languages {
		folders, ok := lang.(language.Folders)
		if !ok {
			continue
		}
		var files []language.FolderFile
		for _, e := range entries {
			p := path.Join(dir, e.Name)
			if e.IsDir || !folders.Gathers(p) {
				continue
			}
			f, err := l.Read(p)
			if err != nil {
				f = source.NewFile(p, nil)
				l.mu.Lock()
				l.unread[p] = err
				l.mu.Unlock()
			}
			files = append(files, language.FolderFile{File: f, Err: err})
		}
		if len(files) == 0 {
			continue
		}
		parse := func() language.Tree { return folders.ParseFolder(dir, files) }
		if l.cache == nil {
			return parse(), nil
		}
		return l.cache.folder(dir, files, parse), nil
	}
	return nil, language.ErrUnclaimed
}

// folderOf is the folder that a file is a part of, with its language; nil for a
// file that stands for itself.
func (l *loader) folderOf(p string) (string, language.Language) {
	for _, lang := range l.languages {
		if folders, ok := lang.(language.Folders); ok && folders.Gathers(p) {
			return path.Dir(p), lang
		}
	}
	return "", nil
}

// List implements language.Loader.
func (l *loader) List(path string) ([]source.Entry, error) { return l.files.ReadDir(path) }

// needFile, needTree and needFolder answer as Read, Load and List do, and say
// what the answer rests on.
func (l *loader) needFile(path string) (*source.File, need) {
	f, err := l.Read(path)
	return f, need{kind: needFile, path: path, file: f, err: err}
}

func (l *loader) needTree(path string) (language.Tree, need) {
	tree, err := l.Load(path)
	n := need{kind: needTree, path: path, tree: tree, err: err}
	if tree != nil {
		n.file = tree.Source()
	} else if f, err := l.Read(path); err == nil {
		n.file = f // of no language, as long as it stays as it is
	}
	return tree, n
}

func (l *loader) needFolder(path string) ([]source.Entry, need) {
	list, err := l.List(path)
	return list, need{kind: needFolder, path: path, list: list, err: err}
}

// claims is the language that reads a file; nil if none does.
func (l *loader) claims(path string, head []byte) language.Language {
	if l.cache == nil {
		return l.ask(path, head)
	}
	l.mu.Lock()
	l.claimed[path] = true
	l.mu.Unlock()
	return l.cache.claimed(path, head, func() language.Language { return l.ask(path, head) })
}

func (l *loader) ask(path string, head []byte) language.Language {
	for _, lang := range l.languages {
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

// LanguageOf is the language that reads a file with this path and content; nil
// if none does.
func (e *Engine) LanguageOf(path string, content []byte) language.Language {
	return newLoader(nil, e.Languages, nil).ask(path, content[:min(len(content), language.HeadSize)])
}
