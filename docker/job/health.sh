#!/usr/bin/env bash
# Healthy is a JobManager whose REST API answers, and a TaskManager whose metrics do: one that finds no
# JobManager ends by itself. Whole answers are read, since a closed pipe would fail the check. Flink's
# scripts end in exec, so process 1 is the program itself.
set -euo pipefail

get() {
  exec 3<>"/dev/tcp/127.0.0.1/$1"
  printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$2" >&3
  cat <&3
}

case $(tr '\0' ' ' </proc/1/cmdline) in
  *TaskManagerRunner* | *TaskExecutorRunner*) get 9249 /metrics | grep '^flink_taskmanager_' >/dev/null ;;
  *) get 8081 /overview | grep '"taskmanagers"' >/dev/null ;;
esac
