// Package tforacle compares what Moat makes of Terraform's expressions with what
// a real Terraform makes of them: value and type. It needs a terraform on the
// PATH and is skipped without one; nothing is downloaded.
package tforacle
