// Package integrations tries for real what surrounds Moat in a pipeline: the
// hooks by pre-commit, the workflow and the action by actionlint and in a shell,
// the release by building it twice. Nothing runs without MOAT_E2E=1 (make e2e);
// what a machine lacks is skipped and says so.
package integrations
