#!/bin/sh
# Prints the path of a kubectl whose kustomize knows components (kubectl 1.21 and later). If there is
# none, unpacks Debian's into target/tools; that needs Debian or Ubuntu, and root for apt's lists.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
tools=$here/target/tools

suits() {
  minor=$("$1" version --client --output=yaml 2>/dev/null | sed -n 's/^ *minor: *"\{0,1\}\([0-9]*\).*/\1/p')
  [ "${minor:-0}" -ge 21 ]
}

for kubectl in "$(command -v kubectl || true)" "$tools/usr/bin/kubectl"; do
  if [ -n "$kubectl" ] && [ -x "$kubectl" ] && suits "$kubectl"; then
    echo "$kubectl"
    exit 0
  fi
done

command -v apt-get >/dev/null || { echo "install kubectl 1.21 or later" >&2; exit 1; }
apt=$tools/apt
mkdir -p "$apt/lists/partial" "$apt/archives/partial"
# Debian 12 has 1.20 only: look into Debian 13 at the same mirror, with lists of our own.
mirror=$(sed -n 's/^URIs: *//p; s/^deb \(\[[^]]*\] \)\{0,1\}\([^ ]*\) .*/\2/p' \
  /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | grep -m 1 'debian/*$' || true)
[ -n "$mirror" ] || { echo "apt has no Debian mirror; install kubectl 1.21 or later" >&2; exit 1; }
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" >"$apt/sources.list"
{
  set -- -o "Dir::Etc::SourceList=$apt/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o "Dir::State::Lists=$apt/lists" -o "Dir::Cache=$apt" -o APT::Sandbox::User=root
  apt-get "$@" update
  cd "$apt"
  apt-get "$@" download kubectl/trixie
  dpkg-deb --extract kubectl_*.deb "$tools"
} >&2
rm -rf "$apt"
suits "$tools/usr/bin/kubectl" || { echo "Debian's kubectl does not run here" >&2; exit 1; }
echo "$tools/usr/bin/kubectl"
