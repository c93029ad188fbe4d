// Package mutation breaks the reference deployment in one place at a time and
// holds Moat to what it should say of it: no more, no less, and the same in
// every language.
//
// A mutant is named without a word of any language: the type and name of a
// resource, the path of a property as Azure has it, and what is done there. In
// each language it is made by editing the bytes that the language's own syntax
// tree points at, so that everything else stays as a person wrote it.
//
// What is done:
//
//	drop       the property, or the item of a list, isn't there
//	flip       a boolean is the other one
//	=VALUE     a name, enum, number, prefix or port is another plausible one
//	foreign    a reference leads to a resource of somebody else
//	delete     the resource isn't deployed; where others refer to it, it is
//	           one that exists
//
// What isn't: names, types and api-versions, by which a resource is itself and
// which its references in every language follow in their own way; parents and
// scopes; the written order of deployment, which says nothing of what is there
// in the end.
//
// What a mutant should lead to stands in testdata/mutation/labels.tsv, written
// from the rule catalogue. What can't be written in a language stands in
// inexpressible.tsv, with the reason.
package mutation
