// Package handgraphs compares what Moat would deploy with graphs that were
// written down by hand from reading the templates alone, before the evaluator
// was asked: evidence that shares no code with it.
//
// An expectation file has one statement a line:
//
//	entry <path>                    the entry point, below the corpus
//	fixture <path>                  or below testdata
//	calls <n>                       module calls in the whole tree
//	resource <type> "<full name>"   something deployed; existing … is taken up only
//	call <path> "<name>" [to "<scope>"]
//	output <call.path.name> <value>
//	# …                             a remark; "# reading got wrong:" where the hand erred
//
// and, indented below a resource:
//
//	if {a} and not {b}              its condition; without one it is always deployed
//	each                            stands for zero or more of an unknown loop
//	in <value>                      the scope, if it isn't the deployment's own
//	id <value>                      the whole id
//	after <type> "<full name>"      what it depends on, of what is deployed; all of it,
//	after nothing                   if one such line is there
//	<property path> <value>
//
// A value is "= <JSON>", "= unknown(<reason>)", "= id-of(<type> "<name>")",
// possibly followed by "hint <value>", or one or more of the words absent,
// possible and secret. In quoted text {…} is a part that can't be known; within
// a file, equal words in braces must stand for equal values and different words
// for different ones.
package handgraphs
