#!/usr/bin/env bash
# Checks dashboards against the types that Grafana publishes for the version that compose.yaml pins:
# of dashboards, panels' options, fields and Prometheus queries. The compiler's line numbers are those
# of the dashboard.
# usage: check.sh CACHE DASHBOARD...     the packages, whose digests are pinned, go into CACHE
set -euo pipefail

mkdir -p "$1/grafana"
tools=$(cd "$1/grafana" && pwd)
shift
here=$(cd "$(dirname "$0")" && pwd)

pinned=$(sed -n 's/.*grafana\/grafana:\([0-9.]*\)}.*/\1/p' "$here/../../compose.yaml")
if [[ -z $pinned || $(grep -c "^@grafana/.*@$pinned " "$here/packages.txt") != 2 ]]; then
  echo "check.sh: compose.yaml pins Grafana '$pinned', packages.txt other types: $(cut -d' ' -f1 "$here/packages.txt" | xargs)" >&2
  exit 2
fi
if ! command -v npm >/dev/null; then
  apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends npm >/dev/null
fi

# Only unpacked: types need no dependencies. A folder appears when it is complete and checked.
while read -r package digest; do
  folder=$tools/$package
  [[ ! -d $folder ]] || continue
  part=$(mktemp -d "$tools/part.XXXXXX")
  (cd "$part" && npm pack --silent "$package" >/dev/null)
  tarball=$(echo "$part"/*.tgz)
  found=sha512-$(openssl dgst -sha512 -binary "$tarball" | base64 --wrap=0)
  if [[ $found != "$digest" ]]; then
    echo "check.sh: $package is $found, not the pinned $digest" >&2
    exit 2
  fi
  tar --extract --gzip --file "$tarball" --directory "$part"
  mkdir -p "$(dirname "$folder")"
  # Another run may have been quicker.
  mv --no-target-directory "$part/package" "$folder" 2>/dev/null || [[ -d $folder ]]
  rm -rf "$part"
done <"$here/packages.txt"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
while read -r package _; do
  mkdir -p "$work/node_modules/$(dirname "$package")"
  ln -s "$tools/$package" "$work/node_modules/${package%@*}"
done <"$here/packages.txt"
cp "$here/dashboard.ts" "$work/"
for dashboard in "$@"; do
  # On one line with the dashboard's first, so that lines keep their numbers.
  { printf "import type { Residual } from './dashboard'; export const dashboard: Residual = "; cat "$dashboard"; } \
    >"$work/$(basename "$dashboard" .json).ts"
done
cd "$work"
node node_modules/typescript/bin/tsc --noEmit --strict --skipLibCheck --pretty false --typeRoots ./none \
  --target es2022 --module commonjs --moduleResolution node10 --preserveSymlinks ./*.ts
echo "checked $# dashboards by Grafana $pinned's types"
