package azure

import (
	"regexp"
	"slices"
	"strings"
)

// secretShape is a form that nothing but a credential has. A text that holds
// none of the marks, in this letter case, needn't be compared with the pattern.
type secretShape struct {
	what    string
	marks   []string
	pattern *regexp.Regexp
}

// Source: Microsoft Learn, Microsoft Purview sensitive information types (Azure
// storage account key, Azure Cosmos DB account access key, Azure SAS, Microsoft
// Entra client secret and their neighbours); RFC 7519 and RFC 7468; the
// published formats of the other issuers.
var secretShapes = []secretShape{
	{"a private key", []string{"PRIVATE KEY"}, regexp.MustCompile(`-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----`)},
	{"the key in a connection string", []string{"="}, regexp.MustCompile(`(?i)\b(?:AccountKey|SharedAccessKey|SharedSecretValue)=[A-Za-z0-9+/]{20,}={0,2}`)},
	{"the password in a connection string", []string{"="}, regexp.MustCompile(`(?i)\b(?:server|data source|host|endpoint|initial catalog|database)=[^;]+;(?:.*;)?\s*(?:password|pwd)=[^;\s{]{4,}`)},
	{"the password in an address", []string{"://"}, regexp.MustCompile(`\b[a-z][a-z0-9+.-]{2,}://[^\s/:@{<]+:[^\s/:@{<]{6,}@[A-Za-z0-9.-]+`)},
	{"the signature of a shared access signature", []string{"="}, regexp.MustCompile(`(?i)[?&]sig=[A-Za-z0-9%+/]{30,}`)},
	{"a signed token", []string{"eyJ"}, regexp.MustCompile(`\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{16,}`)},
	{"an access key of an Azure service", []string{"=="}, regexp.MustCompile(`(?:^|[^A-Za-z0-9+/])[A-Za-z0-9+/]{86}==(?:$|[^A-Za-z0-9+/=])`)},
	{"an access key of Azure AI Search", []string{"AzSe"}, regexp.MustCompile(`\b[A-Za-z0-9]{42}AzSe[A-Za-z0-9]{6}\b`)},
	{"an access key of Azure AI services", []string{"JQQJ99"}, regexp.MustCompile(`\b[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{26}\b`)},
	{"an application's client secret", []string{"Q~"}, regexp.MustCompile(`(?:^|[^A-Za-z0-9_~.-])[A-Za-z0-9_~.-]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}(?:$|[^A-Za-z0-9_~.-])`)},
	{"a GitHub token", []string{"ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"}, regexp.MustCompile(`\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{50,})\b`)},
	{"an OpenAI key", []string{"sk-"}, regexp.MustCompile(`\bsk-(?:[a-z]+-)?[A-Za-z0-9_-]{32,}`)},
	{"an AWS access key id", []string{"AKIA", "ASIA"}, regexp.MustCompile(`\b(?:AKIA|ASIA)[0-9A-Z]{16}\b`)},
	{"a Slack token", []string{"xox"}, regexp.MustCompile(`\bxox[abeoprs]-[0-9A-Za-z-]{20,}`)},
	{"a Stripe key", []string{"k_live_"}, regexp.MustCompile(`\b[rs]k_live_[0-9A-Za-z]{20,}`)},
}

// emulatorKeys begin the keys of the emulators of Azure Storage and Cosmos DB,
// which everybody knows and nothing is protected by. Source: Microsoft Learn,
// Use the Azurite emulator; Develop locally using the Azure Cosmos DB emulator.
var emulatorKeys = []string{"Eby8vdM02xNOcqFlqUwJ", "C2y6yDjf5/R+ob0N8A7C"}

// SecretShape says what credential a text holds by its form alone; "" if it
// holds none that can be told. It prints no part of it.
func SecretShape(text string) string {
	if len(text) < 16 || len(text) > 64<<10 {
		return ""
	}
	for _, e := range emulatorKeys {
		if strings.Contains(text, e) {
			return ""
		}
	}
	for _, s := range secretShapes {
		if !slices.ContainsFunc(s.marks, func(m string) bool { return strings.Contains(text, m) }) {
			continue
		}
		if m := s.pattern.FindString(text); m != "" && varied(m) && !Placeholder(m) {
			return s.what
		}
	}
	return ""
}

// varied says whether a text has as many different characters as something made
// at random would.
func varied(s string) bool {
	seen := map[rune]bool{}
	for _, r := range s {
		seen[r] = true
	}
	return len(seen) >= min(10, len(s)/2)
}

