#!/usr/bin/env bash
# Measures `dotnet wolfi verify` of the web sample's layout against hashing its blobs with sha256sum and inflating its layers with gunzip,
# one after the other, in the same run.
# usage: eng/bench-verify.sh [RUNS]        (default 5; each figure is the median of RUNS runs, both taking turns)
#        eng/bench-verify.sh RUNS LAYOUT KEY   (a layout that is there, and the key of its packages)
# Figures go to artifacts/bench/verify.md.
set -euo pipefail

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
runs=${1:-5}
[[ $runs =~ ^[1-9][0-9]*$ && ($# -le 1 || $# -eq 3) ]] || { echo "usage: eng/bench-verify.sh [RUNS [LAYOUT KEY]]" >&2; exit 2; }
results=$top/artifacts/bench
mkdir -p "$results"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export WolfiLoad=false DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

layout=${2:-$work/layout}
key=${3:-$work/repository/stand-in.rsa.pub}
if [ $# -lt 3 ]; then
  echo "bench: packing, making the stand-in repository and publishing the web sample"
  "$top/eng/pack.sh" >"$work/pack.log" 2>&1 || { cat "$work/pack.log"; exit 1; }
  "$top/eng/stand-in.sh" "$work/repository" >"$work/stand-in.log"
  cp -r "$top/samples/WebApi" "$work/WebApi"
  rm -rf "$work/WebApi/bin" "$work/WebApi/obj" "$work/WebApi/wolfi.lock.json"
  NUGET_PACKAGES=$work/nuget dotnet publish "$work/WebApi" -c Release "-p:RestoreAdditionalProjectSources=$top/artifacts/packages" -p:PublishWolfiImage=true \
    -p:WolfiLockedMode=false "-p:WolfiRepository=$work/repository" "-p:WolfiKey=$key" "-p:WolfiImageLayout=$layout" >"$work/publish.log" || { cat "$work/publish.log"; exit 1; }
fi

# The tool as it is shipped for this machine: compiled ahead of time.
dotnet publish "$top/src/Wolfi.Containers.Tool" -c Release -r linux-x64 --self-contained false -p:PublishReadyToRun=true -o "$work/tool" >"$work/tool.log" || { cat "$work/tool.log"; exit 1; }

baseline() {
  sha256sum "$layout"/blobs/sha256/* >/dev/null
  for blob in "$layout"/blobs/sha256/*; do
    if [ "$(head -c 2 "$blob" | od -An -tx1 | tr -d ' ')" = 1f8b ]; then gunzip -c <"$blob" >/dev/null; fi
  done
}
verify() { dotnet exec "$work/tool/dotnet-wolfi.dll" verify "$layout" --no-signature --package-key "$key" >"$work/verify.log" 2>&1 || { cat "$work/verify.log"; exit 1; }; }

TIMEFORMAT='%R %U %S'
for run in $(seq 0 "$runs"); do
  for way in baseline verify; do
    { time $way; } 2>"$work/time"
    # The first run warms up.
    [ "$run" = 0 ] || echo "$way $(tail -n 1 "$work/time")" >>"$work/samples"
  done
done

median() { awk -v w="$1" '$1 == w { print $2 }' "$work/samples" | sort -n | awk '{ v[NR] = $1 } END { print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
awk -v b="$(median baseline)" -v v="$(median verify)" -v n="$(du -sb "$layout/blobs" | cut -f1)" 'BEGIN {
  print "| blobs, bytes | sha256sum and gunzip, s | verify, s | ratio | goal |"
  print "|---|---|---|---|---|"
  printf "| %d | %.2f | %.2f | %.2f | below 1.5 |\n", n, b, v, v / b
}' | tee "$results/verify.md"
