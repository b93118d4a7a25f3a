#!/usr/bin/env bash
# Measures, in one run, the time that PublishWolfiImage adds to `dotnet publish` of the web sample, for this machine's platform (wolfi) and for linux-x64 and
# linux-arm64 (both), against what the SDK's own PublishContainer adds (rival), which writes an archive for one platform from a base image in a registry here.
# usage: eng/bench.sh [RUNS]               (default 5; each figure is the median of RUNS runs, the four ways taking turns; then the package engine)
#        eng/bench.sh push [RUNS]          (time from start to image in a registry: eng/bench-push.sh)
#        eng/bench.sh bytes                (what a one-line change sends: eng/bench-bytes.sh)
#        eng/bench.sh sizes         (the image's size for each way to publish, and the time of scanning: eng/bench-sizes.sh)
#        eng/bench.sh engine [RUNS]        (the package engine alone: eng/bench-engine.sh)
#        eng/bench.sh verify [RUNS]        (verification alone: eng/bench-verify.sh)
#        eng/bench.sh evidence [RUNS]      (the share of a publish that evidence is, with 300 NuGet packages: eng/bench-evidence.sh)
# Modes: unchanged (published before), changed (one line more in Program.cs), cold (changed, and both tools' caches empty).
# Needs root or sudo only to install what is missing (eng/install-tools.sh). Figures go to artifacts/bench/results.md.
set -euo pipefail

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
[ "${1:-}" != sizes ] || exec "$top/eng/bench-sizes.sh"
[ "${1:-}" != push ] || exec "$top/eng/bench-push.sh" "${@:2}"
[ "${1:-}" != bytes ] || exec "$top/eng/bench-bytes.sh"
[ "${1:-}" != engine ] || exec "$top/eng/bench-engine.sh" "${@:2}"
[ "${1:-}" != verify ] || exec "$top/eng/bench-verify.sh" "${@:2}"
[ "${1:-}" != evidence ] || exec "$top/eng/bench-evidence.sh" "${@:2}"
runs=${1:-5}
[[ $runs =~ ^[1-9][0-9]*$ ]] || { echo "usage: eng/bench.sh [push|bytes|engine|verify|sizes|evidence] [RUNS]" >&2; exit 2; }
results=$top/artifacts/bench
mkdir -p "$results"
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill $server 2>/dev/null || true; rm -rf "$work"' EXIT
export WolfiLoad=false DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

"$top/eng/install-tools.sh" all
echo "bench: packing the SDK and making the stand-in repository"
"$top/eng/pack.sh" >"$work/pack.log" 2>&1 || { cat "$work/pack.log"; exit 1; }
"$top/eng/stand-in.sh" "$work/repository" >"$work/stand-in.log"

# ---- The sample, one copy for each way (an image is compiled with a path map of its own), with caches that only this run uses.
for way in publish wolfi both rival; do
  cp -r "$top/samples/WebApi" "$work/$way"
  rm -rf "$work/$way/bin" "$work/$way/obj" "$work/$way/wolfi.lock.json"
done
export NUGET_PACKAGES=$work/nuget XDG_CACHE_HOME=$work/cache XDG_DATA_HOME=$work/data TMPDIR=$work/tmp
mkdir -p "$TMPDIR"
common=(-c Release -p:UseSharedCompilation=false "-p:RestoreAdditionalProjectSources=$top/artifacts/packages")
# Not signed: the SDK's own images are not either.
image=(-p:PublishWolfiImage=true -p:WolfiLockedMode=false -p:WolfiSign=false "-p:WolfiRepository=$work/repository" "-p:WolfiKey=$work/repository/stand-in.rsa.pub")
ours=("${image[@]}" "-p:WolfiImageLayout=$work/ours/layout")
both=("${image[@]}" "-p:WolfiImageLayout=$work/ours-both/layout" "-p:ContainerRuntimeIdentifiers=linux-x64 linux-arm64")
echo "bench: first publish"
dotnet publish "$work/wolfi" "${common[@]}" "${ours[@]}" >"$work/first.log" || { cat "$work/first.log"; exit 1; }

# ---- A registry on loopback with a base image of the same files.
. "$top/eng/bench-registry.sh"
start_registry
echo "bench: making the base image"
make_bases "$work/ours/layout"
export DOTNET_CONTAINER_INSECURE_REGISTRIES=$registry
rival=(-t:PublishContainer "-p:ContainerBaseImage=$registry/dotnet/aspnet:10.0" -p:ContainerRepository=bench/web "-p:ContainerArchiveOutputPath=$work/rival.tar.gz")

# ---- Measuring.
measure() { # mode way run argument…
  local code=0
  /usr/bin/time -f '%e %U %S %M' -o "$work/time" dotnet publish "$work/$2" "${common[@]}" "${@:4}" >"$work/last.log" 2>&1 || code=$?
  [ $code = 0 ] || { cat "$work/last.log"; exit 1; }
  # The first run of each mode warms up.
  [ "$3" = 0 ] || echo "$1 $2 $(tail -n 1 "$work/time")" >>"$work/samples"
}
stamp=0
for mode in unchanged changed cold; do
  echo "bench: $mode"
  for run in $(seq 0 "$runs"); do
    for way in publish wolfi both rival; do
      if [ $mode != unchanged ]; then
        stamp=$((stamp + 1))
        echo "// $stamp" >>"$work/$way/Program.cs"
      fi
      if [ $mode = cold ]; then
        rm -rf "$XDG_CACHE_HOME" "$XDG_DATA_HOME" "$TMPDIR" "$work/ours" "$work/ours-both" "$work/rival.tar.gz"
        mkdir -p "$TMPDIR"
      fi
      case $way in
        publish) measure $mode $way "$run" ;;
        wolfi) measure $mode $way "$run" "${ours[@]}" ;;
        both) measure $mode $way "$run" "${both[@]}" ;;
        rival) measure $mode $way "$run" "${rival[@]}" ;;
      esac
    done
  done
done

# ---- The table: medians, and what each way adds to publishing alone.
median() { awk -v m="$1" -v w="$2" -v c="$3" '$1 == m && $2 == w { print (c == "cpu") ? $4 + $5 : (c == "peak") ? $6 / 1024 : $3 }' "$work/samples" | sort -n | awk '{ v[NR] = $1 } END { print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
{
  echo "| mode | way | wall s | CPU s | peak MiB | adds wall s | adds CPU s | wall against PublishContainer | CPU against PublishContainer |"
  echo "|---|---|---|---|---|---|---|---|---|"
  for mode in unchanged changed cold; do
    for way in publish wolfi both rival; do
      for what in wall cpu peak; do printf '%s ' "$(median $mode $way $what)"; done
      for what in wall cpu; do printf '%s %s ' "$(median $mode publish $what)" "$(median $mode rival $what)"; done
      echo "$mode $way"
    done
  done | awk '{
    wall = $1 - $4; cpu = $2 - $6; rwall = $5 - $4; rcpu = $7 - $6
    printf "| %s | %s | %.2f | %.2f | %.0f |", $8, $9, $1, $2, $3
    if ($9 == "publish") print " | | | |"
    else printf " %+.2f | %+.2f | %s | %s |\n", wall, cpu, (rwall > 0) ? sprintf("%.2f", wall / rwall) : "-", (rcpu > 0) ? sprintf("%.2f", cpu / rcpu) : "-"
  }'
} | tee "$results/results.md"

"$top/eng/bench-engine.sh"
"$top/eng/bench-verify.sh" "$runs"
