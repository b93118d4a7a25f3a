#!/usr/bin/env bash
# Prints which share of a publish evidence is, for a project with 300 NuGet packages (small ones, made on the spot into a local feed): the time that
# the build's process is about tracing files and making documents, by its own clock, against the time of `dotnet publish` without an image.
# usage: eng/bench-evidence.sh [RUNS]      (default 3; medians). Figures go to artifacts/bench/evidence.md. The goal is 15 %; more ends with 1.
# Cold: nothing is remembered of any archive. Warm: a line of the program was changed, and the packages' archives are known.
set -euo pipefail

runs=${1:-3}
[[ $runs =~ ^[1-9][0-9]*$ ]] || { echo "usage: eng/bench-evidence.sh [RUNS]" >&2; exit 2; }
packages=300 goal=15
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
results=$top/artifacts/bench
mkdir -p "$results"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

"$top/eng/install-tools.sh" try
echo "bench: packing the SDK, making the stand-in repository and $packages NuGet packages"
version=0.1.0-bench.$$
WOLFI_VERSION=$version "$top/eng/pack.sh" "$work/packages" >"$work/pack.log" 2>&1 || { cat "$work/pack.log"; exit 1; }
"$top/eng/stand-in.sh" "$work/repository" >"$work/stand-in.log"
dotnet build "$top/tests/Benchmarks" -c Release -v q >"$work/build.log" || { cat "$work/build.log"; exit 1; }
"$top/artifacts/bin/Benchmarks/release/Benchmarks" feed "$work/feed" "$work/project" $packages
export NUGET_PACKAGES=$work/nuget XDG_CACHE_HOME=$work/cache XDG_DATA_HOME=$work/data
common=(-c Release -p:UseSharedCompilation=false -p:WolfiContainersSdkVersion=$version "-p:RestoreSources=$work/feed;$work/packages" -p:NuGetAudit=false)
image=(-p:PublishWolfiImage=true -p:WolfiLockedMode=false -p:WolfiSign=false "-p:WolfiRepository=$work/repository" "-p:WolfiKey=$work/repository/stand-in.rsa.pub")
publish() { dotnet publish "$work/project" "${common[@]}" "$@" >"$work/last.log" 2>&1 || { cat "$work/last.log"; exit 1; }; }

echo "bench: first publish"
publish
publish "${image[@]}"
evidence() { # cold|warm
  publish "${image[@]}" -fileLogger "-fileLoggerParameters:Verbosity=detailed;LogFile=$work/detailed.log"
  sed -n 's/.*Tracing files took \([0-9]*\) ms, making documents \([0-9]*\) ms\..*/\1 \2/p' "$work/detailed.log" | tail -n 1 >"$work/line"
  awk '{ print $1 }' "$work/line" >>"$work/$1-tracing"
  awk '{ print $2 }' "$work/line" >>"$work/$1-documents"
  awk '{ print $1 + $2 }' "$work/line" >>"$work/$1"
}
for run in $(seq "$runs"); do
  echo "bench: run $run"
  echo "// $run" >>"$work/project/Program.cs"
  /usr/bin/time -f %e -o "$work/time" dotnet publish "$work/project" "${common[@]}" >"$work/last.log" 2>&1 || { cat "$work/last.log"; exit 1; }
  awk '{ printf "%.0f\n", 1000 * $1 }' "$work/time" >>"$work/plain"
  rm -rf "$XDG_CACHE_HOME"
  echo "// cold $run" >>"$work/project/Program.cs"
  evidence cold
  echo "// warm $run" >>"$work/project/Program.cs"
  evidence warm
done

median() { sort -n "$work/$1" | awk '{ v[NR] = $1 } END { print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
for what in cold warm; do [ "$(wc -l <"$work/$what")" = "$runs" ] || { echo "bench: the build did not tell its time for evidence." >&2; exit 1; }; done
table() { for part in "" -tracing -documents; do median "$1$part"; done | tr '\n' ' '; }
plain=$(median plain) cold=$(median cold)
bills=$(find "$work/project" -name image.cdx.json)
found=$(grep -o '"purl":"pkg:nuget/Small.Package[0-9]*@[^"]*"' "$bills" | sort -u | wc -l)
[ "$found" = $packages ] || { echo "bench: the bill of materials names $found of $packages packages." >&2; exit 1; }
{
  echo "| | ms | tracing ms | documents ms | share of the publish |"
  echo "|---|---|---|---|---|"
  printf '| publish of %s packages, without an image | %.0f | | | |\n' $packages "$plain"
  for what in cold warm; do
    table $what | awk -v p="$plain" -v w="$([ $what = cold ] && echo read || echo known)" '{ printf "| evidence, archives %s | %.0f | %.0f | %.0f | %.1f %% |\n", w, $1, $2, $3, 100 * $1 / p }'
  done
} | tee "$results/evidence.md"
awk -v p="$plain" -v c="$cold" 'BEGIN { exit (100 * c / p < '$goal') ? 0 : 1 }' || { echo "bench: evidence takes $goal % of the publish or more." >&2; exit 1; }
