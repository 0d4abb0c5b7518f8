#!/usr/bin/env bash
# Usage: eng/test.sh [FILTER]
#
# Sets the machine up (eng/configure.sh), builds everything, and runs every test, or those whose full name contains FILTER
# (an expression such as 'TestCategory=Golden' is passed on as it is).
# The last two lines count: 'golden: N passed, N failed, N skipped' and 'tests: N passed, N failed, N skipped'.
. "$(dirname "$0")/shell.sh"

case ${1:-} in --help|-h) help ;; esac
[ $# -le 1 ] || die "one filter at most (see --help)"

"$root/eng/configure.sh"
say "building ..."
build "$root/Microsoft.ML.Reasoning.sln"

results=$root/.artifacts/test-results
rm -rf "$results"; mkdir -p "$results"
arguments=()
if [ -n "${1:-}" ]; then
  case $1 in *[=~]*) arguments+=(--filter "$1") ;; *) arguments+=(--filter "FullyQualifiedName~$1") ;; esac
fi

broken=0
for project in "$root"/tests/*.Tests/*.csproj; do
  name=$(basename "$project" .csproj)
  say "== $name"
  # A run that crashes leaves no results file: then its exit code is all there is, and it must count.
  dotnet test "$project" -c Release --no-build --nologo -v quiet --logger "trx;LogFileName=$results/$name.trx" "${arguments[@]}" >&2 \
    || [ -f "$results/$name.trx" ] || { say "$name: the test run broke off"; broken=1; }
  grep -qs 'outcome="Aborted"\|<ResultSummary outcome="Error"' "$results/$name.trx" && { say "$name: the test run broke off"; broken=1; }
done

counts=$(awk -f "$root/eng/count-tests.awk" "$results"/*.trx 2>/dev/null || true)
read -r passed failed skipped golden_passed golden_failed golden_skipped <<<"${counts:-0 0 0 0 0 0}"
[ $((passed + failed)) -gt 0 ] || die "no test ran${1:+ for filter '$1'}"
[ $broken = 0 ] || failed=$((failed + broken))
echo "golden: $golden_passed passed, $golden_failed failed, $golden_skipped skipped"
echo "tests: $passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
