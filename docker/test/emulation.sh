#!/usr/bin/env bash
# Lets the kernel run programs of arm64, with Debian's QEMU from the cache, and takes that back. What
# the kernel knows is the whole machine's, so the entry has a name of its own, and none is made
# where the machine has one that reaches into containers.
# usage: emulation.sh start|stop STATE CACHE     after tools.sh
# Ends with 69 (EX_UNAVAILABLE of sysexits.h) where the kernel cannot do that.
set -euo pipefail

state=$(mkdir -p "$2" && cd "$2" && pwd)
qemu=$(cd "$3" && pwd)/qemu/usr/bin/qemu-aarch64-static
name=residual-$(printf %s "$state" | cksum | cut -d' ' -f1)
# The kernel's list is one, wherever it is mounted.
list=/run/$name-binfmt

mounted() {
  mkdir -p "$list"
  mountpoint -q "$list" && return
  if ! grep -qw binfmt_misc /proc/filesystems && ! modprobe binfmt_misc 2>/dev/null; then
    rmdir "$list"
    echo "emulation.sh: this kernel lacks binfmt_misc, so it runs no programs of arm64" >&2
    exit 69
  fi
  mount -t binfmt_misc none "$list"
}

# Entries of the machine, not of tests: enabled, for arm64's ELF header, and open from the start (F).
machine_has_one() {
  local entry
  for entry in "$list"/*; do
    case ${entry##*/} in register | status | residual-*) continue ;; esac
    if grep -q '^enabled' "$entry" && grep -q '^flags:.*F' "$entry" &&
      grep -q '^magic 7f454c460201.*b700$' "$entry"; then
      return 0
    fi
  done
  return 1
}

start() {
  # A run that was killed may have left its entry behind.
  stop
  mounted
  machine_has_one && return
  # The ELF header of a 64-bit program for AArch64, executable or shared, whatever the system; F has
  # the kernel open QEMU now, so that containers need not hold it.
  magic='\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00'
  mask='\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff'
  printf ':%s:M::%s:%s:%s:OCF' "$name" "$magic" "$mask" "$qemu" >"$list/register"
}

stop() {
  mounted
  [[ ! -e $list/$name ]] || echo -1 >"$list/$name"
  umount "$list"
  rmdir "$list"
}

case $1 in
  start) start ;;
  stop) stop ;;
  *)
    echo "usage: emulation.sh start|stop STATE CACHE" >&2
    exit 2
    ;;
esac
