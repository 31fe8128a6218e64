#!/bin/sh
# Starts a container of the job's image: makes Flink's settings writable, lets Flink's own entry
# point fill them in, and has checked.sh look at the machine before Flink's program begins.
# Ends with 78 (EX_CONFIG of sysexits.h) where starting again cannot help.
set -eu

fail() {
  echo "residual: $*" >&2
  exit 78
}

# Also seen under emulation, where everything but the natives would work.
machine=$(uname -m)
built=$(cat /opt/residual/architecture)
[ "$machine" = "$built" ] ||
  fail "this image was built for $built, this machine is $machine; take the image of the machine's architecture"

# A read-only root with an empty folder mounted here: Flink's entry point must write its settings.
if [ -w /opt/flink/conf ] && [ ! -e /opt/flink/conf/config.yaml ]; then
  cp -R /opt/residual/conf/. /opt/flink/conf/
fi
# Flink's entry point would go on with the settings it has, so the processes would not find each other.
[ -w /opt/flink/conf ] || [ -z "${FLINK_PROPERTIES:-}${JOB_MANAGER_RPC_ADDRESS:-}${TASK_MANAGER_NUMBER_OF_TASK_SLOTS:-}" ] ||
  fail "/opt/flink/conf cannot be written, so the settings in the environment would have no effect; with a read-only root mount a tmpfs there that user $(id -u) may write"
# Where Kubernetes mounts the settings, they are complete already.
[ -r /opt/flink/conf/config.yaml ] ||
  fail "/opt/flink/conf/config.yaml is missing and cannot be written; mount a tmpfs at /opt/flink/conf that user $(id -u) may write"
[ -w /tmp ] ||
  fail "/tmp cannot be written; with a read-only root mount a tmpfs there, with the option exec"

case ${1:-help} in
  jobmanager | taskmanager | standalone-job) ;;
  bash)
    # So begin the operator's commands: bash -c "kubernetes-jobmanager.sh ...".
    case "$*" in *kubernetes-*) ;; *) exec /docker-entrypoint.sh "$@" ;; esac
    ;;
  *) exec /docker-entrypoint.sh "$@" ;;
esac
exec /docker-entrypoint.sh /opt/residual/bin/checked.sh "$@"
