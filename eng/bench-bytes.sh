#!/usr/bin/env bash
# Counts, in one run, what a registry on this machine stores anew after a one-line change, for PublishWolfiImage (bills of materials, provenance and signatures
# included) and for the SDK's own PublishContainer: a self-contained web app, a framework-dependent one with ordinary NuGet dependencies, and the bare template.
# usage: eng/bench-bytes.sh                Figures go to artifacts/bench/bytes.md. The NuGet dependencies come from the machine's package sources.
set -euo pipefail

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$top/eng/bench-registry.sh"
begin_bench
dependencies='<PackageReference Include="Newtonsoft.Json" Version="13.0.3" /><PackageReference Include="Dapper" Version="2.1.35" /><PackageReference Include="Npgsql" Version="8.0.3" /><PackageReference Include="CsvHelper" Version="33.0.1" /><PackageReference Include="YamlDotNet" Version="16.0.0" /><PackageReference Include="Microsoft.CodeAnalysis.CSharp" Version="4.14.0" />'

publish() { # app way
  local arguments=() base=aspnet
  if [ "$1" = self-contained ]; then
    arguments+=(-r linux-x64 --self-contained)
    base=runtime-deps
  fi
  if [ "$2" = wolfi ]; then
    arguments+=(-p:PublishWolfiImage=true -p:WolfiLockedMode=false "-p:WolfiRepository=$work/repository" "-p:WolfiKey=$work/repository/stand-in.rsa.pub" "-p:WolfiImageLayout=$work/$1-image/layout")
  else
    arguments+=(-t:PublishContainer "-p:ContainerBaseImage=$registry/dotnet/$base:10.0")
  fi
  dotnet publish "$work/$1-$2" "${common[@]}" "${arguments[@]}" "-p:ContainerRegistry=$registry" "-p:ContainerRepository=bench/$1-$2" >"$work/last.log" 2>&1 || { cat "$work/last.log"; exit 1; }
}

apps=(self-contained dependencies template)
for app in "${apps[@]}"; do
  for way in wolfi rival; do
    copy=$work/$app-$way
    cp -r "$top/samples/WebApi" "$copy"
    rm -rf "$copy/bin" "$copy/obj" "$copy/wolfi.lock.json"
    [ $app != dependencies ] || sed -i "s#</ItemGroup>#$dependencies</ItemGroup>#" "$copy/WebApi.csproj"
  done
done
echo "bench: first publish"
publish template wolfi
make_bases "$work/template-image/layout"

{
  echo "| app | PublishContainer sends | this sends | of it | goal |"
  echo "|---|---|---|---|---|"
  for app in "${apps[@]}"; do
    for way in rival wolfi; do
      publish $app $way
      echo "// one line more" >>"$work/$app-$way/Program.cs"
      before=$(registry_bytes)
      publish $app $way
      declare sent_$way=$(($(registry_bytes) - before))
    done
    case $app in
      self-contained) goal="below 1 MB and 2 %" share=2 ;;
      dependencies) goal="below 1 MB and 10 %" share=10 ;;
      template) goal="below 1 MB" share=0 ;;
    esac
    awk -v app=$app -v r=$sent_rival -v w=$sent_wolfi -v goal="$goal" -v share=$share 'BEGIN {
      printf "| %s | %d | %d | %.2f %% | %s%s |\n", app, r, w, 100 * w / r, goal, (w < 1000000 && (share == 0 || 100 * w <= share * r)) ? "" : ": MISSED" }'
  done
} | tee "$results/bytes.md"
! grep -q MISSED "$results/bytes.md"
