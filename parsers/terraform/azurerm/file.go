package azurerm

import (
	"embed"
	"io/fs"
	"strings"

	"moat/analyzer/value"
)

// One file describes one azurerm type, as a resource and as a data source. It
// begins with lines of a key and a value; the rows after the first empty line
// are its attributes and blocks, indented by two blanks inside a block:
//
//	name  type  path  verb  what else is known…
//
// Paths are relative to that of the block around the row; . is the same place,
// and - none. [] behind the path of a block gives each block an element of an
// array; {a,b} are several properties. What else is known:
//
//	in:45         only azurerm 4 and 5 have it
//	required:5    it has to be written, in azurerm 5
//	5=false       azurerm 5 sets this where nothing is written; = is all majors
//	3~true        the same, but told from the provider's create code, not its schema
//	+action=Allow is sent along with what is written
//	-bypass=None  is sent where the block isn't written
//	with:a,b      attributes of the same block that the verb also takes
//	secret        its value is never printed
//	since:4.58    the first release that has it
//
// A line that begins with # is a comment.

//go:embed types
var typeFiles embed.FS

// majorSet is a set of the provider's majors, by bit.
type majorSet uint8

const firstMajor, lastMajor = 3, 5

func bit(major int) majorSet          { return 1 << (major - firstMajor) }
func allMajors() majorSet             { return bit(3) | bit(4) | bit(5) }
func clampMajor(major int) int        { return min(max(major, firstMajor), lastMajor) }
func (s majorSet) has(major int) bool { return s&bit(major) != 0 }

func (s majorSet) list() (majors []int) {
	for m := firstMajor; m <= lastMajor; m++ {
		if s.has(m) {
			majors = append(majors, m)
		}
	}
	return majors
}

// typeFile is what one file says.
type typeFile struct {
	name   string
	arm    string // "" for a data source that looks up no ARM resource
	api    string
	majors majorSet
	// ids are templates of the resource's id; the first of which everything is
	// written is taken.
	ids       []string
	patch     bool // a part of the resource with that id
	extension bool
	sets      []constant
	computed  []computed
	rows      []*row
	groups    [][]*row // of rows; see grouped
}

// constant is a property with the value that the provider gives it.
type constant struct {
	path []string
	val  value.Value
}

// computed is an attribute that can be read and not written.
type computed struct {
	name []string // dotted for those in a block
	how  string   // text, read, secret, list or env; see computedValue
	args []string
}

// kind is the type of an attribute in the provider's schema.
type kind uint8

const (
	kindString kind = iota
	kindBool
	kindInt
	kindFloat
	kindList
	kindSet
	kindMap
	kindBlock
	kindChild // a block, or a few attributes, that make a resource of their own
)

var kindNames = map[string]kind{
	"string": kindString, "bool": kindBool, "int": kindInt, "float": kindFloat,
	"list": kindList, "set": kindSet, "map": kindMap, "block": kindBlock, "child": kindChild,
}

// row is one attribute or block.
type row struct {
	name   string
	dotted string // with the names of the blocks around it
	kind   kind
	path   []string // to the property, relative to the block's; of several, to what holds them
	each   bool     // one element for each block, or for each item of the verb's array
	tail   []string // inside the element
	leaves []string // the names inside {}
	verb   *verb
	arg    string

	in, required majorSet
	defaults     [lastMajor - firstMajor + 1]value.Value // nil: nothing is sent
	fromCode     majorSet
	adds, absent []constant
	with         []string
	secret       bool
	rows         []*row
	groups       [][]*row // of rows; see grouped

	child string // of a child: the segment of its type
	named string // and its name, or {attribute}
}

const (
	prefix  = "azurerm_"
	dataDir = "types/data/" // of what is different, or only there, as a data source
)

// fileOf is the path of the file of a type; "" if there is none.
func fileOf(typ string, data bool) string {
	name, ok := strings.CutPrefix(typ, prefix)
	if !ok {
		return ""
	}
	for _, dir := range [...]string{dataDir, "types/"} {
		if dir == dataDir && !data {
			continue
		}
		path := dir + name + ".txt"
		if !fs.ValidPath(path) {
			return ""
		}
		if f, err := typeFiles.Open(path); err == nil {
			f.Close()
			return path
		}
	}
	return ""
}

// readType reads the file of a type; nil if there is none.
func readType(typ string, data bool) *typeFile {
	path := fileOf(typ, data)
	if path == "" {
		return nil
	}
	text, err := typeFiles.ReadFile(path)
	if err != nil {
		panic("internal error: an embedded file can't be read: " + err.Error())
	}
	t, err := parseType(typ, path, string(text))
	if err != nil {
		panic("internal error: " + err.Error())
	}
	return t
}

// defaultFor is what the provider sets where nothing is written; nil if
// nothing.
func (r *row) defaultFor(major int) value.Value {
	if !r.in.has(major) {
		return nil
	}
	return r.defaults[major-firstMajor]
}

// group groups rows, and those in them.
func group(rows []*row) [][]*row {
	for _, r := range rows {
		r.groups = group(r.rows)
	}
	return grouped(rows)
}

// grouped lists the attributes among rows, those that set the same property
// together, in the order of the file.
func grouped(rows []*row) [][]*row {
	var out [][]*row
	index := map[string]int{}
	for _, r := range rows {
		if r.kind == kindBlock && !r.verb.takesBlock || r.kind == kindChild || r.verb.part || r.verb.naming {
			continue
		}
		k := r.key()
		if i, ok := index[k]; ok && k != "" {
			out[i] = append(out[i], r)
			continue
		}
		index[k] = len(out)
		out = append(out, []*row{r})
	}
	return out
}

// key tells the properties of a block apart; "" for what never shares one.
func (r *row) key() string {
	if r.each {
		return ""
	}
	return strings.Join(r.path, ".") + "{" + strings.Join(r.leaves, ",")
}
