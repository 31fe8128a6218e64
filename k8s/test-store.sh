#!/bin/sh
# Prints the folder of an unpacked Ceph object gateway (radosgw) to chroot into. It is made of Debian
# 13's packages when it is missing; that needs Debian or Ubuntu, and root.
# usage: test-store.sh CACHE     CACHE: a folder outside the checkout, kept between runs
set -eu
mkdir -p "$1"
folder=$(cd "$1" && pwd)/radosgw
if [ ! -x "$folder/usr/bin/radosgw" ]; then
  [ "$(id -u)" = 0 ] || { echo "only root may unpack and chroot" >&2; exit 1; }
  command -v apt-get >/dev/null || { echo "this is no Debian" >&2; exit 1; }
  {
    if ! command -v mmdebstrap; then
      apt-get -qq update
      DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends mmdebstrap
    fi
    mirror=$(sed -n 's/^URIs: *//p; s/^deb \(\[[^]]*\] \)\{0,1\}\([^ ]*\) .*/\2/p' \
      /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | grep -m 1 'debian/*$' || true)
    rm -rf "$folder" "$folder.part"
    # Unpacked, not configured: one program runs in it. base-files has the links of a merged /usr.
    mmdebstrap --quiet --variant=extract --include=radosgw,base-files trixie "$folder.part" \
      ${mirror:+"$mirror"}
    mv "$folder.part" "$folder"
  } >&2
fi
echo "$folder"
