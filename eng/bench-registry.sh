# For sourcing by eng/bench-*.sh, which have set $top: what measurements with a registry begin with, and a Debian docker-registry on loopback, with base images for
# the SDK's own PublishContainer that hold the files of an image of ours, in layers as such base images have.

# begin_bench: packs the SDK ($version), makes the stand-in repository and starts $registry, all below $work, which goes when the script ends. Results go to $results;
# every publish takes the arguments ${common[@]}.
begin_bench() {
  results=$top/artifacts/bench
  mkdir -p "$results"
  work=$(mktemp -d)
  server=
  trap '[ -z "$server" ] || kill $server 2>/dev/null || true; rm -rf "$work"' EXIT
  export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
  "$top/eng/install-tools.sh" all
  echo "bench: packing the SDK and making the stand-in repository"
  version=0.1.0-bench.$$
  WOLFI_VERSION=$version "$top/eng/pack.sh" "$work/packages" >"$work/pack.log" 2>&1 || { cat "$work/pack.log"; exit 1; }
  "$top/eng/stand-in.sh" "$work/repository" >"$work/stand-in.log"
  export XDG_CACHE_HOME=$work/cache XDG_DATA_HOME=$work/data TMPDIR=$work/tmp
  mkdir -p "$TMPDIR"
  start_registry
  export DOTNET_CONTAINER_INSECURE_REGISTRIES=$registry
  common=(-c Release -p:UseSharedCompilation=false "-p:WolfiContainersSdkVersion=$version" "-p:RestoreAdditionalProjectSources=$work/packages")
}

start_registry() {
  local port=$((20000 + $$ % 20000))
  registry=127.0.0.1:$port
  cat >"$work/registry.yml" <<YAML
version: 0.1
log: {level: error, accesslog: {disabled: true}}
storage: {filesystem: {rootdirectory: $work/registry}}
http: {addr: "$registry"}
YAML
  docker-registry serve "$work/registry.yml" >"$work/registry.log" 2>&1 &
  server=$!
  for _ in $(seq 100); do curl -fs "http://$registry/v2/" >/dev/null && return; sleep 0.1; done
  cat "$work/registry.log"
  exit 1
}

# Bytes of all that the registry holds: blobs, manifests and lists, each once.
registry_bytes() { find "$work/registry/docker/registry/v2/blobs" -name data -printf '%s\n' 2>/dev/null | awk '{ sum += $1 } END { printf "%d", sum }'; }

# make_bases LAYOUT: $registry/dotnet/aspnet:10.0 and, without the runtime, $registry/dotnet/runtime-deps:10.0.
make_bases() {
  umoci unpack --image "$1:latest" "$work/bundle"
  local root=$work/bundle/rootfs shared=usr/share/dotnet/shared base layer
  tarball() { tar --sort=name --mtime=@315532800 --owner=0 --group=0 --numeric-owner -C "$root" -cf "$work/$1.tar" "${@:2}"; }
  tarball deps --exclude=./app --exclude=./usr/share/dotnet .
  tarball runtime --exclude="$shared/Microsoft.AspNetCore.App" usr/share/dotnet
  tarball aspnet "$shared/Microsoft.AspNetCore.App"
  umoci init --layout "$work/base"
  for base in runtime-deps:deps "aspnet:deps runtime aspnet"; do
    umoci new --image "$work/base:${base%%:*}"
    for layer in ${base#*:}; do umoci raw add-layer --image "$work/base:${base%%:*}" "$work/$layer.tar"; done
    umoci config --image "$work/base:${base%%:*}" --architecture amd64 --os linux --config.env PATH=/usr/bin:/bin --config.env ASPNETCORE_HTTP_PORTS=8080
    skopeo copy -q --insecure-policy --format v2s2 --dest-tls-verify=false "oci:$work/base:${base%%:*}" "docker://$registry/dotnet/${base%%:*}:10.0"
  done
  rm -rf "$work/bundle" "$work"/*.tar
}
