#!/usr/bin/env bash
# Measures, in one run, the time from the start of `dotnet publish` to the image in a registry on this machine, for PublishWolfiImage (with bills of materials,
# provenance and signature) and for the SDK's own PublishContainer (which makes none), as what they add to publishing alone.
# usage: eng/bench-push.sh [RUNS]          (default 15; medians of RUNS paired runs, the ways taking turns)
# Apps: the web sample, framework-dependent and self-contained. Modes: unchanged (pushed before), changed (one line more in Program.cs). Way `locked key`: signed
# by a key with a password, whose derivation from the password is what it adds to `wolfi`. Figures go to artifacts/bench/push.md.
set -euo pipefail

runs=${1:-15}
[[ $runs =~ ^[1-9][0-9]*$ ]] || { echo "usage: eng/bench-push.sh [RUNS]" >&2; exit 2; }
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$top/eng/bench-registry.sh"
begin_bench
export NUGET_PACKAGES=$work/nuget
ours=(-p:PublishWolfiImage=true -p:WolfiLockedMode=false "-p:WolfiRepository=$work/repository" "-p:WolfiKey=$work/repository/stand-in.rsa.pub")
self=(-r linux-x64 --self-contained)
declare -A base=([fd]=aspnet [sc]=runtime-deps)
ways=(publish wolfi rival locked-key)
for app in fd sc; do
  for way in "${ways[@]}"; do
    cp -r "$top/samples/WebApi" "$work/$app-$way"
    rm -rf "$work/$app-$way/bin" "$work/$app-$way/obj" "$work/$app-$way/wolfi.lock.json"
  done
done

echo "bench: first publish"
log() { "${@:2}" >"$work/$1.log" 2>&1 || { cat "$work/$1.log"; exit 1; }; }
log first dotnet publish "$work/fd-wolfi" "${common[@]}" "${ours[@]}" "-p:WolfiImageLayout=$work/first/layout"
make_bases "$work/first/layout"
NUGET_PACKAGES=$work/nuget log tool dotnet tool install Wolfi.Containers.Tool --version "$version" --source "$work/packages" --tool-path "$work/tool"
export WOLFI_KEY_PASSWORD=bench
log keys "$work/tool/dotnet-wolfi" keys new "$work/team"
key=$(ls "$work"/team*.key | head -n 1)

# ---- Measuring. The first run of each mode warms up.
measure() { # app mode way run
  local app=$1 way=$3 arguments=()
  [ $app = fd ] || arguments+=("${self[@]}")
  case $way in
    wolfi) arguments+=("${ours[@]}" "-p:ContainerRegistry=$registry" "-p:ContainerRepository=bench/$app-$way") ;;
    locked-key) arguments+=("${ours[@]}" "-p:ContainerRegistry=$registry" "-p:ContainerRepository=bench/$app-$way" "-p:WolfiSigningKey=$key") ;;
    rival) arguments+=(-t:PublishContainer "-p:ContainerBaseImage=$registry/dotnet/${base[$app]}:10.0" "-p:ContainerRegistry=$registry" "-p:ContainerRepository=bench/$app-$way") ;;
  esac
  local code=0
  /usr/bin/time -f '%e %U %S %M' -o "$work/time" dotnet publish "$work/$app-$way" "${common[@]}" "${arguments[@]}" >"$work/last.log" 2>&1 || code=$?
  [ $code = 0 ] || { cat "$work/last.log"; exit 1; }
  [ "$4" = 0 ] || echo "$app-$2 $way $4 $(tail -n 1 "$work/time")" >>"$work/samples"
}
stamp=0
for app in fd sc; do
  for mode in unchanged changed; do
    echo "bench: $app $mode"
    for run in $(seq 0 "$runs"); do
      # Each way comes first as often as the others: what runs before a run leaves its mark on it.
      for way in "${ways[@]:run % 4}" "${ways[@]:0:run % 4}"; do
        if [ $mode = changed ]; then
          stamp=$((stamp + 1))
          echo "// $stamp" >>"$work/$app-$way/Program.cs"
        fi
        measure $app $mode $way "$run"
      done
    done
  done
done

# ---- The table: medians of the differences between runs of one turn.
{
  echo "| app | mode | way | wall s | CPU s | peak MiB | adds wall s | adds CPU s | wall against PublishContainer | CPU against PublishContainer | goal |"
  echo "|---|---|---|---|---|---|---|---|---|---|---|"
  awk '
    function median(list, count,   i, j, swap) {
      for (i = 2; i <= count; i++) for (j = i; j > 1 && list[j - 1] > list[j]; j--) { swap = list[j]; list[j] = list[j - 1]; list[j - 1] = swap }
      return (count % 2) ? list[(count + 1) / 2] : (list[count / 2] + list[count / 2 + 1]) / 2
    }
    function of(mode, way, what, less,   i, list) {
      for (i = 1; i <= runs; i++) list[i] = value[mode, way, i, what] - (less == "" ? 0 : value[mode, less, i, what])
      return median(list, runs)
    }
    { value[$1, $2, $3, "wall"] = $4; value[$1, $2, $3, "cpu"] = $5 + $6; value[$1, $2, $3, "peak"] = $7 / 1024; runs = $3 > runs ? $3 : runs }
    END {
      goal["fd-unchanged"] = 0.5; goal["sc-unchanged"] = 0.1; goal["fd-changed"] = 1.0; goal["sc-changed"] = 0.3
      split("fd-unchanged fd-changed sc-unchanged sc-changed", modes, " "); split("publish rival wolfi locked-key", ways, " ")
      for (m = 1; m <= 4; m++) for (w = 1; w <= 4; w++) {
        mode = modes[m]; way = ways[w]; split(mode, parts, "-")
        printf "| %s | %s | %s | %.2f | %.2f | %.0f |", parts[1], parts[2], way, of(mode, way, "wall"), of(mode, way, "cpu"), of(mode, way, "peak")
        if (way == "publish") { print " | | | | |"; continue }
        wall = of(mode, way, "wall", "publish"); cpu = of(mode, way, "cpu", "publish")
        rwall = of(mode, "rival", "wall", "publish"); rcpu = of(mode, "rival", "cpu", "publish")
        printf " %+.2f | %+.2f | %.2f | %.2f | %s |\n", wall, cpu, rwall ? wall / rwall : 0, rcpu ? cpu / rcpu : 0, way == "wolfi" ? goal[mode] : ""
      }
    }' "$work/samples"
} | tee "$results/push.md"
