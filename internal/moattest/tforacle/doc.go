// Package tforacle compares what Moat makes of Terraform's expressions with what
// a real Terraform makes of them: value and type. It needs a terraform on the
// PATH and MOAT_TERRAFORM=1, and is skipped without them; nothing is downloaded.
package tforacle
