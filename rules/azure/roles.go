package azure

import (
	"strings"

	"moat/analyzer/value"
)

// RoleUse says what a built-in role is good for, as far as rules judge it.
type RoleUse uint16

// The uses; a role may have several.
const (
	// AdministersRoles: can hand out roles, its own included.
	AdministersRoles RoleUse = 1 << iota
	// Broad: control of whole services or of everything.
	Broad
	// ReadsKeys: can list keys, which open the data plane to whoever has them.
	ReadsKeys
	// DataPlane: reads or writes what a service keeps, or manages one service's
	// objects: right at the scope of that service, too wide above it.
	DataPlane
	// HubOnly: made for hubs and Machine Learning workspaces; says nothing on a
	// Foundry account.
	HubOnly
)

// Role is a built-in role of Azure.
type Role struct {
	ID       string // GUID in lower case
	Name     string
	Formerly string // the display name before April 2026; "" if it is the same
	Use      RoleUse
}

// Is says whether the role has one of the uses.
func (r Role) Is(u RoleUse) bool { return r.Use&u != 0 }

// The roles that rules name.
const (
	OwnerRole                 = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"
	ContributorRole           = "b24988ac-6180-42a0-ab88-20f7382dd24c"
	FoundryUserRole           = "53ca6127-db72-4b80-b1b0-d745d6d5456d"
	DeveloperRole             = "64702f94-c441-49e6-a78b-ef80e0188fee"
	AdministratorRole         = "b78c5d69-af96-48a3-bf8d-a8b4d589de94"
	NetworkApproverRole       = "b556d68e-0be0-4f35-a333-ad7ee1ce17ea"
	CognitiveContributorRole  = "25fbc0a9-bd7c-42a3-aa1a-3b75d497ee68"
	CognitiveUserRole         = "a97b65f3-24c7-4388-baec-2e87135dc908"
	BlobContributorRole       = "ba92f5b4-2d11-453d-a403-e96b0029c9fe"
	BlobOwnerRole             = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b"
	QueueContributorRole      = "974c5e8b-45b9-4653-ba55-5f855dd0fb88"
	StorageContributorRole    = "17d1049b-9a84-46fb-8f53-869881c3d3ab"
	SearchIndexRole           = "8ebe5a00-799e-43f5-93ac-243d3dce84a7"
	SearchServiceRole         = "7ca78c08-252a-4471-8644-bb5ff32d4ba0"
	CosmosOperatorRole        = "230815da-be43-4aae-9cb4-875f7bd000aa"
	CosmosDataContributorRole = "00000000-0000-0000-0000-000000000002"
)

