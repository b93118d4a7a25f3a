#!/usr/bin/env bash
# Packs the SDK, publishes the web sample into an image with it, runs the image with runc and asks it for a page.
# usage: eng/try.sh [--live]
#   --live   take the packages from packages.wolfi.dev instead of a stand-in made from this machine
# Needs root or sudo: to install what is missing (eng/install-tools.sh) and to run the container.
set -euo pipefail

case "${1:-}" in
  "" | --live) ;;
  *) echo "usage: eng/try.sh [--live]" >&2; exit 2 ;;
esac

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# The image is run by runc, and is to be loaded nowhere.
export WolfiLoad=false MSBUILDDISABLENODEREUSE=1 DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
root=()
[ "$(id -u)" = 0 ] || root=(sudo)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$top/eng/install-tools.sh" try

echo "try: packing the SDK"
"$top/eng/pack.sh"

source=()
if [ "${1:-}" != --live ]; then
  echo "try: making the stand-in repository"
  "$top/eng/stand-in.sh" "$work/repository"
  source=("-p:WolfiRepository=$work/repository" "-p:WolfiKey=$work/repository/stand-in.rsa.pub")
fi

# Where CI is true a build wants a key, and there is none here; elsewhere the user's development key signs.
signing=()
[ "${CI:-}" != true ] || signing=(-p:WolfiSign=false)

# A copy outside the checkout and an empty package cache: what a newcomer has.
echo "try: publishing samples/WebApi"
cp -r "$top/samples/WebApi" "$work/WebApi"
rm -rf "$work/WebApi/bin" "$work/WebApi/obj" "$work/WebApi/wolfi.lock.json"
NUGET_PACKAGES="$work/nuget" dotnet publish "$work/WebApi" "-p:RestoreAdditionalProjectSources=$top/artifacts/packages" \
  -p:PublishWolfiImage=true -p:WolfiLockedMode=false "-p:WolfiImageLayout=$work/layout" "${source[@]}" "${signing[@]}"

echo "try: running the image: its own user, read-only root, no capabilities, loopback only"
dotnet msbuild "$top/tests/RunImage/RunImage.csproj" -restore -nologo -v:quiet -p:Configuration=Release
"${root[@]}" "$(command -v dotnet)" "$top/artifacts/bin/RunImage/release/RunImage.dll" "$work/layout" 8080
