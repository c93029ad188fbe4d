package rules

import (
	"strings"

	"moat/analyzer/rule"
)

// armExample is an ARM template around the resources of a documentation
// example, which are written with an indentation of four.
func armExample(resources string) string {
	return `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
` + strings.TrimSuffix(resources, "\n") + `
  ]
}
`
}

// examples are the spellings of one example; of arm, the resources alone.
func examples(bicep, arm string) rule.Examples {
	return rule.Examples{Bicep: bicep, ARM: armExample(arm)}
}

// join puts resources of an ARM example one behind the other.
func join(resources ...string) string {
	for i, r := range resources {
		resources[i] = strings.TrimSuffix(r, "\n")
	}
	return strings.Join(resources, ",\n")
}
