// Package bicep reads .bicep and .bicepparam files into template.Template and
// template.ParameterFile: it resolves every name and turns syntax into the
// expressions and declarations that Bicep shares with ARM JSON. It evaluates
// nothing.
//
// Facts of the language come from the compiler's source and from the samples
// that the Bicep repository checks the compiler with.
package bicep
