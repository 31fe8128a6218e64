#!/usr/bin/env bash
# Prints the folder that holds prometheus and promtool. Where they are not installed, Debian's package is
# fetched and unpacked into the given folder; nothing is installed and no service is started.
# usage: prometheus.sh FOLDER
set -euo pipefail
folder=$1

if command -v prometheus promtool > /dev/null; then
  dirname "$(command -v prometheus)"
  exit
fi
if [ ! -x "$folder/usr/bin/promtool" ]; then
  mkdir -p "$folder"
  folder=$(cd "$folder" && pwd)
  cd "$folder"
  if ! apt-get -qq download prometheus > /dev/null 2>&1; then
    # Lists of packages that are missing or too old; only root can renew them.
    apt-get -qq update > /dev/null 2>&1 || true
    apt-get -qq download prometheus > /dev/null 2>&1 || {
      echo "prometheus is not installed, and its Debian package cannot be fetched" >&2
      exit 1
    }
  fi
  dpkg-deb -x prometheus_*.deb "$folder"
  rm -f prometheus_*.deb
fi
cd "$folder" && echo "$PWD/usr/bin"
