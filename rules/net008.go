package rules

import (
	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// NET008 asks that a private endpoint needs a DNS zone group with every zone of its service, and each zone must be linked to its virtual network.
func NET008() *rule.Rule {
	return &rule.Rule{
		ID: "NET008", Name: "private-endpoint-dns-incomplete",
		Severity: rule.Warning, SecuritySeverity: 5.8, Precision: "high",
		Tags:    []string{"security", "network"},
		Control: "Configure private endpoints for all dependent resources",
		Types:   []string{azure.PrivateEndpoint},
		Adds:    []string{"Microsoft.Network/privateEndpoints/privateDnsZoneGroups", "Microsoft.Network/privateDnsZones/virtualNetworkLinks"},
		Fixable: false,
		Doc: rule.Doc{
			Summary: "A private endpoint needs a DNS zone group with every zone of its service, and each zone must be linked to its virtual network.",
			Why:     "While a name still resolves to the public address, clients leave the private path without notice, or fail. A Foundry account has three zones; without one of them a part of its interface breaks.",
			Fix:     "add a privateDnsZoneGroups child that names every zone, and a virtualNetworkLinks child to each zone for the endpoint's virtual network",
			Bad:     storeExample(storeEndpointBicep, storeEndpointARM, storeEndpointTerraform("")),
			Good: storeExample(storeEndpointBicep+storeZoneBicep, storeEndpointARM+storeZoneARM,
				storeEndpointTerraform(zoneGroupTerraform)+storeZoneTerraform),
			Sources: []string{
				"Microsoft Learn: Azure private endpoint private DNS zone values",
				"Microsoft Learn: Use your own resources and virtual network with the Foundry Agent Service",
				"Azure Policy c4bc6f10-cb41-49eb-b000-d5ab82e2a091: Configure Cognitive Services accounts to use private DNS zones",
			},
		},
		Check: checkNET008,
	}
}

func checkNET008(p *rule.Pass) {
	seen := map[*graph.Resource]bool{} // zones and links that were reported
	for _, pe := range p.Deployed() {
		for _, c := range azure.Links(p).Connections {
			if c.From != pe || c.Managed {
				continue
			}
			if needed, target := zonesNeeded(p, c); len(needed) > 0 {
				dnsQuestion{p, pe, target, seen}.judge(needed)
				break // one answer for the endpoint
			}
		}
	}
}

// zonesNeeded lists the zones of what a connection leads to, if that is in
// scope.
func zonesNeeded(p *rule.Pass, c azure.Connection) (zones []string, target *graph.Resource) {
	m := azure.Members(p)
	for _, typ := range [...]string{
		azure.Accounts, azure.Workspaces, azure.StorageAccounts, azure.CosmosAccounts, azure.SearchServices, azure.KeyVaults, azure.Registries,
	} {
		for _, r := range p.Graph.OfType(typ) {
			if !m.InNetworkScope(r) || c.Target == nil || azure.Links(p).Names(c.Target, r) != value.Yes {
				continue
			}
			for _, group := range c.GroupNames() {
				zones = append(zones, azure.ZonesFor(r, group)...)
			}
			return zones, r
		}
	}
	return nil, nil
}

const storeZoneBicep = `
resource zone 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: 'privatelink.blob.${environment().suffixes.storage}'
  location: 'global'

  resource link 'virtualNetworkLinks' = {
    name: 'contoso-link'
    location: 'global'
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: network.id }
    }
  }
}

resource zones 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = {
  parent: endpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      { name: 'blob', properties: { privateDnsZoneId: zone.id } }
    ]
  }
}
`

const storeZoneARM = `,
    {
      "type": "Microsoft.Network/privateDnsZones",
      "apiVersion": "2020-06-01",
      "name": "privatelink.blob.core.windows.net",
      "location": "global"
    },
    {
      "type": "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
      "apiVersion": "2020-06-01",
      "name": "privatelink.blob.core.windows.net/contoso-link",
      "location": "global",
      "properties": {
        "registrationEnabled": false,
        "virtualNetwork": { "id": "[resourceId('Microsoft.Network/virtualNetworks', 'contoso-network')]" }
      }
    },
    {
      "type": "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
      "apiVersion": "2024-05-01",
      "name": "contoso-endpoint/default",
      "properties": {
        "privateDnsZoneConfigs": [
          {
            "name": "blob",
            "properties": { "privateDnsZoneId": "[resourceId('Microsoft.Network/privateDnsZones', 'privatelink.blob.core.windows.net')]" }
          }
        ]
      }
    }`
