#!/usr/bin/env bash
# Builds everything and runs every test project (or only those named); the last line sums them up.
# usage: eng/test.sh [PROJECT…]        such as: eng/test.sh Wolfi.Apk.Tests
# Tools that are missing are installed first (eng/install-tools.sh says which), which needs root or sudo. The end-to-end tests need
# root: with CI=true they must run; elsewhere they are left out where they can't, and that is said.
# A project that runs no test fails.
set -euo pipefail

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export MSBUILDDISABLENODEREUSE=1 DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 PATH="$PATH:/usr/sbin:/sbin"

lacking() {
  [ "$(id -u)" = 0 ] || echo "root"
  for tool in runc skopeo umoci docker-registry dockerd docker podman pkcs11-tool softhsm2-util g++; do command -v $tool >/dev/null || echo $tool; done
}

if [ "$(id -u)" = 0 ] || [ "${CI:-}" = true ] || command -v sudo >/dev/null; then
  "$top/eng/install-tools.sh"
fi

projects=("$@")
if [ ${#projects[@]} = 0 ]; then
  for folder in "$top"/tests/*.Tests; do projects+=("$(basename "$folder")"); done
  lacks=$(lacking | paste -sd ' ')
  if [ "${CI:-}" = true ] || [ -z "$lacks" ]; then
    projects+=(EndToEnd)
  else
    echo "test: EndToEnd is left out, for want of: $lacks"
  fi
fi

echo "test: building"
if ! dotnet msbuild "$top/Wolfi.Containers.Sdk.sln" -restore -nologo -v:quiet -p:Configuration=Release; then
  echo "0 passed, 0 failed, 0 skipped: the build failed"
  exit 1
fi

passed=0 failed=0 skipped=0 broken=()
output=$(mktemp)
trap 'rm -f "$output"' EXIT
count() { sed -n "s/^  $1: \([0-9][0-9]*\)$/\1/p" "$output" | tail -n 1; }
for project in "${projects[@]}"; do
  echo "test: $project"
  code=0
  "$top/artifacts/bin/$project/release/$project" --progress off --ansi off 2>&1 | tee "$output" || code=$?
  total=$(count total) good=$(count succeeded) bad=$(count failed) left=$(count skipped)
  passed=$((passed + ${good:-0})) failed=$((failed + ${bad:-0})) skipped=$((skipped + ${left:-0}))
  if [ $code != 0 ] || [ "${total:-0}" = 0 ]; then
    broken+=("$project (exit code $code, ${total:-no} tests)")
  fi
done

for project in "${broken[@]}"; do echo "test: failed: $project"; done
echo "$passed passed, $failed failed, $skipped skipped"
[ ${#broken[@]} = 0 ] && [ $failed = 0 ]
