#!/usr/bin/env bash
# Stands in for the programs in bin of Flink's image, which is on a registry of images and in no
# Maven repository. The names, arguments and files are those of Flink 2.2's distribution; this one
# script is linked under each name. It starts the same Java programs with the memory and options
# that Flink's own BashJavaUtils computes.
set -euo pipefail

export FLINK_HOME=/opt/flink
conf=${FLINK_CONF_DIR:-$FLINK_HOME/conf}
classpath=$(printf '%s:' "$FLINK_HOME"/lib/*.jar)
export FLINK_CONF_DIR=$conf FLINK_LIB_DIR=$FLINK_HOME/lib FLINK_PLUGINS_DIR=$FLINK_HOME/plugins

# Lines of BashJavaUtils' answer; its own messages go to the error output.
ask() {
  java -XX:TieredStopAtLevel=1 -Dlog4j2.level=ERROR -cp "$classpath" \
    org.apache.flink.runtime.util.bash.BashJavaUtils "$@" | sed -n 's/^BASH_JAVA_UTILS_EXEC_RESULT://p'
}

# run MAIN LOG4J JVM_OPTIONS ARGUMENT...
run() {
  local main=$1 log=$2 options=$3 all
  shift 3
  all=$(ask UPDATE_AND_GET_FLINK_CONFIGURATION --configDir "$conf" -flatten |
    sed -n "s/^env.java.opts.all: //p; s/^env.java.opts.$role: //p" | tr -d "'\"" | tr '\n' ' ')
  # shellcheck disable=SC2086 # options are several words
  exec java $options $all "-Dlog4j.configurationFile=file:$conf/$log" -cp "$classpath" "$main" "$@"
}

# server JOB_OR_TASK MAIN ARGUMENT...: the memory options are the first line, the settings the second
server() {
  local which=$1 main=$2
  shift 2
  local lines=()
  mapfile -t lines < <(ask "GET_${which}_RESOURCE_PARAMS" --configDir "$conf")
  # shellcheck disable=SC2086 # settings are several words
  run "$main" log4j-console.properties "${lines[0]}" ${lines[1]} "$@"
}

name=$(basename "$0")
role=jobmanager
[[ ${1:-} != start-foreground ]] || shift
case $name in
  jobmanager.sh)
    server JM org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint \
      --configDir "$conf" --executionMode cluster "$@"
    ;;
  standalone-job.sh)
    server JM org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint \
      --configDir "$conf" "$@"
    ;;
  taskmanager.sh)
    role=taskmanager
    server TM org.apache.flink.runtime.taskexecutor.TaskManagerRunner --configDir "$conf" "$@"
    ;;
  flink)
    role=client
    run org.apache.flink.client.cli.CliFrontend log4j-cli.properties "" "$@"
    ;;
  config-parser-utils.sh)
    # The settings folder, bin and lib, then changes such as -Dkey=value.
    conf=$1
    shift 3
    settings=$(ask UPDATE_AND_GET_FLINK_CONFIGURATION --configDir "$conf" "$@")
    printf '%s\n' "$settings" >"$conf/config.yaml"
    ;;
esac
