package rules

import (
	"strings"

	"moat/analyzer/rule"
)

// groupExample is an account that runs its agents in a subnet, with the
// network security group that protects it, if any.
func groupExample(attachedBicep, attachedARM string, groupBicep, groupARM []string) rule.Examples {
	out := subnetExample("10.20.0.0/16", "10.20.0.0/24", true)
	bicep := strings.Replace(out.Bicep, "          addressPrefix: '10.20.0.0/24'", attachedBicep+"          addressPrefix: '10.20.0.0/24'", 1)
	arm := strings.Replace(out.ARM, `              "addressPrefix": "10.20.0.0/24"`, attachedARM+`              "addressPrefix": "10.20.0.0/24"`, 1)
	if len(groupBicep) > 0 {
		bicep = strings.Join(groupBicep, "\n") + "\n" + bicep
		arm = strings.Replace(arm, "  \"resources\": [\n", "  \"resources\": [\n"+strings.Join(groupARM, ",\n")+",\n", 1)
	}
	return rule.Examples{Bicep: bicep, ARM: arm}
}

const (
	attachedBicep = "          networkSecurityGroup: { id: group.id }\n"
	attachedARM   = "              \"networkSecurityGroup\": { \"id\": \"[resourceId('Microsoft.Network/networkSecurityGroups', 'contoso-agents')]\" },\n"
)

func denyBicep() []string { return ruleBicep("Deny") }
func denyARM() []string   { return ruleARM("Deny") }

// ruleBicep is a group with one rule for what comes from the internet.
func ruleBicep(access string) []string {
	return []string{strings.ReplaceAll(`resource group 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  properties: {
    securityRules: [
      {
        name: 'from-internet'
        properties: {
          direction: 'Inbound'
          access: '@ACCESS'
          priority: 200
          protocol: 'Tcp'
          sourceAddressPrefix: 'Internet'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '443'
        }
      }
    ]
  }
}
`, "@ACCESS", access)}
}

func ruleARM(access string) []string {
	return []string{strings.ReplaceAll(`    {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2024-05-01",
      "name": "contoso-agents",
      "location": "westeurope",
      "properties": {
        "securityRules": [
          {
            "name": "from-internet",
            "properties": {
              "direction": "Inbound",
              "access": "@ACCESS",
              "priority": 200,
              "protocol": "Tcp",
              "sourceAddressPrefix": "Internet",
              "sourcePortRange": "*",
              "destinationAddressPrefix": "*",
              "destinationPortRange": "443"
            }
          }
        ]
      }
    }`, "@ACCESS", access)}
}
