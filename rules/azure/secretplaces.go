package azure

import (
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/value"
)

// SecretPlace says what is written at a place of a resource.
type SecretPlace uint8

// The kinds of place.
const (
	AnyPlace SecretPlace = iota
	// ConnectionSecret is a credential of a connection.
	ConnectionSecret
	// VaultSecret is what a secret of a key vault holds, or one of a container
	// app: to be given from a secure parameter.
	VaultSecret
	// AppSetting is a named setting of an application.
	AppSetting
	// Password is a property that by its name and schema holds a password.
	Password
)

// credentialMembers are the secret members of a connection's credentials; the
// others say who authenticates.
//
// Source: Azure/bicep-types-az, Microsoft.CognitiveServices/accounts/connections.
func credentialMembers() []string {
	return []string{
		"key", "sas", "secretaccesskey", "password", "pat", "clientsecret", "securitytoken", "refreshtoken", "developertoken",
	}
}

// Leaf is one text inside a resource, with what it is called.
type Leaf struct {
	Path  string
	Name  string // of the property, or of the setting
	Value value.Value
	Place SecretPlace
}

// Leaves lists the texts in the body of a declaration, except those that are
// tainted already, together with unknown values where a credential belongs.
func Leaves(p *graph.Part) []Leaf {
	w := leafWalk{part: p, typ: strings.ToLower(p.Type)}
	for _, m := range p.Body.Members() {
		w.walk(m.Value, value.Path{value.NameStep(m.Key)}, m.Key, false)
	}
	return w.out
}

type leafWalk struct {
	part   *graph.Part
	typ    string
	visits int
	out    []Leaf
}

func (w *leafWalk) walk(v value.Value, path value.Path, name string, named bool) {
	if w.visits++; w.visits > maxLeaves || len(path) > maxLeafDepth {
		return
	}
	switch v := v.(type) {
	case value.Object:
		setting := namedSetting(v)
		for _, m := range v.Members() {
			if setting != "" && strings.EqualFold(m.Key, "value") {
				w.walk(m.Value, path.Child(value.NameStep(m.Key)), setting, true)
				continue
			}
			w.walk(m.Value, path.Child(value.NameStep(m.Key)), m.Key, false)
		}
	case value.Array:
		for i, it := range v.Items() {
			w.walk(it, path.Child(value.IndexStep(i)), name, named)
		}
	case value.String, value.Text, value.Unknown:
		place := w.place(path, name, named)
		if v.Kind() == value.KindUnknown && place != ConnectionSecret {
			for _, c := range value.Candidates(v) { // either branch of a conditional
				if c.Kind() == value.KindString {
					w.out = append(w.out, Leaf{path.String(), name, c, place})
				}
			}
			return
		}
		w.out = append(w.out, Leaf{path.String(), name, v, place})
	}
}

// maxLeaves and maxLeafDepth bound what is looked at in one resource.
const (
	maxLeaves    = 20_000
	maxLeafDepth = 40
)

// namedSetting is the name of an element such as { name: 'KEY', value: '…' };
// "" for any other object.
func namedSetting(o value.Object) string {
	name, ok := o.Member("name")
	if !ok {
		return ""
	}
	if _, ok := o.Member("value"); !ok {
		return ""
	}
	s, _ := text(name.Value)
	return s
}

// place says what stands at a path.
func (w *leafWalk) place(path value.Path, name string, named bool) SecretPlace {
	at := strings.ToLower(path.String())
	switch {
	case strings.HasSuffix(w.typ, "/connections") && strings.HasPrefix(at, "properties.credentials."):
		if strings.HasPrefix(at, "properties.credentials.keys.") {
			return ConnectionSecret
		}
		for _, m := range credentialMembers() {
			if at == "properties.credentials."+m {
				return ConnectionSecret
			}
		}
		return AnyPlace
	case w.typ == strings.ToLower(KeyVaults+"/secrets") && at == "properties.value",
		w.typ == strings.ToLower(ContainerApps) && strings.HasPrefix(at, "properties.configuration.secrets["):
		if strings.HasSuffix(at, "value") {
			return VaultSecret
		}
		return AnyPlace
	case named, strings.HasPrefix(w.typ, "microsoft.web/sites") && strings.HasSuffix(w.typ, "/config"):
		return AppSetting
	case NameSaysPassword(name):
		return Password
	}
	return AnyPlace
}

