#!/bin/sh
# Fits a model on the last hours of a topic and publishes it if it is not worse than the one in use.
# Environment: BROKERS, TOPIC, MODEL, STORE, TRAINING_HOURS, COMPARISON_HOURS; FLINK_DEPLOYMENT to have
# the job restarted; LABEL for a column of labels; REQUIRE as 'residual compare' has it; SETTINGS for
# another folder of pipeline.yaml and client.properties; KUBERNETES for another address of its API.
# Ends with 0 if a model was published or the gate kept the old one, and with 1 if anything failed.
set -eu

: "${BROKERS:?host:port of the brokers}" "${TOPIC:?topic of the records}" "${MODEL:?name of the model}"
: "${STORE:?where the bundles are, such as s3://bucket/models}"
: "${TRAINING_HOURS:=168}" "${COMPARISON_HOURS:=24}" "${REQUIRE:=not-worse}"
settings=${SETTINGS:-/etc/residual}

now=$(date -u +%s)
# Also parts of hours, such as 0.25.
hours_ago() {
  date -u -d "@$(awk -v now="$now" -v hours="$1" 'BEGIN { printf "%d", now - hours * 3600 }')" +%Y-%m-%dT%H:%M:%SZ
}
first=$(hours_ago "$TRAINING_HOURS")
last=$(hours_ago "$COMPARISON_HOURS")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

kafka() {
  command=$1
  shift
  residual "$command" "$@" --topic "$TOPIC" --brokers "$BROKERS" \
    --client-config "$settings/client.properties" ${LABEL:+--label "$LABEL"} --quiet
}

echo "retraining: fitting $MODEL on $TOPIC from $first to $last"
kafka fit --pipeline "$settings/pipeline.yaml" --name "$MODEL" --from-time "$first" --to-time "$last" \
  --output "$work/candidate.residual"

status=0
residual fetch "$STORE/$MODEL/current" --output "$work/current.residual" || status=$?
case $status in
  0)
    echo "retraining: comparing with the model in use on the records since $last"
    kafka compare "$work/current.residual" "$work/candidate.residual" --from-time "$last" \
      --require "$REQUIRE" || status=$?
    ;;
  3)
    echo "retraining: there is no model in use; the new one is the first"
    status=0
    ;;
esac
case $status in
  0)
    residual publish "$work/candidate.residual" --store "$STORE" \
      ${FLINK_DEPLOYMENT:+--flink-deployment "$FLINK_DEPLOYMENT"} \
      ${KUBERNETES:+--kubernetes "$KUBERNETES"}
    echo "retraining: published"
    ;;
  3)
    echo "retraining: the new model did not pass; the one in use stays"
    ;;
  *)
    echo "retraining: failed with exit code $status; the model in use stays" >&2
    exit 1
    ;;
esac
