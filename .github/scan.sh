#!/usr/bin/env bash
# The scan of action.yml. Takes the path of moat; everything else comes from the
# environment that action.yml sets, so that it can be tried without GitHub.
set -euo pipefail

moat=$1
summary=$(mktemp -d)/summary.md
args=(scan -f github --no-progress)
[ -z "${INPUT_FAIL_ON:-}" ] || args+=(--fail-on "$INPUT_FAIL_ON")
[ -z "${INPUT_BASELINE:-}" ] || args+=(--baseline "$INPUT_BASELINE")
[ -z "${INPUT_SARIF:-}" ] || args+=(-o "$INPUT_SARIF" --omit-suppressed)
[ "${INPUT_INLINE:-true}" != false ] || args+=(--no-inline-suppressions)
[ "${INPUT_SUMMARY:-true}" = false ] || args+=(-o "$summary")
args+=(--)
while IFS= read -r line; do
  [ -z "$line" ] || args+=("$line")
done <<<"${INPUT_PATHS:-.}"

status=0
"$moat" "${args[@]}" || status=$?
if [ -s "$summary" ] && [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
  cat "$summary" >>"$GITHUB_STEP_SUMMARY"
fi
exit "$status"
