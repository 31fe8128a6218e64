#!/usr/bin/env bash
# Starts and stops a Docker engine of its own: in a network namespace without a way out, with its
# state in one folder, beside and unknown to any engine that the machine has.
# usage: engine.sh start|stop STATE CACHE     start prints the engine's address
set -euo pipefail

state=$(mkdir -p "$2" && cd "$2" && pwd)
cache=$(cd "$3" && pwd)
# Names of namespaces are the machine's; this one belongs to the state folder.
namespace=residual-$(printf %s "$state" | cksum | cut -d' ' -f1)
# The path of a socket has 108 characters at most, whatever the state folder's name.
run=/run/$namespace

start() {
  # A run that was killed may have left its engine behind.
  stop
  mkdir -p "$run"
  ip netns add "$namespace"
  ip -n "$namespace" link set lo up
  # nsenter rather than ip netns exec, which mounts another /sys that lacks the control groups.
  PATH=$cache/engine/usr/bin:$cache/engine/usr/sbin:$PATH \
    setsid nsenter --net="/run/netns/$namespace" dockerd \
    --host "unix://$run/docker.sock" --data-root "$state/data" --exec-root "$run/exec" \
    --pidfile "$run/dockerd.pid" --oom-score-adjust 0 --ip 127.0.0.1 \
    >"$state/dockerd.log" 2>&1 </dev/null &
  for ((i = 0; i < 150; i++)); do
    if DOCKER_HOST=unix://$run/docker.sock "$cache/engine/usr/bin/docker" version >/dev/null 2>&1; then
      echo "unix://$run/docker.sock"
      return
    fi
    sleep 0.2
  done
  tail -20 "$state/dockerd.log" >&2
  stop
  echo "engine.sh: dockerd did not start; its last lines are above" >&2
  exit 1
}

stop() {
  if [[ -f $run/dockerd.pid ]]; then
    pid=$(<"$run/dockerd.pid")
    kill "$pid" 2>/dev/null || true
    while kill -0 "$pid" 2>/dev/null; do sleep 0.2; done
  fi
  # What the engine leaves mounted would keep the folder from being deleted.
  { grep -o " $run/[^ ]*\| $state/[^ ]*" /proc/mounts || true; } | sort -r | while read -r mount; do
    umount "$mount" 2>/dev/null || true
  done
  ip netns del "$namespace" 2>/dev/null || true
  rm -rf "$run"
}

case $1 in
  start) start ;;
  stop) stop ;;
  *)
    echo "usage: engine.sh start|stop STATE CACHE" >&2
    exit 2
    ;;
esac
