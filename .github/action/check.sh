#!/usr/bin/env bash
# The step of action.yml: installs copylint from the action's own checkout, so that one commit pins code and policies, and
# annotates. Reads INPUT_PATHS, INPUT_POLICY, INPUT_FAIL_ON, INPUT_PYTHON and the runner's GITHUB_ACTION_PATH,
# GITHUB_OUTPUT and RUNNER_TEMP.
set -uo pipefail

venv=${RUNNER_TEMP:?}/copylint-venv
# An installation that fails must fail the step: a check that did not run is no pass.
"$INPUT_PYTHON" -m venv "$venv" && "$venv/bin/pip" install --quiet "${GITHUB_ACTION_PATH:?}" || {
  echo "::error title=copylint::copylint could not be installed; the copy was not checked"
  exit 2
}

arguments=(--format github --fail-on "$INPUT_FAIL_ON")
# One a line; blanks around a line and Windows line ends are not part of it.
while read -r line; do
  line=${line%$'\r'}
  [ -n "$line" ] && arguments+=(--policy "$line")
done <<<"$INPUT_POLICY"
paths=()
while read -r line; do
  line=${line%$'\r'}
  [ -n "$line" ] && paths+=("$line")
done <<<"$INPUT_PATHS"

status=0
"$venv/bin/copylint" check "${arguments[@]}" -- "${paths[@]}" || status=$?
# Exit code 2 has no report, so the pull request would show a failed step and nothing else.
[ "$status" = 2 ] && echo "::error title=copylint::copylint could not run; the step's log says why"
echo "exit-code=$status" >>"${GITHUB_OUTPUT:?}"
exit "$status"
