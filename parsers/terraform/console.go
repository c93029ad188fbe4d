package terraform

import (
	"context"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"moat/analyzer/diag"
	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/terraform/azurerm"
	"moat/parsers/terraform/typed"
)

// Expression evaluates one expression as `terraform console` does in an empty
// module in the file's folder, with the problems that it has. Meant for
// comparisons with Terraform itself.
func Expression(ctx context.Context, f *source.File, l language.Loader) (typed.Value, []diag.Diagnostic) {
	m := &module{dir: path.Dir(f.Path()), file: f, sources: map[string]mapper{f.Path(): {file: f}}}
	r := newRun(ctx, l, m)
	in := r.newInstance(m, "", 0)
	at := f.Range(0, 0)
	if tooNested(f.Content()) != nil {
		r.problem(diag.Limit, at, "%s", nestedMessage)
		return in.unknown(value.ReasonLimit, "expression", at), r.problems
	}
	e, diags := hclsyntax.ParseExpression(f.Content(), f.Path(), hcl.InitialPos)
	if bad := firstError(diags); bad != nil {
		r.problem(diag.Syntax, at, "%s", sentence(bad))
		return in.unknown(value.ReasonParseError, "expression", at), r.problems
	}
	v := in.eval(in.top(), e)
	return v, diag.Sort(r.problems)
}

// Instance is one instance of a resource or data block.
type Instance struct {
	Address string // with the modules around it: module.a["x"].terraform_data.b[0]
	Body    value.Object
}

// Instances lists the instances of all blocks of a root module and the modules
// that it calls, in order of their addresses, with the values of their
// arguments. Meant for comparisons with Terraform's own plans.
func Instances(ctx context.Context, e language.Entry, l language.Loader) ([]Instance, error) {
	root, err := evaluateRoot(ctx, e, l)
	if err != nil {
		return nil, err
	}
	var out []Instance
	var visit func(in *instance, prefix string)
	visit = func(in *instance, prefix string) {
		for _, exp := range in.blocks {
			for _, made := range exp.made {
				switch h := made.(type) {
				case *handle:
					out = append(out, Instance{prefix + h.symbol, h.body})
				case *callHandle:
					if h.inst != nil {
						visit(h.inst, prefix+h.symbol+".")
					}
				}
			}
		}
	}
	visit(root, "")
	slices.SortFunc(out, func(a, b Instance) int { return strings.Compare(a.Address, b.Address) })
	return out, nil
}

func newRun(ctx context.Context, l language.Loader, root *module) *run {
	return &run{
		ctx: ctx, loader: l, types: azurerm.NewTypes(), root: root, major: 4,
		memo:     map[memoKey]*instance{},
		once:     map[onceKey]bool{},
		secrets:  map[source.Range]bool{},
		exposure: exposure{map[exposedOrigin]bool{}, map[exposedArgument]bool{}},
		missing:  map[string]bool{},
		readFrom: map[*value.Origin]*handle{},
		deps:     map[*module]*dependencyTable{},
	}
}
