#!/usr/bin/env bash
# Kills builds at random moments (SIGKILL to all that each has started), two at a time on one package cache, and checks after each that the last
# image is whole, that the cache verifies, and that the next build succeeds. Then it runs eight builds at once on one empty cache.
# usage: eng/kill.sh [COUNT] [SEED]     (default 200; the seed that chooses the moments is printed)
# Needs root, as the other end-to-end tests do, of which these are two: .ci/run kills 20 builds.
set -euo pipefail

count=${1:-200} seed=${2:-}
[[ $count =~ ^[1-9][0-9]*$ && $seed =~ ^[0-9]*$ ]] || { echo "usage: eng/kill.sh [COUNT] [SEED]" >&2; exit 2; }
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export MSBUILDDISABLENODEREUSE=1 DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

"$top/eng/install-tools.sh" try
dotnet msbuild "$top/tests/EndToEnd/EndToEnd.csproj" -restore -nologo -v:quiet -p:Configuration=Release
WOLFI_KILLS=$count WOLFI_KILL_SEED=$seed "$top/artifacts/bin/EndToEnd/release/EndToEnd" --progress off --ansi off --no-banner --output detailed \
  --filter "FullyQualifiedName~Interrupted_builds.Builds_killed|FullyQualifiedName~Interrupted_builds.Eight_builds"