var placeholder = regexp.MustCompile(`(?i)[<>]|\{\{|\$\{|\[\[|your[-_ ]?|place-?holder|change[-_ ]?me|change[-_ ]?this|replace|redacted|dummy|example|sample|insert|enter[-_ ]|to[-_ ]?do\b|x{4,}|\*{3,}|\.\.\.|^#\{|^%.*%$|^__.*__$|^\$\(|(?-i:^GE[NT]-[A-Z0-9-]+$)`)

// Placeholder says whether a text stands for a credential that somebody, or
// what deploys samples, is to fill in.
//
// Source: Azure/azure-quickstart-templates, contribution guide (GEN-PASSWORD and
// its like).
func Placeholder(text string) bool { return placeholder.MatchString(text) }

var (
	secretName = regexp.MustCompile(`(?i)(?:^|[^a-z])(?:api[-_ ]?key|access[-_ ]?key|account[-_ ]?key|shared[-_ ]?key|primary[-_ ]?key|secondary[-_ ]?key|master[-_ ]?key|admin[-_ ]?key|subscription[-_ ]?key|function[-_ ]?key|client[-_ ]?secret|secret|password|passwd|pwd|passphrase|token|pat|sas[-_ ]?token|connection[-_ ]?string|private[-_ ]?key|key)$`)
	notSecret  = regexp.MustCompile(`(?i)^(?:true|false|null|none|[a-z][a-z0-9+.-]*://\S*|/\S*|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[a-z0-9.-]+\.[a-z]{2,}|microsoft\.\S*|@microsoft\.keyvault\(.*|(?:ssh|ecdsa|sk)-[a-z0-9@.-]+ [a-z0-9+/=]+.*)$`)
	plainText  = regexp.MustCompile(`^(?:[-+0-9.,]+|.*\s.*)$`)
	labelName  = regexp.MustCompile(`(?i)(?:^|[^a-z])(?:user|login|logon|mail|email|upn|name|username|hostname|id|host|server|endpoint|region|location)$`)
	camelHump  = regexp.MustCompile(`([a-z0-9])([A-Z])`)
)

// NameSaysSecret says whether a setting of this name usually holds a
// credential.
func NameSaysSecret(name string) bool {
	return secretName.MatchString(camelHump.ReplaceAllString(name, "${1}_${2}"))
}

// NameSaysPassword is NameSaysSecret for the names that mean nothing else.
func NameSaysPassword(name string) bool {
	for _, end := range [...]string{"password", "passwd", "passphrase", "clientsecret", "client-secret", "client_secret", "client secret"} {
		if n := len(name) - len(end); n >= 0 && strings.EqualFold(name[n:], end) {
			return true
		}
	}
	return false
}

// NameSaysLabel says whether a parameter of this name holds what somebody or
// something is called. Such a name is often marked as secure so that it isn't
// shown, but lets nobody in.
func NameSaysLabel(name string) bool {
	return labelName.MatchString(camelHump.ReplaceAllString(name, "${1}_${2}"))
}

// TakesTelemetry says whether a text is a connection string of Application
// Insights, which only lets telemetry in.
//
// Source: Microsoft Learn, Connection strings in Application Insights.
func TakesTelemetry(text string) bool {
	return strings.HasPrefix(strings.ToLower(text), "instrumentationkey=")
}

// minSecret is the length below which a setting that is named like a secret is
// taken for something else, such as the name of one.
const minSecret = 16

// LooksSecret says whether a text could be a credential: not an address, an id,
// a truth value or words, but something made of letters and digits by chance.
func LooksSecret(text string) bool {
	if len(text) < minSecret || notSecret.MatchString(text) || plainText.MatchString(text) || !varied(text) {
		return false
	}
	letters, digits, changes := 0, 0, 0
	var last byte
	for i := range len(text) {
		var class byte
		switch c := text[i]; {
		case '0' <= c && c <= '9':
			digits++
			class = 'd'
		case 'a' <= c && c <= 'z':
			letters++
			class = 'l'
		case 'A' <= c && c <= 'Z':
			letters++
			class = 'u'
		default: // what joins the parts of a name
			class = last
		}
		if class != last {
			changes++
		}
		last = class
	}
	// Names change between kinds of character rarely, what is made by chance
	// all the time.
	return letters > 0 && digits > 1 && changes*4 >= len(text)
}

// PasswordLike says whether a text can be a password, where its place says that
// it is one.
func PasswordLike(text string) bool { return DefaultLike(text) && !plainText.MatchString(text) }

// DefaultLike is PasswordLike for the default of a secure parameter, where
// nothing but a credential belongs: numbers and words count as well.
func DefaultLike(text string) bool { return len(text) >= 4 && !notSecret.MatchString(text) }
