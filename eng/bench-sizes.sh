#!/usr/bin/env bash
# Prints how large the image of the web sample is for each way to publish it, from the stand-in's packages, beside the framework-dependent one;
# and what finding the needs of the self-contained one takes within a process that goes on (processor time, medians of 9).
# usage: eng/bench-sizes.sh         Figures go to artifacts/bench/sizes.md. Native code takes a C compiler.
set -euo pipefail

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
results=$top/artifacts/bench
mkdir -p "$results"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export WolfiLoad=false DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

"$top/eng/install-tools.sh" try
echo "bench: packing the SDK and making the stand-in repository"
version=0.1.0-bench.$$
WOLFI_VERSION=$version "$top/eng/pack.sh" "$work/packages" >"$work/pack.log" 2>&1 || { cat "$work/pack.log"; exit 1; }
"$top/eng/stand-in.sh" "$work/repository" >"$work/stand-in.log"
dotnet build "$top/tests/Benchmarks" -c Release -v q >"$work/build.log" || { cat "$work/build.log"; exit 1; }
export NUGET_PACKAGES=$work/nuget XDG_CACHE_HOME=$work/cache XDG_DATA_HOME=$work/data

self=(-r linux-x64 --self-contained)
native=(-r linux-x64 -p:PublishAot=true -p:CppCompilerAndLinker=gcc)
measure() { # name argument…
  local copy=$work/$1
  cp -r "$top/samples/WebApi" "$copy"
  rm -rf "$copy/bin" "$copy/obj" "$copy/wolfi.lock.json"
  dotnet publish "$copy" -c Release -p:UseSharedCompilation=false -p:WolfiContainersSdkVersion=$version "-p:RestoreAdditionalProjectSources=$work/packages" \
    -p:PublishWolfiImage=true -p:WolfiLockedMode=false "-p:WolfiRepository=$work/repository" "-p:WolfiKey=$work/repository/stand-in.rsa.pub" \
    -p:SuppressTrimAnalysisWarnings=true "-p:WolfiImageLayout=$copy-image/layout" "${@:2}" >"$copy.log" 2>&1 || { cat "$copy.log"; exit 1; }
  sed -n 's/.* \([0-9]*\) layers, \([0-9]*\) packages, \([0-9.]*\) MB.*/'"$1"' \1 \2 \3/p' "$copy.log" >>"$work/sizes"
}
echo "bench: publishing"
measure framework-dependent
measure self-contained "${self[@]}"
measure single-file "${self[@]}" -p:PublishSingleFile=true
measure trimmed "${self[@]}" -p:PublishTrimmed=true
measure trimmed-invariant "${self[@]}" -p:PublishTrimmed=true -p:InvariantGlobalization=true
measure native-aot "${native[@]}"
measure native-aot-invariant "${native[@]}" -p:InvariantGlobalization=true
measure static-native-aot-invariant "${native[@]}" -p:InvariantGlobalization=true -p:StaticExecutable=true -p:PositionIndependentExecutable=false
read -r files first again < <("$top/artifacts/bin/Benchmarks/release/Benchmarks" scan "$work/self-contained/bin/Release/net10.0/linux-x64/publish" 9)
{
  echo "| way to publish | layers | packages | MB | of framework-dependent |"
  echo "|---|---|---|---|---|"
  awk 'NR == 1 { whole = $4 } { printf "| %s | %s | %s | %.1f | %.0f %% |\n", $1, $2, $3, $4, 100 * $4 / whole }' "$work/sizes"
  echo
  echo "Needs of the self-contained one, $files files: $first ms when all are read, $again ms when their content is known (processor time)."
} | tee "$results/sizes.md"