// GivesKey says whether a value is, or is made from, a key that Azure lists, or
// a property that holds one.
//
// Source: the list operations of the resource providers.
func GivesKey(v value.Value) (name string, yes bool) {
	visits := 0
	var walk func(v value.Value, depth int)
	walk = func(v value.Value, depth int) {
		if visits++; v == nil || yes || depth > 12 || visits > maxVisits {
			return
		}
		switch v := v.(type) {
		case value.Text:
			for _, p := range v.Pieces() {
				if p.Hole != nil {
					walk(p.Hole, depth+1)
				}
			}
		case value.Object:
			for _, m := range v.Members() {
				walk(m.Value, depth+1)
			}
		case value.Array:
			for _, it := range v.Items() {
				walk(it, depth+1)
			}
		case value.Unknown:
			s := v.Sym()
			switch {
			case s.Op() == value.OpCall && listsKeys(s.Name()):
				name, yes = s.Name()+"()", true
				return
			case s.Op() == value.OpProp && keyProperty(s.Name()):
				if walk(s.Args()[0], depth+1); !yes {
					name, yes = s.Name(), true
				}
				return
			case s.Op() == value.OpCall && !transparent(s.Name()):
				return // a hash or a length of a key isn't the key
			}
			for _, a := range s.Args() {
				walk(a, depth+1)
			}
		}
	}
	walk(v, 0)
	return name, yes
}

func listsKeys(call string) bool {
	call = strings.ToLower(call)
	return strings.HasPrefix(call, "list") && (strings.Contains(call, "key") || strings.Contains(call, "connectionstring") ||
		strings.Contains(call, "secret") || strings.Contains(call, "sas") || strings.Contains(call, "credential"))
}

// keyProperty says whether a property that Azure gives is a credential.
func keyProperty(name string) bool {
	switch strings.ToLower(name) {
	case "primarykey", "secondarykey", "primaryconnectionstring", "secondaryconnectionstring", "primarysharedkey", "secondarysharedkey",
		"connectionstring", "primarymasterkey", "secondarymasterkey":
		return true
	}
	return false
}

// GivesSecret says whether a value is, or holds, that of a secure parameter or
// of a secret of a key vault. One that merely depends on such a value, a name
// chosen by it say, doesn't.
func GivesSecret(v value.Value) bool {
	visits := 0
	var walk func(v value.Value, depth int) bool
	walk = func(v value.Value, depth int) bool {
		if visits++; v == nil || depth > 12 || visits > maxVisits || !value.HasSecret(v) {
			return false
		}
		switch v := v.(type) {
		case value.Text:
			for _, p := range v.Pieces() {
				if p.Hole != nil && walk(p.Hole, depth+1) {
					return true
				}
			}
		case value.Object:
			for _, m := range v.Members() {
				if walk(m.Value, depth+1) {
					return true
				}
			}
		case value.Array:
			for _, it := range v.Items() {
				if walk(it, depth+1) {
					return true
				}
			}
		case value.Unknown:
			s := v.Sym()
			args := s.Args()
			switch s.Op() {
			case value.OpParam:
				return true
			case value.OpProp, value.OpIndex:
				return walk(args[0], depth+1)
			case value.OpCall:
				if s.Name() == "getSecret" {
					return true
				}
				if s.Name() == "if" && len(args) == 3 {
					args = args[1:]
				} else if !transparent(s.Name()) {
					return false
				}
				for _, a := range args {
					if walk(a, depth+1) {
						return true
					}
				}
			}
		}
		return false
	}
	return walk(v, 0)
}
