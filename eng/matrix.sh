#!/usr/bin/env bash
# Publishes every sample of tests/EndToEnd/Apps in every way, runs each image, and runs it again without each of its packages in turn;
# tests/EndToEnd/Goldens/matrix.verified.txt has what must come out. The tests of continuous integration take a part of it.
# usage: eng/matrix.sh        (a quarter of an hour on two processors; WOLFI_ACCEPT_GOLDENS=1 writes the golden anew)
# Needs root, runc, and g++ for the native samples.
set -euo pipefail

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export MSBUILDDISABLENODEREUSE=1 DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 PATH="$PATH:/usr/sbin:/sbin" WOLFI_MATRIX=all
"$top/eng/install-tools.sh" all
dotnet msbuild "$top/tests/EndToEnd/EndToEnd.csproj" -restore -nologo -v:quiet -p:Configuration=Release
exec "$top/artifacts/bin/EndToEnd/release/EndToEnd" --filter "FullyQualifiedName~Matrix_of_needs" --progress off --ansi off
