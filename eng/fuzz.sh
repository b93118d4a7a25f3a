#!/usr/bin/env bash
# Feeds changed inputs to the readers of packages, indexes, versions and atoms and to the solver, for longer than the tests do.
# usage: eng/fuzz.sh [SECONDS]        (default 600, shared out among the targets)
# A failure names the input by its number and shows its bytes.
set -euo pipefail

seconds=${1:-600}
[[ $seconds =~ ^[1-9][0-9]*$ ]] || { echo "usage: eng/fuzz.sh [SECONDS]" >&2; exit 2; }
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1 WOLFI_FUZZ_SECONDS=$seconds
dotnet build "$top/tests/Wolfi.Apk.Tests" -c Release -nologo -v:quiet
exec "$top/artifacts/bin/Wolfi.Apk.Tests/release/Wolfi.Apk.Tests" --progress off --ansi off --output Detailed --filter "FullyQualifiedName~.Fuzzing."
