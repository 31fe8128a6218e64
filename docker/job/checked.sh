#!/bin/sh
# Called by Flink's entry point once its settings are complete: has the job's jar compare them with
# the machine, then starts the asked program as Flink's entry point does.
set -eu

case "$*" in
  *kubernetes-taskmanager.sh* | taskmanager*) role=taskmanager ;;
  *) role=jobmanager ;;
esac
java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx64m -Dlog4j2.level=ERROR \
  -cp "/opt/flink/usrlib/residual-job.jar:/opt/flink/lib/*" \
  io.residual.job.container.ContainerCheck "$role" "${FLINK_CONF_DIR:-/opt/flink/conf}"

case $1 in
  jobmanager | taskmanager | standalone-job)
    program=$1
    shift
    exec "/opt/flink/bin/$program.sh" start-foreground "$@"
    ;;
  *) exec "$@" ;;
esac
