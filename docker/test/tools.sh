#!/usr/bin/env bash
# Installs what the image tests need and the machine lacks: a Docker engine, Compose, mmdebstrap,
# iptables, and the linters. The engine is only unpacked, so that no service starts.
# usage: tools.sh CACHE     CACHE: a folder outside the checkout, kept between runs
set -euo pipefail

cache=$(mkdir -p "$1" && cd "$1" && pwd)

# Debian's packages that are installed: programs only, none starts a service.
packages=()
for pair in mmdebstrap:mmdebstrap iptables:iptables ip:iproute2 nsenter:util-linux; do
  command -v "${pair%%:*}" >/dev/null || packages+=("${pair##*:}")
done
ldconfig -p | grep -q libdevmapper.so.1.02.1 || packages+=(libdevmapper1.02.1)

updated=
update() {
  [[ -n $updated ]] || apt-get -qq update
  updated=yes
}

if ((${#packages[@]})); then
  update
  DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends "${packages[@]}" >/dev/null
fi

# Unpacks packages of Debian into a folder that appears only when it is complete.
unpack() {
  local folder=$1
  shift
  [[ -d $cache/$folder ]] && return 0
  update
  local part=$cache/$folder.part
  rm -rf "$part"
  mkdir -p "$part/debs"
  (cd "$part/debs" && apt-get "${from[@]}" -qq -o APT::Sandbox::User=root download "$@")
  for deb in "$part"/debs/*.deb; do
    dpkg-deb -x "$deb" "$part"
  done
  rm -rf "$part/debs"
  mv "$part" "$cache/$folder"
}

from=()
unpack engine docker.io containerd runc
unpack prometheus prometheus
unpack qemu qemu-user-static

# Compose 2 is in Debian 13 only; its package is one program without dependencies.
if [[ ! -d $cache/compose ]]; then
  lists=$cache/trixie
  mkdir -p "$lists/lists/partial" "$lists/archives/partial"
  # shellcheck disable=SC2016 # apt-get's own variable
  mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Codename: bookworm' | head -1)
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${mirror:-http://deb.debian.org/debian} trixie main" \
    >"$lists/sources.list"
  from=(-o "Dir::Etc::SourceList=$lists/sources.list" -o Dir::Etc::SourceParts=/dev/null
    -o "Dir::State::Lists=$lists/lists" -o "Dir::Cache=$lists")
  apt-get "${from[@]}" -qq -o APT::Sandbox::User=root update
  updated=yes
  unpack compose docker-compose
  rm -rf "$lists"
fi