// Roles lists the built-in roles that meet in agent deployments. In April 2026
// the Azure AI roles became Foundry roles; their ids stayed.
//
// Source: MicrosoftDocs/azure-docs, Azure built-in roles (2026-04-09).
func Roles() []Role {
	return []Role{
		{OwnerRole, "Owner", "", AdministersRoles | Broad},
		{ContributorRole, "Contributor", "", Broad | ReadsKeys},
		{"18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", "User Access Administrator", "", AdministersRoles},
		{"f58310d9-a9f6-439a-9e8d-f62e7b41a168", "Role Based Access Control Administrator", "", AdministersRoles},
		{"acdd72a7-3385-48ef-bd42-f606fba81ae7", "Reader", "", 0},
		{FoundryUserRole, "Foundry User", "Azure AI User", 0},
		{"eadc314b-1a2d-4efa-be10-5d325db5065e", "Foundry Project Manager", "Azure AI Project Manager", 0},
		{"e47c6f54-e4a2-4754-9501-8e0985b135e1", "Foundry Account Owner", "Azure AI Account Owner", Broad},
		{"c883944f-8b7b-4483-af10-35834be79c4a", "Foundry Owner", "Azure AI Owner", Broad},
		{DeveloperRole, "Azure AI Developer", "", HubOnly},
		{AdministratorRole, "Azure AI Administrator", "", Broad | HubOnly},
		{NetworkApproverRole, "Azure AI Enterprise Network Connection Approver", "", 0},
		{"ea01e6af-a1c1-4350-9563-ad00f8c72ec5", "Azure Machine Learning Workspace Connection Secrets Reader", "", ReadsKeys},
		{CognitiveContributorRole, "Cognitive Services Contributor", "", Broad | ReadsKeys},
		{CognitiveUserRole, "Cognitive Services User", "", ReadsKeys | DataPlane},
		{"5e0bd9bd-7b93-4f28-af87-19fc36ad61bd", "Cognitive Services OpenAI User", "", DataPlane},
		{"a001fd3d-188f-4b5d-821b-7da978bf7442", "Cognitive Services OpenAI Contributor", "", DataPlane},
		{SearchIndexRole, "Search Index Data Contributor", "", DataPlane},
		{"1407120a-92aa-4202-b7e9-c0e197c71c8f", "Search Index Data Reader", "", DataPlane},
		{SearchServiceRole, "Search Service Contributor", "", DataPlane},
		{BlobContributorRole, "Storage Blob Data Contributor", "", DataPlane},
		{BlobOwnerRole, "Storage Blob Data Owner", "", DataPlane},
		{"2a2b9908-6ea1-4ae2-8e65-a410df84e7d1", "Storage Blob Data Reader", "", DataPlane},
		{QueueContributorRole, "Storage Queue Data Contributor", "", DataPlane},
		{"69566ab7-960f-475b-8e7c-b3118f30c6bd", "Storage File Data Privileged Contributor", "", DataPlane},
		{"0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", "Storage Table Data Contributor", "", DataPlane},
		{StorageContributorRole, "Storage Account Contributor", "", ReadsKeys},
		{"81a9662b-bebf-436f-a333-f67b29880f12", "Storage Account Key Operator Service Role", "", Broad | ReadsKeys},
		{CosmosOperatorRole, "Cosmos DB Operator", "", DataPlane},
		{"5bd9cd88-fe45-4216-938b-f97437e15450", "DocumentDB Account Contributor", "", Broad | ReadsKeys},
		{"fbdf93bf-df7d-467e-a4d2-9458aa1360c8", "Cosmos DB Account Reader Role", "", 0},
		{"00482a5a-887f-4fb3-b363-3b7fe8e74483", "Key Vault Administrator", "", Broad | DataPlane},
		{"4633458b-17de-408a-b874-0445c86b69e6", "Key Vault Secrets User", "", DataPlane},
		{"b86a8fe4-44ce-4948-aee5-eccb2c155cd7", "Key Vault Secrets Officer", "", DataPlane},
		{"14b46e9e-c2b7-41b4-b07b-48a6ebf60603", "Key Vault Crypto Officer", "", DataPlane},
		{"12338af0-0e69-4776-bea7-57ae8d297424", "Key Vault Crypto User", "", DataPlane},
		{"e147488a-f6f5-4113-8e2d-b22465e65bf6", "Key Vault Crypto Service Encryption User", "", DataPlane},
		{"4d97b98b-1d4f-4787-a291-c67834d212e7", "Network Contributor", "", 0},
		{"7f951dda-4ed3-4680-a7ca-43fe172d538d", "AcrPull", "", 0},
	}
}

// RoleNamed returns the built-in role of a GUID, whatever its case, or of a
// display name, today's or the former one; false for any other.
func RoleNamed(text string) (Role, bool) {
	text = strings.ToLower(text)
	for _, r := range Roles() {
		if text == r.ID || text == strings.ToLower(r.Name) || r.Formerly != "" && text == strings.ToLower(r.Formerly) {
			return r, true
		}
	}
	return Role{}, false
}

// Title is how messages name the role.
func (r Role) Title() string {
	if r.Formerly == "" {
		return r.Name
	}
	return r.Name + " (formerly " + r.Formerly + ")"
}

// roleOf reads a role definition's id, or a bare GUID or name: the built-in
// roles that it may be. known is false where it may be one that isn't listed.
func roleOf(v value.Value) (roles []Role, known bool) {
	known = true
	for _, b := range branches(v, 0) {
		if ref, ok := b.(value.Ref); ok {
			b = ref.ID()
		}
		last := b
		if _, tail, ok := cutLast(b); ok {
			last = tail
		} else if called, ok := definitionNamed(b); ok {
			last = called
		}
		name, isText := text(last)
		for _, c := range value.Candidates(last) { // a parameter with a list of allowed ids
			if isText {
				break
			}
			if s, ok := text(c); ok {
				if r, ok := RoleNamed(s[strings.LastIndexByte(s, '/')+1:]); ok {
					roles = append(roles, r)
				}
			}
		}
		if !isText {
			known = false
			continue
		}
		if r, ok := RoleNamed(name); ok {
			roles = append(roles, r)
		}
	}
	return roles, known
}

// definitionNamed returns the name that Bicep's roleDefinitions() is asked for:
// roleDefinitions('Reader').id is the id of that role.
func definitionNamed(v value.Value) (value.Value, bool) {
	u, ok := v.(value.Unknown)
	if !ok || u.Sym().Op() != value.OpProp {
		return nil, false
	}
	args, ok := value.AsCall(u.Sym().Args()[0], "roleDefinitions")
	if !ok || len(args) != 1 {
		return nil, false
	}
	return args[0], true
}
