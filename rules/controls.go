package rules

// Control is one control of Microsoft's security guidance for agents: what a
// template can show of it, and what it can't.
type Control struct {
	Section string
	Name    string // as a rule's Control names it
	// Also lists rules of other controls that speak of this one too, by id;
	// those that don't exist yet are left out of the documentation.
	Also []string
	// Beyond says what of it no template shows, and what evidence there is all
	// the same; "" where the rules cover it.
	Beyond string
}

// Controls lists every control of the guidance, in its order. A test compares
// the names with those of the rules.
//
// Source: Microsoft Learn, security guidance for the Foundry Agent Service.
func Controls() []Control {
	return []Control{
		{"Network security", "Deploy with private networking using Standard Setup", []string{"NET006", "DAT001"}, ""},
		{"Network security", "Configure private endpoints for all dependent resources", nil,
			"Endpoints that a built-in policy adds after the deployment; an assignment of such a policy in the template counts."},
		{"Network security", "Enable network security groups with restrictive rules", []string{"SVC010"},
			"Groups that stand in another template: a subnet that names one counts as having it, but its rules aren't judged."},
		{"Network security", "Implement proper subnet sizing and delegation", nil,
			"How many sessions run at once; the documented sizes are taken."},

		{"Identity and access management", "Use Microsoft Entra ID for authentication", []string{"IDN005", "LOG005"},
			"Conditional access and multi-factor authentication are policies of Microsoft Entra and no resources of Azure. Switching keys off is what makes them hold."},
		{"Identity and access management", "Assign Azure AI User RBAC role to developers", nil,
			"Who is a member of a group, and what Privileged Identity Management grants for an hour. Role and scope of the assignments in the template are judged."},
		{"Identity and access management", "Configure managed identities for service authentication", []string{"SVC006"},
			"Whether the program really uses its identity. That there is one, and that no key is at hand instead, shows."},
		{"Identity and access management", "Implement role-based access control for dependent resources", []string{"IDN005"},
			"Assignments that were made by hand or stand in another template: where they may, the answer is undetermined."},

		{"Data protection", "Deploy Standard Setup for data sovereignty", nil, ""},
		{"Data protection", "Enable customer-managed keys for encryption", []string{"NET005"},
			"Keys of single search indexes, which are set on the data plane. Whether the service demands one shows."},
		{"Data protection", "Ensure encryption in transit", []string{"NET008"},
			"The protocol that a client really speaks."},
		{"Data protection", "Implement project-level data isolation", []string{"IDN009"},
			"The containers and databases that the service makes for each project by itself. Scopes of roles and shared stores show."},

		{"Logging and monitoring", "Enable Azure Monitor metrics collection", nil,
			"Platform metrics are always on, so that nothing can be switched on. Their export to a workspace shows."},
		{"Logging and monitoring", "Implement Application Insights integration", nil,
			"What the program sends, prompts and answers above all, is set in its code."},
		{"Logging and monitoring", "Configure Azure resource logs", []string{"GOV005", "GOV006"},
			"Settings that a built-in policy adds after the deployment; an assignment of such a policy in the template counts."},
		{"Logging and monitoring", "Set up alerting for security events", nil,
			"Whether a threshold or query would notice an attack. That rules exist, what they watch and whom they wake shows."},

		{"Compliance and governance", "Deploy Microsoft Defender for Cloud protection", nil,
			"Plans are usually switched on once for a subscription, in another template. Those in this one show."},
		{"Compliance and governance", "Implement Azure Policy for configuration enforcement", nil,
			"Assignments above the resource group, in another template. Those in this one show."},
		{"Compliance and governance", "Configure vulnerability assessment scanning", nil,
			"What a scan finds. The state of the plan and the tags of images show."},
		{"Compliance and governance", "Maintain audit trails for compliance", []string{"LOG001", "LOG002", "LOG006"},
			"The export of the activity log, if it is set up once for the subscription in another template."},

		{"Backup and recovery", "Configure Cosmos DB backup and recovery", nil,
			"Whether restoring was ever rehearsed. The mode of backup shows."},
		{"Backup and recovery", "Enable Azure Storage redundancy", []string{"BCR004"}, ""},
		{"Backup and recovery", "Implement multi-region deployment strategy", []string{"BCR002", "BCR003"},
			"The service has no failover of its own; where clients turn to is outside the template. Regions and copies of the stores show."},
		{"Backup and recovery", "Plan for agent state preservation", []string{"BCR001", "BCR005"},
			"Definitions of agents and threads are data, not resources. What brings deleted data back shows."},

		{"Service-specific security", "Enable safety checks for computer use tools", []string{"SVC002", "SVC003"},
			"A program acknowledges safety checks while it runs. The model, its guardrail and the network around it show."},
		{"Service-specific security", "Implement tool-specific authentication", []string{"IDN002", "IDN005", "IDN011", "NET015"},
			"What a tool's definition inside an agent says. Connections and the hosts of tools show."},
		{"Service-specific security", "Configure content filtering and responsible AI", []string{"GOV001"},
			"A guardrail on the agent itself replaces that of the model, and is set on the data plane."},
		{"Service-specific security", "Restrict public egress in private network deployments", []string{"NET007", "NET009"},
			"What the firewall that the routes lead to lets out, if it stands in another template."},
	}
}
