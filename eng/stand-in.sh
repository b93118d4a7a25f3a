#!/usr/bin/env bash
# Makes the stand-in: a signed APK repository out of this machine's libraries and .NET runtimes (tests/StandIn/README.md).
# usage: eng/stand-in.sh DIR [--key FILE]
set -euo pipefail

[ $# -ge 1 ] || { echo "usage: eng/stand-in.sh DIR [--key FILE]" >&2; exit 2; }
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export MSBUILDDISABLENODEREUSE=1

dotnet msbuild "$top/tests/StandIn/StandIn.csproj" -restore -nologo -v:quiet -p:Configuration=Release >&2
exec dotnet "$top/artifacts/bin/StandIn/release/StandIn.dll" "$@"
