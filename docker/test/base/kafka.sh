#!/usr/bin/env bash
# Stands in for /etc/kafka/docker/run of the image apache/kafka: makes server.properties from the
# KAFKA_ variables as documented there (_ for ., __ for _, ___ for -), formats new storage, and runs
# the same broker, from the jars that Maven has.
set -euo pipefail

export KAFKA_LOG_DIRS=${KAFKA_LOG_DIRS:-/var/lib/kafka/data}
properties=/tmp/server.properties
env | grep '^KAFKA_' | while IFS='=' read -r name value; do
  key=${name#KAFKA_}
  case $key in HEAP_OPTS | OPTS) continue ;; esac
  key=$(sed 's/___/-/g; s/__/\x01/g; s/_/./g; s/\x01/_/g' <<<"$key")
  printf '%s=%s\n' "${key,,}" "$value"
done >"$properties"
read -ra heap <<<"${KAFKA_HEAP_OPTS:-}"
java=(java "${heap[@]}" -Dlog4j.configurationFile=/opt/kafka/log4j2.properties -cp '/opt/kafka/libs/*')
"${java[@]}" kafka.tools.StorageTool format --ignore-formatted \
  --cluster-id "${CLUSTER_ID:-5L6g3nShT-eMCtK--X86sw}" --config "$properties"
exec "${java[@]}" kafka.Kafka "$properties"
