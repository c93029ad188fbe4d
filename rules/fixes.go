package rules

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"moat/analyzer/fix"
	"moat/analyzer/rule"
	"moat/analyzer/value"
)

// closers lists the properties one value of which closes a rule's gap by
// itself. All change who can reach or enter what is deployed.
func closers() map[string]map[string]any {
	access := map[string]any{"properties.publicNetworkAccess": "Disabled"}
	keysOff := map[string]any{"properties.disableLocalAuth": true}
	return map[string]map[string]any{
		"NET001": {"properties.publicNetworkAccess": "Disabled", "properties.allowPublicAccessWhenBehindVnet": false},
		"NET002": access,
		"NET003": access,
		"NET004": access,
		"NET005": {"properties.publicNetworkAccess": "Disabled", "properties.networkAcls.bypass": "AzureServices"},
		"IDN001": keysOff,
		"IDN003": keysOff,
		"IDN004": {"properties.allowSharedKeyAccess": false},
		"DAT006": {"properties.encryptionWithCmk.enforcement": "Enabled"},
	}
}

// furtherClosers are values that close a gap too, but not where they alone are
// changed in a template that is deployed already: IDN002's needs authOptions to
// go, IDN013's roles for those whom access policies let in, BCR003's a
// conversion.
func furtherClosers() map[string]map[string]any {
	return map[string]map[string]any{
		"IDN002": {"properties.disableLocalAuth": true},
		"IDN013": {"properties.enableRbacAuthorization": true},
		"BCR003": {"sku.name": "Standard_GZRS"},
	}
}

// spelled says what to write for a property where the language has names of its
// own; "" where it writes ARM's.
func spelled(r *rule.Rule, prop property) string {
	if prop.Part == nil || prop.Part.Speller == nil {
		return ""
	}
	to, ok := closers()[r.ID][prop.path]
	if !ok {
		to = furtherClosers()[r.ID][prop.path]
	}
	var want value.Value
	switch to := to.(type) {
	case bool:
		want = value.NewBool(to, nil)
	case string:
		want = value.NewString(to, nil)
	}
	text, in := prop.Part.Speller.Spell(prop.path, want)
	if text == "" {
		return ""
	}
	return fmt.Sprintf("in %s: %s", in, text)
}

// closing is the change of a property that closes a rule's gap. There is none
// where the property isn't written, or where its value comes from elsewhere:
// what else that feeds is a question for more than one place.
func closing(r *rule.Rule, prop property, v rule.Verdict) []fix.Intent {
	if v == rule.Undetermined || prop.Presence != value.Present || prop.Value == nil || prop.Value.Secret() {
		return nil
	}
	to, ok := closers()[r.ID][prop.path]
	if !ok {
		return nil
	}
	o := prop.Value.Origin()
	if o == nil || o.Kind != value.OriginLiteral || !prop.At.IsValid() || o.At != prop.At {
		return nil
	}
	set := fix.Set{Path: prop.path, At: prop.At}
	switch to := to.(type) {
	case bool:
		set.To = value.NewBool(to, nil)
	case string:
		set.To = value.NewString(casedLike(prop.Value, to), nil)
	}
	return []fix.Intent{set}
}

// casedLike spells an enum's member as the present one is: some api-versions
// have them in lower case.
func casedLike(v value.Value, text string) string {
	if s, ok := v.(value.String); ok {
		if first, _ := utf8.DecodeRuneInString(s.String()); unicode.IsLower(first) {
			return strings.ToLower(text[:1]) + text[1:]
		}
	}
	return text
}
