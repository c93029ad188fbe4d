// Package sarif validates the SARIF output: the deployments of the corpus named
// by MOAT_CORPUS and some awkward reports, by SARIF's schema and by Microsoft's
// SARIF Multitool. The environment variable MOAT_SARIF_MULTITOOL names the
// folder that holds the tool and the schema (`make sarif` installs it).
package sarif
