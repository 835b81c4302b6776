#!/usr/bin/env bash
# The step of action.yml: installs copylint from the action's own checkout, so that one commit pins code and policies, and
# annotates. Reads INPUT_PATHS, INPUT_POLICY, INPUT_FAIL_ON, INPUT_DIFF_ONLY, INPUT_CONFIG_FROM, INPUT_SARIF, INPUT_SUMMARY,
# INPUT_PYTHON, and the runner's GITHUB_ACTION_PATH, GITHUB_OUTPUT, GITHUB_STEP_SUMMARY, GITHUB_BASE_REF and RUNNER_TEMP.
set -uo pipefail

fail() {
  echo "::error title=copylint::$1"
  echo "exit-code=2" >>"${GITHUB_OUTPUT:?}"
  exit 2
}

venv=${RUNNER_TEMP:?}/copylint-venv
# An installation that fails must fail the step: a check that did not run is no pass.
"$INPUT_PYTHON" -m venv "$venv" && "$venv/bin/pip" install --quiet "${GITHUB_ACTION_PATH:?}" ||
  fail "copylint could not be installed; the copy was not checked"

# The commit that a pull request is compared with: the first parent of the merge that GitHub checks out, else its branch.
base() {
  if git rev-parse --verify --quiet "HEAD^2" >/dev/null; then
    git rev-parse "HEAD^1"
  else
    git fetch --quiet --depth=1 origin "$GITHUB_BASE_REF" && git rev-parse FETCH_HEAD
  fi
}

arguments=(--format github --fail-on "$INPUT_FAIL_ON")
if [ "${INPUT_DIFF_ONLY:-false}" = true ] || [ "${INPUT_CONFIG_FROM:-}" = base ]; then
  if [ -n "${GITHUB_BASE_REF:-}" ]; then
    commit=$(base) && [ -n "$commit" ] ||
      fail "the base of this pull request cannot be had; check out with fetch-depth: 2"
    [ "${INPUT_DIFF_ONLY:-false}" = true ] && arguments+=(--diff "$commit")
    [ "${INPUT_CONFIG_FROM:-}" = base ] && arguments+=(--config-from "$commit")
  else
    echo "copylint: this is no pull request, so everything is judged"
  fi
fi
[ -n "${INPUT_SARIF:-}" ] && arguments+=(--output "sarif=$INPUT_SARIF")
summary=$RUNNER_TEMP/copylint-summary.md
rm -f "$summary"
[ "${INPUT_SUMMARY:-true}" = true ] && arguments+=(--output "md=$summary")
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
[ -f "$summary" ] && cat "$summary" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
echo "exit-code=$status" >>"${GITHUB_OUTPUT:?}"
exit "$status"
