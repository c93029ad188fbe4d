// Package syntax reads Bicep text: lexer, recovering parser, lossless tree and
// printer, for .bicep and .bicepparam files.
//
// Nothing here evaluates or binds anything. Every text gives a tree; what is
// wrong with it stands in File.Problems, and the damage stays inside the
// smallest piece that the rules of recovery allow.
package syntax
