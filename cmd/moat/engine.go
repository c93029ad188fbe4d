package main

import (
	"moat/analyzer"
	"moat/parsers"
	"moat/rules"
)

// newEngine is the engine with every language and every rule.
func newEngine() *analyzer.Engine {
	return &analyzer.Engine{Languages: parsers.All(), Rules: rules.All()}
}
