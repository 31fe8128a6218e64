#!/usr/bin/env bash
# Stands in for /docker-entrypoint.sh of Flink's image: writes what the environment asks for into
# the settings, then starts a program, or any other command as it is.
set -uo pipefail

home=/opt/flink
changes=("-Djobmanager.rpc.address=${JOB_MANAGER_RPC_ADDRESS:-$(hostname -f)}"
  -Dblob.server.port=6124 -Dquery.server.port=6125)
if [[ -n ${TASK_MANAGER_NUMBER_OF_TASK_SLOTS:-} ]]; then
  changes+=("-Dtaskmanager.numberOfTaskSlots=$TASK_MANAGER_NUMBER_OF_TASK_SLOTS")
fi
while IFS=: read -r key value; do
  [[ -z ${key// /} ]] || changes+=("-D${key// /}=$(sed 's/^ *//; s/ *$//' <<<"$value")")
done <<<"${FLINK_PROPERTIES:-}"
# As Flink's, goes on where the settings cannot be written: Kubernetes mounts them complete.
"$home/bin/config-parser-utils.sh" "$home/conf" "$home/bin" "$home/lib" "${changes[@]}"

case ${1:-help} in
  help) echo "Usage: docker-entrypoint.sh (jobmanager|taskmanager|standalone-job|COMMAND)" ;;
  jobmanager | taskmanager | standalone-job)
    program=$1
    shift
    exec "$home/bin/$program.sh" start-foreground "$@"
    ;;
  *) exec "$@" ;;
esac
