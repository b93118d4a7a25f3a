#!/usr/bin/env bash
# Installs what is missing of the tools that the scripts and tests use, with apt-get, and says what.
# usage: eng/install-tools.sh [try|all]
#   try   the libraries that the stand-in repository is made of, and runc
#   all   those, and the tools of the end-to-end tests and the benchmark (default)
set -euo pipefail

case "${1:-all}" in
  try | all) scope=${1:-all} ;;
  *) echo "usage: eng/install-tools.sh [try|all]" >&2; exit 2 ;;
esac

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
  echo "install-tools: this is no Debian or Ubuntu; install runc (and skopeo, umoci, docker-registry, dockerd, podman) by hand." >&2
  exit 1
fi

# Checkers of signatures and documents that are not ours; they lie beside the checkout, where they are at all.
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
verifiers=$top/../shared/verifiers
copy_verifiers() {
  local copy=$top/artifacts/verifiers
  if [ $scope = try ] || [ ! -d "$verifiers" ] || cmp -s "$verifiers/package-lock.json" "$copy/.installed"; then return; fi
  echo "install-tools: installing the checkers of ../shared/verifiers"
  mkdir -p "$copy"
  cp -r "$verifiers/." "$copy"
  (cd "$copy" && npm ci --silent --no-audit --no-fund)
  cp "$verifiers/package-lock.json" "$copy/.installed"
}

installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }
available() { apt-cache show --no-all-versions "$1" >/dev/null 2>&1; }

missing=()
updated=no
update() {
  [ $updated = yes ] && return
  updated=yes
  "${root[@]}" apt-get update -qq
}

# A package under the first of its names that is installed or can be.
want() {
  local name
  for name in "$@"; do installed "$name" && return; done
  available "$1" || update
  for name in "$@"; do
    if available "$name"; then missing+=("$name"); return; fi
  done
  echo "install-tools: no package $* is available." >&2
  exit 1
}

want_program() {
  command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ] || want "$2"
}

root=()
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null && root=(sudo)
fi
root+=(env DEBIAN_FRONTEND=noninteractive)

for names in tzdata ca-certificates zlib1g libgcc-s1 libstdc++6 libkeyutils1 libkrb5-3 libgssapi-krb5-2; do want "$names"; done
want libssl3 libssl3t64
want libcom-err2 libcom-err2t64
if ! ls /usr/lib/*-linux-gnu/libicuuc.so.[0-9]* >/dev/null 2>&1; then
  update
  want "$(apt-cache pkgnames libicu | grep -E '^libicu[0-9]+$' | sort -V | tail -n 1)"
fi

want_program runc runc
if [ $scope = all ]; then
  want_program skopeo skopeo
  want_program umoci umoci
  want_program docker-registry docker-registry
  want_program dockerd docker.io
  want_program podman podman
  want_program curl curl
  want_program g++ g++
  [ -x /usr/bin/time ] || want time
  want softhsm2
  want opensc
  want libengine-pkcs11-openssl pkcs11-provider
  if [ -d "$verifiers" ]; then
    want_program node nodejs
    want_program npm npm
  fi
fi

if [ ${#missing[@]} = 0 ]; then
  copy_verifiers
  echo "install-tools: nothing is missing."
  exit 0
fi

echo "install-tools: installing ${missing[*]}"
update
"${root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
copy_verifiers
