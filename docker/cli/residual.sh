#!/bin/sh
# Residual's command line in a container. Ends with 78 (EX_CONFIG of sysexits.h) where the container
# itself is at fault; other statuses are the command's own, see residual COMMAND --help.
set -eu

fail() {
  echo "residual: $*" >&2
  exit 78
}

machine=$(uname -m)
built=$(cat /opt/residual/architecture)
[ "$machine" = "$built" ] ||
  fail "this image was built for $built, this machine is $machine; take the image of the machine's architecture"
[ -w /tmp ] ||
  fail "/tmp cannot be written; with a read-only root mount a tmpfs there, with the option exec"

# The container's memory in MB, by control groups of either version; empty without a limit.
limit() {
  for file in /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes; do
    [ -r "$file" ] || continue
    bytes=$(cat "$file")
    case $bytes in
      max) ;;
      # Version 1 writes "no limit" as a number near 2^63.
      ????????????????*) ;;
      *) echo $((bytes / 1048576)) ;;
    esac
    return
  done
}
case ${1:-} in
  fit | import | evaluate | compare | backtest | demo | job) least=1024 ;;
  *) least=256 ;;
esac
memory=$(limit)
if [ -n "$memory" ]; then
  [ "$memory" -ge "$least" ] ||
    fail "the container's memory limit is $memory MB, too little for 'residual ${1:-}' with its native memory; give at least $least MB"
  # Half for Java; the networks' memory, the libraries and the JVM's own share the rest.
  set -- -XX:MaxRAMPercentage=50 "-Dorg.bytedeco.javacpp.maxphysicalbytes=$((memory - 64))m" \
    io.residual.samples.cli.ResidualCli "$@"
else
  set -- io.residual.samples.cli.ResidualCli "$@"
fi

cache=${RESIDUAL_CACHE:-/var/cache/residual}
# Where nothing is mounted there and the root is read-only, the libraries are unpacked beside /tmp.
[ -w "$cache" ] || cache=/tmp/residual-cache
# shellcheck disable=SC2086 # options are several words
exec java -XX:+UseParallelGC -Dorg.bytedeco.javacpp.cachedir="$cache" ${RESIDUAL_JAVA_OPTS:-} \
  -cp "/opt/residual/lib/*" "$@"
