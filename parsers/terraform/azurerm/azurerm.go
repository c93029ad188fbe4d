// Package azurerm knows the Terraform provider of that name as data: which ARM
// resources a resource or data block of it makes, what the provider sets where
// nothing is written, and what other blocks may read from it.
//
// Each azurerm type has a file in types/, read when the first block of that
// type is met. The files name transforms from a closed set (verb.go); no
// resource type has code of its own.
package azurerm

import (
	"sync"

	"moat/analyzer/source"
	"moat/analyzer/value"
)

// Block is a resource or data block with its expressions evaluated; one
// instance, where it has count or for_each.
type Block struct {
	Type    string // azurerm_storage_account
	Address string // what people know it by: module.a.azurerm_storage_account.b["c"]
	Data    bool
	// Body holds attributes and nested blocks by name, without the
	// meta-arguments (count, for_each, provider, depends_on, lifecycle). A
	// nested block type is an Array of Objects, an open one where the
	// collection of a dynamic block isn't known. An attribute that is null
	// counts as not written. KeyAt and At of the members, and At of the
	// objects, are the places in the source. A block whose presence hangs on a
	// condition may also be the conditional of two such arrays.
	Body value.Object
	// Head is the block's header, Whole all of it.
	Head, Whole source.Range
}

// Env is what the mapping of a block depends on besides the block.
type Env struct {
	Major int // of the provider: 3, 4 or 5
	// Subscription is the id (a GUID, not a path) of the subscription that the
	// block's provider configuration names, Tenant that of its tenant.
	Subscription, Tenant value.Value
	// Instance tells apart the instances of a module, in which addresses are
	// the same: a name that the provider makes up differs in each.
	Instance string
	// Owner finds the resource that a value was read from by an attribute,
	// such as azurerm_virtual_network.a.name: its ARM id. A child that names
	// its parent so is a child of that very resource, even if the names of
	// their resource groups can't be compared. Nil: never known.
	Owner func(v value.Value) (id value.Value, ok bool)
}

// Resource is one ARM resource, or a part of one, that a block makes.
type Resource struct {
	// Part tells apart the resources of one block: "" for the block's own,
	// else what makes the further one, such as private_dns_zone_group[0].
	Part       string
	Type       string // full: Microsoft.Storage/storageAccounts/blobServices
	APIVersion string // of the schema that the paths in Body were checked against
	Name       value.Value
	OwnName    value.Value // the last segment of Name for children
	ID         value.Value
	Scope      value.Value // id of the resource, group or subscription it is deployed into or extends
	Parent     value.Value // id of the parent resource; nil without one
	Body       value.Object
	// Existing marks what a data block looks up; nothing of it but its name is
	// known.
	Existing bool
	// Patch marks a part of the resource with this ID, which another block
	// declares: an association, network rules, a customer-managed key.
	Patch bool
	// Condition is a condition besides the block's own: of a child that a
	// dynamic block may make. Nil: none.
	Condition value.Value
	// Repeated, for a representative of zero or more such resources, where the
	// collection of a dynamic block isn't known, is how many there are. Nil:
	// not repeated.
	Repeated value.Value
	// At and Whole are the block inside the Terraform block that makes it.
	At, Whole source.Range
}

// Types maps blocks, and remembers the files of the types it has met. One is
// shared by all that is evaluated together; it may be used concurrently.
type Types struct {
	mu    sync.Mutex
	files map[fileKey]*typeFile // nil for a type without a file
}

type fileKey struct {
	typ  string
	data bool
}

// NewTypes reads nothing yet.
func NewTypes() *Types { return &Types{files: map[fileKey]*typeFile{}} }

// file reads the file of a type once; nil if there is none.
func (t *Types) file(typ string, data bool) *typeFile {
	t.mu.Lock()
	defer t.mu.Unlock()
	k := fileKey{typ, data}
	f, ok := t.files[k]
	if !ok {
		f = readType(typ, data)
		t.files[k] = f
	}
	return f
}

// Mapped is what a block comes to.
type Mapped struct {
	// Resources are none for a data block that looks up no ARM resource
	// (azurerm_client_config).
	Resources []Resource
	// MadeUp says that the id has a part that nothing in the sources tells, and
	// that is another one in each Env.Instance.
	MadeUp bool

	m *mapper
}

// Map maps a block. False means that the type isn't mapped.
func (t *Types) Map(b Block, env Env) (Mapped, bool) {
	f := t.file(b.Type, b.Data)
	if f == nil {
		return Mapped{}, false
	}
	m := &mapper{block: &b, env: &env, typ: f, major: clampMajor(env.Major)}
	m.id = m.identify()
	return Mapped{m.resources(), m.madeUp, m}, true
}

// Attr is the value that other blocks read as <address>.<name>: what is
// written, else what the provider sets, else what can be worked out (id), else
// an unknown with the reason why only Azure knows it. Nested blocks are arrays
// of objects, which hold what the provider computes in them too
// (identity[0].principal_id). Keys and connection strings are secret.
func (m Mapped) Attr(name string) value.Value { return m.m.attr(name) }

// Known says whether blocks of a type are mapped. It reads no file.
func (t *Types) Known(typ string, data bool) bool {
	return fileOf(typ, data) != ""
}

// Majors lists, in rising order, the majors of the provider that have a
// resource type or, with attr, an attribute or block of it; names of nested
// ones are dotted: network_acls.bypass. Known is false if the type isn't
// mapped or the attribute isn't listed.
func (t *Types) Majors(typ, attr string) (majors []int, known bool) {
	f := t.file(typ, false)
	if f == nil {
		return nil, false
	}
	if attr == "" {
		return f.majors.list(), true
	}
	in, ok := majorsOf(f.rows, attr)
	return in.list(), ok
}

func majorsOf(rows []*row, dotted string) (majorSet, bool) {
	for _, r := range rows {
		if r.dotted == dotted {
			return r.in, true
		}
		if in, ok := majorsOf(r.rows, dotted); ok {
			return in, true
		}
	}
	return 0, false
}
