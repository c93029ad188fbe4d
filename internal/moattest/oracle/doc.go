// Package oracle compares what a Bicep file deploys with what its compiled form
// deploys, over the pairs that others have published.
//
// Each pair is evaluated several times: with its parameters unknown, and with
// values made from their declared types, so that loops and conditions expand.
// Both sides are printed without what depends on the language and on style, and
// must then be the same: bodies, conditions, names, dependencies, the arguments
// of modules that aren't there, outputs, findings.
package oracle
