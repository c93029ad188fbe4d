package terraform

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"moat/analyzer/value"
)

// providerConfig is what one provider block says that resources depend on.
type providerConfig struct {
	subscription, tenant         value.Value
	defaultName, defaultLocation value.Value
	defaultTags                  value.Value
}

// The canonical texts of what the environment decides, as ARM's functions have
// them.
const (
	symSubscription = "subscription().subscriptionId"
	symTenant       = "tenant().tenantId"
)

func environment(text, name string) value.Value {
	length := int64(36) // of a GUID
	return value.NewUnknown(value.UnknownSpec{
		Sym: value.SymEnv(text), Type: value.TypeString, Domain: &value.Domain{MinLength: &length, MaxLength: &length},
		Why: []value.Why{{Reason: value.ReasonEnvironment, Name: name}},
	})
}

// configureProviders works out the provider configurations of a module: its own
// blocks, and those that its caller hands it.
func (in *instance) configureProviders(given map[string]*providerConfig) {
	configs := map[string]*providerConfig{}
	for name, p := range given {
		configs[name] = p
	}
	for _, name := range [...]string{"azapi", "azurerm"} {
		if configs[name] == nil { // one for all modules, so that equal calls stay equal
			configs[name] = in.defaultConfig(name)
		}
	}
	in.configs = configs
	for _, p := range in.mod.providers {
		name := p.name
		if p.alias != "" {
			name += "." + p.alias
		}
		configs[name] = in.defaultConfig(name) // for what it is made of
		configs[name] = in.config(name, p)
	}
}

// defaultConfig is a configuration that says nothing: the default one of a
// provider goes to the subscription that everything goes to, one with an alias
// to one of its own.
func (in *instance) defaultConfig(name string) *providerConfig {
	if !strings.Contains(name, ".") {
		return &providerConfig{subscription: environment(symSubscription, "subscription"), tenant: environment(symTenant, "tenant")}
	}
	return &providerConfig{
		subscription: environment(fmt.Sprintf("subscription('%s').subscriptionId", name), name),
		tenant:       environment(symTenant, "tenant"),
	}
}

func (in *instance) config(name string, p *provider) *providerConfig {
	out := in.defaultConfig(name)
	for _, a := range p.body.attrs {
		var to *value.Value
		switch a.name {
		case "subscription_id":
			to = &out.subscription
		case "tenant_id":
			to = &out.tenant
		case "default_name":
			to = &out.defaultName
		case "default_location":
			to = &out.defaultLocation
		case "default_tags":
			to = &out.defaultTags
		default:
			continue
		}
		if v := in.eval(in.top(), a.expr); !v.IsNull() && !isFailed(v.V) {
			*to = v.V
		}
	}
	return out
}

// providerOf is the configuration that a resource is made with: the one it
// names, else the default one of the provider that its type begins with.
func (in *instance) providerOf(r *resource) *providerConfig {
	name, _, _ := strings.Cut(r.typ, "_")
	if r.provider != nil {
		if n := providerName(r.provider.expr); n != "" {
			name = n
		}
	}
	if p := in.configs[name]; p != nil {
		return p
	}
	p := in.defaultConfig(name)
	if in.configs != nil {
		in.configs[name] = p
	}
	return p
}

// providerName reads azurerm or azurerm.hub, which JSON writes as a string.
func providerName(e hclsyntax.Expression) string {
	if text, ok := literalString(e); ok {
		return text
	}
	if t, ok := e.(*hclsyntax.ScopeTraversalExpr); ok {
		return traversalText(t.Traversal)
	}
	return ""
}

// configs are the configurations that a call hands to a module: those that it
// lists, and the default ones of the caller.
func (h *callHandle) configs(*module) map[string]*providerConfig {
	out := map[string]*providerConfig{}
	for name, p := range h.in.configs {
		if !strings.Contains(name, ".") {
			out[name] = p
		}
	}
	if h.decl.providers == nil {
		return out
	}
	for _, o := range objectsIn(h.decl.providers.expr) {
		for _, it := range o.Items {
			to := providerKey(it.KeyExpr)
			from := providerName(it.ValueExpr)
			if to == "" || from == "" {
				continue
			}
			p := h.in.configs[from]
			if p == nil {
				p = h.in.defaultConfig(from)
				h.in.configs[from] = p
			}
			out[to] = p
		}
	}
	return out
}

func providerKey(e hclsyntax.Expression) string {
	if k, ok := e.(*hclsyntax.ObjectConsKeyExpr); ok {
		if t, diags := hcl.AbsTraversalForExpr(k.Wrapped); !diags.HasErrors() {
			return traversalText(t)
		}
	}
	text, _ := literalString(e)
	return text
}
