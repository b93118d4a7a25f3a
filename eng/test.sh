#!/usr/bin/env bash
# Builds everything and runs every test project (or only those named); the last line sums them up.
# usage: eng/test.sh [PROJECT…]        such as: eng/test.sh Wolfi.Apk.Tests
# Tools that are missing are installed first (eng/install-tools.sh says which); one that is still missing fails the tests that need it.
# A project that runs no test fails.
set -euo pipefail

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export MSBUILDDISABLENODEREUSE=1 DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
configuration=Release

projects=("$@")
if [ ${#projects[@]} = 0 ]; then
  for folder in "$top"/tests/*.Tests "$top"/tests/EndToEnd; do projects+=("$(basename "$folder")"); done
fi

"$top/eng/install-tools.sh"

echo "test: building"
dotnet build "$top/Wolfi.Containers.Sdk.sln" -c $configuration -v quiet --nologo "-clp:ErrorsOnly;NoSummary"

passed=0 failed=0 skipped=0 broken=()
output=$(mktemp)
trap 'rm -f "$output"' EXIT
for project in "${projects[@]}"; do
  echo "test: $project"
  program="$top/artifacts/bin/$project/${configuration,,}/$project"
  code=0
  "$program" --progress off --output Normal 2>&1 | tee "$output" || code=$?
  count() { sed -n "s/^  $1: \([0-9][0-9]*\)$/\1/p" "$output" | tail -n 1; }
  total=$(count total) good=$(count succeeded) bad=$(count failed) left=$(count skipped)
  passed=$((passed + ${good:-0})) failed=$((failed + ${bad:-0})) skipped=$((skipped + ${left:-0}))
  if [ $code != 0 ] || [ "${total:-0}" = 0 ]; then
    broken+=("$project (exit code $code, ${total:-no} tests)")
  fi
done

for project in "${broken[@]}"; do echo "test: $project failed"; done
echo "$passed passed, $failed failed, $skipped skipped"
[ ${#broken[@]} = 0 ] && [ $failed = 0 ]
