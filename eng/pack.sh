#!/usr/bin/env bash
# Leaves the NuGet packages in artifacts/packages (or in the folder given): the same bytes from every checkout of one commit.
# WOLFI_VERSION=1.2.3-try.4 gives them a version of their own.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
output="${1:-$root/artifacts/packages}"
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
version=()
if [[ -n "${WOLFI_VERSION:-}" ]]; then
  version=("-p:WolfiVersion=$WOLFI_VERSION")
fi

for project in Wolfi.Containers.Sdk Wolfi.Containers.Tool; do
  dotnet pack "$root/src/$project/$project.csproj" -c Release -v q -o "$output" "${version[@]}"
done
ls "$output"/*.nupkg
