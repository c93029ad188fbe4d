package template

import (
	"strings"

	"moat/analyzer/value"
	"moat/parsers/template/expression"
)

// sensitiveProperties are the properties of resource types that hold secrets,
// by lower-case type; "*" stands for every item of a list. Source: the types'
// schemas, where they are marked as secret or sensitive (azure-rest-api-specs,
// "x-ms-secret"; bicep-types-az, "sensitive").
func sensitiveProperties(typ string) [][]string {
	switch strings.ToLower(typ) {
	case "microsoft.cognitiveservices/accounts/connections",
		"microsoft.cognitiveservices/accounts/projects/connections",
		"microsoft.machinelearningservices/workspaces/connections":
		return [][]string{{"properties", "credentials"}}
	case "microsoft.keyvault/vaults/secrets":
		return [][]string{{"properties", "value"}}
	case "microsoft.app/containerapps", "microsoft.app/jobs":
		return [][]string{{"properties", "configuration", "secrets", "*", "value"}}
	case "microsoft.sql/servers", "microsoft.dbforpostgresql/flexibleservers", "microsoft.dbformysql/flexibleservers":
		return [][]string{{"properties", "administratorLoginPassword"}}
	case "microsoft.compute/virtualmachines":
		return [][]string{{"properties", "osProfile", "adminPassword"}}
	}
	return nil
}

// protect taints what a member of a resource's body holds in sensitive
// properties, and has the literals masked that it was written in: a key that
// stands in the open must not spread to every log.
func (h *handle) protect(m *expression.Member, v value.Value) value.Value {
	if v == nil {
		return v
	}
	for _, path := range sensitiveProperties(h.typ) {
		if !m.Spread {
			lit, ok := m.Key.(*expression.Literal)
			if !ok {
				continue
			}
			if s, ok := lit.Value.(value.String); !ok || !strings.EqualFold(s.String(), path[0]) {
				continue
			}
			path = path[1:]
		}
		v = value.AsSecretAt(v, path...)
		h.in.expose(v)
	}
	return v
}
