package terraform

import (
	"context"
	"path"

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
