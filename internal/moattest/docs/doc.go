// Package docs keeps docs/rules the same as what the rules say of themselves.
package docs

//go:generate go test . -update
