#!/usr/bin/env bash
# Measures, in one run, what `dotnet-wolfi resolve` takes over an index of Wolfi's size, as a whole process: cold (nothing in the cache), cold with --no-cache
# and warm (the parsed index in the cache), against a plain `gunzip -c` of the same file and an empty .NET program; and warm within a process that goes on.
# usage: eng/bench-engine.sh [RUNS]        (default 9; each figure is the median of RUNS runs, the ways taking turns)
# The index is ../shared/data/wolfi-index/x86_64/APKINDEX.tar.gz (WOLFI_SHARED names another shared folder). Figures go to artifacts/bench/engine.md.
set -euo pipefail

runs=${1:-9}
[[ $runs =~ ^[1-9][0-9]*$ ]] || { echo "usage: eng/bench-engine.sh [RUNS]" >&2; exit 2; }
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
index=${WOLFI_SHARED:-$top/../shared}/data/wolfi-index/x86_64/APKINDEX.tar.gz
[ -f "$index" ] || { echo "bench: not run: $index is absent"; exit 0; }
results=$top/artifacts/bench
mkdir -p "$results"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

echo "bench: packing and installing the tool"
version=0.1.0-bench.$$
WOLFI_VERSION=$version "$top/eng/pack.sh" "$work/packages" >"$work/pack.log" 2>&1 || { cat "$work/pack.log"; exit 1; }
NUGET_PACKAGES=$work/nuget dotnet tool install Wolfi.Containers.Tool --version "$version" --source "$work/packages" --tool-path "$work/tool" >"$work/install.log" || { cat "$work/install.log"; exit 1; }
echo "bench: building the empty program and the one that measures in its own process"
mkdir "$work/empty"
echo 'return 0;' >"$work/empty/Program.cs"
cat >"$work/empty/empty.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
</Project>
XML
dotnet build "$work/empty" -c Release -v q -o "$work/empty/out" >"$work/build.log" || { cat "$work/build.log"; exit 1; }
dotnet build "$top/tests/Benchmarks" -c Release -v q >"$work/build.log" || { cat "$work/build.log"; exit 1; }

# ---- Measuring. The caches are this run's own.
export XDG_CACHE_HOME=$work/cache XDG_DATA_HOME=$work/data
world=(aspnet-10-runtime ca-certificates-bundle tzdata wolfi-baselayout)
resolve=("$work/tool/dotnet-wolfi" resolve "${world[@]}" --repository "$index" --arch x86_64 --allow-untrusted --json)
run() { # way
  case $1 in
    gunzip) gunzip -c "$index" ;;
    empty) "$work/empty/out/empty" ;;
    no-cache) "${resolve[@]}" --no-cache ;;
    cold | warm) "${resolve[@]}" ;;
  esac
}
ways=(gunzip empty cold no-cache warm)
TIMEFORMAT='%3R %3U %3S'
echo "bench: measuring"
for turn in $(seq 0 "$runs"); do
  for way in "${ways[@]}"; do
    [ $way != cold ] || rm -rf "$work/cache"
    { time run $way >"$work/answer.$way" 2>"$work/error.$way"; } 2>"$work/time" || { cat "$work/error.$way"; exit 1; }
    # The first turn warms up.
    [ "$turn" = 0 ] || echo "$way $(cat "$work/time")" >>"$work/samples"
  done
done
cmp "$work/answer.cold" "$work/answer.warm"
peak() { /usr/bin/time -f %M -o "$work/peak" "${resolve[@]}" >/dev/null 2>&1 && awk '{ printf "%.0f", $1 / 1024 }' "$work/peak"; }
warmPeak=$(peak)
rm -rf "$work/cache"
coldPeak=$(peak)
read -r first median lockedFirst lockedMedian < <("$top/artifacts/bin/Benchmarks/release/Benchmarks" "$index" $((runs * 3)) "${world[@]}")

# ---- The table.
median() { awk -v w="$1" -v c="$2" '$1 == w { print (c == "cpu") ? $3 + $4 : $2 }' "$work/samples" | sort -n | awk '{ v[NR] = $1 } END { print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
{
  echo "| way | wall s | CPU s | wall against gunzip | CPU against gunzip |"
  echo "|---|---|---|---|---|"
  for way in "${ways[@]}"; do
    echo "$way $(median $way wall) $(median $way cpu) $(median gunzip wall) $(median gunzip cpu)"
  done | awk '{ printf "| %s | %.3f | %.3f | %.2f | %.2f |\n", $1, $2, $3, $2 / $4, $3 / $5 }'
  echo
  echo "Peak memory: cold $coldPeak MiB, warm $warmPeak MiB. Warm within a process: first $first ms, median $median ms; from a lock file, without hashing packages: first $lockedFirst ms, median $lockedMedian ms."
} | tee "$results/engine.md"
